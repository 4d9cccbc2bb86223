//! Another program: text in, bytes out, and never longer than allowed.

use std::io::{Read as _, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// The most bytes that are taken.
const MOST_BYTES: u64 = 64 << 20;

/// Runs a program with a text on its standard input. Gives how it ended and what it wrote; nothing if it took too long and was stopped.
///
/// # Errors
/// It cannot be run.
pub fn run(command: &mut Command, input: String, most: Duration) -> std::io::Result<Option<(ExitStatus, Vec<u8>)>> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let (to, from) = (child.stdin.take(), child.stdout.take());
    // A program may write before it has read everything, or never read: neither may block us.
    std::thread::spawn(move || to.map(|mut to| to.write_all(input.as_bytes())));
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(from) = from {
            let _ = from.take(MOST_BYTES).read_to_end(&mut bytes); // whoever asked judges what came
        }
        bytes
    });
    let Some(status) = wait(&mut child, most)? else { return Ok(None) };
    Ok(Some((status, reader.join().unwrap_or_default())))
}

/// Waits for a program; one that takes too long is stopped.
fn wait(child: &mut Child, most: Duration) -> std::io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() > most {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

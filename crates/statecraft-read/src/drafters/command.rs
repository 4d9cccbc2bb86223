//! A program as drafter: the text on its standard input, claims as JSON on its standard output.

use super::{Checked, Failed, check};
use crate::document::Document;
use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const MOST_BYTES: u64 = 64 << 20;

/// Lets a program draft, for at most `seconds`.
///
/// # Errors
/// It cannot be run, takes too long, fails, or gives no claims.
pub fn from_command(document: &Document, program: &str, seconds: u64) -> Result<Checked, Failed> {
    let mut parts = program.split_whitespace();
    let command = parts.next().unwrap_or_default();
    let unrunnable = |error| Failed::Unrunnable(program.to_owned(), error);
    let mut child = Command::new(command)
        .args(parts)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(unrunnable)?;
    let (input, output, text) = (child.stdin.take(), child.stdout.take(), document.text.clone());
    // A program may write before it has read everything, or never read: neither may block us.
    std::thread::spawn(move || input.map(|mut input| input.write_all(text.as_bytes())));
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(output) = output {
            let _ = output.take(MOST_BYTES).read_to_end(&mut bytes); // what came is judged below
        }
        bytes
    });
    let status = wait(&mut child, Duration::from_secs(seconds)).map_err(unrunnable)?;
    let Some(status) = status else {
        return Err(Failed::TooSlow(program.to_owned(), seconds));
    };
    if !status.success() {
        return Err(Failed::Refused(program.to_owned(), status.to_string()));
    }
    let bytes = reader.join().unwrap_or_default();
    let given =
        String::from_utf8(bytes).map_err(|_| Failed::Unreadable(program.to_owned(), "that is no UTF-8".to_owned()))?;
    check(document, command.rsplit('/').next().unwrap_or(command), &given)
}

/// Waits for a program; one that takes too long is stopped.
fn wait(child: &mut Child, most: Duration) -> std::io::Result<Option<std::process::ExitStatus>> {
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

//! The terminal: how wide it is, whether it has colours, and where words go.

use statecraft::text::Style;
use std::io::{self, BufWriter, IsTerminal, Write};

/// Lines are never set wider than people read with ease.
const WIDEST: usize = 100;
/// And never narrower than words fit.
const NARROWEST: usize = 40;

/// Columns of the terminal; 80 when there is none.
pub(crate) fn width() -> usize {
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.unwrap_or(80).clamp(NARROWEST, WIDEST)
}

/// How problems are set on standard output or standard error.
pub(crate) fn style(stream: &impl IsTerminal) -> Style {
    let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    Style { colour: wanted && stream.is_terminal(), width: width() }
}

/// Writes data to standard output.
pub(crate) fn say(text: &str) -> io::Result<()> {
    let mut out = out();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes data as one line of JSON.
pub(crate) fn say_json(data: &impl serde::Serialize) -> anyhow::Result<()> {
    let mut out = out();
    serde_json::to_writer(&mut out, data)?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}

/// Standard output, buffered.
pub(crate) fn out() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Writes a message to standard error; there is nobody to tell if that fails.
pub(crate) fn complain(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

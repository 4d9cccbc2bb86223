//! The terminal: how wide it is, whether it has colours, and where words go.
//!
//! Whatever a case, a file name or an argument says, nothing of it does anything to the terminal: all text passes
//! through here, and what is left of an escape is a mark that can be seen.

use statecraft::diag::{is_hidden, visible};
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
    write(&mut out(), harmless(text, false))
}

/// Writes bytes that the program itself made, as they are: a script or a page whose every sign counts.
pub(crate) fn say_bytes(bytes: &[u8]) -> io::Result<()> {
    write(&mut out(), bytes)
}

/// Writes a text byte for byte where no terminal reads it.
pub(crate) fn say_as_is(text: &str) -> io::Result<()> {
    if io::stdout().is_terminal() { say(text) } else { say_bytes(text.as_bytes()) }
}

/// Writes text that was set in this style to standard output.
pub(crate) fn say_styled(text: &str, style: Style) -> io::Result<()> {
    write(&mut out(), harmless(text, style.colour))
}

fn write(out: &mut impl Write, text: impl AsRef<[u8]>) -> io::Result<()> {
    out.write_all(text.as_ref())?;
    out.flush()
}

/// The text with a mark in place of all that would do something to a terminal, but for line ends, and for colours where they may
/// be used: what the library sets in colour has none of a user's escapes.
fn harmless(text: &str, colour: bool) -> String {
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if colour { colour_length(rest) } else { None };
        match (first, length) {
            (_, Some(length)) => found.push_str(&rest[..length]),
            ('\n', _) => found.push('\n'),
            ('\r', _) if rest.starts_with("\r\n") => {}
            ('\t', _) => found.push(' '),
            _ => found.push(visible(first)),
        }
        rest = &rest[length.unwrap_or(first.len_utf8())..];
    }
    found
}

/// The length of an escape that sets a colour, if the text begins with one.
fn colour_length(text: &str) -> Option<usize> {
    let codes = text.strip_prefix("\u{1b}[")?;
    let end = codes.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    codes[end..].starts_with('m').then_some(text.len() - codes.len() + end + 1)
}

/// Writes data as one line of JSON.
pub(crate) fn say_json(data: &impl serde::Serialize) -> anyhow::Result<()> {
    let mut out = Escaped(out());
    serde_json::to_writer(&mut out, data)?;
    Ok(write(&mut out, "\n")?)
}

/// Writes things as JSON while they come: one object on one line, with the things as a list of this name.
pub(crate) fn say_json_list<T: serde::Serialize>(
    name: &str,
    things: impl Iterator<Item = anyhow::Result<T>>,
) -> anyhow::Result<()> {
    let mut out = Escaped(out());
    write!(out, "{{{}:[", serde_json::to_string(name)?)?;
    for (number, thing) in things.enumerate() {
        let thing = thing?;
        if number > 0 {
            out.write_all(b",")?;
        }
        serde_json::to_writer(&mut out, &thing)?;
        out.flush()?;
    }
    Ok(write(&mut out, "]}\n")?)
}

/// Writes data as JSON on many lines.
pub(crate) fn say_json_lines(data: &impl serde::Serialize) -> anyhow::Result<()> {
    let mut out = Escaped(out());
    serde_json::to_writer_pretty(&mut out, data)?;
    Ok(write(&mut out, "\n")?)
}

/// JSON in which also those characters are escaped that do something to a terminal and may stand there by the rules of JSON.
struct Escaped<W>(W);

impl<W: Write> Write for Escaped<W> {
    /// Takes whole texts only, as the serialiser hands them on.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let acts = |c: char| c != '\n' && is_hidden(c);
        match str::from_utf8(bytes) {
            Ok(text) if text.contains(acts) => {
                let escaped = |c: char| if acts(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
                self.0.write_all(text.chars().map(escaped).collect::<String>().as_bytes())?;
            }
            _ => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Standard output, buffered.
pub(crate) fn out() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Writes a message to standard error; there is nobody to tell if that fails.
pub(crate) fn complain(text: &str) {
    let _ = io::stderr().write_all(harmless(text, false).as_bytes());
}

/// Writes a message that was set in this style to standard error.
pub(crate) fn complain_styled(text: &str, style: Style) {
    let _ = io::stderr().write_all(harmless(text, style.colour).as_bytes());
}

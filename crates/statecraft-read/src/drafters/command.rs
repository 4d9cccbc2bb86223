//! A program as drafter: the text on its standard input, claims as JSON on its standard output.

use super::{Checked, Failed, check};
use crate::document::Document;
use crate::isolated::run;
use std::process::Command;
use std::time::Duration;

/// Lets a program draft, for at most `seconds`.
///
/// # Errors
/// It cannot be run, takes too long, fails, or gives no claims.
pub fn from_command(document: &Document, program: &str, seconds: u64) -> Result<Checked, Failed> {
    let mut parts = program.split_whitespace();
    let command = parts.next().unwrap_or_default();
    let ran = run(Command::new(command).args(parts), document.text.clone(), Duration::from_secs(seconds));
    let ran = ran.map_err(|error| Failed::Unrunnable(program.to_owned(), error))?;
    let Some((status, bytes)) = ran else {
        return Err(Failed::TooSlow(program.to_owned(), seconds));
    };
    if !status.success() {
        return Err(Failed::Refused(program.to_owned(), status.to_string()));
    }
    let given =
        String::from_utf8(bytes).map_err(|_| Failed::Unreadable(program.to_owned(), "that is no UTF-8".to_owned()))?;
    check(document, command.rsplit('/').next().unwrap_or(command), &given)
}

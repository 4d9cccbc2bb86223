//! Why something was not read, written or kept.

use serde::de::DeserializeOwned;
use statecraft::case::{NotRead, OpenError};
use statecraft::edit::{EditError, FileError};
use std::io;
use std::path::{Path, PathBuf};

/// Why something was not read, written or kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeskError {
    /// The case cannot be opened.
    #[error(transparent)]
    Case(#[from] OpenError),
    /// The claim does not fit into the case.
    #[error("{0}; nothing was changed")]
    Edit(#[from] EditError),
    /// The case file cannot be written, or has changed.
    #[error(transparent)]
    File(#[from] FileError),
    /// The words of a claim are not those of the text.
    #[error("the words of the draft do not stand at their place in the text; draft the report again")]
    NotTheWords,
    /// Another text has the place beside the case.
    #[error("{} is there already with another text; rename the report", .0.display())]
    OtherText(PathBuf),
    /// A file cannot be read.
    #[error("{}: {why}", path.display())]
    NotRead {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: NotRead,
    },
    /// A file cannot be written.
    #[error("cannot write {}: {error}", path.display())]
    NotWritten {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A line of a file is no decision, or no draft.
    #[error("{} is damaged in line {line}: {error}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        error: serde_json::Error,
    },
    /// A reader has no decisions.
    #[error("{} is not there; name a reading.jsonl, or the folder of the case beside it", .0.display())]
    NoReader(PathBuf),
}

/// Reads a text file of at most so many bytes; none if there is no such file.
pub(crate) fn read_text(path: &Path, most: u64) -> Result<Option<String>, DeskError> {
    match statecraft::case::read_bytes(path, most) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(NotRead::Missing) => Ok(None),
        Err(why) => Err(DeskError::NotRead { path: path.to_owned(), why }),
    }
}

/// What stands in the lines of a file, one each; blank lines are left out.
pub(crate) fn parse_lines<T: DeserializeOwned>(path: &Path, text: &str) -> Result<Vec<T>, DeskError> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let damaged = |line, error| DeskError::Damaged { path: path.to_owned(), line, error };
    lines.map(|(at, line)| serde_json::from_str(line).map_err(|error| damaged(at + 1, error))).collect()
}

//! Why something was not done.

use serde::Serialize;
use serde_json::{Value, json};
use statecraft::case::OpenError;
use statecraft::diag::{Diagnostic, SourceFile, visible};
use statecraft::edit::{EditError, FileError};
use statecraft::study::Refused;
use statecraft::text::{Style, render_all};

/// Why a tool did not do what it was asked: a code that stays the same, and plain words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// Which kind, in one word that stays the same.
    pub code: String,
    /// What is wrong, and one thing to try.
    pub message: String,
    /// What is wrong with the case, each with its place; may be empty.
    pub problems: String,
}

/// So many problems are told at once.
const MOST_PROBLEMS: usize = 20;

impl Refusal {
    pub(crate) fn new(code: &str, message: impl std::fmt::Display) -> Refusal {
        Refusal { code: code.to_string(), message: plain(&message.to_string()), problems: String::new() }
    }

    /// The same with problems of this text.
    pub(crate) fn with_problems(mut self, file: &SourceFile, problems: &[Diagnostic]) -> Refusal {
        self.problems = render_all(file, problems, Some(MOST_PROBLEMS), Style::default());
        self
    }

    /// Why a question was not answered.
    pub(crate) fn of(refused: &Refused, file: &SourceFile) -> Refusal {
        let refusal = Refusal::new(refused.code(), refused);
        match refused {
            Refused::Case(problems) => refusal.with_problems(file, problems),
            Refused::Statement { statement, problem } => {
                refusal.with_problems(&SourceFile::new("", statement.as_str()), std::slice::from_ref(problem))
            }
            _ => refusal,
        }
    }

    pub(crate) fn json(&self) -> Value {
        json!({ "code": self.code, "message": self.message, "problems": self.problems })
    }

    pub(crate) fn text(&self) -> String {
        if self.problems.is_empty() { self.message.clone() } else { format!("{}\n\n{}", self.message, self.problems) }
    }
}

impl From<OpenError> for Refusal {
    fn from(error: OpenError) -> Refusal {
        Refusal::new("unreadable", error)
    }
}

impl From<FileError> for Refusal {
    fn from(error: FileError) -> Refusal {
        match error {
            FileError::Changed(_) => Refusal::changed(),
            other => Refusal::new("unwritable", other),
        }
    }
}

impl Refusal {
    /// The file is not the one that the assistant has read.
    pub(crate) fn changed() -> Refusal {
        Refusal::new(
            "changed",
            "the case file has changed since this version; nothing was written; read it again with open",
        )
    }
}

impl From<EditError> for Refusal {
    fn from(error: EditError) -> Refusal {
        let refusal = Refusal::new("edit", format!("{error}; nothing was written"));
        match &error {
            EditError::Breaks { file, problems } => refusal.with_problems(file, problems),
            _ => refusal,
        }
    }
}

/// Text from files without control characters, except the ends of lines.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { visible(c) }).collect()
}

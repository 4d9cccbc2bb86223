//! Why a question was not answered.

use crate::diag::Diagnostic;
use crate::graph::{ExploreError, LimitReached};
use serde::{Serialize, Serializer};

/// Why a question was not answered, or an edit not made: what is wrong in plain words, and a code that stays the same.
///
/// Whoever asks adds what can be done about it where it was asked: the words name no flag of a command line.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// The case has errors.
    #[error("the case has {}", crate::phrase::english::count(.0.len(), "error", "errors"))]
    Case(Vec<Diagnostic>),
    /// A limit was reached, and nothing of the answer was done.
    #[error(transparent)]
    Limit(#[from] LimitReached),
    /// A statement cannot be read, or speaks of what the case does not have.
    #[error("in '{statement}': {}", problem.message)]
    Statement {
        /// The statement.
        statement: String,
        /// What is wrong with it; the place is a place in the statement.
        problem: Box<Diagnostic>,
    },
    /// What was asked does not fit the case: a name that it does not have, a concept that does not apply.
    #[error("{message}")]
    Question {
        /// What is wrong, in one word that stays the same.
        code: &'static str,
        /// What is wrong, in words.
        message: String,
    },
}

impl Refused {
    /// A question that does not fit the case.
    pub(crate) fn question(code: &'static str, why: impl std::fmt::Display) -> Refused {
        Refused::Question { code, message: why.to_string() }
    }

    /// Which kind, in one word that stays the same.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::Case(_) => "case",
            Refused::Limit(limit) => limit.code(),
            Refused::Statement { .. } => "statement",
            Refused::Question { code, .. } => code,
        }
    }
}

impl From<ExploreError> for Refused {
    fn from(error: ExploreError) -> Refused {
        match error {
            ExploreError::Invalid(problems) => Refused::Case(problems),
            ExploreError::Limit(limit) => Refused::Limit(limit),
        }
    }
}

impl Serialize for Refused {
    /// As `code`, `message` and `problems`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'r> {
            code: &'r str,
            message: String,
            problems: Vec<&'r str>,
        }
        let problems = match self {
            Refused::Case(problems) => problems.iter().map(|problem| problem.message.as_str()).collect(),
            _ => Vec::new(),
        };
        Written { code: self.code(), message: self.to_string(), problems }.serialize(serializer)
    }
}

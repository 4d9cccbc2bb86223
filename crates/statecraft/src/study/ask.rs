//! The one way to ask.

use super::{Refused, Study};
use crate::graph::Limits;

/// A question about a case, with everything that its answer depends on.
pub trait Ask {
    /// What comes back.
    type Answer;

    /// Answers the question of a study that has no errors.
    ///
    /// # Errors
    /// The question does not fit the case, or a limit was reached before anything was done.
    fn answer(&self, study: &Study, limits: &Limits) -> Result<Self::Answer, Refused>;

    /// Whether the accounts must be laid out for it.
    fn needs_states(&self) -> bool {
        true
    }
}

impl Study {
    /// Asks a question. Within the limits: what was not done is missing from the answer, and its header says why.
    ///
    /// # Errors
    /// The case has errors, the question does not fit it, or a limit was reached before anything was done.
    pub fn ask<Q: Ask>(&self, question: &Q, limits: &Limits) -> Result<Q::Answer, Refused> {
        if self.has_errors() {
            return Err(Refused::Case(self.problems.iter().filter(|problem| problem.is_error()).cloned().collect()));
        }
        match self.stopped {
            Some(limit) if self.accounts.is_empty() && question.needs_states() => Err(Refused::Limit(limit)),
            _ => question.answer(self, limits),
        }
    }
}

//! What every answer opens with.

use crate::case::Case;
use crate::graph::LimitReached;
use crate::study::Study;
use serde::{Deserialize, Serialize};

/// What every answer opens with: which answer it is, of which case, and whether something is missing from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Header {
    /// Which answer, such as `statecraft-analysis`.
    pub format: String,
    /// The version of the format; it grows when a field changes its meaning or goes away.
    pub version: u32,
    /// The title of the case.
    pub case: String,
    /// What the case is meant to answer.
    pub question: Option<String>,
    /// Why something was not done, if something was not; in words.
    pub stopped: Option<String>,
    /// The same as a code with its figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<LimitReached>,
    /// The names of the accounts that were not laid out for that reason.
    #[serde(default)]
    pub accounts_not_done: Vec<String>,
}

impl Header {
    /// The header of an answer of this format about a case; what the study could not lay out is missing from it.
    pub(crate) fn new(format: &str, version: u32, study: &Study) -> Header {
        let mut header = Header::of(format, version, &study.case);
        header.accounts_not_done.clone_from(&study.not_done);
        study.stopped.into_iter().for_each(|limit| header.stop(limit));
        header
    }

    /// The same of an answer that needs no list of states, so that nothing is missing yet.
    pub(crate) fn of(format: &str, version: u32, case: &Case) -> Header {
        Header {
            format: format.to_string(),
            version,
            case: case.title.clone(),
            question: case.question.clone(),
            stopped: None,
            limit: None,
            accounts_not_done: Vec::new(),
        }
    }

    /// Says that a limit was reached; the first one counts.
    pub(crate) fn stop(&mut self, limit: LimitReached) {
        let first = *self.limit.get_or_insert(limit);
        self.stopped.get_or_insert_with(|| first.to_string());
    }
}

//! The outcomes that states of a study are named by, kept with it.

use super::Refused;
use crate::graph::{Limits, StateId};
use std::sync::{Arc, OnceLock};

/// The outcomes of each account that a reader is told of; a clone shares them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcomes {
    /// Those within which the study was opened.
    pub(super) limits: Limits,
    found: Arc<OnceLock<Vec<Vec<StateId>>>>,
}

impl Outcomes {
    pub(super) fn within(limits: &Limits) -> Outcomes {
        Outcomes { limits: limits.clone(), found: Arc::default() }
    }

    /// Those found, looked for once and within the limits of the study; none if that is too much.
    pub(crate) fn told(&self, find: impl FnOnce(&Limits) -> Result<Vec<Vec<StateId>>, Refused>) -> &[Vec<StateId>] {
        if let Some(found) = self.found.get() {
            return found;
        }
        find(&self.limits).map_or(&[], |new| self.found.get_or_init(|| new))
    }
}

//! The scenarios of a case in one account: which states each has, and which one a state is called by.

use crate::graph::{Graph, StateId, StateSet};
use crate::model::Model;

/// The scenarios of an account with their states.
#[derive(Clone, Debug, Default)]
pub struct Scenarios {
    /// In the order of the file.
    sets: Vec<StateSet>,
    /// By place in the file, those of fewest states first.
    narrowest: Vec<usize>,
}

impl Scenarios {
    pub(super) fn new(model: &Model, graph: &Graph) -> Scenarios {
        let sets: Vec<StateSet> =
            model.scenarios.iter().map(|scenario| graph.states.within(&scenario.within)).collect();
        let mut narrowest: Vec<usize> = (0..sets.len()).collect();
        narrowest.sort_by_key(|&at| sets[at].len());
        Scenarios { sets, narrowest }
    }

    /// The states of each, in the order of the file.
    pub fn sets(&self) -> &[StateSet] {
        &self.sets
    }

    /// The place in the file of the scenario that a state is called by: of those that it is in the one of fewest states, the first in
    /// the file of several.
    pub fn narrowest(&self, state: StateId) -> Option<usize> {
        self.narrowest.iter().copied().find(|&at| self.sets[at].contains(state))
    }
}

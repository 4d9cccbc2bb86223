//! Sets of some states.

use super::{StateId, StateSet};
use std::sync::Arc;

/// A set of states that are all among certain ones: it takes a bit for each of these, and none for the other states of the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Among {
    /// Ascending.
    of: Arc<[StateId]>,
    /// By place.
    set: StateSet,
}

impl Among {
    /// None of these states, which are ascending.
    pub fn none(of: Arc<[StateId]>) -> Among {
        Among { set: StateSet::empty(of.len()), of }
    }

    /// Puts in the state at this place among those that may be in it.
    pub(crate) fn insert_at(&mut self, place: usize) {
        self.set.insert(StateId::new(place));
    }

    /// Those of the states that may be in it which are not.
    pub fn others(&self) -> Among {
        Among { of: self.of.clone(), set: StateSet::full(self.of.len()).difference(&self.set) }
    }

    /// Whether a state is in the set.
    pub fn contains(&self, state: StateId) -> bool {
        self.of.binary_search(&state).is_ok_and(|place| self.set.contains(StateId::new(place)))
    }

    /// Whether the state at this place is in the set.
    pub(crate) fn contains_at(&self, place: usize) -> bool {
        self.set.contains(StateId::new(place))
    }

    /// The states in the set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = StateId> + '_ {
        self.set.iter().map(|place| self.of[place.index()])
    }

    /// How many states are in the set.
    pub fn len(&self) -> usize {
        self.set.len()
    }

    /// Whether no state is.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// Whether every state of this set is in the other, a set among the same states.
    pub fn is_subset(&self, other: &Among) -> bool {
        self.set.is_subset(&other.set)
    }

    /// The memory that it takes, in bytes.
    pub fn bytes(&self) -> u64 {
        self.of.len().div_ceil(8) as u64
    }

    /// The same with a bit for each of so many states.
    pub fn in_all(&self, states: usize) -> StateSet {
        let mut set = StateSet::empty(states);
        self.iter().for_each(|state| set.insert(state));
        set
    }
}

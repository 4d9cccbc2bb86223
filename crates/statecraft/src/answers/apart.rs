//! The fewest options that tell a set of states from others.

use crate::model::{MAX_OPTIONS, OptionSet, positions};

/// Which options are taken in all states of a set, and which in none, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fixed {
    pub(crate) taken: OptionSet,
    pub(crate) not_taken: OptionSet,
}

impl Fixed {
    /// The options by which it surely differs from another.
    fn against(self, other: Fixed) -> OptionSet {
        (self.taken & other.not_taken) | (self.not_taken & other.taken)
    }
}

/// Options by which one set differs from each of the others, as bits: the one that tells it from most of them, then the next, the first
/// of several; then those that became needless are left out. From a set that it surely differs from by nothing, nothing tells it.
pub(crate) fn apart(one: Fixed, others: &[Fixed]) -> OptionSet {
    let others: Vec<OptionSet> = others.iter().map(|other| one.against(*other)).filter(|differ| *differ != 0).collect();
    let mut rivals = others.clone();
    let mut chosen: OptionSet = 0;
    while !rivals.is_empty() {
        let tells = |at: &usize| rivals.iter().filter(|differ| *differ >> at & 1 == 1).count();
        let Some(best) = (0..MAX_OPTIONS).max_by_key(|at| (tells(at), std::cmp::Reverse(*at))) else { break };
        rivals.retain(|differ| differ >> best & 1 == 0);
        chosen |= 1 << best;
    }
    for at in positions(chosen).collect::<Vec<_>>() {
        let rest = chosen & !(1 << at);
        if others.iter().all(|differ| differ & rest != 0) {
            chosen = rest;
        }
    }
    chosen
}

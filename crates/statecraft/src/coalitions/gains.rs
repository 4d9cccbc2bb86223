//! When a coalition is better off, as a whole.

use super::{Coalition, Improvement};
use crate::graph::{Graph, StateId};

/// When a coalition is better off.
pub(super) struct Gains<'g> {
    improvement: Improvement,
    /// For each member the rank of each state, and the best there is.
    ranks: Vec<(&'g [u32], u32)>,
}

impl<'g> Gains<'g> {
    pub(super) fn of(graph: &'g Graph, coalition: Coalition, improvement: Improvement) -> Gains<'g> {
        let ranks = coalition.members().map(|actor| graph.ranks[actor.index()].as_slice());
        Gains { improvement, ranks: ranks.map(|ranks| (ranks, ranks.iter().copied().max().unwrap_or(0))).collect() }
    }

    /// Whether it is better off in `to` than in `state`.
    pub(super) fn from(&self, state: StateId, to: StateId) -> bool {
        let mut pairs = self.ranks.iter().map(|(ranks, _)| (ranks[state.index()], ranks[to.index()]));
        match self.improvement {
            Improvement::Strict => pairs.all(|(before, after)| after > before),
            Improvement::Pareto => {
                pairs.clone().all(|(before, after)| after >= before) && pairs.any(|(before, after)| after > before)
            }
        }
    }

    /// Whether nothing can be better than a state, as members have what they like best.
    pub(super) fn are_exhausted(&self, state: StateId) -> bool {
        let mut at_best = self.ranks.iter().map(|(ranks, best)| ranks[state.index()] == *best);
        match self.improvement {
            Improvement::Strict => at_best.any(|best| best),
            Improvement::Pareto => at_best.all(|best| best),
        }
    }
}

//! When a coalition is better off, as a whole.

use super::{Coalition, Improvement};
use crate::graph::{Graph, StateId};

/// When a coalition is better off.
#[derive(Clone, Copy)]
pub(super) struct Gains<'g> {
    graph: &'g Graph,
    /// For each actor the best rank there is.
    best: &'g [u32],
    coalition: Coalition,
    improvement: Improvement,
}

impl<'g> Gains<'g> {
    pub(super) fn of(graph: &'g Graph, best: &'g [u32], coalition: Coalition, improvement: Improvement) -> Gains<'g> {
        Gains { graph, best, coalition, improvement }
    }

    /// Whether it is better off in `to` than in `state`.
    pub(super) fn from(&self, state: StateId, to: StateId) -> bool {
        let ranks = self.coalition.members().map(|actor| &self.graph.ranks[actor.index()]);
        let mut pairs = ranks.map(|ranks| (ranks[state.index()], ranks[to.index()]));
        match self.improvement {
            Improvement::Strict => pairs.all(|(before, after)| after > before),
            Improvement::Pareto => {
                pairs.clone().all(|(before, after)| after >= before) && pairs.any(|(before, after)| after > before)
            }
        }
    }

    /// Whether nothing can be better than a state, as members have what they like best.
    pub(super) fn are_exhausted(&self, state: StateId) -> bool {
        let mut at_best = self
            .coalition
            .members()
            .map(|actor| self.graph.ranks[actor.index()][state.index()] == self.best[actor.index()]);
        match self.improvement {
            Improvement::Strict => at_best.any(|best| best),
            Improvement::Pareto => at_best.all(|best| best),
        }
    }
}

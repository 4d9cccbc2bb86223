//! One actor, and what the others can do to it.

use super::{arcs, cells};
use crate::graph::{Graph, Moves, StateId, StateSet};
use crate::model::ActorId;
use std::cell::OnceCell;

/// How the others may reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Replies {
    /// By any moves.
    Moves,
    /// By moves that improve the position of whoever makes them.
    Improvements,
}

/// One actor's view of the graph.
pub(super) struct Focal<'g> {
    graph: &'g Graph,
    actor: ActorId,
    escape: OnceCell<Vec<u32>>,
}

impl<'g> Focal<'g> {
    pub(super) fn new(graph: &'g Graph, actor: ActorId) -> Focal<'g> {
        Focal { graph, actor, escape: OnceCell::new() }
    }

    /// The actor's rank of each state.
    pub(super) fn rank(&self) -> &'g [u32] {
        &self.graph.ranks[self.actor.index()]
    }

    /// For each state the best rank that the actor can have from there: by staying or by one move.
    pub(super) fn best_escape(&self) -> &[u32] {
        self.escape.get_or_init(|| self.best_move(self.rank()))
    }

    /// For each state the highest value among itself and where the actor can move.
    fn best_move(&self, value: &[u32]) -> Vec<u32> {
        match &self.graph.moves {
            Moves::Cells(moves) => cells::best_move(&moves[self.actor.index()], value),
            Moves::Arcs(moves) => arcs::best_move(&moves[self.actor.index()], value),
        }
    }

    /// For each state the least value among itself and what the others can bring about from there.
    ///
    /// To count the state itself is harmless: it is no reply, but where it is asked after, an improvement over `s`, its value
    /// is above the rank of `s`, so it never deters.
    pub(super) fn worst_reply(&self, value: &[u32], replies: Replies) -> Vec<u32> {
        match &self.graph.moves {
            Moves::Cells(moves) => cells::worst_reply(moves, &self.graph.ranks, self.actor, value, replies),
            Moves::Arcs(moves) => arcs::worst_reply(moves, &self.graph.ranks, self.actor, value, replies),
        }
    }

    /// The states that resist every temptation, when moving to `t` ends no better than `worst(t)`.
    pub(super) fn resists(&self, worst: &[u32]) -> StateSet {
        let rank = self.rank();
        let gain: Vec<u32> = rank.iter().zip(worst).map(|(rank, worst)| *rank.min(worst)).collect();
        let best = self.best_move(&gain);
        StateSet::of(rank.len(), |state| best[state.index()] <= rank[state.index()])
    }
}

/// The states in ascending order of value.
pub(super) fn ascending(value: &[u32]) -> Vec<StateId> {
    let mut order: Vec<StateId> = (0..value.len()).map(StateId::new).collect();
    order.sort_unstable_by_key(|state| (value[state.index()], *state));
    order
}

//! One actor, and what the others can do to it.

use super::board::{Board, Replies};
use crate::graph::{StateId, StateSet};
use crate::model::ActorId;
use std::sync::OnceLock;

/// One actor's view of the board.
pub(super) struct Focal<'b, B: Board> {
    board: &'b B,
    actor: ActorId,
    escape: OnceLock<Vec<B::Value>>,
}

impl<'b, B: Board> Focal<'b, B> {
    pub(super) fn new(board: &'b B, actor: ActorId) -> Focal<'b, B> {
        Focal { board, actor, escape: OnceLock::new() }
    }

    /// The actor's rank of each state.
    pub(super) fn rank(&self) -> &'b [B::Value] {
        self.board.ranks(self.actor)
    }

    /// For each state the best rank that the actor can have from there: by staying or by one move.
    pub(super) fn best_escape(&self) -> &[B::Value] {
        self.escape.get_or_init(|| self.board.best_move(self.actor, self.rank()))
    }

    /// For each state the least value that the others can bring about from there.
    pub(super) fn worst_reply(&self, value: &[B::Value], replies: Replies) -> Vec<B::Value> {
        self.board.worst_reply(self.actor, value, replies)
    }

    /// The states that resist every temptation, when moving to `t` ends no better than `worst(t)`.
    pub(super) fn resists(&self, mut worst: Vec<B::Value>) -> StateSet {
        let rank = self.rank();
        worst.iter_mut().zip(rank).for_each(|(worst, &rank)| *worst = rank.min(*worst));
        let best = self.board.best_move(self.actor, &worst);
        self.board.states(|place| best[place] <= rank[place])
    }
}

/// The states in ascending order of value.
pub(super) fn ascending(value: &[u32]) -> Vec<StateId> {
    let mut order: Vec<StateId> = (0..value.len()).map(StateId::new).collect();
    order.sort_unstable_by_key(|state| (value[state.index()], *state));
    order
}

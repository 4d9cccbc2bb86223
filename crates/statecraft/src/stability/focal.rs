//! One actor, and what the others can do to it.

use super::board::{Board, Replies};
use crate::graph::{StateId, StateSet};
use crate::model::ActorId;
use std::sync::OnceLock;

/// One actor's view of the board.
pub(super) struct Focal<'b, B: Board> {
    board: &'b B,
    actor: ActorId,
    /// What an end is worth to an actor that was answered, where that is not its rank.
    worth: Option<Vec<B::Value>>,
    escape: OnceLock<Vec<B::Value>>,
}

impl<'b, B: Board> Focal<'b, B> {
    pub(super) fn new(board: &'b B, actor: ActorId) -> Focal<'b, B> {
        Focal { board, actor, worth: None, escape: OnceLock::new() }
    }

    /// The same where an end deters the actor if its worth, one for each state, is no more than its rank of the state that it left.
    pub(super) fn deterred_by(board: &'b B, actor: ActorId, worth: &[u32]) -> Focal<'b, B> {
        Focal { worth: Some(board.laid_out(worth)), ..Focal::new(board, actor) }
    }

    /// What each state is worth to the actor where an answer leads there: its rank unless something else is given.
    pub(super) fn worth(&self) -> &[B::Value] {
        self.worth.as_deref().unwrap_or(self.rank())
    }

    /// The actor's rank of each state.
    pub(super) fn rank(&self) -> &'b [B::Value] {
        self.board.ranks(self.actor)
    }

    /// For each state the most that is worth to the actor from there: by staying or by one move.
    pub(super) fn best_escape(&self) -> &[B::Value] {
        self.escape.get_or_init(|| self.best_move(self.worth()))
    }

    /// For each state the highest value among its own and where the actor can move.
    pub(super) fn best_move(&self, value: &[B::Value]) -> Vec<B::Value> {
        self.board.best_move(self.actor, value)
    }

    /// For each state the least value that the others can bring about from there.
    pub(super) fn worst_reply(&self, value: &[B::Value], replies: Replies) -> Vec<B::Value> {
        self.board.worst_reply(self.actor, value, replies)
    }

    /// For each state the value, where the others may also leave the state as it is.
    pub(super) fn min_with_own_rank(&self, mut value: Vec<B::Value>) -> Vec<B::Value> {
        value.iter_mut().zip(self.rank()).for_each(|(value, &rank)| *value = rank.min(*value));
        value
    }

    /// For each state the value, where the actor may also leave the state as it is.
    pub(super) fn max_with_own_rank(&self, mut value: Vec<B::Value>) -> Vec<B::Value> {
        value.iter_mut().zip(self.rank()).for_each(|(value, &rank)| *value = rank.max(*value));
        value
    }

    /// The states that resist every temptation, when moving to `t` ends no better than `worst(t)`.
    pub(super) fn stable_given_worst(&self, worst: Vec<B::Value>) -> StateSet {
        let rank = self.rank();
        let best = self.best_move(&self.min_with_own_rank(worst));
        self.board.states(|place| best[place] <= rank[place])
    }
}

/// The states in ascending order of value.
pub(super) fn ascending(value: &[u32]) -> Vec<StateId> {
    let mut order: Vec<(u32, StateId)> =
        value.iter().enumerate().map(|(at, &value)| (value, StateId::new(at))).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, state)| state).collect()
}

//! One actor, and what the others can do to it.

use super::board::{Board, Replies};
use super::together::Together;
use crate::graph::{StateId, StateSet};
use crate::model::ActorId;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// What an actor does once it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// It accepts what it was led to.
    Accepts,
    /// It may try to escape, by one more move.
    Escapes,
}

/// The lanes of one actor.
type OwnLanes = Vec<(After, usize)>;

/// One actor's view of the board.
pub(super) struct Focal<'b, B: Board> {
    board: &'b B,
    actor: ActorId,
    /// What an end is worth to an actor that was answered, where that is not its rank.
    worth: Option<Vec<B::Value>>,
    /// What the others' improvements bring about, where that was found for all actors at once, and the lanes of this one.
    together: OnceLock<(OwnLanes, Arc<Together<B::Value>>)>,
}

/// Finds out for all actors at once what the others' improvements bring about, where the board can; else each does for itself.
pub(super) fn look_at_improvements<'f, 'b, B: Board>(focals: &'f [Focal<'b, B>], afters: &[After]) {
    if focals.iter().any(|focal| focal.together.get().is_some()) {
        return;
    }
    let lanes =
        || focals.iter().flat_map(|focal| afters.iter().map(|&after| (focal.actor, focal.value(after)))).collect();
    let together = |first: &Focal<B>| first.board.worst_improvements(focals.len() * afters.len(), lanes);
    let Some(together) = focals.first().and_then(together) else { return };
    let together = Arc::new(together);
    for (at, focal) in focals.iter().enumerate() {
        let lanes = afters.iter().zip(at * afters.len()..).map(|(&after, lane)| (after, lane)).collect();
        drop(focal.together.set((lanes, Arc::clone(&together))));
    }
}

impl<'b, B: Board> Focal<'b, B> {
    pub(super) fn new(board: &'b B, actor: ActorId) -> Focal<'b, B> {
        Focal { board, actor, worth: None, together: OnceLock::new() }
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

    /// For each state what it is worth to the actor where an answer leads there: by staying or, if it escapes, by one move more.
    fn value(&self, after: After) -> Cow<'_, [B::Value]> {
        match after {
            After::Accepts => Cow::Borrowed(self.worth()),
            After::Escapes => Cow::Owned(self.best_move(self.worth())),
        }
    }

    /// For each state the highest value among its own and where the actor can move.
    pub(super) fn best_move(&self, value: &[B::Value]) -> Vec<B::Value> {
        self.board.best_move(self.actor, value)
    }

    /// For each state what the others can make of it at worst for the actor.
    pub(super) fn worst(&self, replies: Replies, after: After) -> Vec<B::Value> {
        let lane = |(lanes, _): &&(OwnLanes, _)| lanes.iter().find(|lane| lane.0 == after).map(|lane| lane.1);
        if let (Replies::Improvements, Some(found)) = (replies, self.together.get())
            && let Some(lane) = lane(&found)
        {
            return found.1.lane(lane, self.rank());
        }
        self.worst_reply(&self.value(after), replies)
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
    pub(super) fn stable_given_worst(&self, worst: &[B::Value]) -> StateSet {
        self.board.resisting(self.actor, worst)
    }
}

/// The states in ascending order of value.
pub(super) fn ascending(value: &[u32]) -> Vec<StateId> {
    let mut order: Vec<(u32, StateId)> =
        value.iter().enumerate().map(|(at, &value)| (value, StateId::new(at))).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, state)| state).collect()
}

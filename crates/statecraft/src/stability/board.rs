//! Where moves are made: what the concepts ask of a graph, whatever the form of its moves.

use super::together::{Lane, Together};
use crate::graph::StateSet;
use crate::model::ActorId;

/// How the others may reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Replies {
    /// By any moves.
    Moves,
    /// By moves that improve the position of whoever makes them.
    Improvements,
}

/// States laid out as places, with the two questions that decide every concept. Values are ranks of the focal actor.
pub(super) trait Board: Sync {
    /// A rank, as narrow as the board allows.
    type Value: Copy + Ord + Send + Sync;

    /// Values of states, one for each place.
    fn laid_out(&self, values: &[u32]) -> Vec<Self::Value>;

    /// An actor's rank of each place.
    fn ranks(&self, actor: ActorId) -> &[Self::Value];

    /// For each place the highest value among itself and where the actor can move.
    fn best_move(&self, actor: ActorId, value: &[Self::Value]) -> Vec<Self::Value>;

    /// For each place the least value among itself and what the others can bring about from there.
    ///
    /// To count the place itself is harmless: it is no reply, but where it is asked after, an improvement over `s`, its value
    /// is above the rank of `s`, so it never deters.
    fn worst_reply(&self, focal: ActorId, value: &[Self::Value], replies: Replies) -> Vec<Self::Value>;

    /// For each lane what the improvements of those other than its actor bring about, as [`Board::worst_reply`], found for all at
    /// once, for so many lanes. None where that is not quicker than one by one.
    fn worst_improvements<'v>(
        &self,
        _many: usize,
        _lanes: impl FnOnce() -> Vec<Lane<'v, Self::Value>>,
    ) -> Option<Together<Self::Value>>
    where
        Self::Value: 'v,
    {
        None
    }

    /// The states that resist every temptation, when the actor's move to a place ends no better than this.
    fn resisting(&self, actor: ActorId, worst: &[Self::Value]) -> StateSet {
        resisting(self, actor, worst)
    }

    /// The states whose places fit.
    fn states(&self, fits: impl Fn(usize) -> bool) -> StateSet;
}

/// The states that resist every temptation, when the actor's move to a place ends no better than this.
pub(super) fn resisting<B: Board + ?Sized>(board: &B, actor: ActorId, worst: &[B::Value]) -> StateSet {
    let rank = board.ranks(actor);
    let at_worst: Vec<B::Value> = worst.iter().zip(rank).map(|(&value, &rank)| rank.min(value)).collect();
    let best = board.best_move(actor, &at_worst);
    board.states(|place| best[place] <= rank[place])
}

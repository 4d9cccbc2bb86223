//! **Nash stability** (Nash 1950): the actor has no improvement.
//!
//! `R_i⁺(s) = ∅`. Cost: one pass over the actor's moves.

use super::board::Board;
use super::focal::Focal;
use crate::graph::StateSet;

pub(super) fn stable<B: Board>(focal: &Focal<B>) -> StateSet {
    focal.stable_given_worst(focal.rank())
}

/// For each place what a move there comes to in the end, at worst.
pub(super) fn worst<B: Board>(focal: &Focal<B>) -> Vec<B::Value> {
    focal.rank().to_vec()
}

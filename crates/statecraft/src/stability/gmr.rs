//! **General metarationality** (Howard 1971; n actors: Fang, Hipel & Kilgour 1993).
//!
//! Every improvement `s1` can be answered by a legal sequence of the others' moves that ends in a state not preferred to
//! `s`: ∀ `s1 ∈ R_i⁺(s)` ∃ `s2 ∈ R_{N−i}(s1)`: `s ≽ s2`. The others need not gain by it. Cost: one backward pass.

use super::board::{Board, Replies};
use super::focal::{After, Focal};
use crate::graph::StateSet;

pub(super) fn stable<B: Board>(focal: &Focal<B>) -> StateSet {
    focal.stable_given_worst(&worst(focal))
}

/// For each place what a move there comes to in the end, at worst.
pub(super) fn worst<B: Board>(focal: &Focal<B>) -> Vec<B::Value> {
    focal.worst(Replies::Moves, After::Accepts)
}

//! **Sequential stability** (Fraser & Hipel 1979; n actors: Fang, Hipel & Kilgour 1993).
//!
//! As GMR with credible answers only: every step of the others' sequence improves the position of whoever takes it,
//! `s2 ∈ R⁺_{N−i}(s1)`. Cost: one backward pass.

use super::board::{Board, Replies};
use super::focal::{After, Focal};
use crate::graph::StateSet;

pub(super) fn stable<B: Board>(focal: &Focal<B>) -> StateSet {
    focal.stable_given_worst(&worst(focal))
}

/// For each place what a move there comes to in the end, at worst.
pub(super) fn worst<B: Board>(focal: &Focal<B>) -> Vec<B::Value> {
    focal.worst(Replies::Improvements, After::Accepts)
}

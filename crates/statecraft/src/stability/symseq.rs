//! **Symmetric sequential stability** (Rêgo & Vieira 2015 for two actors, 2017 for n; in print often "SSEQ", which also names another concept).
//!
//! As SMR with credible answers only: `s2 ∈ R⁺_{N−i}(s1)`, and the actor cannot escape from `s2` by any of its moves. Cost:
//! one forward and one backward pass.

use super::board::{Board, Replies};
use super::focal::{After, Focal};
use crate::graph::StateSet;

pub(super) fn stable<B: Board>(focal: &Focal<B>) -> StateSet {
    focal.stable_given_worst(&worst(focal))
}

/// For each place what a move there comes to in the end, at worst.
pub(super) fn worst<B: Board>(focal: &Focal<B>) -> Vec<B::Value> {
    focal.worst(Replies::Improvements, After::Escapes)
}

//! **Symmetric metarationality** (Howard 1971; n actors: Fang, Hipel & Kilgour 1993).
//!
//! As GMR, and from the answer `s2` the actor cannot escape: also ∀ `s3 ∈ R_i(s2)`: `s ≽ s3`. The escape is measured against
//! `s`, not against `s2` (DESIGN.md, "Which definitions hold?"). Cost: one forward and one backward pass.

use super::board::{Board, Replies};
use super::focal::{After, Focal};
use crate::graph::StateSet;

pub(super) fn stable<B: Board>(focal: &Focal<B>) -> StateSet {
    focal.stable_given_worst(&worst(focal))
}

/// For each place what a move there comes to in the end, at worst.
pub(super) fn worst<B: Board>(focal: &Focal<B>) -> Vec<B::Value> {
    focal.worst(Replies::Moves, After::Escapes)
}

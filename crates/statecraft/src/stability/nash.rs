//! **Nash stability** (Nash 1950): the actor has no improvement.
//!
//! `R_i⁺(s) = ∅`. Cost: one pass over the actor's moves.

use super::Focal;
use crate::graph::StateSet;

pub(super) fn stable(focal: &Focal) -> StateSet {
    focal.resists(focal.rank())
}

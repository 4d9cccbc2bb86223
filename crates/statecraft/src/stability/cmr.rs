//! **Credible generalised metarationality** `CMR_h` (Zeng, Fang, Hipel & Kilgour 2006, 2007; in moves, as [`mr`](super::mr)).
//!
//! As `MR_h` when nobody makes a move that does not improve its own position, judged against the state that the move leaves:
//! `R_i⁺` and `R⁺_{N−i}` in place of `R_i` and `R_{N−i}`. `CMR_2` = SEQ. For the actor's own moves the restriction changes
//! nothing: a move to `r` that does not improve on `q` is worth `v(r) ≤ p(r) ≤ p(q)`, no more than stopping; hence also
//! `CMR_3` = SymSEQ for any number of actors. (For the others it does matter.) Cost: `h` passes.

use super::Horizon;
use super::board::{Board, Replies};
use super::focal::Focal;
use super::mr;
use crate::graph::StateSet;

pub(super) fn stable<B: Board>(focal: &Focal<B>, horizon: Horizon) -> StateSet {
    mr::foreseeing(focal, horizon, Replies::Improvements)
}

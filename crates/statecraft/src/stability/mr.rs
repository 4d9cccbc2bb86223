//! **Generalised metarationality** `MR_h` (Zeng, Fang, Hipel & Kilgour 2006 for two actors, 2007 for n), `h` counting moves: the
//! actor's and the others' by turns, the others' legal sequences as one. The 2007 paper counts rounds of two.
//!
//! At its turn the actor may stop or move, and at theirs the others may; `s` is unstable if by moving it can force an outcome
//! that it prefers to `s`. `MR_1` = Nash, `MR_2` = GMR, `MR_3` = SMR. In values instead of thresholds, for all states at once,
//!
//! ```text
//! v_0(q) = w_0(q) = p(q)
//! w_h(q) = max(p(q), max { v_{h−1}(r) : r ∈ R_i(q) })        the actor's turn
//! v_h(q) = min(p(q), min { w_{h−1}(r) : r ∈ R_{N−i}(q) })    the others'
//! ```
//!
//! and `s` is stable iff `v_{h−1}(q) ≤ p(s)` for all `q ∈ R_i(s)`. Best move and worst reply also count the state `q` itself,
//! which changes nothing: `v_{h−1}(q) ≤ p(q) ≤ w_{h−1}(q)`. Cost: `h` passes.

use super::Horizon;
use super::board::{Board, Replies};
use super::focal::Focal;
use crate::graph::StateSet;

pub(super) fn stable<B: Board>(focal: &Focal<B>, horizon: Horizon) -> StateSet {
    foreseeing(focal, horizon, Replies::Moves)
}

/// The states that are stable when the others may so reply.
pub(super) fn foreseeing<B: Board>(focal: &Focal<B>, horizon: Horizon, replies: Replies) -> StateSet {
    let mut value = focal.rank().to_vec();
    for left in 1..horizon.moves() {
        let others_turn = (horizon.moves() - left) % 2 == 1; // the first of these turns, when most moves are left, is theirs
        value = if others_turn {
            focal.min_with_own_rank(focal.worst_reply(&value, replies))
        } else {
            focal.max_with_own_rank(focal.best_move(&value))
        };
    }
    focal.stable_given_worst(&value)
}

//! **Limited-move stability** `L_h` (Kilgour 1985; Fang, Hipel & Kilgour 1989, 1993): two actors look `h` moves ahead.
//!
//! `s` is stable for `i` iff `G_h(i, s) = s` (see [`anticipation`](super::anticipation)): were the two to move by turns, `i`
//! first, at most `h` times, each choosing what ends best for itself, `i` would stay. `L_1` = Nash.
//!
//! With ties `G_h(i, s)` is a set, and *stable* means `G_h(i, s) = {s}`: `i` stays whatever is picked among equally good moves.
//! No definition for ties is settled. The alternative, stable for some choice, `s ∈ G_h(i, s)`, is the weaker one; where no actor is indifferent
//! between two outcomes it is the same. For more than two actors two definitions are in print and both are criticised (Soares
//! et al. 2026): refused. Cost: `h` levels.

use super::Horizon;
use super::anticipation::Duel;
use super::refused::Reason;
use crate::graph::{Graph, Limits, StateSet};

/// For each actor the stable states.
pub(super) fn stable(graph: &Graph, horizon: Horizon, limits: &Limits) -> Result<Vec<StateSet>, Reason> {
    let mut duel = Duel::of(graph, limits)?;
    let level = duel.after(horizon.moves())?;
    Ok(duel.stays(&level))
}

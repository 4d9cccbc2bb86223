//! **SEQ or SIM**: an actor would keep a state under [`seq`](super::seq), or under [`sim`](super::sim).
//!
//! The old tableau marks a state stable for an actor when it is rational, sequentially or simultaneously sanctioned (Fraser &
//! Hipel 1979, 1984). Some programs print this as "SEQ & SIM" although it is the *or* that they compute, actor by actor;
//! here it has its own name. An equilibrium may hold for one actor by the one and for another by the other.
//! Cost: that of the two.

use super::board::Board;
use super::focal::Focal;
use super::refused::Reason;
use super::{seq, sim};
use crate::graph::{Graph, StateSet, Watch};

/// For each actor the stable states.
pub(super) fn stable<B: Board>(focals: &[Focal<B>], graph: &Graph, watch: &Watch) -> Result<Vec<StateSet>, Reason> {
    let simultaneous = sim::stable(graph, watch)?;
    Ok(focals.iter().zip(simultaneous).map(|(focal, stable)| seq::stable(focal).union(&stable)).collect())
}

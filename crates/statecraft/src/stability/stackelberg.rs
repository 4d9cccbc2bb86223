//! **Stackelberg stability** (von Stackelberg 1934; in graph form Fang, Hipel & Kilgour 1989, 1993): of two actors one leads.
//!
//! `s` is stable for the leader iff it is `L_2`-stable for it, and for the other iff it is `L_1`-stable (Nash) for that one: the
//! leader foresees the answer to its move, the other answers what it finds. With ties, as under [`limited`](super::limited).
//! Cost: two levels.

use super::anticipation::Duel;
use super::refused::Reason;
use crate::graph::{Graph, Limits, StateSet};
use crate::model::ActorId;

/// For each actor the stable states.
pub(super) fn stable(graph: &Graph, leader: ActorId, limits: &Limits) -> Result<Vec<StateSet>, Reason> {
    let mut duel = Duel::of(graph, limits)?;
    if leader.index() > 1 {
        return Err(Reason::NoSuchLeader);
    }
    let one_ahead = duel.after(1)?;
    let two_ahead = duel.next(&one_ahead)?;
    let leading = duel.stays(&two_ahead).into_iter().zip(duel.stays(&one_ahead)).enumerate();
    Ok(leading.map(|(actor, (leads, follows))| if actor == leader.index() { leads } else { follows }).collect())
}

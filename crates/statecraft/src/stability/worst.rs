//! What the others can make of a move, for whoever asks of single moves and not only of states.

use super::arcs::ByArcs;
use super::board::Board;
use super::cells::Cliques;
use super::focal::Focal;
use super::in_box::InBox;
use super::packed::PackedRank;
use super::{Concept, gmr, nash, seq, smr, symseq};
use crate::graph::{Graph, Moves, StateId, StateSet, Watch};
use crate::model::ActorId;

/// For each state the least rank for the actor that the others can bring about from there, the state itself among it, as a concept lets
/// them reply; under SMR and SymSEQ what the actor can still make of each reply counts. A move to a better `t` is deterred exactly
/// when this is no more than the actor's rank of the state that it leaves. None for concepts that ask something else.
pub(crate) fn worst_replies(graph: &Graph, concept: Concept, actor: ActorId, watch: &Watch) -> Option<Vec<u32>> {
    by_form(graph, concept, actor, watch, false).map(|(worst, _)| worst)
}

/// The same, and the states that are stable for the actor by it.
pub(crate) fn worst_and_stable(
    graph: &Graph,
    concept: Concept,
    actor: ActorId,
    watch: &Watch,
) -> Option<(Vec<u32>, StateSet)> {
    by_form(graph, concept, actor, watch, true)
}

fn by_form(
    graph: &Graph,
    concept: Concept,
    actor: ActorId,
    watch: &Watch,
    and_stable: bool,
) -> Option<(Vec<u32>, StateSet)> {
    let ranks = graph.ranks.as_slice();
    match &graph.moves {
        Moves::Lattice(lattice) => {
            let (worst, stable) = worst(&InBox::<i32>::new(lattice, ranks, watch), concept, actor, and_stable)?;
            let rank = |state: StateId| i64::from(worst[lattice.point(state)]) - i64::from(i32::LEAST);
            Some((graph.state_ids().map(|state| rank(state) as u32).collect(), stable))
        }
        Moves::Cells(moves) => worst(&Cliques { moves, ranks, watch }, concept, actor, and_stable),
        Moves::Arcs(moves) => worst(&ByArcs::new(moves, ranks, watch), concept, actor, and_stable),
    }
}

fn worst<B: Board>(board: &B, concept: Concept, actor: ActorId, and_stable: bool) -> Option<(Vec<B::Value>, StateSet)> {
    let focal = Focal::new(board, actor);
    let worst = match concept {
        Concept::Nash => nash::worst(&focal),
        Concept::Gmr => gmr::worst(&focal),
        Concept::Smr => smr::worst(&focal),
        Concept::Seq => seq::worst(&focal),
        Concept::SymSeq => symseq::worst(&focal),
        _ => return None,
    };
    let stable = if and_stable { focal.stable_given_worst(&worst) } else { StateSet::empty(0) };
    Some((worst, stable))
}

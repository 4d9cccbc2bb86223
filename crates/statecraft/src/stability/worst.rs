//! What the others can make of a move, for whoever asks of single moves and not only of states.

use super::arcs::ByArcs;
use super::board::Board;
use super::cells::Cliques;
use super::focal::Focal;
use super::in_box::InBox;
use super::packed::PackedRank;
use super::{Concept, gmr, nash, seq, smr, symseq};
use crate::graph::{Graph, Moves, StateId, Watch};
use crate::model::ActorId;

/// For each state the least rank for the actor that the others can bring about from there, the state itself among it, as a concept lets
/// them reply; under SMR and SymSEQ what the actor can still make of each reply counts. A move to a better `t` is deterred exactly
/// when this is no more than the actor's rank of the state that it leaves. None for concepts that ask something else.
pub(crate) fn worst_replies(graph: &Graph, concept: Concept, actor: ActorId, watch: &Watch) -> Option<Vec<u32>> {
    let ranks = graph.ranks.as_slice();
    match &graph.moves {
        Moves::Lattice(lattice) => {
            let worst = worst(&InBox::<i32>::new(lattice, ranks, watch), concept, actor)?;
            let rank = |state: StateId| i64::from(worst[lattice.point(state)]) - i64::from(i32::LEAST);
            Some(graph.state_ids().map(|state| rank(state) as u32).collect())
        }
        Moves::Cells(moves) => worst(&Cliques { moves, ranks, watch }, concept, actor),
        Moves::Arcs(moves) => worst(&ByArcs::new(moves, ranks, watch), concept, actor),
    }
}

fn worst<B: Board>(board: &B, concept: Concept, actor: ActorId) -> Option<Vec<B::Value>> {
    let focal = Focal::new(board, actor);
    Some(match concept {
        Concept::Nash => nash::worst(&focal),
        Concept::Gmr => gmr::worst(&focal),
        Concept::Smr => smr::worst(&focal),
        Concept::Seq => seq::worst(&focal),
        Concept::SymSeq => symseq::worst(&focal),
        _ => return None,
    })
}

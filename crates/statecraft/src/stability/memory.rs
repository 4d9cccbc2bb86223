//! How much memory the verdicts take, known before it is taken. It says what the boards and [`Focal`](super::focal::Focal)
//! allocate, so it changes with them; `O(actors)` to compute, but for a look at the ranks.

use super::{Concept, improve, lattice};
use crate::graph::{Graph, Lattice, Moves};

/// Lists of values that one concept for one actor has at a time: the replies, the best moves, one to work in.
const AT_WORK: u64 = 3;

/// The memory for the verdicts of a graph under these concepts, beside the graph itself.
pub(super) fn bytes(graph: &Graph, concepts: &[Concept]) -> u64 {
    let (actors, states) = (graph.ranks.len() as u64, graph.len() as u64);
    let threads = (rayon::current_num_threads() as u64).min(actors * concepts.len() as u64);
    let escapes = concepts.iter().any(|concept| matches!(concept, Concept::Smr | Concept::SymSeq));
    let improves = concepts
        .iter()
        .any(|concept| matches!(concept, Concept::Seq | Concept::SymSeq | Concept::SeqOrSim | Concept::Cmr(_)));
    let lists = |once: u64| once + actors * u64::from(escapes) + threads * AT_WORK;
    let work = match &graph.moves {
        Moves::Lattice(lattice) => {
            let points = lattice.axes.iter().map(|axis| axis.len as u64).product::<u64>();
            let width = if lattice::are_narrow(&graph.ranks) { 2 } else { 4 };
            let guides = if improves { guides(lattice, width) } else { 0 };
            points * (width * lists(actors) + guides)
        }
        // Beside the values: an order, what is reached, and for each opponent where its cells end.
        Moves::Cells(_) => states * (4 * lists(0) + threads * (16 + 8 * actors)),
        // Beside the values: an order, who comes before each state, what is to be done; and all moves, by where they end, twice.
        Moves::Arcs(moves) => {
            let arcs: u64 = moves.iter().map(|moves| moves.moves() as u64).sum();
            states * (4 * lists(0) + threads * (8 + 24) + 2 * 2 * 4 * actors) + 2 * 4 * arcs
        }
    };
    work + concepts.len() as u64 * actors * states.div_ceil(8)
}

/// For each point what tells the improvements along the axes: an order on long ones, the ranks on short ones.
fn guides(lattice: &Lattice, width: u64) -> u64 {
    let axes = lattice.axes.iter().filter(|axis| axis.len > 1);
    axes.map(|axis| if axis.len > improve::SHORT { 2 } else { width }).sum()
}

//! How much memory the verdicts take, known before it is taken. It says what the boards, [`Focal`](super::focal::Focal) and the
//! further concepts allocate, so it changes with them; `O(actors)` to compute, but for a look at the ranks.
//!
//! The sets of outcomes that two actors foresee are not in it: how long they are shows only when they are made, and then they
//! are held against what is allowed ([`Duel`](super::anticipation::Duel)).

use super::together::{Bytes, Together};
use super::{Concept, WORTH_THREADS, improve, packed};
use crate::graph::{Graph, Lattice, Moves, Reach, parallel};

/// The memory for the verdicts of a graph under these concepts, beside the graph itself.
pub(super) fn bytes(graph: &Graph, concepts: &[Concept]) -> u64 {
    let need = Need::of(concepts);
    let (actors, states) = (graph.ranks.len() as u64, graph.len() as u64);
    let places = if let Moves::Lattice(lattice) = &graph.moves { lattice.size() } else { graph.len() };
    let threads = if places < WORTH_THREADS { 1 } else { (parallel::threads() as u64).min(actors) };
    let escape = if need.escapes { 4 } else { 0 };
    let (kept, at_work) = match &graph.moves {
        Moves::Lattice(lattice) => of_box(graph, lattice, &need, threads),
        // An order, what is reached and what is to be done, the answer, and where the cells of each opponent end.
        Moves::Cells(moves) => {
            let cells = 8 * moves.iter().map(|moves| moves.len() as u64).sum::<u64>();
            (0, threads * if need.replies { (20 + escape) * states + cells } else { 12 * states })
        }
        // An order, the answer, who comes before each state, what is to be done; and once all moves, by where they end, twice.
        Moves::Arcs(moves) => {
            let arcs: u64 = moves.iter().map(|moves| moves.moves() as u64).sum();
            let turned = if need.replies { 2 * (4 * arcs + 4 * actors * states) } else { 0 };
            (turned, threads * states * (8 + escape + if need.replies { 24 } else { 0 }))
        }
    };
    // For SIM the tree of states; for two actors outcomes, their values, and three levels of sets of one.
    let tree = if need.tree { reach(graph) + 80 * states } else { 0 };
    let levels = if need.levels && actors == 2 { reach(graph) + (108 + 12 * threads) * states } else { 0 };
    // For consistent sets the outcomes, each a list, and the places of ranks; the least ends; and in each thread ends, cells and tables of ranks.
    let cells = || graph.actor_ids().map(|actor| Reach::count_cells(graph, actor)).max().unwrap_or(0) as u64;
    let threads = parallel::threads() as u64;
    let each = 64 + 12 * actors + threads * (8 + 8 * actors);
    let ends = if need.ends { reach(graph) + each * states + (8 * threads + 24) * cells() } else { 0 };
    kept + at_work.max(tree).max(levels).max(ends) + concepts.len() as u64 * actors * states.div_ceil(8)
}

/// What a box keeps, and what it takes at work beside that.
fn of_box(graph: &Graph, lattice: &Lattice, need: &Need, threads: u64) -> (u64, u64) {
    let (actors, points) = (graph.ranks.len() as u64, lattice.size() as u64);
    let width = if packed::are_narrow(&graph.ranks) { 2 } else { 4 };
    let barred = lattice.bars.iter().any(Option::is_some);
    let together = match (need.credible * graph.ranks.len(), width) {
        (0, _) => None,
        (lanes, 2) => Together::<i16>::bytes(lattice, lanes),
        (lanes, _) => Together::<i32>::bytes(lattice, lanes),
    };
    let alone = need.improvements || need.credible > 0 && together.is_none();
    let indexes = if alone { indexes(lattice, width, barred) } else { 0 };
    let escapes = if together.is_some() && need.escapes { width * actors } else { 0 }; // of all actors at once
    let Bytes { kept, at_work } = together.unwrap_or_default();
    let classes = lattice.axes.iter().any(|axis| axis.reach.len() > 1);
    // The replies, and the best moves or what is worked in; where classes or bars divide an axis both; where moves are barred also who
    // begins, and the second replies.
    let lists = match (barred, alone || classes) {
        (true, _) => 5,
        (false, true) => 3,
        (false, false) => 2,
    };
    let each = width * (lists + u64::from(need.escapes)) + 1; // and who resists
    (points * (width * actors + indexes + kept as u64), points * (threads * each).max(escapes).max(at_work as u64))
}

/// What the concepts ask for, one after another.
#[derive(Default)]
struct Need {
    replies: bool,
    improvements: bool,
    /// How many ask for the worst that the others' improvements bring about, and for nothing further.
    credible: usize,
    escapes: bool,
    tree: bool,
    levels: bool,
    ends: bool,
}

impl Need {
    fn of(concepts: &[Concept]) -> Need {
        let mut need = Need::default();
        for concept in concepts {
            match concept {
                Concept::Nash => {}
                Concept::Gmr | Concept::Mr(_) => need.replies = true,
                Concept::Smr => (need.replies, need.escapes) = (true, true),
                Concept::Cmr(_) => (need.replies, need.improvements) = (true, true),
                Concept::Seq => (need.replies, need.credible) = (true, need.credible + 1),
                Concept::SymSeq => (need.replies, need.credible, need.escapes) = (true, need.credible + 1, true),
                Concept::Sim => need.tree = true,
                Concept::SeqOrSim => (need.replies, need.improvements, need.tree) = (true, true, true),
                Concept::Limited(_) | Concept::NonMyopic | Concept::Stackelberg(_) => need.levels = true,
                Concept::Lcs => need.ends = true,
            }
        }
        need
    }
}

/// For each point what tells the improvements along the axes: an order on long ones, the ranks on short ones unless moves are barred.
fn indexes(lattice: &Lattice, width: u64, barred: bool) -> u64 {
    let axes = lattice.axes.iter().filter(|axis| axis.len > if barred { improve::ALL_PAIRS_UP_TO } else { 1 });
    axes.map(|axis| if axis.len > improve::ALL_PAIRS_UP_TO { 2 } else { width }).sum()
}

/// Where the actors can move.
fn reach(graph: &Graph) -> u64 {
    graph.actor_ids().map(|actor| Reach::bytes(graph, actor)).sum()
}

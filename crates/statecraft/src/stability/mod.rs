//! **stability**: which states hold, for whom, against what foresight.
//!
//! All concepts here follow one template (method 1.14): *a state is stable for an actor when every tempting move has a reply
//! that deters and that cannot be escaped.* The tempting moves are the actor's improvements. The concepts differ in who may
//! reply how, and in whether the actor looks one step further:
//!
//! | concept | the others reply by | the actor then | file |
//! |---|---|---|---|
//! | Nash | nothing | | [`nash`](self) |
//! | GMR | any moves | accepts | `gmr` |
//! | SMR | any moves | may try to escape | `smr` |
//! | SEQ | improvements of their own | accepts | `seq` |
//! | SymSEQ | improvements of their own | may try to escape | `symseq` |
//!
//! With total preorders a threshold decides (method 1.6). Let `p(s)` be the actor's rank of `s`, and let the *worst* of `t` be
//! the least value that the others can bring about from `t`; the value of a state is its rank, or, if the actor may try to
//! escape, the best rank it can still reach from there. Then `s` is unstable exactly when some move leads to a `t` with
//! `min(p(t), worst(t)) > p(s)`. [`Focal`] computes the two ingredients, *best move* and *worst reply*, for all states at
//! once, each in one pass; a concept's file says how they combine.

mod arcs;
mod barred;
mod board;
mod cells;
mod focal;
mod gmr;
mod lattice;
mod nash;
mod seq;
mod smr;
mod symseq;

use crate::graph::{Graph, Moves, StateSet};
use crate::model::ActorId;
use arcs::ByArcs;
use board::Board;
use cells::Cliques;
use focal::Focal;
use lattice::InBox;
use rayon::prelude::*;

/// A solution concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Concept {
    /// No improvement at all.
    Nash,
    /// General metarationality.
    Gmr,
    /// Symmetric metarationality.
    Smr,
    /// Sequential stability.
    Seq,
    /// Symmetric sequential stability.
    SymSeq,
}

impl Concept {
    /// All concepts, in the order in which they are shown.
    pub const ALL: [Concept; 5] = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SymSeq];

    /// The name in files and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Concept::Nash => "nash",
            Concept::Gmr => "gmr",
            Concept::Smr => "smr",
            Concept::Seq => "seq",
            Concept::SymSeq => "symseq",
        }
    }

    /// The name for readers.
    pub fn name(self) -> &'static str {
        match self {
            Concept::Nash => "Nash",
            Concept::Gmr => "GMR",
            Concept::Smr => "SMR",
            Concept::Seq => "SEQ",
            Concept::SymSeq => "SymSEQ",
        }
    }

    /// What it means for an actor to stay, in one clause.
    pub fn meaning(self) -> &'static str {
        match self {
            Concept::Nash => "no move of its own improves its position",
            Concept::Gmr => "the others could answer every improvement so that nothing is gained",
            Concept::Smr => "the same, and it could not escape that answer",
            Concept::Seq => "the others could so answer while improving their own positions",
            Concept::SymSeq => "the same, and it could not escape that answer",
        }
    }

    /// The states that are stable for the focal actor.
    fn stable<B: Board>(self, focal: &Focal<B>) -> StateSet {
        match self {
            Concept::Nash => nash::stable(focal),
            Concept::Gmr => gmr::stable(focal),
            Concept::Smr => smr::stable(focal),
            Concept::Seq => seq::stable(focal),
            Concept::SymSeq => symseq::stable(focal),
        }
    }
}

/// What holds, for each concept and actor.
#[derive(Clone, Debug)]
pub struct Found {
    concepts: Vec<(Concept, Vec<StateSet>)>,
    states: usize,
}

/// With fewer states than this, threads cost more than they gain.
const WORTH_THREADS: usize = 1 << 13;

/// Computes the stable states of every actor under each concept; the answer does not depend on the number of threads.
///
/// Cost: for each actor and concept a few passes over the states for each opponent in option form, one pass over the arcs in a
/// bare graph.
pub fn analyze(graph: &Graph, concepts: &[Concept]) -> Found {
    let ranks = graph.ranks.as_slice();
    let concepts = match &graph.moves {
        Moves::Lattice(lattice) if lattice::are_narrow(ranks) => {
            on(&InBox::<i16>::new(lattice, ranks), graph, concepts)
        }
        Moves::Lattice(lattice) => on(&InBox::<i32>::new(lattice, ranks), graph, concepts),
        Moves::Cells(moves) => on(&Cliques { moves, ranks }, graph, concepts),
        Moves::Arcs(moves) => on(&ByArcs { moves, ranks }, graph, concepts),
    };
    Found { concepts, states: graph.len() }
}

/// All concepts for all actors, on one board.
fn on<B: Board>(board: &B, graph: &Graph, concepts: &[Concept]) -> Vec<(Concept, Vec<StateSet>)> {
    let focals: Vec<Focal<B>> = graph.actor_ids().map(|actor| Focal::new(board, actor)).collect();
    let tasks: Vec<(Concept, &Focal<B>)> =
        concepts.iter().flat_map(|&concept| focals.iter().map(move |focal| (concept, focal))).collect();
    let mut stable = match graph.len() < WORTH_THREADS {
        true => tasks.iter().map(|(concept, focal)| concept.stable(focal)).collect::<Vec<_>>(),
        false => tasks.par_iter().map(|(concept, focal)| concept.stable(focal)).collect(),
    }
    .into_iter();
    concepts.iter().map(|&concept| (concept, stable.by_ref().take(focals.len()).collect())).collect()
}

impl Found {
    /// The concepts that were computed.
    pub fn concepts(&self) -> impl Iterator<Item = Concept> + '_ {
        self.concepts.iter().map(|(concept, _)| *concept)
    }

    /// The states that are stable for an actor; none if the concept was not computed.
    pub fn stable(&self, concept: Concept, actor: ActorId) -> StateSet {
        self.of(concept).get(actor.index()).cloned().unwrap_or(StateSet::empty(self.states))
    }

    /// The states that are stable for every actor; none if the concept was not computed.
    pub fn equilibria(&self, concept: Concept) -> StateSet {
        match self.of(concept).split_first() {
            Some((first, rest)) => rest.iter().fold(first.clone(), |all, stable| all.intersection(stable)),
            None => StateSet::empty(self.states),
        }
    }

    fn of(&self, concept: Concept) -> &[StateSet] {
        self.concepts.iter().find(|(known, _)| *known == concept).map_or(&[], |(_, stable)| stable)
    }
}

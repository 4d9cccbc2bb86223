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
mod cells;
mod focal;
mod gmr;
mod nash;
mod seq;
mod smr;
mod symseq;

use crate::graph::{Graph, StateSet};
use crate::model::ActorId;
use focal::Focal;

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
    fn stable(self, focal: &Focal) -> StateSet {
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

/// Computes the stable states of every actor under each concept.
///
/// Cost: for each actor and concept two passes over the moves; `O(actors² × states)` in option form without one-way options,
/// `O(actors × arcs)` in a bare graph, plus sorting.
pub fn analyze(graph: &Graph, concepts: &[Concept]) -> Found {
    let mut found: Vec<(Concept, Vec<StateSet>)> = concepts.iter().map(|&concept| (concept, Vec::new())).collect();
    for actor in graph.actor_ids() {
        let focal = Focal::new(graph, actor);
        found.iter_mut().for_each(|(concept, stable)| stable.push(concept.stable(&focal)));
    }
    Found { concepts: found, states: graph.len() }
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

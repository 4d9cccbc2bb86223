//! **stability**: which states hold, for whom, against what foresight.
//!
//! All concepts here follow one template: *a state is stable for an actor when every tempting move has a reply
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
//! With total preorders a threshold decides. Let `p(s)` be the actor's rank of `s`, and let the *worst* of `t` be
//! the least value that the others can bring about from `t`; the value of a state is its rank, or, if the actor may try to
//! escape, the best rank it can still reach from there. Then `s` is unstable exactly when some move leads to a `t` with
//! `min(p(t), worst(t)) > p(s)`. `Focal` computes the two ingredients, *best move* and *worst reply*, for all states at
//! once, each in one pass; a concept's file says how they combine.

mod arcs;
mod barred;
mod board;
mod cells;
mod focal;
mod gmr;
mod lattice;
mod memory;
mod nash;
mod seq;
mod smr;
mod symseq;

use crate::graph::{Graph, LimitReached, Limits, Moves, Phase, StateSet, Watch};
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
    not_done: Vec<Concept>,
    stopped: Option<LimitReached>,
}

/// With fewer states than this, threads cost more than they gain.
const WORTH_THREADS: usize = 1 << 13;

/// Computes the stable states of every actor under each concept; the answer does not depend on the number of threads.
///
/// Cost: for each actor and concept a few passes over the states for each opponent in option form, one pass over the arcs in a
/// bare graph.
pub fn analyze(graph: &Graph, concepts: &[Concept]) -> Found {
    analyze_within(graph, concepts, &Limits::default())
}

/// The same within limits: a concept is either done for all actors or not at all, and [`Found::stopped`] says why not. Of the
/// limits only memory and the watch matter here.
pub fn analyze_within(graph: &Graph, concepts: &[Concept], limits: &Limits) -> Found {
    let refused = limits.watch.check().and_then(|()| limits.allow(memory::bytes(graph, concepts)));
    let done = match refused {
        Ok(()) => by_form(graph, concepts, &limits.watch),
        Err(_) => concepts.iter().map(|_| None).collect(),
    };
    let not_done: Vec<Concept> =
        concepts.iter().zip(&done).filter(|(_, done)| done.is_none()).map(|(concept, _)| *concept).collect();
    let concepts = concepts.iter().zip(done).filter_map(|(concept, done)| Some((*concept, done?))).collect();
    let stopped = refused.and_then(|()| if not_done.is_empty() { Ok(()) } else { limits.watch.check() }).err();
    Found { concepts, states: graph.len(), not_done, stopped }
}

/// For each actor its stable states; nothing when the work was stopped.
type Stable = Option<Vec<StateSet>>;

/// All concepts, on the board that suits the graph.
fn by_form(graph: &Graph, concepts: &[Concept], watch: &Watch) -> Vec<Stable> {
    let ranks = graph.ranks.as_slice();
    match &graph.moves {
        Moves::Lattice(lattice) if lattice::are_narrow(ranks) => {
            on(&InBox::<i16>::new(lattice, ranks, watch), graph, concepts, watch)
        }
        Moves::Lattice(lattice) => on(&InBox::<i32>::new(lattice, ranks, watch), graph, concepts, watch),
        Moves::Cells(moves) => on(&Cliques { moves, ranks, watch }, graph, concepts, watch),
        Moves::Arcs(moves) => on(&ByArcs { moves, ranks, watch }, graph, concepts, watch),
    }
}

/// All concepts for all actors, on one board. Threads take actor after actor, concept after concept, so that when the work is
/// stopped the first concepts are done.
fn on<B: Board>(board: &B, graph: &Graph, concepts: &[Concept], watch: &Watch) -> Vec<Stable> {
    let focals: Vec<Focal<B>> = graph.actor_ids().map(|actor| Focal::new(board, actor)).collect();
    let tasks = concepts.iter().flat_map(|&concept| focals.iter().map(move |focal| (concept, focal))).enumerate();
    watch.begin(Phase::Verdicts, concepts.len() * focals.len());
    let task = |(at, (concept, focal)): (usize, (Concept, &Focal<B>))| {
        let stable = watch.check().ok().map(|()| concept.stable(focal));
        watch.step();
        // What was stopped half-way is worth nothing.
        (at, stable.filter(|_| watch.stopped().is_none()))
    };
    let mut done: Vec<(usize, Option<StateSet>)> = match graph.len() < WORTH_THREADS {
        true => tasks.map(task).collect(),
        false => tasks.par_bridge().map(task).collect(),
    };
    done.sort_unstable_by_key(|(at, _)| *at);
    let mut done = done.into_iter().map(|(_, stable)| stable);
    concepts.iter().map(|_| done.by_ref().take(focals.len()).collect::<Vec<_>>().into_iter().collect()).collect()
}

impl Found {
    /// The concepts that were computed.
    pub fn concepts(&self) -> impl Iterator<Item = Concept> + '_ {
        self.concepts.iter().map(|(concept, _)| *concept)
    }

    /// The concepts that were asked for and not computed.
    pub fn not_done(&self) -> &[Concept] {
        &self.not_done
    }

    /// Why some concepts were not computed.
    pub fn stopped(&self) -> Option<LimitReached> {
        self.stopped
    }

    /// The memory that the sets take, in bytes.
    pub fn bytes(&self) -> u64 {
        let sets: usize = self.concepts.iter().map(|(_, stable)| stable.len()).sum();
        (sets * self.states.div_ceil(8)) as u64
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

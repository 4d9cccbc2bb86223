//! **stability**: which states hold, for whom, against what foresight.
//!
//! The five usual concepts follow one template: *a state is stable for an actor when every tempting move has a reply
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
//!
//! Beside these five there are concepts for particular questions. Some look further ahead with the same two ingredients; some
//! ask another question and apply to some cases only, else [`analyze`] says why not ([`Refused`]):
//!
//! | concept | question | applies to | file |
//! |---|---|---|---|
//! | `MR_h` | could the actor force something better within `h` moves? | all | `mr` |
//! | `CMR_h` | the same, if nobody makes a move that is no improvement | all | `cmr` |
//! | SIM | could all improving at one moment spoil it? | options, without merged states and barred moves | `sim` |
//! | SEQ or SIM | either | the same | `seq_or_sim` |
//! | `L_h` | would the actor stay when both look `h` moves ahead? | two actors | `limited` |
//! | NM | … however far ahead? | two actors | `nonmyopic` |
//! | Stackelberg | … when only the leader foresees an answer? | two actors | `stackelberg` |
//! | LCS | could every move end, by moves that all aim at the end, where it is not left and no better? | all, up to a size | `lcs` |

mod anticipation;
mod arcs;
mod barred;
mod board;
mod cells;
mod cmr;
mod concept;
mod focal;
mod gmr;
mod improve;
mod in_box;
mod lattice;
mod lcs;
mod limited;
mod lines;
mod memory;
mod mr;
mod nash;
mod nonmyopic;
mod packed;
mod pairs;
mod refused;
mod seq;
mod seq_or_sim;
mod sim;
mod smr;
mod stackelberg;
mod symseq;
mod together;
mod tree;
mod worst;

pub use concept::{Concept, Horizon, UnknownConcept};
pub use refused::{Reason, Refused};
pub use sim::settings;
pub(crate) use worst::{worst_and_stable, worst_replies};

use crate::graph::{Graph, LimitReached, Limits, Moves, Phase, StateId, StateSet, parallel};
use crate::model::ActorId;
use arcs::ByArcs;
use board::Board;
use cells::Cliques;
use focal::{After, Focal};
use in_box::InBox;
use std::ops::Range;

/// What holds, for each concept and actor.
#[derive(Clone, Debug)]
pub struct Found {
    concepts: Vec<(Concept, Vec<StateSet>)>,
    states: usize,
    not_done: Vec<Concept>,
    stopped: Option<LimitReached>,
}

/// With fewer places than this, threads cost more than they gain.
const WORTH_THREADS: usize = 1 << 13;
/// Work on many places is divided into so many parts at most.
const PARTS: usize = 1 << 8;

/// Computes the stable states of every actor under each concept; the answer does not depend on the number of threads.
///
/// Cost: for each actor and concept a few passes over the states for each opponent in option form, one pass over the arcs in a
/// bare graph; more for the concepts whose files say so.
///
/// # Errors
/// The first concept that does not apply to the graph, or that has too much to do, and why. [`Concept::USUAL`], [`Concept::Mr`]
/// and [`Concept::Cmr`] apply to every graph.
pub fn analyze(graph: &Graph, concepts: &[Concept]) -> Result<Found, Refused> {
    analyze_within(graph, concepts, &Limits::default())
}

/// The same within limits: a concept is either done for all actors or not at all, and [`Found::stopped`] says why not. Of the
/// limits only memory and the watch matter here.
///
/// # Errors
/// As [`analyze`].
pub fn analyze_within(graph: &Graph, concepts: &[Concept], limits: &Limits) -> Result<Found, Refused> {
    within(graph, None, concepts, limits)
}

/// The same for these actors, or for all.
fn within(graph: &Graph, actors: Actors, concepts: &[Concept], limits: &Limits) -> Result<Found, Refused> {
    let refused = limits.watch.check().and_then(|()| limits.allow(memory::bytes(graph, concepts)));
    let done = match refused {
        Ok(()) => by_form(graph, (actors, None), concepts, limits)?,
        Err(_) => concepts.iter().map(|_| None).collect(),
    };
    let not_done: Vec<Concept> =
        concepts.iter().zip(&done).filter(|(_, done)| done.is_none()).map(|(concept, _)| *concept).collect();
    let concepts = concepts.iter().zip(done).filter_map(|(concept, done)| Some((*concept, done?))).collect();
    let stopped = refused.and_then(|()| if not_done.is_empty() { Ok(()) } else { limits.watch.check() }).err();
    Ok(Found { concepts, states: graph.len(), not_done, stopped })
}

/// The same on a graph that differs from one where it is known what is stable in the preferences of some actors alone: for the others what
/// their own preferences decide is as it was. If those actors improve by the same moves as before, nothing changes for the others.
///
/// # Errors
/// As [`analyze`].
pub(crate) fn analyze_again(
    graph: &Graph,
    before: &Found,
    (changed, same_improvements): (&[ActorId], bool),
    limits: &Limits,
) -> Result<Found, Refused> {
    let own = |concept: &Concept| match concept {
        Concept::Nash | Concept::Gmr | Concept::Smr => true,
        Concept::Seq | Concept::SymSeq => same_improvements,
        _ => false,
    };
    let (of_changed, of_all): (Vec<Concept>, Vec<Concept>) = before.concepts().partition(own);
    let (mut known, all) = (within(graph, Some(changed), &of_changed, limits)?, within(graph, None, &of_all, limits)?);
    for (concept, stable) in &mut known.concepts {
        let again = std::mem::replace(stable, before.of(*concept).to_vec());
        changed.iter().zip(again).for_each(|(actor, again)| stable[actor.index()] = again);
    }
    let place = |(concept, _): &(Concept, Vec<StateSet>)| before.concepts().position(|known| known == *concept);
    known.concepts.extend(all.concepts);
    known.concepts.sort_by_key(place);
    let not_done = [known.not_done, all.not_done].concat();
    Ok(Found { not_done, stopped: known.stopped.or(all.stopped), ..known })
}

/// What is stable where an answer deters an actor if what it is worth, by these values of the states, is no more than the actor's rank of
/// the state that it left: with the ranks themselves this is [`analyze_within`]. Values never fall where ranks rise. Only for
/// Nash, GMR, SMR, SEQ and SymSEQ.
///
/// # Errors
/// As [`analyze_within`].
pub(crate) fn deterred_by(
    graph: &Graph,
    worth: &[Vec<u32>],
    concepts: &[Concept],
    limits: &Limits,
) -> Result<Found, LimitReached> {
    limits.watch.check()?;
    limits.allow(memory::bytes(graph, concepts))?;
    let done = by_form(graph, (None, Some(worth)), concepts, limits).unwrap_or_default();
    limits.watch.check()?; // what was stopped half-way is worth nothing
    let found = concepts.iter().zip(done).filter_map(|(concept, done)| Some((*concept, done?)));
    Ok(Found::from_sets(graph.len(), found.collect(), Vec::new()))
}

/// For each actor its stable states; nothing when the work was stopped.
type Stable = Option<Vec<StateSet>>;

/// What a state is worth to each actor that was answered, where that is not its rank.
type Worth<'w> = Option<&'w [Vec<u32>]>;

/// Which actors are asked, if not all.
type Actors<'a> = Option<&'a [ActorId]>;

/// All concepts, on the board that suits the graph.
fn by_form(
    graph: &Graph,
    (actors, worth): (Actors, Worth),
    concepts: &[Concept],
    limits: &Limits,
) -> Result<Vec<Stable>, Refused> {
    let asked = (actors, worth);
    let (ranks, watch) = (graph.ranks.as_slice(), &limits.watch);
    match &graph.moves {
        Moves::Lattice(lattice) if packed::are_narrow(ranks) && worth.is_none_or(packed::are_narrow) => {
            on(&InBox::<i16>::new(lattice, ranks, watch), graph, asked, concepts, limits)
        }
        Moves::Lattice(lattice) => on(&InBox::<i32>::new(lattice, ranks, watch), graph, asked, concepts, limits),
        Moves::Cells(moves) => on(&Cliques { moves, ranks, watch }, graph, asked, concepts, limits),
        Moves::Arcs(moves) => on(&ByArcs::new(moves, ranks, watch), graph, asked, concepts, limits),
    }
}

/// All concepts for all actors, on one board; one concept after another, so that when the work is stopped the first are done.
fn on<B: Board>(
    board: &B,
    graph: &Graph,
    (actors, worth): (Actors, Worth),
    concepts: &[Concept],
    limits: &Limits,
) -> Result<Vec<Stable>, Refused> {
    let watch = &limits.watch;
    let focal = |actor: ActorId| match worth {
        Some(worth) => Focal::deterred_by(board, actor, &worth[actor.index()]),
        None => Focal::new(board, actor),
    };
    let focals: Vec<Focal<B>> = match actors {
        Some(actors) => actors.iter().copied().map(focal).collect(),
        None => graph.actor_ids().map(focal).collect(),
    };
    let credible = [Concept::Seq, Concept::SymSeq];
    let asked = credible.iter().zip([After::Accepts, After::Escapes]).filter(|(concept, _)| concepts.contains(concept));
    let afters: Vec<After> = asked.map(|(_, after)| after).collect();
    watch.begin(Phase::Verdicts, concepts.len());
    let one = |&concept: &Concept| {
        if watch.check().is_err() {
            return Ok(None);
        }
        if credible.contains(&concept) {
            focal::look_at_improvements(&focals, &afters);
        }
        let found = stable(concept, &focals, graph, limits);
        if watch.stopped().is_some() {
            return Ok(None); // what was stopped half-way is worth nothing
        }
        watch.step();
        found.map(Some).map_err(|reason| Refused { concept, reason })
    };
    concepts.iter().map(one).collect()
}

/// For each actor the states that are stable under one concept.
fn stable<B: Board>(
    concept: Concept,
    focals: &[Focal<B>],
    graph: &Graph,
    limits: &Limits,
) -> Result<Vec<StateSet>, Reason> {
    let places = focals.first().map_or(0, |focal| focal.rank().len()); // a box has more than states where it has holes
    let of_each = |stable: &(dyn Fn(&Focal<B>) -> StateSet + Sync)| Ok(each(places, focals, stable));
    match concept {
        Concept::Nash => of_each(&nash::stable),
        Concept::Gmr => of_each(&gmr::stable),
        Concept::Smr => of_each(&smr::stable),
        Concept::Seq => of_each(&seq::stable),
        Concept::SymSeq => of_each(&symseq::stable),
        Concept::Mr(horizon) => of_each(&|focal| mr::stable(focal, horizon)),
        Concept::Cmr(horizon) => of_each(&|focal| cmr::stable(focal, horizon)),
        Concept::Sim => sim::stable(graph, &limits.watch),
        Concept::SeqOrSim => seq_or_sim::stable(focals, graph, &limits.watch),
        Concept::Limited(horizon) => limited::stable(graph, horizon, limits),
        Concept::NonMyopic => nonmyopic::stable(graph, limits),
        Concept::Stackelberg(leader) => stackelberg::stable(graph, leader, limits),
        Concept::Lcs => lcs::stable(graph, limits),
    }
}

/// One answer for each item; side by side where there are places enough.
fn each<T: Sync, R: Send>(places: usize, items: &[T], one: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if places < WORTH_THREADS { items.iter().map(&one).collect() } else { parallel::map(items, &one) }
}

/// One answer for each part of so many places, in order.
fn each_part<R: Send>(states: usize, places: usize, one: impl Fn(Range<usize>) -> R + Sync) -> Vec<R> {
    let size = places.div_ceil(PARTS).max(1);
    let parts: Vec<Range<usize>> = (0..places).step_by(size).map(|first| first..places.min(first + size)).collect();
    each(states, &parts, |part| one(part.clone()))
}

impl Found {
    /// For each concept the stable states of each actor, of so many states; and the concepts that were not computed.
    pub(crate) fn from_sets(states: usize, concepts: Vec<(Concept, Vec<StateSet>)>, not_done: Vec<Concept>) -> Found {
        Found { states, concepts, not_done, stopped: None }
    }

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

    /// Whether a state is stable for an actor; not if the concept was not computed.
    pub fn stable_in(&self, concept: Concept, actor: ActorId, state: StateId) -> bool {
        self.of(concept).get(actor.index()).is_some_and(|stable| stable.contains(state))
    }

    /// The states that are stable for every actor; none if the concept was not computed.
    pub fn equilibria(&self, concept: Concept) -> StateSet {
        match self.of(concept).split_first() {
            Some((first, rest)) => rest.iter().fold(first.clone(), |all, stable| all.intersection(stable)),
            None => StateSet::empty(self.states),
        }
    }

    /// The equilibria, by the concepts under which they are; each state is in one group, those of most concepts first.
    pub fn groups(&self) -> Vec<(Vec<Concept>, StateSet)> {
        let mut groups = vec![(Vec::new(), StateSet::full(self.states))];
        for concept in self.concepts() {
            let holding = self.equilibria(concept);
            let parts = groups.into_iter().flat_map(|(concepts, states): (Vec<Concept>, StateSet)| {
                let with = [concepts.as_slice(), &[concept]].concat();
                [(with, states.intersection(&holding)), (concepts, states.difference(&holding))]
            });
            groups = parts.filter(|(_, states)| !states.is_empty()).collect();
        }
        groups.retain(|(concepts, _)| !concepts.is_empty());
        groups.sort_by_key(|(concepts, _)| (std::cmp::Reverse(concepts.len()), concepts.clone()));
        groups
    }

    fn of(&self, concept: Concept) -> &[StateSet] {
        self.concepts.iter().find(|(known, _)| *known == concept).map_or(&[], |(_, stable)| stable)
    }
}

//! **believable**: moves and answers that one may believe.
//!
//! Under the published concepts any change of an actor's options is a move, and any improvement an answer. Read aloud, some of them
//! convince nobody. This room tells them apart; it changes no verdict of a published concept. The two filters are our own.
//!
//! - A move is **lean** when no proper part of it, taken alone, would be a move to something that its mover strictly prefers to
//!   where the whole leads. A move that is not lean bundles what the mover wants with what it does not.
//! - An answer is **fresh** when its mover could not have made the same change for its own good before: in the state that the first
//!   actor leaves, the change is not feasible, not allowed, or no improvement. An answer that is not fresh is *standing*: its
//!   mover refrains from it already, so that it is no answer to this move.
//! - An outcome is **believable** when every improvement of every actor meets a single answer, fresh and lean, of one other actor, that
//!   leaves the first actor no better off. Answers are improvements, so a believable outcome is sequentially stable.
//!
//! In a bare graph moves have no parts, and a change cannot be made elsewhere: every move is lean, every answer fresh. A part of a
//! change is a set of the options that it changes; a merged state counts by the options of its last member.

use crate::graph::{Graph, LimitReached, StateId, StateSet, StateSpace, States, Watch};
use crate::model::{ActorId, OptionSet, positions};
use std::collections::BTreeSet;

/// Why an outcome holds, the reason that is weakest among all improvements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// Nobody has an improvement.
    AtRest,
    /// Every improvement meets a single answer, fresh and lean.
    Believable,
    /// Every improvement meets a single answer, but some of them none that is fresh and lean.
    Doubtful,
    /// Some improvement meets no single answer: only a chain of several, if any, takes its gain back.
    Chain,
}

/// An answer of one actor to the move of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Who answers.
    pub by: ActorId,
    /// Where the answer leads.
    pub to: StateId,
    /// Whether no part of it would serve its mover better.
    pub lean: bool,
    /// Whether its mover could not have made the same change for its own good before.
    pub fresh: bool,
}

impl Reply {
    /// Whether one may believe it.
    pub fn is_believable(&self) -> bool {
        self.lean && self.fresh
    }
}

/// Whether a move is lean. Cost: one look at each move of the actor from the state.
pub fn is_lean(graph: &Graph, actor: ActorId, from: StateId, to: StateId) -> bool {
    let StateSpace::Settings(states) = &graph.states else { return true };
    let change = |end| change_of(states, actor, from, end);
    let whole = change(to);
    let is_part = |part: OptionSet| part != 0 && part != whole && part & !whole == 0;
    !graph.moves_from(actor, from).into_iter().any(|end| is_part(change(end)) && graph.prefers(actor, end, to))
}

/// The improvements of an actor from a state that are lean, ascending: those it likes best are always among them, so there is
/// one wherever there is an improvement. A part that is better than an improvement is one itself, so no other move is looked at.
/// Cost: the square of the improvements, or `k × 2^k` where the actor has `k` options and that is less.
pub fn lean_improvements(graph: &Graph, actor: ActorId, from: StateId) -> Vec<StateId> {
    let mut found = graph.improvements_from(actor, from);
    let StateSpace::Settings(states) = &graph.states else { return found };
    let options = states.own(actor).count_ones() as usize;
    let table = 1usize.checked_shl(options as u32).and_then(|table| table.checked_mul(options));
    if table.is_none_or(|table| table > found.len().saturating_mul(found.len())) {
        let all = found.clone();
        let change = |end: StateId| change_of(states, actor, from, end);
        let is_part = |part: OptionSet, whole: OptionSet| part != 0 && part != whole && part & !whole == 0;
        found.retain(|&to| !all.iter().any(|&end| graph.prefers(actor, end, to) && is_part(change(end), change(to))));
        return found;
    }
    let place = |end: StateId| gathered(change_of(states, actor, from, end), states.own(actor));
    let rank = |end: StateId| graph.ranks[actor.index()][end.index()];
    // For each set of options the best rank that changing just these, or a part of these, leads to.
    let mut best: Vec<Option<u32>> = vec![None; 1 << options];
    found
        .iter()
        .filter(|end| place(**end) != 0)
        .for_each(|&end| best[place(end)] = best[place(end)].max(Some(rank(end))));
    for bit in 0..options {
        for set in (0..best.len()).filter(|set| set >> bit & 1 == 1) {
            best[set] = best[set].max(best[set ^ 1 << bit]);
        }
    }
    let of_parts =
        |set: usize| (0..options).filter(|bit| set >> bit & 1 == 1).filter_map(|bit| best[set ^ 1 << bit]).max();
    found.retain(|&to| of_parts(place(to)).is_none_or(|part| part <= rank(to)));
    found
}

/// The bits of a number that stand in a mask, next to each other.
fn gathered(bits: OptionSet, mask: OptionSet) -> usize {
    let places = positions(mask);
    places.enumerate().fold(0, |all, (place, at)| all | ((bits >> at & 1) as usize) << place)
}

/// Whether an answer is fresh: the actor answers a move from `before` to `from` by a move to `to`.
pub fn is_fresh(graph: &Graph, actor: ActorId, before: StateId, from: StateId, to: StateId) -> bool {
    let StateSpace::Settings(states) = &graph.states else { return true };
    let change = change_of(states, actor, from, to);
    if states.followers() != 0 {
        let improvements = graph.improvements_from(actor, before);
        return !improvements.iter().any(|&end| change_of(states, actor, before, end) == change);
    }
    let same = states.find(states.code(before) ^ change);
    !same.is_some_and(|end| graph.prefers(actor, end, before) && graph.moves_from(actor, before).contains(&end))
}

/// The options of an actor that two states have different.
fn change_of(states: &States, actor: ActorId, from: StateId, to: StateId) -> OptionSet {
    states.own(actor) & (states.code(from) ^ states.code(to))
}

/// The single answers to an actor's move, each an improvement for its mover that leaves the actor no better off than before.
pub fn replies(graph: &Graph, actor: ActorId, before: StateId, moved: StateId) -> Vec<Reply> {
    let others = graph.actor_ids().filter(|other| *other != actor);
    let of_one = |by: ActorId| {
        let deter = graph.improvements_from(by, moved).into_iter().filter(|to| !graph.prefers(actor, *to, before));
        let told =
            |to| Reply { by, to, lean: is_lean(graph, by, moved, to), fresh: is_fresh(graph, by, before, moved, to) };
        deter.map(told).collect::<Vec<_>>()
    };
    others.flat_map(of_one).collect()
}

/// Why a state holds: the weakest of the answers to its improvements, each met in the best way there is.
pub fn hold(graph: &Graph, state: StateId) -> Hold {
    let met = |(actor, to): (ActorId, StateId)| match replies(graph, actor, state, to).as_slice() {
        [] => Hold::Chain,
        some if some.iter().any(Reply::is_believable) => Hold::Believable,
        _ => Hold::Doubtful,
    };
    improvements(graph, state).map(met).max().unwrap_or(Hold::AtRest)
}

/// The improvements of all actors from a state, with their movers.
fn improvements(graph: &Graph, state: StateId) -> impl Iterator<Item = (ActorId, StateId)> {
    let of_actor = move |actor: ActorId| graph.improvements_from(actor, state).into_iter().map(move |to| (actor, to));
    graph.actor_ids().flat_map(of_actor)
}

/// Who gives an answer that one may believe to some improvement from a state.
pub fn answered_by(graph: &Graph, state: StateId) -> Vec<ActorId> {
    let given = improvements(graph, state).flat_map(|(actor, to)| replies(graph, actor, state, to));
    let by: BTreeSet<ActorId> = given.filter(Reply::is_believable).map(|reply| reply.by).collect();
    by.into_iter().collect()
}

/// The believable ones among these states, those at rest included.
///
/// Cost: for each state the moves of the actors, times the moves of the others after each. Candidates are best the equilibria under
/// SEQ, outside of which no state is believable.
///
/// # Errors
/// It was asked to stop.
pub fn believable(graph: &Graph, candidates: &StateSet, watch: &Watch) -> Result<StateSet, LimitReached> {
    let mut found = StateSet::empty(graph.len());
    for state in candidates.iter() {
        watch.check()?;
        if hold(graph, state) <= Hold::Believable {
            found.insert(state);
        }
    }
    Ok(found)
}

/// The same, unless it takes more than so many steps: for each candidate about the square of its moves.
///
/// # Errors
/// It was asked to stop.
pub fn believable_within(
    graph: &Graph,
    candidates: &StateSet,
    steps: usize,
    watch: &Watch,
) -> Result<Option<StateSet>, LimitReached> {
    let mut left = steps;
    for state in candidates.iter() {
        watch.check()?;
        let moves: usize = graph.actor_ids().map(|actor| graph.moves_from(actor, state).len()).sum();
        match left.checked_sub(moves.saturating_mul(moves)) {
            Some(rest) => left = rest,
            None => return Ok(None),
        }
    }
    believable(graph, candidates, watch).map(Some)
}

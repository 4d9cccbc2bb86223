//! **patterns**: many states said shortly: patterns, what all share, and those nearest to today.

mod cover;

use crate::graph::{StateId, StateSet, StateSpace, States};
use crate::model::{OptionId, OptionSet};
use crate::patterns::cover::{Cube, cover};
use crate::study::LaidOut;
use crate::study::StateName;

/// A set that takes more patterns than this has none.
const MOST: usize = 1 << 16;
/// So many nearest states are listed.
const NEAREST: usize = 12;

/// Some options taken, some not, the others either way as the rules allow.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pattern {
    /// The options taken in all of its states.
    pub taken: Vec<String>,
    /// The options taken in none.
    pub not_taken: Vec<String>,
    /// The options taken in some and not in others.
    pub either: Vec<String>,
    /// How many states it stands for.
    pub states: usize,
}

/// A set of states as a few patterns of options, those with the most states first: each state of the set fits exactly one
/// pattern, and no other feasible state fits any. None in a bare graph, which has no options, and none where some part of the
/// set takes more than 65,536 of them.
pub fn patterns(laid_out: &LaidOut, set: &StateSet) -> Option<Vec<Pattern>> {
    let StateSpace::Settings(states) = &laid_out.graph.states else { return None };
    let pattern = |Cube { taken, not_taken, states }| Pattern {
        taken: names(laid_out, taken),
        not_taken: names(laid_out, not_taken),
        either: names(laid_out, !(taken | not_taken)),
        states,
    };
    let cubes = cover(states, &laid_out.model, set, MOST)?;
    Some(cubes.into_iter().map(pattern).collect())
}

/// What all states of a set have in common.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Shared {
    /// The options taken in all.
    pub taken: Vec<String>,
    /// The options taken in none.
    pub not_taken: Vec<String>,
}

impl Shared {
    /// What the states of a set share; nothing if it is empty or the case a bare graph. A merged state takes an option when
    /// every member does, and does not take it when no member does.
    pub fn of(laid_out: &LaidOut, set: &StateSet) -> Option<Shared> {
        let StateSpace::Settings(states) = &laid_out.graph.states else { return None };
        if set.is_empty() {
            return None;
        }
        let mixed = states.merged().into_iter().filter(|&state| set.contains(state));
        let mixed = mixed.fold(0, |mixed, state| mixed | states.open(state));
        let (mut taken, mut not_taken) = (0, 0);
        for at in 0..laid_out.model.options().len() {
            let taking = states.taking(OptionId::new(at));
            taken |= OptionSet::from(set.is_subset(&taking)) << at;
            not_taken |= OptionSet::from(set.intersection(&taking).is_empty()) << at;
        }
        Some(Shared { taken: names(laid_out, taken), not_taken: names(laid_out, not_taken & !mixed) })
    }
}

/// A state near today's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Near {
    /// The state.
    pub state: StateName,
    /// The options in which it differs from today; of a merged state, the member that differs least.
    pub changed: Vec<String>,
}

/// The dozen states of a set that are nearest to today: those that differ in the fewest options, ties in ascending order. None
/// if nothing is known of today, or the case is a bare graph.
pub fn nearest(laid_out: &LaidOut, set: &StateSet) -> Vec<Near> {
    let (StateSpace::Settings(states), Some(today)) = (&laid_out.graph.states, laid_out.graph.status_quo) else {
        return Vec::new();
    };
    let changed = changes(states, today);
    let mut found: Vec<(u32, StateId)> = Vec::with_capacity(NEAREST + 1);
    let mut far = u32::MAX;
    for state in set.iter() {
        let distance = changed(state).count_ones();
        if distance < far {
            let place = found.partition_point(|(other, _)| *other <= distance);
            found.insert(place, (distance, state));
            found.truncate(NEAREST);
            far = found.get(NEAREST - 1).map_or(u32::MAX, |last| last.0);
        }
    }
    let near =
        |(_, state)| Near { state: StateName::of(&laid_out.graph, state), changed: names(laid_out, changed(state)) };
    found.into_iter().map(near).collect()
}

/// The options in which states differ from today, one bit each; of merged states in the members that differ least.
fn changes(states: &States, today: StateId) -> impl Fn(StateId) -> OptionSet {
    let from = states.members(today).to_vec();
    let plain = states.merged().is_empty();
    move |state| {
        if plain {
            return states.taken(state) ^ from[0];
        }
        let to = states.members(state);
        let pairs = from.iter().flat_map(|from| to.iter().map(move |to| from ^ to));
        pairs.min_by_key(|changed| changed.count_ones()).unwrap_or(0)
    }
}

/// The names of options given as bits.
fn names(laid_out: &LaidOut, bits: OptionSet) -> Vec<String> {
    laid_out.model.option_keys(bits).into_iter().map(String::from).collect()
}

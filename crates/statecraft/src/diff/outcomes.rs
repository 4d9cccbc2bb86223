//! What holds in an account, so that it can be compared with another case.

use crate::case::{Account, Case};
use crate::graph::{ExploreError, Graph, LimitReached, Limits, StateId, StateSpace};
use crate::model::Model;
use crate::stability::{self, Concept, Found};
use std::collections::BTreeSet;

/// A state by what it is, not by its number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// The options taken, and those that are taken in some members of a merged state only, one bit each by [`Names`].
    Setting(u128, u128),
    /// The name of a state of a bare graph.
    State(String),
}

/// The names of the options of both cases, of 64 at most each.
#[derive(Default)]
pub(super) struct Names(Vec<String>);

impl Names {
    fn bit(&mut self, key: &str) -> u128 {
        let at = self.0.iter().position(|known| known == key).unwrap_or_else(|| {
            self.0.push(key.to_string());
            self.0.len() - 1
        });
        1u128.checked_shl(at as u32).unwrap_or(0)
    }

    /// The options of these bits.
    pub(super) fn of(&self, bits: u128) -> Vec<String> {
        self.0.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, key)| key.clone()).collect()
    }
}

/// The outcomes of an account under each concept.
pub(super) type Held = Vec<BTreeSet<Outcome>>;

/// What holds in an account under these concepts; in words why that cannot be said, if it cannot.
///
/// # Errors
/// The work was told to stop.
pub(super) fn held(
    case: &Case,
    account: &Account,
    concepts: &[Concept],
    names: &mut Names,
    limits: &Limits,
) -> Result<Result<Held, String>, LimitReached> {
    let model = match Model::from_case(case, account) {
        Ok(model) => model,
        Err(problems) => return Ok(Err(problems.first().map(|it| it.message.clone()).unwrap_or_default())),
    };
    let graph = match Graph::explore(&model, limits) {
        Ok(graph) => graph,
        Err(ExploreError::Limit(stopped @ LimitReached::Stopped(_))) => return Err(stopped),
        Err(ExploreError::Limit(limit)) => return Ok(Err(limit.to_string())),
        Err(ExploreError::Invalid(problems)) => {
            return Ok(Err(problems.first().map(|it| it.message.clone()).unwrap_or_default()));
        }
    };
    let found = match stability::analyze_within(&graph, concepts, limits) {
        Ok(found) => found,
        Err(refused) => return Ok(Err(refused.to_string())),
    };
    match found.stopped() {
        Some(stopped @ LimitReached::Stopped(_)) => Err(stopped),
        Some(limit) => Ok(Err(limit.to_string())),
        None => Ok(Ok(outcomes(&model, &graph, &found, concepts, names))),
    }
}

fn outcomes(model: &Model, graph: &Graph, found: &Found, concepts: &[Concept], names: &mut Names) -> Held {
    let bits: Vec<u128> = model.options().iter().map(|option| names.bit(&option.key)).collect();
    let named = |set: u64| {
        bits.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).fold(0, |all: u128, (_, bit)| all | bit)
    };
    let outcome = |state: StateId| match &graph.states {
        StateSpace::Settings(states) => Outcome::Setting(named(states.taken(state)), named(states.open(state))),
        StateSpace::Named(names) => Outcome::State(names[state.index()].clone()),
    };
    concepts.iter().map(|&concept| found.equilibria(concept).iter().map(outcome).collect()).collect()
}

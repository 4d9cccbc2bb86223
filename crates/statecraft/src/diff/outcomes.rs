//! What holds in an account, so that it can be compared with another case.

use crate::case::{Account, Case};
use crate::graph::{ExploreError, Graph, LimitReached, Limits, StateId, StateSpace};
use crate::model::{MAX_OPTIONS, Model, OptionSet, positions};
use crate::stability::{self, Concept, Found};
use std::collections::BTreeSet;

/// A state by what it is, not by its number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// The options taken, and those that are taken in some members of a merged state only, one bit each by [`Names`].
    Setting(Bits, Bits),
    /// The name of a state of a bare graph.
    State(String),
}

/// Options of either case: the first half of the [`Names`] stands last.
pub(super) type Bits = [OptionSet; 2];

/// The names of the options of both cases, so at most twice as many as a case may have.
#[derive(Default)]
pub(super) struct Names(Vec<String>);

impl Names {
    fn place(&mut self, key: &str) -> usize {
        self.0.iter().position(|known| known == key).unwrap_or_else(|| {
            self.0.push(key.to_string());
            self.0.len() - 1
        })
    }

    /// The options of these bits.
    pub(super) fn of(&self, bits: Bits) -> Vec<String> {
        let [high, low] = bits;
        let places = positions(low).chain(positions(high).map(|at| MAX_OPTIONS + at));
        places.filter_map(|at| self.0.get(at).cloned()).collect()
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
    let places: Vec<usize> = model.options().iter().map(|option| names.place(&option.key)).collect();
    let named = |set: OptionSet| {
        let [mut high, mut low] = Bits::default();
        for at in positions(set).filter_map(|option| places.get(option)) {
            let half = if *at < MAX_OPTIONS { &mut low } else { &mut high };
            *half |= 1 << (at % MAX_OPTIONS);
        }
        [high, low]
    };
    let outcome = |state: StateId| match &graph.states {
        StateSpace::Settings(states) => Outcome::Setting(named(states.taken(state)), named(states.open(state))),
        StateSpace::Named(names) => Outcome::State(names[state.index()].clone()),
    };
    concepts.iter().map(|&concept| found.equilibria(concept).iter().map(outcome).collect()).collect()
}

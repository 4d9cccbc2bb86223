//! From the diagrams of an account to its sets as data.

use super::{AccountOutcomeSets, CheckedAround, ConceptSets, Count, NearSetting, SetPattern, SetPatterns, TodayHolds};
use crate::answers::check::Grounds;
use crate::answers::maps::Map;
use crate::case::{Account, Case};
use crate::graph::{LimitReached, Limits};
use crate::model::{Model, OptionSet, Scenario, Today, Within};
use crate::patterns::Shared;
use crate::phrase::not_counted::not_counted;
use crate::stability::Concept;
use crate::symbolic::{Cube, NotSymbolic, Same, Set, Symbolic};

/// So many outcomes nearest to today are told.
const NEAREST: usize = 3;

/// An account with its verdicts.
struct Built<'b> {
    model: &'b Model,
    found: Symbolic,
    scenarios: Vec<(&'b Scenario, Set)>,
    today: Option<OptionSet>,
    patterns: usize,
}

/// Computes the sets of an account.
pub(super) fn account(
    case: &Case,
    account: &Account,
    model: &Model,
    (concepts, patterns): (&[Concept], usize),
    limits: &Limits,
) -> Result<AccountOutcomeSets, NotSymbolic> {
    let found = Symbolic::of(model, concepts, limits)?;
    let today = model.status_quo.as_ref().and_then(|today| match today.today {
        Today::Taken(setting) => Some(setting),
        Today::State(_) => None,
    });
    let scenarios = scenarios(model, &found, limits)?;
    let built = Built { model, found, scenarios, today, patterns };
    Ok(AccountOutcomeSets {
        id: account.id().map(String::from),
        title: account.title.clone(),
        states: Count(built.found.states.count()),
        status_quo: today.map(|setting| built.names(setting)),
        grounds: Grounds::in_account(case, account),
        not_counted: not_counted(model),
        options: model.options().iter().map(|option| option.key.clone()).collect(),
        sets: concepts
            .iter()
            .filter_map(|&concept| Some((concept.key(&model.actor_keys()), built.under(concept)?)))
            .collect(),
        checked: CheckedAround::of(model, &built.found, today, &limits.watch),
    })
}

/// The states of each scenario that a statement names.
fn scenarios<'m>(
    model: &'m Model,
    found: &Symbolic,
    limits: &Limits,
) -> Result<Vec<(&'m Scenario, Set)>, LimitReached> {
    let set = |scenario: &'m Scenario| match &scenario.within {
        Within::Where(statement) => Some(found.holding(&statement.tree, limits).map(|set| (scenario, set))),
        Within::States(_) => None,
    };
    model.scenarios.iter().filter_map(set).collect()
}

impl Built<'_> {
    fn under(&self, concept: Concept) -> Option<ConceptSets> {
        let outcomes = self.found.outcomes(concept)?;
        let stable = self.model.actors.iter().zip(self.model.actor_ids());
        let stable: Vec<(&str, &Set)> =
            stable.filter_map(|(actor, id)| Some((actor.key.as_str(), self.found.stable(concept, id)?))).collect();
        let leaving = |today: OptionSet| {
            stable.iter().filter(move |(_, set)| !set.contains(today)).map(|(key, _)| key.to_string())
        };
        let within =
            |(scenario, set): &(&Scenario, Set)| (scenario.key.clone(), Count(outcomes.intersection(set).count()));
        Some(ConceptSets {
            outcomes: Count(outcomes.count()),
            kept: stable.iter().map(|(key, set)| (key.to_string(), Count(set.count()))).collect(),
            today: self
                .today
                .map(|today| TodayHolds { holds: outcomes.contains(today), leave: leaving(today).collect() }),
            shared: outcomes
                .shared()
                .map(|Same { taken, not_taken }| Shared { taken: self.names(taken), not_taken: self.names(not_taken) }),
            patterns: self.patterns(outcomes),
            nearest: self.today.map_or(Vec::new(), |today| self.nearest(outcomes, today)),
            scenarios: Map(self.scenarios.iter().map(within).collect()),
        })
    }

    fn patterns(&self, outcomes: &Set) -> SetPatterns {
        let cubes = outcomes.cubes(&self.found.states);
        let all = cubes.total().map(Count);
        let pattern = |Cube { taken, not_taken, settings }: Cube| SetPattern {
            taken: self.names(taken),
            not_taken: self.names(not_taken),
            either: self.names(!(taken | not_taken)),
            states: Count(settings),
        };
        SetPatterns { all, largest: cubes.take(self.patterns).map(pattern).collect() }
    }

    fn nearest(&self, outcomes: &Set, today: OptionSet) -> Vec<NearSetting> {
        let near =
            |setting: OptionSet| NearSetting { taken: self.names(setting), changed: self.names(setting ^ today) };
        outcomes.nearest(today, NEAREST).into_iter().map(near).collect()
    }

    fn names(&self, bits: OptionSet) -> Vec<String> {
        self.model.option_keys(bits).into_iter().map(String::from).collect()
    }
}

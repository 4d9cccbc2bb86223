//! What holds in cases with more states than can be listed, as sets of states.

mod around;
mod build;
mod count;

pub use around::CheckedAround;
pub use count::Count;

use super::check::Grounds;
use super::header::Header;
use super::maps::Map;
use crate::case::{Account, Case};
use crate::graph::{LimitReached, Limits, Phase};
use crate::model::Model;
use crate::patterns::Shared;
use crate::phrase::not_counted::NotCounted;
use crate::stability::{Concept, UnknownConcept};
use crate::study::{Ask, Refused, Study, known_account};
use crate::symbolic::NotSymbolic;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What holds in a case, account by account, without a list of its states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutcomeSets {
    /// `statecraft-outcome-sets`, and what every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The concepts asked for.
    pub concepts: Vec<String>,
    /// The accounts.
    pub accounts: Vec<AccountOutcomeSets>,
}

/// What holds in one account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountOutcomeSets {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// How many states there are.
    pub states: Count,
    /// The options taken today.
    pub status_quo: Option<Vec<String>>,
    /// What its lines rest on.
    pub grounds: Grounds,
    /// What is said of preferences and does not count here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_counted: Vec<NotCounted>,
    /// All options.
    pub options: Vec<String>,
    /// What holds, for each concept.
    pub sets: Map<ConceptSets>,
    /// What was worked out once more by independent code.
    pub checked: CheckedAround,
}

/// What holds under one concept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConceptSets {
    /// How many states every actor would keep.
    pub outcomes: Count,
    /// For each actor how many states it would keep.
    pub kept: Map<Count>,
    /// Whether today is among the outcomes; none if nothing is known of today.
    pub today: Option<TodayHolds>,
    /// What all outcomes have in common; none if there is none.
    pub shared: Option<Shared>,
    /// The outcomes as patterns.
    pub patterns: SetPatterns,
    /// A few of the outcomes that differ from today in the fewest options.
    pub nearest: Vec<NearSetting>,
    /// For each scenario that a statement names how many outcomes it has.
    pub scenarios: Map<Count>,
}

/// Whether today holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TodayHolds {
    /// Whether every actor would keep it.
    pub holds: bool,
    /// Who would not.
    pub leave: Vec<String>,
}

/// Outcomes as disjoint patterns: each of them fits exactly one, and no other state fits any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetPatterns {
    /// How many there are; none if they are too many to count.
    pub all: Option<Count>,
    /// Those with the most states, the largest first: as many as were asked for, or fewer where they are too mixed.
    pub largest: Vec<SetPattern>,
}

/// Some options taken, some not, the others either way as the rules allow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetPattern {
    /// The options taken in all of its states.
    pub taken: Vec<String>,
    /// The options taken in none.
    pub not_taken: Vec<String>,
    /// The options taken in some and not in others.
    pub either: Vec<String>,
    /// How many states it stands for.
    pub states: Count,
}

/// An outcome near today's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NearSetting {
    /// The options taken in it.
    pub taken: Vec<String>,
    /// The options in which it differs from today.
    pub changed: Vec<String>,
}

/// What holds, for whom, against what foresight, where there are more states than can be listed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskOutcomeSets {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
    /// Under these of the usual five concepts; under all if none is named.
    pub concepts: Vec<String>,
    /// So many patterns are told of each set, at most.
    pub patterns: usize,
}

impl Default for AskOutcomeSets {
    fn default() -> AskOutcomeSets {
        AskOutcomeSets { accounts: Vec::new(), concepts: Vec::new(), patterns: 16 }
    }
}

impl Ask for AskOutcomeSets {
    type Answer = OutcomeSets;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<OutcomeSets, Refused> {
        self.accounts.iter().try_for_each(|id| known_account(&study.case, id))?;
        let asked = |account: &&Account| {
            self.accounts.is_empty() || account.id().is_some_and(|id| self.accounts.iter().any(|only| only == id))
        };
        let accounts: Vec<&Account> = study.case.accounts.iter().filter(asked).collect();
        OutcomeSets::of(&study.case, &accounts, &self.concepts, self.patterns, limits)
    }

    fn needs_states(&self) -> bool {
        false
    }
}

impl OutcomeSets {
    /// Computes the sets of these accounts. An account that came up against a limit is named in the header.
    fn of(
        case: &Case,
        accounts: &[&Account],
        concepts: &[String],
        patterns: usize,
        limits: &Limits,
    ) -> Result<OutcomeSets, Refused> {
        let concepts = chosen(case, concepts)?;
        let keys: Vec<&str> = case.actors.iter().map(|actor| actor.key.value.as_str()).collect();
        let mut answer = OutcomeSets {
            header: Header::of("statecraft-outcome-sets", 1, case),
            concepts: concepts.iter().map(|concept| concept.key(&keys)).collect(),
            accounts: Vec::new(),
        };
        let mut stopped: Option<LimitReached> = None;
        for account in accounts {
            let model = Model::from_case(case, account).map_err(Refused::Case)?;
            match build::account(case, account, &model, (&concepts, patterns), limits) {
                Ok(found) => answer.accounts.push(found),
                Err(NotSymbolic::Limit(limit)) => {
                    stopped.get_or_insert(limit);
                    answer.header.accounts_not_done.extend(account.id().map(String::from));
                }
                Err(other) => return Err(Refused::question("not-symbolic", other)),
            }
        }
        limits.watch.begin(Phase::Report, 0);
        stopped.into_iter().for_each(|limit| answer.header.stop(limit));
        match stopped {
            Some(limit) if answer.accounts.is_empty() => Err(Refused::Limit(limit)),
            _ => Ok(answer),
        }
    }

    /// Whether independent code found a verdict wrong: a defect of the program.
    pub fn is_defective(&self) -> bool {
        self.accounts.iter().any(|account| !account.checked.failed.is_empty())
    }
}

/// The concepts of these keys, each once and in the order in which they are shown; the usual ones if there is no key.
fn chosen(case: &Case, keys: &[String]) -> Result<Vec<Concept>, UnknownConcept> {
    let actors: Vec<&str> = case.actors.iter().map(|actor| actor.key.value.as_str()).collect();
    let concepts = keys.iter().map(|key| Concept::parse(key, &actors)).collect::<Result<BTreeSet<_>, _>>()?;
    Ok(if keys.is_empty() { Concept::USUAL.to_vec() } else { concepts.into_iter().collect() })
}

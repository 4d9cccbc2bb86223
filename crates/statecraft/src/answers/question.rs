//! Every question that can be asked of a study, as data.

use super::analysis::{Analysis, StructuresAsked};
use super::change::Distances;
use super::check::Check;
use super::compare::AccountComparison;
use super::explain::{Asked, Explanation};
use super::perceptions::{Perceived, beliefs};
use super::robust::{Draws, Robustness};
use super::states::StateList;
use crate::change::Costs;
use crate::graph::{Limits, StateSet};
use crate::robust::Doubt;
use crate::stability::{self, Concept, Reason, UnknownConcept};
use crate::structures::{self, Extension, Ties};
use crate::study::{Ask, Refused, Study, Which};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What holds, for whom, against what foresight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Analyze {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
    /// Under these concepts; under the usual five if none is named.
    pub concepts: Vec<String>,
    /// Also when actors follow their attitudes, in this reading.
    pub attitudes: Option<Ties>,
    /// Also by strength of preference.
    pub strength: bool,
    /// Also where preferences are unknown: these extensions, and all compatible orders.
    pub unknown: Vec<Extension>,
    /// Whether verdicts are checked by independent code, as they are unless somebody asks many times in a second.
    pub check: bool,
}

impl Default for Analyze {
    fn default() -> Analyze {
        let (accounts, concepts, unknown) = (Vec::new(), Vec::new(), Vec::new());
        Analyze { accounts, concepts, attitudes: None, strength: false, unknown, check: true }
    }
}

impl Ask for Analyze {
    type Answer = Analysis;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Analysis, Refused> {
        let study = study.only(&self.accounts)?;
        let concepts = concepts(&study, &self.concepts)?;
        let compute = if self.check { Analysis::of } else { Analysis::unchecked };
        let mut analysis = compute(&study, &concepts, limits)?;
        analysis.summarise(&study);
        let asked = StructuresAsked {
            attitudes: self.attitudes,
            strength: self.strength,
            unknown: self.unknown.clone(),
            concepts: concepts.into_iter().filter(|concept| structures::CONCEPTS.contains(concept)).collect(),
        };
        if analysis.header.limit.is_none() {
            analysis.read_as(&study, &asked, limits);
        }
        Ok(analysis)
    }
}

/// Which states there are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ListStates {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
    /// Those where this statement is true; all if there is none.
    pub condition: Option<String>,
}

impl Ask for ListStates {
    type Answer = StateList;

    fn answer(&self, study: &Study, _: &Limits) -> Result<StateList, Refused> {
        let study = study.only(&self.accounts)?;
        let sets = study.accounts.iter().map(|laid_out| match &self.condition {
            Some(condition) => laid_out.states_where(condition),
            None => Ok(StateSet::full(laid_out.graph.len())),
        });
        let sets = sets.collect::<Result<_, _>>()?;
        Ok(StateList::new(&study, sets))
    }
}

/// Whether the case is sound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckCase {}

impl Ask for CheckCase {
    type Answer = Check;

    fn answer(&self, study: &Study, _: &Limits) -> Result<Check, Refused> {
        Ok(Check::new(study, Vec::new(), &[]))
    }
}

/// Why a state holds or not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Explain {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
    /// The state.
    pub state: Which,
    /// Under these concepts; under the usual five if none is named.
    pub concepts: Vec<String>,
    /// For this actor only.
    pub actor: Option<String>,
    /// Whether everything is told, however long.
    pub all: bool,
}

impl Ask for Explain {
    type Answer = Explanation;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Explanation, Refused> {
        let study = study.only(&self.accounts)?;
        let states = study.which(&self.state)?;
        let concepts = concepts(&study, &self.concepts)?;
        let first = study.accounts.first().zip(self.actor.as_deref());
        let actor = first.map(|(laid_out, key)| laid_out.actor(key)).transpose()?;
        let states: Vec<_> = study.accounts.iter().zip(states).collect();
        Ok(Explanation::of(&study, &states, &Asked { concepts, actor, all: self.all }, limits)?)
    }
}

/// Where the accounts part, and what to watch for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Compare {
    /// These accounts; all if none is named.
    pub accounts: Vec<String>,
    /// Under these concepts; under Nash if none is named.
    pub concepts: Vec<String>,
}

impl Ask for Compare {
    type Answer = AccountComparison;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<AccountComparison, Refused> {
        let study = study.only(&self.accounts)?;
        Ok(AccountComparison::of(&study, &nash_or(&study, &self.concepts)?, limits)?)
    }
}

/// What follows when each actor believes an account of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Perceive {
    /// Who believes which account; of the others the case must say it.
    pub believes: Vec<(String, String)>,
    /// Under these concepts; under Nash if none is named.
    pub concepts: Vec<String>,
}

impl Ask for Perceive {
    type Answer = Perceived;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Perceived, Refused> {
        let believed = beliefs(study, &self.believes).map_err(|why| Refused::question("belief", why))?;
        Ok(Perceived::of(study, &believed, &nash_or(study, &self.concepts)?, limits)?)
    }
}

/// Under which share of the orders that are not known better each outcome holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskRobust {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
    /// Whether every line may stand one place higher or lower than it is written, and not only what is marked.
    pub every_line: bool,
    /// So many orders are drawn, unless there are no more of them.
    pub samples: u64,
    /// The seed.
    pub seed: u64,
}

impl Default for AskRobust {
    fn default() -> AskRobust {
        AskRobust { accounts: Vec::new(), every_line: false, samples: 1000, seed: 1 }
    }
}

impl Ask for AskRobust {
    type Answer = Robustness;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Robustness, Refused> {
        let doubt = if self.every_line { Doubt::EveryLine } else { Doubt::Marked };
        let draws = Draws { doubt, most: self.samples, seed: self.seed, shard: (0, 1) };
        Ok(Robustness::of(&study.only(&self.accounts)?, draws, limits)?)
    }
}

/// How small a change of wishes would make an outcome fall, or a state hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskChange {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
    /// Of this state; of the outcomes if none is named.
    pub state: Option<Which>,
    /// Under this concept.
    pub concept: String,
    /// Whether the states are to hold; if nothing is said, the opposite of what is.
    pub holds: Option<bool>,
    /// So many outcomes of an account are looked at, if no state is named.
    pub most: usize,
}

impl Default for AskChange {
    fn default() -> AskChange {
        AskChange { accounts: Vec::new(), state: None, concept: "nash".into(), holds: None, most: 8 }
    }
}

impl Ask for AskChange {
    type Answer = Distances;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Distances, Refused> {
        let study = study.only(&self.accounts)?;
        let concept = concepts(&study, std::slice::from_ref(&self.concept))?[0];
        let states = match &self.state {
            Some(which) => study.which(which)?.into_iter().map(Some).collect(),
            None => vec![None; study.accounts.len()],
        };
        let ask = super::change::Ask { concept, holds: self.holds, costs: Costs::default(), most: self.most };
        Distances::of(&study, &states, ask, limits).map_err(|why| Refused::question("concept", why))
    }
}

/// The concepts of these keys; Nash if there is none.
fn nash_or(study: &Study, keys: &[String]) -> Result<Vec<Concept>, Refused> {
    if keys.is_empty() { Ok(vec![Concept::Nash]) } else { Ok(concepts(study, keys)?) }
}

/// The concepts of these keys, each once and in the order in which they are shown; the usual ones if there is no key.
///
/// # Errors
/// The first key that is none.
pub fn concepts(study: &Study, keys: &[String]) -> Result<Vec<Concept>, UnknownConcept> {
    if keys.is_empty() {
        return Ok(Concept::USUAL.to_vec());
    }
    let actors = study.accounts.first().map(|laid_out| laid_out.model.actor_keys()).unwrap_or_default();
    let concepts = keys.iter().map(|key| Concept::parse(key, &actors)).collect::<Result<BTreeSet<_>, _>>()?;
    Ok(concepts.into_iter().collect())
}

impl From<UnknownConcept> for Refused {
    fn from(unknown: UnknownConcept) -> Refused {
        Refused::question("concept", unknown)
    }
}

impl From<stability::Refused> for Refused {
    fn from(refused: stability::Refused) -> Refused {
        match refused.reason {
            Reason::Limit(limit) => Refused::Limit(limit),
            reason if reason.is_limit() => Refused::question("work", refused),
            _ => Refused::question("concept", refused),
        }
    }
}

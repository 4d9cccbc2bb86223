//! Every question that can be asked of a study, as data.

use super::analysis::{Analysis, StructuresAsked};
use super::states::StateList;
use crate::graph::{Limits, StateSet};
use crate::stability::{self, Concept};
use crate::structures::{self, Extension, Ties};
use crate::study::{Ask, Refused, Study};
use serde::{Deserialize, Serialize};

/// What holds, for whom, against what foresight.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
}

impl Ask for Analyze {
    type Answer = Analysis;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Analysis, Refused> {
        let study = study.only(&self.accounts)?;
        let concepts = concepts(&study, &self.concepts)?;
        let mut analysis = Analysis::of(&study, &concepts, limits)?;
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

/// The concepts of these keys, each once and in the order in which they are shown; the usual ones if there is no key.
pub(crate) fn concepts(study: &Study, keys: &[String]) -> Result<Vec<Concept>, Refused> {
    if keys.is_empty() {
        return Ok(Concept::USUAL.to_vec());
    }
    let actors = study.accounts.first().map(|laid_out| laid_out.model.actor_keys()).unwrap_or_default();
    let parse = |key: &String| Concept::parse(key, &actors).map_err(|why| Refused::question("concept", why));
    let mut concepts = keys.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
    concepts.sort();
    concepts.dedup();
    Ok(concepts)
}

impl From<stability::Refused> for Refused {
    fn from(refused: stability::Refused) -> Refused {
        Refused::question("concept", refused)
    }
}

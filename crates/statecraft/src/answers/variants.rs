//! Where the case would lead if it were read as its variants say.

use super::header::Header;
use crate::graph::Limits;
use crate::stability::{Concept, analyze_within};
use crate::study::{Ask, LaidOut, Refused, StateName, Study};
use serde::{Deserialize, Serialize};

/// Asks where each variant of a case leads.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskVariants {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
}

impl Ask for AskVariants {
    type Answer = Variants;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Variants, Refused> {
        let asked = study.only(&self.accounts)?;
        let as_it_stands = asked.accounts.iter().map(|it| lead(it, limits)).collect::<Result<Vec<_>, _>>()?;
        let mut variants = Vec::new();
        for variant in &study.case.variants {
            let varied = study.variant(&variant.key.value, limits)?;
            if let Some(limit) = varied.stopped {
                return Err(Refused::Limit(limit));
            }
            let varied = varied.only(&self.accounts)?;
            let leads = varied.accounts.iter().map(|it| lead(it, limits)).collect::<Result<Vec<_>, _>>()?;
            variants.push(VariantLeads { key: variant.key.value.clone(), title: variant.title.clone(), leads });
        }
        let concepts = CONCEPTS.iter().map(|concept| concept.key(&[])).collect();
        Ok(Variants { header: Header::new("statecraft-variants", 1, study), concepts, as_it_stands, variants })
    }
}

/// Without foresight, and with answers that are good for whoever gives them.
const CONCEPTS: [Concept; 2] = [Concept::Nash, Concept::Seq];

/// Where a case and its variants lead: `statecraft-variants`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Variants {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The concepts, by their keys.
    pub concepts: Vec<String>,
    /// The outcomes of the case as it stands, account by account.
    pub as_it_stands: Vec<Leads>,
    /// The variants, in the order of the file.
    pub variants: Vec<VariantLeads>,
}

/// Where a variant leads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VariantLeads {
    /// Its name.
    pub key: String,
    /// What it reads otherwise.
    pub title: String,
    /// Its outcomes, account by account.
    pub leads: Vec<Leads>,
}

/// The outcomes of an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Leads {
    /// The account; none if the case has no accounts.
    pub account: Option<String>,
    /// How many states there are.
    pub states: usize,
    /// For each concept its outcomes, those of one scenario together.
    pub outcomes: Vec<Vec<OutcomesOf>>,
}

/// The outcomes of one scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutcomesOf {
    /// The title of the scenario; none for outcomes that have none.
    pub scenario: Option<String>,
    /// The states, by their names in this variant.
    pub states: Vec<StateName>,
}

fn lead(laid_out: &LaidOut, limits: &Limits) -> Result<Leads, Refused> {
    let graph = &laid_out.graph;
    let found = analyze_within(graph, &CONCEPTS, limits).map_err(|why| Refused::question("concept", why))?;
    let outcomes = CONCEPTS.map(|concept| {
        let mut of: Vec<OutcomesOf> = Vec::new();
        for state in found.equilibria(concept).iter() {
            let scenario = laid_out.scenario_of(state).map(|scenario| scenario.title.clone());
            let name = StateName::of(graph, state);
            match of.iter_mut().find(|known| known.scenario == scenario) {
                Some(known) => known.states.push(name),
                None => of.push(OutcomesOf { scenario, states: vec![name] }),
            }
        }
        of
    });
    Ok(Leads { account: laid_out.account.id().map(String::from), states: graph.len(), outcomes: outcomes.into() })
}

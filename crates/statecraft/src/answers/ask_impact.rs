//! The questions what rests on a claim, and what an outcome rests on, as data.

use super::impact::{Impact, Needs};
use super::question::concepts;
use crate::case::Case;
use crate::diag::{nearest, shown};
use crate::graph::Limits;
use crate::impact::{Dropped, ImpactBase, Policy};
use crate::study::{Ask, Refused, Study, Which};
use serde::{Deserialize, Serialize};

/// What hangs on each claim, source, speaker and assumption.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskImpact {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
    /// What is dropped, one by one; everything that can be dropped if nothing is named.
    pub dropped: Vec<Dropped>,
    /// What becomes of a line that has lost all its claims.
    pub policy: Policy,
    /// Under these concepts; under the usual five if none is named.
    pub concepts: Vec<String>,
}

impl Ask for AskImpact {
    type Answer = Impact;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Impact, Refused> {
        let study = study.only(&self.accounts)?;
        let concepts = concepts(&study, &self.concepts)?;
        let case = case_of(&study);
        self.dropped.iter().try_for_each(|dropped| known(&case, dropped))?;
        let base = ImpactBase::of(&case, &concepts, limits)?;
        Ok(Impact::of(&base, &study, &self.dropped, &concepts, self.policy))
    }
}

/// What an outcome needs, account by account: the lines without which it no longer holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskNeeds {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
    /// The outcome.
    pub state: Which,
    /// Under these concepts; under the usual five if none is named.
    pub concepts: Vec<String>,
}

impl Ask for AskNeeds {
    type Answer = Vec<Needs>;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Vec<Needs>, Refused> {
        let study = study.only(&self.accounts)?;
        let concepts = concepts(&study, &self.concepts)?;
        let states = study.which(&self.state)?;
        let case = case_of(&study);
        let base = ImpactBase::of(&case, &concepts, limits)?;
        Ok(states.into_iter().enumerate().map(|(at, state)| Needs::of(&base, &study, at, state)).collect())
    }
}

/// The case with the accounts that were laid out, and no others.
fn case_of(study: &Study) -> Case {
    let accounts = study.accounts.iter().map(|laid_out| (*laid_out.account).clone()).collect();
    Case { accounts, ..(*study.case).clone() }
}

/// Whether the case has what is to be dropped.
fn known(case: &Case, dropped: &Dropped) -> Result<(), Refused> {
    let (what, name, names): (_, &str, Vec<&str>) = match dropped {
        Dropped::Claim(name) => ("claim", name, case.claims.iter().map(|claim| claim.key.value.as_str()).collect()),
        Dropped::Source(name) => {
            ("source", name, case.sources.iter().map(|source| source.key.value.as_str()).collect())
        }
        Dropped::Speaker(name) => {
            ("speaker", name, case.claims.iter().filter_map(|claim| claim.speaker.as_deref()).collect())
        }
        Dropped::Below(_) => return Ok(()),
        Dropped::Line(id) if case.lines().iter().any(|line| line.id == *id) => return Ok(()),
        Dropped::Line(_) => return Err(Refused::question("line", "there is no such line")),
    };
    if names.contains(&name) {
        return Ok(());
    }
    let near = nearest(name, names.iter().copied()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Err(Refused::question(what, format!("there is no {what} `{}`{near}", shown(name))))
}

//! What the sources carry: outcomes that rest on one origin, and lines that no source speaks of.

use crate::case::{Case, LineId, LineRef, Origin};
use crate::graph::{LimitReached, Limits};
use crate::impact::{AccountEffect, ImpactBase};
use crate::phrase::line::{LineInWords, line_in_words};
use crate::stability::Concept;
use crate::study::{LaidOut, StateName, Study};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Larger cases are not computed again without each origin: states of all accounts together.
const STATES_UP_TO: usize = 1 << 16;

/// What the sources of a case carry, over some of its accounts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceSummary {
    /// Whether each origin was taken away in turn; not where that would be too much work.
    pub tried: bool,
    /// The origins without which outcomes fall, account by account, those that carry most first.
    pub on_one_origin: Vec<OnOneOrigin>,
    /// The origins of which it cannot be said, as a case without their lines cannot be computed.
    pub undecided: Vec<String>,
    /// The lines in force that cite no claim, in reading order; states and moves of a bare graph need none.
    pub gaps: Vec<Gap>,
}

/// Outcomes of one account that fall without one origin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OnOneOrigin {
    /// The account; none if the case has no accounts.
    pub account: Option<String>,
    /// What the claims go back to.
    pub origin: String,
    /// The states from which nobody gains by moving alone (Nash), and that are none without what goes back to it.
    pub outcomes: Vec<CarriedOutcome>,
    /// Of how many.
    pub of: usize,
}

/// An outcome, as a reader knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CarriedOutcome {
    /// Its number or name.
    pub state: StateName,
    /// The title of the scenario that it is called by.
    pub scenario: Option<String>,
}

/// A line that no source speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gap {
    /// The line.
    #[serde(flatten)]
    pub line: LineInWords,
    /// The analyst's assumption in place of a source; without one the line rests on nothing.
    pub assumption: Option<String>,
}

impl SourceSummary {
    /// Of these accounts.
    ///
    /// # Errors
    /// The work was stopped.
    pub(super) fn of(study: &Study, accounts: &[&LaidOut], limits: &Limits) -> Result<SourceSummary, LimitReached> {
        let own = accounts.iter().map(|laid_out| (*laid_out.account).clone()).collect();
        let case = Case { accounts: own, ..(*study.case).clone() };
        let mut summary = SourceSummary { gaps: gaps(&case), ..SourceSummary::default() };
        if accounts.iter().map(|laid_out| laid_out.graph.len()).sum::<usize>() > STATES_UP_TO {
            return Ok(summary);
        }
        let base = match ImpactBase::of(&case, &[Concept::Nash], limits) {
            Ok(base) => base,
            Err(stopped @ LimitReached::Stopped(_)) => return Err(stopped),
            Err(_) => return Ok(summary),
        };
        let by_origin = claims_by_origin(&case);
        let falling: Vec<BTreeSet<LineId>> = by_origin.values().map(|claims| base.without_claims(claims)).collect();
        let (effects, stopped) = base.effects(&falling);
        stopped.map_or(Ok(()), Err)?;
        summary.tried = true;
        for (origin, effect) in by_origin.keys().map(Origin::to_string).zip(effects) {
            if effect.accounts.iter().any(|account| account.concepts.is_err()) {
                summary.undecided.push(origin.clone());
            }
            summary.on_one_origin.extend(effect.accounts.iter().filter_map(|of| carried(&base, accounts, &origin, of)));
        }
        let place = |carried: &OnOneOrigin| case.accounts.iter().position(|of| of.id() == carried.account.as_deref());
        summary.on_one_origin.sort_by_key(|carried| (place(carried), std::cmp::Reverse(carried.outcomes.len())));
        Ok(summary)
    }
}

/// The claims that go back to each origin.
fn claims_by_origin(case: &Case) -> BTreeMap<Origin, BTreeSet<&str>> {
    let mut found: BTreeMap<Origin, BTreeSet<&str>> = BTreeMap::new();
    for (claim, origin) in case.claims.iter().zip(case.origins()) {
        found.entry(origin).or_default().insert(&claim.key.value);
    }
    found
}

/// What of an account falls without an origin, if anything does.
fn carried(base: &ImpactBase, accounts: &[&LaidOut], origin: &str, effect: &AccountEffect) -> Option<OnOneOrigin> {
    let laid_out = accounts.get(effect.account)?;
    let (_, found) = base.account(effect.account)?;
    let lost = effect.concepts.iter().flatten().flat_map(|concept| &concept.lost);
    let outcome = |&state| CarriedOutcome {
        state: StateName::of(&laid_out.graph, state),
        scenario: laid_out.scenario_of(state).map(|scenario| scenario.title.clone()),
    };
    let carried = OnOneOrigin {
        account: laid_out.account.id().map(String::from),
        origin: origin.to_string(),
        outcomes: lost.map(outcome).collect(),
        of: found.equilibria(Concept::Nash).len(),
    };
    Some(carried).filter(|carried| !carried.outcomes.is_empty())
}

/// The lines in force in some account that cite no claim.
fn gaps(case: &Case) -> Vec<Gap> {
    let in_force = |line: &LineRef| case.accounts.iter().any(|account| line.id.is_in(account));
    let needs_none = |line: &LineRef| matches!(line.id, LineId::State { .. } | LineId::Move { .. });
    let bare = case.lines().into_iter().filter(|line| line.support.claims.is_empty() && !needs_none(line));
    let gap = |line: &LineRef| Gap { line: line_in_words(case, line), assumption: line.support.assumption.clone() };
    let mut found: Vec<Gap> = bare.filter(in_force).map(|line| gap(&line)).collect();
    found.sort_by_key(|gap| gap.line.line);
    found
}

//! What most of the outcomes told rest on: the sentences and the assumption without which most of them fall.

use super::Told;
use crate::answers::change::{EditInWords, single_edits};
use crate::case::LineId;
use crate::change::NoAnswer;
use crate::graph::{LimitReached, Limits, StateId};
use crate::impact::{Dropped, ImpactBase};
use crate::stability::Concept;
use crate::study::{StateName, Study};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Larger cases are not computed again without each line: states of all accounts together.
const STATES_UP_TO: usize = 1 << 16;
/// So many sentences are named.
const SENTENCES: usize = 3;

/// What most rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RestsOn {
    /// How many outcomes there are from which nobody gains by moving, in all accounts.
    pub outcomes: usize,
    /// The claims without which most of these fall, the weightiest first; of those with the same effect the first.
    pub claims: Vec<Linchpin>,
    /// The assumption without which most fall, if any.
    pub assumption: Option<Linchpin>,
    /// How many assumptions there are without which some account cannot be computed.
    #[serde(default)]
    pub not_computed: usize,
}

/// A claim or a line, and what falls without it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Linchpin {
    /// The claim; none if it is an assumption.
    pub claim: Option<String>,
    /// The lines that fall with it.
    pub lines: Vec<LineId>,
    /// The outcomes that hold no longer: account and state.
    pub lost: Vec<(Option<String>, StateName)>,
}

/// How an outcome falls if one line of a preference is otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fragile {
    /// The account; none if the case has no accounts.
    pub account: Option<String>,
    /// The outcome.
    pub state: StateName,
    /// The single edits of least cost by which it falls; none if no single edit does it.
    pub edits: Vec<EditInWords>,
}

/// How the outcomes told from which nobody gains by moving would fall; nothing if that is too much to find out.
pub(super) fn fragile(study: &Study, told: &[Told], limits: &Limits) -> Result<Option<Vec<Fragile>>, LimitReached> {
    let mut found = Vec::new();
    for account in told {
        let states: Vec<StateId> =
            account.states.iter().copied().filter(|&state| account.at_rest.contains(state)).collect();
        let edits = match single_edits(&study.case, account.laid_out, &states, limits) {
            Ok(edits) => edits,
            Err(NoAnswer::Limit(stopped @ LimitReached::Stopped(_))) => return Err(stopped),
            Err(_) => return Ok(None),
        };
        found.extend(states.into_iter().zip(edits).map(|(state, edits)| Fragile {
            account: account.id(),
            state: StateName::of(&account.laid_out.graph, state),
            edits,
        }));
    }
    Ok(Some(found))
}

/// What most outcomes rest on; nothing if the case is too large.
pub(super) fn rests_on(study: &Study, told: &[Told], limits: &Limits) -> Result<Option<RestsOn>, LimitReached> {
    let states: usize = study.accounts.iter().map(|laid_out| laid_out.graph.len()).sum();
    if states > STATES_UP_TO || study.case.is_bare_graph() {
        return Ok(None);
    }
    let Some(base) = super::unless_too_much(ImpactBase::of(&study.case, &[Concept::Nash], limits))? else {
        return Ok(None);
    };
    let claims = study.case.claims.iter().map(|claim| Dropped::Claim(claim.key.value.clone()));
    let assumed = study.case.lines().into_iter().filter(|line| line.support.claims.is_empty());
    let drops: Vec<Dropped> = claims.chain(assumed.map(|line| Dropped::Line(line.id))).collect();
    let falling: Vec<BTreeSet<LineId>> = drops.iter().map(|dropped| base.falling(dropped)).collect();
    let (effects, stopped) = base.effects(&falling);
    stopped.map_or(Ok(()), Err)?;
    let mut found: Vec<Linchpin> = Vec::new();
    let mut not_computed = 0;
    for ((dropped, lines), effect) in drops.iter().zip(falling).zip(effects) {
        let mut lost = Vec::new();
        for account in &effect.accounts {
            let id = study.case.accounts[account.account].id();
            let Some(told) = told.iter().find(|told| told.laid_out.account.id() == id) else { continue };
            for state in account.concepts.iter().flatten().flat_map(|concept| &concept.lost) {
                lost.push((told.id(), StateName::of(&told.laid_out.graph, *state)));
            }
        }
        let silent = effect.accounts.iter().any(|account| account.concepts.is_err());
        not_computed += usize::from(silent && matches!(dropped, Dropped::Line(_)));
        let claim = if let Dropped::Claim(key) = dropped { Some(key.clone()) } else { None };
        found.push(Linchpin { claim, lines: lines.into_iter().collect(), lost });
    }
    found.retain(|linchpin| !linchpin.lost.is_empty());
    found.sort_by_key(|linchpin| std::cmp::Reverse(linchpin.lost.len()));
    let (claims, assumptions): (Vec<Linchpin>, Vec<Linchpin>) = found.into_iter().partition(|it| it.claim.is_some());
    Ok(Some(RestsOn {
        outcomes: told.iter().map(|account| account.at_rest.len()).sum(),
        claims: different(claims),
        assumption: assumptions.into_iter().next(),
        not_computed,
    }))
}

/// The first few that differ in what falls.
fn different(all: Vec<Linchpin>) -> Vec<Linchpin> {
    let mut kept: Vec<Linchpin> = Vec::new();
    for linchpin in all {
        if kept.len() < SENTENCES && kept.iter().all(|known| known.lost != linchpin.lost) {
            kept.push(linchpin);
        }
    }
    kept
}

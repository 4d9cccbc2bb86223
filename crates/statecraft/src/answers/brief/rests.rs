//! What most of the outcomes told rest on: the sentences and the assumption without which most of them fall.

use super::Told;
use crate::case::LineId;
use crate::graph::{LimitReached, Limits};
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
    for ((dropped, lines), effect) in drops.iter().zip(falling).zip(effects) {
        let mut lost = Vec::new();
        for account in &effect.accounts {
            let id = study.case.accounts[account.account].id();
            let Some(told) = told.iter().find(|told| told.laid_out.account.id() == id) else { continue };
            for state in account.concepts.iter().flatten().flat_map(|concept| &concept.lost) {
                lost.push((told.id(), StateName::of(&told.laid_out.graph, *state)));
            }
        }
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

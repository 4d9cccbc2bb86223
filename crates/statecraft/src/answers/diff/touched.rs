//! What rests on the sources and claims that only the new case has.

use crate::answers::impact::{Drop, Impact};
use crate::case::{Account, Case, Claim};
use crate::graph::{LimitReached, Limits};
use crate::impact::{Dropped, ImpactBase, Policy};
use crate::stability::Concept;
use crate::study::Study;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a new source, or a new claim of a source that was there, touches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Touch {
    /// What would fall without it: lines, and the outcomes that rest on them.
    pub without: Drop,
    /// The new claims.
    pub claims: Vec<String>,
    /// The accounts that it bears on.
    pub accounts: Vec<TouchedAccount>,
    /// The items of evidence that cite it.
    pub evidence: Vec<String>,
}

/// An account that a new source bears on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TouchedAccount {
    /// Its name; none if the case has no accounts.
    pub account: Option<String>,
    /// How.
    pub roles: Vec<Role>,
}

/// How a source bears on an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It gives the account.
    Gives,
    /// A line in force in the account cites it.
    Cited,
    /// It speaks for the account.
    Favours,
    /// It speaks against it.
    Against,
}

/// The sources that only the new case has, then the new claims of the others, each with what rests on it.
///
/// # Errors
/// The work was told to stop.
pub(super) fn touches(
    old: &Case,
    new: &Study,
    concepts: &[Concept],
    limits: &Limits,
) -> Result<Vec<Touch>, LimitReached> {
    let case = &new.case;
    let sources = case.sources.iter().filter(|source| old.source(&source.key.value).is_none());
    let is_new = |claim: &&Claim| old.claim(&claim.key.value).is_none();
    let is_more = |claim: &&Claim| is_new(claim) && old.source(&claim.source.value).is_some();
    let claims = case.claims.iter().filter(is_more);
    let dropped: Vec<Dropped> = sources
        .map(|source| Dropped::Source(source.key.value.clone()))
        .chain(claims.map(|claim| Dropped::Claim(claim.key.value.clone())))
        .collect();
    if dropped.is_empty() {
        return Ok(Vec::new());
    }
    let accounts = new.accounts.iter().map(|laid_out| (*laid_out.account).clone()).collect();
    let laid_out = Case { accounts, ..(**case).clone() };
    let base = ImpactBase::of(&laid_out, concepts, limits)?;
    let mut found = Vec::new();
    for dropped in dropped {
        let mut impact = Impact::of(&base, new, std::slice::from_ref(&dropped), concepts, Policy::Falls);
        impact.header.limit.map_or(Ok(()), Err)?;
        let claims: Vec<&Claim> = case.claims.iter().filter(|claim| of(&dropped, claim)).collect();
        let keys: BTreeSet<&str> = claims.iter().map(|claim| claim.key.value.as_str()).collect();
        let cites = |cited: &[crate::diag::Spanned<String>]| cited.iter().any(|it| keys.contains(it.value.as_str()));
        let account = |account: &Account| TouchedAccount {
            account: account.id().map(String::from),
            roles: roles(case, account, &dropped, &cites),
        };
        found.extend(impact.dropped.pop().map(|without| Touch {
            without,
            claims: keys.iter().map(|key| (*key).to_string()).collect(),
            accounts: case.accounts.iter().map(account).filter(|it| !it.roles.is_empty()).collect(),
            evidence:
                case.evidence.iter().filter(|item| cites(&item.claims)).map(|item| item.key.value.clone()).collect(),
        }));
    }
    Ok(found)
}

/// Whether a claim is among what is dropped.
fn of(dropped: &Dropped, claim: &Claim) -> bool {
    match dropped {
        Dropped::Source(source) => claim.source.value == *source,
        Dropped::Claim(key) => claim.key.value == *key,
        _ => false,
    }
}

fn roles(
    case: &Case,
    account: &Account,
    dropped: &Dropped,
    cites: &dyn Fn(&[crate::diag::Spanned<String>]) -> bool,
) -> Vec<Role> {
    let gives = account.sources.iter().any(|source| *dropped == Dropped::Source(source.value.clone()));
    let cited = case.supports_in(account).iter().any(|support| cites(&support.claims));
    let roles = [
        (gives, Role::Gives),
        (cited, Role::Cited),
        (cites(&account.favours), Role::Favours),
        (cites(&account.against), Role::Against),
    ];
    roles.into_iter().filter(|(has, _)| *has).map(|(_, role)| role).collect()
}

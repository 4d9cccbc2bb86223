//! What to watch for, as a list that can be ticked off: first the *response tests*, then the *signs* of a comparison, then what
//! would surprise every account, and what all expect, which tells nothing.
//!
//! A sign speaks for or against an account under Nash. It must not mislead where an outcome holds for fear of an answer that one may
//! believe. So each is held against all *outcomes* of an account, those from which nobody gains by moving and the other believable
//! ones ([`crate::believable`]): it speaks against an account only if none of these has it, or none but those with what the
//! exception names; and for one only if all have it. Else it merely fits. What then tells no accounts apart is left out.
//!
//! What would surprise every account is in no outcome of any, and on no path of lean improvements from today; or it is that something
//! has not changed which all their outcomes have otherwise than today.
//!
//! Cost: that of a comparison under Nash and of SEQ; for exceptions the cube of the options for each sign and account.

mod maker;
mod responses;
mod signs;
mod surprises;

pub use super::came::{Kind, Sides};
use super::compare::{BearingLine, Cited, Combination};
use super::header::Header;
use crate::graph::Limits;
use crate::study::{Ask, LaidOut, Refused, Study};
use maker::{Maker, id};
use responses::responses;
use serde::{Deserialize, Serialize};
use signs::signs;
use std::collections::BTreeMap;
use surprises::{expected, surprises};

/// Asks what to watch for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskWatch {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
}

impl Ask for AskWatch {
    type Answer = WatchList;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<WatchList, Refused> {
        WatchList::of(&study.only(&self.accounts)?, limits)
    }
}

/// What to watch for: `statecraft-watch`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WatchList {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The day that the case describes, as the file has it.
    pub as_of: Option<String>,
    /// The day by which things should have been seen, as the file has it.
    pub by: Option<String>,
    /// The accounts.
    pub accounts: Vec<WatchedAccount>,
    /// What tells accounts apart: response tests, then signs, the most telling first.
    pub indicators: Vec<Indicator>,
    /// How many more signs there would be, the least telling.
    pub left_out: usize,
    /// How many signs under Nash are left out since they tell no accounts apart among all believable outcomes.
    pub not_believable: usize,
    /// What would speak against every account.
    pub surprises: Vec<Indicator>,
    /// What all accounts expect: seeing it tells nothing.
    pub expected: Vec<Indicator>,
}

impl WatchList {
    /// What there is to watch for in the accounts that are laid out.
    ///
    /// # Errors
    /// A limit: half a list would be taken for a whole one.
    pub fn of(study: &Study, limits: &Limits) -> Result<WatchList, Refused> {
        let maker = Maker::new(study, limits)?;
        let mut indicators = responses(&maker);
        let found = signs(&maker, limits)?;
        indicators.extend(found.signs);
        let account = |laid_out: &LaidOut| WatchedAccount { id: id(laid_out), title: laid_out.account.title.clone() };
        Ok(WatchList {
            header: Header::new("statecraft-watch", 1, study),
            as_of: study.case.as_of.clone(),
            by: study.case.horizon.as_ref().map(|day| day.value.clone()),
            accounts: study.accounts.iter().map(account).collect(),
            indicators,
            left_out: found.left_out,
            not_believable: found.not_believable,
            surprises: surprises(&maker, limits)?,
            expected: expected(&maker),
        })
    }
}

/// An account of a watch list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WatchedAccount {
    /// What readers call it.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
}

/// Something that can be seen or not: a change of named options.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Indicator {
    /// Its name, made of what is seen: the same change has the same name in every edition of a case.
    pub id: String,
    /// What kind it is.
    pub kind: Kind,
    /// A question to be answered with yes, no or unclear.
    pub words: String,
    /// What must be seen before it, as the first change of all: in response tests.
    pub after: Option<Combination>,
    /// What is seen.
    pub seen: Combination,
    /// What has not come before it, where the order is the sign.
    pub not_after: Option<Combination>,
    /// What could stand for it as well, as all accounts say the same of it.
    pub alike: Vec<Combination>,
    /// For whom seeing it speaks.
    pub yes: Sides,
    /// For whom it speaks that it was not seen when the time is up; none where that tells nothing.
    pub no: Option<Sides>,
    /// With what it fits an account after all that it speaks against.
    pub unless: Vec<Exception>,
    /// What would count as seeing its options change, where the case says so.
    pub counts: Vec<WhatCounts>,
    /// The day by which it should have been seen, as the file has it.
    pub by: Option<String>,
    /// For each account its preference lines that mention the options, with the claims that they cite.
    pub lines: BTreeMap<String, Vec<BearingLine>>,
    /// The claims that the options themselves cite.
    pub options: BTreeMap<String, Vec<Cited>>,
}

/// With what a sign fits an account after all: every outcome of the account that has the sign has one of these too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Exception {
    /// The account.
    pub account: String,
    /// One of these changes.
    pub any_of: Vec<Combination>,
}

/// What would count as seeing an option change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WhatCounts {
    /// The option.
    pub option: String,
    /// Its label, with whose it is: `“Raise wages” (Harbour company)`.
    #[serde(default)]
    pub label: String,
    /// The words of the case.
    pub words: String,
}

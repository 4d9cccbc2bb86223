//! **diff**: what changed from one case to another, and which judgements that turned.
//!
//! Two cases are compared part by part ([`changes`]): options, rules, where things stand, wishes, accounts. What only rests on other
//! sentences, or says the same in other words, turns nothing. A *judgement* is that an outcome holds in an account under a concept.
//! Outcomes are matched by the options taken, not by the numbers of states; an option that only one case has counts as not taken
//! in the other.
//!
//! Why a judgement changed is found by trying ([`compare`]): each change is made alone in the old case, and is *enough* where the
//! judgement then is as in the new one. Where none is enough, changes are taken back from the new case one by one as long as the
//! judgement stays as it is there; what is left is needed together, each of them ([`Judgement::together`]). There may be other
//! such sets. Cost: the old case is analysed once for each change, and for what takes several once more for each.

mod aligned;
mod causes;
mod changes;
mod keyed;
mod merged;
mod outcomes;
mod said;

pub use causes::{AccountJudgements, Compared, Judgement, compare};
pub use changes::changes;
pub use merged::merged;

use crate::case::{Account, Case, LineId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What became of a part of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Only the new case has it.
    Added,
    /// Only the old case has it.
    Removed,
    /// It stands at another place of its list.
    Moved,
    /// It says something else.
    Changed,
    /// It says the same in other words.
    Reworded,
    /// It says the same and rests on something else.
    Supported,
}

/// A part of a case; its account is none if it is common to all accounts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// An actor that only one case has, with its options and all that is said of its wishes.
    Actor(String),
    /// An option: the actor and the option.
    Option(String, String),
    /// An option with levels: the actor and the choice.
    Choice(String, String),
    /// A state of a bare graph.
    State(String),
    /// A move of a bare graph: how it is written, and which of several.
    Move(String, usize),
    /// A scenario.
    Scenario(String),
    /// An account that only one case has, or its title; the account of a case without accounts has no name.
    Account(Option<String>),
    /// A rule: the account, how it is written, and which of several.
    Rule(Option<String>, String, usize),
    /// Where things stand: the account.
    StatusQuo(Option<String>),
    /// A whole preference: the account and the actor.
    Preference(Option<String>, String),
    /// A line of a preference: the account, the actor, and its place among the lines of the old list and of the new one, from 0.
    Wish(Option<String>, String, Option<usize>, Option<usize>),
    /// The attitudes of an actor: the account and the actor.
    Attitudes(Option<String>, String),
}

/// One difference between two cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Of which part.
    pub part: Part,
    /// What became of it.
    pub how: How,
    /// The lines of the old case that say it.
    pub old: BTreeSet<LineId>,
    /// Those of the new case.
    pub new: BTreeSet<LineId>,
}

impl Change {
    /// Whether it can turn a judgement.
    pub fn bears(&self) -> bool {
        !matches!(self.how, How::Reworded | How::Supported)
    }

    /// Whether it can turn a judgement of this account.
    pub fn is_in(&self, account: Option<&str>) -> bool {
        match &self.part {
            Part::Account(own) => own.as_deref() == account,
            Part::Rule(own, ..)
            | Part::StatusQuo(own)
            | Part::Preference(own, _)
            | Part::Wish(own, ..)
            | Part::Attitudes(own, _) => own.is_none() || own.as_deref() == account,
            _ => true,
        }
    }

    /// The account that it is in; none if it is common to all.
    pub fn account(&self) -> Option<&str> {
        match &self.part {
            Part::Account(own)
            | Part::Rule(own, ..)
            | Part::StatusQuo(own)
            | Part::Preference(own, _)
            | Part::Wish(own, ..)
            | Part::Attitudes(own, _) => own.as_deref(),
            _ => None,
        }
    }
}

/// The parts of two cases that are common to all accounts, or those of an account that both have.
struct Place<'c> {
    account: Option<String>,
    old: &'c Account,
    new: &'c Account,
}

/// Whether the case has an actor of this name.
fn has_actor(case: &Case, key: &str) -> bool {
    case.actors.iter().any(|actor| actor.key.value == key)
}

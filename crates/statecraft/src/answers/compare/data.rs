//! A comparison as plain data.

use crate::answers::came::Came;
use crate::answers::compare::bearing::{BearingLine, Cited};
use crate::answers::compare::signs::Prediction;
use crate::study::StateName;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an account predicts from today on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ComparedAccount {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// How many states it has.
    pub states: usize,
    /// Today's state.
    pub status_quo: Option<StateName>,
    /// What leads on from today; none if today is not known.
    pub from_today: Option<FromToday>,
}

impl ComparedAccount {
    /// What readers call it.
    pub fn name(&self) -> &str {
        called(self.id.as_deref())
    }
}

/// What readers call an account of this name; the only one of a case without accounts has none.
pub(crate) fn called(id: Option<&str>) -> &str {
    id.unwrap_or("the case")
}

/// Where improvements lead from today; those alone that are lean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FromToday {
    /// Who can improve at once.
    pub movers: Vec<Mover>,
    /// Where paths of improvements can end; none if there are too many to follow.
    pub ends: Option<Vec<End>>,
    /// Whether a path may go round for ever.
    pub circles: bool,
    /// How many improvements on the way were left out since they are not lean: changing a part alone would serve their mover better.
    #[serde(default)]
    pub not_lean: usize,
}

/// Somebody who can improve at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mover {
    /// Its name in the file.
    pub actor: String,
    /// How many lean improvements it has.
    pub improvements: usize,
    /// How many others it has, left out since they are not lean.
    #[serde(default)]
    pub not_lean: usize,
    /// The states that it likes best among those where they lead.
    pub best: Vec<StateName>,
}

/// Where a path of improvements can end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct End {
    /// The state.
    pub state: StateName,
    /// The fewest moves that lead there.
    pub moves: usize,
}

/// What holds in which accounts under one concept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Compared {
    /// The concept.
    pub concept: String,
    /// For each account how many settings of the options hold.
    pub outcomes: BTreeMap<String, usize>,
    /// What holds, by the accounts in which it does; what holds in most first.
    pub held: Vec<Held>,
    /// For each option how it is in what holds in each account; empty in a bare graph.
    pub options: Vec<ComparedOption>,
    /// What separates each account from all others, and where there are more than two, from each.
    pub separators: Vec<Separation>,
}

impl Compared {
    /// Whether something holds in some accounts and not in others in which something holds.
    pub(crate) fn part(&self) -> bool {
        let speaking = self.outcomes.values().filter(|outcomes| **outcomes > 0).count();
        speaking > 1 && self.held.iter().any(|held| held.accounts.len() < speaking)
    }
}

/// What holds in some accounts and not in the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Held {
    /// The accounts.
    pub accounts: Vec<String>,
    /// How many settings hold in just these.
    pub outcomes: usize,
    /// The first thousand of them.
    pub listed: Vec<NamedSetting>,
}

/// A setting of the options, and which state it is in each account that has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NamedSetting {
    /// The options taken.
    pub taken: Vec<String>,
    /// The states.
    pub state: BTreeMap<String, StateName>,
}

/// An option in what holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ComparedOption {
    /// Its name.
    pub option: String,
    /// For each account whether it is taken in all that holds, in some, or in none; silent where nothing holds.
    pub taken: BTreeMap<String, Prediction>,
}

/// What tells one account from others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Separation {
    /// The one.
    pub account: String,
    /// The others.
    pub against: Vec<String>,
    /// Whether each combination holds in everything that the one predicts and in nothing that the others do.
    pub exact: bool,
    /// The part of what the one predicts in which each combination holds, less the largest part of what another does; none if
    /// nothing separates.
    pub share: Option<f64>,
    /// The smallest combinations; where none is exact, those that separate most.
    pub combinations: Vec<Combination>,
}

/// Options set so, or a state of a bare graph.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Combination {
    /// The options taken.
    pub taken: Vec<String>,
    /// The options not taken.
    pub not_taken: Vec<String>,
    /// The state, in a bare graph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// In words, to stand after "if you see".
    pub words: String,
    /// In how many outcomes of each account it holds, where it separates outcomes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<BTreeMap<String, usize>>,
}

/// Something to watch for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Watched {
    /// What is seen.
    pub seen: Combination,
    /// What has not come before it, where the order is the sign.
    pub not_after: Option<Combination>,
    /// What could stand for it as well, as the accounts say the same of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instead: Vec<Combination>,
    /// What comes to the same: it holds in just the same first steps and in just the same outcomes.
    pub alike: Vec<Combination>,
    /// For whom seeing it speaks.
    pub speaks: Speaks,
    /// For whom the reverse speaks when things are at rest; none where that tells nothing.
    pub otherwise: Option<Speaks>,
    /// For each account its preference lines that mention the options.
    pub lines: BTreeMap<String, Vec<BearingLine>>,
    /// The claims that the options themselves cite.
    pub options: BTreeMap<String, Vec<Cited>>,
    /// Whether it came, where the case says what happened later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<CameLater>,
}

/// Whether something that was to be watched for came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CameLater {
    /// Whether it did.
    pub came: Came,
    /// The day on which it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

impl Combination {
    /// How many options it mentions.
    pub(crate) fn len(&self) -> usize {
        self.taken.len() + self.not_taken.len()
    }
}

/// For whom something speaks, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Speaks {
    /// The accounts that predict it throughout, at each time at which they say anything of it.
    #[serde(rename = "for")]
    pub by: Vec<String>,
    /// The accounts that it fits: they have it in part.
    pub fits: Vec<String>,
    /// The accounts that have it at no time.
    pub against: Vec<String>,
    /// What each account predicts of it at each time.
    pub because: Vec<Because>,
}

/// When something could be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Time {
    /// As the first move of an actor.
    FirstStep,
    /// Somewhere on the way.
    OnTheWay,
    /// Somewhere on the way, before or without something else.
    NotAfter,
    /// Where things come to rest.
    AtRest,
}

/// What the accounts predict of something at one time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Because {
    /// When it would be seen.
    pub when: Time,
    /// Whose first step.
    pub actor: Option<String>,
    /// What each account predicts.
    pub accounts: Vec<InAccount>,
}

/// What an account predicts of something at one time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InAccount {
    /// The account.
    pub account: String,
    /// How often it has it in what it predicts.
    pub predicts: Prediction,
    /// In how many of the things that it predicts, where they can be counted.
    pub holds: Option<usize>,
    /// How many these are.
    pub of: Option<usize>,
}

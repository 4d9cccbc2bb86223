//! A comparison as plain data.

use crate::answers::compare::bearing::{BearingLine, Cited};
use crate::answers::compare::signs::Fit;
use crate::study::StateName;
use serde::Serialize;
use std::collections::BTreeMap;

/// What an account predicts from today on.
#[derive(Clone, Debug, Serialize)]
pub struct ComparedAccount<'c> {
    /// Its name; none if the case has no accounts.
    pub id: Option<&'c str>,
    /// Its title.
    pub title: Option<&'c str>,
    /// How many states it has.
    pub states: usize,
    /// Today's state.
    pub status_quo: Option<StateName>,
    /// What leads on from today; none if today is not known.
    pub from_today: Option<FromToday<'c>>,
}

/// Where improvements lead from today.
#[derive(Clone, Debug, Serialize)]
pub struct FromToday<'c> {
    /// Who can improve at once.
    pub movers: Vec<Mover<'c>>,
    /// Where paths of improvements can end; none if there are too many to follow.
    pub ends: Option<Vec<End>>,
    /// Whether a path may go round for ever.
    pub circles: bool,
}

/// Somebody who can improve at once.
#[derive(Clone, Debug, Serialize)]
pub struct Mover<'c> {
    /// Its name in the file.
    pub actor: &'c str,
    /// How many improvements it has.
    pub improvements: usize,
    /// The states that it likes best among those where they lead.
    pub best: Vec<StateName>,
}

/// Where a path of improvements can end.
#[derive(Clone, Debug, Serialize)]
pub struct End {
    /// The state.
    pub state: StateName,
    /// The fewest moves that lead there.
    pub moves: usize,
}

/// What holds in which accounts under one concept.
#[derive(Clone, Debug, Serialize)]
pub struct Compared<'c> {
    /// The concept.
    pub concept: String,
    /// For each account how many settings of the options hold.
    pub outcomes: BTreeMap<&'c str, usize>,
    /// What holds, by the accounts in which it does; what holds in most first.
    pub held: Vec<Held<'c>>,
    /// For each option how it is in what holds in each account; empty in a bare graph.
    pub options: Vec<ComparedOption<'c>>,
    /// What separates each account from all others, and where there are more than two, from each.
    pub separators: Vec<Separation<'c>>,
}

impl Compared<'_> {
    /// Whether something holds in some accounts and not in others in which something holds.
    pub(crate) fn part(&self) -> bool {
        let speaking = self.outcomes.values().filter(|outcomes| **outcomes > 0).count();
        speaking > 1 && self.held.iter().any(|held| held.accounts.len() < speaking)
    }
}

/// What holds in some accounts and not in the others.
#[derive(Clone, Debug, Serialize)]
pub struct Held<'c> {
    /// The accounts.
    pub accounts: Vec<&'c str>,
    /// How many settings hold in just these.
    pub outcomes: usize,
    /// The first thousand of them.
    pub listed: Vec<NamedSetting<'c>>,
}

/// A setting of the options, and which state it is in each account that has it.
#[derive(Clone, Debug, Serialize)]
pub struct NamedSetting<'c> {
    /// The options taken.
    pub taken: Vec<&'c str>,
    /// The states.
    pub state: BTreeMap<&'c str, StateName>,
}

/// An option in what holds.
#[derive(Clone, Debug, Serialize)]
pub struct ComparedOption<'c> {
    /// Its name.
    pub option: &'c str,
    /// For each account whether it is taken in all that holds, in some, or in none; silent where nothing holds.
    pub taken: BTreeMap<&'c str, Fit>,
}

/// What tells one account from others.
#[derive(Clone, Debug, Serialize)]
pub struct Separation<'c> {
    /// The one.
    pub account: &'c str,
    /// The others.
    pub against: Vec<&'c str>,
    /// Whether each combination holds in everything that the one predicts and in nothing that the others do.
    pub exact: bool,
    /// The part of what the one predicts in which each combination holds, less the largest part of what another does; none if
    /// nothing separates.
    pub share: Option<f64>,
    /// The smallest combinations; where none is exact, those that separate most.
    pub combinations: Vec<Combination<'c>>,
}

/// Options set so, or a state of a bare graph.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Combination<'c> {
    /// The options taken.
    pub taken: Vec<&'c str>,
    /// The options not taken.
    pub not_taken: Vec<&'c str>,
    /// The state, in a bare graph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'c str>,
    /// In words, to stand after "if you see".
    pub words: String,
    /// In how many outcomes of each account it holds, where it separates outcomes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<BTreeMap<&'c str, usize>>,
}

/// Something to watch for.
#[derive(Clone, Debug, Serialize)]
pub struct Watched<'c> {
    /// What is seen.
    pub seen: Combination<'c>,
    /// What has not come before it, where the order is the sign.
    pub not_after: Option<Combination<'c>>,
    /// What could stand for it as well, as the accounts say the same of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instead: Vec<Combination<'c>>,
    /// What comes to the same: it holds in just the same first steps and in just the same outcomes.
    pub alike: Vec<Combination<'c>>,
    /// For whom seeing it speaks.
    pub speaks: Speaks<'c>,
    /// For whom the reverse speaks when things are at rest; none where that tells nothing.
    pub otherwise: Option<Speaks<'c>>,
    /// For each account its preference lines that mention the options.
    pub lines: BTreeMap<&'c str, Vec<BearingLine<'c>>>,
    /// The claims that the options themselves cite.
    pub options: BTreeMap<&'c str, Vec<Cited<'c>>>,
}

/// For whom something speaks, and why.
#[derive(Clone, Debug, Serialize)]
pub struct Speaks<'c> {
    /// The accounts that predict it throughout, at each time at which they say anything of it.
    #[serde(rename = "for")]
    pub by: Vec<&'c str>,
    /// The accounts that it fits: they have it in part.
    pub fits: Vec<&'c str>,
    /// The accounts that have it at no time.
    pub against: Vec<&'c str>,
    /// What each account predicts of it at each time.
    pub because: Vec<Because<'c>>,
}

/// What the accounts predict of something at one time.
#[derive(Clone, Debug, Serialize)]
pub struct Because<'c> {
    /// `first_step`, `on_the_way`, `not_after` or `at_rest`.
    pub when: &'static str,
    /// Whose first step.
    pub actor: Option<&'c str>,
    /// What each account predicts.
    pub accounts: Vec<InAccount<'c>>,
}

/// What an account predicts of something at one time.
#[derive(Clone, Debug, Serialize)]
pub struct InAccount<'c> {
    /// The account.
    pub account: &'c str,
    /// How often it has it in what it predicts.
    pub predicts: Fit,
    /// In how many of the things that it predicts, where they can be counted.
    pub holds: Option<usize>,
    /// How many these are.
    pub of: Option<usize>,
}

//! The answer in a few sentences, account by account: how the analysis ends.

use super::names;
use super::words::Writer;
use crate::answers::brief::{Bargain, Brief, BriefAccount, Holds};
use crate::believable::Hold;
use crate::phrase::english::{capital, clauses, count, list, number, or_list};
use crate::phrase::names::Words;
use crate::study::Study;
use std::collections::BTreeSet;

/// An account and its answer in a few sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InShort {
    /// What the account is called; none if the case has no accounts.
    pub account: Option<String>,
    /// What holds and why, who would leave it together, what today's first improvements are.
    pub sentences: Vec<String>,
}

/// The answer in a few sentences, account by account; the study is the one that was asked.
pub fn in_short(study: &Study, brief: &Brief) -> Vec<InShort> {
    let Some(first) = study.accounts.first() else { return Vec::new() };
    let writer = Writer::new(study, &first.model, brief, 0);
    let short = Short { brief, names: &writer.names, words: Words(&first.model), writer: &writer };
    let of = |account: &BriefAccount| InShort {
        account: account.id.as_ref().map(|id| names::account(study, id)),
        sentences: short.sentences(account),
    };
    brief.accounts.iter().map(of).collect()
}

struct Short<'s> {
    brief: &'s Brief,
    /// What the outcomes are called, in their order.
    names: &'s [String],
    words: Words<'s>,
    writer: &'s Writer<'s>,
}

impl Short<'_> {
    fn sentences(&self, account: &BriefAccount) -> Vec<String> {
        let mut told = vec![self.at_rest(account)];
        told.extend(self.feared(account));
        told.extend(self.together(account));
        told.extend(self.today(account));
        told
    }

    /// The outcomes told of an account that hold so, with their names; of those told as exchanges the ones with a scenario.
    fn told(&self, account: &BriefAccount, so: impl Fn(&Holds) -> bool) -> Vec<(&Holds, String)> {
        let named = self.brief.outcomes.iter().zip(self.names);
        let named = named.filter(|(outcome, _)| !outcome.exchange || outcome.scenario.is_some());
        let here = named.filter_map(|(outcome, name)| {
            let holds = outcome.holds.iter().find(|holds| holds.account == account.id)?;
            so(holds).then(|| (holds, name.clone()))
        });
        here.collect()
    }

    fn at_rest(&self, account: &BriefAccount) -> String {
        let told = self.told(account, |holds| holds.hold == Hold::AtRest);
        match all_of(&told, account.at_rest) {
            None => {
                "Without foresight nothing would last: wherever things stand, somebody gains by moving.".to_string()
            }
            Some(what) => capital(&format!("{what} would last even without foresight.")),
        }
    }

    fn feared(&self, account: &BriefAccount) -> Option<String> {
        let all = self.brief.outcomes.iter().flat_map(|outcome| &outcome.holds);
        let feared = all.filter(|holds| holds.account == account.id && holds.hold == Hold::Believable);
        let keys: BTreeSet<&String> = feared.flat_map(|holds| &holds.answered_by).collect();
        let by: Vec<&str> = keys.into_iter().map(|key| self.words.actor(key)).collect();
        let told = self.told(account, |holds| holds.hold == Hold::Believable);
        let known = names_of(&self.told(account, |holds| holds.hold == Hold::AtRest));
        let again = |(holds, name): (_, String)| {
            let name = if known.contains(&name) { format!("{name} in another form") } else { name };
            (holds, name)
        };
        let told: Vec<_> = told.into_iter().map(again).collect();
        let Some(what) = all_of(&told, account.believable) else {
            let nothing = "Nor would anything last for fear of an answer that one may believe.";
            return (account.at_rest == 0).then(|| nothing.to_string());
        };
        let whose = if by.is_empty() {
            "answers that one may believe".into()
        } else {
            format!("what {} would answer", or_list(&by))
        };
        Some(capital(&format!("{what} would last only for fear of {whose}.")))
    }

    /// Whether some group would leave what holds without foresight.
    fn together(&self, account: &BriefAccount) -> Option<String> {
        let told = self.told(account, |holds| holds.hold == Hold::AtRest);
        let firm: Vec<_> = told.iter().filter(|(holds, _)| holds.left_together == Some(false)).cloned().collect();
        if !firm.is_empty() {
            let all = if told.len() == 1 { "it" } else { "any of these" };
            let which = if firm.len() == told.len() { all.to_string() } else { or_list(&names_of(&firm)) };
            return Some(format!("No group would leave {which} together."));
        }
        let is_here = |bargain: &&Bargain| bargain.from.iter().any(|from| from.account == account.id);
        let bargain = self.brief.bargains.iter().find(is_here)?;
        let members: Vec<&str> = bargain.members.iter().map(|key| self.words.actor(key)).collect();
        let is_left = |holds: &Holds| bargain.from.iter().any(|it| it.account == account.id && it.state == holds.state);
        let left = names_of(&told.into_iter().filter(|(holds, _)| is_left(holds)).collect::<Vec<_>>());
        Some(capital(&format!("{} would together leave {}.", list(&members), or_list(&left))))
    }

    /// What actors would gain by doing today.
    fn today(&self, account: &BriefAccount) -> Option<String> {
        if account.today == Some(true) {
            return Some("Today's situation is among these.".to_string());
        }
        let steps = self
            .brief
            .first_moves
            .iter()
            .filter(|step| account.id.as_ref().is_none_or(|id| step.accounts.contains(id)));
        let gains: Vec<String> = steps.map(|step| self.writer.gain(step)).collect();
        (!gains.is_empty()).then(|| format!("Today {}.", clauses(&gains)))
    }
}

fn names_of(told: &[(&Holds, String)]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (_, name) in told {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// The names of outcomes, and how many there are beside these; nothing if there is none at all.
fn all_of(told: &[(&Holds, String)], all: usize) -> Option<String> {
    let mut names = names_of(told);
    let more = all.saturating_sub(told.len());
    match (names.len(), more) {
        (0, 0) => return None,
        (0, more) => return Some(count(more, "outcome", "outcomes")),
        (_, 0) => {}
        (_, more) => names.push(format!("{} more", number(more))),
    }
    Some(list(&names))
}

//! A line of the file in words.

use super::rule::rule_in_words;
use crate::case::{Case, Order};
use crate::impact::{Line, LineId, lines, written};
use std::collections::BTreeSet;

/// A line of the case.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct LineInWords {
    /// Its line in the file, from 1.
    pub line: usize,
    /// What it says.
    pub says: String,
}

/// Lines in words, in reading order.
pub(crate) fn in_words(case: &Case, ids: &BTreeSet<LineId>) -> Vec<LineInWords> {
    let mut found: Vec<LineInWords> =
        lines(case).iter().filter(|line| ids.contains(&line.id)).map(|line| line_in_words(case, line)).collect();
    found.sort_by_key(|line| line.line);
    found
}

pub(crate) fn line_in_words(case: &Case, line: &Line) -> LineInWords {
    let name = |key: &str| {
        case.actors.iter().find(|actor| actor.key.value == key).map_or(key.to_string(), |actor| actor.name.clone())
    };
    let under = |account: Option<usize>| {
        let id = account.and_then(|at| case.accounts[at].id());
        id.map(|id| format!(" (account {id})")).unwrap_or_default()
    };
    let rules = |account: Option<usize>| account.map_or(&case.rules, |at| &case.accounts[at].rules);
    let preferences = |account: Option<usize>| account.map_or(&case.preferences, |at| &case.accounts[at].preferences);
    let attitudes = |account: Option<usize>| account.map_or(&case.attitudes, |at| &case.accounts[at].attitudes);
    let says = match line.id {
        LineId::Option(actor, option) => {
            let (actor, option) = (&case.actors[actor], &case.actors[actor].options[option]);
            format!("{} can: {}", actor.name, option.label)
        }
        LineId::Rule(account, at) => {
            format!("rule: {}{}", rule_in_words(case, &rules(account)[at].kind), under(account))
        }
        LineId::StatusQuo(account) => format!("where things stand today{}", under(account)),
        LineId::Wish(account, at, wish) => {
            let preference = &preferences(account)[at];
            let line = match &preference.order {
                Order::Statements(all) => written(all).find(|(first, _)| *first == wish).map(|(_, line)| line),
                _ => None,
            };
            let wants: Vec<String> =
                line.into_iter().flatten().map(|statement| statement.wants.tree.to_string()).collect();
            format!("{} wants: {}{}", name(&preference.actor.value), wants.join("; "), under(account))
        }
        LineId::Order(account, at) => {
            format!("how {} orders the states{}", name(&preferences(account)[at].actor.value), under(account))
        }
        LineId::Attitude(account, at, other) => {
            let of = &attitudes(account)[at];
            let toward = &of.toward[other];
            let (actor, other, sign) = (name(&of.actor.value), name(&toward.actor.value), toward.attitude.sign());
            format!("attitude of {actor} toward {other}: {sign}{}", under(account))
        }
        LineId::State(at) => format!("state {}", case.states[at].key.value),
        LineId::Move(at) => {
            let step = &case.moves[at];
            format!("{} can move from {} to {}", name(&step.actor.value), step.from.value, step.to.value)
        }
    };
    LineInWords { line: case.file.position(line.span.start).0, says }
}

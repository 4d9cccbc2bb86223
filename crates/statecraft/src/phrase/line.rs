//! A line of the file in words.

use super::rule::{presence_in_words, rule_in_words};
use super::statement::written;
use crate::case::{Case, LineId, LineRef, LineSays};
use crate::phrase::english::{capital, form, or_levels};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A line of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineInWords {
    /// Its name.
    pub id: LineId,
    /// Its line in the file, from 1.
    pub line: usize,
    /// What it says.
    pub says: String,
}

impl LineInWords {
    /// A line of this case in words.
    pub fn of(case: &Case, line: &LineRef) -> LineInWords {
        line_in_words(case, line)
    }
}

/// Lines in words, in reading order.
pub(crate) fn in_words(case: &Case, ids: &BTreeSet<LineId>) -> Vec<LineInWords> {
    let mut found: Vec<LineInWords> =
        case.lines().iter().filter(|line| ids.contains(&line.id)).map(|line| line_in_words(case, line)).collect();
    found.sort_by_key(|line| line.line);
    found
}

pub(crate) fn line_in_words(case: &Case, line: &LineRef) -> LineInWords {
    let in_text = |key: &str| {
        case.actors.iter().find(|actor| actor.key.value == key).map_or(key.to_string(), |actor| actor.in_text.clone())
    };
    let name = |key: &str| capital(&in_text(key));
    let plural = |key: &str| case.actors.iter().any(|actor| actor.key.value == key && actor.plural);
    let says = match line.says {
        LineSays::Option(actor, option) => format!("{} can: {}", capital(&actor.in_text), option.label),
        LineSays::Choice(actor, choice) => {
            let levels: Vec<(usize, &String)> = choice.levels.iter().map(|level| &level.value).enumerate().collect();
            format!("{} can: {}: {}", capital(&actor.in_text), choice.label, or_levels(&levels))
        }
        LineSays::Presence(actor, presence) => presence_in_words(case, actor, presence),
        LineSays::Rule(rule) => format!("rule: {}", rule_in_words(case, &rule.kind)),
        LineSays::StatusQuo(_) => "where things stand today".to_string(),
        LineSays::Wish(preference, wishes) => {
            let of = Some(preference.actor.value.as_str());
            let wants: Vec<String> = wishes.iter().map(|wish| written(case, of, &wish.wants.tree)).collect();
            let verb = form(plural(&preference.actor.value), "wants", "want");
            format!("{} {verb}: {}", name(&preference.actor.value), wants.join("; "))
        }
        LineSays::Order(preference) => {
            let orders = form(plural(&preference.actor.value), "orders", "order");
            format!("how {} {orders} the states", in_text(&preference.actor.value))
        }
        LineSays::Attitude(of, toward) => {
            let (actor, other) = (in_text(&of.actor.value), in_text(&toward.actor.value));
            format!("attitude of {actor} toward {other}: {}", toward.attitude.sign())
        }
        LineSays::State(state) => format!("state {}", state.key.value),
        LineSays::Move(step) => {
            format!("{} can move from {} to {}", name(&step.actor.value), step.from.value, step.to.value)
        }
    };
    let under = line.id.account().map(|id| format!(" (account {id})")).unwrap_or_default();
    let says = says + &under;
    LineInWords { id: line.id.clone(), line: case.file.position(line.span.start).0, says }
}

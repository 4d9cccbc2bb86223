//! Outcomes of several accounts side by side: options down, outcomes across, as the literature prints them.

use crate::answers::analysis::InStudy;
use crate::graph::StateId;
use crate::model::{Model, ModelOption};
use crate::phrase::english::{capital, number};
use crate::phrase::names::{by_actor, label};
use crate::stability::Concept;
use crate::text::table::with_marks;
use crate::text::words::wrapped;
use textwrap::core::display_width;

/// One outcome: its account and its state.
type Outcome<'a> = (&'a InStudy<'a>, StateId);

/// What the columns are called.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// So many outcomes of an account are shown at most.
pub(crate) const MOST: usize = LETTERS.len();
/// A level of a choice has so many columns at most.
const LEVEL: usize = 14;

/// The outcomes of each account under a concept, at most `most` of each.
pub(crate) fn text(accounts: &[InStudy], concept: Concept, most: usize, width: usize) -> String {
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut notes = String::new();
    for account in accounts {
        let states = account.found.equilibria(concept);
        outcomes.extend(states.iter().take(most).map(|state| (account, state)));
        match states.len() {
            0 => notes += &format!("  {}: none\n", name(account)),
            all if all > most => notes += &format!("  {}: {} more\n", name(account), number(all - most)),
            _ => {}
        }
    }
    let with_options = accounts.iter().any(|account| !account.laid_out.model.options().is_empty());
    let across = outcomes.first().map_or(3, |(first, _)| across(&first.laid_out.model));
    let body = if with_options && outcomes.len() * across + 40 <= width && outcomes.len() <= LETTERS.len() {
        grid(&outcomes, across, width)
    } else {
        outcomes.iter().map(|outcome| line(outcome, width)).collect()
    };
    body + &notes
}

fn name<'a>(account: &InStudy<'a>) -> &'a str {
    account.laid_out.account.id().unwrap_or("the case")
}

/// How wide the column of an outcome is: as wide as the longest level of a choice.
fn across(model: &Model) -> usize {
    let levels = model.options().iter().filter_map(|option| option.level.as_ref());
    2 + levels.map(|level| display_width(&level.text)).max().unwrap_or(1).min(LEVEL)
}

/// A column for each outcome and a row for each option, `Y` where it is taken; a choice has one row with its level.
fn grid(outcomes: &[Outcome], across: usize, width: usize) -> String {
    let Some((first, _)) = outcomes.first() else { return String::new() };
    let model = &first.laid_out.model;
    let longest = model.options().iter().map(|option| display_width(&option.label)).max().unwrap_or(0);
    let margin = (longest + 5).min(width - outcomes.len() * across);
    let column = |mark: &str| format!("  {mark:<0$}", across - 2);
    let letters = outcomes.iter().zip(LETTERS.chars());
    let mut text = String::new();
    for ((account, state), letter) in letters.clone() {
        text += &format!("  {letter}  {}, {}\n", name(account), account.laid_out.called(*state));
    }
    text += &format!(
        "{:margin$}{}\n",
        "",
        letters.map(|(_, letter)| column(&letter.to_string())).collect::<String>().trim_end()
    );
    for actor in model.actors.iter().filter(|actor| !actor.options.is_empty()) {
        text += &wrapped("  ", &capital(&actor.name), width);
        for at in actor.options.clone() {
            let option = &model.options()[at];
            let taken = |option: &ModelOption, (account, state): &Outcome| {
                account.laid_out.taken(*state).contains(&option.key.as_str())
            };
            let level = option.level.as_ref();
            if level.is_some_and(|level| level.all.start != at) {
                continue; // its choice has a row already
            }
            let mark = |outcome: &Outcome| match level {
                None => column(if taken(option, outcome) { "Y" } else { "·" }),
                Some(level) => {
                    let held = model.options()[level.all.clone()].iter().find(|option| taken(option, outcome));
                    let text = held.and_then(|option| option.level.as_ref()).map_or("·", |level| &level.text);
                    column(&text.chars().take(LEVEL).collect::<String>())
                }
            };
            let marks: String = outcomes.iter().map(mark).collect();
            let label = level.map_or(&option.label, |level| &level.label);
            text += &with_marks(&wrapped("    ", label, margin), marks.trim_end(), margin);
        }
    }
    text
}

/// One line for each outcome, where a grid would be too wide.
fn line((account, state): &Outcome, width: usize) -> String {
    let model = &account.laid_out.model;
    let taken = account.laid_out.taken(*state);
    let what = match label(model, *state) {
        Some(label) => label.to_string(),
        None if model.options().is_empty() => String::new(),
        None if taken.is_empty() => "nothing is taken".to_string(),
        None => by_actor(model, &taken),
    };
    wrapped(&format!("  {}, {}  ", name(account), account.laid_out.called(*state)), &what, width)
}

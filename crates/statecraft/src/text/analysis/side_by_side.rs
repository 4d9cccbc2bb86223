//! Outcomes of several accounts side by side: options down, outcomes across, as the literature prints them.

use crate::answers::analysis::InStudy;
use crate::graph::StateId;
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
/// The columns of one outcome.
const ACROSS: usize = 3;

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
    let body = if with_options && outcomes.len() * ACROSS + 40 <= width && outcomes.len() <= LETTERS.len() {
        grid(&outcomes, width)
    } else {
        outcomes.iter().map(|outcome| line(outcome, width)).collect()
    };
    body + &notes
}

fn name<'a>(account: &InStudy<'a>) -> &'a str {
    account.laid_out.account.id().unwrap_or("the case")
}

/// A column for each outcome and a row for each option, `Y` where it is taken.
fn grid(outcomes: &[Outcome], width: usize) -> String {
    let Some((first, _)) = outcomes.first() else { return String::new() };
    let model = &first.laid_out.model;
    let longest = model.options().iter().map(|option| display_width(&option.label)).max().unwrap_or(0);
    let margin = (longest + 5).min(width - outcomes.len() * ACROSS);
    let letters = outcomes.iter().zip(LETTERS.chars());
    let mut text = String::new();
    for ((account, state), letter) in letters.clone() {
        text += &format!("  {letter}  {}, {}\n", name(account), account.laid_out.called(*state));
    }
    text += &format!("{:margin$}{}\n", "", letters.map(|(_, letter)| format!("  {letter}")).collect::<String>());
    for actor in model.actors.iter().filter(|actor| !actor.options.is_empty()) {
        text += &wrapped("  ", &capital(&actor.name), width);
        for option in actor.options.clone().map(|option| &model.options()[option]) {
            let taken = |(account, state): &Outcome| account.laid_out.taken(*state).contains(&option.key.as_str());
            // A level of a choice that none of them has: the others say so.
            if option.level.is_some() && !outcomes.iter().any(taken) {
                continue;
            }
            let marks: String = outcomes.iter().map(|outcome| if taken(outcome) { "  Y" } else { "  ·" }).collect();
            text += &with_marks(&wrapped("    ", &option.label, margin), &marks, margin);
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

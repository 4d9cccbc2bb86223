//! What an outcome without a scenario is called: what sets it apart from today, or from the other outcomes, whichever is shorter.

use super::apart::{Fixed, apart};
use super::brief::{bits, told};
use super::compare::build::wording;
use crate::accounts::SettingPattern;
use crate::graph::StateId;
use crate::model::{Model, OptionSet};
use crate::phrase::english::{clauses, list, number};
use crate::phrase::settings::Wording;
use crate::study::{LaidOut, StateName, Study};
use std::cell::OnceCell;

/// A state in which more is changed than so many options is not called by what is changed, if it can be called otherwise.
const MOST_CHANGED: usize = 3;
/// In larger studies, states of all accounts together, the outcomes are not looked for.
const TOLD_UP_TO: usize = 1 << 14;

/// The names of the states of an account: `“A raise”`, `“as today, but the town would review the licence”`, `the outcome with “Settle”`.
pub(crate) struct Names<'s> {
    study: &'s Study,
    laid_out: &'s LaidOut,
    /// The outcomes that a page for a reader would tell, of all accounts; none where these are too large.
    outcomes: OnceCell<Vec<Fixed>>,
}

impl Study {
    /// Looks for the outcomes of each account by which states without a title are named, within the limits of the study: once, and not
    /// in large studies. A text that names a state does so itself; who watches over the time can do it before.
    pub fn find_names(&self) -> &[Vec<StateId>] {
        let states: usize = self.accounts.iter().map(|account| account.graph.len()).sum();
        self.outcomes.told(|limits| match states {
            ..=TOLD_UP_TO => Ok(told(self, limits)?.into_iter().map(|of| of.states).collect()),
            _ => Ok(Vec::new()),
        })
    }
}

impl<'s> Names<'s> {
    /// The names in an account of a study.
    pub(crate) fn new(study: &'s Study, laid_out: &'s LaidOut) -> Names<'s> {
        Names { study, laid_out, outcomes: OnceCell::new() }
    }

    fn outcomes(&self) -> &[Fixed] {
        self.outcomes.get_or_init(|| {
            let all = self.study.accounts.iter().zip(self.study.find_names());
            all.flat_map(|(of, states)| states.iter().map(|&state| fixed(of, state))).collect()
        })
    }

    pub(crate) fn laid_out(&self) -> &'s LaidOut {
        self.laid_out
    }

    /// Its name without a number; none if neither the case nor few words call it.
    pub(crate) fn name(&self, state: StateId) -> Option<String> {
        match self.laid_out.title_of(state) {
            Some(title) => Some(format!("“{title}”")),
            None => name(wording(&[self.laid_out]), fixed(self.laid_out, state), self.outcomes()).map(|name| name.text),
        }
    }

    /// The same of a state that is known by its number.
    pub(crate) fn of_name(&self, state: &StateName) -> String {
        self.laid_out.state(state).map_or_else(|| format!("state {state}"), |state| self.called(state))
    }

    /// The same for use in parentheses: `“A raise”, state 4`.
    pub(crate) fn beside(&self, state: &StateName) -> String {
        let name = self.laid_out.state(state).and_then(|state| self.name(state));
        name.map_or(format!("state {state}"), |name| format!("{name}, state {state}"))
    }

    /// Some states by their names and numbers; of many the first few.
    pub(crate) fn list(&self, states: impl IntoIterator<Item = StateId>, most: usize) -> String {
        let states: Vec<StateId> = states.into_iter().collect();
        let named = states.iter().take(most).map(|&state| (self.name(state), self.laid_out.graph.state_name(state)));
        listed(named, states.len().saturating_sub(most))
    }

    /// The same of states that are known by their numbers.
    pub(crate) fn list_of(&self, states: &[StateName], most: usize) -> String {
        let name = |state: &StateName| (self.laid_out.state(state).and_then(|id| self.name(id)), state.to_string());
        listed(states.iter().take(most).map(name), states.len().saturating_sub(most))
    }

    /// Its name and its number: `“A raise” (state 4)`, or `state 4`.
    pub(crate) fn called(&self, state: StateId) -> String {
        let number = format!("state {}", self.laid_out.graph.state_name(state));
        self.name(state).map_or(number.clone(), |name| format!("{name} ({number})"))
    }
}

/// `“A raise” (states 4 and 13), “Deadlock” (state 11) and state 5`: each name once with its states, and how many more there are.
pub(crate) fn listed(named: impl IntoIterator<Item = (Option<String>, String)>, more: usize) -> String {
    let mut groups: Vec<(Option<String>, Vec<String>)> = Vec::new();
    for (name, number) in named {
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, states)) => states.push(number),
            None => groups.push((name, vec![number])),
        }
    }
    let told = |(name, states): (Option<String>, Vec<String>)| {
        let states = format!("{} {}", if states.len() == 1 { "state" } else { "states" }, list(&states));
        name.map_or(states.clone(), |name| format!("{name} ({states})"))
    };
    let mut told: Vec<String> = groups.into_iter().map(told).collect();
    told.extend((more > 0).then(|| format!("{} more", number(more))));
    list(&told)
}

/// What a state without a scenario is called.
pub(crate) struct Name {
    pub(crate) text: String,
    /// Whether it tells all that is otherwise than today.
    pub(crate) from_today: bool,
}

/// What is taken in a state, and what is not; of a merged state what all members agree on.
pub(crate) fn fixed(laid_out: &LaidOut, state: StateId) -> Fixed {
    let (taken, not_taken) = bits(laid_out, state);
    Fixed { taken, not_taken }
}

/// The shorter name of a state, from today or from the outcomes; none if it is neither one of these nor near to today.
pub(crate) fn name(wording: Wording, one: Fixed, outcomes: &[Fixed]) -> Option<Name> {
    let model = wording.model.filter(|model| !model.options().is_empty())?;
    let others: Vec<Fixed> = outcomes.iter().copied().filter(|other| *other != one).collect();
    let apart = if others.len() < outcomes.len() { fewest(model, one, &others) } else { 0 };
    let from_today = changed(model, wording.today, one);
    let most = if apart == 0 { MOST_CHANGED } else { apart.count_ones() as usize };
    let (text, from_today) = match from_today {
        Some(seen) if seen.is_empty() => ("today's situation".to_string(), true),
        Some(seen) if seen.len() <= most => (format!("“as today, but {}”", clauses(&wording.clauses(seen))), true),
        _ if apart == 0 => return None,
        _ => (format!("the outcome {}", in_words(model, one, apart)), false),
    };
    Some(Name { text, from_today })
}

/// What is otherwise in a state than today; none where that is not known, or where members of a merged state differ.
fn changed(model: &Model, today: Option<OptionSet>, one: Fixed) -> Option<SettingPattern> {
    let open = !(one.taken | one.not_taken);
    let today = today?;
    if (0..model.options().len()).any(|at| open >> at & 1 == 1) {
        return None;
    }
    let taken = one.taken & !today;
    Some(SettingPattern { taken, not_taken: model.to_tell(taken, one.not_taken & today) })
}

/// The fewest options that tell a state from others.
fn fewest(model: &Model, one: Fixed, others: &[Fixed]) -> OptionSet {
    apart(Fixed { not_taken: model.to_tell(one.taken, one.not_taken), ..one }, others)
}

/// `with “Settle” (Taliban) and without “Host talks” (Iran)`: the fewest options that none of the others has so.
pub(crate) fn apart_in_words(model: &Model, one: Fixed, others: &[Fixed]) -> String {
    in_words(model, one, fewest(model, one, others))
}

fn in_words(model: &Model, one: Fixed, chosen: OptionSet) -> String {
    let options = (0..model.options().len()).filter(|at| chosen >> at & 1 == 1);
    let (with, without): (Vec<usize>, Vec<usize>) = options.partition(|at| one.taken >> at & 1 == 1);
    let label = |&at: &usize| {
        let option = &model.options()[at];
        match model.options().iter().filter(|other| other.label == option.label).count() {
            1 => format!("“{}”", option.label),
            _ => format!("“{}” ({})", option.label, model.actors()[option.actor.index()].name),
        }
    };
    let part = |word: &str, options: &[usize]| {
        (!options.is_empty()).then(|| format!("{word} {}", list(&options.iter().map(label).collect::<Vec<_>>())))
    };
    [part("with", &with), part("without", &without)].into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

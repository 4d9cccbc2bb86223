//! What only the states show: contradictions, and lines that decide nothing.

use super::{Limits, StateId, StateSet, StateSpace, States};
use crate::diag::{Diagnostic, Span, Spanned};
use crate::model::{Form, Model, OptionForm, OptionId, Rule, Statement, Today};

/// Errors and warnings, as they are found.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) errors: Vec<Diagnostic>,
    pub(super) warnings: Vec<Diagnostic>,
}

impl Notes {
    /// Ranks from a list of all states, best first; every state must stand in it once.
    pub(super) fn ranking(&mut self, states: &StateSpace, lists: &Spanned<Vec<Vec<Spanned<String>>>>) -> Vec<u32> {
        let mut place: Vec<Option<(u32, Span)>> = vec![None; states.len()];
        let worst = lists.value.len() as u32;
        for (level, list) in lists.value.iter().enumerate() {
            for name in list {
                match states.named(&name.value) {
                    None => self.errors.push(not_a_state(states, name)),
                    Some(state) => match place[state.index()] {
                        Some((_, first)) => self.errors.push(
                            Diagnostic::error(
                                "bad-ranking",
                                name.span,
                                format!("state {} is ranked twice", name.value),
                            )
                            .also(first, "first here")
                            .help("keep one of the two; states in one inner list are tied"),
                        ),
                        None => place[state.index()] = Some((worst - level as u32, name.span)),
                    },
                }
            }
        }
        let missing: Vec<String> =
            (0..states.len()).filter(|&at| place[at].is_none()).map(|at| states.name(StateId::new(at))).collect();
        if !missing.is_empty() && self.errors.is_empty() {
            let (count, shown) = (missing.len(), missing[..missing.len().min(8)].join(", "));
            let more = if count > 8 { ", …" } else { "" };
            self.errors.push(
                Diagnostic::error(
                    "bad-ranking",
                    lists.span,
                    format!("{count} of {} states are not ranked: {shown}{more}", states.len()),
                )
                .help("rank every state; those that are equally good or bad go into one inner list"),
            );
        }
        place.into_iter().map(|place| place.map_or(0, |(rank, _)| rank)).collect()
    }

    /// A statement that split no class of tied states.
    pub(super) fn decides_nothing(&mut self, statement: &Statement, holding: &StateSet, above: &[Statement]) {
        let warning = |message: &str| Diagnostic::warning("decides-nothing", statement.span, message);
        self.warnings.push(if holding.is_empty() {
            warning("this is false in every state, so it decides nothing")
                .help("look whether a rule forbids it, or remove the line")
        } else if holding.is_full() {
            warning("this is true in every state, so it decides nothing")
                .help("look whether the rules already say it, or remove the line")
        } else {
            let first = above.first().map_or(statement.span, |first| first.span);
            warning("this can never matter: the lines above it leave nothing for it to decide")
                .also(first, "the more important lines begin here")
                .help("move it up if it is more important than they are, or remove it")
        });
    }

    /// A statement that is true in some members of a merged state and false in others.
    pub(super) fn merged_states(&mut self, states: &States, statement: &Statement) {
        let mixed = |state: &StateId| {
            let members = states.members(*state);
            let holds = members.iter().filter(|&&code| super::states::holds(&statement.tree, code)).count();
            holds > 0 && holds < members.len()
        };
        if let Some(state) = states.merged().into_iter().find(mixed) {
            let message =
                format!("in the merged state {} this is true in some members and false in others", state.index() + 1);
            self.warnings.push(
                Diagnostic::warning("merged-state", statement.span, message).label("counted as false there").help(
                    "say what is meant there, for example by `… or actor.option` with the option that merges them",
                ),
            );
        }
    }
}

fn not_a_state(states: &StateSpace, name: &Spanned<String>) -> Diagnostic {
    let help = match states {
        StateSpace::Settings(states) => {
            format!("states are numbered from 1 to {}; `statecraft states CASE` lists them", states.len())
        }
        StateSpace::Named(names) => match crate::diag::nearest(&name.value, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the states are: {}", names[..names.len().min(12)].join(", ")),
        },
    };
    Diagnostic::error("unknown-name", name.span, format!("there is no state `{}`", name.value)).help(help)
}

/// Today's state, if one is given; an error if the rules forbid it.
pub(super) fn status_quo(model: &Model, states: &StateSpace, notes: &mut Notes) -> Option<StateId> {
    let given = model.status_quo.as_ref()?;
    let code = match (given.today, states) {
        (Today::State(state), _) => return Some(state),
        (Today::Taken(code), StateSpace::Settings(states)) => match states.find(code) {
            Some(state) => return Some(state),
            None => code,
        },
        (Today::Taken(_), StateSpace::Named(_)) => {
            notes.errors.push(
                Diagnostic::error("two-forms", given.span, "in a bare graph the status quo is a state")
                    .help("write state = \"…\""),
            );
            return None;
        }
    };
    let setting = |option: &OptionId| code >> option.index() & 1 == 1;
    let mut problem = Diagnostic::error("infeasible", given.span, "the rules forbid the status quo")
        .label("this cannot be")
        .help("take other options, or mend the rule that is marked");
    if let Form::Options(form) = &model.form {
        for rule in form.rules.iter().filter(|rule| rule.kind.is_broken(&setting)) {
            problem = problem.also(rule.span, "forbidden by this rule");
        }
    }
    notes.errors.push(problem);
    None
}

/// Options that are taken in no state or in all.
pub(super) fn options_that_never_change(model: &Model, states: &StateSpace, notes: &mut Notes) {
    let StateSpace::Settings(states) = states else { return };
    let members = || (0..states.len()).flat_map(|state| states.members(StateId::new(state)));
    let any = members().fold(0, |any, code| any | code);
    let all = members().fold(u64::MAX, |all, code| all & code);
    for (at, option) in model.options().iter().enumerate() {
        let message = match (any >> at & 1, all >> at & 1) {
            (0, _) => format!("`{}` can never be taken", option.key),
            (_, 1) => format!("`{}` is always taken", option.key),
            _ => continue,
        };
        notes.warnings.push(
            Diagnostic::warning("fixed-option", option.span, message)
                .help("mend the rules, or remove the option: it makes no difference"),
        );
    }
}

/// The rules left no state: the fewest of them that contradict each other.
pub(super) fn no_state(model: &Model) -> Diagnostic {
    let Form::Options(form) = &model.form else {
        return Diagnostic::error("no-state", Span::default(), "the case has no states")
            .help("declare them: [states.NAME]");
    };
    let core = contradiction(form);
    let first = core.first().map_or(Span::default(), |rule| rule.span);
    let message = match core.len() {
        1 => "this rule leaves no state: it forbids everything".to_string(),
        count => format!("no state is left: these {count} rules contradict each other"),
    };
    let problem = Diagnostic::error("no-state", first, message).help("remove or weaken one of the rules marked");
    core.iter().skip(1).fold(problem, |problem, rule| problem.also(rule.span, "together with this"))
}

/// Drops every rule without which there is still no state.
fn contradiction(form: &OptionForm) -> Vec<Rule> {
    let mut kept = form.clone();
    kept.merges.clear();
    let limits = Limits { states: 0, steps: 1 << 20, ..Limits::default() };
    let mut at = 0;
    while at < kept.rules.len() {
        let dropped = kept.rules.remove(at);
        match States::enumerate(&kept, &limits) {
            Ok(_) => {}
            Err(_) => {
                kept.rules.insert(at, dropped);
                at += 1;
            }
        }
    }
    kept.rules
}

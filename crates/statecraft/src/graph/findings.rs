//! What only the states show: contradictions, and lines that decide nothing.

use super::{StateId, StateSet, StateSpace, States};
use crate::diag::{Diagnostic, Span};
use crate::model::{Form, Model, OptionForm, OptionId, Rule, Scenario, Statement, Today, Wish, holds};

/// Errors and warnings, as they are found.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) errors: Vec<Diagnostic>,
    pub(super) warnings: Vec<Diagnostic>,
}

impl Notes {
    /// A statement that split no class of tied states. Where places are not sure it may still do so at another.
    pub(super) fn decides_nothing(&mut self, wish: &Wish, holding: &StateSet, above: &[Wish]) {
        let span = wish.statement.span;
        let warning = |message: &str| Diagnostic::warning("decides-nothing", span, message);
        self.warnings.push(if holding.is_empty() {
            warning("this is false in every state, so it decides nothing")
                .help("look whether a rule forbids it, or remove the line")
        } else if holding.is_full() {
            warning("this is true in every state, so it decides nothing")
                .help("look whether the rules already say it, or remove the line")
        } else if wish.unsure || above.iter().any(|above| above.unsure) {
            return;
        } else {
            let first = above.first().map_or(span, |first| first.statement.span);
            warning("this can never matter: the lines above it leave nothing for it to decide")
                .also(first, "the more important lines begin here")
                .help("move it up if it is more important than they are, or remove it")
        });
    }

    /// A statement that is said to matter more strongly than one that is more important.
    pub(super) fn degree_rises(&mut self, wish: &Wish, above: &[Wish]) {
        let Some(weaker) = above.iter().find(|above| above.degree < wish.degree) else { return };
        let message = format!("this line has degree {}, and a more important one has less", wish.degree);
        self.warnings.push(
            Diagnostic::warning("degree-rises", wish.statement.span, message)
                .also(weaker.statement.span, "more important, of a lower degree")
                .help("move it up, or give it a lower degree: degrees should fall from line to line"),
        );
    }

    /// A statement that is true in some members of a merged state and false in others.
    pub(super) fn merged_states(&mut self, states: &States, statement: &Statement) {
        let mixed = |state: &StateId| {
            let members = states.members(*state);
            let fitting = members.iter().filter(|&&code| holds(&statement.tree, code)).count();
            fitting > 0 && fitting < members.len()
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

/// Today's state, if one is given; an error if the rules forbid it.
pub(super) fn status_quo(model: &Model, states: &StateSpace, notes: &mut Notes) -> Option<StateId> {
    let given = model.status_quo.as_ref()?;
    let code = match (given.today, states) {
        (Today::State(state), _) => return Some(state),
        (Today::Taken(code), StateSpace::Settings(states)) => match states.find(code) {
            Some(state) => return Some(state),
            None => code,
        },
        (Today::Taken(_), StateSpace::Named(_)) => return None, // the model does not let this pass
    };
    let setting = |option: &OptionId| code >> option.index() & 1 == 1;
    let mut problem = Diagnostic::error("infeasible", given.span, "the rules forbid the status quo")
        .label("this cannot be")
        .help("take other options, or mend the rule that is marked");
    if let Form::Options(form) = &model.form {
        for rule in form.rules.iter().filter(|rule| rule.kind.is_broken(&setting)).take(MOST_MARKED) {
            problem = problem.also(rule.span, "forbidden by this rule");
        }
    }
    notes.errors.push(problem);
    None
}

/// Options that are taken in no state or in all.
pub(super) fn options_that_never_change(model: &Model, states: &StateSpace, notes: &mut Notes) {
    let StateSpace::Settings(states) = states else { return };
    for (at, option) in model.options().iter().enumerate() {
        let message = match states.some_and_all_take(OptionId::new(at)) {
            (false, _) => format!("`{}` can never be taken", option.key),
            (_, true) => format!("`{}` is always taken", option.key),
            _ => continue,
        };
        notes.warnings.push(
            Diagnostic::warning("fixed-option", option.span, message)
                .help("mend the rules, or remove the option: it makes no difference"),
        );
    }
}

/// Scenarios without states, with states that they should not share, and such that no state is called by.
pub(super) fn scenarios(model: &Model, states: &StateSpace, notes: &mut Notes) {
    let found: Vec<(&Scenario, StateSet)> =
        model.scenarios.iter().map(|scenario| (scenario, states.within(&scenario.within))).collect();
    for (at, (scenario, set)) in found.iter().enumerate() {
        let warning = |code, message: String| Diagnostic::warning(code, scenario.span, message);
        if set.is_empty() {
            let message = format!("the scenario `{}` has no state", scenario.key);
            notes.warnings.push(
                warning("empty-scenario", message).help("look whether a rule forbids it, or change what it says"),
            );
            continue;
        }
        for (other, others) in &found[..at] {
            let common = set.intersection(others);
            let apart = scenario.exclusive || other.exclusive;
            if let (Some(state), true) = (common.iter().next(), apart) {
                let (one, two) = (&other.key, &scenario.key);
                let message = format!("state {} is in both `{one}` and `{two}`", states.name(state));
                notes.warnings.push(
                    warning("overlapping-scenarios", message)
                        .also(other.span, "this one")
                        .help("let one of them say `and not` what the other says, or remove `exclusive`"),
                );
            }
        }
        let narrower = |&(place, (_, other)): &(usize, &(&Scenario, StateSet))| (other.len(), place) < (set.len(), at);
        let empty = StateSet::empty(states.len());
        let covered = found.iter().enumerate().filter(narrower).fold(empty, |all, (_, (_, other))| all.union(other));
        if set.is_subset(&covered) {
            let message = format!("no state is called by the scenario `{}`: narrower ones have them all", scenario.key);
            notes.warnings.push(warning("unused-scenario", message).help("remove it, or let it say something else"));
        }
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
    let (label, help) = match core.len() {
        1 => ("", "remove or weaken this rule"),
        _ => ("this rule", "remove or weaken one of the rules marked"),
    };
    let problem = Diagnostic::error("no-state", first, message).label(label).help(help);
    core.iter().skip(1).take(MOST_MARKED).fold(problem, |problem, rule| problem.also(rule.span, "together with this"))
}

/// Nobody reads a picture with more marks.
const MOST_MARKED: usize = 8;

/// Drops rules, many at a time and then one by one, as long as there is still no state.
fn contradiction(form: &OptionForm) -> Vec<Rule> {
    let mut kept = form.clone();
    let (mut chunk, mut work) = (form.rules.len().div_ceil(2), 1 << 21);
    while chunk > 0 && work > 0 {
        let mut at = 0;
        while at < kept.rules.len() && work > 0 {
            let dropped: Vec<Rule> = kept.rules.drain(at..(at + chunk).min(kept.rules.len())).collect();
            if !States::are_none(&kept, &mut work) {
                let end = at + dropped.len();
                kept.rules.splice(at..at, dropped);
                at = end;
            }
        }
        chunk /= 2;
    }
    kept.rules
}

//! Options with levels, as options of which exactly one is taken.
//!
//! Each level is an option of its own, so that the engine, the witnesses and the certificates know nothing of levels. Two rules say
//! the rest: exactly one level holds, and where a choice goes one way, no move leads against its order.

use super::{ActorId, Barred, Level, MAX_OPTIONS, ModelOption, OptionId, Rule, RuleKind, Statement};
use crate::case::{Along, Case, Choice};
use crate::diag::{Diagnostic, Span, shown};
use crate::expr::Expr;
use std::ops::Range;

/// All options of a case; what is a level knows its choice.
pub(super) fn options(case: &Case) -> Vec<ModelOption> {
    let mut found = Vec::new();
    for (at, actor) in case.actors.iter().enumerate() {
        let first = found.len();
        found.extend(actor.options.iter().enumerate().map(|(place, option)| ModelOption {
            actor: ActorId::new(at),
            key: format!("{}.{}", actor.key.value, option.key.value),
            label: option.label.clone(),
            drop: option.drop.clone(),
            one_way: option.one_way,
            level: actor.choices.iter().find(|choice| choice.options.contains(&place)).map(|choice| Level {
                choice: format!("{}.{}", actor.key.value, choice.key.value),
                label: choice.label.clone(),
                text: choice.levels.get(place - choice.options.start).map_or(String::new(), |text| text.value.clone()),
                all: first + choice.options.start..first + choice.options.end,
            }),
            span: option.key.span,
        }));
    }
    found
}

/// An error if there are more options than a state has bits.
pub(super) fn too_many(options: &[ModelOption]) -> Option<Diagnostic> {
    let first_too_many = options.get(MAX_OPTIONS)?;
    let longest = options.iter().filter_map(|option| option.level.as_ref()).max_by_key(|level| level.all.len());
    let levels = if longest.is_some() { ", each level counted as one" } else { "" };
    let message = format!("the case has {} options{levels}; at most {MAX_OPTIONS} can be analysed", options.len());
    let help = match longest {
        Some(level) => {
            format!(
                "join levels of `{}`, which has {}, where nobody prefers one to the other",
                shown(&level.choice),
                level.all.len()
            )
        }
        None => "leave out options that decide nothing".to_string(),
    };
    let problem = Diagnostic::error("too-many-options", first_too_many.span, message);
    Some(problem.label(format!("option number {}", MAX_OPTIONS + 1)).help(help))
}

/// Each choice with its actor and its levels among all options.
fn choices(case: &Case) -> Vec<(ActorId, &Choice, Range<usize>)> {
    let (mut first, mut found) = (0, Vec::new());
    for (at, actor) in case.actors.iter().enumerate() {
        let placed = |choice: &Choice| first + choice.options.start..first + choice.options.end;
        found.extend(actor.choices.iter().map(|choice| (ActorId::new(at), choice, placed(choice))));
        first += actor.options.len();
    }
    found
}

fn taken(levels: Range<usize>) -> Vec<Expr<OptionId>> {
    levels.map(|at| Expr::Taken(OptionId::new(at))).collect()
}

/// Of each choice exactly one level holds.
pub(super) fn rules(case: &Case) -> Vec<Rule> {
    let rule = |(_, choice, levels): (ActorId, &Choice, Range<usize>)| {
        let kind = RuleKind::Count { of: taken(levels), at_least_one: true, at_most_one: true };
        Rule { kind, span: choice.key.span }
    };
    choices(case).into_iter().map(rule).collect()
}

/// From each level of a choice that goes one way no move leads to a level before it, or after it.
pub(super) fn barred(case: &Case) -> Vec<Barred> {
    let mut found = Vec::new();
    for (actor, choice, levels) in choices(case) {
        let Some(way) = choice.one_way else { continue };
        for from in levels.clone() {
            let to = match way {
                Along::Up => levels.start..from,
                Along::Down => from + 1..levels.end,
            };
            let mut to = taken(to);
            let to = match to.len() {
                0 => continue,
                1 => to.remove(0),
                _ => Expr::Or(to),
            };
            let said = |tree| Statement { tree, text: choice.label.clone(), span: choice.key.span };
            found.push(Barred { actor, from: said(Expr::Taken(OptionId::new(from))), to: said(to) });
        }
    }
    found
}

/// An error for each choice of which a setting names no level, or more than one.
pub(super) fn not_one_level(options: &[ModelOption], named: &[(OptionId, Span)], span: Span) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, option) in options.iter().enumerate() {
        let Some(level) = option.level.as_ref().filter(|level| level.all.start == at) else { continue };
        let own: Vec<Span> =
            named.iter().filter(|(id, _)| level.all.contains(&id.index())).map(|(_, span)| *span).collect();
        let choice = shown(&level.choice);
        match own.as_slice() {
            [_] => {}
            [] => {
                let help = format!("add \"{}\", or another of its levels", shown(&option.key));
                let message = format!("no level of `{choice}` is named");
                found.push(Diagnostic::error("bad-level", span, message).label("which level?").help(help));
            }
            [first, second, ..] => {
                let problem = Diagnostic::error("bad-level", *second, format!("two levels of `{choice}` are named"));
                found.push(problem.also(*first, "the first").help("exactly one level holds: keep one of the two"));
            }
        }
    }
    found
}

//! A rule in words.

use super::english::{capital, form, list};
use super::statement::written;
use crate::case::{Actor, Case, Presence, RuleKind, Statement};
use crate::expr::{Expr, Name};

/// A rule as it was written, in the keys of the file.
pub(crate) fn rule_as_written(case: &Case, kind: &RuleKind) -> String {
    said(case, kind, &bracketed)
}

/// A rule in the labels of its options.
pub(crate) fn rule_in_words(case: &Case, kind: &RuleKind) -> String {
    said(case, kind, &|statement| written(case, None, &statement.tree))
}

fn said(case: &Case, kind: &RuleKind, statement: &dyn Fn(&Statement) -> String) -> String {
    let all = |statements: &[Statement]| list(&statements.iter().map(statement).collect::<Vec<_>>());
    match kind {
        RuleKind::Never(never) => format!("never {}", statement(never)),
        RuleKind::Needs(when, needs) => format!("{} needs {}", statement(when), statement(needs)),
        RuleKind::AtMostOne(of) => format!("at most one of {}", all(of)),
        RuleKind::AtLeastOne(of) => format!("at least one of {}", all(of)),
        RuleKind::ExactlyOne(of) => format!("exactly one of {}", all(of)),
        RuleKind::Same(same) => format!("all states with {} are one", statement(same)),
        RuleKind::Cannot(actor, from, to) => {
            let name = case
                .actors
                .iter()
                .find(|known| known.key.value == actor.value)
                .map_or(&actor.value, |known| &known.name);
            format!("{name} cannot move from {} to {}", statement(from), statement(to))
        }
    }
}

/// `Kabul acts no more where taliban.rule; kabul.share is dropped there`, as it was written.
pub(crate) fn presence_as_written(actor: &Actor, presence: &Presence) -> String {
    let moot = presence.moot.iter().map(|name| name.value.to_string()).collect();
    presence_said(actor, presence, moot, &bracketed)
}

/// `The Kabul government acts no more where “Take power” (Taliban); “Agree to share power” is dropped there`.
pub(crate) fn presence_in_words(case: &Case, actor: &Actor, presence: &Presence) -> String {
    let moot = presence.moot.iter().map(|name| written(case, Some(&actor.key.value), &Expr::Taken(name.clone())));
    presence_said(actor, presence, moot.collect(), &|statement| written(case, Some(&actor.key.value), &statement.tree))
}

fn presence_said(
    actor: &Actor,
    presence: &Presence,
    moot: Vec<String>,
    statement: &dyn Fn(&Statement) -> String,
) -> String {
    let acts = form(actor.plural, "acts", "act");
    let begins = presence.begins.as_ref().map(|begins| format!("{acts} only where {}", statement(begins)));
    let ends = presence.ends.as_ref().map(|ends| format!("{acts} no more where {}", statement(ends)));
    let said: Vec<String> = begins.into_iter().chain(ends).collect();
    let dropped = match moot.as_slice() {
        [] => String::new(),
        [one] => format!("; {one} is dropped there"),
        many => format!("; {} are dropped there", list(many)),
    };
    format!("{} {}{dropped}", capital(&actor.in_text), list(&said))
}

/// A statement; in parentheses unless it is a single option.
fn bracketed(statement: &Statement) -> String {
    let name = |atom: &crate::diag::Spanned<Name>| atom.value.to_string();
    match &statement.tree {
        crate::expr::Expr::Taken(atom) => name(atom),
        tree => format!("({})", tree.display_with(&name)),
    }
}

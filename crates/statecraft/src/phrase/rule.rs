//! A rule in words.

use super::english::{form, list};
use crate::case::{Actor, Case, Presence, RuleKind, Statement};
use crate::expr::Name;

pub(crate) fn rule_in_words(case: &Case, kind: &RuleKind) -> String {
    let all =
        |statements: &[Statement]| statements.iter().map(|one| one.tree.to_string()).collect::<Vec<_>>().join(", ");
    match kind {
        RuleKind::Never(never) => format!("never {}", bracketed(never)),
        RuleKind::Needs(when, needs) => format!("{} needs {}", bracketed(when), bracketed(needs)),
        RuleKind::AtMostOne(of) => format!("at most one of {}", all(of)),
        RuleKind::AtLeastOne(of) => format!("at least one of {}", all(of)),
        RuleKind::ExactlyOne(of) => format!("exactly one of {}", all(of)),
        RuleKind::Same(same) => format!("all states with {} are one", bracketed(same)),
        RuleKind::Cannot(actor, from, to) => {
            let name = case
                .actors
                .iter()
                .find(|known| known.key.value == actor.value)
                .map_or(&actor.value, |known| &known.name);
            format!("{name} cannot move from {} to {}", bracketed(from), bracketed(to))
        }
    }
}

/// `Kabul acts no more where taliban.rule; then kabul.share is dropped`.
pub(crate) fn presence_in_words(actor: &Actor, presence: &Presence) -> String {
    let acts = form(actor.plural, "acts", "act");
    let begins = presence.begins.as_ref().map(|begins| format!("{acts} only where {}", bracketed(begins)));
    let ends = presence.ends.as_ref().map(|ends| format!("{acts} no more where {}", bracketed(ends)));
    let said: Vec<String> = begins.into_iter().chain(ends).collect();
    let moot: Vec<String> = presence.moot.iter().map(|name| name.value.to_string()).collect();
    let dropped = match moot.as_slice() {
        [] => String::new(),
        [one] => format!("; {one} is dropped there"),
        many => format!("; {} are dropped there", list(many)),
    };
    format!("{} {}{dropped}", actor.name, list(&said))
}

/// A statement; in parentheses unless it is a single option.
fn bracketed(statement: &Statement) -> String {
    let name = |atom: &crate::diag::Spanned<Name>| atom.value.to_string();
    match &statement.tree {
        crate::expr::Expr::Taken(atom) => name(atom),
        tree => format!("({})", tree.display_with(&name)),
    }
}

//! A rule in words.

use crate::case::{Case, RuleKind, Statement};
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

/// A statement; in parentheses unless it is a single option.
fn bracketed(statement: &Statement) -> String {
    let name = |atom: &crate::diag::Spanned<Name>| atom.value.to_string();
    match &statement.tree {
        crate::expr::Expr::Taken(atom) => name(atom),
        tree => format!("({})", tree.display_with(&name)),
    }
}

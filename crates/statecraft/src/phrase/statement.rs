//! Statements with the labels of the options, and the words of sources.

use crate::expr::Expr;
use crate::model::{ActorId, Model, OptionId};

/// A statement as its actor would mean it: `“Raise wages” unless “Stay on strike” (Dockers' union)`.
pub(crate) fn statement(model: &Model, actor: ActorId, tree: &Expr<OptionId>) -> String {
    let whole = |part: &Expr<OptionId>| statement(model, actor, part);
    let part = |part: &Expr<OptionId>| match part {
        Expr::Taken(_) | Expr::Not(_) => whole(part),
        _ => format!("({})", whole(part)),
    };
    let joined = |parts: &[Expr<OptionId>], word: &str| parts.iter().map(&part).collect::<Vec<_>>().join(word);
    match tree {
        Expr::Taken(option) => {
            let option = &model.options()[option.index()];
            let whose = &model.actors[option.actor.index()].name;
            let label = quoted(&option.label);
            if option.actor == actor { label } else { format!("{label} ({whose})") }
        }
        Expr::Not(inner) => format!("not {}", part(inner)),
        Expr::And(parts) => joined(parts, " and "),
        Expr::Or(parts) => joined(parts, " or "),
        Expr::If(then, when) => match &**when {
            Expr::Not(not) => format!("{} unless {}", part(then), part(not)),
            when => format!("{} if {}", part(then), part(when)),
        },
        Expr::Iff(one, other) => format!("{} exactly when {}", part(one), part(other)),
    }
}

/// What is true where a statement is false, without a negation of a negation.
pub(crate) fn opposite(tree: &Expr<OptionId>) -> Expr<OptionId> {
    let each = |parts: &[Expr<OptionId>]| parts.iter().map(opposite).collect();
    match tree {
        Expr::Taken(_) => Expr::Not(Box::new(tree.clone())),
        Expr::Not(inner) => (**inner).clone(),
        Expr::And(parts) => Expr::Or(each(parts)),
        Expr::Or(parts) => Expr::And(each(parts)),
        Expr::If(then, when) => Expr::And(vec![(**when).clone(), opposite(then)]),
        Expr::Iff(one, other) => Expr::Iff(one.clone(), Box::new(opposite(other))),
    }
}

/// `“text”`.
pub(crate) fn quoted(text: &str) -> String {
    format!("“{text}”")
}

//! Statements with the labels of the options, and the words of sources.

use crate::expr::Expr;
use crate::model::{ActorId, Model, OptionId};
use std::ops::Range;

/// A statement as its actor would mean it: `“Raise wages” unless “Stay on strike” (Dockers' union)`.
pub fn statement(model: &Model, actor: ActorId, tree: &Expr<OptionId>) -> String {
    let whole = |part: &Expr<OptionId>| statement(model, actor, part);
    let part = |part: &Expr<OptionId>| match part {
        Expr::Taken(_) | Expr::Not(_) => whole(part),
        part if Levels::said(model, part).is_some() => whole(part),
        _ => format!("({})", whole(part)),
    };
    let joined = |parts: &[Expr<OptionId>], word: &str| parts.iter().map(&part).collect::<Vec<_>>().join(word);
    if let Some(levels) = Levels::said(model, tree) {
        return levels.words(model, actor);
    }
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

/// Levels of one choice of which a statement says that one holds.
struct Levels {
    all: Range<usize>,
    /// Places among all options, ascending.
    held: Vec<usize>,
}

impl Levels {
    /// If the statement is about levels of one choice only, more than one, and these are all up to some level or all from it on.
    fn said(model: &Model, tree: &Expr<OptionId>) -> Option<Levels> {
        let taken = |part: &Expr<OptionId>| match part {
            Expr::Taken(option) => Some(option.index()),
            _ => None,
        };
        let not_taken = |part: &Expr<OptionId>| match part {
            Expr::Not(inner) => taken(inner),
            _ => None,
        };
        let (named, are_held): (Option<Vec<usize>>, bool) = match tree {
            Expr::Or(parts) => (parts.iter().map(taken).collect(), true),
            Expr::And(parts) => (parts.iter().map(not_taken).collect(), false),
            _ => return None,
        };
        let named = named?;
        let all = model.options().get(*named.first()?)?.level.as_ref()?.all.clone();
        if !named.iter().all(|at| all.contains(at)) {
            return None;
        }
        let held: Vec<usize> = all.clone().filter(|at| named.contains(at) == are_held).collect();
        let (first, last) = (*held.first()?, *held.last()?);
        let in_a_row = last - first + 1 == held.len() && (first == all.start || last + 1 == all.end);
        (in_a_row && held.len() < all.len()).then_some(Levels { all, held })
    }

    /// `“Enrich uranium: to 3.67 % or above” (Iran)`.
    fn words(&self, model: &Model, actor: ActorId) -> String {
        let (Some(&first), Some(&last)) = (self.held.first(), self.held.last()) else { return String::new() };
        let (end, word) = if first == last {
            (first, "")
        } else if first == self.all.start {
            (last, " or below")
        } else {
            (first, " or above")
        };
        let option = &model.options()[end];
        let label = quoted(&format!("{}{word}", option.label));
        let whose = &model.actors[option.actor.index()].name;
        if option.actor == actor { label } else { format!("{label} ({whose})") }
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

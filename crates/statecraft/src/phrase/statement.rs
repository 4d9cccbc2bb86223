//! Statements with the labels of the options, and the words of sources.

use crate::case::Case;
use crate::expr::{Compare, Expr, Level, Name, Written};
use crate::model::{ActorId, Model, OptionId};
use std::ops::Range;

/// A statement as its actor would mean it: `“Raise wages” unless “Stay on strike” (Dockers' union)`.
pub fn statement(model: &Model, actor: ActorId, tree: &Expr<OptionId>) -> String {
    let whole = |part: &Expr<OptionId>| match part {
        Expr::Taken(option) => {
            let option = &model.options()[option.index()];
            let whose = &model.actors[option.actor.index()].name;
            let label = quoted(&option.label);
            Some(if option.actor == actor { label } else { format!("{label} ({whose})") })
        }
        part => Levels::said(model, part).map(|levels| levels.words(model, actor)),
    };
    joined(tree, &whole)
}

/// What a statement is against: of `not a if b` it is `a if b`; nothing if it wants something to be.
pub(crate) fn refused(tree: &Expr<OptionId>) -> Option<Expr<OptionId>> {
    match tree {
        Expr::Not(what) => Some((**what).clone()),
        Expr::If(then, when) => match &**then {
            Expr::Not(what) => Some(Expr::If(what.clone(), when.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// The same of a statement as it was written, in the labels of the case; names that it has not stay as they are.
pub(crate) fn written(case: &Case, actor: Option<&str>, tree: &Written) -> String {
    let option = |name: &Name| {
        let owner = case.actors.iter().find(|owner| owner.key.value == name.actor)?;
        let option = owner.options.iter().find(|option| option.key.value == name.option).map(|it| it.label.clone());
        let choice = owner.choices.iter().find(|choice| choice.key.value == name.option);
        let level = || Some(format!("{}{}", choice?.label, level(name.level.as_ref()?)));
        let label = quoted(&option.or_else(level)?);
        Some(if actor == Some(name.actor.as_str()) { label } else { format!("{label} ({})", owner.name) })
    };
    let whole = |part: &Written| match part {
        Expr::Taken(name) => Some(option(&name.value).unwrap_or_else(|| name.value.to_string())),
        _ => None,
    };
    joined(tree, &whole)
}

fn level(level: &Level) -> String {
    let text = &level.text;
    match level.compare {
        Compare::Is => format!(": {text}"),
        Compare::AtLeast => format!(": {text} or above"),
        Compare::AtMost => format!(": {text} or below"),
        Compare::Above => format!(": above {text}"),
        Compare::Below => format!(": below {text}"),
    }
}

/// A statement with some of its parts put in words as wholes, every option among them.
fn joined<A>(tree: &Expr<A>, whole: &dyn Fn(&Expr<A>) -> Option<String>) -> String {
    if let Some(words) = whole(tree) {
        return words;
    }
    let part = |part: &Expr<A>| match part {
        Expr::Not(_) => joined(part, whole),
        part => whole(part).unwrap_or_else(|| format!("({})", joined(part, whole))),
    };
    let joined = |parts: &[Expr<A>], word: &str| parts.iter().map(&part).collect::<Vec<_>>().join(word);
    match tree {
        Expr::Taken(_) => String::new(), // said as a whole
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

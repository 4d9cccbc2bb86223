//! Statements as patterns: options taken or not, all of which hold, and of such patterns one.

use statecraft::expr::Expr;
use statecraft::model::{OptionId, OptionSet, RuleKind};

/// Options taken and not taken, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pattern {
    pub(super) taken: OptionSet,
    pub(super) not_taken: OptionSet,
}

/// So many patterns say a statement at most.
const MOST: usize = 1 << 12;

/// The patterns of which one fits where the statement is true; or where it is false. None where they would be too many.
pub(super) fn patterns(tree: &Expr<OptionId>, truth: bool) -> Option<Vec<Pattern>> {
    match (tree, truth) {
        (Expr::Taken(option), true) => Some(vec![Pattern { taken: 1 << option.index(), not_taken: 0 }]),
        (Expr::Taken(option), false) => Some(vec![Pattern { taken: 0, not_taken: 1 << option.index() }]),
        (Expr::Not(part), truth) => patterns(part, !truth),
        (Expr::And(parts), true) | (Expr::Or(parts), false) => parts
            .iter()
            .try_fold(vec![Pattern { taken: 0, not_taken: 0 }], |all, part| both(&all, &patterns(part, truth)?)),
        (Expr::And(parts), false) | (Expr::Or(parts), true) => {
            let each = parts.iter().map(|part| patterns(part, truth)).collect::<Option<Vec<_>>>()?;
            simple(each.concat())
        }
        // `A if B`: B is false or A is true.
        (Expr::If(a, b), true) => simple([patterns(a, true)?, patterns(b, false)?].concat()),
        (Expr::If(a, b), false) => both(&patterns(a, false)?, &patterns(b, true)?),
        (Expr::Iff(a, b), truth) => {
            let with = |of_a: bool| both(&patterns(a, of_a)?, &patterns(b, of_a == truth)?);
            simple([with(true)?, with(false)?].concat())
        }
    }
}

/// The patterns of the settings that a rule forbids.
pub(super) fn forbidden(rule: &RuleKind) -> Option<Vec<Pattern>> {
    match rule {
        RuleKind::Never(tree) => patterns(tree, true),
        RuleKind::Needs(when, needs) => both(&patterns(when, true)?, &patterns(needs, false)?),
        RuleKind::Count { of, at_least_one, at_most_one } => {
            let mut found = Vec::new();
            for (at, one) in of.iter().enumerate().filter(|_| *at_most_one) {
                for other in &of[at + 1..] {
                    found.extend(both(&patterns(one, true)?, &patterns(other, true)?)?);
                }
            }
            if *at_least_one {
                found.extend(patterns(&Expr::Or(of.clone()), false)?);
            }
            simple(found)
        }
    }
}

/// What fits a pattern of the one and a pattern of the other.
fn both(one: &[Pattern], other: &[Pattern]) -> Option<Vec<Pattern>> {
    if one.len().checked_mul(other.len())? > MOST {
        return None;
    }
    let pairs = one
        .iter()
        .flat_map(|a| other.iter().map(|b| Pattern { taken: a.taken | b.taken, not_taken: a.not_taken | b.not_taken }));
    simple(pairs.filter(|pattern| pattern.taken & pattern.not_taken == 0).collect())
}

/// Without those that another has in it.
fn simple(mut all: Vec<Pattern>) -> Option<Vec<Pattern>> {
    all.sort_by_key(|pattern| ((pattern.taken | pattern.not_taken).count_ones(), *pattern));
    let mut found: Vec<Pattern> = Vec::new();
    for pattern in all {
        let within = |wide: &Pattern| wide.taken & !pattern.taken == 0 && wide.not_taken & !pattern.not_taken == 0;
        if !found.iter().any(within) {
            found.push(pattern);
        }
    }
    (found.len() <= MOST).then_some(found)
}

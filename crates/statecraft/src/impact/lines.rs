//! The lines of a case that rest on something.

use crate::case::{self, Account, Attitudes, Case, Order, Preference, Rule, Support};
use crate::diag::Span;

/// Which line. Accounts, and what they hold, by position; no account for what is common to all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LineId {
    /// An option of an actor.
    Option(usize, usize),
    /// A rule.
    Rule(Option<usize>, usize),
    /// The status quo.
    StatusQuo(Option<usize>),
    /// A line of a preference by statements, by its first statement: a list in `wants` is one line.
    Wish(Option<usize>, usize, usize),
    /// A ranking, or weights.
    Order(Option<usize>, usize),
    /// An attitude of an actor toward another.
    Attitude(Option<usize>, usize, usize),
    /// A state of a bare graph.
    State(usize),
    /// A move of a bare graph.
    Move(usize),
}

/// A line and what it rests on.
#[derive(Clone, Copy, Debug)]
pub struct Line<'c> {
    /// Which.
    pub id: LineId,
    /// Where it stands in the file, from its first word that says something to its last statement if it has several.
    pub span: Span,
    /// What it rests on.
    pub support: &'c Support,
}

/// Every line of a case that may cite claims, in the order of the sections.
pub fn lines(case: &Case) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    for (at, actor) in case.actors.iter().enumerate() {
        found.extend(actor.options.iter().enumerate().map(|(option, this)| Line {
            id: LineId::Option(at, option),
            span: this.key.span,
            support: &this.support,
        }));
    }
    found.extend(case.states.iter().enumerate().map(|(at, state)| Line {
        id: LineId::State(at),
        span: state.key.span,
        support: &state.support,
    }));
    found.extend(case.moves.iter().enumerate().map(|(at, step)| Line {
        id: LineId::Move(at),
        span: step.from.span,
        support: &step.support,
    }));
    rules(None, &case.rules, &mut found);
    status_quo(None, case.status_quo.as_ref(), &mut found);
    preferences(None, &case.preferences, &mut found);
    attitudes(None, &case.attitudes, &mut found);
    for (at, account) in case.accounts.iter().enumerate() {
        let Account { rules: own, status_quo: today, preferences: wants, .. } = account;
        rules(Some(at), own, &mut found);
        status_quo(Some(at), today.as_ref(), &mut found);
        preferences(Some(at), wants, &mut found);
        attitudes(Some(at), &account.attitudes, &mut found);
    }
    found
}

impl LineId {
    /// Whether the line is in force in an account, by its position.
    pub fn is_in(self, case: &Case, account: usize) -> bool {
        let own = &case.accounts[account];
        let replaced = |of: &Preference| own.preferences.iter().any(|own| own.actor.value == of.actor.value);
        let instead = |of: &Attitudes| own.attitudes.iter().any(|own| own.actor.value == of.actor.value);
        match self {
            LineId::Option(..) | LineId::State(_) | LineId::Move(_) | LineId::Rule(None, _) => true,
            LineId::StatusQuo(None) => own.status_quo.is_none(),
            LineId::Wish(None, at, _) | LineId::Order(None, at) => !replaced(&case.preferences[at]),
            LineId::Attitude(None, at, _) => !instead(&case.attitudes[at]),
            LineId::Rule(Some(of), _)
            | LineId::StatusQuo(Some(of))
            | LineId::Wish(Some(of), ..)
            | LineId::Attitude(Some(of), ..)
            | LineId::Order(Some(of), _) => of == account,
        }
    }
}

fn rules<'c>(account: Option<usize>, rules: &'c [Rule], found: &mut Vec<Line<'c>>) {
    let line =
        |(at, rule): (usize, &'c Rule)| Line { id: LineId::Rule(account, at), span: rule.span, support: &rule.support };
    found.extend(rules.iter().enumerate().map(line));
}

fn status_quo<'c>(account: Option<usize>, today: Option<&'c crate::case::StatusQuo>, found: &mut Vec<Line<'c>>) {
    found.extend(today.map(|today| Line { id: LineId::StatusQuo(account), span: today.span, support: &today.support }));
}

fn preferences<'c>(account: Option<usize>, preferences: &'c [Preference], found: &mut Vec<Line<'c>>) {
    for (at, preference) in preferences.iter().enumerate() {
        match &preference.order {
            Order::Statements(all) => found.extend(written(all).filter_map(|(first, wishes)| {
                let (one, last) = (wishes.first()?, wishes.last()?);
                let span = Span::new(one.wants.span.start, last.wants.span.end);
                Some(Line { id: LineId::Wish(account, at, first), span, support: &one.support })
            })),
            Order::Ranking(_, _, support) | Order::Weights(_, _, support) | Order::Unknown(support) => {
                found.push(Line { id: LineId::Order(account, at), span: preference.actor.span, support });
            }
        }
    }
}

fn attitudes<'c>(account: Option<usize>, attitudes: &'c [Attitudes], found: &mut Vec<Line<'c>>) {
    for (at, of) in attitudes.iter().enumerate() {
        found.extend(of.toward.iter().enumerate().map(|(other, toward)| Line {
            id: LineId::Attitude(account, at, other),
            span: toward.actor.span,
            support: &toward.support,
        }));
    }
}

/// Statements line by line as they are written, each line with the place of its first statement.
pub(crate) fn written(statements: &[case::Line]) -> impl Iterator<Item = (usize, &[case::Line])> {
    statements.chunk_by(|one, next| one.item == next.item).scan(0, |next, line| {
        let first = *next;
        *next += line.len();
        Some((first, line))
    })
}

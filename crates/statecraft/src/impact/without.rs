//! A case without some of its lines.

use super::LineId;
use super::lines::written;
use crate::case::{Account, Attitudes, Case, Line, Order, Preference, Rule, RuleKind, Statement, Support, Today};
use crate::diag::Spanned;
use crate::expr::{Expr, Name};
use std::collections::BTreeSet;

/// The case without these lines, and without its status quo: once options are fixed, no verdict depends on that.
pub(super) fn without(case: &Case, fallen: &BTreeSet<LineId>) -> Case {
    let mut left = case.clone();
    let kept = |id: LineId| !fallen.contains(&id);
    for at in 0..left.accounts.len() {
        let fixed = fixed_options(case, &case.accounts[at], fallen);
        let account = &mut left.accounts[at];
        drop_lines(Some(at), &mut account.rules, &mut account.preferences, &kept);
        drop_attitudes(Some(at), &mut account.attitudes, &kept);
        account.rules.extend(fixed);
        account.status_quo = None;
    }
    drop_lines(None, &mut left.rules, &mut left.preferences, &kept);
    drop_attitudes(None, &mut left.attitudes, &kept);
    left.status_quo = None;
    let unreachable: Vec<&str> = case
        .states
        .iter()
        .enumerate()
        .filter(|(at, _)| !kept(LineId::State(*at)))
        .map(|(_, state)| state.key.value.as_str())
        .collect();
    let mut at = 0..;
    left.moves.retain(|step| {
        let id = LineId::Move(at.next().unwrap_or_default());
        kept(id) && !unreachable.contains(&step.to.value.as_str())
    });
    left
}

fn drop_lines(
    account: Option<usize>,
    rules: &mut Vec<Rule>,
    preferences: &mut [Preference],
    kept: &impl Fn(LineId) -> bool,
) {
    let mut at = 0..;
    rules.retain(|_| kept(LineId::Rule(account, at.next().unwrap_or_default())));
    for (preference, of) in preferences.iter_mut().enumerate() {
        match &mut of.order {
            Order::Statements(lines) => {
                let is_kept = |(first, _): &(usize, &[Line])| kept(LineId::Wish(account, preference, *first));
                *lines = written(lines).filter(is_kept).flat_map(|(_, wishes)| wishes.to_vec()).collect();
            }
            order if !kept(LineId::Order(account, preference)) => *order = Order::Statements(Vec::new()),
            _ => {}
        }
    }
}

fn drop_attitudes(account: Option<usize>, attitudes: &mut [Attitudes], kept: &impl Fn(LineId) -> bool) {
    for (at, of) in attitudes.iter_mut().enumerate() {
        let mut other = 0..;
        of.toward.retain(|_| kept(LineId::Attitude(account, at, other.next().unwrap_or_default())));
    }
}

/// For each option that falls a rule that keeps it as it is today in this account.
fn fixed_options(case: &Case, account: &Account, fallen: &BTreeSet<LineId>) -> Vec<Rule> {
    let today = case.status_quo_in(account).map(|today| &today.today);
    let is_taken = |name: &Name| matches!(today, Some(Today::Taken(taken)) if taken.iter().any(|t| t.value == *name));
    let fixed = |id: &LineId| {
        let LineId::Option(actor, option) = *id else { return None };
        let (actor, option) = (&case.actors[actor], &case.actors[actor].options[option]);
        let (name, span) = (Name { actor: actor.key.value.clone(), option: option.key.value.clone() }, option.key.span);
        let (text, taken) = (name.to_string(), is_taken(&name));
        let taking = Expr::Taken(Spanned { value: name, span });
        let tree = if taken { Expr::Not(Box::new(taking)) } else { taking };
        let kind = RuleKind::Never(Statement { text, span, tree });
        Some(Rule { kind, reason: None, support: Support::default(), span })
    };
    fallen.iter().filter_map(fixed).collect()
}

//! A case without some of its lines.

use crate::case::{
    Account, Attitudes, Case, Line, LineId, Order, Preference, Rule, RuleKind, Statement, Support, Today, written,
};
use crate::diag::Spanned;
use crate::expr::{Expr, Name};
use std::collections::BTreeSet;

/// The case without these lines, and without its status quo: once options are fixed, no verdict depends on that.
pub(super) fn without(case: &Case, fallen: &BTreeSet<LineId>) -> Case {
    let mut left = case.clone();
    let kept = |id: LineId| !fallen.contains(&id);
    for (account, as_written) in left.accounts.iter_mut().zip(&case.accounts) {
        let id = account.id().map(String::from);
        drop_lines(id.as_ref(), &mut account.rules, &mut account.preferences, &kept);
        drop_attitudes(id.as_ref(), &mut account.attitudes, &kept);
        account.rules.extend(fixed_options(case, as_written, fallen));
        account.status_quo = None;
    }
    drop_lines(None, &mut left.rules, &mut left.preferences, &kept);
    drop_attitudes(None, &mut left.attitudes, &kept);
    left.status_quo = None;
    let mut place = 1..;
    left.moves.retain(|step| {
        let id = LineId::Move { place: place.next().unwrap_or_default() };
        kept(id) && kept(LineId::State { state: step.to.value.clone() })
    });
    left
}

fn drop_lines(
    account: Option<&String>,
    rules: &mut Vec<Rule>,
    preferences: &mut [Preference],
    kept: &impl Fn(LineId) -> bool,
) {
    let mut place = 1..;
    rules.retain(|_| kept(LineId::Rule { account: account.cloned(), place: place.next().unwrap_or_default() }));
    for of in preferences {
        let (account, actor) = (account.cloned(), of.actor.value.clone());
        match &mut of.order {
            Order::Statements { lines, .. } => {
                let is_kept = |(place, _): &(usize, &[Line])| {
                    kept(LineId::Wish { account: account.clone(), actor: actor.clone(), place: *place })
                };
                *lines = written(lines).filter(is_kept).flat_map(|(_, wishes)| wishes.to_vec()).collect();
            }
            order if !kept(LineId::Order { account, actor }) => {
                *order = Order::Statements { lines: Vec::new(), span: of.actor.span };
            }
            _ => {}
        }
    }
}

fn drop_attitudes(account: Option<&String>, attitudes: &mut [Attitudes], kept: &impl Fn(LineId) -> bool) {
    for of in attitudes {
        let Attitudes { actor, toward } = of;
        toward.retain(|toward| {
            let (actor, toward) = (actor.value.clone(), toward.actor.value.clone());
            kept(LineId::Attitude { account: account.cloned(), actor, toward })
        });
    }
}

/// For each option that falls a rule that keeps it as it is today in this account.
fn fixed_options(case: &Case, account: &Account, fallen: &BTreeSet<LineId>) -> Vec<Rule> {
    let today = case.status_quo_in(account).map(|today| &today.today);
    let is_taken = |name: &Name| matches!(today, Some(Today::Taken(taken)) if taken.iter().any(|t| t.value == *name));
    let fixed = |id: &LineId| {
        let LineId::Option { actor, option } = id else { return None };
        let (name, span) = (Name { actor: actor.clone(), option: option.clone() }, case.line(id)?.span);
        let (text, taken) = (name.to_string(), is_taken(&name));
        let taking = Expr::Taken(Spanned { value: name, span });
        let tree = if taken { Expr::Not(Box::new(taking)) } else { taking };
        let kind = RuleKind::Never(Statement { text, span, tree });
        Some(Rule { kind, reason: None, support: Support::default(), span })
    };
    fallen.iter().filter_map(fixed).collect()
}

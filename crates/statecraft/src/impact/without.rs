//! A case without some of its lines.

use crate::case::{
    Account, Attitudes, Case, Line, LineId, Order, Preference, Rule, RuleKind, Statement, Support, Today, written,
};
use crate::diag::Spanned;
use crate::expr::{Expr, Level, Name};
use std::collections::BTreeSet;

/// The case without these lines, and without its status quo: once options are fixed, no verdict depends on that.
pub(crate) fn without(case: &Case, fallen: &BTreeSet<LineId>) -> Case {
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
    let taken = match today {
        Some(Today::Taken(taken)) => taken.as_slice(),
        _ => &[],
    };
    let choice = |actor: &str, option: &str| {
        let actor = case.actors.iter().find(|of| of.key.value == actor)?;
        actor.choices.iter().find(|choice| choice.key.value == option)
    };
    let fixed = |id: &LineId| {
        let LineId::Option { actor, option } = id else { return None };
        let (mut name, span) = (Name::new(actor, option), case.line(id)?.span);
        let of_today = taken.iter().find(|of| of.value.actor == *actor && of.value.option == *option);
        // Without a status quo a choice stays at its lowest level, as an option stays not taken.
        let lowest = choice(actor, option).and_then(|choice| choice.levels.first());
        name.level = of_today.map_or_else(|| lowest.map(|level| Level::is(&level.value)), |of| of.value.level.clone());
        let stays = of_today.is_some() || name.level.is_some();
        let text = name.to_string();
        let taking = Expr::Taken(Spanned { value: name, span });
        let tree = if stays { Expr::Not(Box::new(taking)) } else { taking };
        let kind = RuleKind::Never(Statement { text, span, tree });
        Some(Rule { kind, reason: None, support: Support::default(), span })
    };
    fallen.iter().filter_map(fixed).collect()
}

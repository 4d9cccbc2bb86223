//! What is in order, and still probably not what was meant.

use super::{Account, Case, Order, Preference, Presence, Rule, RuleKind, Statement};
use crate::diag::{Diagnostic, Spanned, shown};
use crate::expr::{Expr, Name};
use std::collections::{BTreeMap, BTreeSet};

/// All doubts about a case that was read as a whole.
pub(super) fn check(case: &Case) -> Vec<Diagnostic> {
    let rules = case.rules.iter().chain(case.accounts.iter().flat_map(|account| &account.rules));
    let idle = rules.filter(|rule| excludes_nothing(rule)).map(|rule| {
        Diagnostic::warning("idle-rule", rule.span, "this rule excludes nothing")
            .help("look whether it says what you mean, or remove it")
    });
    let mut found: Vec<Diagnostic> = idle.collect();
    found.extend(unmentioned(case));
    found.extend(too_late(case));
    found.extend(already_over(case));
    found.extend(inside_another(case));
    found.extend(
        case.actors.iter().filter_map(|actor| actor.presence.as_ref()).flat_map(|ended| for_nothing(case, ended)),
    );
    found.extend(vetoes(case));
    found
}

/// Whether a rule bars no state and no move, whatever the options are. One with many options is believed to.
fn excludes_nothing(rule: &Rule) -> bool {
    const MOST: usize = 12;
    let statements: Vec<&Statement> = match &rule.kind {
        RuleKind::Never(one) | RuleKind::Same(one) => vec![one],
        RuleKind::Needs(one, other) | RuleKind::Cannot(_, one, other) => vec![one, other],
        RuleKind::AtMostOne(all) | RuleKind::AtLeastOne(all) | RuleKind::ExactlyOne(all) => all.iter().collect(),
    };
    let names: BTreeSet<&Name> = statements.iter().flat_map(|one| one.tree.atoms()).map(|name| &name.value).collect();
    let places: BTreeMap<&Name, usize> = names.into_iter().zip(0..).collect();
    if places.len() > MOST {
        return false;
    }
    let mut settings = 0..1usize << places.len();
    let holds = |one: &Statement, setting: usize| one.tree.eval(&|name| setting >> places[&name.value] & 1 == 1);
    let count = |all: &[Statement], setting| all.iter().filter(|one| holds(one, setting)).count();
    match &rule.kind {
        RuleKind::Never(one) | RuleKind::Same(one) => !settings.any(|setting| holds(one, setting)),
        RuleKind::Needs(when, needs) => settings.all(|setting| !holds(when, setting) || holds(needs, setting)),
        RuleKind::AtMostOne(all) => settings.all(|setting| count(all, setting) <= 1),
        RuleKind::AtLeastOne(all) => settings.all(|setting| count(all, setting) >= 1),
        RuleKind::ExactlyOne(all) => settings.all(|setting| count(all, setting) == 1),
        RuleKind::Cannot(_, from, to) => {
            [from, to].into_iter().any(|end| !settings.clone().any(|setting| holds(end, setting)))
        }
    }
}

/// The options that the statements of a preference speak of; nothing if there are none. What has no weight weighs nothing, as is plain.
fn mentioned(preference: &Preference) -> Option<BTreeSet<&Name>> {
    match &preference.order {
        Order::Statements { lines, .. } if !lines.is_empty() => {
            Some(lines.iter().flat_map(|line| line.wants.tree.atoms()).map(|name| &name.value).collect())
        }
        _ => None,
    }
}

/// Options of which none of their owner's wishes says anything; one warning for each, with the accounts where it is so.
fn unmentioned(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for actor in &case.actors {
        let wishes = |account| mentioned(case.preference_in(account, &actor.key.value)?);
        let wishes: Vec<_> = case.accounts.iter().filter_map(|account| Some((account, wishes(account)?))).collect();
        let options = actor.plain_options().iter().map(|option| (&option.key, "option"));
        for (key, what) in options.chain(actor.choices.iter().map(|choice| (&choice.key, "choice"))) {
            let name = Name::new(&actor.key.value, &key.value);
            let speaks = |of: &BTreeSet<&Name>| of.iter().any(|of| of.actor == name.actor && of.option == name.option);
            let silent = wishes.iter().filter(|(_, mentioned)| !speaks(mentioned)).map(|(account, _)| *account);
            let silent: Vec<&Account> = silent.collect();
            if let Some(first) = silent.first() {
                let ids: Vec<&str> = silent.iter().filter_map(|account| account.id()).collect();
                let all = silent.len() == case.accounts.len();
                let place = if all { String::new() } else { format!(" in the account {}", ids.join(", ")) };
                let owner = shown(&actor.key.value);
                let message = format!("no wish of `{owner}` mentions its {what} `{}`{place}", shown(&name.to_string()));
                let problem = Diagnostic::warning("unmentioned-option", key.span, message);
                let problem = case
                    .preference_in(first, &actor.key.value)
                    .map_or(problem.clone(), |preference| problem.also(preference.actor.span, "its wishes"));
                found.push(
                    problem.help("add a wish that says how it likes this option, or leave it if it does not care"),
                );
            }
        }
    }
    found
}

/// Sources that appeared after the day which the case describes, and of which some claim does not say when it was said.
fn too_late(case: &Case) -> Vec<Diagnostic> {
    let Some(as_of) = &case.as_of else { return Vec::new() };
    let late = case.sources.iter().filter(|source| source.date.as_ref().is_some_and(|date| is_after(date, as_of)));
    let undated = |source: &&super::Source| {
        let mut claims = case.claims.iter().filter(|claim| claim.source.value == source.key.value);
        claims.any(|claim| claim.date.as_ref().is_none_or(|date| is_after(date, as_of)))
    };
    let warn = |source: &super::Source| {
        let date = shown(source.date.as_deref().unwrap_or_default());
        let message = format!("the source `{}` is of {date}, after the day of the case", shown(&source.key.value));
        let help = format!("as_of is {}: move it, or give each claim the `date` when it was said", shown(as_of));
        Diagnostic::warning("after-as-of", source.key.span, message).help(help)
    };
    late.filter(undated).map(warn).collect()
}

/// A horizon before the day of the case: whatever is watched for would have been due already.
fn already_over(case: &Case) -> Option<Diagnostic> {
    let (as_of, horizon) = (case.as_of.as_deref()?, case.horizon.as_ref()?);
    let message = format!("the horizon {} is before the day of the case", shown(&horizon.value));
    let help = format!("as_of is {}: give a later horizon, or leave it out", shown(as_of));
    is_after(as_of, &horizon.value)
        .then(|| Diagnostic::warning("horizon-before-as-of", horizon.span, message).help(help))
}

/// Whether one date comes after another for certain; each is a day, a month or a year, or else nothing is known.
fn is_after(one: &str, other: &str) -> bool {
    let parts = |date: &str| -> Option<Vec<u32>> {
        let day = date.split(['T', 't', ' ']).next().unwrap_or(date);
        day.split('-').map(|part| part.parse().ok()).collect()
    };
    match (parts(one), parts(other)) {
        (Some(one), Some(other)) => one.iter().zip(&other).find(|(a, b)| a != b).is_some_and(|(a, b)| a > b),
        _ => false,
    }
}

/// Accounts that have nothing which another has not: the same rules, status quo and attitudes, and no wish of their own.
fn inside_another(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let wishes: Vec<Vec<Vec<String>>> = case.accounts.iter().map(|account| wishes(case, account)).collect();
    for (at, account) in case.accounts.iter().enumerate() {
        let within = |other: usize| {
            let mut actors = wishes[at].iter().zip(&wishes[other]);
            actors.all(|(mine, theirs)| mine.iter().all(|wish| theirs.contains(wish)))
        };
        let alike = |other: usize| !sets_apart(account) && !sets_apart(&case.accounts[other]);
        let agrees = |other: usize| account.agrees_with(&case.accounts[other]);
        let mut others = (0..case.accounts.len()).filter(|&other| other != at && alike(other) && !agrees(other));
        // Of two with the same wishes the later is told; that in another order they are another account is plain.
        let weighed = |at: usize| has_evidence(case, &case.accounts[at]);
        let told = |other: usize| match within(other) {
            true if wishes[at] == wishes[other] => other < at && !weighed(at) && !weighed(other),
            inside => {
                inside && wishes[at].iter().map(Vec::len).sum::<usize>() < wishes[other].iter().map(Vec::len).sum()
            }
        };
        let (Some(other), Some(key)) = (others.find(|&other| told(other)), &account.key) else { continue };
        let Some(theirs) = &case.accounts[other].key else { continue };
        let (name, others) = (shown(&key.value), shown(&theirs.value));
        let ordered = wishes[at].iter().zip(&wishes[other]).all(|(mine, theirs)| is_in_order(mine, theirs));
        let message = if wishes[at] == wishes[other] {
            format!("the account `{name}` is the same as `{others}`")
        } else {
            format!(
                "every wish of the account `{name}` is also in `{others}`{}",
                if ordered { "" } else { ", in another order" }
            )
        };
        let help = if ordered {
            "say what sets it apart, or remove it"
        } else {
            "another order of importance is another account: leave it if the order is meant"
        };
        let problem = Diagnostic::warning("account-in-another", key.span, message).also(theirs.span, "the other");
        found.push(problem.help(help));
    }
    found
}

/// Whether all items of a list stand in another in the same order.
fn is_in_order(part: &[String], whole: &[String]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|item| rest.any(|other| other == item))
}

/// Whether an account differs from others in more than its wishes.
fn sets_apart(account: &Account) -> bool {
    !account.rules.is_empty() || account.status_quo.is_some() || !account.attitudes.is_empty()
}

/// Whether something speaks for or against an account, besides what its lines cite.
fn has_evidence(case: &Case, account: &Account) -> bool {
    let mut weighed = case.evidence.iter().flat_map(|item| &item.likelihood);
    let named = weighed.any(|(of, _)| account.id() == Some(of.value.as_str()));
    named || account.prior.is_some() || !account.favours.is_empty() || !account.against.is_empty()
}

/// For each actor what it wants, in a form that is equal where the wishes are. An order that is no list of statements is like
/// itself alone.
fn wishes(case: &Case, account: &Account) -> Vec<Vec<String>> {
    let of = |preference: &Preference| match &preference.order {
        Order::Statements { lines, .. } => {
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            lines.iter().map(|line| format!("{} {} {}", line.degree, line.unsure, plain(&line.wants.text))).collect()
        }
        _ => vec![format!("at {}", preference.actor.span.start)],
    };
    case.actors.iter().map(|actor| case.preference_in(account, &actor.key.value).map(of).unwrap_or_default()).collect()
}

/// Conditional wishes whose condition is dropped when an actor ends: they come true for nothing.
fn for_nothing<'c>(case: &'c Case, ended: &'c Presence) -> impl Iterator<Item = Diagnostic> + 'c {
    let own = case.accounts.iter().flat_map(|account| &account.preferences);
    let lines = case.preferences.iter().chain(own).flat_map(|preference| match &preference.order {
        Order::Statements { lines, .. } => lines.as_slice(),
        _ => &[],
    });
    lines.filter_map(|line| {
        let names = conditions(&line.wants.tree);
        let moot = ended.moot.iter().find(|moot| names.contains(&&moot.value))?;
        let name = shown(&moot.value.to_string());
        let message = format!("this comes true for nothing where `{name}` is dropped");
        let problem =
            Diagnostic::warning("true-for-nothing", line.wants.span, message).also(moot.span, "it is pointless there");
        Some(problem.help("say what is wanted without the condition, or only where it can be met"))
    })
}

/// The options in the conditions of a statement.
fn conditions(tree: &Expr<Spanned<Name>>) -> Vec<&Name> {
    match tree {
        Expr::Taken(_) => Vec::new(),
        Expr::Not(part) => conditions(part),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().flat_map(conditions).collect(),
        Expr::If(_, when) => when.atoms().into_iter().map(|name| &name.value).collect(),
        Expr::Iff(..) => Vec::new(),
    }
}

/// Rules that let an option of one actor bar the move with which another ends an actor.
fn vetoes(case: &Case) -> Vec<Diagnostic> {
    let ends: Vec<&Name> = case
        .actors
        .iter()
        .filter_map(|actor| actor.presence.as_ref()?.ends.as_ref())
        .flat_map(|ends| ends.tree.atoms())
        .map(|name| &name.value)
        .collect();
    let rules = case.rules.iter().chain(case.accounts.iter().flat_map(|account| &account.rules));
    let veto = |rule: &Rule| {
        let statements: Vec<&Statement> = match &rule.kind {
            RuleKind::Never(one) => vec![one],
            RuleKind::AtMostOne(all) | RuleKind::ExactlyOne(all) => all.iter().collect(),
            _ => return None,
        };
        let names: Vec<&Name> = statements.iter().flat_map(|one| one.tree.atoms()).map(|name| &name.value).collect();
        let end = names.iter().find(|name| ends.contains(name))?;
        let other = names.iter().find(|name| name.actor != end.actor && !ends.contains(name))?;
        let (end, other) = (shown(&end.to_string()), shown(&other.to_string()));
        let message = format!("with this rule `{other}` bars `{end}`: it is a veto in the hand of another actor");
        let help = format!("if `{other}` is pointless there rather than in the way, name it in `moot` beside `ends`");
        Some(Diagnostic::warning("veto", rule.span, message).help(help))
    };
    rules.filter_map(veto).collect()
}

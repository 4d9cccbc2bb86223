//! How accounts are related: one refines another, excludes it, or is the same in other words.

use super::links::unknown;
use super::{Account, Case};
use crate::diag::{Diagnostic, Names, Spanned, shown};
use std::collections::HashSet;

/// Relations to accounts that there are not, to itself, round in a circle, and such as cannot both be.
pub(super) fn check(case: &Case) -> Vec<Diagnostic> {
    let names = Names::new(case.accounts.iter().filter_map(|account| account.key.as_ref()).map(|key| &key.value));
    let all = |account: &'_ Account| [&account.refines, &account.excludes, &account.same_as].map(Clone::clone).concat();
    let related = case.accounts.iter().flat_map(all);
    let mut found: Vec<Diagnostic> = related.filter_map(|name| unknown("account", &name, &names)).collect();
    if found.is_empty() {
        found.extend(case.accounts.iter().flat_map(contradictions));
        found.extend(circles(case));
    }
    found
}

/// An account that excludes itself or what it refines, or is said to be the same as itself.
fn contradictions(account: &Account) -> Vec<Diagnostic> {
    let Some(key) = &account.key else { return Vec::new() };
    let own = shown(&key.value);
    let error = |name: &Spanned<String>, message: String, help: &str| {
        Diagnostic::error("bad-relation", name.span, message).help(help.to_string())
    };
    let itself = account.excludes.iter().chain(&account.same_as).filter(|name| name.value == key.value);
    let itself =
        itself.map(|name| error(name, format!("the account `{own}` is related to itself"), "name another account"));
    let close: Vec<&Spanned<String>> = account.refines.iter().chain(&account.same_as).collect();
    let both = account.excludes.iter().filter_map(|name| Some((name, close.iter().find(|it| it.value == name.value)?)));
    let both = both.map(|(name, other)| {
        let message = format!("the account `{own}` both excludes `{}` and agrees with it", shown(&name.value));
        error(name, message, "keep one of the two").also(other.span, "this agrees")
    });
    itself.chain(both).collect()
}

/// Accounts of which each refines the next, round in a circle; one error for each circle.
fn circles(case: &Case) -> Vec<Diagnostic> {
    let mut told: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    for account in &case.accounts {
        let (Some(id), Some(first)) = (account.id(), account.refines.first()) else { continue };
        let above = above(case, account);
        if above.contains(id) && !told.contains(id) {
            let message = format!("what `{0}` refines leads back to `{0}`", shown(id));
            let problem = Diagnostic::error("refines-circle", first.span, message).label("round in a circle");
            found.push(problem.help("leave out one of them; where two are the same, write same_as"));
            told.extend(above);
        }
    }
    found
}

/// The accounts that an account refines, and those that these refine, and so on.
fn above<'c>(case: &'c Case, account: &'c Account) -> HashSet<&'c str> {
    let mut found: HashSet<&str> = HashSet::new();
    let mut next: Vec<&Account> = vec![account];
    while let Some(account) = next.pop() {
        for name in &account.refines {
            if found.insert(&name.value) {
                next.extend(case.account(&name.value));
            }
        }
    }
    found
}

impl Account {
    /// Whether it refines the other, or is said to be the same.
    pub(super) fn agrees_with(&self, other: &Account) -> bool {
        let close = |one: &Account, two: &Account| {
            one.refines.iter().chain(&one.same_as).any(|name| two.id() == Some(name.value.as_str()))
        };
        close(self, other) || close(other, self)
    }
}

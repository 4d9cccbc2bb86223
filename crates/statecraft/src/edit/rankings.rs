//! Rankings by number: bound anew when names change, or restated by what is taken in the states.

use super::splice::{Change, Work};
use super::{EditError, step};
use crate::case::{Account, Case, Order, Ranked, Ranking};
use crate::diag::{Span, Spanned};
use crate::graph::{Graph, Limits, StateId, StateSpace, States, fingerprint};
use crate::model::{Model, ModelOption, OptionSet};
use std::sync::Arc;

/// The model of an account and its states, if the account has settings and no errors.
fn laid_out(case: &Case, account: &Account) -> Option<(Model, Arc<States>)> {
    let model = Model::from_case(case, account).ok()?;
    match Graph::explore(&model, &Limits::default()).ok()?.states {
        StateSpace::Settings(states) => Some((model, states)),
        StateSpace::Named(_) => None,
    }
}

/// The rankings by number that hold in an account.
fn numbered<'c>(case: &'c Case, account: &'c Account) -> Vec<&'c Ranking> {
    let orders = case.actors.iter().filter_map(|actor| case.preference_in(account, &actor.key.value));
    let ranking = |order: &'c Order| match order {
        Order::Ranking(ranking) => Some(ranking),
        _ => None,
    };
    let by_number = |ranking: &&Ranking| ranking.entries().any(Ranked::is_number);
    orders.filter_map(|preference| ranking(&preference.order)).filter(by_number).collect()
}

/// After actors or options have other names, the same numbers mean the same states: their fingerprint is written anew.
pub(super) fn rebind(work: &mut Work, before: &str) -> Result<(), EditError> {
    let old = Case::read_text(before).0;
    let new = Case::read_text(&work.text).0;
    let mut changes: Vec<Change> = Vec::new();
    for (was, is) in old.accounts.iter().zip(&new.accounts) {
        let bound: Vec<&Spanned<String>> = numbered(&new, is).iter().filter_map(|it| it.states.as_ref()).collect();
        if bound.is_empty() {
            continue;
        }
        let (Some((model, states)), Ok(renamed)) = (laid_out(&old, was), Model::from_case(&new, is)) else { continue };
        let (then, now) = (fingerprint(model.options(), &states), fingerprint(renamed.options(), &states));
        changes.extend(bound.iter().filter(|it| it.value == then).map(|it| (it.span, now.clone())));
    }
    changes.sort();
    changes.dedup();
    work.make(changes)
}

/// Every state that a ranking names by number is named by the options that are taken in it.
pub(super) fn restate(work: &mut Work) -> Result<(), EditError> {
    let case = Case::read_text(&work.text).0;
    let mut changes: Vec<Change> = Vec::new();
    let mut bound: Vec<Span> = Vec::new();
    for account in &case.accounts {
        let rankings = numbered(&case, account);
        if case.is_bare_graph() || rankings.is_empty() {
            continue;
        }
        let (model, states) = laid_out(&case, account).ok_or_else(unclear)?;
        for ranking in rankings {
            bound.extend(ranking.states.as_ref().map(|it| it.span));
            for entry in ranking.entries() {
                let Ranked::Name(number) = entry else { continue };
                if !entry.is_number() {
                    continue;
                }
                let state: usize = number.value.parse().map_err(|_| unclear())?;
                let state = state.checked_sub(1).filter(|state| *state < states.len()).ok_or_else(unclear)?;
                changes.push((number.span, taken(model.options(), states.code(StateId::new(state)))));
            }
        }
    }
    changes.sort();
    changes.dedup();
    // One number that means two states stands in a ranking of two accounts.
    if changes.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err(unclear());
    }
    work.make(changes)?;
    unbind(work, bound.len())
}

/// Removes as many fingerprints as were there: they belonged to numbers.
fn unbind(work: &mut Work, most: usize) -> Result<(), EditError> {
    for _ in 0..most {
        step(work, |page| {
            let is_one = |path: &[String]| {
                let inside =
                    if path.first().is_some_and(|it| it == "accounts") { &path[2.min(path.len())..] } else { path };
                matches!(inside, [section, _, key] if section == "preferences" && key == "states")
            };
            let found = page.tree.pairs().into_iter().find(|found| is_one(&found.path));
            let path: Vec<&str> = found.iter().flat_map(|found| found.path.iter().map(String::as_str)).collect();
            Ok(if path.is_empty() { Vec::new() } else { page.remove(&path) })
        })?;
    }
    Ok(())
}

/// A state by the options that are taken in it.
fn taken(options: &[ModelOption], code: OptionSet) -> String {
    let taken =
        options.iter().enumerate().filter(|(bit, _)| code >> bit & 1 == 1).map(|(_, option)| option.key.clone());
    format!("{{ taken = {} }}", super::wishes::strings(&taken.collect::<Vec<_>>()))
}

fn unclear() -> EditError {
    EditError::Form("it is not clear which states the numbers of a ranking mean; mend the errors of the case first, or give each account a ranking of its own".into())
}

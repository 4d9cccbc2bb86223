//! What actors gain by doing today, and what others would answer.

use super::{Told, today};
use crate::believable::{is_fresh, is_lean};
use crate::graph::{Graph, StateId, StateSpace};
use crate::model::{ActorId, Model, OptionSet};
use serde::{Deserialize, Serialize};

/// What an actor gains by doing today: of its lean improvements the best.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FirstMove {
    /// The actor.
    pub actor: String,
    /// What it takes up.
    pub takes: Vec<String>,
    /// What it drops.
    pub drops: Vec<String>,
    /// The accounts in which this is its best lean improvement.
    pub accounts: Vec<String>,
    /// Whether these are all.
    pub in_all: bool,
}

/// What others would answer to a first move, where accounts differ on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResponseTest {
    /// Who moves first.
    pub actor: String,
    /// What it takes up.
    pub takes: Vec<String>,
    /// What it drops.
    pub drops: Vec<String>,
    /// Who would answer.
    pub by: String,
    /// What, in which accounts; the accounts where it would do nothing new are those of an answer without options.
    pub responses: Vec<Response>,
}

/// An answer and the accounts in which it would come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Response {
    /// What is taken up.
    pub takes: Vec<String>,
    /// What is dropped.
    pub drops: Vec<String>,
    /// The accounts.
    pub accounts: Vec<String>,
}

/// What is taken up and what is dropped, as keys of options.
type Change = (Vec<String>, Vec<String>);

pub(super) fn change(model: &Model, graph: &Graph, actor: ActorId, from: StateId, to: StateId) -> Change {
    let StateSpace::Settings(states) = &graph.states else { return Change::default() };
    let (before, after, own) = (states.code(from), states.code(to), states.own(actor));
    let keys = |bits: OptionSet| model.option_keys(bits).into_iter().map(String::from).collect();
    (keys(own & after & !before), keys(own & before & !after))
}

/// The best of an actor's improvements from a state that fit; the first of several.
fn best(graph: &Graph, actor: ActorId, from: StateId, fits: impl Fn(StateId) -> bool) -> Option<StateId> {
    let rank = |state: &StateId| graph.ranks[actor.index()][state.index()];
    let found = graph.improvements_from(actor, from).into_iter().filter(|&to| fits(to));
    found.min_by_key(|to| std::cmp::Reverse(rank(to)))
}

pub(super) fn first_moves(told: &[Told]) -> Vec<FirstMove> {
    let mut found: Vec<FirstMove> = Vec::new();
    for account in told {
        let (graph, model) = (&account.laid_out.graph, &account.laid_out.model);
        let Some(today) = graph.status_quo else { continue };
        for actor in graph.actor_ids() {
            let Some(to) = best(graph, actor, today, |to| is_lean(graph, actor, today, to)) else { continue };
            let (takes, drops) = change(model, graph, actor, today, to);
            let key = &model.actors()[actor.index()].key;
            match found.iter_mut().find(|it| it.actor == *key && it.takes == takes && it.drops == drops) {
                Some(known) => known.accounts.extend(account.id()),
                None => found.push(FirstMove {
                    actor: key.clone(),
                    takes,
                    drops,
                    accounts: account.id().into_iter().collect(),
                    in_all: false,
                }),
            }
        }
    }
    found.iter_mut().for_each(|it| it.in_all = it.accounts.len() == told.len() || told.len() == 1);
    found.sort_by_key(|it| !it.in_all);
    found
}

/// First moves of one option from today that are possible in all accounts, to which some other actor has an answer for its own good
/// that it had no reason for before; in some accounts another than in others.
pub(in crate::answers) fn response_tests(told: &[Told]) -> Vec<ResponseTest> {
    let [first, _, ..] = told else { return Vec::new() };
    let mut found = Vec::new();
    let (graph, model) = (&first.laid_out.graph, &first.laid_out.model);
    let StateSpace::Settings(_) = graph.states else { return Vec::new() };
    for (at, option) in model.options().iter().enumerate() {
        for by in graph.actor_ids().filter(|by| *by != option.actor) {
            let answers: Option<Vec<Change>> =
                told.iter().map(|account| answer(account, option.actor, 1 << at, by)).collect();
            let Some(answers) = answers else { continue };
            if answers.windows(2).all(|two| two[0] == two[1]) {
                continue;
            }
            let taken = today(told).is_some_and(|today| today >> at & 1 == 1);
            let (takes, drops) =
                if taken { (vec![], vec![option.key.clone()]) } else { (vec![option.key.clone()], vec![]) };
            found.push(ResponseTest {
                actor: model.actors()[option.actor.index()].key.clone(),
                takes,
                drops,
                by: model.actors()[by.index()].key.clone(),
                responses: responses(told, answers),
            });
        }
    }
    found
}

/// Where things stand today and after another has changed this option; nothing if that change cannot be made.
fn after(graph: &Graph, mover: ActorId, option: OptionSet) -> Option<(StateId, StateId)> {
    let StateSpace::Settings(states) = &graph.states else { return None };
    let today = graph.status_quo?;
    let moved = states.find(states.code(today) ^ option)?;
    graph.moves_from(mover, today).contains(&moved).then_some((today, moved))
}

/// Whether some answer of an actor that one may believe, to this change of today by another, takes and drops these options at
/// least, be it the best or not.
pub(in crate::answers) fn could_answer(
    account: &Told,
    (mover, option): (ActorId, OptionSet),
    by: ActorId,
    (takes, drops): (&[String], &[String]),
) -> bool {
    let (graph, model) = (&account.laid_out.graph, &account.laid_out.model);
    let Some((today, moved)) = after(graph, mover, option) else { return false };
    let believed = |to: &StateId| is_lean(graph, by, moved, *to) && is_fresh(graph, by, today, moved, *to);
    graph.improvements_from(by, moved).into_iter().filter(believed).any(|to| {
        let (taken, dropped) = change(model, graph, by, moved, to);
        takes.iter().all(|option| taken.contains(option)) && drops.iter().all(|option| dropped.contains(option))
    })
}

/// What an actor would answer when another changes this option of today; nothing if that change cannot be made.
fn answer(account: &Told, mover: ActorId, option: OptionSet, by: ActorId) -> Option<Change> {
    let (graph, model) = (&account.laid_out.graph, &account.laid_out.model);
    let (today, moved) = after(graph, mover, option)?;
    let believed = |to| is_lean(graph, by, moved, to) && is_fresh(graph, by, today, moved, to);
    let Some(to) = best(graph, by, moved, believed) else { return Some(Change::default()) };
    let (mut takes, mut drops) = change(model, graph, by, moved, to);
    // What it would gain by anyway is no answer.
    if let Some(anyway) = best(graph, by, today, |to| is_lean(graph, by, today, to)) {
        let (taken, dropped) = change(model, graph, by, today, anyway);
        takes.retain(|option| !taken.contains(option));
        drops.retain(|option| !dropped.contains(option));
    }
    Some((takes, drops))
}

fn responses(told: &[Told], answers: Vec<Change>) -> Vec<Response> {
    let mut found: Vec<Response> = Vec::new();
    for (account, (takes, drops)) in told.iter().zip(answers) {
        match found.iter_mut().find(|it| it.takes == takes && it.drops == drops) {
            Some(known) => known.accounts.extend(account.id()),
            None => found.push(Response { takes, drops, accounts: account.id().into_iter().collect() }),
        }
    }
    found
}

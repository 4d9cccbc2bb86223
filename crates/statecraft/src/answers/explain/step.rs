//! One move: who changes what, and what the one who moves thinks of it.

use crate::answers::explain::why::Comparison;
use crate::answers::explain::{LaidOut, StateName};
use crate::case::{Case, OneWay};
use crate::expr::Expr;
use crate::graph::{StateId, StateSpace, States};
use crate::model::{Actor, ActorId, Form, ModelOption, OptionId};
use serde::ser::{SerializeSeq, Serializer};

/// A move of one actor.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Move<'c> {
    /// Who moves.
    #[serde(serialize_with = "key")]
    pub by: &'c Actor,
    /// From where.
    pub from: StateName,
    /// Where to.
    pub to: StateName,
    /// The options that it takes up; none in a bare graph.
    #[serde(serialize_with = "keys")]
    pub takes_up: Vec<&'c ModelOption>,
    /// The options that it drops.
    #[serde(serialize_with = "keys")]
    pub drops: Vec<&'c ModelOption>,
    /// How the actor ranks where it leads against where it begins.
    pub for_the_mover: Comparison<'c>,
    #[serde(skip)]
    pub(crate) end: StateId,
}

pub(crate) fn key<S: Serializer>(actor: &&Actor, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&actor.key)
}

fn keys<S: Serializer>(options: &[&ModelOption], serializer: S) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(options.len()))?;
    options.iter().try_for_each(|option| list.serialize_element(&option.key))?;
    list.end()
}

impl<'c> Move<'c> {
    /// The move of this actor between two states; the actor can make it.
    pub(crate) fn of(case: &'c Case, laid_out: &'c LaidOut, by: ActorId, from: StateId, to: StateId) -> Move<'c> {
        let (model, graph) = (&laid_out.model, &laid_out.graph);
        let (before, after) = match &graph.states {
            StateSpace::Settings(states) => change(laid_out, states, by, from, to),
            StateSpace::Named(_) => (0, 0),
        };
        let options = |bits: u64| {
            let options = model.options().iter().enumerate();
            options.filter(|(at, _)| bits >> at & 1 == 1).map(|(_, option)| option).collect()
        };
        Move {
            by: &model.actors[by.index()],
            from: StateName::of(graph, from),
            to: StateName::of(graph, to),
            takes_up: options(after & !before),
            drops: options(before & !after),
            for_the_mover: Comparison::of(case, laid_out, by, from, to),
            end: to,
        }
    }
}

/// The settings before and after the move; where states are merged, those members between which the actor can move by the
/// fewest changes.
fn change(laid_out: &LaidOut, states: &States, by: ActorId, from: StateId, to: StateId) -> (u64, u64) {
    let own = states.own(by);
    let (before, after) = (states.members(from), states.members(to));
    let pairs = before.iter().flat_map(|&before| after.iter().map(move |&after| (before, after)));
    let pairs =
        pairs.filter(|&(before, after)| (before ^ after) & !own == 0 && is_possible(laid_out, by, before, after));
    pairs.min_by_key(|(before, after)| (before ^ after).count_ones()).unwrap_or_default()
}

/// Whether no one-way option and no `cannot` rule forbids the change.
fn is_possible(laid_out: &LaidOut, by: ActorId, before: u64, after: u64) -> bool {
    let Form::Options(form) = &laid_out.model.form else { return false };
    let against_its_way = |(at, option): (usize, &ModelOption)| match option.one_way {
        Some(OneWay::Take) => (before & !after) >> at & 1 == 1,
        Some(OneWay::Drop) => (after & !before) >> at & 1 == 1,
        None => false,
    };
    let holds = |tree: &Expr<OptionId>, code: u64| tree.eval(&|option: &OptionId| code >> option.index() & 1 == 1);
    let mut barred = form.barred.iter().filter(|barred| barred.actor == by);
    !form.options.iter().enumerate().any(against_its_way)
        && !barred.any(|barred| holds(&barred.from.tree, before) && holds(&barred.to.tree, after))
}

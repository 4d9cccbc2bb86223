//! One move: who changes what, and what the one who moves thinks of it.

use crate::answers::explain::why::Comparison;
use crate::case::{Case, OneWay};
use crate::expr::Expr;
use crate::graph::{StateId, StateSpace, States};
use crate::model::{ActorId, Form, ModelOption, OptionId};
use crate::paths::Deed;
use crate::study::{LaidOut, StateName};
use serde::{Deserialize, Serialize};

/// A move of one actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Move {
    /// Who moves: an actor by its key.
    pub by: String,
    /// From where.
    pub from: StateName,
    /// Where to.
    pub to: StateName,
    /// The options that it takes up, by their keys; none in a bare graph.
    pub takes_up: Vec<String>,
    /// The options that it drops.
    pub drops: Vec<String>,
    /// How the actor ranks where it leads against where it begins.
    pub for_the_mover: Comparison,
}

impl Move {
    /// The move of this actor between two states; the actor can make it.
    pub(crate) fn of(case: &Case, laid_out: &LaidOut, by: ActorId, from: StateId, to: StateId) -> Move {
        let (model, graph) = (&laid_out.model, &laid_out.graph);
        let Deed { takes_up, drops, .. } = deed(laid_out, by, from, to);
        let options = |bits: u64| model.option_keys(bits).into_iter().map(String::from).collect();
        Move {
            by: model.actors[by.index()].key.clone(),
            from: StateName::of(graph, from),
            to: StateName::of(graph, to),
            takes_up: options(takes_up),
            drops: options(drops),
            for_the_mover: Comparison::of(case, laid_out, by, from, to),
        }
    }
}

/// What the move of an actor between two states does; the actor can make it.
pub(crate) fn deed(laid_out: &LaidOut, by: ActorId, from: StateId, to: StateId) -> Deed {
    let (before, after) = match &laid_out.graph.states {
        StateSpace::Settings(states) => change(laid_out, states, by, from, to),
        StateSpace::Named(_) => (0, 0),
    };
    Deed { by, takes_up: after & !before, drops: before & !after }
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

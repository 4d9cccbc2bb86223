//! One move: who changes what, and what the one who moves thinks of it.

use crate::answers::explain::why::Comparison;
use crate::case::Case;
use crate::graph::{StateId, StateSpace, States};
use crate::model::{ActorId, Form, OptionSet};
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
        let options = |bits: OptionSet| model.option_keys(bits).into_iter().map(String::from).collect();
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
fn change(laid_out: &LaidOut, states: &States, by: ActorId, from: StateId, to: StateId) -> (OptionSet, OptionSet) {
    let Form::Options(form) = &laid_out.model.form else { return (0, 0) };
    let own = states.own(by);
    let (before, after) = (states.members(from), states.members(to));
    let pairs = before.iter().flat_map(|&before| after.iter().map(move |&after| (before, after)));
    let pairs = pairs.filter(|&(before, after)| form.can_move((by, own), before, after));
    pairs.min_by_key(|(before, after)| (before ^ after).count_ones()).unwrap_or_default()
}

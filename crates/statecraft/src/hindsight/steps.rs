//! What happened as steps of single actors: whether an account has them as moves, and whether they were a gain to whoever took them.

use super::history::History;
use crate::graph::{Graph, StateId, StateSpace};
use crate::model::{ActorId, Model, OptionSet};
use serde::{Deserialize, Serialize};

/// Of so many movers on one day every order is tried.
const MOST_MOVERS: usize = 6;

/// Whether an account has a step as a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Legal {
    /// It is a move.
    Yes,
    /// Both states are there, but no such move.
    NoMove,
    /// The rules forbid the state in which it ends.
    Forbidden,
    /// It begins in a state that the rules forbid.
    Lost,
}

/// What a step was to whoever took it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum For {
    /// A gain.
    Better,
    /// Neither.
    Same,
    /// A loss.
    Worse,
}

/// A change of one actor's options on one day, as one account has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The day.
    pub date: String,
    /// Whose.
    pub actor: ActorId,
    /// The setting before.
    pub from: OptionSet,
    /// The setting after.
    pub to: OptionSet,
    /// The state after, if the account has it.
    pub state: Option<StateId>,
    /// Whether it is a move.
    pub legal: Legal,
    /// What it was to whoever took it; nothing where the account lacks a state.
    pub gain: Option<For>,
}

/// The steps in one account, from this setting on. What is unclear stays as it was. Of several actors on one day the first order that
/// is legal counts, in the order of the file; where there is none, that of the file.
pub fn steps(model: &Model, graph: &Graph, start: OptionSet, history: &History) -> Vec<Step> {
    let (mut found, mut now) = (Vec::new(), start);
    for day in &history.days {
        let then = (now | day.setting.taken) & !day.setting.dropped;
        let bits = |actor: ActorId| model.actors[actor.index()].own();
        let movers: Vec<(ActorId, OptionSet)> = model
            .actor_ids()
            .map(|actor| (actor, bits(actor) & (now ^ then)))
            .filter(|(_, changed)| *changed != 0)
            .collect();
        let order = if movers.len() <= MOST_MOVERS { legal_order(graph, now, &movers) } else { None };
        for (actor, changed) in order.unwrap_or(movers) {
            let (from, to) = (now, now ^ changed);
            let (legal, state, gain) = judge(graph, actor, from, to);
            found.push(Step { date: day.date.clone(), actor, from, to, state, legal, gain });
            now = to;
        }
    }
    found
}

fn judge(graph: &Graph, actor: ActorId, from: OptionSet, to: OptionSet) -> (Legal, Option<StateId>, Option<For>) {
    let StateSpace::Settings(states) = &graph.states else { return (Legal::Lost, None, None) };
    let (before, after) = match (states.find(from), states.find(to)) {
        (None, after) => return (Legal::Lost, after, None),
        (_, None) => return (Legal::Forbidden, None, None),
        (Some(before), Some(after)) => (before, after),
    };
    let gain = if graph.prefers(actor, after, before) {
        For::Better
    } else if graph.prefers(actor, before, after) {
        For::Worse
    } else {
        For::Same
    };
    let is_move = before == after || graph.moves_from(actor, before).contains(&after);
    (if is_move { Legal::Yes } else { Legal::NoMove }, Some(after), Some(gain))
}

/// The first order of these movers in which every step is a move.
fn legal_order(graph: &Graph, now: OptionSet, movers: &[(ActorId, OptionSet)]) -> Option<Vec<(ActorId, OptionSet)>> {
    if movers.is_empty() {
        return Some(Vec::new());
    }
    for (at, &(actor, changed)) in movers.iter().enumerate() {
        if judge(graph, actor, now, now ^ changed).0 != Legal::Yes {
            continue;
        }
        let rest: Vec<_> = movers.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, it)| *it).collect();
        if let Some(after) = legal_order(graph, now ^ changed, &rest) {
            return Some([vec![(actor, changed)], after].concat());
        }
    }
    None
}

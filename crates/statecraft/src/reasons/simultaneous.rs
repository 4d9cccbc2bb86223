//! SIM: what comes about when the others take improvements of theirs at the same moment.

use super::place;
use super::steps::Steps;
use crate::graph::{Graph, StateId, States};
use crate::model::ActorId;
use crate::stability::Reason;
use crate::witness::{Proof, Reply, Step, Turn};
use std::collections::VecDeque;
use std::sync::Arc;

/// Why the actor stays in a state, or leaves it.
pub(super) fn proof(
    graph: &Graph,
    states: &States,
    (actor, state): (ActorId, StateId),
    steps: &mut Steps,
) -> Result<Proof, Reason> {
    let others: Vec<(ActorId, Vec<StateId>)> = graph
        .actor_ids()
        .filter(|&other| other != actor)
        .map(|other| (other, graph.improvements_from(other, state)))
        .collect();
    let mut replies = Vec::new();
    for to in graph.improvements_from(actor, state) {
        match spoiling(graph, states, &others, (actor, state, to), steps)? {
            Some(path) => replies.push(Arc::new(Reply { to: place(graph, to), path })),
            None => {
                let step = Step { by: vec![actor], to: place(graph, to) };
                let moves = [(place(graph, state), vec![step])].into();
                return Ok(Proof::Leaves(vec![Turn { moves, positions: Arc::default() }]));
            }
        }
    }
    Ok(Proof::Stays(vec![replies]))
}

/// The fewest moves of others that leave the actor, which goes from one state to another, no better off.
fn spoiling(
    graph: &Graph,
    states: &States,
    others: &[(ActorId, Vec<StateId>)],
    (actor, from, to): (ActorId, StateId, StateId),
    steps: &mut Steps,
) -> Result<Option<Vec<Step>>, Reason> {
    let mut open = VecDeque::from([(states.code(to), 0, Vec::new())]);
    while let Some((setting, next, path)) = open.pop_front() {
        steps.spend(1)?;
        if states.find(setting).is_some_and(|end| !graph.prefers(actor, end, from)) {
            return Ok(Some(path));
        }
        for (at, (other, improvements)) in others.iter().enumerate().skip(next) {
            let own = states.own(*other);
            for &improvement in improvements {
                let step = Step { by: vec![*other], to: place(graph, improvement) };
                let path = path.iter().cloned().chain([step]).collect();
                open.push_back((setting & !own | states.code(improvement) & own, at + 1, path));
            }
        }
    }
    Ok(None)
}

//! Whether actors stay in one state, while their preferences are being edited.
//!
//! The definitions of `stability`, asked of one state by searching from it. Where the others can go by any moves does not depend
//! on preferences and is searched once.

use super::orders::OrderOfStates;
use crate::graph::{Graph, StateId, StateSpace};
use crate::model::ActorId;
use crate::stability::Concept;
use std::cell::OnceCell;
use std::collections::HashMap;

/// One actor at one state: its moves, and the replies to them.
pub(super) struct MovesAndReplies<'g> {
    graph: &'g Graph,
    actor: ActorId,
    state: StateId,
    /// Where the actor can move, and from there the others.
    moves: Vec<(StateId, OnceCell<Vec<StateId>>)>,
}

impl<'g> MovesAndReplies<'g> {
    pub(super) fn new(graph: &'g Graph, actor: ActorId, state: StateId) -> MovesAndReplies<'g> {
        let moves = graph.moves_from(actor, state).into_iter().map(|to| (to, OnceCell::new())).collect();
        MovesAndReplies { graph, actor, state, moves }
    }

    /// Where the actor can move.
    pub(super) fn moves(&self) -> impl Iterator<Item = StateId> {
        self.moves.iter().map(|(to, _)| *to)
    }

    /// The same, with all states that the others can bring about from there.
    pub(super) fn with_replies(&self) -> impl Iterator<Item = (StateId, &[StateId])> {
        self.moves.iter().map(|(to, reached)| (*to, reached.get_or_init(|| self.reached(*to)).as_slice()))
    }

    fn reached(&self, from: StateId) -> Vec<StateId> {
        if let (true, StateSpace::Settings(states)) = (self.graph.is_free(), &self.graph.states) {
            let own = states.own(self.actor);
            let here = states.code(from) & own;
            return self.graph.state_ids().filter(|&to| to != from && states.code(to) & own == here).collect();
        }
        let mut found = Vec::new();
        each_legal(
            self.graph,
            self.actor,
            from,
            |_, _, _| true,
            |state| {
                found.push(state);
                false
            },
        );
        found
    }

    /// Whether the actor stays when everybody orders states so.
    pub(super) fn stays(&self, concept: Concept, orders: &[OrderOfStates]) -> bool {
        let own = orders[self.actor.index()];
        let better = |state: StateId| own.prefers(state, self.state);
        let escapes = |from: StateId| self.graph.moves_from(self.actor, from).into_iter().any(better);
        let deters = |state: StateId| match concept {
            Concept::Smr | Concept::SymSeq => !better(state) && !escapes(state),
            _ => !better(state),
        };
        match concept {
            Concept::Nash => !self.moves().any(better),
            Concept::Gmr | Concept::Smr => {
                self.with_replies().filter(|(to, _)| better(*to)).all(|(_, reached)| reached.iter().any(|&u| deters(u)))
            }
            _ => self.moves().filter(|&to| better(to)).all(|to| {
                let improves = |by: ActorId, from, to| orders[by.index()].prefers(to, from);
                each_legal(self.graph, self.actor, to, improves, deters)
            }),
        }
    }
}

/// Visits the ends of the legal sequences of everybody but one actor, with steps that are allowed, until one will do.
fn each_legal(
    graph: &Graph,
    but: ActorId,
    from: StateId,
    allowed: impl Fn(ActorId, StateId, StateId) -> bool,
    mut will_do: impl FnMut(StateId) -> bool,
) -> bool {
    // Who moved last; nobody once two have, for then everyone may go on.
    let mut last: HashMap<StateId, Option<ActorId>> = HashMap::new();
    let mut open: Vec<(StateId, Option<ActorId>)> = vec![(from, None)];
    while let Some((state, mover)) = open.pop() {
        for by in graph.actor_ids().filter(|&by| by != but && Some(by) != mover) {
            for to in graph.moves_from(by, state).into_iter().filter(|&to| allowed(by, state, to)) {
                match last.get(&to).copied() {
                    None => {
                        if will_do(to) {
                            return true;
                        }
                        last.insert(to, Some(by));
                        open.push((to, Some(by)));
                    }
                    Some(Some(other)) if other != by => {
                        last.insert(to, None);
                        open.push((to, None));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    false
}

//! Nash, GMR, SMR and SEQ where preferences are more than an order, or less (`structures`): reply by reply, for no threshold decides.

use super::place;
use super::spread::{Others, Spread};
use super::steps::Steps;
use crate::graph::{Graph, StateId};
use crate::model::ActorId;
use crate::stability::Reason;
use crate::structures::PreferenceStructure;
use crate::witness::{Position, Proof, Replies, Reply, Step, Turn};
use std::collections::HashMap;
use std::sync::Arc;

/// The reasons of one actor against replies of one kind; what was found for one state serves the others.
pub(super) struct Structured<'g> {
    graph: &'g Graph,
    actor: ActorId,
    structure: &'g (dyn PreferenceStructure + 'g),
    others: Others<'g>,
    spreads: HashMap<StateId, Spread>,
    replies: HashMap<(StateId, usize), Arc<Reply>>,
    sets: HashMap<StateId, Arc<[Position]>>,
}

impl<'g> Structured<'g> {
    pub(super) fn of(
        graph: &'g Graph,
        actor: ActorId,
        replies: Replies,
        structure: &'g (dyn PreferenceStructure + 'g),
        shares: bool,
    ) -> Structured<'g> {
        let others = Others::of(graph, actor, replies, shares).taking(structure);
        let (spreads, replies, sets) = Default::default();
        Structured { graph, actor, structure, others, spreads, replies, sets }
    }

    /// Why the actor stays in a state when one, two or three moves are foreseen, or why it leaves.
    pub(super) fn proof(&mut self, moves: u8, state: StateId, steps: &mut Steps) -> Result<Proof, Reason> {
        let mut tempting = self.graph.moves_from(self.actor, state);
        tempting.retain(|&to| self.structure.tempts(self.actor, state, to));
        let mut replies = Vec::new();
        for to in tempting {
            match if moves > 1 { self.deterrent(moves, state, to, steps)? } else { None } {
                Some(at) => replies.push(self.reply(to, at)),
                None => return Ok(Proof::Leaves(self.turns(moves, state, to))),
            }
        }
        Ok(Proof::Stays(if moves > 1 { vec![replies] } else { Vec::new() }))
    }

    /// The first reply to a move that deters and cannot be escaped: its place in the spread.
    fn deterrent(
        &mut self,
        moves: u8,
        state: StateId,
        to: StateId,
        steps: &mut Steps,
    ) -> Result<Option<usize>, Reason> {
        let (graph, actor, structure) = (self.graph, self.actor, self.structure);
        let spread = self.spreads.entry(to).or_insert_with(|| Spread::from(to, &self.others, steps));
        let mut at = 1;
        while let Some(end) = spread.end(at, &mut self.others, steps) {
            steps.spend(1)?;
            let deters = structure.deters(actor, state, end);
            if deters && (moves < 3 || way_out(graph, structure, (actor, state), end).is_none()) {
                return Ok(Some(at));
            }
            at += 1;
        }
        steps.within()?;
        Ok(None)
    }

    fn reply(&mut self, to: StateId, at: usize) -> Arc<Reply> {
        let path = || self.spreads[&to].path(at, &self.others);
        let reply = self.replies.entry((to, at));
        reply.or_insert_with(|| Arc::new(Reply { to: place(self.graph, to), path: path() })).clone()
    }

    /// What the actor does by leaving for `to`, and what the others can make of it, who have no reply that holds.
    fn turns(&mut self, moves: u8, state: StateId, to: StateId) -> Vec<Turn> {
        let step = |from: StateId, to: StateId| {
            (place(self.graph, from), vec![Step { by: vec![self.actor], to: place(self.graph, to) }])
        };
        let first = Arc::new([step(state, to)]);
        let Some(spread) = (if moves > 1 { self.spreads.get(&to) } else { None }) else {
            return vec![Turn { moves: first, positions: Arc::default() }];
        };
        let positions = self.sets.entry(to).or_insert_with(|| spread.positions(&self.others).into()).clone();
        let mut turns = vec![Turn { moves: first, positions }];
        if moves > 2 {
            let mut ends: Vec<StateId> = spread.ends().skip(1).collect();
            ends.sort_unstable();
            ends.dedup();
            ends.retain(|&end| self.structure.deters(self.actor, state, end));
            let on = |end| Some(step(end, way_out(self.graph, self.structure, (self.actor, state), end)?));
            turns.push(Turn { moves: ends.into_iter().filter_map(on).collect(), positions: Arc::default() });
        }
        turns
    }
}

/// Where an actor that left a state can go from an end and be helped.
fn way_out(
    graph: &Graph,
    structure: &(dyn PreferenceStructure + '_),
    (actor, state): (ActorId, StateId),
    end: StateId,
) -> Option<StateId> {
    graph.moves_from(actor, end).into_iter().find(|&to| structure.helps(actor, state, to))
}

//! What proves a verdict on a coalition, in terms of the model alone.

use super::judge::Judge;
use super::path::Paths;
use super::{Coalition, Coalitions, Move, Players};
use crate::graph::{LimitReached, StateId, StateSet, StateSpace};
use crate::stability::Concept;
use crate::witness::{Place, Position, Proof, Reply, Step, Turn, Witness};
use std::sync::Arc;

impl Coalitions<'_> {
    /// Why a coalition would keep a state, or leave it. None under a structure of blocks, whose replies no witness can say.
    ///
    /// # Errors
    /// There is too much to do.
    pub fn witness(&self, coalition: Coalition, state: StateId) -> Result<Option<Witness>, LimitReached> {
        if matches!(self.question.players, Players::Blocks(_)) {
            return Ok(None);
        }
        let judge = Judge::of(self, coalition)?;
        let leaving = judge.unanswered(state, &mut judge.memory()).next();
        let proof = match leaving {
            Some(to) => Proof::Leaves(self.leaving_turns(&judge, coalition, state, to)),
            None if self.question.concept == Concept::Nash => Proof::Stays(Vec::new()),
            None => Proof::Stays(vec![self.replies(&judge, coalition, state)]),
        };
        let (question, reading) = self.question.in_witness();
        let player = coalition.members().collect();
        Ok(Some(Witness { player, question, reading, state: self.place(state), proof }))
    }

    /// The shortest reply to each improvement that deters.
    fn replies(&self, judge: &Judge, coalition: Coalition, state: StateId) -> Vec<Arc<Reply>> {
        let mut tempting: Vec<StateId> = judge.improvements(state).collect();
        tempting.sort_unstable();
        let reply = |to: StateId| {
            let (paths, reached) = self.answers(coalition, to, |reply| judge.deters(reply, state));
            let path = paths.to(reached?).into_iter().map(|step| self.step(step)).collect();
            Some(Arc::new(Reply { to: self.place(to), path }))
        };
        tempting.into_iter().filter_map(reply).collect()
    }

    /// What the coalition does by leaving for `to`, and what those outside can make of it.
    fn leaving_turns(&self, judge: &Judge, coalition: Coalition, state: StateId, to: StateId) -> Vec<Turn> {
        let first = self.moves(coalition, state, to).into_iter().collect();
        if self.question.concept == Concept::Nash {
            return vec![Turn { moves: first, positions: Arc::new([]) }];
        }
        let (paths, _) = self.answers(coalition, to, |_| false);
        let mut positions = paths.positions();
        positions.insert(to, Coalition::default()); // where anyone may begin
        let position = |(&state, last): (&StateId, &Coalition)| Position {
            state: self.place(state),
            last: last.members().collect(),
        };
        let mut turns = vec![Turn { moves: first, positions: positions.iter().map(position).collect() }];
        if judge.escapes {
            let deterring = positions.keys().filter(|&&reply| !judge.gains(state, reply));
            let out = |&reply: &StateId| self.moves(coalition, reply, judge.way_out(reply, state)?);
            turns.push(Turn { moves: deterring.filter_map(out).collect(), positions: Arc::new([]) });
        }
        turns
    }

    /// The replies to a coalition that stands here, as far as something fits.
    fn answers(
        &self,
        coalition: Coalition,
        here: StateId,
        fits: impl Fn(StateId) -> bool,
    ) -> (Paths<'_>, Option<usize>) {
        let players = self.repliers_to(coalition).map(|turns| (turns.by, &turns.to)).collect();
        Paths::search(players, here, fits)
    }

    /// The moves of a coalition from one state to another.
    fn moves(&self, coalition: Coalition, from: StateId, to: StateId) -> Option<(Place, Vec<Step>)> {
        let mut aim = StateSet::empty(self.graph.len());
        aim.insert(to);
        let way = self.way(coalition, from, &aim)?;
        Some((self.place(from), way.moves.into_iter().map(|step| self.step(step)).collect()))
    }

    fn step(&self, step: Move) -> Step {
        Step { by: step.by.members().collect(), to: self.place(step.to) }
    }

    fn place(&self, state: StateId) -> Place {
        match &self.graph.states {
            StateSpace::Settings(states) => Place(states.code(state)),
            StateSpace::Named(_) => Place(state.index() as u64),
        }
    }
}

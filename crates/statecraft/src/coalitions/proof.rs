//! What proves a verdict on a coalition, in terms of the model alone.

use super::judge::{Judge, Memory};
use super::{Coalition, Coalitions, Move};
use crate::graph::{LimitReached, StateId, StateSpace};
use crate::model::OptionSet;
use crate::stability::Concept;
use crate::witness::{Place, Position, Proof, Reply, Step, Turn, Witness};
use std::sync::Arc;

/// Why a coalition would keep states, or leave them.
pub struct Proofs<'b> {
    board: &'b Coalitions<'b>,
    coalition: Coalition,
    judge: Judge<'b>,
    memory: Memory<'b>,
    steps: u64,
}

impl Coalitions<'_> {
    /// Proofs of the verdicts on one coalition, one of those that are asked.
    ///
    /// # Errors
    /// There is too much to do.
    pub fn proofs(&self, coalition: Coalition) -> Result<Proofs<'_>, LimitReached> {
        let judge = Judge::of(self, coalition)?;
        Ok(Proofs { board: self, coalition, memory: judge.memory(), judge, steps: 0 })
    }
}

impl Proofs<'_> {
    /// Why the coalition would keep a state, or leave it.
    pub fn witness(&mut self, state: StateId) -> Witness {
        let leaving = self.judge.leaves_for(state, &mut self.memory, |_| true);
        let nash = self.board.question.concept == Concept::Nash;
        let proof = match leaving {
            Some(to) => Proof::Leaves(self.leaving_turns(state, to)),
            None if nash => Proof::Stays(Vec::new()),
            None => Proof::Stays(vec![self.replies(state)]),
        };
        let (question, reading) = self.board.question.in_witness();
        let player = self.coalition.members().collect();
        Witness { player, question, reading, state: self.board.place(state), proof }
    }

    /// How many replies were gone through so far.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The shortest reply to each improvement that deters.
    fn replies(&mut self, state: StateId) -> Vec<Arc<Reply>> {
        let mut replies = Vec::new();
        for to in self.judge.improvements(state, &mut self.memory) {
            let (reply, gone_through) = self.judge.reply(to, state, &mut self.memory);
            self.steps += gone_through as u64;
            let path = reply.map(|path| path.into_iter().map(|step| self.board.step(step)).collect());
            replies.extend(path.map(|path| Arc::new(Reply { to: self.board.place(to), path })));
        }
        replies
    }

    /// What the coalition does by leaving for `to`, and what those outside can make of it.
    fn leaving_turns(&mut self, state: StateId, to: StateId) -> Vec<Turn> {
        let board = self.board;
        let first = self.moves(state, to).into_iter().collect();
        if board.question.concept == Concept::Nash {
            return vec![Turn { moves: first, positions: Arc::new([]) }];
        }
        let (mut positions, gone_through) = self.judge.positions(to, &mut self.memory);
        self.steps += gone_through as u64;
        positions.insert(to, Coalition::default()); // where anyone may begin
        let position = |(&state, last): (&StateId, &Coalition)| Position {
            state: board.place(state),
            last: last.members().collect(),
        };
        let mut turns = vec![Turn { moves: first, positions: positions.iter().map(position).collect() }];
        if self.judge.escapes {
            let deterring = positions.into_keys().filter(|&reply| !self.judge.gains(state, reply)).collect::<Vec<_>>();
            let out = |reply: StateId| {
                let out = self.judge.escape(reply, state, &mut self.memory)?;
                self.moves(reply, out)
            };
            turns.push(Turn { moves: deterring.into_iter().filter_map(out).collect(), positions: Arc::new([]) });
        }
        turns
    }

    /// The moves of the coalition from one state to another.
    fn moves(&mut self, from: StateId, to: StateId) -> Option<(Place, Vec<Step>)> {
        let way = self.board.way(self.coalition, from, to, &mut self.memory)?;
        Some((self.board.place(from), way.moves.into_iter().map(|step| self.board.step(step)).collect()))
    }
}

impl Coalitions<'_> {
    fn step(&self, step: Move) -> Step {
        Step { by: step.by.members().collect(), to: self.place(step.to) }
    }

    fn place(&self, state: StateId) -> Place {
        match &self.graph.states {
            StateSpace::Settings(states) => Place(states.code(state)),
            StateSpace::Named(_) => Place(state.index() as OptionSet),
        }
    }
}

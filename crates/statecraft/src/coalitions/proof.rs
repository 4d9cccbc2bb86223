//! What proves a verdict on a coalition, in terms of the model alone.

use super::judge::{Judge, Memory};
use super::path::SequenceSearch;
use super::{Coalition, Coalitions, Move};
use crate::graph::{LimitReached, StateId, StateSet, StateSpace};
use crate::stability::Concept;
use crate::witness::{Place, Position, Proof, Reply, Step, Turn, Witness};
use std::sync::Arc;

/// Why a coalition would keep states, or leave them.
pub struct Proofs<'b> {
    board: &'b Coalitions<'b>,
    coalition: Coalition,
    judge: Judge<'b>,
    memory: Memory,
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
        let leaving = self.judge.unanswered(state, &mut self.memory).next();
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
        let mut tempting: Vec<StateId> = self.judge.improvements(state).collect();
        tempting.sort_unstable();
        let mut replies = Vec::new();
        for to in tempting {
            let (paths, reached) = self.board.answers(self.coalition, to, |reply| self.judge.deters(reply, state));
            self.steps += paths.len() as u64;
            let path = reached.map(|reached| paths.to(reached).into_iter().map(|step| self.board.step(step)).collect());
            replies.extend(path.map(|path| Arc::new(Reply { to: self.board.place(to), path })));
        }
        replies
    }

    /// What the coalition does by leaving for `to`, and what those outside can make of it.
    fn leaving_turns(&mut self, state: StateId, to: StateId) -> Vec<Turn> {
        let (board, judge, coalition) = (self.board, &self.judge, self.coalition);
        let first = board.moves(coalition, state, to).into_iter().collect();
        if board.question.concept == Concept::Nash {
            return vec![Turn { moves: first, positions: Arc::new([]) }];
        }
        let (paths, _) = board.answers(coalition, to, |_| false);
        self.steps += paths.len() as u64;
        let mut positions = paths.positions();
        positions.insert(to, Coalition::default()); // where anyone may begin
        let position = |(&state, last): (&StateId, &Coalition)| Position {
            state: board.place(state),
            last: last.members().collect(),
        };
        let mut turns = vec![Turn { moves: first, positions: positions.iter().map(position).collect() }];
        if judge.escapes {
            let deterring = positions.keys().filter(|&&reply| !judge.gains(state, reply));
            let out = |&reply: &StateId| board.moves(coalition, reply, judge.way_out(reply, state)?);
            turns.push(Turn { moves: deterring.filter_map(out).collect(), positions: Arc::new([]) });
        }
        turns
    }
}

impl Coalitions<'_> {
    /// The replies to a coalition that stands here, as far as something fits.
    fn answers(
        &self,
        coalition: Coalition,
        here: StateId,
        fits: impl Fn(StateId) -> bool,
    ) -> (SequenceSearch<'_>, Option<usize>) {
        let players = self.repliers_to(coalition).map(|turns| (turns.by, &turns.to)).collect();
        SequenceSearch::search(players, here, fits)
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

//! Whether a coalition would keep a state.
//!
//! **Definition.** Let `R_H(s)` be where the coalition `H` can take the conflict, and `R_H⁺⁺(s)` those of these states that are
//! better for `H` than `s`; judged at the end only, not move by move. `s` is stable for `H` under
//!
//! | concept | iff |
//! |---|---|
//! | Nash | `R_H⁺⁺(s)` is empty |
//! | GMR | for each `s1 ∈ R_H⁺⁺(s)` some `s2 ∈ R_{N−H}(s1)` is not better for `H` than `s` |
//! | SMR | … and neither is any `s3 ∈ R_H(s2)` |
//! | SEQ | as GMR, with replies by improvements: of actors (a), or of coalitions of those outside (b) |
//! | SymSEQ | as SMR, with the replies of SEQ |
//!
//! **Citation.** Nash: Kilgour, Hipel, Fang & Peng 2001; the others and (b): Inohara & Hipel 2008. **Cost.** For each state, its
//! improvements and for each of them the replies until one deters; where a member is at its best there are none. Asked about many
//! states, the ends of all sequences are written down first, and classes of them answer at once.

use super::Coalition;
use super::board::Coalitions;
use super::ends::Ends;
use super::gains::Gains;
use super::path::{Move, SequenceSearch, Sought};
use crate::graph::{LimitReached, StateId, parallel};
use crate::stability::Concept;
use std::collections::BTreeMap;

/// One coalition, asked about any number of states.
pub(super) struct Judge<'b> {
    board: &'b Coalitions<'b>,
    coalition: Coalition,
    gains: Gains<'b>,
    /// Where everybody can go from all states; none if that is searched for where it matters.
    sets: Option<Sets>,
    nash: bool,
    /// Whether the coalition may move once more.
    pub(super) escapes: bool,
    /// Whether ends can be searched for without looking at who moved last.
    once: bool,
}

/// Where a coalition can go from all states, and the others by replies that count; these not under Nash.
struct Sets {
    own: Ends,
    replies: Option<Ends>,
}

/// What was found for one state, and room for searches.
pub(super) struct Memory<'b> {
    /// The coalition's moves.
    own: SequenceSearch<'b>,
    answers: Answers<'b>,
}

/// What the others can do, and what then.
struct Answers<'b> {
    replies: SequenceSearch<'b>,
    escapes: SequenceSearch<'b>,
    deterred: AnswersByClass,
    escapable: AnswersByClass,
}

/// A yes or no for each class, good for one state.
struct AnswersByClass {
    answers: Vec<(u32, bool)>,
    asked: u32,
}

impl AnswersByClass {
    fn nothing(classes: usize) -> AnswersByClass {
        AnswersByClass { answers: vec![(0, false); classes], asked: 0 }
    }

    fn get_or(&mut self, class: usize, answer: impl FnOnce() -> bool) -> bool {
        if self.answers[class].0 != self.asked {
            self.answers[class] = (self.asked, answer());
        }
        self.answers[class].1
    }
}

impl<'b> Judge<'b> {
    /// For some states: ends are searched for, unless the coalition jumps.
    pub(super) fn of(board: &'b Coalitions, coalition: Coalition) -> Result<Judge<'b>, LimitReached> {
        if board.jumps() && coalition.len() > 1 {
            return Judge::of_many(board, coalition);
        }
        Judge::allow_searching(board)?;
        Ok(Judge::searching(board, coalition))
    }

    /// Whether there is memory to search for ends on every thread.
    pub(super) fn allow_searching(board: &Coalitions) -> Result<(), LimitReached> {
        board.limits.allow(3 * SequenceSearch::bytes(board.graph.len()) * parallel::threads() as u64)
    }

    /// The same, where there is memory for it.
    pub(super) fn searching(board: &'b Coalitions, coalition: Coalition) -> Judge<'b> {
        let concept = board.question.concept;
        Judge {
            board,
            coalition,
            gains: board.gains(coalition),
            sets: None,
            nash: concept == Concept::Nash,
            escapes: matches!(concept, Concept::Smr | Concept::SymSeq),
            once: board.is_all_transitive(),
        }
    }

    /// For many states: all ends are written down first.
    pub(super) fn of_many(board: &'b Coalitions, coalition: Coalition) -> Result<Judge<'b>, LimitReached> {
        let judge = Judge::searching(board, coalition);
        let replies = if judge.nash { None } else { Some(board.replies_to(coalition)?) };
        Ok(Judge { sets: Some(Sets { own: board.own(coalition)?, replies }), ..judge })
    }

    /// Whether ends are searched for.
    pub(super) fn is_searching(&self) -> bool {
        self.sets.is_none()
    }

    /// Nothing found yet.
    pub(super) fn memory(&self) -> Memory<'b> {
        let board = self.board;
        let (own, replies) = self
            .sets
            .as_ref()
            .map_or((0, 0), |sets| (sets.own.classes(), sets.replies.as_ref().map_or(0, Ends::classes)));
        let states = board.graph.len();
        let answers = Answers {
            replies: SequenceSearch::new(&board.turns, states),
            escapes: SequenceSearch::new(&board.moves, states),
            deterred: AnswersByClass::nothing(replies),
            escapable: AnswersByClass::nothing(own),
        };
        Memory { own: SequenceSearch::new(&board.moves, states), answers }
    }

    /// Whether the coalition keeps a state.
    pub(super) fn keeps(&self, state: StateId, memory: &mut Memory) -> bool {
        self.leaves_for(state, memory, |_| true).is_none()
    }

    /// The first of its improvements from a state that nothing deters and that fits; the nearest first, if they are searched for.
    pub(super) fn leaves_for(
        &self,
        state: StateId,
        memory: &mut Memory,
        fits: impl Fn(StateId) -> bool,
    ) -> Option<StateId> {
        let Memory { own, answers } = memory;
        answers.deterred.asked += 1;
        answers.escapable.asked += 1;
        if self.gains.are_exhausted(state) {
            return None;
        }
        let wanted = |to: StateId| self.gains.from(state, to) && fits(to) && !self.is_deterred(to, state, answers);
        self.first_end(state, own, wanted)
    }

    /// Its improvements from a state, whatever deters.
    pub(super) fn improvements(&self, state: StateId, memory: &mut Memory) -> Vec<StateId> {
        let mut found = Vec::new();
        if !self.gains.are_exhausted(state) {
            self.first_end(state, &mut memory.own, |to| {
                found.extend(Some(to).filter(|&to| self.gains.from(state, to)));
                false
            });
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether the coalition can bring about `to`, by moves of members in legal sequence.
    pub(super) fn reaches(&self, state: StateId, to: StateId, memory: &mut Memory) -> bool {
        self.first_end(state, &mut memory.own, |end| end == to).is_some()
    }

    /// The way to what was searched for last.
    pub(super) fn way(memory: &Memory) -> Vec<Move> {
        memory.own.len().checked_sub(1).map_or(Vec::new(), |last| memory.own.to(last))
    }

    /// The first state that the coalition can bring about and that fits.
    fn first_end(
        &self,
        state: StateId,
        search: &mut SequenceSearch,
        mut fits: impl FnMut(StateId) -> bool,
    ) -> Option<StateId> {
        if let Some(sets) = &self.sets {
            return sets.own.from(state).find(|&to| fits(to));
        }
        let sought = Sought { who: self.coalition, outside: false, once: self.once, from: state };
        search.search(sought, fits).map(|found| search.state(found))
    }

    /// Whether some reply to `to`, an improvement, leaves the coalition no better off than in `state`, with no way out.
    pub(super) fn deters(&self, to: StateId, state: StateId, memory: &mut Memory) -> bool {
        self.is_deterred(to, state, &mut memory.answers)
    }

    fn is_deterred(&self, to: StateId, state: StateId, answers: &mut Answers) -> bool {
        let Answers { replies, escapes, deterred, escapable } = answers;
        match &self.sets {
            _ if self.nash => false,
            None => replies.search(self.replies(to, self.once), |reply| self.is_stuck(reply, state, escapes)).is_some(),
            Some(sets) => sets.replies.as_ref().is_some_and(|ends| {
                deterred.get_or(ends.class(to), || {
                    ends.from(to).any(|reply| {
                        let mut way_out = || {
                            escapable.get_or(sets.own.class(reply), || self.way_out(reply, state, escapes).is_some())
                        };
                        !(self.gains.from(state, reply) || self.escapes && way_out())
                    })
                })
            }),
        }
    }

    /// The replies to a coalition that stands here.
    fn replies(&self, here: StateId, once: bool) -> Sought {
        Sought { who: self.coalition, outside: true, once, from: here }
    }

    /// Whether a state that the others bring about deters.
    fn is_stuck(&self, reply: StateId, state: StateId, escapes: &mut SequenceSearch) -> bool {
        !(self.gains.from(state, reply) || self.escapes && self.way_out(reply, state, escapes).is_some())
    }

    /// Where the coalition can go from a reply and be better off than in `state`.
    fn way_out(&self, reply: StateId, state: StateId, escapes: &mut SequenceSearch) -> Option<StateId> {
        self.first_end(reply, escapes, |to| self.gains.from(state, to))
    }

    /// The shortest reply to `to` that deters, and how many replies were gone through.
    pub(super) fn reply(&self, to: StateId, state: StateId, memory: &mut Memory) -> (Option<Vec<Move>>, usize) {
        let Answers { replies, escapes, .. } = &mut memory.answers;
        let found = replies.search(self.replies(to, false), |reply| self.is_stuck(reply, state, escapes));
        (found.map(|found| replies.to(found)), replies.len())
    }

    /// All that the others can bring about by replies to `to`, each with who moved last, and how many replies were gone through.
    pub(super) fn positions(&self, to: StateId, memory: &mut Memory) -> (BTreeMap<StateId, Coalition>, usize) {
        let replies = &mut memory.answers.replies;
        replies.search(self.replies(to, false), |_| false);
        (replies.positions(), replies.len())
    }

    /// Whether a state is better for the coalition than `state`.
    pub(super) fn gains(&self, state: StateId, to: StateId) -> bool {
        self.gains.from(state, to)
    }

    /// Where the coalition can go from a reply that is no better, and be better off than in `state`.
    pub(super) fn escape(&self, reply: StateId, state: StateId, memory: &mut Memory) -> Option<StateId> {
        self.way_out(reply, state, &mut memory.answers.escapes)
    }
}

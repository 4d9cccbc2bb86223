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
//! improvements and for each class of them the replies until one deters; where a member is at its best there are none.

use super::Coalition;
use super::board::Coalitions;
use super::ends::Ends;
use super::gains::Gains;
use crate::graph::{LimitReached, StateId};
use crate::stability::Concept;

/// One coalition, asked about any number of states.
pub(super) struct Judge<'b> {
    gains: Gains<'b>,
    own: Ends,
    /// None under Nash.
    replies: Option<Ends>,
    /// Whether the coalition may move once more.
    pub(super) escapes: bool,
}

/// What was found for one state, class by class.
pub(super) struct Memory {
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
    pub(super) fn of(board: &'b Coalitions, coalition: Coalition) -> Result<Judge<'b>, LimitReached> {
        let concept = board.question.concept;
        let replies = if concept == Concept::Nash { None } else { Some(board.replies_to(coalition)?) };
        Ok(Judge {
            gains: board.gains(coalition),
            own: board.own(coalition)?,
            replies,
            escapes: matches!(concept, Concept::Smr | Concept::SymSeq),
        })
    }

    /// Nothing found yet.
    pub(super) fn memory(&self) -> Memory {
        let replies = self.replies.as_ref().map_or(0, Ends::classes);
        Memory { deterred: AnswersByClass::nothing(replies), escapable: AnswersByClass::nothing(self.own.classes()) }
    }

    /// Whether the coalition keeps a state.
    pub(super) fn keeps(&self, state: StateId, memory: &mut Memory) -> bool {
        self.unanswered(state, memory).next().is_none()
    }

    /// Its improvements from a state.
    pub(super) fn improvements(&self, state: StateId) -> impl Iterator<Item = StateId> + '_ {
        let ends = (!self.gains.are_exhausted(state)).then(|| self.own.from(state));
        ends.into_iter().flatten().filter(move |&to| self.gains.from(state, to))
    }

    /// Its improvements from a state that nothing deters.
    pub(super) fn unanswered<'m>(
        &'m self,
        state: StateId,
        memory: &'m mut Memory,
    ) -> impl Iterator<Item = StateId> + 'm {
        memory.deterred.asked += 1;
        memory.escapable.asked += 1;
        self.improvements(state).filter(move |&to| !self.is_deterred(to, state, memory))
    }

    /// Whether some reply to `to` leaves the coalition no better off than in `state`, with no way out.
    fn is_deterred(&self, to: StateId, state: StateId, memory: &mut Memory) -> bool {
        let Some(replies) = &self.replies else { return false };
        let Memory { deterred, escapable } = memory;
        deterred.get_or(replies.class(to), || {
            replies.from(to).any(|reply| {
                let mut way_out = || escapable.get_or(self.own.class(reply), || self.way_out(reply, state).is_some());
                !(self.gains.from(state, reply) || self.escapes && way_out())
            })
        })
    }

    /// Whether a state that the others bring about deters.
    pub(super) fn deters(&self, reply: StateId, state: StateId) -> bool {
        !(self.gains.from(state, reply) || self.escapes && self.way_out(reply, state).is_some())
    }

    /// Whether a state is better for the coalition than `state`.
    pub(super) fn gains(&self, state: StateId, to: StateId) -> bool {
        self.gains.from(state, to)
    }

    /// Where the coalition can go from a reply and be better off than in `state`.
    pub(super) fn way_out(&self, reply: StateId, state: StateId) -> Option<StateId> {
        self.own.from(reply).find(|&to| self.gains.from(state, to))
    }
}

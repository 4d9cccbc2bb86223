//! What a temptation is about, whatever the states.

use crate::answers::explain::play::{Answer, Answered, Temptation};
use crate::answers::explain::step::Move;
use crate::answers::explain::why::{Because, Comparison, Rank};

/// What a temptation is about: of two with one outline the same decides, and the answers are the same.
#[derive(PartialEq)]
pub(crate) struct Outline<'t> {
    decides: Decides<'t>,
    answers: Vec<Reply<'t>>,
}

/// How an actor ranks a state, and what decides that.
#[derive(PartialEq)]
enum Decides<'t> {
    Wish(Rank, usize),
    Other(Rank, &'t Because),
}

/// How the others deter at once.
#[derive(PartialEq)]
struct Reply<'t> {
    concept: &'t str,
    moves: Vec<Deed<'t>>,
    end: Decides<'t>,
    looks_on: bool,
}

/// A move, whatever the states.
#[derive(PartialEq)]
struct Deed<'t> {
    by: &'t str,
    takes_up: &'t [String],
    drops: &'t [String],
    decides: Decides<'t>,
}

impl<'t> Outline<'t> {
    /// The outline; none if something else can come of the temptation than that the others deter at once.
    pub(crate) fn of(temptation: &'t Temptation) -> Option<Outline<'t>> {
        let answers = temptation.answers.iter().map(Reply::of).collect::<Option<_>>()?;
        Some(Outline { decides: Decides::of(&temptation.step.for_the_mover), answers })
    }
}

impl<'t> Decides<'t> {
    fn of(comparison: &'t Comparison) -> Decides<'t> {
        match comparison.deciding() {
            Some(wish) => Decides::Wish(comparison.is, wish.place),
            None => Decides::Other(comparison.is, &comparison.because),
        }
    }
}

impl<'t> Reply<'t> {
    fn of(answer: &'t Answer) -> Option<Reply<'t>> {
        let Answered::Deterred { reply, end, no_escape_by, then: None } = &answer.what else { return None };
        let moves = reply.iter().map(Deed::of).collect();
        Some(Reply { concept: &answer.concept, moves, end: Decides::of(end), looks_on: no_escape_by.is_some() })
    }
}

impl<'t> Deed<'t> {
    fn of(step: &'t Move) -> Deed<'t> {
        let Move { by, takes_up, drops, for_the_mover, .. } = step;
        Deed { by, takes_up, drops, decides: Decides::of(for_the_mover) }
    }
}

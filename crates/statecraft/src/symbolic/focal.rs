//! The verdicts of one actor.

use super::rules::Diagrams;
use crate::graph::LimitReached;
use crate::model::OptionSet;
use crate::stability::Concept;
use biodivine_lib_bdd::Bdd;

/// What the verdicts of all actors are made of.
pub(super) struct Board {
    pub(super) feasible: Bdd,
    /// For each actor.
    pub(super) actors: Vec<Mover>,
    /// Whether moves are barred, so that who moved last matters.
    pub(super) barred: bool,
}

/// What an actor can do and wants.
pub(super) struct Mover {
    /// Its options, one bit each.
    pub(super) own: OptionSet,
    /// The digits of its rank, the highest first.
    pub(super) wants: Vec<Bdd>,
    pub(super) moves: Bdd,
    pub(super) improvements: Bdd,
}

impl Diagrams<'_> {
    /// The moves to what an actor wants more: the first digit that changes becomes 1.
    pub(super) fn improvements(&self, moves: &Bdd, wants: &[Bdd], own: OptionSet) -> Result<Bdd, LimitReached> {
        let work = self.work;
        let mut better = self.variables.never();
        for want in wants.iter().rev() {
            let after = work.moved(self.variables, want, own)?;
            let as_before = work.and(&work.iff(&after, want)?, &better)?;
            better = work.or(&work.and_not(&after, want)?, &as_before)?;
        }
        work.and(&better, moves)
    }

    /// The settings that are stable for an actor under a concept.
    pub(super) fn stable(&self, board: &Board, focal: usize, concept: Concept) -> Result<Bdd, LimitReached> {
        let actor = &board.actors[focal];
        let escapes = match concept {
            Concept::Nash => self.variables.always(),
            _ => self.above(actor, &self.brought_down(board, focal, concept)?)?,
        };
        let leaves = self.some_move(&actor.improvements, &escapes)?;
        self.work.and_not(&board.feasible, &leaves)
    }

    /// The settings and ranks to which the others can bring the actor: to this rank or below.
    fn brought_down(&self, board: &Board, focal: usize, concept: Concept) -> Result<Bdd, LimitReached> {
        let actor = &board.actors[focal];
        let mut target = self.work.and(&self.at_most(actor)?, &board.feasible)?;
        if matches!(concept, Concept::Smr | Concept::SymSeq) {
            let above = self.work.moved(self.variables, &self.work.and_not(&board.feasible, &target)?, actor.own)?;
            target = self.work.and_not(&target, &self.some_move(&actor.moves, &above)?)?;
        }
        let any = matches!(concept, Concept::Gmr | Concept::Smr);
        let others = board.actors.iter().enumerate().filter(|(at, _)| *at != focal);
        let replies = others.map(|(_, other)| (other.own, if any { &other.moves } else { &other.improvements }));
        let replies: Vec<(OptionSet, &Bdd)> = replies.filter(|(_, moves)| !moves.is_false()).collect();
        if board.barred { self.reached_in_turns(target, &replies) } else { self.reached(target, &replies) }
    }

    /// From where replies lead to the target. Whoever can move twice can make it one move.
    fn reached(&self, target: Bdd, replies: &[(OptionSet, &Bdd)]) -> Result<Bdd, LimitReached> {
        let (mut found, mut left) = (target, replies.len());
        for (own, moves) in replies.iter().cycle() {
            if left == 0 {
                break;
            }
            let more = self.some_move(moves, &self.work.moved(self.variables, &found, *own)?)?;
            let more = self.work.or(&found, &more)?;
            left = if more == found { left - 1 } else { replies.len() - 1 };
            found = more;
        }
        Ok(found)
    }

    /// The same where nobody moves twice running: for each actor, from where replies lead to the target of which it makes the first.
    fn reached_in_turns(&self, target: Bdd, replies: &[(OptionSet, &Bdd)]) -> Result<Bdd, LimitReached> {
        let mut first = vec![self.variables.never(); replies.len()];
        let mut left = replies.len();
        for (at, (own, moves)) in replies.iter().enumerate().cycle() {
            if left == 0 {
                break;
            }
            let rest = first.iter().enumerate().filter(|(other, _)| *other != at);
            let rest = rest.map(|(_, first)| first).try_fold(target.clone(), |all, first| self.work.or(&all, first))?;
            let more = self.some_move(moves, &self.work.moved(self.variables, &rest, *own)?)?;
            left = if more == first[at] { left - 1 } else { replies.len() };
            first[at] = more;
        }
        first.iter().try_fold(target, |all, first| self.work.or(&all, first))
    }

    /// From where some of these moves leads to a set of settings after them.
    fn some_move(&self, moves: &Bdd, to: &Bdd) -> Result<Bdd, LimitReached> {
        self.work.both_for_some(moves, to, |variable| self.variables.is_after(variable))
    }

    /// Where an actor's rank is at most the rank to beat.
    fn at_most(&self, actor: &Mover) -> Result<Bdd, LimitReached> {
        let mut found = self.variables.always();
        for (at, want) in actor.wants.iter().enumerate().rev() {
            let digit = self.variables.digit(at);
            let tied = self.work.and(&self.work.iff(&digit, want)?, &found)?;
            found = self.work.or(&self.work.and_not(&digit, want)?, &tied)?;
        }
        Ok(found)
    }

    /// Where the actor is after a move such that the others cannot bring it down to the rank that it had before.
    fn above(&self, actor: &Mover, brought_down: &Bdd) -> Result<Bdd, LimitReached> {
        let mut found = self.work.moved(self.variables, brought_down, actor.own)?.into_not();
        for (at, want) in actor.wants.iter().enumerate() {
            let digit = self.variables.rank(at);
            let is = self.work.iff(&self.variables.digit(at), want)?;
            found = self.work.both_for_some(&found, &is, |variable| variable == digit)?;
        }
        Ok(found)
    }
}

//! The concepts of another form: all at one moment, and two actors who foresee each other.

use super::check::{Checker, Level};
use super::wants::Asked;
use super::world::own;
use super::{Fault, Proof, Question, Reading, Reply, Step, Turn};
use crate::model::{ActorId, Form, OptionForm, OptionSet};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// So far two actors are followed in what they foresee.
const MOST_LEVELS: usize = 1 << 12;

/// A setting in which some actors' options are as in another.
fn joined(form: &OptionForm, setting: OptionSet, by: &[ActorId], other: OptionSet) -> OptionSet {
    setting & !own(form, by) | other & own(form, by)
}

/// There is one turn to speak of.
fn only<T>(turns: &[T]) -> Result<&T, Fault> {
    if let [turn] = turns { Ok(turn) } else { Err(Fault::Turns(turns.len(), 1)) }
}

impl<'m> Checker<'m> {
    /// SIM, **it stays**: while it takes an improvement, the others take some of theirs, and together this is no better for it.
    pub(super) fn spoiled(&mut self, asked: &Asked, turns: &[Vec<Arc<Reply>>]) -> Result<(), Fault> {
        let form = self.separable()?;
        for (to, reply) in self.answers(asked, Asked::tempts, &[asked.start], only(turns)?)? {
            let (mut setting, mut moved) = (self.world.place(to).0, BTreeSet::new());
            for Step { by, to } in &reply.path {
                let to = self.state(*to)?;
                let once = moved.insert(by) && asked.others.contains(by);
                if !once || !self.improvements(asked, by)?.contains(&to) {
                    return Err(Fault::Unforeseen(self.say(asked.start)));
                }
                setting = joined(form, setting, by, self.world.place(to).0);
            }
            let end = self.world.having(setting).ok_or_else(|| Fault::Unanswered(self.say(to)))?;
            self.deters(asked, end)?;
        }
        Ok(())
    }

    /// SIM, **it leaves**: whatever improvements the others take while it takes its own, what comes about is better for it.
    pub(super) fn unspoiled(&mut self, asked: &Asked, turns: &[Turn]) -> Result<(), Fault> {
        let form = self.separable()?;
        let to = self.goes(asked, Asked::tempts, asked.start, only(turns)?)?;
        let mut settings = vec![self.world.place(to).0];
        for by in &asked.others {
            let before = settings.clone();
            for to in self.improvements(asked, by)? {
                let setting = self.world.place(to).0;
                settings.extend(before.iter().map(|&before| joined(form, before, by, setting)));
                self.world.budget.spend(before.len())?;
            }
        }
        let ends: Vec<usize> = settings.into_iter().filter_map(|setting| self.world.having(setting)).collect();
        match ends.into_iter().find(|&end| self.deters(asked, end).is_ok()) {
            Some(end) => Err(Fault::Stuck(self.say(end))),
            None => Ok(()),
        }
    }

    /// Where some actors can move from the state in question that is better for them.
    fn improvements(&mut self, asked: &Asked, by: &[ActorId]) -> Result<Vec<usize>, Fault> {
        let moves = self.moves(by, &asked.reading, asked.start)?;
        Ok(moves.iter().copied().filter(|&to| asked.gains(&self.world, by, to, asked.start)).collect())
    }

    /// The options, if changes of them can be added up: no states are merged. The moves that are not barred can be.
    fn separable(&self) -> Result<&'m OptionForm, Fault> {
        match &self.world.model.form {
            Form::Options(form) if !self.world.is_merged => Ok(form),
            _ => Err(Fault::Undefined),
        }
    }

    /// `L_h`, NM and Stackelberg: the verdict is what both foresee, and the lines of play are foreseen.
    pub(super) fn foreseen(&mut self, asked: &Asked, question: Question, proof: &Proof) -> Result<(), Fault> {
        let (&[actor], 2) = (asked.player.as_slice(), self.world.model.actors.len()) else {
            return Err(Fault::Undefined);
        };
        let (me, start) = (actor.index(), asked.start);
        let (levels, ahead) = self.levels(
            start,
            match question {
                Question::Limited(moves) => Some(usize::from(moves)),
                Question::Stackelberg(leader) => Some(if leader == actor { 2 } else { 1 }),
                _ => None,
            },
        )?;
        let stays = ahead.clone().all(|left| levels[left][&(me, start)] == BTreeSet::from([start]));
        // From where less can be reached it may repeat itself earlier, so a line may be foreseen with fewer moves left.
        let ahead = if question == Question::NonMyopic { 1..=*ahead.end() } else { ahead };
        match proof {
            Proof::Stays(turns) if stays => {
                for (to, reply) in self.answers(asked, Asked::tempts, &[start], only(turns)?)? {
                    let fewer = ahead.start() - 1..=ahead.end() - 1;
                    let end = self.line((&levels, fewer), (1 - me, to), &reply.path)?;
                    self.deters(asked, end)?;
                }
                Ok(())
            }
            Proof::Leaves(turns) if !stays => match *only(turns)?.moves {
                [(from, ref path)] if self.state(from)? == start => {
                    self.line((&levels, ahead), (me, start), path).map(|_| ())
                }
                _ => Err(Fault::Unforeseen(self.say(start))),
            },
            _ => Err(Fault::Foreseen(stays)),
        }
    }

    /// The end of a line of play that both foresee with one of these numbers of moves left.
    fn line(
        &mut self,
        (levels, mut ahead): (&[Level], RangeInclusive<usize>),
        (mover, from): (usize, usize),
        path: &[Step],
    ) -> Result<usize, Fault> {
        let mut states = vec![(mover, from)];
        for Step { by, to } in path {
            let ((mover, at), to) = (states[states.len() - 1], self.state(*to)?);
            if *by != [ActorId::new(mover)] || !self.moves(by, &Reading::default(), at)?.contains(&to) {
                return Err(Fault::Unforeseen(self.say(at)));
            }
            states.push((1 - mover, to));
        }
        let end = states[path.len()].1;
        let stops = states.iter().position(|&(_, state)| state == end) == Some(path.len());
        let expected =
            |left: usize| states.iter().zip((0..=left).rev()).all(|(at, left)| levels[left][at].contains(&end));
        let foreseen = ahead.any(|left| path.len() <= left && expected(left));
        if foreseen && stops && !path.is_empty() { Ok(end) } else { Err(Fault::Unforeseen(self.say(from))) }
    }

    /// What both foresee, for each number of moves, in all states that can be reached; and for which numbers it matters: the one
    /// that is asked for or, if none is, all through which it repeats itself.
    fn levels(
        &mut self,
        start: usize,
        moves: Option<usize>,
    ) -> Result<(Arc<Vec<Level>>, RangeInclusive<usize>), Fault> {
        let mut levels = match self.foreseen.iter().position(|levels| levels[0].contains_key(&(0, start))) {
            Some(known) => self.foreseen.swap_remove(known),
            None => Arc::new(vec![self.nothing_left(start)?]),
        };
        for left in 1..MOST_LEVELS {
            if levels.len() == left {
                let next = self.one_more(&levels[left - 1])?;
                Arc::make_mut(&mut levels).push(next);
            }
            let ahead = match moves {
                Some(moves) => (moves == left).then_some(left..=left),
                None => (0..left).find(|&at| levels[at] == levels[left]).map(|before| before + 1..=left),
            };
            if let Some(ahead) = ahead {
                self.foreseen.push(levels.clone());
                return Ok((levels, ahead));
            }
        }
        Err(Fault::TooMuch)
    }

    fn nothing_left(&mut self, start: usize) -> Result<Level, Fault> {
        let (mut found, mut open) = (BTreeSet::from([start]), vec![start]);
        while let Some(from) = open.pop() {
            for actor in self.world.model.actor_ids() {
                let moves = self.moves(&[actor], &Reading::default(), from)?;
                self.world.budget.spend(1 + moves.len())?;
                open.extend(moves.iter().filter(|&&to| found.insert(to)));
            }
        }
        Ok(found.into_iter().flat_map(|state| [0, 1].map(|me| ((me, state), BTreeSet::from([state])))).collect())
    }

    /// With one move more: whatever follows each move, the mover takes one of those that end best for it, or stays if none ends
    /// better. So what can come about is what is better than staying, and staying itself, unless a move is sure to end better.
    fn one_more(&mut self, before: &Level) -> Result<Level, Fault> {
        let mut next = Level::new();
        for &(me, state) in before.keys() {
            let moves = self.moves(&[ActorId::new(me)], &Reading::default(), state)?;
            let after: Vec<&BTreeSet<usize>> = moves.iter().map(|&to| &before[&(1 - me, to)]).collect();
            self.world.budget.spend(1 + after.iter().map(|ends| ends.len()).sum::<usize>())?;
            let better = |end: usize, than: usize| self.world.prefers(ActorId::new(me), end, than);
            let surpassed = |end: usize| after.iter().any(|ends| ends.iter().all(|&sure| better(sure, end)));
            let gained = after.iter().copied().flatten().copied().filter(|&end| better(end, state));
            next.insert((me, state), gained.chain([state]).filter(|&end| !surpassed(end)).collect());
        }
        Ok(next)
    }
}

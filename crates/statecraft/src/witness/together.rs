//! The concepts of another form: all at one moment, and two actors who foresee each other.

use super::check::{Asked, Checker, Level};
use super::world::own;
use super::{Fault, Proof, Question, Reading, Reply, Step, Turn};
use crate::model::{ActorId, Form, OptionForm};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// So far two actors are followed in what they foresee.
const MOST_LEVELS: usize = 1 << 12;

/// A setting in which some actors' options are as in another.
fn joined(form: &OptionForm, setting: u64, by: &[ActorId], other: u64) -> u64 {
    setting & !own(form, by) | other & own(form, by)
}

impl<'m> Checker<'m> {
    /// SIM, **it stays**: while it takes an improvement, the others take some of theirs, and together this is no better for it.
    pub(super) fn spoiled(&mut self, asked: &Asked, start: usize, turns: &[Vec<Arc<Reply>>]) -> Result<(), Fault> {
        let (form, [replies]) = (self.separable()?, turns) else { return Err(Fault::Turns(turns.len(), 1)) };
        for (to, reply) in self.answers(asked, start, &[start], replies)? {
            let (mut setting, mut moved) = (self.world.place(to).0, BTreeSet::new());
            for Step { by, to } in &reply.path {
                let to = self.state(*to)?;
                if !moved.insert(by)
                    || !asked.others.contains(by)
                    || !self.improvements(asked, by, start)?.contains(&to)
                {
                    return Err(Fault::Unforeseen(self.say(start)));
                }
                setting = joined(form, setting, by, self.world.place(to).0);
            }
            let end = self.world.having(setting).ok_or_else(|| Fault::Unanswered(self.say(to)))?;
            if self.gains(asked, &asked.player, end, start) {
                return Err(Fault::NoDeterrent(self.say(end)));
            }
        }
        Ok(())
    }

    /// SIM, **it leaves**: whatever improvements the others take while it takes its own, what comes about is better for it.
    pub(super) fn unspoiled(&mut self, asked: &Asked, start: usize, turns: &[Turn]) -> Result<(), Fault> {
        let (form, [turn]) = (self.separable()?, turns) else { return Err(Fault::Turns(turns.len(), 1)) };
        let own = self.own_moves(asked, &turn.moves)?;
        let &to = own.get(&start).ok_or_else(|| Fault::Nothing(self.say(start)))?;
        let mut settings = vec![self.world.place(to).0];
        for by in &asked.others {
            let before = settings.clone();
            for to in self.improvements(asked, by, start)? {
                let setting = self.world.place(to).0;
                settings.extend(before.iter().map(|&before| joined(form, before, by, setting)));
                self.world.spend(before.len())?;
            }
        }
        for setting in settings {
            match self.world.having(setting) {
                Some(end) if !self.gains(asked, &asked.player, end, start) => return Err(Fault::Stuck(self.say(end))),
                _ => {}
            }
        }
        Ok(())
    }

    /// Where some actors can move that is better for them.
    fn improvements(&mut self, asked: &Asked, by: &[ActorId], from: usize) -> Result<Vec<usize>, Fault> {
        let moves = self.moves(by, asked.reading, from)?;
        Ok(moves.iter().copied().filter(|&to| self.gains(asked, by, to, from)).collect())
    }

    /// The options, if changes of them can be added up: no states are merged, no moves barred.
    fn separable(&self) -> Result<&'m OptionForm, Fault> {
        match &self.world.model.form {
            Form::Options(form) if form.merges.is_empty() && form.barred.is_empty() => Ok(form),
            _ => Err(Fault::Undefined),
        }
    }

    /// `L_h`, NM and Stackelberg: the verdict is what both foresee, and the lines of play are foreseen.
    pub(super) fn foreseen(
        &mut self,
        asked: &Asked,
        question: Question,
        start: usize,
        proof: &Proof,
    ) -> Result<(), Fault> {
        let (&[actor], 2) = (asked.player.as_slice(), self.world.model.actors.len()) else {
            return Err(Fault::Undefined);
        };
        let me = actor.index();
        let (levels, ahead) = match question {
            Question::Limited(moves) => self.levels(start, Some(usize::from(moves)))?,
            Question::Stackelberg(leader) => self.levels(start, Some(if leader == actor { 2 } else { 1 }))?,
            _ => self.levels(start, None)?,
        };
        let stays = ahead.clone().all(|left| levels[left][me][&start] == BTreeSet::from([start]));
        // From where less can be reached it may repeat itself earlier, so a line may be foreseen with fewer moves left.
        let ahead = if question == Question::NonMyopic { 1..=*ahead.end() } else { ahead };
        match proof {
            Proof::Stays(turns) if stays => {
                let [replies] = turns.as_slice() else { return Err(Fault::Turns(turns.len(), 1)) };
                for (to, reply) in self.answers(asked, start, &[start], replies)? {
                    let end = self.line(&levels, ahead.clone().map(|left| left - 1), 1 - me, to, &reply.path)?;
                    if self.gains(asked, &asked.player, end, start) {
                        return Err(Fault::NoDeterrent(self.say(end)));
                    }
                }
                Ok(())
            }
            Proof::Leaves(turns) if !stays => match turns.as_slice() {
                [turn] if turn.moves.len() == 1 && self.state(turn.moves[0].0)? == start => {
                    self.line(&levels, ahead, me, start, &turn.moves[0].1).map(|_| ())
                }
                _ => Err(Fault::Turns(turns.len(), 1)),
            },
            _ => Err(Fault::Foreseen(stays)),
        }
    }

    /// The end of a line of play that both foresee with some number of moves left, `mover` to move first.
    fn line(
        &mut self,
        levels: &[Level],
        ahead: impl Iterator<Item = usize>,
        mover: usize,
        start: usize,
        path: &[Step],
    ) -> Result<usize, Fault> {
        let mut states = vec![start];
        for (at, Step { by, to }) in path.iter().enumerate() {
            let to = self.state(*to)?;
            let turn = by.as_slice() == [ActorId::new((mover + at) % 2)];
            if !turn || !self.moves(by, Reading::default(), states[at])?.contains(&to) {
                return Err(Fault::Unforeseen(self.say(states[at])));
            }
            states.push(to);
        }
        let end = states[path.len()];
        let foreseen = |left: usize| {
            path.len() <= left
                && states
                    .iter()
                    .enumerate()
                    .all(|(at, state)| levels[left - at][(mover + at) % 2][state].contains(&end))
        };
        let stops_once = states.iter().filter(|&&state| state == end).count() == 1;
        if path.is_empty() || !stops_once || !{ ahead }.any(foreseen) {
            Err(Fault::Unforeseen(self.say(start)))
        } else {
            Ok(end)
        }
    }

    /// What both foresee, for each number of moves, in all states that can be reached; and for which numbers it matters: the one
    /// that is asked for or, if none is, all through which it repeats itself.
    fn levels(
        &mut self,
        start: usize,
        moves: Option<usize>,
    ) -> Result<(Arc<Vec<Level>>, RangeInclusive<usize>), Fault> {
        let known = self.foreseen.iter().position(|levels| levels[0][0].contains_key(&start));
        let mut levels = match known {
            Some(at) => self.foreseen.swap_remove(at),
            None => Arc::new(vec![self.nothing_left(start)?]),
        };
        for left in 1..MOST_LEVELS {
            if levels.len() == left {
                let next = self.one_more(&levels[left - 1])?;
                Arc::make_mut(&mut levels).push(next);
            }
            let before = || (0..left).find(|&before| levels[before] == levels[left]);
            let ahead = match moves {
                Some(moves) => (moves == left).then_some(left..=left),
                None => before().map(|before| before + 1..=left),
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
                let moves = self.moves(&[actor], Reading::default(), from)?;
                open.extend(moves.iter().filter(|&&to| found.insert(to)));
            }
        }
        let stay: BTreeMap<_, _> = found.into_iter().map(|state| (state, BTreeSet::from([state]))).collect();
        Ok([stay.clone(), stay])
    }

    /// With one move more: whatever follows each move, the mover takes one of those that end best for it, or stays if none ends
    /// better. So what can come about is what is better than staying, and staying itself, unless a move is sure to end better.
    fn one_more(&mut self, before: &Level) -> Result<Level, Fault> {
        let mut next = Level::default();
        for (me, actor) in [0, 1].map(|me| (me, ActorId::new(me))) {
            for &state in before[me].keys() {
                let moves = self.moves(&[actor], Reading::default(), state)?;
                self.world.spend(1 + moves.iter().map(|to| before[1 - me][to].len()).sum::<usize>())?;
                let after: Vec<&BTreeSet<usize>> = moves.iter().map(|to| &before[1 - me][to]).collect();
                let better = |end: usize, than: usize| self.world.prefers(actor, end, than);
                let surpassed = |end: usize| after.iter().any(|ends| ends.iter().all(|&sure| better(sure, end)));
                let gained = after.iter().copied().flatten().copied().filter(|&end| better(end, state));
                next[me].insert(state, gained.chain([state]).filter(|&end| !surpassed(end)).collect());
            }
        }
        Ok(next)
    }
}

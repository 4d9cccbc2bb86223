//! `L_h`, NM and Stackelberg: the lines of play that two actors foresee (Kilgour 1985).
//!
//! As `stability::anticipation` has it, with sets of outcomes, but only for states that can be reached from the one in
//! question, and with the outcomes as states, so that the way to each can be told.

use super::place;
use super::steps::Steps;
use crate::graph::{Graph, StateId};
use crate::model::ActorId;
use crate::stability::Reason;
use crate::witness::{Proof, Question, Reply, Step, Turn};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// So many moves are looked ahead.
const MOST_MOVES: usize = 1 << 12;

/// Two actors, and what they foresee in some states.
pub(super) struct Foreseen<'g> {
    graph: &'g Graph,
    moves: BTreeMap<(usize, StateId), Vec<StateId>>,
    /// The states from which the same states can be reached.
    alike: BTreeSet<StateId>,
    /// For each number of moves left what can come about, by who has the move and where.
    levels: Vec<OutcomesByMover>,
}

type OutcomesByMover = BTreeMap<(usize, StateId), Vec<StateId>>;

impl<'g> Foreseen<'g> {
    /// In all states that can be reached from this one.
    pub(super) fn from(graph: &'g Graph, start: StateId, steps: &mut Steps) -> Result<Foreseen<'g>, Reason> {
        if graph.ranks.len() != 2 {
            return Err(Reason::TwoActors(graph.ranks.len()));
        }
        let mut moves = BTreeMap::new();
        let (mut seen, mut open) = (BTreeSet::from([start]), vec![start]);
        while let Some(from) = open.pop() {
            for actor in graph.actor_ids() {
                let ends = graph.moves_from(actor, from);
                steps.keep::<[Vec<StateId>; 2]>(1);
                steps.keep::<StateId>(ends.len());
                steps.spend(1 + ends.len() as u64)?;
                open.extend(ends.iter().filter(|&&to| seen.insert(to)));
                moves.insert((actor.index(), from), ends);
            }
        }
        let stay = moves.keys().map(|&(mover, state)| ((mover, state), vec![state])).collect();
        Ok(Foreseen { graph, alike: leading_to(start, &moves), moves, levels: vec![stay] })
    }

    /// Whether from this state the same states can be reached.
    pub(super) fn is_for(&self, state: StateId) -> bool {
        self.alike.contains(&state)
    }

    /// Why the actor stays in a state, or leaves it.
    pub(super) fn proof(
        &mut self,
        question: Question,
        (actor, state): (ActorId, StateId),
        steps: &mut Steps,
    ) -> Result<Proof, Reason> {
        let ahead = self.ahead(question, actor, steps)?;
        let me = actor.index();
        let leaving = ahead.clone().find_map(|left| {
            let ends = &self.levels[left][&(me, state)];
            ends.iter().find(|&&end| end != state).map(|&end| (left, end))
        });
        if let Some((left, end)) = leaving {
            let moves = [(place(self.graph, state), self.line(me, state, left, end))].into();
            return Ok(Proof::Leaves(vec![Turn { moves, positions: Arc::default() }]));
        }
        let reply = |to: StateId| {
            let left = ahead.start() - 1;
            let rank = |end: &&StateId| self.graph.ranks[me][end.index()];
            let end = *self.levels[left].get(&(1 - me, to))?.iter().min_by_key(rank)?;
            Some(Arc::new(Reply { to: place(self.graph, to), path: self.line(1 - me, to, left, end) }))
        };
        let tempting = self.graph.improvements_from(actor, state);
        Ok(Proof::Stays(vec![tempting.into_iter().filter_map(reply).collect()]))
    }

    /// The numbers of moves that the question is about; if it is about all, those through which what is foreseen repeats itself.
    fn ahead(
        &mut self,
        question: Question,
        actor: ActorId,
        steps: &mut Steps,
    ) -> Result<RangeInclusive<usize>, Reason> {
        let moves = match question {
            Question::Limited(moves) => usize::from(moves),
            Question::Stackelberg(leader) if leader.index() > 1 => return Err(Reason::NoSuchLeader),
            Question::Stackelberg(leader) => 1 + usize::from(leader == actor),
            _ => return self.cycle(steps),
        };
        self.look(moves, steps)?;
        Ok(moves..=moves)
    }

    fn cycle(&mut self, steps: &mut Steps) -> Result<RangeInclusive<usize>, Reason> {
        for left in 1..=MOST_MOVES {
            self.look(left, steps)?;
            if let Some(before) = (0..left).find(|&before| self.levels[before] == self.levels[left]) {
                return Ok(before + 1..=left);
            }
        }
        Err(Reason::NoPeriod(MOST_MOVES))
    }

    fn look(&mut self, moves: usize, steps: &mut Steps) -> Result<(), Reason> {
        while self.levels.len() <= moves {
            let before = &self.levels[self.levels.len() - 1];
            let outcomes = |(&(me, _), moves): (&(usize, StateId), &Vec<StateId>)| {
                moves.iter().map(|&to| before[&(1 - me, to)].len() as u64).sum::<u64>()
            };
            steps.spend(self.moves.iter().map(outcomes).sum())?;
            let more = self.one_more(before, steps)?;
            steps.keep::<[Vec<StateId>; 2]>(more.len());
            steps.keep::<StateId>(more.values().map(Vec::len).sum());
            self.levels.push(more);
        }
        Ok(())
    }

    fn one_more(&self, before: &OutcomesByMover, steps: &Steps) -> Result<OutcomesByMover, Reason> {
        let outcomes = |(&(me, state), moves): (&(usize, StateId), &Vec<StateId>)| {
            let rank = |end: StateId| self.graph.ranks[me][end.index()];
            let after = || moves.iter().map(|&to| &before[&(1 - me, to)]);
            let sure = after().filter_map(|ends| ends.iter().map(|&end| rank(end)).min()).max();
            let gained = after().flatten().copied().filter(|&end| rank(end) > rank(state));
            let mut ends: Vec<StateId> = gained.chain([state]).filter(|&end| Some(rank(end)) >= sure).collect();
            ends.sort_unstable();
            ends.dedup();
            steps.within()?;
            Ok(((me, state), ends))
        };
        self.moves.iter().map(outcomes).collect()
    }

    /// The moves that lead to what is foreseen, `mover` first and so many moves left.
    fn line(&self, mut mover: usize, mut state: StateId, mut left: usize, end: StateId) -> Vec<Step> {
        let mut steps = Vec::new();
        while state != end && left > 0 {
            left -= 1;
            let leads = |to: &&StateId| self.levels[left][&(1 - mover, **to)].contains(&end);
            let Some(&to) = self.moves[&(mover, state)].iter().find(leads) else { break };
            steps.push(Step { by: vec![ActorId::new(mover)], to: place(self.graph, to) });
            (mover, state) = (1 - mover, to);
        }
        steps
    }
}

/// The states from which moves lead to this one, itself among them.
fn leading_to(end: StateId, moves: &BTreeMap<(usize, StateId), Vec<StateId>>) -> BTreeSet<StateId> {
    let mut before: BTreeMap<StateId, Vec<StateId>> = BTreeMap::new();
    for (&(_, from), ends) in moves {
        ends.iter().for_each(|&to| before.entry(to).or_default().push(from));
    }
    let (mut found, mut open) = (BTreeSet::from([end]), vec![end]);
    while let Some(to) = open.pop() {
        open.extend(before.get(&to).into_iter().flatten().filter(|&&from| found.insert(from)));
    }
    found
}

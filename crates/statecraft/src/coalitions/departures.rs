//! Which outcomes fall, to whom, for what and how.

use super::board::alone;
use super::judge::{Judge, Memory};
use super::path::{Move, SequenceSearch};
use super::{Coalition, Coalitions, Found, Joint, smallest};
use crate::graph::{LimitReached, Lists, StateId, StateSet};

/// A coalition leaves a state for a better one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Who leaves.
    pub coalition: Coalition,
    /// The state.
    pub from: StateId,
    /// The better one: for every member, or for some and worse for none.
    pub to: StateId,
    /// How to get there, as short as can be.
    pub moves: Vec<Move>,
}

impl Coalitions<'_> {
    /// For each of these states, how the smallest coalitions that would leave it do so: each for the nearest of the improvements
    /// that nothing deters, those that are outcomes themselves first.
    ///
    /// # Errors
    /// There is too much to do.
    pub fn departures(&self, found: &Found, states: &StateSet) -> Result<Vec<Departure>, LimitReached> {
        let leaving: Vec<(StateId, Vec<Coalition>)> =
            states.iter().map(|state| (state, smallest(&found.leaving(state)))).collect();
        let mut departures = Vec::new();
        for &(coalition, _) in &found.keeps {
            let from: Vec<StateId> =
                leaving.iter().filter(|(_, who)| who.contains(&coalition)).map(|(state, _)| *state).collect();
            if from.is_empty() {
                continue;
            }
            let judge = Judge::of(self, coalition)?;
            let mut memory = judge.memory();
            for state in from {
                self.limits.watch.check()?;
                departures.extend(self.departure(&judge, coalition, state, &found.outcomes, &mut memory));
            }
        }
        departures.sort_by_key(|departure| departure.from);
        Ok(departures)
    }

    fn departure(
        &self,
        judge: &Judge,
        coalition: Coalition,
        from: StateId,
        outcomes: &StateSet,
        memory: &mut Memory,
    ) -> Option<Departure> {
        let mut aims = StateSet::empty(self.graph.len());
        judge.unanswered(from, memory).for_each(|to| aims.insert(to));
        let lasting = aims.intersection(outcomes);
        self.way(coalition, from, if lasting.is_empty() { &aims } else { &lasting })
    }

    /// The improvements of coalitions of two or more from one outcome to another, whatever the replies: for each pair the smallest
    /// coalitions that have them.
    ///
    /// # Errors
    /// There is too much to do.
    pub fn outcome_jumps(&self, found: &Found) -> Result<Vec<Departure>, LimitReached> {
        let mut pairs: Vec<(StateId, StateId, Coalition)> = Vec::new();
        for &(coalition, _) in found.keeps.iter().filter(|(coalition, _)| coalition.len() > 1) {
            self.limits.watch.check()?;
            let (own, gains) = (self.own(coalition)?, self.gains(coalition));
            for from in found.outcomes.iter() {
                let aims = own.from(from).filter(|&to| found.outcomes.contains(to) && gains.from(from, to));
                pairs.extend(aims.map(|to| (from, to, coalition)));
            }
        }
        pairs.sort_by_key(|&(from, to, _)| (from, to));
        let of_pair = |pair: &[(StateId, StateId, Coalition)]| {
            let (from, to, _) = pair[0];
            let mut aim = StateSet::empty(self.graph.len());
            aim.insert(to);
            let least = smallest(&pair.iter().map(|(_, _, coalition)| *coalition).collect::<Vec<_>>());
            least.into_iter().filter_map(|coalition| self.way(coalition, from, &aim)).collect::<Vec<_>>()
        };
        Ok(pairs.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)).flat_map(of_pair).collect())
    }

    /// The shortest way of a coalition from a state to one of these.
    pub(super) fn way(&self, coalition: Coalition, from: StateId, aims: &StateSet) -> Option<Departure> {
        if self.question.joint == Joint::Jump && alone(coalition).is_none() {
            let to = aims.iter().next()?;
            return Some(Departure { coalition, from, to, moves: vec![Move { by: coalition, to }] });
        }
        let members: Vec<(Coalition, &Lists<u32>)> =
            coalition.members().map(|actor| (Coalition::of([actor]), self.moves_of(actor))).collect();
        let (paths, reached) = SequenceSearch::search(members, from, |to| aims.contains(to));
        let moves = paths.to(reached?);
        Some(Departure { coalition, from, to: moves.last()?.to, moves })
    }
}

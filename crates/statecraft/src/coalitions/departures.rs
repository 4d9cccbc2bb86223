//! Which outcomes fall, to whom, for what and how.

use super::around::Around;
use super::board::alone;
use super::judge::{Judge, Memory};
use super::path::Move;
use super::{Coalition, Coalitions, Found, Joint, smallest};
use crate::graph::{LimitReached, StateId, StateSet, parallel};

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
        let states: Vec<StateId> = states.iter().collect();
        let leaving = |from: &StateId| -> Vec<(StateId, Coalition)> {
            smallest(&found.leaving(*from)).into_iter().map(|coalition| (*from, coalition)).collect()
        };
        let leaving: Vec<Vec<(StateId, Coalition)>> = parallel::map(&states, leaving);
        let mut leaving = leaving.concat();
        // What is found for a coalition that jumps is good for all states.
        let lots: Vec<&[(StateId, Coalition)]> = if self.jumps() {
            leaving.sort_by_key(|(_, coalition)| *coalition);
            leaving.chunk_by(|one, other| one.1 == other.1).collect()
        } else {
            leaving.chunk_by(|one, other| one.0 == other.0).collect()
        };
        let room = || Judge::searching(self, Coalition::default()).memory();
        let of_lot = |memory: &mut Memory, _, lot: &[(StateId, Coalition)]| {
            self.limits.watch.check()?;
            let first = Judge::of(self, lot[0].1)?;
            if first.is_searching() {
                let one = |&(from, coalition): &(StateId, Coalition)| {
                    self.departure(&Judge::searching(self, coalition), coalition, from, &found.outcomes, memory)
                };
                return Ok(lot.iter().filter_map(one).collect());
            }
            let mut memory = first.memory();
            let one = |&(from, coalition): &(StateId, Coalition)| {
                self.departure(&first, coalition, from, &found.outcomes, &mut memory)
            };
            Ok(lot.iter().filter_map(one).collect())
        };
        let ways = parallel::map_with(lots, room, of_lot);
        let mut ways: Vec<Departure> = ways.into_iter().collect::<Result<Vec<Vec<_>>, LimitReached>>()?.concat();
        ways.sort_by_key(|way| (way.from, way.coalition.len()));
        Ok(ways)
    }

    fn departure(
        &self,
        judge: &Judge,
        coalition: Coalition,
        from: StateId,
        outcomes: &StateSet,
        memory: &mut Memory,
    ) -> Option<Departure> {
        let lasting = judge.leaves_for(from, memory, |to| outcomes.contains(to));
        let to = lasting.or_else(|| judge.leaves_for(from, memory, |_| true))?;
        let jumps = self.question.joint == Joint::Jump && alone(coalition).is_none();
        let moves = if jumps { vec![Move { by: coalition, to }] } else { Judge::way(memory) };
        Some(Departure { coalition, from, to, moves })
    }

    /// The improvements of coalitions of two or more from one outcome to another, whatever the replies: for each pair the smallest
    /// coalitions that have them.
    ///
    /// # Errors
    /// There is too much to do.
    pub fn outcome_jumps(&self, found: &Found) -> Result<Vec<Departure>, LimitReached> {
        let several: Vec<Coalition> =
            found.keeps.iter().map(|(coalition, _)| *coalition).filter(|coalition| coalition.len() > 1).collect();
        let outcomes: Vec<StateId> = found.outcomes.iter().collect();
        let mut memory = Judge::searching(self, Coalition::default()).memory();
        let mut jumps = Vec::new();
        if let Some(around) = Around::of(self, &several) {
            for &from in &outcomes {
                self.limits.watch.check()?;
                for &to in &outcomes {
                    let least = around.smallest_with(from, to, &mut memory).into_iter();
                    jumps.extend(least.filter_map(|coalition| self.way(coalition, from, to, &mut memory)));
                }
            }
            return Ok(jumps);
        }
        let mut pairs: Vec<(StateId, StateId, Coalition)> = Vec::new();
        for coalition in several {
            self.limits.watch.check()?;
            let (own, gains) = (self.own(coalition)?, self.gains(coalition));
            for &from in &outcomes {
                let aims = own.from(from).filter(|&to| found.outcomes.contains(to) && gains.from(from, to));
                pairs.extend(aims.map(|to| (from, to, coalition)));
            }
        }
        pairs.sort_by_key(|&(from, to, _)| (from, to));
        for pair in pairs.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
            let least = smallest(&pair.iter().map(|(_, _, coalition)| *coalition).collect::<Vec<_>>());
            jumps.extend(least.into_iter().filter_map(|one| self.way(one, pair[0].0, pair[0].1, &mut memory)));
        }
        Ok(jumps)
    }

    /// The shortest way of a coalition from a state to another.
    pub(super) fn way<'b>(
        &'b self,
        coalition: Coalition,
        from: StateId,
        to: StateId,
        memory: &mut Memory<'b>,
    ) -> Option<Departure> {
        if self.question.joint == Joint::Jump && alone(coalition).is_none() {
            return Some(Departure { coalition, from, to, moves: vec![Move { by: coalition, to }] });
        }
        let reached = Judge::searching(self, coalition).reaches(from, to, memory);
        reached.then(|| Departure { coalition, from, to, moves: Judge::way(memory) })
    }
}

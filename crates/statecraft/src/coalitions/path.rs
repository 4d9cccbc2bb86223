//! Shortest legal sequences of turns from one state: nobody takes two running.

use super::Coalition;
use crate::graph::{Lists, StateId};
use std::collections::BTreeMap;

/// A move of an actor, or a jump of a coalition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Who moves.
    pub by: Coalition,
    /// Where to.
    pub to: StateId,
}

/// Everything that legal sequences from a state reach, the nearest first, as far as was asked for.
pub(super) struct SequenceSearch<'l> {
    players: Vec<(Coalition, &'l Lists<u32>)>,
    /// What was reached, by whose turn, and from which of those before.
    reached: Vec<(StateId, usize, Option<usize>)>,
}

impl<'l> SequenceSearch<'l> {
    /// Searches from a state until something fits; gives its place among what was reached.
    pub(super) fn search(
        players: Vec<(Coalition, &'l Lists<u32>)>,
        from: StateId,
        fits: impl Fn(StateId) -> bool,
    ) -> (SequenceSearch<'l>, Option<usize>) {
        let mut paths = SequenceSearch { players, reached: Vec::new() };
        // For each state its first last mover, and whether there is another.
        let mut last_movers: BTreeMap<StateId, (usize, bool)> = BTreeMap::new();
        let mut next = 0;
        let mut origin = (from, usize::MAX, None);
        loop {
            for player in (0..paths.players.len()).filter(|&player| player != origin.1) {
                for &to in paths.players[player].1.get(origin.0.index()) {
                    let to = StateId::new(to as usize);
                    let known = last_movers.get(&to).copied();
                    if known.is_some_and(|(first, more)| more || first == player) {
                        continue;
                    }
                    last_movers.insert(to, (known.map_or(player, |known| known.0), known.is_some()));
                    paths.reached.push((to, player, origin.2));
                    if fits(to) {
                        let found = paths.reached.len() - 1;
                        return (paths, Some(found));
                    }
                }
            }
            let Some(&(state, player, _)) = paths.reached.get(next) else { return (paths, None) };
            origin = (state, player, Some(next));
            next += 1;
        }
    }

    /// How much was reached.
    pub(super) fn len(&self) -> usize {
        self.reached.len()
    }

    /// The turns that lead to what was reached.
    pub(super) fn to(&self, found: usize) -> Vec<Move> {
        let mut path = Vec::new();
        let mut at = Some(found);
        while let Some((state, player, before)) = at.map(|at| self.reached[at]) {
            path.push(Move { by: self.players[player].0, to: state });
            at = before;
        }
        path.reverse();
        path
    }

    /// Every state reached with who moved last; nobody where it was reached by the turns of two.
    pub(super) fn positions(&self) -> BTreeMap<StateId, Coalition> {
        let mut found = BTreeMap::new();
        for &(state, player, _) in &self.reached {
            let last = self.players[player].0;
            found
                .entry(state)
                .and_modify(|known| *known = if *known == last { last } else { Coalition::default() })
                .or_insert(last);
        }
        found
    }
}

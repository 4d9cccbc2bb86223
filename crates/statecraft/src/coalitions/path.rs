//! Shortest legal sequences of turns from one state: nobody takes two running.

use super::Coalition;
use super::board::Turns;
use crate::graph::StateId;
use std::collections::BTreeMap;

/// A move of an actor, or a jump of a coalition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Who moves.
    pub by: Coalition,
    /// Where to.
    pub to: StateId,
}

/// Everything that legal sequences of some players' turns reach from a state, the nearest first, as far as was asked for. One search after
/// the other can be made in the same memory.
pub(super) struct SequenceSearch<'t> {
    players: &'t [Turns],
    /// For each state how it was reached.
    seen: Vec<Seen>,
    /// The number of the search; what was seen in another does not count.
    search: u32,
    /// What was reached, by whose turn, and from which of those before.
    reached: Vec<(StateId, u32, Option<u32>)>,
}

/// How a state was reached.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// In which search.
    search: u32,
    /// By whose turn first.
    first: u32,
    /// Whether nothing new can come of reaching it again.
    done: bool,
}

/// What is searched.
#[derive(Clone, Copy)]
pub(super) struct Sought {
    /// Who may take turns: those who are all in here, or, if they are outside, those of whom nobody is.
    pub(super) who: Coalition,
    pub(super) outside: bool,
    /// Whether ends alone matter, and not who moved last, and two turns of a player are one.
    pub(super) once: bool,
    /// Where it begins.
    pub(super) from: StateId,
}

impl Sought {
    /// Whether a party may take turns.
    fn takes_part(&self, party: Coalition) -> bool {
        if self.outside { party.is_apart(self.who) } else { party.is_subset(self.who) }
    }
}

impl<'t> SequenceSearch<'t> {
    /// Nothing searched yet, in a graph with so many states.
    pub(super) fn new(players: &'t [Turns], states: usize) -> SequenceSearch<'t> {
        SequenceSearch { players, seen: vec![Seen::default(); states], search: 0, reached: Vec::new() }
    }

    /// The memory that it takes, in bytes.
    pub(super) fn bytes(states: usize) -> u64 {
        (states * (size_of::<Seen>() + size_of::<(StateId, u32, Option<u32>)>())) as u64
    }

    /// Searches until something fits; gives its place among what was reached.
    pub(super) fn search(&mut self, sought: Sought, mut fits: impl FnMut(StateId) -> bool) -> Option<usize> {
        if self.search == u32::MAX {
            self.seen.fill(Seen::default());
            self.search = 0;
        }
        self.search += 1;
        self.reached.clear();
        let mut next = 0;
        let (mut at, mut last, mut before) = (sought.from, u32::MAX, None);
        loop {
            for (player, turns) in (0u32..).zip(self.players) {
                if player == last || !sought.takes_part(turns.by) {
                    continue;
                }
                for &to in turns.to.get(at.index()) {
                    let seen = &mut self.seen[to as usize];
                    let again = seen.search == self.search;
                    if again && (seen.done || seen.first == player) {
                        continue;
                    }
                    let first = if again { seen.first } else { player };
                    *seen = Seen { search: self.search, first, done: again || sought.once };
                    let to = StateId::new(to as usize);
                    self.reached.push((to, player, before));
                    if fits(to) {
                        return Some(self.reached.len() - 1);
                    }
                }
            }
            (at, last, _) = *self.reached.get(next)?;
            before = Some(next as u32);
            next += 1;
        }
    }

    /// How much was reached.
    pub(super) fn len(&self) -> usize {
        self.reached.len()
    }

    /// What was reached in one place.
    pub(super) fn state(&self, found: usize) -> StateId {
        self.reached[found].0
    }

    /// The turns that lead to what was reached.
    pub(super) fn to(&self, found: usize) -> Vec<Move> {
        let mut path = Vec::new();
        let mut at = Some(found as u32);
        while let Some((state, player, before)) = at.map(|at| self.reached[at as usize]) {
            path.push(Move { by: self.players[player as usize].by, to: state });
            at = before;
        }
        path.reverse();
        path
    }

    /// Every state reached with who moved last; nobody where it was reached by the turns of two.
    pub(super) fn positions(&self) -> BTreeMap<StateId, Coalition> {
        let mut found = BTreeMap::new();
        for &(state, player, _) in &self.reached {
            let last = self.players[player as usize].by;
            found
                .entry(state)
                .and_modify(|known| *known = if *known == last { last } else { Coalition::default() })
                .or_insert(last);
        }
        found
    }
}

//! What two actors who look some moves ahead expect to happen (Kilgour 1985; Fang, Hipel & Kilgour 1989, 1993).
//!
//! `G_h(i, s)` is the state in which the conflict ends if `i` has the move at `s` and `h` moves are left:
//!
//! ```text
//! G_0(i, s) = s
//! G_h(i, s) = s              if i has no move, or p_i(s) ≥ p_i(G_{h−1}(j, t)) for its best move t
//!           = G_{h−1}(j, t)  otherwise
//! ```
//!
//! Who is indifferent between staying and moving stays. Two moves may be equally good for `i` and not for `j`, and then the
//! outcome is not unique (Rêgo et al. 2024). Here `G` is the *set* of outcomes that can come about whatever best move each
//! actor picks at each node of the tree of moves, each node for itself. With `lo(t)` the least value to `i` in
//! `G_{h−1}(j, t)`, and `L = max { lo(t) : t ∈ R_i(s) }` what `i` is sure of when it moves,
//!
//! ```text
//! G_h(i, s) = { s : p_i(s) ≥ L }  ∪  { o ∈ G_{h−1}(j, t) : t ∈ R_i(s), p_i(o) ≥ L, p_i(o) > p_i(s) }
//! ```
//!
//! Sets are kept short. Outcomes that both actors rank alike are told apart by nobody and kept as one. And all that is ever
//! asked of a set is the least and the highest value, to either actor, among its outcomes above some value to the one and some
//! value to the other; so of the outcomes of one value to the one actor only that is kept which the other ranks highest, and
//! the other way round: at most two for each rank ([`Thinned`]). One level costs as much as its sets are long, for each cell of
//! states that an actor can move between; with few ties `O(states)`.

use super::each_part;
use super::refused::Reason;
use crate::graph::{Graph, Limits, Lists, Reach, StateId, StateSet, Watch};
use crate::model::ActorId;
use std::cmp::Reverse;

/// The work stops after so many steps on all levels together.
const MOST_STEPS: u64 = 1 << 32;
/// The sets of one actor on one level may have so many members together.
const MOST_OUTCOMES: usize = 1 << 26;
/// What a member takes: three levels for both actors, and one list that is put together.
const BYTES_PER_OUTCOME: u64 = 4 * (3 * 2 + 2);

/// Two actors on a graph.
pub(super) struct Duel<'g> {
    reach: [Reach<'g>; 2],
    /// For each actor the rank of each outcome.
    value: [Vec<u32>; 2],
    /// For each state its outcome: states that both actors rank alike are one.
    outcome: Vec<u32>,
    steps: u64,
    /// The sets of one actor on one level may have so many members together, with the memory that is allowed.
    most_outcomes: usize,
    watch: &'g Watch,
}

/// The outcomes that may come about, for each actor that may have the move and each state.
#[derive(PartialEq, Eq)]
pub(super) struct AnticipatedOutcomes([Lists<u32>; 2]);

impl AnticipatedOutcomes {
    /// The same again.
    pub(super) fn copied(&self) -> AnticipatedOutcomes {
        AnticipatedOutcomes(self.0.clone())
    }
}

/// An outcome that an actor may reach, by moving to one state, and to another if there are two.
#[derive(Clone, Copy)]
struct Offer {
    outcome: u32,
    via: StateId,
    /// If two states lead to it, it can be reached from everywhere.
    also: bool,
}

impl<'g> Duel<'g> {
    /// The two actors of a graph, if there are two.
    pub(super) fn of(graph: &'g Graph, limits: &'g Limits) -> Result<Duel<'g>, Reason> {
        let actors: Vec<ActorId> = graph.actor_ids().collect();
        let &[one, two] = actors.as_slice() else { return Err(Reason::TwoActors(actors.len())) };
        let pair = |state: usize| (graph.ranks[0][state], graph.ranks[1][state]);
        let mut pairs: Vec<(u32, u32)> = (0..graph.len()).map(pair).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let outcome = |state: usize| pairs.partition_point(|known| *known < pair(state)) as u32;
        Ok(Duel {
            reach: [Reach::of(graph, one), Reach::of(graph, two)],
            outcome: (0..graph.len()).map(outcome).collect(),
            value: [pairs.iter().map(|pair| pair.0).collect(), pairs.iter().map(|pair| pair.1).collect()],
            steps: 0,
            most_outcomes: (limits.bytes / BYTES_PER_OUTCOME).min(MOST_OUTCOMES as u64) as usize,
            watch: &limits.watch,
        })
    }

    /// With no move left.
    pub(super) fn start(&self) -> AnticipatedOutcomes {
        let mut stay = Lists::with_room(self.outcome.len(), self.outcome.len());
        self.outcome.iter().for_each(|&outcome| stay.push([outcome]));
        AnticipatedOutcomes([stay.clone(), stay])
    }

    /// With one move more.
    pub(super) fn next(&mut self, level: &AnticipatedOutcomes) -> Result<AnticipatedOutcomes, Reason> {
        let (one, steps_one) = self.anticipated(0, &level.0[1])?;
        let (two, steps_two) = self.anticipated(1, &level.0[0])?;
        self.steps += steps_one + steps_two;
        if self.steps > MOST_STEPS { Err(Reason::Work(MOST_STEPS)) } else { Ok(AnticipatedOutcomes([one, two])) }
    }

    /// With so many moves.
    pub(super) fn after(&mut self, moves: u8) -> Result<AnticipatedOutcomes, Reason> {
        (0..moves).try_fold(self.start(), |level, _| self.next(&level))
    }

    /// For each actor the states where it is sure to stay, whatever is picked among equals.
    pub(super) fn stays(&self, level: &AnticipatedOutcomes) -> Vec<StateSet> {
        let of = |sets: &Lists<u32>| {
            StateSet::of(self.outcome.len(), |state| sets.get(state.index()) == [self.outcome[state.index()]])
        };
        level.0.iter().map(of).collect()
    }

    /// What actor `i` expects at each state, given what would follow its move; and how many steps it took.
    fn anticipated(&self, i: usize, following: &Lists<u32>) -> Result<(Lists<u32>, u64), Reason> {
        let reach = &self.reach[i];
        let mut of_state: Vec<(u32, u32)> = vec![(0, 0); self.outcome.len()]; // part, and place in it
        let parts = each_part(self.outcome.len(), reach.cells(), |cells| self.in_cells(i, cells, following));
        let (mut steps, mut outcomes) = (0, 0);
        for (at, part) in parts.iter().enumerate() {
            steps += part.steps;
            outcomes += part.found.items();
            let places = part.states.iter().enumerate();
            places.for_each(|(place, state)| of_state[state.index()] = (at as u32, place as u32));
        }
        if steps > MOST_STEPS {
            return Err(Reason::Work(MOST_STEPS));
        }
        if outcomes > self.most_outcomes {
            return Err(Reason::Outcomes(self.most_outcomes));
        }
        self.watch.check().map_err(Reason::Limit)?;
        let mut found = Lists::with_room(of_state.len(), outcomes);
        for (part, place) in of_state {
            found.push(parts[part as usize].found.get(place as usize).iter().copied());
        }
        Ok((found, steps))
    }

    fn in_cells(&self, i: usize, cells: std::ops::Range<usize>, following: &Lists<u32>) -> CellOutcomes {
        let mut part = CellOutcomes { states: Vec::new(), found: Lists::new(), steps: 0 };
        let mut thinned = Thinned::of(self, i);
        let mut table = Table { slots: vec![(0, 0); self.value[i].len()], cells: 0 };
        for cell in cells.filter(|&cell| !self.reach[i].members(cell).is_empty()) {
            let offers = Offers::of(self, i, cell, following, &mut table);
            part.steps += offers.steps;
            for state in self.reach[i].members(cell).iter() {
                part.steps += 1 + offers.best_first.len() as u64;
                part.states.push(state);
                part.found.push(thinned.keep(offers.at(self, i, state)));
            }
            let enough = part.steps > MOST_STEPS || part.found.items() > self.most_outcomes;
            if enough || self.watch.stopped().is_some() {
                break;
            }
        }
        part
    }
}

/// What is expected at some states.
struct CellOutcomes {
    states: Vec<StateId>,
    found: Lists<u32>,
    steps: u64,
}

/// What an actor can reach by one move from a cell.
struct Offers {
    best_first: Vec<Offer>,
    /// The state whose least outcome is best, and that outcome's value.
    surest: Option<(u32, StateId)>,
    /// The best least outcome among all other states.
    second: Option<u32>,
    steps: u64,
}

impl Offers {
    fn of(duel: &Duel, i: usize, cell: usize, following: &Lists<u32>, table: &mut Table) -> Offers {
        let value = |outcome: u32| duel.value[i][outcome as usize];
        let (mut surest, mut second): (Option<(u32, StateId)>, Option<u32>) = (None, None);
        let mut steps = 0;
        duel.reach[i].each_reached(cell, |to| {
            for via in duel.reach[i].members(to).iter() {
                let outcomes = following.get(via.index());
                steps += outcomes.len() as u64;
                let least = outcomes.iter().map(|&outcome| value(outcome)).min().unwrap_or(0);
                match surest {
                    Some((most, _)) if least <= most => second = second.max(Some(least)),
                    _ => {
                        second = surest.map(|(most, _)| most);
                        surest = Some((least, via));
                    }
                }
            }
        });
        let enough = second.or(surest.map(|(most, _)| most)).unwrap_or(0);
        let best_first = table.gather(duel, i, cell, |via| {
            following.get(via.index()).iter().copied().filter(|outcome| value(*outcome) >= enough)
        });
        Offers { best_first, surest, second, steps }
    }

    /// What is expected where the actor has the move at `state`, one of the cell.
    fn at<'a>(&'a self, duel: &'a Duel, i: usize, state: StateId) -> impl Iterator<Item = u32> + 'a {
        let value = move |outcome: u32| duel.value[i][outcome as usize];
        let own = duel.outcome[state.index()];
        let sure = match self.surest {
            Some((_, via)) if via == state => self.second,
            surest => surest.map(|(most, _)| most),
        };
        let stays = sure.is_none_or(|sure| value(own) >= sure);
        let better = move |offer: &&Offer| value(offer.outcome) > value(own) && Some(value(offer.outcome)) >= sure;
        let offers = self.best_first.iter().take_while(better).filter(move |offer| offer.also || offer.via != state);
        offers.map(|offer| offer.outcome).chain(stays.then_some(own))
    }
}

/// Gathers offers, each outcome once.
struct Table {
    /// For each outcome the last cell that met it, and its place among that cell's offers.
    slots: Vec<(u32, u32)>,
    cells: u32,
}

impl Table {
    /// The offers of a cell, given what each state that can be reached has to offer: the best for actor `i` first, among equals
    /// the best for the other.
    fn gather<O: Iterator<Item = u32>>(
        &mut self,
        duel: &Duel,
        i: usize,
        cell: usize,
        offered: impl Fn(StateId) -> O,
    ) -> Vec<Offer> {
        self.cells += 1;
        let mut offers: Vec<Offer> = Vec::new();
        duel.reach[i].each_reached(cell, |to| {
            for via in duel.reach[i].members(to).iter() {
                for outcome in offered(via) {
                    let slot = &mut self.slots[outcome as usize];
                    if slot.0 == self.cells {
                        offers[slot.1 as usize].also = true;
                        continue;
                    }
                    *slot = (self.cells, offers.len() as u32);
                    offers.push(Offer { outcome, via, also: false });
                }
            }
        });
        offers.sort_unstable_by_key(|offer| [i, 1 - i].map(|actor| Reverse(duel.value[actor][offer.outcome as usize])));
        offers
    }
}

/// Leaves out of a set what no later question can depend on.
struct Thinned<'d> {
    duel: &'d Duel<'d>,
    i: usize,
    /// For each rank of the other actor the last set in which it was seen.
    seen: Vec<u32>,
    sets: u32,
}

impl<'d> Thinned<'d> {
    fn of(duel: &'d Duel, i: usize) -> Thinned<'d> {
        let ranks = duel.value[1 - i].iter().max().map_or(0, |&highest| highest as usize + 1);
        Thinned { duel, i, seen: vec![0; ranks], sets: 0 }
    }

    /// Of outcomes from the best for actor `i` down, among equals from the best for the other down, those that are the first of
    /// their value to the one or to the other.
    fn keep<'a>(&'a mut self, outcomes: impl Iterator<Item = u32> + 'a) -> impl Iterator<Item = u32> + 'a {
        self.sets += 1;
        let mut last = None;
        outcomes.filter(move |&outcome| {
            let [one, other] = [self.i, 1 - self.i].map(|actor| self.duel.value[actor][outcome as usize]);
            let first_for_one = last.replace(one) != Some(one);
            let seen = std::mem::replace(&mut self.seen[other as usize], self.sets);
            first_for_one || seen != self.sets
        })
    }
}

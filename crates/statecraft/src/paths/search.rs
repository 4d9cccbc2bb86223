//! The best costs from one state to all others.
//!
//! A cell of states that an actor can move between is looked at when the first of its members is reached, and again only from a
//! member that the actor ranks lower than all before, for only then are there new improvements. Costs never fall on the way, so
//! what was found earlier is no worse. `O(states × actors)` for shortest paths, and little more for others.

use super::cost::{AllowedMoves, Cost, PathQuery};
use super::spread;
use crate::graph::{self, Graph, LimitReached, Reach, StateId, StateSet, Watch};
use crate::model::ActorId;
use std::collections::BTreeMap;

/// What is searched.
pub(super) struct SearchGraph<'g> {
    pub(super) graph: &'g Graph,
    /// Where each actor can move.
    pub(super) reach: Vec<Reach<'g>>,
    /// States that no path goes on from.
    pub(super) stops: StateSet,
    /// Whether it matters who moved last.
    pub(super) remembers: bool,
}

/// No actor.
const NOBODY: u16 = u16::MAX;

/// The least cost of a path to each state.
pub(super) struct Distances {
    pub(super) moves: AllowedMoves,
    best: Vec<Cost>,
    /// Where it matters who moved last.
    last: Option<LastMovers>,
}

/// Who moved last on a best path.
struct LastMovers {
    /// For each state one last mover of a best path; nobody, where the paths begin.
    by: Vec<u16>,
    /// The least cost of a path that ends with another's move.
    otherwise: Vec<Cost>,
}

/// What an actor has seen of its cells.
struct SeenCells {
    /// For each cell the lowest rank from which it was looked at.
    lowest: Vec<u32>,
    /// Whether all its members were looked at from a second one; only where it matters who moved last.
    twice: Vec<bool>,
}

struct PathSearch<'s> {
    ground: &'s SearchGraph<'s>,
    found: Distances,
    /// For each actor.
    seen: Vec<SeenCells>,
    /// States that became cheaper to reach, by cost; those in the second list only for the last mover on a best path.
    todo: BTreeMap<Cost, [Vec<StateId>; 2]>,
    /// States that became cheaper to reach by an improvement from where the search is, and by a concession.
    cheaper: [Vec<StateId>; 2],
}

impl Distances {
    /// The least costs of paths from a state.
    pub(super) fn from(
        ground: &SearchGraph,
        from: StateId,
        asked: PathQuery,
        watch: &Watch,
    ) -> Result<Distances, LimitReached> {
        if let graph::Moves::Lattice(lattice) = &ground.graph.moves
            && (ground.stops.is_empty() || !asked.stop)
            && let Some(best) = spread::costs(lattice, &ground.graph.ranks, from, asked, watch)?
        {
            return Ok(Distances { moves: asked.moves, best, last: None });
        }
        Distances::search(ground, from, asked, watch)
    }

    /// Searches from a state.
    fn search(ground: &SearchGraph, from: StateId, asked: PathQuery, watch: &Watch) -> Result<Distances, LimitReached> {
        let movers: Vec<ActorId> = ground.graph.actor_ids().filter(|&actor| Some(actor) != asked.without).collect();
        let passes = |state: &StateId| !asked.stop || *state == from || !ground.stops.contains(*state);
        let mut search = PathSearch::begin(ground, from, asked);
        while let Some((cost, [mut firsts, seconds])) = search.todo.pop_first() {
            firsts.retain(|state| passes(state) && search.found.best[state.index()] == cost);
            firsts.sort_unstable(); // in the order of memory, actor by actor: three times as fast
            for &by in &movers {
                watch.check()?;
                for &state in &firsts {
                    if search.found.last_mover(state) != Some(by) {
                        search.go_on(state, by, cost);
                    }
                }
            }
            for state in seconds.into_iter().filter(passes) {
                let last = search.found.last_mover(state).filter(|by| movers.contains(by));
                if let Some(by) = last.filter(|&by| search.found.cost(state, by) == Some(cost)) {
                    search.go_on(state, by, cost);
                }
            }
            search.keep_cheaper(cost);
        }
        Ok(search.found)
    }

    /// The least cost of a path to a state.
    pub(super) fn best(&self, state: StateId) -> Option<Cost> {
        Some(self.best[state.index()]).filter(|&cost| cost != Cost::NONE)
    }

    /// The least cost of a path to a state that an actor may go on from: one that does not end with its own move.
    pub(super) fn cost(&self, state: StateId, next: ActorId) -> Option<Cost> {
        match &self.last {
            Some(last) if self.last_mover(state) == Some(next) => {
                Some(last.otherwise[state.index()]).filter(|&cost| cost != Cost::NONE)
            }
            _ => self.best(state),
        }
    }

    /// The states that are reached.
    pub(super) fn reached(&self) -> StateSet {
        StateSet::of(self.best.len(), |state| self.best[state.index()] != Cost::NONE)
    }

    fn last_mover(&self, state: StateId) -> Option<ActorId> {
        let by = self.last.as_ref()?.by[state.index()];
        (by != NOBODY).then(|| ActorId::new(by.into()))
    }
}

impl<'s> PathSearch<'s> {
    fn begin(ground: &'s SearchGraph, from: StateId, asked: PathQuery) -> PathSearch<'s> {
        let (states, remembers) = (ground.graph.len(), ground.remembers && !asked.twice);
        let mut best = vec![Cost::NONE; states];
        best[from.index()] = Cost::NOTHING;
        let last = remembers.then(|| LastMovers { by: vec![NOBODY; states], otherwise: vec![Cost::NONE; states] });
        let found = Distances { moves: asked.moves, best, last };
        let seen = |reach: &Reach| SeenCells {
            lowest: vec![u32::MAX; reach.cells()],
            twice: vec![false; if remembers { reach.cells() } else { 0 }],
        };
        let seen = ground.reach.iter().map(seen).collect();
        let todo = BTreeMap::from([(Cost::NOTHING, [vec![from], Vec::new()])]);
        PathSearch { ground, found, seen, todo, cheaper: [Vec::new(), Vec::new()] }
    }

    /// An actor moves on from a state to which it came at this cost.
    fn go_on(&mut self, state: StateId, mover: ActorId, cost: Cost) {
        let (ground, ranks) = (self.ground, &self.ground.graph.ranks[mover.index()]);
        let (reach, rank) = (&ground.reach[mover.index()], ranks[state.index()]);
        let cell = reach.cell_of(state);
        let seen = &mut self.seen[mover.index()];
        let lowest = &mut seen.lowest[cell];
        // The second look finds a move to the state of the first, where it may matter who moved last.
        let whole = match seen.twice.get_mut(cell) {
            _ if *lowest == u32::MAX => true,
            Some(twice) => !std::mem::replace(twice, true),
            None => false,
        };
        if !whole && (rank >= *lowest || self.found.moves == AllowedMoves::Any) {
            return;
        }
        *lowest = rank.min(*lowest);
        let [better, worse] = [true, false].map(|improves| self.found.moves.after(cost, improves));
        let worse = if whole { worse } else { None };
        reach.each_reached(cell, |cell| {
            for to in reach.members(cell).iter().filter(|to| *to != state) {
                let improves = ranks[to.index()] > rank;
                if let Some(cost) = if improves { better } else { worse } {
                    self.arrive(to, mover, cost, improves);
                }
            }
        });
    }

    /// What became cheaper to reach from states of this cost is to be done.
    fn keep_cheaper(&mut self, cost: Cost) {
        for (improves, states) in [true, false].into_iter().zip(&mut self.cheaper) {
            if let Some(cost) = self.found.moves.after(cost, improves)
                && !states.is_empty()
            {
                self.todo.entry(cost).or_default()[0].append(states);
            }
        }
    }

    /// A path of this cost ends with a move to this state.
    fn arrive(&mut self, state: StateId, mover: ActorId, cost: Cost, improves: bool) {
        let at = state.index();
        let best = &mut self.found.best[at];
        let Some(last) = &mut self.found.last else {
            if cost < *best {
                *best = cost;
                self.cheaper[usize::from(!improves)].push(state);
            }
            return;
        };
        let (by, otherwise) = (&mut last.by[at], &mut last.otherwise[at]);
        if cost < *best {
            if usize::from(*by) != mover.index() {
                (*otherwise, *by) = (*best, mover.index() as u16);
                if *otherwise != Cost::NONE {
                    self.todo.entry(*otherwise).or_default()[1].push(state);
                }
            }
            *best = cost;
            self.cheaper[usize::from(!improves)].push(state);
        } else if usize::from(*by) != mover.index() && cost < *otherwise && *by != NOBODY {
            *otherwise = cost;
            self.todo.entry(cost).or_default()[1].push(state);
        }
    }
}

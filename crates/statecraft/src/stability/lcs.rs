//! **The largest consistent set** (Chwe 1994): deterrence by states that are themselves not left.
//!
//! `b` *indirectly dominates* `a` when a chain of moves leads from `a` to `b` and whoever makes a move strictly prefers `b` to
//! the state that it moves from; what it thinks of the states between does not count. A set `X` is *consistent* when
//!
//! ```text
//! s ∈ X  iff  ∀ i, ∀ d ∈ R_i(s)  ∃ e ∈ X : (e = d or e indirectly dominates d) and p_i(e) ≤ p_i(s)
//! ```
//!
//! The union of all consistent sets is consistent. It is what is left when all states are taken and those that fail are struck
//! out until none does. `s` is stable for `i` iff every move of `i` from `s`, tempting or not, is so deterred by the largest
//! one; the states that are stable for all are that set. One actor moves at a time, as everywhere in this room; in the paper
//! coalitions move as well.
//!
//! Whether `b` can be aimed at depends, beside the moves, on how everybody ranks it. So states that all rank alike are one
//! *outcome*, and 64 outcomes are looked at together, one bit each: going back along the moves, a bit passes to a state whose
//! mover ranks that outcome higher. All that is asked of what is found is, for each state and actor, the least rank of an end
//! that is left. Nothing is stored from one round to the next, for the pairs would not fit.
//!
//! Cost: in each round `states × outcomes × actors / 64`, times the length of the chains in sweeps; a few rounds in practice, as
//! many as states at worst. Above [`MOST_PAIRS`] it is refused, at [`MOST_STEPS`] it stops.

use super::refused::Reason;
use crate::graph::{Graph, Limits, Reach, StateId, StateSet, parallel};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};

/// So many pairs of a state and an outcome are looked at in a round: those of 2^16 states that somebody tells apart.
const MOST_PAIRS: u64 = 1 << 32;
/// The work stops after so many steps, each a look at one state of one actor for 64 outcomes.
const MOST_STEPS: u64 = 1 << 35;
/// So many outcomes are looked at together.
const TOGETHER: usize = u64::BITS as usize;
/// No end that is left.
const NOWHERE: u32 = u32::MAX;

/// For each actor the stable states.
pub(super) fn stable(graph: &Graph, limits: &Limits) -> Result<Vec<StateSet>, Reason> {
    let game = Game::of(graph, limits);
    let pairs = graph.len() as u64 * game.outcomes.len() as u64;
    if pairs > MOST_PAIRS {
        return Err(Reason::Pairs { pairs, most: MOST_PAIRS });
    }
    let (mut left, mut steps) = (StateSet::full(graph.len()), 0);
    loop {
        let least = game.least_ends(&left, &mut steps)?;
        let stable: Vec<StateSet> = (0..game.ranks.len()).map(|i| game.deterred(i, &least[i])).collect();
        let next = stable.iter().fold(left.clone(), |all, stable| all.intersection(stable));
        if next == left {
            return Ok(stable);
        }
        left = next;
    }
}

/// The moves, the ranks, and the states that everybody ranks alike.
struct Game<'g> {
    ranks: &'g [Vec<u32>],
    reach: Vec<Reach<'g>>,
    /// For each outcome its states.
    outcomes: Vec<Vec<StateId>>,
    /// For each actor the ranks that occur, ascending.
    occur: Vec<Vec<u32>>,
    /// For each actor and state the place of its rank among those.
    place: Vec<Vec<u32>>,
    limits: &'g Limits,
}

/// What a thread works in.
struct Workspace {
    /// For each state the outcomes of the block that it has or that indirectly dominate it.
    ends: Vec<u64>,
    /// The same for each cell of the actor in turn, taken together.
    of_cell: Vec<u64>,
    /// For each actor and rank the outcomes of the block that are ranked higher.
    above: Vec<Vec<u64>>,
}

impl<'g> Game<'g> {
    fn of(graph: &'g Graph, limits: &'g Limits) -> Game<'g> {
        let ranks = graph.ranks.as_slice();
        let ranked = |state: StateId| ranks.iter().map(move |rank| rank[state.index()]);
        let mut states: Vec<StateId> = graph.state_ids().collect();
        states.sort_by(|one, other| ranked(*one).cmp(ranked(*other)));
        let outcomes = states.chunk_by(|one, other| ranked(*one).eq(ranked(*other))).map(<[_]>::to_vec).collect();
        let occurring = |rank: &Vec<u32>| {
            let mut occur = rank.clone();
            occur.sort_unstable();
            occur.dedup();
            occur
        };
        let occur: Vec<Vec<u32>> = ranks.iter().map(occurring).collect();
        let places = |(rank, occur): (&Vec<u32>, &Vec<u32>)| {
            rank.iter().map(|value| occur.partition_point(|known| known < value) as u32).collect()
        };
        Game {
            ranks,
            reach: graph.actor_ids().map(|actor| Reach::of(graph, actor)).collect(),
            outcomes,
            place: ranks.iter().zip(&occur).map(places).collect(),
            occur,
            limits,
        }
    }

    fn states(&self) -> usize {
        self.place.first().map_or(0, Vec::len)
    }

    /// For each actor and state the least rank of an end in `left` that is the state itself or indirectly dominates it.
    fn least_ends(&self, left: &StateSet, steps: &mut u64) -> Result<Vec<Vec<AtomicU32>>, Reason> {
        let nowhere = || (0..self.states()).map(|_| AtomicU32::new(NOWHERE)).collect();
        let least: Vec<Vec<AtomicU32>> = self.ranks.iter().map(|_| nowhere()).collect();
        let is_left = |outcome: &&Vec<StateId>| outcome.iter().any(|state| left.contains(*state));
        let outcomes: Vec<&Vec<StateId>> = self.outcomes.iter().filter(is_left).collect();
        let taken = AtomicU64::new(*steps);
        let blocks: Vec<&[&Vec<StateId>]> = outcomes.chunks(TOGETHER).collect();
        parallel::map_with(
            blocks,
            || self.workspace(),
            |work, _, block| self.search(block, left, work, &taken).map(|()| self.note(block, work, &least)),
        )
        .into_iter()
        .collect::<Result<(), Reason>>()?;
        *steps = taken.into_inner();
        Ok(least)
    }

    fn workspace(&self) -> Workspace {
        let cells = self.reach.iter().map(Reach::cells).max().unwrap_or(0);
        let above = self.occur.iter().map(|occur| vec![0; occur.len()]).collect();
        Workspace { ends: vec![0; self.states()], of_cell: vec![0; cells], above }
    }

    /// Finds the ends of a block that are left, going back along the moves until nothing is new for any actor.
    fn search(
        &self,
        block: &[&Vec<StateId>],
        left: &StateSet,
        work: &mut Workspace,
        taken: &AtomicU64,
    ) -> Result<(), Reason> {
        work.ends.fill(0);
        for (bit, outcome) in block.iter().enumerate() {
            let ends = outcome.iter().filter(|state| left.contains(**state));
            ends.for_each(|state| work.ends[state.index()] |= 1 << bit);
        }
        for (i, above) in work.above.iter_mut().enumerate() {
            self.rank_block(i, block, above);
        }
        let (actors, mut i, mut quiet) = (self.ranks.len(), 0, 0);
        while quiet < actors {
            self.limits.watch.check().map_err(Reason::Limit)?;
            if taken.fetch_add(self.states() as u64, Relaxed) > MOST_STEPS {
                return Err(Reason::Work(MOST_STEPS));
            }
            quiet = if self.sweep(i, work) { 0 } else { quiet + 1 };
            i = (i + 1) % actors;
        }
        Ok(())
    }

    /// For each rank of an actor the outcomes of a block that it ranks higher.
    fn rank_block(&self, i: usize, block: &[&Vec<StateId>], above: &mut [u64]) {
        above.fill(0);
        let places = block.iter().map(|outcome| outcome.first().map_or(0, |state| self.place[i][state.index()]));
        places.enumerate().for_each(|(bit, place)| above[place as usize] |= 1 << bit);
        let mut higher = 0;
        for at in above.iter_mut().rev() {
            higher |= std::mem::replace(at, higher);
        }
    }

    /// One step back along all moves of an actor; whether anything was new.
    fn sweep(&self, i: usize, work: &mut Workspace) -> bool {
        let (reach, place) = (&self.reach[i], &self.place[i]);
        let Workspace { ends, of_cell, above } = work;
        for (cell, all) in of_cell.iter_mut().enumerate().take(reach.cells()) {
            *all = reach.members(cell).iter().fold(0, |all, state| all | ends[state.index()]);
        }
        let mut is_new = false;
        for cell in (0..reach.cells()).filter(|&cell| !reach.members(cell).is_empty()) {
            // A state may be among those that count as reached from it; it gains nothing by that.
            let mut reached = 0;
            reach.each_reached(cell, |to| reached |= of_cell[to]);
            for state in reach.members(cell).iter() {
                let more = reached & above[i][place[state.index()] as usize] & !ends[state.index()];
                ends[state.index()] |= more;
                is_new |= more != 0;
            }
        }
        is_new
    }

    /// Lowers what is least by the ends of a block.
    fn note(&self, block: &[&Vec<StateId>], work: &Workspace, least: &[Vec<AtomicU32>]) {
        for (rank, least) in self.ranks.iter().zip(least) {
            let values: Vec<u32> =
                block.iter().map(|outcome| outcome.first().map_or(NOWHERE, |state| rank[state.index()])).collect();
            let mut ascending: Vec<usize> = (0..values.len()).collect();
            ascending.sort_by_key(|bit| values[*bit]);
            for (ends, least) in work.ends.iter().zip(least).filter(|(ends, _)| **ends != 0) {
                let lowest = ascending.iter().find(|bit| ends >> **bit & 1 == 1).map_or(NOWHERE, |bit| values[*bit]);
                if lowest < least.load(Relaxed) {
                    least.fetch_min(lowest, Relaxed);
                }
            }
        }
    }

    /// The states from which each move of an actor may end no better for it, given the least ends.
    fn deterred(&self, i: usize, least: &[AtomicU32]) -> StateSet {
        let (reach, rank) = (&self.reach[i], &self.ranks[i]);
        let of_cell: Vec<Highest> = (0..reach.cells())
            .map(|cell| {
                let ends = reach.members(cell).iter().map(|to| (least[to.index()].load(Relaxed), to));
                ends.fold(Highest::default(), Highest::with)
            })
            .collect();
        let mut stable = StateSet::empty(rank.len());
        for cell in (0..reach.cells()).filter(|&cell| !reach.members(cell).is_empty()) {
            let mut highest = Highest::default();
            reach.each_reached(cell, |to| highest = highest.and(of_cell[to]));
            for state in reach.members(cell).iter() {
                if highest.but(state).is_none_or(|end| end <= rank[state.index()]) {
                    stable.insert(state);
                }
            }
        }
        stable
    }
}

/// The highest value of some states, and the highest among all others of them.
#[derive(Clone, Copy, Default)]
struct Highest {
    first: Option<(u32, StateId)>,
    second: Option<u32>,
}

impl Highest {
    fn with(self, (value, state): (u32, StateId)) -> Highest {
        match self.first {
            Some((most, _)) if value <= most => Highest { second: self.second.max(Some(value)), ..self },
            first => Highest { first: Some((value, state)), second: first.map(|(most, _)| most) },
        }
    }

    /// The same of these states and others.
    fn and(self, other: Highest) -> Highest {
        let both = other.first.map_or(self, |first| self.with(first));
        Highest { second: both.second.max(other.second), ..both }
    }

    /// The highest value of a state other than this one.
    fn but(self, state: StateId) -> Option<u32> {
        match self.first {
            Some((_, first)) if first == state => self.second,
            first => first.map(|(value, _)| value),
        }
    }
}

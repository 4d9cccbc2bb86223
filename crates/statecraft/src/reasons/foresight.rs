//! Nash, GMR, SMR, SEQ, SymSEQ, `MR_h` and `CMR_h`: what the player can force within so many moves, as `stability::mr` defines it.

use super::place;
use super::spread::{Others, Spread};
use super::steps::Steps;
use crate::graph::{Graph, StateId};
use crate::model::ActorId;
use crate::stability::Reason;
use crate::witness::{Place, Position, Proof, Replies, Reply, Step, Turn, Ways};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Once so many positions were gone through for one verdict, the first tempting move without a deterrent will do; before, the
/// one that leaves the others the fewest positions is taken.
const MANY: usize = 1 << 12;

/// The reasons of one actor against replies of one kind; what was found for one state serves the others.
pub(super) struct Foresight<'g> {
    graph: &'g Graph,
    actor: ActorId,
    others: Others<'g>,
    spreads: Vec<Spread>,
    spread_of: HashMap<StateId, usize>,
    homes: HashMap<StateId, StateId>,
    /// What is known of the value of a state with so many moves left, the others' turn.
    known: HashMap<(u8, StateId), MovesNeeded>,
    /// The best of the actor's own moves.
    best: HashMap<StateId, Option<StateId>>,
    /// Whether what is said once is to serve many verdicts: then not only what the one needs.
    shares: bool,
    replies: HashMap<(StateId, usize), Arc<Reply>>,
    set_of: HashMap<BTreeSet<StateId>, Arc<[Position]>>,
    sets: HashSet<Arc<[Position]>>,
    /// By where the set stands in memory.
    ways_on: HashMap<usize, Ways>,
    steps: Steps,
}

/// Ranks that a value is known to exceed, and not to exceed.
#[derive(Clone, Copy, Default)]
struct MovesNeeded {
    above: Option<u32>,
    at_most: Option<u32>,
}

impl<'g> Foresight<'g> {
    pub(super) fn of(graph: &'g Graph, actor: ActorId, replies: Replies, shares: bool, steps: Steps) -> Foresight<'g> {
        Foresight {
            graph,
            actor,
            others: Others::of(graph, actor, replies, shares),
            spreads: Vec::new(),
            spread_of: HashMap::new(),
            homes: HashMap::new(),
            known: HashMap::new(),
            best: HashMap::new(),
            shares,
            replies: HashMap::new(),
            set_of: HashMap::new(),
            sets: HashSet::new(),
            ways_on: HashMap::new(),
            steps,
        }
    }

    /// Why the actor stays in a state when so many moves are foreseen, or why it leaves.
    pub(super) fn proof(&mut self, moves: u8, state: StateId) -> Result<Proof, Reason> {
        let leaving = self.surest_move(moves, state);
        self.steps.within()?;
        let proof = match leaving {
            Some(to) => Proof::Leaves(self.turns(moves, state, to)),
            None => Proof::Stays(self.replies(moves, state)),
        };
        self.steps.within()?;
        Ok(proof)
    }

    /// How many steps it took so far.
    pub(super) fn steps(&self) -> u64 {
        self.steps.taken
    }

    fn rank(&self, state: StateId) -> u32 {
        self.graph.ranks[self.actor.index()][state.index()]
    }

    /// The move that nothing deters; the one with the fewest positions after it, unless there are many.
    fn surest_move(&mut self, moves: u8, state: StateId) -> Option<StateId> {
        let (mut surest, mut seen) = (None, 0);
        for to in self.graph.improvements_from(self.actor, state) {
            if seen > MANY {
                break;
            }
            let forces = self.forces(moves - 1, to, self.rank(state));
            if self.steps.are_over() {
                return None;
            }
            if forces {
                let positions = if moves == 1 { 0 } else { self.spread(to).len() };
                seen += positions;
                surest = surest.filter(|&(fewest, _)| fewest <= positions).or(Some((positions, to)));
            }
        }
        surest.map(|(_, to)| to)
    }

    /// Whether from here, the others' turn and so many moves left, the actor is sure of more than this rank.
    fn forces(&mut self, left: u8, here: StateId, rank: u32) -> bool {
        if self.rank(here) <= rank || left == 0 {
            return self.rank(here) > rank;
        }
        let home = if self.shares && self.others.symmetric { self.home(here) } else { here };
        let known = self.known.get(&(left, home)).copied().unwrap_or_default();
        if known.at_most.is_some_and(|most| most <= rank) || home != here && !self.escapes(left - 1, home, rank) {
            return false;
        }
        known.above.is_some_and(|above| rank <= above) || self.deterrent(left, home, rank).is_none()
    }

    /// A state from which the others can reach the same states as from here, this one and that one included: the first that
    /// was gone through to the end.
    fn home(&mut self, here: StateId) -> StateId {
        if let Some(&home) = self.homes.get(&here) {
            return home;
        }
        if self.others.symmetric && self.shares {
            let spread = self.spread_at(here);
            self.spreads[spread].end(usize::MAX, &mut self.others, &mut self.steps);
            self.homes.extend(self.spreads[spread].ends().map(|end| (end, here)));
        }
        here
    }

    /// The first reply after which the actor cannot get more than this rank: its place in the spread.
    fn deterrent(&mut self, left: u8, here: StateId, rank: u32) -> Option<usize> {
        let spread = self.spread_at(here);
        let mut at = 1;
        while let Some(end) = self.spreads[spread].end(at, &mut self.others, &mut self.steps) {
            if self.steps.are_over() {
                break;
            }
            if !self.escapes(left - 1, end, rank) {
                let most = &mut self.known_of(left, here).at_most;
                *most = Some(most.map_or(rank, |most| most.min(rank)));
                return Some(at);
            }
            at += 1;
        }
        let above = &mut self.known_of(left, here).above;
        *above = (*above).max(Some(rank));
        None
    }

    fn known_of(&mut self, left: u8, here: StateId) -> &mut MovesNeeded {
        self.known.entry((left, here)).or_insert_with(|| {
            self.steps.keep::<[MovesNeeded; 2]>(1);
            MovesNeeded::default()
        })
    }

    /// Whether here, its own turn and so many moves left, the actor is sure of more than this rank: it has it, or moves on.
    fn escapes(&mut self, left: u8, here: StateId, rank: u32) -> bool {
        self.rank(here) > rank || left > 0 && self.escape(left - 1, here, rank).is_some()
    }

    /// The move by which the actor is sure of more than this rank.
    fn escape(&mut self, left: u8, here: StateId, rank: u32) -> Option<StateId> {
        if left == 0 {
            return self.best_move(here).filter(|&to| self.rank(to) > rank);
        }
        self.graph.moves_from(self.actor, here).into_iter().find(|&to| self.forces(left, to, rank))
    }

    fn best_move(&mut self, here: StateId) -> Option<StateId> {
        if let Some(known) = self.best.get(&here) {
            return *known;
        }
        let ranks = &self.graph.ranks[self.actor.index()];
        let moves = self.graph.moves_from(self.actor, here).into_iter();
        self.steps.taken += 1 + moves.len() as u64;
        let best = moves.rev().max_by_key(|to| ranks[to.index()]);
        self.best.insert(here, best);
        best
    }

    fn spread_at(&mut self, start: StateId) -> usize {
        *self.spread_of.entry(start).or_insert_with(|| {
            self.spreads.push(Spread::from(start, &self.others, &mut self.steps));
            self.spreads.len() - 1
        })
    }

    /// Everything that the others can bring about from here.
    fn spread(&mut self, start: StateId) -> &Spread {
        let start = self.home(start);
        let spread = self.spread_at(start);
        self.spreads[spread].end(usize::MAX, &mut self.others, &mut self.steps);
        &self.spreads[spread]
    }

    /// For each turn of the others their reply to every move that tempts the actor.
    fn replies(&mut self, moves: u8, state: StateId) -> Vec<Vec<Arc<Reply>>> {
        let rank = self.rank(state);
        let mut standing = vec![state];
        let mut turns = Vec::new();
        for left in (1..moves).rev().step_by(2) {
            let own = standing.iter().flat_map(|&from| self.graph.moves_from(self.actor, from));
            let tempting: BTreeSet<StateId> = own.filter(|&to| self.rank(to) > rank).collect();
            standing.clear();
            let mut replies = Vec::new();
            for to in tempting {
                let Some(at) = self.deterrent(left, to, rank) else { continue };
                let spread = &mut self.spreads[self.spread_of[&to]];
                standing.extend(spread.end(at, &mut self.others, &mut self.steps));
                let reply = || Reply { to: place(self.graph, to), path: spread.path(at, &self.others) };
                replies.push(self.replies.entry((to, at)).or_insert_with(|| Arc::new(reply())).clone());
            }
            turns.push(replies);
        }
        turns
    }

    /// What the actor does by leaving for `to`, turn by turn, and what the others can make of it.
    fn turns(&mut self, moves: u8, state: StateId, to: StateId) -> Vec<Turn> {
        let rank = self.rank(state);
        let mut own = vec![(state, to)];
        let mut turns = Vec::new();
        for left in (0..moves).rev().step_by(2) {
            if self.steps.are_over() {
                break;
            }
            let moves = self.said(&own);
            let positions = if left == 0 { Arc::default() } else { self.positions(own.iter().map(|&(_, to)| to)) };
            turns.push(Turn { moves, positions: positions.clone() });
            if left == 2 && self.shares {
                turns.push(Turn { moves: self.ways_on(&own, &positions), positions: Arc::default() });
                break;
            }
            if left > 1 {
                let mut standing = self.ends(&own);
                standing.retain(|&here| self.rank(here) <= rank);
                own =
                    standing.into_iter().filter_map(|from| Some((from, self.escape(left - 2, from, rank)?))).collect();
            }
        }
        turns
    }

    /// Wherever the others may lead after these moves.
    fn ends(&mut self, own: &[(StateId, StateId)]) -> BTreeSet<StateId> {
        let mut all = BTreeSet::new();
        for &(_, to) in own {
            if self.steps.are_over() {
                break;
            }
            let before = all.len();
            all.extend(self.spread(to).ends());
            self.steps.keep::<[StateId; 2]>(all.len() - before);
        }
        all
    }

    /// The best way on from wherever the others may lead, with one move left: it serves every state in question.
    fn ways_on(&mut self, own: &[(StateId, StateId)], positions: &Arc<[Position]>) -> Ways {
        if let Some(known) = self.ways_on.get(&positions.as_ptr().addr()) {
            return known.clone();
        }
        let standing = self.ends(own).into_iter();
        let mut ways: Vec<_> = standing.filter_map(|from| Some((from, self.best_move(from)?))).collect();
        ways.retain(|&(from, to)| self.graph.prefers(self.actor, to, from));
        let ways = self.said(&ways);
        self.ways_on.insert(positions.as_ptr().addr(), ways.clone());
        ways
    }

    fn said(&mut self, moves: &[(StateId, StateId)]) -> Ways {
        self.steps.keep::<(Place, Vec<Step>, Step, ActorId)>(moves.len());
        let step = |to| vec![Step { by: vec![self.actor], to: place(self.graph, to) }];
        moves.iter().map(|&(from, to)| (place(self.graph, from), step(to))).collect()
    }

    /// All that the others can bring about from any of these.
    fn positions(&mut self, starts: impl Iterator<Item = StateId>) -> Arc<[Position]> {
        let starts: BTreeSet<StateId> = starts.map(|start| self.home(start)).collect();
        if let Some(known) = self.set_of.get(&starts) {
            return known.clone();
        }
        let mut all: Vec<Position> = Vec::new();
        for &start in &starts {
            if self.steps.are_over() {
                break;
            }
            self.spread(start);
            let positions = self.spreads[self.spread_of[&start]].positions(&self.others);
            self.steps.keep::<Position>(positions.len());
            all.extend(positions);
        }
        all.sort_unstable();
        all.dedup();
        let of_state = |positions: &[Position]| Position {
            state: positions[0].state,
            last: if positions.len() > 1 { Vec::new() } else { positions[0].last.clone() },
        };
        let set: Arc<[Position]> = all.chunk_by(|one, other| one.state == other.state).map(of_state).collect();
        let set = self.sets.get(&set).cloned().unwrap_or(set);
        self.sets.insert(set.clone());
        self.set_of.insert(starts, set.clone());
        set
    }
}

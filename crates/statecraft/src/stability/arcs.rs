//! Best move and worst reply over arcs, where moves need not be transitive.
//!
//! Then it matters that nobody moves twice running: the search goes over pairs of a state and who moves first
//! from it. Two different first movers are enough to remember, since whoever came before may then go on in either case.

use super::board::{Board, Replies};
use super::focal::ascending;
use crate::graph::{Arcs, StateId, StateSet, Watch};
use crate::model::ActorId;
use std::sync::OnceLock;

/// Arcs as a board; a place is a state.
pub(super) struct ByArcs<'g> {
    moves: &'g [Arcs],
    ranks: &'g [Vec<u32>],
    watch: &'g Watch,
    /// All moves, and all improvements.
    sources: [OnceLock<Sources>; 2],
}

impl<'g> ByArcs<'g> {
    pub(super) fn new(moves: &'g [Arcs], ranks: &'g [Vec<u32>], watch: &'g Watch) -> ByArcs<'g> {
        ByArcs { moves, ranks, watch, sources: Default::default() }
    }

    fn sources(&self, replies: Replies) -> &Sources {
        match replies {
            Replies::Moves => self.sources[0].get_or_init(|| Sources::of(self.moves, |_, _, _| true)),
            Replies::Improvements => self.sources[1].get_or_init(|| {
                let improves =
                    |j: usize, from: StateId, to: StateId| self.ranks[j][to.index()] > self.ranks[j][from.index()];
                Sources::of(self.moves, improves)
            }),
        }
    }
}

impl Board for ByArcs<'_> {
    type Value = u32;

    fn laid_out(&self, values: &[u32]) -> Vec<u32> {
        values.to_vec()
    }

    fn ranks(&self, actor: ActorId) -> &[u32] {
        &self.ranks[actor.index()]
    }

    fn best_move(&self, actor: ActorId, value: &[u32]) -> Vec<u32> {
        best_move(&self.moves[actor.index()], value)
    }

    fn worst_reply(&self, focal: ActorId, value: &[u32], replies: Replies) -> Vec<u32> {
        worst_reply(self, focal, value, replies)
    }

    fn states(&self, fits: impl Fn(usize) -> bool) -> StateSet {
        StateSet::of(self.ranks[0].len(), |state| fits(state.index()))
    }
}

/// For each state the highest value among itself and where the actor can move. `O(arcs)`.
fn best_move(moves: &Arcs, value: &[u32]) -> Vec<u32> {
    let highest =
        |(at, own): (usize, &u32)| moves.from(StateId::new(at)).iter().map(|to| value[to.index()]).fold(*own, u32::max);
    value.iter().enumerate().map(highest).collect()
}

/// For each state, and each actor in turn, the states from which the actor may move there. Those of one state lie next to
/// each other: the search asks for them together, and what it waits for is memory.
struct Sources {
    actors: usize,
    starts: Vec<u32>,
    from: Vec<StateId>,
}

impl Sources {
    /// Of those moves that count.
    fn of(moves: &[Arcs], counts: impl Fn(usize, StateId, StateId) -> bool) -> Sources {
        let (actors, lists) = (moves.len(), moves.iter().map(Arcs::states).sum());
        let each = |visit: &mut dyn FnMut(usize, StateId)| {
            for (j, moves) in moves.iter().enumerate() {
                for from in (0..moves.states()).map(StateId::new) {
                    let to = moves.from(from).iter().filter(|to| counts(j, from, **to));
                    to.for_each(|to| visit(to.index() * actors + j, from));
                }
            }
        };
        let mut starts = vec![0u32; lists + 1]; // more moves than fit are more than memory holds
        each(&mut |list, _| starts[list + 1] += 1);
        (0..lists).for_each(|list| starts[list + 1] += starts[list]);
        let mut found = vec![StateId::new(0); starts[lists] as usize];
        let mut next = starts.clone();
        each(&mut |list, from| {
            found[next[list] as usize] = from;
            next[list] += 1;
        });
        Sources { actors, starts, from: found }
    }

    fn of_actor(&self, state: StateId, actor: usize) -> &[StateId] {
        let list = state.index() * self.actors + actor;
        &self.from[self.starts[list] as usize..self.starts[list + 1] as usize]
    }
}

/// For each state the least value among itself and what the others can bring about from there.
///
/// End states are visited in ascending value, and from each the search goes backwards along the others' moves; the first
/// value that reaches a state is its least. Every arc is looked at once: `O(arcs + states × log states)`.
fn worst_reply(board: &ByArcs, focal: ActorId, value: &[u32], replies: Replies) -> Vec<u32> {
    let (none, states) = (StateSet::empty(value.len()), value.len());
    let mut search = BackwardSearch {
        sources: board.sources(replies),
        focal: focal.index(),
        reached: none.clone(),
        open_to_all: none.clone(),
        asked: none,
        first: vec![0; states],
        todo: Vec::new(),
    };
    let (mut worst, mut level) = (value.to_vec(), Vec::new());
    for end in ascending(value).into_iter().take_while(|_| board.watch.stopped().is_none()) {
        search.end(end);
        while search.next_level(&mut level) {
            for &state in &level {
                search.go_back(state, |state| worst[state.index()] = value[end.index()]);
            }
        }
    }
    worst
}

/// A level with more than one in so many states is gone through in their order, as memory likes it.
const MANY: usize = 32;

struct BackwardSearch<'g> {
    sources: &'g Sources,
    focal: usize,
    /// States from which some sequence begins.
    reached: StateSet,
    /// Those where sequences end, or from where they go on by two different first movers: all may come before.
    open_to_all: StateSet,
    /// For each state that is reached otherwise who moves first from it: all others may come before.
    first: Vec<u32>,
    /// The states where all were asked who may come before; it may become open to one more, the first mover, later.
    asked: StateSet,
    /// Where somebody is to be asked: the next level.
    todo: Vec<StateId>,
}

impl BackwardSearch<'_> {
    /// A sequence ends here.
    fn end(&mut self, state: StateId) {
        if !self.open_to_all.contains(state) {
            self.open_to_all.insert(state);
            self.todo.push(state);
        }
    }

    /// Takes what is to be done, if anything is.
    fn next_level(&mut self, level: &mut Vec<StateId>) -> bool {
        level.clear();
        std::mem::swap(level, &mut self.todo);
        if level.len() > self.first.len() / MANY {
            let mut sorted = StateSet::empty(self.first.len());
            level.iter().for_each(|&state| sorted.insert(state));
            level.clear();
            level.extend(sorted.iter());
        }
        !level.is_empty()
    }

    /// Goes from a state to those from which sequences may lead there by moves that were not looked at yet; `visit`s the state
    /// itself when it is asked for the first time.
    fn go_back(&mut self, state: StateId, mut visit: impl FnMut(StateId)) {
        let first = self.first[state.index()] as usize;
        let (asked, open) = (self.asked.contains(state), self.open_to_all.contains(state));
        if !asked {
            self.asked.insert(state);
            visit(state);
        }
        let (sources, focal) = (self.sources, self.focal);
        for mover in (0..sources.actors).filter(|&mover| mover != focal) {
            let due = if mover == first { open } else { !asked };
            if due {
                for &from in sources.of_actor(state, mover) {
                    self.begin(from, mover as u32);
                }
            }
        }
    }

    /// A sequence begins here, its first step made by `mover`.
    fn begin(&mut self, state: StateId, mover: u32) {
        if self.open_to_all.contains(state) {
            return;
        }
        let first = &mut self.first[state.index()];
        if !self.reached.contains(state) {
            *first = mover;
            self.reached.insert(state);
            self.todo.push(state);
        } else if *first != mover {
            self.open_to_all.insert(state);
            if self.asked.contains(state) {
                self.todo.push(state);
            }
        }
    }
}

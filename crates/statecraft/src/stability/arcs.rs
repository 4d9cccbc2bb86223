//! Best move and worst reply over arcs, where moves need not be transitive.
//!
//! Then it matters that nobody moves twice running: the search goes over pairs of a state and who moves first
//! from it. Two different first movers are enough to remember, since whoever came before may then go on in either case.

use super::board::{Board, Replies};
use super::focal::ascending;
use crate::graph::{Arcs, StateId, StateSet, Watch};
use crate::model::ActorId;

/// Arcs as a board; a place is a state.
pub(super) struct ByArcs<'g> {
    pub(super) moves: &'g [Arcs],
    pub(super) ranks: &'g [Vec<u32>],
    pub(super) watch: &'g Watch,
}

impl Board for ByArcs<'_> {
    type Value = u32;

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

/// Which opponents may come before a state in a sequence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// The state is not reached yet.
    Nobody,
    /// It is reached by sequences that this opponent begins: all others may come before.
    AllBut(usize),
    /// All.
    All,
}

/// For each state the least value among itself and what the others can bring about from there.
///
/// End states are visited in ascending value, and from each the search goes backwards along the others' moves; the first
/// value that reaches a state is its least. Every arc is looked at once: `O(arcs + states × log states)`.
fn worst_reply(board: &ByArcs, focal: ActorId, value: &[u32], replies: Replies) -> Vec<u32> {
    let (moves, ranks) = (board.moves, board.ranks);
    let mut search =
        Search { moves, ranks, focal: focal.index(), replies, open: vec![Open::Nobody; value.len()], todo: Vec::new() };
    let mut worst = value.to_vec();
    for end in ascending(value).into_iter().take_while(|_| board.watch.stopped().is_none()) {
        search.arrive(end, None);
        while let Some((state, mover)) = search.todo.pop() {
            search.sources(state, mover, |search, from| {
                if search.open[from.index()] == Open::Nobody {
                    worst[from.index()] = worst[from.index()].min(value[end.index()]);
                }
                search.arrive(from, Some(mover));
            });
        }
    }
    worst
}

struct Search<'g> {
    moves: &'g [Arcs],
    ranks: &'g [Vec<u32>],
    focal: usize,
    replies: Replies,
    open: Vec<Open>,
    /// States, and opponents who may come before them.
    todo: Vec<(StateId, usize)>,
}

impl Search<'_> {
    /// A sequence goes on from `state`, its first step made by `mover`; by nobody, if it ends here.
    fn arrive(&mut self, state: StateId, mover: Option<usize>) {
        let open = &mut self.open[state.index()];
        match (*open, mover) {
            (Open::Nobody, _) => {
                *open = mover.map_or(Open::All, Open::AllBut);
                let others = (0..self.moves.len()).filter(|&j| j != self.focal && Some(j) != mover);
                self.todo.extend(others.map(|j| (state, j)));
            }
            (Open::AllBut(first), _) if Some(first) != mover => {
                *open = Open::All;
                self.todo.push((state, first));
            }
            _ => {}
        }
    }

    /// The states from which `mover` may reply by moving to `state`.
    fn sources(&mut self, state: StateId, mover: usize, mut visit: impl FnMut(&mut Self, StateId)) {
        let (moves, rank) = (&self.moves[mover], &self.ranks[mover]);
        for &from in moves.into(state) {
            if self.replies == Replies::Moves || rank[state.index()] > rank[from.index()] {
                visit(self, from);
            }
        }
    }
}

//! Best move and worst reply over cliques.
//!
//! Moves in option form are transitive, so whether an opponent moves twice running makes no difference, and the others'
//! legal sequences are simply paths.

use super::board::{Board, Replies};
use super::focal::ascending;
use crate::graph::{Cells, StateId, StateSet, Watch};
use crate::model::ActorId;

/// Cliques as a board; a place is a state.
pub(super) struct Cliques<'g> {
    pub(super) moves: &'g [Cells],
    pub(super) ranks: &'g [Vec<u32>],
    pub(super) watch: &'g Watch,
}

impl Board for Cliques<'_> {
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

/// For each state the highest value among itself and where the actor can move. `O(states)`.
fn best_move(moves: &Cells, value: &[u32]) -> Vec<u32> {
    let highest = |cell: usize| moves.members(cell).iter().map(|state| value[state.index()]).max().unwrap_or(0);
    let own: Vec<u32> = (0..moves.len()).map(highest).collect();
    let reached: Vec<u32> =
        (0..moves.len()).map(|cell| moves.reached_from(cell).map(|to| own[to]).max().unwrap_or(0)).collect();
    (0..value.len()).map(|at| reached[moves.cell_of(StateId::new(at))]).collect()
}

/// For each state the least value among itself and what the others can bring about from there.
///
/// End states are visited in ascending value, and from each the search goes backwards along the others' moves; the first
/// value that reaches a state is its least. A cell's states are entered from its least preferred end: those that an actor
/// would leave for a state it ranks at `r` are the states ranked below `r`, a tail of the cell that only grows. So each state
/// is entered once for each opponent: `O(opponents × states)`, whatever the length of the sequences.
fn worst_reply(board: &Cliques, focal: ActorId, value: &[u32], replies: Replies) -> Vec<u32> {
    let (moves, ranks) = (board.moves, board.ranks);
    let opponents: Vec<usize> = (0..moves.len()).filter(|&actor| actor != focal.index()).collect();
    let mut heads: Vec<Vec<usize>> = // for each opponent and cell: the part that is not entered yet ends here
        opponents.iter().map(|&j| (0..moves[j].len()).map(|cell| moves[j].range(cell).end).collect()).collect();
    let mut worst: Vec<Option<u32>> = vec![None; value.len()];
    let mut reached: Vec<StateId> = Vec::new();
    for end in ascending(value).into_iter().take_while(|_| board.watch.stopped().is_none()) {
        if worst[end.index()].is_some() {
            continue;
        }
        let least = value[end.index()];
        worst[end.index()] = Some(least);
        reached.push(end);
        while let Some(state) = reached.pop() {
            for (&j, heads) in opponents.iter().zip(&mut heads) {
                let (moves, rank) = (&moves[j], &ranks[j]);
                for cell in moves.leading_to(moves.cell_of(state)) {
                    let start = moves.range(cell).start;
                    while heads[cell] > start {
                        let from = moves.at(heads[cell] - 1);
                        if replies == Replies::Improvements && rank[from.index()] >= rank[state.index()] {
                            break;
                        }
                        heads[cell] -= 1;
                        if worst[from.index()].is_none() {
                            worst[from.index()] = Some(least);
                            reached.push(from);
                        }
                    }
                }
            }
        }
    }
    worst.into_iter().zip(value).map(|(worst, own)| worst.unwrap_or(*own)).collect()
}

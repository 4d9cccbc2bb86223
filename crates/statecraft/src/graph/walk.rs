//! Moves from one state at a time, whatever the form of the moves; for questions about a few states.

use super::{Graph, Lattice, Moves, StateId};
use crate::model::ActorId;

impl Graph {
    /// The states that an actor can move to, ascending.
    pub fn moves_from(&self, actor: ActorId, state: StateId) -> Vec<StateId> {
        let mut found = Vec::new();
        match &self.moves {
            Moves::Lattice(lattice) => lattice.each_move(actor, state, |to| found.push(to)),
            Moves::Cells(moves) => {
                let moves = &moves[actor.index()];
                let cells = moves.reached_from(moves.cell_of(state));
                found.extend(cells.flat_map(|cell| moves.members(cell)).filter(|to| **to != state));
                found.sort_unstable();
            }
            Moves::Arcs(moves) => found.extend(moves[actor.index()].from(state)),
        }
        found
    }

    /// The states that an actor can move to and prefers to where it is, ascending.
    pub fn improvements_from(&self, actor: ActorId, state: StateId) -> Vec<StateId> {
        let mut found = self.moves_from(actor, state);
        found.retain(|&to| self.prefers(actor, to, state));
        found
    }

    /// Whether an actor prefers the first state to the second.
    pub fn prefers(&self, actor: ActorId, better: StateId, worse: StateId) -> bool {
        let ranks = &self.ranks[actor.index()];
        ranks[better.index()] > ranks[worse.index()]
    }
}

impl Lattice {
    /// Visits the states that an actor can move to, ascending.
    fn each_move(&self, actor: ActorId, state: StateId, mut visit: impl FnMut(StateId)) {
        let (axis, bars, point) = (&self.axes[actor.index()], &self.bars[actor.index()], self.point(state));
        let place = point / axis.stride % axis.len;
        let barred = |to: usize| bars.as_ref().is_some_and(|bars| bars.from[point] & bars.to[to] != 0);
        for other in (0..axis.len).filter(|&other| other != place && axis.leads(place, other)) {
            let to = point - place * axis.stride + other * axis.stride;
            if let Some(to) = self.state(to).filter(|_| !barred(to)) {
                visit(to);
            }
        }
    }
}

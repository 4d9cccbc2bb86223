//! Moves from one state at a time, whatever the form of the moves; for questions about a few states.

use super::{Arcs, Graph, Lattice, Moves, StateId};
use crate::model::ActorId;

impl Graph {
    /// The states that an actor can move to, ascending.
    pub fn moves_from(&self, actor: ActorId, state: StateId) -> Vec<StateId> {
        let mut found = Vec::new();
        match &self.moves {
            Moves::Lattice(lattice) => found.extend(lattice.moves(actor, state, |here, there| [here, there])),
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

    /// The states from which an actor can move here, ascending.
    pub fn moves_to(&self, actor: ActorId, state: StateId) -> Vec<StateId> {
        let mut found = Vec::new();
        match &self.moves {
            Moves::Lattice(lattice) => found.extend(lattice.moves(actor, state, |here, there| [there, here])),
            Moves::Cells(moves) => {
                let moves = &moves[actor.index()];
                let cells = moves.leading_to(moves.cell_of(state));
                found.extend(cells.flat_map(|cell| moves.members(cell)).filter(|from| **from != state));
                found.sort_unstable();
            }
            Moves::Arcs(moves) => found.extend(Arcs::into(&moves[actor.index()], state)),
        }
        found
    }

    /// Whether whoever can move twice can make it one move: then it never matters that nobody moves twice running.
    pub fn is_transitive(&self) -> bool {
        match &self.moves {
            Moves::Lattice(lattice) => lattice.bars.iter().all(Option::is_none),
            Moves::Cells(_) => true,
            Moves::Arcs(_) => false,
        }
    }

    /// Whether every setting is a state and everybody can always change all its own options as it likes. Then any set of actors can
    /// bring about whatever leaves the options of all others as they are.
    pub fn is_free(&self) -> bool {
        let Moves::Lattice(lattice) = &self.moves else { return false };
        lattice.is_full()
            && lattice.bars.iter().all(Option::is_none)
            && lattice.axes.iter().all(|axis| axis.reach.len() <= 1)
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
    /// The states on the line of an actor through a state that a move joins to it, ascending: a move from the first to the second of
    /// what `ends` makes of the place of the state and of another.
    fn moves(
        &self,
        actor: ActorId,
        state: StateId,
        ends: impl Fn(usize, usize) -> [usize; 2],
    ) -> impl Iterator<Item = StateId> {
        let (axis, bars, point) = (&self.axes[actor.index()], &self.bars[actor.index()], self.point(state));
        let here = point / axis.stride % axis.len;
        let at = move |place: usize| point - here * axis.stride + place * axis.stride;
        let can = move |from: usize, to: usize| {
            axis.leads(from, to) && bars.as_ref().is_none_or(|bars| bars.from[at(from)] & bars.to[at(to)] == 0)
        };
        let joined = (0..axis.len).filter(move |&there| {
            let [from, to] = ends(here, there);
            there != here && can(from, to)
        });
        joined.filter_map(move |there| self.state(at(there)))
    }
}

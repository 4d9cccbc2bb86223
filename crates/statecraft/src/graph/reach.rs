//! Where one actor can move, state by state, whatever the form of its moves.
//!
//! States are gathered in *cells* such that all members of a cell can be reached from the same states, and can reach the same
//! cells: the lines of a box cut into classes of one-way options, the cells of a clique, or, over arcs, each state by itself.

use super::{Arcs, Axis, Cells, Graph, Lattice, Lists, Moves, StateId};
use crate::model::ActorId;

/// The moves of one actor.
pub(crate) struct Reach<'g> {
    cell_of: Vec<u32>,
    /// For each cell its states, ascending.
    members: Lists<StateId>,
    leads: Leads<'g>,
}

/// How cells lead to cells.
enum Leads<'g> {
    Axis(&'g Axis),
    Cells(&'g Cells),
    Arcs(&'g Arcs),
    /// Moves of which some are barred, written out.
    Listed(Lists<StateId>),
}

impl<'g> Reach<'g> {
    /// The moves of an actor. `O(states)`.
    pub(crate) fn of(graph: &'g Graph, actor: ActorId) -> Reach<'g> {
        let states = graph.state_ids();
        let (cells, cell_of, leads): (usize, Vec<u32>, _) = match &graph.moves {
            Moves::Lattice(lattice) if lattice.bars[actor.index()].is_some() => {
                let each = (0..graph.len() as u32).collect();
                (graph.len(), each, Leads::Listed(listed(graph, lattice, actor)))
            }
            Moves::Lattice(lattice) => {
                let axis = &lattice.axes[actor.index()];
                let cells = lattice.size() / axis.len * axis.reach.len();
                (cells, states.map(|state| on_line(axis, lattice.point(state))).collect(), Leads::Axis(axis))
            }
            Moves::Cells(moves) => {
                let moves = &moves[actor.index()];
                (moves.len(), states.map(|state| moves.cell_of(state) as u32).collect(), Leads::Cells(moves))
            }
            Moves::Arcs(moves) => (graph.len(), (0..graph.len() as u32).collect(), Leads::Arcs(&moves[actor.index()])),
        };
        let members = Lists::of_members(cells, &cell_of);
        Reach { cell_of, members, leads }
    }

    /// How many cells there are; some may be empty.
    pub(crate) fn cells(&self) -> usize {
        self.members.len()
    }

    /// The cell of a state.
    pub(crate) fn cell_of(&self, state: StateId) -> usize {
        self.cell_of[state.index()] as usize
    }

    /// The states of a cell, ascending.
    pub(crate) fn members(&self, cell: usize) -> &[StateId] {
        self.members.get(cell)
    }

    /// Visits the cells that can be reached from a cell. Where its own is among them, each member can move to all the others.
    pub(crate) fn each_reached(&self, cell: usize, mut visit: impl FnMut(usize)) {
        match &self.leads {
            Leads::Axis(axis) => {
                let classes = axis.reach.len();
                axis.reach[cell % classes].iter().for_each(|to| visit(cell - cell % classes + to));
            }
            Leads::Cells(cells) => cells.reached_from(cell).for_each(visit),
            Leads::Arcs(arcs) => arcs.from(StateId::new(cell)).iter().for_each(|to| visit(to.index())),
            Leads::Listed(lists) => lists.get(cell).iter().for_each(|to| visit(to.index())),
        }
    }

    /// How many states must be looked at to see where the actor can move.
    pub(crate) fn options(&self, state: StateId) -> u64 {
        let mut count = 0;
        self.each_reached(self.cell_of(state), |cell| count += self.members(cell).len() as u64);
        count
    }

    /// Visits the states that the actor can move to and ranks above where it is.
    pub(crate) fn each_improvement(&self, state: StateId, rank: &[u32], mut visit: impl FnMut(StateId)) {
        self.each_reached(self.cell_of(state), |cell| {
            let better = |to: &&StateId| rank[to.index()] > rank[state.index()];
            self.members(cell).iter().filter(better).for_each(|&to| visit(to));
        });
    }
}

/// The moves of an actor along its axis that are not barred, state by state.
fn listed(graph: &Graph, lattice: &Lattice, actor: ActorId) -> Lists<StateId> {
    let (axis, bars) = (&lattice.axes[actor.index()], &lattice.bars[actor.index()]);
    let state_at = lattice.to_points(None, graph.state_ids().map(Some));
    let barred = |from: usize, to: usize| bars.as_ref().is_some_and(|bars| bars.from[from] & bars.to[to] != 0);
    let mut lists = Lists::new();
    for state in graph.state_ids() {
        let point = lattice.point(state);
        let place = point / axis.stride % axis.len;
        let to = |other: usize| point - place * axis.stride + other * axis.stride;
        let free =
            (0..axis.len).filter(|&other| other != place && axis.leads(place, other) && !barred(point, to(other)));
        lists.push(free.filter_map(|other| state_at[to(other)]));
    }
    lists
}

/// The cell of a point: its line along the axis, and the class of its place on it.
fn on_line(axis: &Axis, point: usize) -> u32 {
    let line = point / (axis.len * axis.stride) * axis.stride + point % axis.stride;
    let place = point / axis.stride % axis.len;
    (line * axis.reach.len() + axis.class_of[place]) as u32
}

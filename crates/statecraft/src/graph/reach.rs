//! Where one actor can move, state by state, whatever the form of its moves.
//!
//! States are gathered in *cells* such that all members of a cell can be reached from the same states, and can reach the same
//! cells: the lines of a box cut into classes of one-way options, and of places that the same rules bar; the cells of a clique; or,
//! over arcs, each state by itself.

use super::{Arcs, Axis, Bars, Cells, Graph, Lattice, Lists, Moves, StateId};
use crate::model::ActorId;

/// The moves of one actor.
pub(crate) struct Reach<'g> {
    cells: usize,
    gathered: Gathered<'g>,
    leads: Leads<'g>,
}

/// How states are gathered in cells.
enum Gathered<'g> {
    /// Each by itself, at no distance from itself.
    Single([StateId; 1]),
    /// In a box without holes, where nothing need be stored: for each class how far its places are from the first of their line.
    Lines { axis: &'g Axis, shape: Shape, classes: Vec<Vec<StateId>> },
    /// For each state its cell, and for each cell its states, ascending.
    Listed { cell_of: Vec<u32>, members: Lists<StateId> },
}

/// How cells lead to cells.
enum Leads<'g> {
    Axis(&'g Axis),
    /// With some moves barred; a cell is named for the first place of its line that is like all its members.
    Barred {
        axis: &'g Axis,
        bars: &'g Bars,
        shape: Shape,
    },
    Cells(&'g Cells),
    Arcs(&'g Arcs),
}

/// The states of a cell, ascending.
#[derive(Clone, Copy)]
pub(crate) struct Members<'r> {
    first: usize,
    offsets: &'r [StateId],
}

impl Members<'_> {
    pub(crate) fn iter(self) -> impl Iterator<Item = StateId> {
        self.offsets.iter().map(move |offset| StateId::new(self.first + offset.index()))
    }

    pub(crate) fn len(self) -> usize {
        self.offsets.len()
    }

    pub(crate) fn is_empty(self) -> bool {
        self.offsets.is_empty()
    }
}

impl<'g> Reach<'g> {
    /// The moves of an actor. `O(states)`.
    pub(crate) fn of(graph: &'g Graph, actor: ActorId) -> Reach<'g> {
        let cells = Reach::count_cells(graph, actor);
        let listed = |cell_of: &dyn Fn(StateId) -> usize| {
            let cell_of: Vec<u32> = graph.state_ids().map(|state| cell_of(state) as u32).collect();
            Gathered::Listed { members: Lists::of_members(cells, &cell_of), cell_of }
        };
        let (gathered, leads) = match &graph.moves {
            Moves::Lattice(lattice) => {
                let (axis, shape) = (&lattice.axes[actor.index()], Shape::of(lattice, actor));
                match &lattice.bars[actor.index()] {
                    Some(bars) => {
                        let cell_of = |state: StateId| first_like(axis, bars, shape, lattice.point(state));
                        (listed(&cell_of), Leads::Barred { axis, bars, shape })
                    }
                    None if lattice.is_full() => (Gathered::lines(axis, shape), Leads::Axis(axis)),
                    None => (listed(&|state| shape.cell(axis, lattice.point(state))), Leads::Axis(axis)),
                }
            }
            Moves::Cells(moves) => {
                let moves = &moves[actor.index()];
                (listed(&|state| moves.cell_of(state)), Leads::Cells(moves))
            }
            Moves::Arcs(moves) => (Gathered::Single([StateId::new(0)]), Leads::Arcs(&moves[actor.index()])),
        };
        Reach { cells, gathered, leads }
    }

    /// The memory that this takes while it is made: a cell for each state and the states of each cell, and twice where these begin.
    pub(crate) fn bytes(graph: &Graph, actor: ActorId) -> u64 {
        match &graph.moves {
            Moves::Lattice(lattice) if lattice.is_full() && lattice.bars[actor.index()].is_none() => 0,
            Moves::Arcs(_) => 0,
            _ => 8 * graph.len() as u64 + 16 * Reach::count_cells(graph, actor) as u64,
        }
    }

    /// How many cells an actor's moves will have.
    pub(crate) fn count_cells(graph: &Graph, actor: ActorId) -> usize {
        match &graph.moves {
            Moves::Lattice(lattice) if lattice.bars[actor.index()].is_some() => lattice.size(),
            Moves::Lattice(lattice) => {
                let axis = &lattice.axes[actor.index()];
                lattice.size() / axis.len * axis.reach.len()
            }
            Moves::Cells(moves) => moves[actor.index()].len(),
            Moves::Arcs(_) => graph.len(),
        }
    }

    /// How many cells there are; some may be empty.
    pub(crate) fn cells(&self) -> usize {
        self.cells
    }

    /// The cell of a state.
    pub(crate) fn cell_of(&self, state: StateId) -> usize {
        match &self.gathered {
            Gathered::Single(_) => state.index(),
            Gathered::Lines { axis, shape, .. } => shape.cell(axis, state.index()),
            Gathered::Listed { cell_of, .. } => cell_of[state.index()] as usize,
        }
    }

    /// The states of a cell, ascending.
    pub(crate) fn members(&self, cell: usize) -> Members<'_> {
        match &self.gathered {
            Gathered::Single(here) => Members { first: cell, offsets: here },
            Gathered::Lines { shape, classes, .. } => {
                let (line, class) = (cell / classes.len(), cell % classes.len());
                Members { first: shape.first(line), offsets: &classes[class] }
            }
            Gathered::Listed { members, .. } => Members { first: 0, offsets: members.get(cell) },
        }
    }

    /// Visits the cells that can be reached from a cell. Where its own is among them, each member can move to all the others.
    pub(crate) fn each_reached(&self, cell: usize, mut visit: impl FnMut(usize)) {
        match &self.leads {
            Leads::Axis(axis) => {
                let classes = axis.reach.len();
                axis.reach[cell % classes].iter().for_each(|to| visit(cell - cell % classes + to));
            }
            Leads::Barred { axis, bars, shape } => {
                let (line, place) = (cell / axis.len, cell % axis.len);
                let point = |place: usize| shape.first(line) + place * axis.stride;
                let from = bars.from[point(place)];
                let free = |to: &usize| axis.leads(place, *to) && from & bars.to[point(*to)] == 0;
                (0..axis.len).filter(free).for_each(|to| visit(cell - place + to));
            }
            Leads::Cells(cells) => cells.reached_from(cell).for_each(visit),
            Leads::Arcs(arcs) => arcs.from(StateId::new(cell)).iter().for_each(|to| visit(to.index())),
        }
    }

    /// How many states must be looked at to see where the actor can move.
    pub(crate) fn options(&self, state: StateId) -> u64 {
        let mut count = 0;
        self.each_reached(self.cell_of(state), |cell| count += self.members(cell).len() as u64);
        count
    }

    /// Visits the states that the actor can move to and ranks above where it is.
    pub(crate) fn each_improvement(&self, state: StateId, rank: &[u32], visit: impl FnMut(StateId)) {
        let mut visit = visit;
        self.each_reached(self.cell_of(state), |cell| {
            let better = |to: &StateId| rank[to.index()] > rank[state.index()];
            self.members(cell).iter().filter(better).for_each(&mut visit);
        });
    }
}

impl<'g> Gathered<'g> {
    fn lines(axis: &'g Axis, shape: Shape) -> Gathered<'g> {
        let mut classes = vec![Vec::new(); axis.reach.len()];
        axis.class_of.iter().enumerate().for_each(|(at, &class)| classes[class].push(StateId::new(at * axis.stride)));
        Gathered::Lines { axis, shape, classes }
    }
}

/// The lines along an axis, numbered; most lengths are powers of two, and to shift is faster than to divide.
#[derive(Clone, Copy)]
struct Shape {
    stride: usize,
    len: usize,
    shifts: Option<(u32, u32)>,
}

impl Shape {
    fn of(lattice: &Lattice, actor: ActorId) -> Shape {
        let Axis { stride, len, .. } = lattice.axes[actor.index()];
        let powers = stride.is_power_of_two() && len.is_power_of_two();
        Shape { stride, len, shifts: powers.then(|| (stride.ilog2(), len.ilog2())) }
    }

    /// The line of a point, and its place there.
    fn split(self, point: usize) -> (usize, usize) {
        match self.shifts {
            Some((stride, len)) => {
                let (line, within) = (point >> (stride + len), point & (self.stride - 1));
                (line << stride | within, point >> stride & (self.len - 1))
            }
            None => {
                let row = point / self.stride;
                (row / self.len * self.stride + point % self.stride, row % self.len)
            }
        }
    }

    /// The cell of a point where no move is barred: its line, and the class of its place on it.
    fn cell(self, axis: &Axis, point: usize) -> usize {
        let (line, place) = self.split(point);
        line * axis.reach.len() + axis.class_of[place]
    }

    /// The first point of a line.
    fn first(self, line: usize) -> usize {
        match self.shifts {
            Some((stride, len)) => line >> stride << (stride + len) | line & (self.stride - 1),
            None => line / self.stride * self.stride * self.len + line % self.stride,
        }
    }
}

/// The cell of a point where some moves are barred: its line, and the first place there of its class that the same rules bar.
fn first_like(axis: &Axis, bars: &Bars, shape: Shape, point: usize) -> usize {
    let (line, place) = shape.split(point);
    let like = |other: &usize| {
        let there = shape.first(line) + other * axis.stride;
        let same = axis.class_of[*other] == axis.class_of[place];
        same && bars.from[there] == bars.from[point] && bars.to[there] == bars.to[point]
    };
    line * axis.len + (0..place).find(like).unwrap_or(place)
}

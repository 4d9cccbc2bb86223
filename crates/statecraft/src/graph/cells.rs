//! The moves of one actor in option form: cliques, not arcs.
//!
//! An actor may change its own options at will, so the states that agree on everybody else's options are a *clique*: from
//! each of them the actor can move to every other. One-way options divide a clique into *cells*, the states that also agree
//! on the actor's one-way options; between two cells all moves are possible or none.

use super::{StateId, States};
use crate::model::{ActorId, Model, OneWay, OptionSet};
use std::ops::Range;

/// The moves of one actor.
#[derive(Clone, Debug)]
pub struct Cells {
    /// All states, cell by cell; within a cell the preferred ones first.
    order: Vec<StateId>,
    cells: Vec<Cell>,
    /// For each state its cell.
    cell_of: Vec<u32>,
    directions: Directions,
}

/// States of one clique with the same one-way options.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Which part of the order its states are.
    pub members: Range<usize>,
    /// The cells of its clique.
    clique: Range<usize>,
    /// Its one-way options.
    one_way: OptionSet,
}

impl Cells {
    /// The moves of `actor`, who ranks states by `ranks`.
    pub(super) fn of(model: &Model, actor: ActorId, states: &States, ranks: &[u32]) -> Cells {
        Cells::within(model, own_options(model, actor), states, ranks)
    }

    /// The moves of an actor who ranks states by `ranks` and can change the options `own`, one bit each.
    pub(super) fn within(model: &Model, own: OptionSet, states: &States, ranks: &[u32]) -> Cells {
        let directions = Directions::of(model);
        let one_way = directions.one_way(own);
        let code = |state: StateId| states.code(state);
        let mut order: Vec<StateId> = (0..states.len()).map(StateId::new).collect();
        order.sort_unstable_by_key(|&state| {
            (code(state) & !own, code(state) & one_way, u32::MAX - ranks[state.index()], state)
        });
        let mut found = Cells { cells: Vec::new(), cell_of: vec![0; order.len()], order, directions };
        found.cut(|state| (code(state) & !own, code(state) & one_way));
        found
    }

    /// Cuts the order into cells and cliques.
    fn cut(&mut self, key: impl Fn(StateId) -> (OptionSet, OptionSet)) {
        let (mut start, mut clique) = (0, 0);
        for at in 0..self.order.len() {
            let (others, one_way) = key(self.order[at]);
            self.cell_of[self.order[at].index()] = self.cells.len() as u32;
            let next = self.order.get(at + 1).map(|&state| key(state));
            if next == Some((others, one_way)) {
                continue;
            }
            self.cells.push(Cell { members: start..at + 1, clique: clique..clique, one_way });
            start = at + 1;
            if next.is_none_or(|(next, _)| next != others) {
                let whole = clique..self.cells.len();
                self.cells[whole.clone()].iter_mut().for_each(|cell| cell.clique = whole.clone());
                clique = whole.end;
            }
        }
    }

    /// The memory that they take.
    pub(super) fn bytes(&self) -> u64 {
        (size_of_val(&*self.order) + size_of_val(&*self.cells) + size_of_val(&*self.cell_of)) as u64
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The cell of a state.
    pub fn cell_of(&self, state: StateId) -> usize {
        self.cell_of[state.index()] as usize
    }

    /// The states of a cell, the preferred ones first.
    pub fn members(&self, cell: usize) -> &[StateId] {
        &self.order[self.cells[cell].members.clone()]
    }

    /// Where the members of a cell stand in the order of all.
    pub fn range(&self, cell: usize) -> Range<usize> {
        self.cells[cell].members.clone()
    }

    /// The state at a place of the order.
    pub fn at(&self, place: usize) -> StateId {
        self.order[place]
    }

    /// The cells that can be reached from a cell, itself among them.
    pub fn reached_from(&self, cell: usize) -> impl Iterator<Item = usize> + '_ {
        self.cells[cell].clique.clone().filter(move |&to| self.leads(cell, to))
    }

    /// The cells from which a cell can be reached, itself among them.
    pub fn leading_to(&self, cell: usize) -> impl Iterator<Item = usize> + '_ {
        self.cells[cell].clique.clone().filter(move |&from| self.leads(from, cell))
    }

    fn leads(&self, from: usize, to: usize) -> bool {
        self.directions.allow(self.cells[from].one_way, self.cells[to].one_way)
    }
}

/// The options of an actor, one bit each.
pub(super) fn own_options(model: &Model, actor: ActorId) -> OptionSet {
    model.actors[actor.index()].own()
}

/// The options that can be changed in one direction only, one bit each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Directions {
    take: OptionSet,
    drop: OptionSet,
}

impl Directions {
    pub(crate) fn of(model: &Model) -> Directions {
        let only = |way: OneWay| {
            let options = model.options().iter().enumerate().filter(|(_, option)| option.one_way == Some(way));
            options.fold(0, |all, (at, _)| all | 1 << at)
        };
        Directions { take: only(OneWay::Take), drop: only(OneWay::Drop) }
    }

    /// The one-way options among these.
    pub(crate) fn one_way(self, options: OptionSet) -> OptionSet {
        options & (self.take | self.drop)
    }

    /// The one-way options among these, with bits that can only be added: an option that can only be dropped has its bit
    /// while it is not taken.
    pub(super) fn code(self, options: OptionSet) -> OptionSet {
        (options ^ self.drop) & (self.take | self.drop)
    }

    /// Whether no one-way option is changed the wrong way.
    pub(crate) fn allow(self, from: OptionSet, to: OptionSet) -> bool {
        from & !to & self.take == 0 && to & !from & self.drop == 0
    }
}

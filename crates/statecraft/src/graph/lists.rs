//! Many lists in one piece of memory.

use super::StateId;

/// Lists in one piece of memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lists<T> {
    starts: Vec<usize>,
    items: Vec<T>,
}

impl<T: Copy> Lists<T> {
    /// No list yet.
    pub(crate) fn new() -> Lists<T> {
        Lists { starts: vec![0], items: Vec::new() }
    }

    /// No list yet, and room for so many lists with so many items together.
    pub(crate) fn with_room(lists: usize, items: usize) -> Lists<T> {
        let mut starts = Vec::with_capacity(lists + 1);
        starts.push(0);
        Lists { starts, items: Vec::with_capacity(items) }
    }

    /// Adds a list at the end.
    pub(crate) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.starts.push(self.items.len());
    }

    /// How many items all lists have.
    pub(crate) fn items(&self) -> usize {
        self.items.len()
    }

    /// How many lists there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// One list.
    pub(crate) fn get(&self, at: usize) -> &[T] {
        &self.items[self.starts[at]..self.starts[at + 1]]
    }
}

impl Lists<StateId> {
    /// For each of so many cells its states, ascending.
    pub(crate) fn of_members(cells: usize, cell_of: &[u32]) -> Lists<StateId> {
        let mut starts = vec![0; cells + 1];
        cell_of.iter().for_each(|&cell| starts[cell as usize + 1] += 1);
        (0..cells).for_each(|at| starts[at + 1] += starts[at]);
        let mut next = starts.clone();
        let mut items = vec![StateId::new(0); cell_of.len()];
        for (state, &cell) in cell_of.iter().enumerate() {
            items[next[cell as usize]] = StateId::new(state);
            next[cell as usize] += 1;
        }
        Lists { starts, items }
    }
}

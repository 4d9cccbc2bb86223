//! A box with one axis for each actor, as a board: its ranks by point, and an index of each actor's improvements.

use super::each;
use super::improve::ImprovementIndex;
use super::packed::PackedRank;
use crate::graph::{Lattice, Watch};
use std::sync::OnceLock;

/// A box as a board; a place is a point.
pub(super) struct InBox<'g, T> {
    pub(super) lattice: &'g Lattice,
    pub(super) ranks: Vec<Vec<T>>,
    /// For each actor its improvements along its axis, once they are asked for.
    indexes: Vec<OnceLock<ImprovementIndex<T>>>,
    pub(super) watch: &'g Watch,
}

impl<'g, T: PackedRank> InBox<'g, T> {
    pub(super) fn new(lattice: &'g Lattice, ranks: &[Vec<u32>], watch: &'g Watch) -> InBox<'g, T> {
        let packed = |ranks: &Vec<u32>| lattice.to_points(T::NONE, ranks.iter().map(|&rank| T::pack(rank)));
        let indexes = ranks.iter().map(|_| OnceLock::new()).collect();
        InBox { lattice, ranks: each(lattice.size(), ranks, packed), indexes, watch }
    }

    /// An actor's improvements along its axis.
    pub(super) fn improvement_index(&self, actor: usize) -> &ImprovementIndex<T> {
        self.indexes[actor].get_or_init(|| ImprovementIndex::new(&self.ranks[actor], &self.lattice.axes[actor]))
    }
}

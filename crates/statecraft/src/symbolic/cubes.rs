//! A set as disjoint cubes, read off its diagram.
//!
//! The set and the states outside it are followed side by side, option by option. Where no state is left outside, what is left of the
//! set is a cube: its settings are all the states that have what was decided so far. The part with the most settings is followed
//! first, so that large cubes come first and nobody waits for the small ones.

use super::set::{Counts, SameBelow, Set};
use crate::model::OptionSet;
use biodivine_lib_bdd::BddPointer;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// Some options taken, some not, the others either way as the rules allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cube {
    /// The options taken in all of its settings, one bit each.
    pub taken: OptionSet,
    /// The options taken in none.
    pub not_taken: OptionSet,
    /// How many settings it has, exactly.
    pub settings: u128,
}

/// So many parts are looked at before the cubes of a set are no more counted or made.
const MOST_PARTS: usize = 1 << 18;

/// The cubes of a set, made one at a time, those with the most settings first. It ends early where it would have to look at more than
/// some 260,000 parts.
#[derive(Debug)]
pub struct Cubes<'s> {
    set: &'s Set,
    outside: Set,
    open: BinaryHeap<Part>,
    looked_at: usize,
    below: HashMap<BddPointer, u128>,
    same: SameBelow<'s>,
}

/// A part of the set: what was decided, and where the two diagrams are; ordered by how many settings it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    settings: u128,
    taken: Reverse<OptionSet>,
    not_taken: Reverse<OptionSet>,
    /// How many options above were skipped by both.
    free: usize,
    at: Pair,
}

/// A node of the set and one of what is outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Pair {
    inside: BddPointer,
    outside: BddPointer,
}

impl Set {
    /// Disjoint cubes, those with the most settings first: each setting of the set is in exactly one, and of all the states no
    /// other is in any. They are made one at a time; see [`Cubes`].
    pub fn cubes<'s>(&'s self, states: &Set) -> Cubes<'s> {
        Cubes::of(self, states)
    }
}

impl<'s> Cubes<'s> {
    fn of(set: &'s Set, states: &Set) -> Cubes<'s> {
        let outside = states.difference(set);
        let root = Pair { inside: set.diagram.root_pointer(), outside: outside.diagram.root_pointer() };
        let (open, below, same) = (BinaryHeap::new(), Counts::of(set).below(), SameBelow::of(set));
        let mut cubes = Cubes { set, outside, open, looked_at: 0, below, same };
        let free = cubes.place(root);
        cubes.put(root, (0, 0), free);
        cubes
    }

    /// How many cubes there are; none where that would take too long to count.
    pub fn total(&self) -> Option<u128> {
        let root = Pair { inside: self.set.diagram.root_pointer(), outside: self.outside.diagram.root_pointer() };
        let mut known = HashMap::new();
        self.total_below(root, &mut known)
    }

    fn total_below(&self, at: Pair, known: &mut HashMap<Pair, u128>) -> Option<u128> {
        if at.inside.is_zero() || at.outside.is_zero() {
            return Some(u128::from(!at.inside.is_zero()));
        }
        if let Some(found) = known.get(&at) {
            return Some(*found);
        }
        if known.len() >= MOST_PARTS {
            return None;
        }
        let [low, high] = self.sides(at);
        let found = self.total_below(low, known)?.saturating_add(self.total_below(high, known)?);
        known.insert(at, found);
        Some(found)
    }

    /// The place of the next option that either asks about.
    fn place(&self, at: Pair) -> usize {
        self.set.place_at(at.inside).min(self.outside.place_at(at.outside))
    }

    /// The two without the next option, and with it.
    fn sides(&self, at: Pair) -> [Pair; 2] {
        let place = self.place(at);
        let sides = |of: &Set, node: BddPointer| {
            let asks = of.place_at(node) == place;
            if asks { [of.diagram.low_link_of(node), of.diagram.high_link_of(node)] } else { [node; 2] }
        };
        let (inside, outside) = (sides(self.set, at.inside), sides(&self.outside, at.outside));
        [0, 1].map(|side| Pair { inside: inside[side], outside: outside[side] })
    }

    fn put(&mut self, at: Pair, (taken, not_taken): (OptionSet, OptionSet), free: usize) {
        if at.inside.is_zero() {
            return;
        }
        let below = self.below.get(&at.inside).copied().unwrap_or(0);
        let settings = below << (self.set.place_at(at.inside) - self.place(at) + free);
        self.open.push(Part { settings, taken: Reverse(taken), not_taken: Reverse(not_taken), free, at });
    }

    /// The two halves of a part, by the next option.
    fn split(&mut self, part: Part) {
        let place = self.place(part.at);
        let Some(option) = self.set.variables.in_order().get(place) else { return };
        let decided = [(part.taken.0, part.not_taken.0 | 1 << option), (part.taken.0 | 1 << option, part.not_taken.0)];
        for (side, decided) in self.sides(part.at).into_iter().zip(decided) {
            let free = part.free + self.place(side) - place - 1;
            self.put(side, decided, free);
        }
    }
}

impl Iterator for Cubes<'_> {
    type Item = Cube;

    fn next(&mut self) -> Option<Cube> {
        while self.looked_at < MOST_PARTS {
            let part = self.open.pop()?;
            self.looked_at += 1;
            if part.at.outside.is_zero() {
                let same = self.same.at(part.at.inside);
                let (taken, not_taken) = (part.taken.0 | same.taken, part.not_taken.0 | same.not_taken);
                return Some(Cube { taken, not_taken, settings: part.settings });
            }
            self.split(part);
        }
        None
    }
}

//! Best move and worst reply in a box with one axis for each actor.
//!
//! Values spread along one axis at a time until nothing changes: usually a handful of rounds. Moves along an axis are transitive,
//! so one pass along it is complete; whether an opponent moves twice running makes no difference. A pass takes many lines in
//! step, on ranks as narrow as they can be, and only lines that have changed since the last pass along the same axis: after the
//! first rounds these are few.

use super::barred;
use super::board::{Board, Replies};
use super::improve::Guide;
use super::lines::{Changes, Lines, Row, WIDTH};
use super::pairs;
use crate::graph::{Axis, Lattice, StateSet, Watch};
use crate::model::ActorId;
use std::sync::OnceLock;

/// A packed rank.
pub(super) trait Packed: Copy + Ord + Into<i64> + Send + Sync {
    /// Below every rank.
    const LEAST: Self;
    /// Above every rank: a hole, or nothing reached.
    const NONE: Self;
    /// Packs a rank.
    fn pack(rank: u32) -> Self;
    /// What stands at the same distance from the other end: of two values the lower becomes the higher.
    fn turned(self) -> Self;
}

impl Packed for i16 {
    const LEAST: i16 = i16::MIN;
    const NONE: i16 = i16::MAX;
    fn pack(rank: u32) -> i16 {
        (i64::from(rank) + i64::from(i16::MIN)) as i16
    }
    fn turned(self) -> i16 {
        !self
    }
}

impl Packed for i32 {
    const LEAST: i32 = i32::MIN;
    const NONE: i32 = i32::MAX;
    fn pack(rank: u32) -> i32 {
        (i64::from(rank) + i64::from(i32::MIN)) as i32
    }
    fn turned(self) -> i32 {
        !self
    }
}

/// Whether all ranks fit the narrow form.
pub(super) fn are_narrow(ranks: &[Vec<u32>]) -> bool {
    ranks.iter().flatten().all(|&rank| rank < u32::from(u16::MAX))
}

/// A box as a board; a place is a point.
pub(super) struct InBox<'g, T> {
    pub(super) lattice: &'g Lattice,
    pub(super) ranks: Vec<Vec<T>>,
    /// For each actor what tells the improvements along its axis.
    guides: Vec<OnceLock<Guide<T>>>,
    pub(super) watch: &'g Watch,
}

impl<'g, T: Packed> InBox<'g, T> {
    pub(super) fn new(lattice: &'g Lattice, ranks: &[Vec<u32>], watch: &'g Watch) -> InBox<'g, T> {
        let packed = |ranks: &Vec<u32>| lattice.to_points(T::NONE, ranks.iter().map(|&rank| T::pack(rank)));
        let guides = ranks.iter().map(|_| OnceLock::new()).collect();
        InBox { lattice, ranks: ranks.iter().map(packed).collect(), guides, watch }
    }

    /// What tells an actor's improvements along its axis.
    pub(super) fn guide(&self, actor: usize) -> &Guide<T> {
        self.guides[actor].get_or_init(|| Guide::new(&self.ranks[actor], &self.lattice.axes[actor]))
    }

    /// One pass of an opponent's replies over all lines that changed since a pass. Tells whether anything changed.
    fn lower(&self, worst: &mut [T], opponent: usize, replies: Replies, changes: &mut Changes, since: u32) -> bool {
        let axis = &self.lattice.axes[opponent];
        let lines = Lines::new(axis, worst.len());
        let guide = match replies {
            Replies::Moves => None,
            Replies::Improvements => Some(self.guide(opponent)),
        };
        match guide {
            Some(Guide::Pairs(shut)) => {
                return pairs::lower(worst, pairs::Which::Improvements(shut), axis, changes, since);
            }
            None if pairs::fit(axis, worst.len()) => {
                return pairs::lower(worst, pairs::Which::Moves, axis, changes, since);
            }
            _ => {}
        }
        let (mut rows, mut least) = (Vec::new(), vec![[T::NONE; WIDTH]; axis.reach.len()]);
        let mut changed = false;
        for bundle in lines.bundles() {
            if lines.changed(bundle, changes, since) {
                lines.read(bundle, worst, &mut rows);
                let lowered = match guide {
                    None => lower_by_moves(&mut rows, axis, &mut least),
                    Some(guide) => guide.lower(&mut rows, axis, bundle.index()),
                };
                if lowered {
                    lines.write(bundle, &rows, worst, changes);
                    changed = true;
                }
            }
        }
        changed
    }
}

impl<T: Packed> Board for InBox<'_, T> {
    type Value = T;

    fn ranks(&self, actor: ActorId) -> &[T] {
        &self.ranks[actor.index()]
    }

    /// `O(states)`.
    fn best_move(&self, actor: ActorId, value: &[T]) -> Vec<T> {
        if self.lattice.bars[actor.index()].is_some() {
            return barred::best_move(self, actor, value);
        }
        let (axis, mut best) = (&self.lattice.axes[actor.index()], value.to_vec());
        let lines = Lines::new(axis, best.len());
        let (mut rows, mut most, mut changes) =
            (Vec::new(), vec![[T::LEAST; WIDTH]; axis.reach.len()], Changes::new(best.len()));
        for bundle in lines.bundles() {
            lines.read(bundle, value, &mut rows);
            raise_by_moves(&mut rows, axis, &mut most);
            lines.write(bundle, &rows, &mut best, &mut changes);
        }
        best
    }

    /// `O(rounds × opponents × states)`; for improvements along short axes times their length, in step.
    fn worst_reply(&self, focal: ActorId, value: &[T], replies: Replies) -> Vec<T> {
        let mut bars = self.lattice.bars.iter().enumerate().filter(|(j, _)| *j != focal.index());
        if bars.any(|(_, bars)| bars.is_some()) {
            return barred::worst_reply(self, focal, value, replies);
        }
        let axes = self.lattice.axes.iter().enumerate();
        let opponents: Vec<(usize, &Axis)> = axes.filter(|(j, axis)| *j != focal.index() && axis.len > 1).collect();
        // Without holes and one-way options the others can bring about whatever leaves the actor's own place as it is.
        if replies == Replies::Moves
            && self.lattice.is_full()
            && opponents.iter().all(|(_, axis)| axis.reach.len() == 1)
        {
            return least_of_place(value, &self.lattice.axes[focal.index()]);
        }
        let mut worst = value.to_vec();
        let (mut changes, mut since) = (Changes::new(worst.len()), vec![0; self.lattice.axes.len()]);
        let mut left = opponents.len();
        for &(j, _) in opponents.iter().cycle() {
            let last = std::mem::replace(&mut since[j], changes.next_pass());
            let changed = self.lower(&mut worst, j, replies, &mut changes, last);
            left = if changed { opponents.len() - 1 } else { left - 1 };
            if left == 0 || self.watch.stopped().is_some() {
                break;
            }
        }
        worst
    }

    fn states(&self, fits: impl Fn(usize) -> bool) -> StateSet {
        self.lattice.states(fits)
    }
}

/// For each point the least value at the same place of an axis.
fn least_of_place<T: Packed>(value: &[T], axis: &Axis) -> Vec<T> {
    let pieces = || value.chunks(axis.stride).zip((0..axis.len).cycle());
    let mut least = vec![T::NONE; axis.len];
    pieces()
        .for_each(|(piece, place)| least[place] = piece.iter().fold(least[place], |least, &value| least.min(value)));
    let mut found = Vec::with_capacity(value.len());
    pieces().for_each(|(piece, place)| found.resize(found.len() + piece.len(), least[place]));
    found
}

/// Raises each value to the highest that can be reached along the axis.
fn raise_by_moves<T: Packed>(rows: &mut [Row<T>], axis: &Axis, best: &mut [Row<T>]) {
    let visible = |value: T| if value == T::NONE { T::LEAST } else { value };
    best.fill([T::LEAST; WIDTH]);
    for (row, &class) in rows.iter().zip(&axis.class_of) {
        best[class].iter_mut().zip(row).for_each(|(best, &value)| *best = (*best).max(visible(value)));
    }
    for (row, &class) in rows.iter_mut().zip(&axis.class_of) {
        for &to in &axis.reach[class] {
            row.iter_mut().zip(&best[to]).for_each(|(value, &best)| *value = (*value).max(best)); // a hole is above all, and stays
        }
    }
}

/// Lowers each value to the least that can be reached along the axis. Tells whether any was lowered.
fn lower_by_moves<T: Packed>(rows: &mut [Row<T>], axis: &Axis, least: &mut [Row<T>]) -> bool {
    least.fill([T::NONE; WIDTH]);
    for (row, &class) in rows.iter().zip(&axis.class_of) {
        least[class].iter_mut().zip(row).for_each(|(least, &value)| *least = (*least).min(value));
    }
    let mut changed = false;
    for (row, &class) in rows.iter_mut().zip(&axis.class_of) {
        for &to in &axis.reach[class] {
            for (value, &least) in row.iter_mut().zip(&least[to]) {
                let new = if *value == T::NONE { T::NONE } else { (*value).min(least) };
                changed |= new != *value;
                *value = new;
            }
        }
    }
    changed
}

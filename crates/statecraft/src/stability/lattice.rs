//! Best move and worst reply in a box with one axis for each actor.
//!
//! Values spread along one axis at a time until nothing changes: usually a handful of rounds. Moves along an axis are transitive,
//! so one pass along it is complete; whether an opponent moves twice running makes no difference. A pass takes many lines in
//! step, on ranks as narrow as they can be, and only lines that have changed since the last pass along the same axis: after the
//! first rounds these are few.

use super::barred;
use super::board::{self, Board, Replies};
use super::improve::ImprovementIndex;
use super::in_box::InBox;
use super::lines::{ChangeLog, Lines, Row, WIDTH};
use super::packed::PackedRank;
use super::pairs;
use super::together::{Lane, Together};
use crate::graph::{Axis, StateSet};
use crate::model::ActorId;

impl<T: PackedRank> InBox<'_, T> {
    /// One pass of an opponent's replies over all lines that changed since a pass. Tells whether anything changed.
    fn lower(&self, worst: &mut [T], opponent: usize, replies: Replies, changes: &mut ChangeLog, since: u32) -> bool {
        let axis = &self.lattice.axes[opponent];
        let lines = Lines::new(axis, worst.len());
        let index = match replies {
            Replies::Moves => None,
            Replies::Improvements => Some(self.improvement_index(opponent)),
        };
        match index {
            Some(ImprovementIndex::Pairs(blocked)) => {
                return pairs::relax(worst, pairs::MoveKind::Improvements(blocked), axis, changes, since);
            }
            None if pairs::applies_to(axis, worst.len()) => {
                return pairs::relax(worst, pairs::MoveKind::Moves, axis, changes, since);
            }
            _ => {}
        }
        let (mut rows, mut least) = (Vec::new(), vec![[T::NONE; WIDTH]; axis.reach.len()]);
        let mut changed = false;
        for bundle in lines.bundles() {
            if lines.changed(bundle, changes, since) {
                lines.read(bundle, worst, &mut rows);
                let lowered = match index {
                    None => lower_by_moves(&mut rows, axis, &mut least),
                    Some(index) => index.lower(&mut rows, axis, bundle.index()),
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

impl<T: PackedRank> Board for InBox<'_, T> {
    type Value = T;

    fn laid_out(&self, values: &[u32]) -> Vec<T> {
        self.lattice.to_points(T::NONE, values.iter().map(|&value| T::pack(value)))
    }

    fn ranks(&self, actor: ActorId) -> &[T] {
        &self.ranks[actor.index()]
    }

    /// `O(states)`.
    fn best_move(&self, actor: ActorId, value: &[T]) -> Vec<T> {
        if self.lattice.bars[actor.index()].is_some() {
            return barred::best_move(self, actor, value);
        }
        let axis = &self.lattice.axes[actor.index()];
        if axis.reach.len() == 1 {
            return best_of_line(value, axis);
        }
        let mut best = value.to_vec();
        let lines = Lines::new(axis, best.len());
        let (mut rows, mut most, mut changes) =
            (Vec::new(), vec![[T::LEAST; WIDTH]; axis.reach.len()], ChangeLog::new(best.len()));
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
        let (mut changes, mut since) = (ChangeLog::new(worst.len()), vec![0; self.lattice.axes.len()]);
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

    /// `O(states)`.
    fn resisting(&self, actor: ActorId, worst: &[T]) -> StateSet {
        let (axis, ranks) = (&self.lattice.axes[actor.index()], self.ranks(actor));
        if self.lattice.bars[actor.index()].is_some() || axis.reach.len() > 1 {
            return board::resisting(self, actor, worst);
        }
        let (mut resists, mut best) = (vec![false; ranks.len()], Vec::new());
        let block = axis.len * axis.stride;
        for ((worst, ranks), resists) in worst.chunks(block).zip(ranks.chunks(block)).zip(resists.chunks_mut(block)) {
            best_of_lines(worst, ranks, axis.stride, &mut best);
            for (resists, ranks) in resists.chunks_mut(best.len()).zip(ranks.chunks(best.len())) {
                resists.iter_mut().zip(ranks).zip(&best).for_each(|((resists, rank), best)| *resists = best <= rank);
            }
        }
        if self.lattice.is_full() { StateSet::of_flags(&resists) } else { self.lattice.states(|point| resists[point]) }
    }

    fn worst_improvements<'v>(&self, many: usize, lanes: impl FnOnce() -> Vec<Lane<'v, T>>) -> Option<Together<T>>
    where
        T: 'v,
    {
        Together::<T>::bytes(self.lattice, many)?;
        Some(Together::of(self.lattice, &self.ranks, lanes(), self.watch))
    }

    fn states(&self, fits: impl Fn(usize) -> bool) -> StateSet {
        self.lattice.states(fits)
    }
}

/// For each point the least value at the same place of an axis.
fn least_of_place<T: PackedRank>(value: &[T], axis: &Axis) -> Vec<T> {
    let Axis { len, stride, .. } = *axis;
    let mut least = vec![T::NONE; len];
    if stride < WIDTH {
        let mut of_block = vec![T::NONE; len * stride];
        for block in value.chunks(len * stride) {
            of_block.iter_mut().zip(block).for_each(|(least, &value)| *least = value.min(*least));
        }
        least = of_block.chunks(stride).map(|piece| least_of(piece)).collect();
    } else {
        let pieces = value.chunks(stride).zip((0..len).cycle());
        pieces.for_each(|(piece, place)| least[place] = least[place].min(least_of(piece)));
    }
    let mut block = Vec::with_capacity(len * stride);
    least.iter().for_each(|&least| block.resize(block.len() + stride, least));
    block.repeat(value.len() / block.len())
}

fn least_of<T: PackedRank>(values: &[T]) -> T {
    values.iter().fold(T::NONE, |least, &value| least.min(value))
}

/// For each point the highest value on its line, where the actor can move between all places; holes stay.
fn best_of_line<T: PackedRank>(value: &[T], axis: &Axis) -> Vec<T> {
    let (mut found, mut best) = (Vec::with_capacity(value.len()), Vec::new());
    for block in value.chunks(axis.len * axis.stride) {
        best_of_lines(block, block, axis.stride, &mut best);
        for row in block.chunks(best.len()) {
            found.extend(row.iter().zip(&best).map(|(&value, &best)| value.max(best)));
        }
    }
    found
}

/// The highest values of the lines of a block, of two for each point the lower one, as the lines lie side by side; of a single line
/// as often as it has places.
fn best_of_lines<T: PackedRank>(one: &[T], other: &[T], stride: usize, best: &mut Vec<T>) {
    let lower = |(&one, &other): (&T, &T)| one.min(other);
    let visible = |value: T| if value == T::NONE { T::LEAST } else { value };
    best.clear();
    if stride == 1 {
        best.resize(one.len(), one.iter().zip(other).map(lower).map(visible).fold(T::LEAST, T::max));
        return;
    }
    best.resize(stride, T::LEAST);
    for row in one.chunks(stride).zip(other.chunks(stride)) {
        let row = row.0.iter().zip(row.1).map(lower).map(visible);
        best.iter_mut().zip(row).for_each(|(best, value)| *best = value.max(*best));
    }
}

/// Raises each value to the highest that can be reached along the axis.
fn raise_by_moves<T: PackedRank>(rows: &mut [Row<T>], axis: &Axis, best: &mut [Row<T>]) {
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
fn lower_by_moves<T: PackedRank>(rows: &mut [Row<T>], axis: &Axis, least: &mut [Row<T>]) -> bool {
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

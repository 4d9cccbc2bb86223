//! Moves along an axis of two places, as an actor with one option has: each point has one other on its line.
//!
//! Nothing is laid out: neighbouring points are taken in step with their others, which lie side by side too, or among
//! themselves in another order.

use super::lines::{ChangeLog, Row, WIDTH, differ};
use super::packed::PackedRank;
use crate::graph::Axis;

/// Whether rows of points have their others in a row of the box, or among themselves.
pub(super) fn applies_to(axis: &Axis, points: usize) -> bool {
    let rows = axis.stride.is_multiple_of(WIDTH) || WIDTH.is_multiple_of(2 * axis.stride);
    axis.len == 2 && rows && points.is_multiple_of(WIDTH)
}

/// For each point what blocks the move to the other: the highest value, or the lowest where the move is an improvement. The value
/// that the point can have by the move is the maximum of this and the other's value.
pub(super) fn blocked_values<T: PackedRank>(ranks: &[T], axis: &Axis) -> Vec<T> {
    let blocked = |(point, &rank): (usize, &T)| {
        let place = point / axis.stride % 2;
        let other = if place == 0 { point + axis.stride } else { point - axis.stride };
        if ranks[other] > rank && axis.leads(place, 1 - place) { T::LEAST } else { T::NONE }
    };
    ranks.iter().enumerate().map(blocked).collect()
}

/// Which moves count.
#[derive(Clone, Copy)]
pub(super) enum MoveKind<'g, T> {
    /// All.
    Moves,
    /// Those that are improvements, by their [`blocked_values`].
    Improvements(&'g [T]),
}

/// Lowers each value to the other value of its line, where the actor can move there. Rows are skipped when neither they nor
/// their others have changed since the pass `since`. Tells whether any value was lowered.
pub(super) fn relax<T: PackedRank>(
    values: &mut [T],
    kind: MoveKind<T>,
    axis: &Axis,
    changes: &mut ChangeLog,
    since: u32,
) -> bool {
    let gate = |point: usize| {
        let place = axis.place(point);
        if axis.leads(place, 1 - place) { T::LEAST } else { T::NONE }
    };
    let gates: [Row<T>; 2] = [0, axis.stride].map(|first| std::array::from_fn(|lane| gate(first + lane)));
    let mut changed = false;
    for row in 0..values.len() / WIDTH {
        let (apart, upper) = (axis.stride / WIDTH, row * WIDTH / axis.stride % 2 == 1);
        let other = if upper { row - apart } else { row + apart };
        if !(changes.is_new(row, since) || apart > 0 && changes.is_new(other, since)) {
            continue;
        }
        let old = row_of(values, row);
        let others = match axis.stride {
            1 => crossed::<T, 1>(&old),
            2 => crossed::<T, 2>(&old),
            4 => crossed::<T, 4>(&old),
            8 => crossed::<T, 8>(&old),
            16 => crossed::<T, 16>(&old),
            _ => row_of(values, other),
        };
        let blocked = match kind {
            MoveKind::Moves => block_holes(gates[usize::from(upper)], &old),
            MoveKind::Improvements(blocked) => row_of(blocked, row),
        };
        let mut new = old;
        for lane in 0..WIDTH {
            new[lane] = old[lane].min(others[lane].max(blocked[lane]));
        }
        if differ(&new, &old) {
            values[row * WIDTH..][..WIDTH].copy_from_slice(&new);
            changes.mark(row);
            changed = true;
        }
    }
    changed
}

/// Blocks the moves from holes, which have no value.
fn block_holes<T: PackedRank>(mut blocked: Row<T>, values: &Row<T>) -> Row<T> {
    blocked
        .iter_mut()
        .zip(values)
        .for_each(|(blocked, &value)| *blocked = if value == T::NONE { T::NONE } else { *blocked });
    blocked
}

/// A row of points.
fn row_of<T: PackedRank>(values: &[T], row: usize) -> Row<T> {
    let mut found = [T::NONE; WIDTH];
    found.copy_from_slice(&values[row * WIDTH..][..WIDTH]);
    found
}

/// A row with the points of each line exchanged.
fn crossed<T: PackedRank, const STRIDE: usize>(row: &Row<T>) -> Row<T> {
    let mut crossed = *row;
    crossed.iter_mut().enumerate().for_each(|(lane, value)| *value = row[lane ^ STRIDE]);
    crossed
}

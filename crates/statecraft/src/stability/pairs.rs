//! Moves along an axis of two places, as an actor with one option has: each point has one other on its line.
//!
//! Nothing is laid out: neighbouring points are taken in step with their others, which lie side by side too, or among
//! themselves in another order.

use super::lattice::Packed;
use super::lines::{Changes, Row, WIDTH, differ};
use crate::graph::Axis;

/// Whether rows of points have their others in a row of the box, or among themselves.
pub(super) fn fit(axis: &Axis, points: usize) -> bool {
    let rows = axis.stride.is_multiple_of(WIDTH) || WIDTH.is_multiple_of(2 * axis.stride);
    axis.len == 2 && rows && points.is_multiple_of(WIDTH)
}

/// For each point the least value where the move to the other is an improvement, so that the greater of the two is what it offers;
/// else the highest.
pub(super) fn shut<T: Packed>(ranks: &[T], axis: &Axis) -> Vec<T> {
    let shut = |(point, &rank): (usize, &T)| {
        let place = point / axis.stride % 2;
        let other = if place == 0 { point + axis.stride } else { point - axis.stride };
        if ranks[other] > rank && axis.leads(place, 1 - place) { T::LEAST } else { T::NONE }
    };
    ranks.iter().enumerate().map(shut).collect()
}

/// Which moves count.
#[derive(Clone, Copy)]
pub(super) enum Which<'g, T> {
    /// All.
    Moves,
    /// Those that are improvements, by what is [`shut`].
    Improvements(&'g [T]),
}

/// Lowers each value to the other of its line where it can move there, but for rows where both have not changed since a pass.
/// Tells whether any was lowered.
pub(super) fn lower<T: Packed>(
    values: &mut [T],
    which: Which<T>,
    axis: &Axis,
    changes: &mut Changes,
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
        let old = taken(values, row);
        let others = match axis.stride {
            1 => crossed::<T, 1>(&old),
            2 => crossed::<T, 2>(&old),
            4 => crossed::<T, 4>(&old),
            8 => crossed::<T, 8>(&old),
            16 => crossed::<T, 16>(&old),
            _ => taken(values, other),
        };
        let shut = match which {
            Which::Moves => holes_shut(gates[usize::from(upper)], &old),
            Which::Improvements(shut) => taken(shut, row),
        };
        let mut new = old;
        let offered = others.iter().zip(&shut).map(|(&other, &shut)| other.max(shut));
        new.iter_mut().zip(offered).for_each(|(value, offered)| *value = (*value).min(offered));
        if differ(&new, &old) {
            values[row * WIDTH..][..WIDTH].copy_from_slice(&new);
            changes.mark(row);
            changed = true;
        }
    }
    changed
}

/// Shuts the moves from holes, which have no value.
fn holes_shut<T: Packed>(mut shut: Row<T>, values: &Row<T>) -> Row<T> {
    shut.iter_mut().zip(values).for_each(|(shut, &value)| *shut = if value == T::NONE { T::NONE } else { *shut });
    shut
}

/// A row of points.
fn taken<T: Packed>(values: &[T], row: usize) -> Row<T> {
    let mut found = [T::NONE; WIDTH];
    found.copy_from_slice(&values[row * WIDTH..][..WIDTH]);
    found
}

/// A row with the points of each line exchanged.
fn crossed<T: Packed, const STRIDE: usize>(row: &Row<T>) -> Row<T> {
    let mut crossed = *row;
    crossed.iter_mut().enumerate().for_each(|(lane, value)| *value = row[lane ^ STRIDE]);
    crossed
}

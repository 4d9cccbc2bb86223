//! Improvements along an axis of two places, as an actor with one option has: each point has one other on its line.
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

/// Lowers each value to the other of its line where that is an improvement, but for rows where both have not changed since a pass.
/// Tells whether any was lowered.
pub(super) fn lower<T: Packed>(values: &mut [T], shut: &[T], axis: &Axis, changes: &mut Changes, since: u32) -> bool {
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
        let mut new = old;
        let offered = others.iter().zip(&shut[row * WIDTH..][..WIDTH]).map(|(&other, &shut)| other.max(shut));
        new.iter_mut().zip(offered).for_each(|(value, offered)| *value = (*value).min(offered));
        if differ(&new, &old) {
            values[row * WIDTH..][..WIDTH].copy_from_slice(&new);
            changes.mark(row);
            changed = true;
        }
    }
    changed
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

//! Best move and worst reply in a box where some moves are barred.
//!
//! Then moves along an axis need not be transitive, and it matters that nobody moves twice running. So for each
//! opponent the least value is kept that the others can bring about when *it* begins; it may go on to where somebody else
//! begins, or nobody. All pairs of places on a line are looked at, since each may be barred for itself.

use super::board::Replies;
use super::lattice::Packed;
use super::lines::{Changes, Lines, Row};
use crate::graph::{Axis, Bars, Lattice, Watch};
use crate::model::ActorId;

/// What a pair of points on a line must know of each other.
#[derive(Clone, Copy)]
struct Point<T> {
    /// What is gained by moving here.
    value: T,
    /// How the mover ranks it.
    rank: T,
    from: u8,
    to: u8,
}

fn points<T: Packed>(value: &[T], rank: &[T], bars: Option<&Bars>) -> Vec<Point<T>> {
    let both = |at: usize| bars.map_or((0, 0), |bars| (bars.from[at], bars.to[at]));
    let point = |(at, (&value, &rank))| {
        let (from, to) = both(at);
        Point { value, rank, from, to }
    };
    value.iter().zip(rank).enumerate().map(point).collect()
}

/// Raises each value to the highest that one move along the axis reaches.
pub(super) fn raise<T: Packed>(best: &mut [T], value: &[T], axis: &Axis, bars: &Bars) {
    along(best, &points(value, value, Some(bars)), axis, |best, own, other| {
        if own.value != T::NONE && other.value != T::NONE {
            *best = (*best).max(other.value);
        }
    });
}

/// For each point the least value among itself and what the others can bring about. `O(rounds × states × Σ length of axis)`.
pub(super) fn worst_reply<T: Packed>(
    lattice: &Lattice,
    ranks: &[Vec<T>],
    focal: ActorId,
    value: &[T],
    replies: Replies,
    watch: &Watch,
) -> Vec<T> {
    let opponents: Vec<usize> = (0..ranks.len()).filter(|&j| j != focal.index() && lattice.axes[j].len > 1).collect();
    let mut begun: Vec<Vec<T>> = opponents.iter().map(|_| vec![T::NONE; value.len()]).collect();
    let mut left = opponents.len();
    for (at, &j) in opponents.iter().enumerate().cycle() {
        let after = least(value, begun.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, begun)| begun));
        let points = points(&after, &ranks[j], lattice.bars[j].as_ref());
        let changed = along(&mut begun[at], &points, &lattice.axes[j], |begun, own, other| {
            let improves = own.rank != T::NONE && other.rank > own.rank; // neither from a hole, nor to one of any use
            if (improves || replies == Replies::Moves && own.rank != T::NONE) && other.value < *begun {
                *begun = other.value;
            }
        });
        left = if changed { opponents.len() - 1 } else { left - 1 };
        if left == 0 || watch.stopped().is_some() {
            break;
        }
    }
    least(value, begun.iter())
}

/// The least at each point.
fn least<'v, T: Packed + 'v>(value: &[T], others: impl Iterator<Item = &'v Vec<T>>) -> Vec<T> {
    others.fold(value.to_vec(), |mut least, other| {
        least.iter_mut().zip(other).for_each(|(least, &other)| *least = (*least).min(other));
        least
    })
}

/// Visits every move along an axis that is not barred. Tells whether any value changed.
fn along<T: Packed>(
    values: &mut [T],
    points: &[Point<T>],
    axis: &Axis,
    visit: impl Fn(&mut T, &Point<T>, &Point<T>),
) -> bool {
    let lines = Lines::new(axis, values.len());
    let (mut rows, mut guide, mut changes) = (Vec::new(), Vec::new(), Changes::new(values.len()));
    let mut changed = false;
    for bundle in lines.bundles() {
        lines.read(bundle, values, &mut rows);
        lines.read(bundle, points, &mut guide);
        let before = rows.clone();
        for_all_moves(&mut rows, &guide, axis, &visit);
        changed |= rows != before;
        lines.write(bundle, &rows, values, &mut changes);
    }
    changed
}

/// Visits every move on the lines of a bundle that is not barred.
fn for_all_moves<T>(
    rows: &mut [Row<T>],
    points: &[Row<Point<T>>],
    axis: &Axis,
    visit: impl Fn(&mut T, &Point<T>, &Point<T>),
) {
    for (from, row) in rows.iter_mut().enumerate() {
        for to in (0..axis.len).filter(|&to| to != from && axis.leads(from, to)) {
            for ((value, own), other) in row.iter_mut().zip(&points[from]).zip(&points[to]) {
                if own.from & other.to == 0 {
                    visit(value, own, other);
                }
            }
        }
    }
}

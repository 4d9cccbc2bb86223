//! Best move and worst reply in a box where some moves are barred.
//!
//! Then moves along an axis need not be transitive, and it matters that nobody moves twice running. So for each
//! opponent the least value is kept that the others can bring about when *it* begins; it may go on to where somebody else
//! begins, or nobody. All pairs of places on a line are looked at, since each may be barred for itself.

use super::board::Replies;
use super::lattice::{Packed, along};
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
    let points = points(value, value, Some(bars));
    along(best, &points, axis, |block, points, axis| {
        for_all_moves(block, points, axis, |best, own, other| {
            if own.value != T::NONE && other.value != T::NONE {
                *best = (*best).max(other.value);
            }
        });
        true
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
        let changed = along(&mut begun[at], &points, &lattice.axes[j], |block, points, axis| {
            let mut changed = false;
            for_all_moves(block, points, axis, |begun, own, other| {
                let improves = own.rank != T::NONE && other.rank > own.rank; // neither from a hole, nor to one of any use
                if (improves || replies == Replies::Moves && own.rank != T::NONE) && other.value < *begun {
                    *begun = other.value;
                    changed = true;
                }
            });
            changed
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

/// Visits every move on the lines of a block that is not barred.
fn for_all_moves<T: Copy>(
    block: &mut [T],
    points: &[Point<T>],
    axis: &Axis,
    mut visit: impl FnMut(&mut T, &Point<T>, &Point<T>),
) {
    let row = |at: usize| at * axis.stride..(at + 1) * axis.stride;
    for from in 0..axis.len {
        for to in (0..axis.len).filter(|&to| to != from && axis.leads(from, to)) {
            for ((value, own), other) in block[row(from)].iter_mut().zip(&points[row(from)]).zip(&points[row(to)]) {
                if own.from & other.to == 0 {
                    visit(value, own, other);
                }
            }
        }
    }
}

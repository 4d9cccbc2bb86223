//! Best move and worst reply in a box with one axis for each actor.
//!
//! Values spread along one axis at a time until nothing changes: usually a handful of rounds. Moves along an axis are transitive,
//! so one pass along it is complete; whether an opponent moves twice running makes no difference. A pass takes
//! lines that lie next to each other in step, many to one instruction, on ranks as narrow as they can be; where an axis has too
//! short a stride for that, blocks are turned so that it has a longer one.

use super::barred;
use super::board::{Board, Replies};
use crate::graph::{Axis, Lattice, StateSet, Watch};
use crate::model::ActorId;
use std::ops::Range;
use std::sync::OnceLock;

/// So many neighbouring lines are taken in step, at most and at least.
const CHUNK: usize = 128;
const IN_STEP: usize = 16;
/// For passes that need nothing beside the values.
const NO_GUIDE: &[u8] = &[];
/// So many blocks are turned at once.
const TILE: usize = 64;
/// On axes up to this length all pairs of places are compared; longer ones are swept in order of rank.
pub(super) const SHORT: usize = 8;
/// In an order, this bit marks a place that is ranked below the one before it.
const LOWER: u16 = 1 << 15;

/// A packed rank.
pub(super) trait Packed: Copy + Ord + Send + Sync {
    /// Below every rank.
    const LEAST: Self;
    /// Above every rank: a hole, or nothing reached.
    const NONE: Self;
    /// Packs a rank.
    fn pack(rank: u32) -> Self;
}

impl Packed for i16 {
    const LEAST: i16 = i16::MIN;
    const NONE: i16 = i16::MAX;
    fn pack(rank: u32) -> i16 {
        (i64::from(rank) + i64::from(i16::MIN)) as i16
    }
}

impl Packed for i32 {
    const LEAST: i32 = i32::MIN;
    const NONE: i32 = i32::MAX;
    fn pack(rank: u32) -> i32 {
        (i64::from(rank) + i64::from(i32::MIN)) as i32
    }
}

/// Whether all ranks fit the narrow form.
pub(super) fn are_narrow(ranks: &[Vec<u32>]) -> bool {
    ranks.iter().flatten().all(|&rank| rank < u32::from(u16::MAX))
}

/// A box as a board; a place is a point.
pub(super) struct InBox<'g, T> {
    lattice: &'g Lattice,
    ranks: Vec<Vec<T>>,
    /// For each actor with a long axis the places of each line, from the best rank down.
    orders: Vec<OnceLock<Vec<u16>>>,
    watch: &'g Watch,
}

impl<'g, T: Packed> InBox<'g, T> {
    pub(super) fn new(lattice: &'g Lattice, ranks: &[Vec<u32>], watch: &'g Watch) -> InBox<'g, T> {
        let packed = |ranks: &Vec<u32>| lattice.to_points(T::NONE, ranks.iter().map(|&rank| T::pack(rank)));
        let orders = ranks.iter().map(|_| OnceLock::new()).collect();
        InBox { lattice, ranks: ranks.iter().map(packed).collect(), orders, watch }
    }

    /// One pass of an opponent's improvements over the whole box.
    fn improve(&self, worst: &mut [T], opponent: usize) -> bool {
        let (axis, ranks) = (&self.lattice.axes[opponent], &self.ranks[opponent]);
        if axis.len <= SHORT {
            return along(worst, ranks, axis, lower_by_pairs);
        }
        let order = self.orders[opponent].get_or_init(|| order(ranks, axis));
        along(worst, order, axis, lower_in_order)
    }
}

impl<T: Packed> Board for InBox<'_, T> {
    type Value = T;

    fn ranks(&self, actor: ActorId) -> &[T] {
        &self.ranks[actor.index()]
    }

    /// `O(states)`.
    fn best_move(&self, actor: ActorId, value: &[T]) -> Vec<T> {
        let (axis, mut best) = (&self.lattice.axes[actor.index()], value.to_vec());
        if let Some(bars) = &self.lattice.bars[actor.index()] {
            barred::raise(&mut best, value, axis, bars);
            return best;
        }
        along(&mut best, NO_GUIDE, axis, |block, _, axis| raise_by_moves(block, axis));
        best
    }

    /// `O(rounds × opponents × states)`; for improvements times the length of the opponents' axes, in step.
    fn worst_reply(&self, focal: ActorId, value: &[T], replies: Replies) -> Vec<T> {
        if self.lattice.bars.iter().any(Option::is_some) {
            return barred::worst_reply(self.lattice, &self.ranks, focal, value, replies, self.watch);
        }
        let axes = self.lattice.axes.iter().enumerate();
        let opponents: Vec<(usize, &Axis)> = axes.filter(|(j, axis)| *j != focal.index() && axis.len > 1).collect();
        // Without holes and one-way options, what an opponent can do later it can do at once: one round is enough.
        let one_round = replies == Replies::Moves
            && self.lattice.is_full()
            && opponents.iter().all(|(_, axis)| axis.reach.len() == 1);
        let mut worst = value.to_vec();
        let mut left = opponents.len();
        for &(j, axis) in opponents.iter().cycle() {
            let changed = match replies {
                Replies::Moves => along(&mut worst, NO_GUIDE, axis, |block, _, axis| lower_by_moves(block, axis)),
                Replies::Improvements => self.improve(&mut worst, j),
            };
            left = if changed && !one_round { opponents.len() - 1 } else { left - 1 };
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

/// Runs a pass over all blocks of an axis: its lines that lie next to each other. Blocks too narrow to work in step are turned,
/// many at once, so that lines of different blocks lie next to each other. Tells whether anything changed.
pub(super) fn along<T: Copy, U: Copy>(
    values: &mut [T],
    guide: &[U],
    axis: &Axis,
    pass: impl Fn(&mut [T], &[U], &Axis) -> bool,
) -> bool {
    let size = axis.len * axis.stride;
    let tile = if axis.stride < IN_STEP { TILE } else { 1 };
    let (mut turned, mut turned_guide) = (Vec::new(), Vec::new());
    let mut changed = false;
    for (at, blocks) in values.chunks_mut(size * tile).enumerate() {
        let guide = if guide.is_empty() { guide } else { &guide[at * size * tile..][..blocks.len()] };
        if tile == 1 {
            changed |= pass(blocks, guide, axis);
            continue;
        }
        let count = blocks.len() / size;
        turn(blocks, count, &mut turned);
        turn(guide, count, &mut turned_guide);
        if pass(&mut turned, &turned_guide, &Axis { stride: axis.stride * count, ..axis.clone() }) {
            changed = true;
            let size = turned.len() / count;
            let rows = blocks.chunks_mut(size).enumerate();
            rows.for_each(|(row, block)| {
                block.iter_mut().zip(turned[row..].iter().step_by(count)).for_each(|(to, from)| *to = *from)
            });
        }
    }
    changed
}

/// Lays the same place of all blocks next to each other.
fn turn<T: Copy>(blocks: &[T], count: usize, turned: &mut Vec<T>) {
    turned.clear();
    let size = blocks.len() / count;
    (0..size).for_each(|place| turned.extend(blocks[place..].iter().step_by(size)));
}

/// The lines of a block in chunks: for each chunk, where its part of a row is.
fn chunks(stride: usize) -> impl Iterator<Item = impl Fn(usize) -> Range<usize>> {
    let row = move |from: usize| move |at: usize| at * stride + from..at * stride + stride.min(from + CHUNK);
    (0..stride).step_by(CHUNK).map(row)
}

/// Raises each value to the highest that can be reached along the axis.
fn raise_by_moves<T: Packed>(block: &mut [T], axis: &Axis) -> bool {
    let visible = |value: T| if value == T::NONE { T::LEAST } else { value };
    let mut best = vec![[T::LEAST; CHUNK]; axis.reach.len()];
    for row in chunks(axis.stride) {
        best.fill([T::LEAST; CHUNK]);
        for (at, &class) in axis.class_of.iter().enumerate() {
            best[class].iter_mut().zip(&block[row(at)]).for_each(|(best, &value)| *best = (*best).max(visible(value)));
        }
        for (at, &class) in axis.class_of.iter().enumerate() {
            for &to in &axis.reach[class] {
                let reached = block[row(at)].iter_mut().zip(&best[to]);
                reached.for_each(|(value, &best)| *value = (*value).max(best)); // a hole is above all, and stays
            }
        }
    }
    true
}

/// Lowers each value to the least that can be reached along the axis.
fn lower_by_moves<T: Packed>(block: &mut [T], axis: &Axis) -> bool {
    let mut least = vec![[T::NONE; CHUNK]; axis.reach.len()];
    let mut changed = false;
    for row in chunks(axis.stride) {
        least.fill([T::NONE; CHUNK]);
        for (at, &class) in axis.class_of.iter().enumerate() {
            least[class].iter_mut().zip(&block[row(at)]).for_each(|(least, &value)| *least = (*least).min(value));
        }
        for (at, &class) in axis.class_of.iter().enumerate() {
            for &to in &axis.reach[class] {
                for (value, &least) in block[row(at)].iter_mut().zip(&least[to]) {
                    let new = if *value == T::NONE { T::NONE } else { (*value).min(least) };
                    changed |= new != *value;
                    *value = new;
                }
            }
        }
    }
    changed
}

/// Lowers each value to the least that an improvement along the axis reaches, by comparing all pairs of places.
fn lower_by_pairs<T: Packed>(block: &mut [T], ranks: &[T], axis: &Axis) -> bool {
    let targets = |from: usize| (0..axis.len).filter(move |&to| to != from && axis.leads(from, to));
    let mut changed = false;
    for row in chunks(axis.stride) {
        let mut lowered = [T::NONE; CHUNK];
        for from in 0..axis.len {
            let own = &ranks[row(from)];
            let lowered = &mut lowered[..own.len()];
            lowered.copy_from_slice(&block[row(from)]);
            targets(from).for_each(|to| lower_where_better(lowered, own, &ranks[row(to)], &block[row(to)]));
            let values = &mut block[row(from)];
            changed |= values != lowered;
            values.copy_from_slice(lowered);
        }
    }
    changed
}

/// Lowers each value to the other, where the other is lower and its rank is better than our own. Holes rank above all and
/// have nothing to offer.
fn lower_where_better<T: Packed>(values: &mut [T], own: &[T], ranks: &[T], others: &[T]) {
    for (((value, &own), &rank), &other) in values.iter_mut().zip(own).zip(ranks).zip(others) {
        let offered = if rank > own { other } else { T::NONE };
        *value = (*value).min(offered);
    }
}

/// For each line its places from the best rank down, laid out like the lines; holes come first.
fn order<T: Packed>(ranks: &[T], axis: &Axis) -> Vec<u16> {
    let mut found = vec![0; ranks.len()];
    let mut line: Vec<(T, u16)> = Vec::with_capacity(axis.len);
    let size = axis.len * axis.stride;
    for (found, ranks) in found.chunks_mut(size).zip(ranks.chunks(size)) {
        for at in 0..axis.stride {
            line.clear();
            line.extend(ranks[at..].iter().step_by(axis.stride).zip(0..).map(|(&rank, place)| (rank, place)));
            line.sort_unstable_by(|a, b| b.cmp(a));
            let mut above = line[0].0;
            for (slot, &(rank, place)) in found[at..].iter_mut().step_by(axis.stride).zip(&line) {
                *slot = if rank < above { place | LOWER } else { place };
                above = rank;
            }
        }
    }
    found
}

/// The same for a long axis: the places of each line from the best rank down, each taking the least of all better ones.
fn lower_in_order<T: Packed>(block: &mut [T], order: &[u16], axis: &Axis) -> bool {
    let width = (8192 / axis.len).clamp(1, CHUNK).min(axis.stride);
    let mut rows = vec![T::NONE; axis.len * width];
    let mut seen = vec![Seen { better: T::NONE, tied: T::NONE }; axis.reach.len() * width];
    let mut changed = false;
    for from in (0..axis.stride).step_by(width) {
        let width = width.min(axis.stride - from);
        let part = |at: usize| at * axis.stride + from..at * axis.stride + from + width;
        (0..axis.len).for_each(|at| rows[at * width..][..width].copy_from_slice(&block[part(at)]));
        seen.fill(Seen { better: T::NONE, tied: T::NONE });
        let order = (0..axis.len).map(|at| &order[part(at)]);
        let lowered = match axis.reach.len() {
            1 => sweep(&mut rows, order, &mut seen),
            _ => sweep_classes(&mut rows, order, &mut seen, axis, width),
        };
        if lowered {
            changed = true;
            (0..axis.len).for_each(|at| block[part(at)].copy_from_slice(&rows[at * width..][..width]));
        }
    }
    changed
}

/// What a line has seen so far: the least value at better places, and at places tied with the last one.
#[derive(Clone, Copy)]
struct Seen<T> {
    better: T,
    tied: T,
}

/// Sweeps lines in step, each in its own order.
fn sweep<'o, T: Packed>(rows: &mut [T], order: impl Iterator<Item = &'o [u16]>, seen: &mut [Seen<T>]) -> bool {
    let mut lowered = false;
    for places in order {
        for (line, (&place, seen)) in places.iter().zip(&mut *seen).enumerate() {
            let next = place & LOWER != 0;
            let better = if next { seen.better.min(seen.tied) } else { seen.better };
            let tied = if next { T::NONE } else { seen.tied };
            let value = &mut rows[usize::from(place & !LOWER) * places.len() + line];
            let new = (*value).min(better);
            lowered |= new != *value;
            *value = new;
            *seen = Seen { better, tied: tied.min(new) };
        }
    }
    lowered
}

/// The same with one-way options: what a place can reach depends on its class.
fn sweep_classes<'o, T: Packed>(
    rows: &mut [T],
    order: impl Iterator<Item = &'o [u16]>,
    seen: &mut [Seen<T>],
    axis: &Axis,
    width: usize,
) -> bool {
    let mut lowered = false;
    for places in order {
        for (line, &place) in places.iter().enumerate() {
            if place & LOWER != 0 {
                for seen in seen[line..].iter_mut().step_by(width) {
                    *seen = Seen { better: seen.better.min(seen.tied), tied: T::NONE };
                }
            }
            let place = usize::from(place & !LOWER);
            let class = axis.class_of[place];
            let value = &mut rows[place * width + line];
            for &to in &axis.reach[class] {
                let better = seen[to * width + line].better;
                lowered |= better < *value;
                *value = (*value).min(better);
            }
            let tied = &mut seen[class * width + line].tied;
            *tied = (*tied).min(*value);
        }
    }
    lowered
}

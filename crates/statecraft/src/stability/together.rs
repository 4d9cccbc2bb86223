//! The worst that the others' improvements bring about, for all actors and both values at once.
//!
//! What is looked at is the same for every focal actor: who improves by which move. So the values of all of them stand side by
//! side at each point, in *lanes*: for each actor what an end is worth where it is accepted, and where it may be escaped. One
//! pass along an axis visits the places of each line from the best rank down, once for all lanes, and lowers each value to the
//! least of all better places; only the lanes of the axis' own actor stay as they are. Passes go on until nothing changes. Lines
//! where nothing changed since the last pass along their axis are left out.

use super::lines::differ;
use super::packed::PackedRank;
use crate::graph::{Axis, Lattice, Watch, parallel};
use crate::model::ActorId;
use std::borrow::Cow;
use std::sync::atomic::{AtomicU32, Ordering};

/// On an axis with more places there is no place for a number in seven bits.
const LONGEST: usize = 1 << 7;
/// In an order, this bit marks a place that is ranked below the one before it.
const STEP_DOWN_BIT: u8 = 1 << 7;
/// So many neighbouring lines are laid out at once, and for so many neighbouring points it is known when they changed.
const WIDTH: usize = 16;
/// So many lines are put in order in step.
const IN_STEP: usize = 16;
/// Work is divided into parts of so many points, about.
const PART: usize = 1 << 12;
/// So many neighbouring points are laid side by side at once.
const TILE: usize = 8;
/// So many lanes at most.
const MOST_LANES: usize = 16;

/// What the others' improvements bring about at worst, for each lane.
pub(super) struct Together<T> {
    lanes: Lanes<T>,
    /// What a hole has.
    hole: T,
}

/// What each point takes: of the values, and of the orders while they are made.
#[derive(Clone, Copy, Default)]
pub(super) struct Bytes {
    pub(super) kept: usize,
    pub(super) at_work: usize,
}

/// The values of all points, as many lanes as are needed.
enum Lanes<T> {
    Four(Vec<[T; 4]>),
    Eight(Vec<[T; 8]>),
    Sixteen(Vec<[T; 16]>),
}

/// Whose lane it is, and its values to begin with.
pub(super) type Lane<'v, T> = (ActorId, Cow<'v, [T]>);

impl<T: PackedRank> Together<T> {
    /// The bytes for each point with so many lanes; none where lanes do not suit the box.
    pub(super) fn bytes(lattice: &Lattice, lanes: usize) -> Option<Bytes> {
        let suits = lanes <= MOST_LANES
            && lattice.axes.iter().all(|axis| axis.len <= LONGEST)
            && lattice.bars.iter().all(Option::is_none);
        let at_work = lattice.axes.iter().filter(|axis| axis.len > 1).count();
        suits.then(|| Bytes { kept: lanes.next_power_of_two().max(4) * size_of::<T>(), at_work })
    }

    /// What these lanes come to, in a box that they suit.
    pub(super) fn of(lattice: &Lattice, ranks: &[Vec<T>], lanes: Vec<Lane<T>>, watch: &Watch) -> Together<T> {
        let passes = Passes { lattice, watch };
        let lanes = match lanes.len() {
            0..=4 => Lanes::Four(passes.settled(ranks, lanes)),
            5..=8 => Lanes::Eight(passes.settled(ranks, lanes)),
            _ => Lanes::Sixteen(passes.settled(ranks, lanes)),
        };
        Together { lanes, hole: T::NONE }
    }
}

impl<T: Copy + PartialEq> Together<T> {
    /// The values of one lane; by some ranks it is seen what is a hole.
    pub(super) fn lane(&self, lane: usize, ranks: &[T]) -> Vec<T> {
        match &self.lanes {
            Lanes::Four(values) => self.of_lane(values, lane, ranks),
            Lanes::Eight(values) => self.of_lane(values, lane, ranks),
            Lanes::Sixteen(values) => self.of_lane(values, lane, ranks),
        }
    }

    fn of_lane<const N: usize>(&self, values: &[[T; N]], lane: usize, ranks: &[T]) -> Vec<T> {
        let visible = |(value, &rank): (&[T; N], &T)| if rank == self.hole { self.hole } else { value[lane] };
        values.iter().zip(ranks).map(visible).collect()
    }
}

/// Where passes are made, and who stops them.
struct Passes<'g> {
    lattice: &'g Lattice,
    watch: &'g Watch,
}

/// When values were changed: for each [`WIDTH`] neighbouring points the last pass that did. All are new at first.
struct Changes {
    last: Vec<AtomicU32>,
    now: u32,
    /// What changed in this pass or before is not new.
    since: u32,
}

impl Changes {
    /// Whether some of so many points may have changed.
    fn any(&self, first: usize, points: usize) -> bool {
        let groups = &self.last[first / WIDTH..=(first + points - 1) / WIDTH];
        groups.iter().any(|last| last.load(Ordering::Relaxed) > self.since)
    }

    /// Some of so many points changed.
    fn mark(&self, first: usize, points: usize) {
        let groups = &self.last[first / WIDTH..=(first + points - 1) / WIDTH];
        groups.iter().for_each(|last| last.store(self.now, Ordering::Relaxed));
    }
}

impl Passes<'_> {
    /// The values of these lanes once no pass changes any.
    fn settled<T: PackedRank, const N: usize>(&self, ranks: &[Vec<T>], lanes: Vec<Lane<T>>) -> Vec<[T; N]> {
        let mut values = side_by_side(&lanes, self.lattice.size());
        let actors: Vec<usize> = lanes.into_iter().map(|(actor, _)| actor.index()).collect(); // their values are needed no more
        let orders: Vec<Vec<u8>> =
            ranks.iter().zip(&self.lattice.axes).map(|(ranks, axis)| order(ranks, axis)).collect();
        let mut changes =
            Changes { last: (0..values.len().div_ceil(WIDTH)).map(|_| AtomicU32::new(1)).collect(), now: 1, since: 0 };
        let mut since = vec![0; self.lattice.axes.len()];
        let axes: Vec<usize> = (0..self.lattice.axes.len()).filter(|&at| self.lattice.axes[at].len > 1).collect();
        let mut left = axes.len();
        for &at in axes.iter().cycle() {
            changes.now += 1;
            changes.since = std::mem::replace(&mut since[at], changes.now);
            let mut keeps = [T::LEAST; N];
            let own = actors.iter().zip(&mut keeps).filter(|(actor, _)| **actor == at);
            own.for_each(|(_, keep)| *keep = T::NONE);
            let pass = Pass { axis: &self.lattice.axes[at], order: &orders[at], keeps, changes: &changes };
            left = if pass.over(&mut values) { axes.len() - 1 } else { left - 1 };
            if left == 0 || self.watch.stopped().is_some() {
                break;
            }
        }
        values
    }
}

/// The values of all lanes at each point; a hole is below all, so that it stays and nobody goes there.
fn side_by_side<T: PackedRank, const N: usize>(lanes: &[Lane<T>], points: usize) -> Vec<[T; N]> {
    let mut values = vec![[T::NOTHING; N]; points]; // written below, by many threads
    let visible = |value: T| if value == T::NONE { T::LEAST } else { value };
    let fill = |first: usize, values: &mut [[T; N]]| {
        let mut tile = [[T::LEAST; TILE]; N];
        for (at, values) in values.chunks_mut(TILE).enumerate() {
            for (tile, (_, of_lane)) in tile.iter_mut().zip(lanes) {
                let of_lane = of_lane[first + at * TILE..].iter().take(TILE);
                tile.iter_mut().zip(of_lane).for_each(|(tile, &value)| *tile = visible(value));
            }
            values.iter_mut().enumerate().for_each(|(at, values)| *values = std::array::from_fn(|lane| tile[lane][at]));
        }
    };
    let parts = values.chunks_mut(PART).collect();
    parallel::map_with(parts, || (), |(), at, part: &mut [[T; N]]| fill(at * PART, part));
    values
}

/// One pass along an axis.
struct Pass<'p, T, const N: usize> {
    axis: &'p Axis,
    /// For each line its places, the best first.
    order: &'p [u8],
    /// The lanes that stay as they are have the highest value, the others the least.
    keeps: [T; N],
    changes: &'p Changes,
}

/// Some neighbouring lines: the number of the first, its first point, and what they have at each place.
struct Strip<'v, T, const N: usize> {
    line: usize,
    first: usize,
    rows: Vec<&'v mut [[T; N]]>,
}

impl<T: PackedRank, const N: usize> Pass<'_, T, N> {
    /// Lowers the values along all lines. Tells whether any was lowered.
    fn over(&self, values: &mut [[T; N]]) -> bool {
        let Axis { len, stride, .. } = *self.axis;
        let block = len * stride;
        if stride < WIDTH {
            let size = block * PART.div_ceil(block);
            let parts: Vec<&mut [[T; N]]> = values.chunks_mut(size).collect();
            let of_part = |(): &mut (), at: usize, part: &mut [[T; N]]| self.over_blocks(at * size, part);
            return parallel::map_with(parts, || (), of_part).contains(&true);
        }
        let wide = (PART / len).next_multiple_of(WIDTH).min(stride);
        let mut strips: Vec<Strip<T, N>> = Vec::new();
        for (at, block) in values.chunks_mut(block).enumerate() {
            let begin = strips.len();
            strips.extend((0..stride).step_by(wide).map(|column| Strip {
                line: at * stride + column,
                first: at * stride * len + column,
                rows: Vec::with_capacity(len),
            }));
            for row in block.chunks_mut(stride) {
                strips[begin..].iter_mut().zip(row.chunks_mut(wide)).for_each(|(strip, piece)| strip.rows.push(piece));
            }
        }
        let of_strip = |bundle: &mut Vec<[T; N]>, _, strip| self.over_strip(strip, bundle);
        parallel::map_with(strips, Vec::new, of_strip).contains(&true)
    }

    /// Lines whose places lie close together: they are lowered where they are.
    fn over_blocks(&self, first: usize, values: &mut [[T; N]]) -> bool {
        let Axis { len, stride, .. } = *self.axis;
        let mut changed = false;
        for (at, block) in values.chunks_mut(len * stride).enumerate() {
            let point = first + at * len * stride;
            if self.changes.any(point, len * stride) && self.over_lines(block, (point / len, stride), stride) {
                self.changes.mark(point, len * stride);
                changed = true;
            }
        }
        changed
    }

    /// Lines whose places lie far apart: so many at a time are laid out, lowered and put back.
    fn over_strip(&self, mut strip: Strip<T, N>, bundle: &mut Vec<[T; N]>) -> bool {
        let stride = self.axis.stride;
        let mut changed = false;
        for column in (0..strip.rows[0].len()).step_by(WIDTH) {
            let wide = WIDTH.min(strip.rows[0].len() - column);
            let point = |place: usize| strip.first + place * stride + column;
            if !(0..strip.rows.len()).any(|place| self.changes.any(point(place), wide)) {
                continue;
            }
            bundle.clear();
            strip.rows.iter().for_each(|row| bundle.extend_from_slice(&row[column..column + wide]));
            if !self.over_lines(bundle, (strip.line + column, wide), wide) {
                continue;
            }
            for ((place, row), new) in strip.rows.iter_mut().enumerate().zip(bundle.chunks(wide)) {
                let old = &mut row[column..column + wide];
                if differ(old.as_flattened(), new.as_flattened()) {
                    old.copy_from_slice(new);
                    self.changes.mark(strip.first + place * stride + column, wide);
                }
            }
            changed = true;
        }
        changed
    }

    /// So many neighbouring lines from this on, whose values at one place lie so far from those at the next.
    fn over_lines(&self, values: &mut [[T; N]], (line, lines): (usize, usize), apart: usize) -> bool {
        let len = self.axis.len;
        let order = |at: usize| (at, &self.order[(line + at) * len..][..len]);
        if self.axis.codes.len() > 1 {
            return (0..lines).fold(false, |changed, at| changed | self.sweep_classes(values, apart, order(at)));
        }
        let two = |changed, at: usize| changed | self.sweep(values, apart, [order(2 * at), order(2 * at + 1)]);
        let changed = (0..lines / 2).fold(false, two);
        if lines.is_multiple_of(2) { changed } else { changed | self.sweep(values, apart, [order(lines - 1)]) }
    }

    /// Lowers the values of some lines, in step, each to the least of all that are ranked better.
    #[inline(always)]
    fn sweep<const M: usize>(&self, values: &mut [[T; N]], apart: usize, orders: [(usize, &[u8]); M]) -> bool {
        let mut so_far = [LeastSoFar::<T, N>::NOTHING; M];
        let mut lowered = [T::NOTHING; N];
        for at in 0..self.axis.len {
            for ((column, order), so_far) in orders.iter().zip(&mut so_far) {
                let entry = order[at];
                so_far.go_on(entry);
                let values = &mut values[usize::from(entry & !STEP_DOWN_BIT) * apart + column];
                for lane in 0..N {
                    let old = values[lane];
                    let new = old.min(so_far.better[lane].max(self.keeps[lane]));
                    so_far.tied[lane] = so_far.tied[lane].min(old);
                    lowered[lane] = lowered[lane] | (old ^ new);
                    values[lane] = new;
                }
            }
        }
        lowered != [T::NOTHING; N]
    }

    /// The same for one line with one-way options, class by class: what can be reached depends on the class.
    fn sweep_classes(&self, values: &mut [[T; N]], apart: usize, (column, order): (usize, &[u8])) -> bool {
        let mut changed = false;
        for &own in &self.axis.codes {
            let mut so_far = LeastSoFar::<T, N>::NOTHING;
            for &entry in order {
                so_far.go_on(entry);
                let place = usize::from(entry & !STEP_DOWN_BIT);
                let code = self.axis.codes[self.axis.class_of[place]];
                let values = &mut values[place * apart + column];
                for lane in 0..N {
                    let lowest = if code == own { so_far.better[lane].max(self.keeps[lane]) } else { T::NONE };
                    let new = values[lane].min(lowest);
                    changed |= new != values[lane];
                    values[lane] = new;
                    let reached = if own & !code == 0 { new } else { T::NONE };
                    so_far.tied[lane] = so_far.tied[lane].min(reached);
                }
            }
        }
        changed
    }
}

/// What a line has had so far: the least values at better places, and at places tied with the last one.
#[derive(Clone, Copy)]
struct LeastSoFar<T, const N: usize> {
    better: [T; N],
    tied: [T; N],
}

impl<T: PackedRank, const N: usize> LeastSoFar<T, N> {
    const NOTHING: LeastSoFar<T, N> = LeastSoFar { better: [T::NONE; N], tied: [T::NONE; N] };
    /// What keeps the tied from the better: all as long as ranks are tied, nothing once they are lower.
    const GATES: [[T; N]; 2] = [[T::NONE; N], [T::LEAST; N]];

    /// Goes on to the next place: where it is ranked below the last, those are better.
    #[inline(always)]
    fn go_on(&mut self, entry: u8) {
        let gate = Self::GATES[usize::from(entry >> 7)];
        for lane in 0..N {
            self.better[lane] = self.better[lane].min(self.tied[lane].max(gate[lane]));
            self.tied[lane] = self.tied[lane].max(gate[lane].mirrored());
        }
    }
}

/// For each line the places from the best rank down; holes come last.
fn order<T: PackedRank>(ranks: &[T], axis: &Axis) -> Vec<u8> {
    let mut order = vec![0; if axis.len > 1 { ranks.len() } else { 0 }];
    let network = network(axis.len);
    let lines = IN_STEP * (PART / IN_STEP / axis.len).max(1);
    let parts: Vec<&mut [u8]> = order.chunks_mut(lines * axis.len).collect();
    let of_part = |keys: &mut Vec<[T::Key; IN_STEP]>, at: usize, part: &mut [u8]| {
        for (bundle, order) in part.chunks_mut(IN_STEP * axis.len).enumerate() {
            lay_out(ranks, axis, at * lines + bundle * IN_STEP, order.len() / axis.len, keys);
            sort(keys, &network);
            order.chunks_mut(axis.len).enumerate().for_each(|(lane, order)| take_down::<T>(keys, lane, order));
        }
    };
    parallel::map_with(parts, Vec::new, of_part);
    order
}

/// The ranks of so many neighbouring lines, in step, as keys.
fn lay_out<T: PackedRank>(ranks: &[T], axis: &Axis, line: usize, lines: usize, keys: &mut Vec<[T::Key; IN_STEP]>) {
    let Axis { len, stride, .. } = *axis;
    keys.clear();
    keys.resize(len, [T::NONE.key(0); IN_STEP]);
    let start = |line: usize| line / stride * stride * len + line % stride;
    if stride.is_multiple_of(IN_STEP) {
        for (place, keys) in keys.iter_mut().enumerate() {
            let ranks = &ranks[start(line) + place * stride..][..IN_STEP];
            keys.iter_mut().zip(ranks).for_each(|(key, rank)| *key = rank.key(place));
        }
        return;
    }
    for lane in 0..lines {
        let ranks = ranks[start(line + lane)..].iter().step_by(stride);
        keys.iter_mut().zip(ranks).enumerate().for_each(|(place, (keys, rank))| keys[lane] = rank.key(place));
    }
}

/// The order of one line from its sorted keys.
fn take_down<T: PackedRank>(keys: &[[T::Key; IN_STEP]], lane: usize, order: &mut [u8]) {
    let mut above = None;
    for (entry, keys) in order.iter_mut().zip(keys) {
        let (rank, place) = T::of_key(keys[lane]);
        *entry = if above == Some(rank) { place } else { place | STEP_DOWN_BIT };
        above = Some(rank);
    }
}

/// Sorts many lists in step.
fn sort<K: Copy + PartialOrd>(keys: &mut [[K; IN_STEP]], network: &[(u8, u8)]) {
    for &(one, other) in network {
        let (low, high) = (keys[usize::from(one)], keys[usize::from(other)]);
        for lane in 0..IN_STEP {
            let swap = high[lane] < low[lane];
            keys[usize::from(one)][lane] = if swap { high[lane] } else { low[lane] };
            keys[usize::from(other)][lane] = if swap { low[lane] } else { high[lane] };
        }
    }
}

/// The comparisons that sort so many places (Batcher 1968, odd-even mergesort).
fn network(places: usize) -> Vec<(u8, u8)> {
    let mut found = Vec::new();
    let mut sorted = 1;
    while sorted < places {
        let mut apart = sorted;
        while apart > 0 {
            for first in (apart % sorted..places - apart.min(places)).step_by(2 * apart) {
                let pairs = (first..first + apart.min(places - apart - first)).map(|one| (one, one + apart));
                let pairs = pairs.filter(|(one, other)| one / (2 * sorted) == other / (2 * sorted));
                found.extend(pairs.map(|(one, other)| (one as u8, other as u8)));
            }
            apart /= 2;
        }
        sorted *= 2;
    }
    found
}

//! One actor's improvements along its axis of a box: each value is lowered to the least that an improvement reaches.
//!
//! On axes of two places each point has one other to compare with ([`pairs`]). On short axes all pairs of places are compared.
//! On longer ones the places of a line are visited from the best rank down, and each takes the least value of all better places:
//! `O(1)` for each point, times the classes of one-way options.

use super::lines::{Lines, Row, WIDTH, differ};
use super::packed::PackedRank;
use super::pairs;
use crate::graph::Axis;

/// On axes up to this length all pairs of places are compared.
pub(super) const ALL_PAIRS_UP_TO: usize = 8;
/// In an order, this bit marks a place that is ranked below the one before it.
pub(super) const STEP_DOWN_BIT: u16 = 1 << 15;

/// An actor's improvements along its axis, bundle by bundle.
pub(super) enum ImprovementIndex<T> {
    /// For an axis of two places the blocked values, by point.
    Pairs(Vec<T>),
    /// The ranks, for a short axis.
    Ranks(Vec<Row<T>>),
    /// For a long one the places of each line, from the best rank down; rows that have only holes are left out.
    Order {
        rows: Vec<Row<u16>>,
        /// For each bundle where its rows end.
        ends: Vec<usize>,
    },
}

impl<T: PackedRank> ImprovementIndex<T> {
    pub(super) fn new(ranks: &[T], axis: &Axis) -> ImprovementIndex<T> {
        if pairs::applies_to(axis, ranks.len()) {
            return ImprovementIndex::Pairs(pairs::blocked_values(ranks, axis));
        }
        let lines = Lines::new(axis, ranks.len());
        let (mut bundle, most) = (Vec::new(), lines.bundles().count() * axis.len);
        if axis.len <= ALL_PAIRS_UP_TO {
            let mut found = Vec::with_capacity(most);
            for at in lines.bundles() {
                lines.read(at, ranks, &mut bundle);
                found.extend_from_slice(&bundle);
            }
            return ImprovementIndex::Ranks(found);
        }
        let (mut rows, mut ends) = (Vec::with_capacity(most), Vec::new());
        for at in lines.bundles() {
            lines.read(at, ranks, &mut bundle);
            order(&bundle, &mut rows);
            ends.push(rows.len());
        }
        ImprovementIndex::Order { rows, ends }
    }

    /// Lowers each value of a bundle to the least that an improvement along the axis reaches. Tells whether any was lowered.
    pub(super) fn lower(&self, values: &mut [Row<T>], axis: &Axis, bundle: usize) -> bool {
        match self {
            ImprovementIndex::Pairs(_) => false, // these have no bundles
            ImprovementIndex::Ranks(ranks) => lower_by_pairs(values, &ranks[bundle * axis.len..][..axis.len], axis),
            ImprovementIndex::Order { rows, ends } => {
                let start = if bundle == 0 { 0 } else { ends[bundle - 1] };
                lower_in_order(values, &rows[start..ends[bundle]], axis)
            }
        }
    }
}

/// Adds the places of each line from the best rank down; holes come first.
fn order<T: PackedRank>(ranks: &[Row<T>], found: &mut Vec<Row<u16>>) {
    let first = found.len();
    found.resize(first + ranks.len(), [0; WIDTH]);
    let mut most = 0; // states on any line
    let mut line: Vec<i64> = Vec::with_capacity(ranks.len());
    for lane in 0..WIDTH {
        line.clear();
        line.extend(ranks.iter().zip(0..).map(|(row, place)| row[lane].into() << 16 | place));
        line.sort_unstable();
        most = most.max(line.partition_point(|entry| entry >> 16 < T::NONE.into()));
        let mut above = T::NONE.into();
        for (row, entry) in found[first..].iter_mut().zip(line.iter().rev()) {
            let (rank, place) = (entry >> 16, *entry as u16);
            row[lane] = if rank < above { place | STEP_DOWN_BIT } else { place };
            above = rank;
        }
    }
    found.drain(first..first + ranks.len() - most);
}

/// By comparing all pairs of places.
fn lower_by_pairs<T: PackedRank>(values: &mut [Row<T>], ranks: &[Row<T>], axis: &Axis) -> bool {
    let mut changed = false;
    for from in 0..axis.len {
        let mut lowered = values[from];
        for to in (0..axis.len).filter(|&to| to != from && axis.leads(from, to)) {
            lower_where_better(&mut lowered, &ranks[from], &ranks[to], &values[to]);
        }
        changed |= differ(&lowered, &values[from]);
        values[from] = lowered;
    }
    changed
}

/// Lowers each value to the other, where the other is lower and its rank is better than our own. Holes rank above all and
/// offer nothing.
fn lower_where_better<T: PackedRank>(values: &mut Row<T>, own: &Row<T>, ranks: &Row<T>, others: &Row<T>) {
    for lane in 0..WIDTH {
        let offered = if ranks[lane] > own[lane] { others[lane] } else { T::NONE };
        values[lane] = values[lane].min(offered);
    }
}

/// In order of rank, each line in its own: the values are put in order, lowered in step, and put back.
fn lower_in_order<T: PackedRank>(values: &mut [Row<T>], order: &[Row<u16>], axis: &Axis) -> bool {
    let place = |entry: u16| usize::from(entry & !STEP_DOWN_BIT);
    let mut sorted: Vec<Row<T>> =
        order.iter().map(|entries| std::array::from_fn(|lane| values[place(entries[lane])][lane])).collect();
    let changed = match axis.codes.as_slice() {
        [_] => sweep(&mut sorted, order),
        codes => {
            let code_of: Vec<Row<u16>> =
                order.iter().map(|entries| entries.map(|entry| codes[axis.class_of[place(entry)]])).collect();
            codes.iter().fold(false, |changed, &code| changed | sweep_class(&mut sorted, order, &code_of, code))
        }
    };
    if changed {
        for (entries, sorted) in order.iter().zip(&sorted) {
            (0..WIDTH).for_each(|lane| values[place(entries[lane])][lane] = sorted[lane]);
        }
    }
    changed
}

/// The least value that each line has had so far, and the least at places better than the last one.
pub(super) struct LeastSoFar<T> {
    pub(super) better: Row<T>,
    pub(super) all: Row<T>,
}

impl<T: PackedRank> LeastSoFar<T> {
    pub(super) const NOTHING: LeastSoFar<T> = LeastSoFar { better: [T::NONE; WIDTH], all: [T::NONE; WIDTH] };

    /// Goes on to the next places: where they are ranked below the last, all so far are better.
    pub(super) fn go_on(&mut self, entries: &Row<u16>) {
        for ((better, &all), &entry) in self.better.iter_mut().zip(&self.all).zip(entries) {
            *better = if entry & STEP_DOWN_BIT != 0 { all } else { *better };
        }
    }
}

/// Lowers values that are in order of rank to the least of all that are ranked better.
fn sweep<T: PackedRank>(sorted: &mut [Row<T>], order: &[Row<u16>]) -> bool {
    let mut so_far = LeastSoFar::NOTHING;
    let mut changed = false;
    for (values, entries) in sorted.iter_mut().zip(order) {
        so_far.go_on(entries);
        for ((value, &better), all) in values.iter_mut().zip(&so_far.better).zip(&mut so_far.all) {
            let new = (*value).min(better);
            changed |= new != *value;
            *value = new;
            *all = (*all).min(new);
        }
    }
    changed
}

/// The same for the places of one class only, with what they can reach: with one-way options that depends on the class.
fn sweep_class<T: PackedRank>(sorted: &mut [Row<T>], order: &[Row<u16>], code_of: &[Row<u16>], own: u16) -> bool {
    let mut so_far = LeastSoFar::NOTHING;
    let mut changed = false;
    for ((values, entries), codes) in sorted.iter_mut().zip(order).zip(code_of) {
        so_far.go_on(entries);
        let line = values.iter_mut().zip(&so_far.better).zip(&mut so_far.all);
        for (((value, &better), all), &code) in line.zip(codes) {
            let new = if code == own { (*value).min(better) } else { *value };
            changed |= new != *value;
            *value = new;
            *all = if own & !code == 0 { (*all).min(new) } else { *all };
        }
    }
    changed
}

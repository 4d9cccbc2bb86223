//! Best move and worst reply in a box where some moves are barred.
//!
//! Then moves along an axis need not be transitive, so it matters that nobody moves twice running. For each point two values are
//! kept: the least that the others can bring about, with the opponent who must move first for it, and the least when a different
//! opponent moves first. Whoever comes to the point goes on by the first value, or by the second if it would be its own move
//! again. More need not be remembered.
//!
//! A rule bars moves from the points where its `from` is true; the rules that do so at one point are its *mask*. A line is looked at
//! once for each mask that occurs, without the places that a rule of the mask bars, and not once for each place. On short axes,
//! and where there are as many masks as places, all pairs of places are compared.
//!
//! The loops that look for the least value zip rows: indexed by lane, and inlined, they took a fifth more time when measured.

use super::board::Replies;
use super::improve::{self, ImprovementIndex, LeastSoFar, STEP_DOWN_BIT};
use super::in_box::InBox;
use super::lines::{Bundle, ChangeLog, Lines, Row, WIDTH};
use super::packed::PackedRank;
use crate::graph::{Axis, Bars};
use crate::model::ActorId;

/// One actor's moves along its axis.
struct MoverAxis<'g, T> {
    axis: &'g Axis,
    bars: Option<&'g Bars>,
    /// The sets of rules whose `from` is true somewhere.
    masks: &'g [u8],
    ranks: &'g [T],
    replies: Replies,
    /// Where only improvements count and places are not compared pair by pair.
    improvement_index: Option<&'g ImprovementIndex<T>>,
}

/// A bundle of lines laid out: a row for each place of the axis.
struct BundleRows<T> {
    ranks: Vec<Row<T>>,
    from: Vec<Row<u8>>,
    to: Vec<Row<u8>>,
    /// The value when the actor has moved to each point.
    value_after: Vec<Row<T>>,
    /// The least value that one move from each point reaches.
    least_reached: Vec<Row<T>>,
}

impl<T> BundleRows<T> {
    fn nothing() -> BundleRows<T> {
        BundleRows {
            ranks: Vec::new(),
            from: Vec::new(),
            to: Vec::new(),
            value_after: Vec::new(),
            least_reached: Vec::new(),
        }
    }
}

impl<'g, T: PackedRank> MoverAxis<'g, T> {
    fn of(board: &'g InBox<'g, T>, actor: usize, replies: Replies) -> MoverAxis<'g, T> {
        let (axis, bars) = (&board.lattice.axes[actor], board.lattice.bars[actor].as_ref());
        let masks = bars.map_or(&[0][..], |bars| &bars.masks);
        let mut mover = MoverAxis { axis, bars, masks, ranks: &board.ranks[actor], replies, improvement_index: None };
        mover.improvement_index =
            (replies == Replies::Improvements && !mover.by_pairs()).then(|| board.improvement_index(actor));
        mover
    }

    /// Lays a bundle out, but for the values after the moves.
    fn read(&self, lines: &Lines, bundle: Bundle, known: &mut BundleRows<T>) {
        if self.by_pairs() {
            lines.read(bundle, self.ranks, &mut known.ranks);
        }
        match self.bars {
            Some(bars) => {
                lines.read(bundle, &bars.from, &mut known.from);
                lines.read(bundle, &bars.to, &mut known.to);
            }
            None => {
                [&mut known.from, &mut known.to].into_iter().for_each(|rows| rows.resize(self.axis.len, [0; WIDTH]))
            }
        }
    }

    /// Finds the least value that one move from each point reaches.
    fn find_least_reached(&self, known: &mut BundleRows<T>, bundle: Bundle) {
        known.least_reached.clear();
        known.least_reached.resize(self.axis.len, [T::NONE; WIDTH]);
        match self.improvement_index {
            _ if self.by_pairs() => self.least_by_pairs(known),
            Some(ImprovementIndex::Order { rows, ends }) => {
                let start = if bundle.index() == 0 { 0 } else { ends[bundle.index() - 1] };
                self.least_in_order(known, &rows[start..ends[bundle.index()]]);
            }
            _ => self.least_by_moves(known),
        }
    }

    fn by_pairs(&self) -> bool {
        self.axis.len <= improve::ALL_PAIRS_UP_TO.max(self.masks.len())
    }

    /// By comparing all pairs of places.
    fn least_by_pairs(&self, known: &mut BundleRows<T>) {
        let BundleRows { ranks, from, to, value_after, least_reached } = known;
        let all = self.replies == Replies::Moves;
        for (here, least) in least_reached.iter_mut().enumerate() {
            for there in (0..self.axis.len).filter(|&there| there != here && self.axis.leads(here, there)) {
                let ends = ranks[here].iter().zip(&ranks[there]).zip(from[here].iter().zip(&to[there]));
                for ((least, &value), ((own, other), (from, to))) in least.iter_mut().zip(&value_after[there]).zip(ends)
                {
                    let can = (from & to == 0) & (all | (other > own));
                    *least = (*least).min(if can { value } else { T::NONE });
                }
            }
        }
    }

    /// By any moves. The least of the other places of a line is the least of all its places, or the second least where the least is
    /// the place's own.
    fn least_by_moves(&self, known: &mut BundleRows<T>) {
        let BundleRows { from, to, value_after, least_reached, .. } = known;
        let axis = self.axis;
        let mut least = vec![[[T::NONE; WIDTH]; 2]; axis.reach.len()];
        for &mask in self.masks {
            least.fill([[T::NONE; WIDTH]; 2]);
            for ((value, to), &class) in value_after.iter().zip(to.iter()).zip(&axis.class_of) {
                let [first, second] = &mut least[class];
                for (((first, second), &value), to) in first.iter_mut().zip(second).zip(value).zip(to) {
                    let value = if to & mask == 0 { value } else { T::NONE };
                    *second = (*second).min(value.max(*first));
                    *first = (*first).min(value);
                }
            }
            for (place, &class) in axis.class_of.iter().enumerate() {
                for &reached in &axis.reach[class] {
                    let [first, second] = &least[reached];
                    for (lane, least) in least_reached[place].iter_mut().enumerate() {
                        let own =
                            reached == class && to[place][lane] & mask == 0 && value_after[place][lane] == first[lane];
                        let other = if own { second[lane] } else { first[lane] };
                        *least = if from[place][lane] == mask { (*least).min(other) } else { *least };
                    }
                }
            }
        }
    }

    /// By improvements: in order of rank, each line in its own, from the best places down.
    fn least_in_order(&self, known: &mut BundleRows<T>, order: &[Row<u16>]) {
        let place = |entry: u16| usize::from(entry & !STEP_DOWN_BIT);
        let codes = &self.axis.codes;
        let value_after = in_order(order, |at, lane| known.value_after[at][lane]);
        let [from, to] = [&known.from, &known.to].map(|rows| match self.bars {
            Some(_) => in_order(order, |at, lane| rows[at][lane]),
            None => vec![[0; WIDTH]; order.len()],
        });
        let code_of = match codes.len() {
            1 => vec![[codes[0]; WIDTH]; order.len()],
            _ => in_order(order, |at, _| codes[self.axis.class_of[at]]),
        };
        let mut least = vec![[T::NONE; WIDTH]; order.len()];
        for (&code, &mask) in codes.iter().flat_map(|code| self.masks.iter().map(move |mask| (code, mask))) {
            let mut line = LeastSoFar::NOTHING;
            for at in 0..order.len() {
                line.go_on(&order[at]);
                let own = code_of[at].iter().zip(&from[at]);
                for ((least, &better), (&own, &from)) in least[at].iter_mut().zip(&line.better).zip(own) {
                    *least = if (own == code) & (from == mask) { better } else { *least };
                }
                let others = code_of[at].iter().zip(&to[at]);
                for ((all, &value), (&other, &to)) in line.all.iter_mut().zip(&value_after[at]).zip(others) {
                    *all = if (code & !other == 0) & (to & mask == 0) { (*all).min(value) } else { *all };
                }
            }
        }
        for (entries, found) in order.iter().zip(&least) {
            (0..WIDTH).for_each(|lane| known.least_reached[place(entries[lane])][lane] = found[lane]);
        }
    }
}

/// What places have, in order of rank, each line in its own.
fn in_order<X>(order: &[Row<u16>], of: impl Fn(usize, usize) -> X) -> Vec<Row<X>> {
    let row = |entries: &Row<u16>| std::array::from_fn(|lane| of(usize::from(entries[lane] & !STEP_DOWN_BIT), lane));
    order.iter().map(row).collect()
}

/// Raises each value to the highest that one move along an actor's axis reaches.
pub(super) fn best_move<T: PackedRank>(board: &InBox<T>, actor: ActorId, value: &[T]) -> Vec<T> {
    let (mover, mut best) = (MoverAxis::of(board, actor.index(), Replies::Moves), value.to_vec());
    let (lines, mut rows) = (Lines::new(mover.axis, value.len()), Vec::new());
    let (mut known, mut changes) = (BundleRows::nothing(), ChangeLog::new(value.len()));
    let mirrored = |value: T| if value == T::NONE { T::NONE } else { value.mirrored() };
    for bundle in lines.bundles() {
        mover.read(&lines, bundle, &mut known);
        lines.read(bundle, value, &mut rows);
        known.value_after = rows.iter().map(|row: &Row<T>| row.map(mirrored)).collect();
        mover.find_least_reached(&mut known, bundle);
        let highest = known.least_reached.iter().map(|row| row.map(T::mirrored)); // of nothing: below all
        for (row, highest) in rows.iter_mut().zip(highest) {
            (0..WIDTH).for_each(|lane| row[lane] = row[lane].max(highest[lane]));
        }
        lines.write(bundle, &rows, &mut best, &mut changes);
    }
    best
}

/// What the others can bring about from each point.
struct Worst<T> {
    /// The least value, and which opponent must move first for it; nobody, where it is the point's own.
    first: Vec<T>,
    by: Vec<T>,
    /// The least value when a different opponent moves first.
    second: Vec<T>,
}

/// For each point the least value among itself and what the others can bring about. `O(rounds × states × opponents)`, times the
/// number of masks.
pub(super) fn worst_reply<T: PackedRank>(board: &InBox<T>, focal: ActorId, value: &[T], replies: Replies) -> Vec<T> {
    let others = (0..board.ranks.len()).filter(|&j| j != focal.index() && board.lattice.axes[j].len > 1);
    let movers: Vec<MoverAxis<T>> = others.map(|j| MoverAxis::of(board, j, replies)).collect();
    let mut worst = Worst { first: value.to_vec(), by: vec![T::NONE; value.len()], second: value.to_vec() };
    let (mut changes, mut since) = (ChangeLog::new(value.len()), vec![0; movers.len()]);
    let mut left = movers.len();
    for (at, mover) in movers.iter().enumerate().cycle() {
        let last = std::mem::replace(&mut since[at], changes.next_pass());
        let changed = worst.lower(mover, T::pack(at as u32), &mut changes, last);
        left = if changed { movers.len() - 1 } else { left - 1 };
        if left == 0 || board.watch.stopped().is_some() {
            break;
        }
    }
    worst.first
}

impl<T: PackedRank> Worst<T> {
    /// One pass of an opponent over all lines that changed since a pass. Tells whether anything changed.
    fn lower(&mut self, mover: &MoverAxis<T>, name: T, changes: &mut ChangeLog, since: u32) -> bool {
        let lines = Lines::new(mover.axis, self.first.len());
        let (mut first, mut by, mut second) = (Vec::new(), Vec::new(), Vec::new());
        let (mut known, mut changed) = (BundleRows::nothing(), false);
        for bundle in lines.bundles() {
            if !lines.changed(bundle, changes, since) {
                continue;
            }
            lines.read(bundle, &self.first, &mut first);
            lines.read(bundle, &self.by, &mut by);
            lines.read(bundle, &self.second, &mut second);
            mover.read(&lines, bundle, &mut known);
            known.value_after.clear();
            known.value_after.extend(first.iter().zip(&by).zip(&second).map(|((first, by), second)| {
                let mut value_after = *first;
                let own = value_after.iter_mut().zip(by).zip(second);
                own.for_each(|((value, &by), &second)| *value = if by == name { second } else { *value });
                value_after
            }));
            mover.find_least_reached(&mut known, bundle);
            let rows = first.iter_mut().zip(&mut by).zip(&mut second).zip(&known.least_reached);
            if rows.fold(false, |any, (((first, by), second), least)| {
                any | record_first_mover(first, by, second, least, name)
            }) {
                lines.write(bundle, &first, &mut self.first, changes);
                lines.write(bundle, &by, &mut self.by, changes);
                lines.write(bundle, &second, &mut self.second, changes);
                changed = true;
            }
        }
        changed
    }
}

/// Records what an opponent brings about when it moves first. Tells whether that is less than what was known.
#[inline(never)] // where it is inlined the rows may overlap for all that the compiler knows, and nothing is done in step
fn record_first_mover<T: PackedRank>(
    first: &mut Row<T>,
    by: &mut Row<T>,
    second: &mut Row<T>,
    least_reached: &Row<T>,
    name: T,
) -> bool {
    let mut changed = false;
    for lane in 0..WIDTH {
        let (old_first, old_second) = (first[lane], second[lane]);
        let value = if old_first == T::NONE { T::NONE } else { least_reached[lane] }; // nobody moves from a hole
        let (own, lower) = (by[lane] == name, value < old_first);
        first[lane] = old_first.min(value);
        second[lane] = match (own, lower) {
            (true, _) => old_second,
            (false, true) => old_first,
            (false, false) => old_second.min(value),
        };
        by[lane] = if lower { name } else { by[lane] };
        changed |= (first[lane] != old_first) | (second[lane] != old_second);
    }
    changed
}

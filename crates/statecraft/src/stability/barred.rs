//! Best move and worst reply in a box where some moves are barred.
//!
//! Then moves along an axis need not be transitive, and it matters that nobody moves twice running. So for each point the least
//! value is kept that the others can bring about, with who must *begin*, and the least when another begins: whoever moves
//! there goes on by the first, or by the second if the first is its own. To remember more is of no use.
//!
//! Of the moves from a point those rules bar whose `from` is true there, which is a *mask*. For each mask that occurs, a line offers
//! its values but for those that a rule of the mask bars; so a line is looked at once for each mask and not for each place. On
//! short axes, and where there are as many masks, all pairs of places are compared.

use super::board::Replies;
use super::improve::{self, Guide, LOWER, Offered};
use super::lattice::{InBox, Packed};
use super::lines::{Bundle, Changes, Lines, Row, WIDTH};
use crate::graph::{Axis, Bars};
use crate::model::ActorId;

/// One actor's moves along its axis.
struct Side<'g, T> {
    axis: &'g Axis,
    bars: Option<&'g Bars>,
    /// The sets of rules whose `from` is true somewhere.
    masks: &'g [u8],
    ranks: &'g [T],
    replies: Replies,
    /// What tells the improvements, where only these count and places are not compared.
    guide: Option<&'g Guide<T>>,
}

/// What is known of a bundle of lines.
struct Known<T> {
    ranks: Vec<Row<T>>,
    from: Vec<Row<u8>>,
    to: Vec<Row<u8>>,
    /// What moving to each point offers.
    offered: Vec<Row<T>>,
    /// The least that a move from each point takes up.
    taken: Vec<Row<T>>,
}

impl<T> Known<T> {
    fn nothing() -> Known<T> {
        Known { ranks: Vec::new(), from: Vec::new(), to: Vec::new(), offered: Vec::new(), taken: Vec::new() }
    }
}

impl<'g, T: Packed> Side<'g, T> {
    fn of(board: &'g InBox<'g, T>, actor: usize, replies: Replies) -> Side<'g, T> {
        let (axis, bars) = (&board.lattice.axes[actor], board.lattice.bars[actor].as_ref());
        let masks = bars.map_or(&[0][..], |bars| &bars.masks);
        let mut side = Side { axis, bars, masks, ranks: &board.ranks[actor], replies, guide: None };
        side.guide = (replies == Replies::Improvements && !side.by_pairs()).then(|| board.guide(actor));
        side
    }

    /// Lays a bundle out, but for what is offered.
    fn read(&self, lines: &Lines, bundle: Bundle, known: &mut Known<T>) {
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

    /// Finds what the moves from each point take up.
    fn take(&self, known: &mut Known<T>, bundle: Bundle) {
        known.taken.clear();
        known.taken.resize(self.axis.len, [T::NONE; WIDTH]);
        match self.guide {
            _ if self.by_pairs() => self.take_by_pairs(known),
            Some(Guide::Order { rows, ends }) => {
                let start = if bundle.index() == 0 { 0 } else { ends[bundle.index() - 1] };
                self.take_in_order(known, &rows[start..ends[bundle.index()]]);
            }
            _ => self.take_by_moves(known),
        }
    }

    fn by_pairs(&self) -> bool {
        self.axis.len <= improve::SHORT.max(self.masks.len())
    }

    /// By comparing all pairs of places.
    fn take_by_pairs(&self, known: &mut Known<T>) {
        let Known { ranks, from, to, offered, taken } = known;
        let all = self.replies == Replies::Moves;
        for (here, taken) in taken.iter_mut().enumerate() {
            for there in (0..self.axis.len).filter(|&there| there != here && self.axis.leads(here, there)) {
                let ends = ranks[here].iter().zip(&ranks[there]).zip(from[here].iter().zip(&to[there]));
                for ((taken, &offered), ((own, other), (from, to))) in taken.iter_mut().zip(&offered[there]).zip(ends) {
                    let can = (from & to == 0) & (all | (other > own));
                    *taken = (*taken).min(if can { offered } else { T::NONE });
                }
            }
        }
    }

    /// By any moves: the least of the others on the line is the least of all, or the second where the least is one's own.
    fn take_by_moves(&self, known: &mut Known<T>) {
        let Known { from, to, offered, taken, .. } = known;
        let axis = self.axis;
        let mut least = vec![[[T::NONE; WIDTH]; 2]; axis.reach.len()];
        for &mask in self.masks {
            least.fill([[T::NONE; WIDTH]; 2]);
            for ((offered, to), &class) in offered.iter().zip(to.iter()).zip(&axis.class_of) {
                let [first, second] = &mut least[class];
                for (((first, second), &offered), to) in first.iter_mut().zip(second).zip(offered).zip(to) {
                    let offered = if to & mask == 0 { offered } else { T::NONE };
                    *second = (*second).min(offered.max(*first));
                    *first = (*first).min(offered);
                }
            }
            for (place, &class) in axis.class_of.iter().enumerate() {
                for &reached in &axis.reach[class] {
                    let [first, second] = &least[reached];
                    for (lane, taken) in taken[place].iter_mut().enumerate() {
                        let own =
                            reached == class && to[place][lane] & mask == 0 && offered[place][lane] == first[lane];
                        let other = if own { second[lane] } else { first[lane] };
                        *taken = if from[place][lane] == mask { (*taken).min(other) } else { *taken };
                    }
                }
            }
        }
    }

    /// By improvements: in order of rank, each line in its own, from the best places down.
    fn take_in_order(&self, known: &mut Known<T>, order: &[Row<u16>]) {
        let place = |entry: u16| usize::from(entry & !LOWER);
        let codes = &self.axis.codes;
        let offered = in_order(order, |at, lane| known.offered[at][lane]);
        let [from, to] = [&known.from, &known.to].map(|rows| match self.bars {
            Some(_) => in_order(order, |at, lane| rows[at][lane]),
            None => vec![[0; WIDTH]; order.len()],
        });
        let code_of = match codes.len() {
            1 => vec![[codes[0]; WIDTH]; order.len()],
            _ => in_order(order, |at, _| codes[self.axis.class_of[at]]),
        };
        let mut taken = vec![[T::NONE; WIDTH]; order.len()];
        for (&code, &mask) in codes.iter().flat_map(|code| self.masks.iter().map(move |mask| (code, mask))) {
            let mut line = Offered::NOTHING;
            for at in 0..order.len() {
                line.go_on(&order[at]);
                let own = code_of[at].iter().zip(&from[at]);
                for ((taken, &better), (&own, &from)) in taken[at].iter_mut().zip(&line.better).zip(own) {
                    *taken = if (own == code) & (from == mask) { better } else { *taken };
                }
                let others = code_of[at].iter().zip(&to[at]);
                for ((tied, &offered), (&other, &to)) in line.tied.iter_mut().zip(&offered[at]).zip(others) {
                    *tied = if (code & !other == 0) & (to & mask == 0) { (*tied).min(offered) } else { *tied };
                }
            }
        }
        for (entries, found) in order.iter().zip(&taken) {
            entries
                .iter()
                .zip(found)
                .enumerate()
                .for_each(|(lane, (&at, &found))| known.taken[place(at)][lane] = found);
        }
    }
}

/// What places have, in order of rank, each line in its own.
fn in_order<X>(order: &[Row<u16>], of: impl Fn(usize, usize) -> X) -> Vec<Row<X>> {
    let row = |entries: &Row<u16>| std::array::from_fn(|lane| of(usize::from(entries[lane] & !LOWER), lane));
    order.iter().map(row).collect()
}

/// Raises each value to the highest that one move along an actor's axis reaches.
pub(super) fn best_move<T: Packed>(board: &InBox<T>, actor: ActorId, value: &[T]) -> Vec<T> {
    let (side, mut best) = (Side::of(board, actor.index(), Replies::Moves), value.to_vec());
    let (lines, mut rows) = (Lines::new(side.axis, value.len()), Vec::new());
    let (mut known, mut changes) = (Known::nothing(), Changes::new(value.len()));
    let turned = |value: T| if value == T::NONE { T::NONE } else { value.turned() };
    for bundle in lines.bundles() {
        side.read(&lines, bundle, &mut known);
        lines.read(bundle, value, &mut rows);
        known.offered = rows.iter().map(|row: &Row<T>| row.map(turned)).collect();
        side.take(&mut known, bundle);
        let highest = known.taken.iter().map(|row| row.map(T::turned)); // of nothing: below all
        for (row, highest) in rows.iter_mut().zip(highest) {
            row.iter_mut().zip(highest).for_each(|(value, highest)| *value = (*value).max(highest));
        }
        lines.write(bundle, &rows, &mut best, &mut changes);
    }
    best
}

/// What the others can bring about from each point.
struct Worst<T> {
    /// The least value, and which opponent must begin for that; nobody, where it is the point's own.
    first: Vec<T>,
    by: Vec<T>,
    /// The least value when somebody else begins.
    second: Vec<T>,
}

/// For each point the least value among itself and what the others can bring about. `O(rounds × states × opponents)`, times the
/// number of masks.
pub(super) fn worst_reply<T: Packed>(board: &InBox<T>, focal: ActorId, value: &[T], replies: Replies) -> Vec<T> {
    let others = (0..board.ranks.len()).filter(|&j| j != focal.index() && board.lattice.axes[j].len > 1);
    let sides: Vec<Side<T>> = others.map(|j| Side::of(board, j, replies)).collect();
    let mut worst = Worst { first: value.to_vec(), by: vec![T::NONE; value.len()], second: value.to_vec() };
    let (mut changes, mut since) = (Changes::new(value.len()), vec![0; sides.len()]);
    let mut left = sides.len();
    for (at, side) in sides.iter().enumerate().cycle() {
        let last = std::mem::replace(&mut since[at], changes.next_pass());
        let changed = worst.lower(side, T::pack(at as u32), &mut changes, last);
        left = if changed { sides.len() - 1 } else { left - 1 };
        if left == 0 || board.watch.stopped().is_some() {
            break;
        }
    }
    worst.first
}

impl<T: Packed> Worst<T> {
    /// One pass of an opponent over all lines that changed since a pass. Tells whether anything changed.
    fn lower(&mut self, side: &Side<T>, name: T, changes: &mut Changes, since: u32) -> bool {
        let lines = Lines::new(side.axis, self.first.len());
        let (mut first, mut by, mut second) = (Vec::new(), Vec::new(), Vec::new());
        let (mut known, mut changed) = (Known::nothing(), false);
        for bundle in lines.bundles() {
            if !lines.changed(bundle, changes, since) {
                continue;
            }
            lines.read(bundle, &self.first, &mut first);
            lines.read(bundle, &self.by, &mut by);
            lines.read(bundle, &self.second, &mut second);
            side.read(&lines, bundle, &mut known);
            known.offered.clear();
            known.offered.extend(first.iter().zip(&by).zip(&second).map(|((first, by), second)| {
                let mut offered = *first;
                let own = offered.iter_mut().zip(by).zip(second);
                own.for_each(|((offered, &by), &second)| *offered = if by == name { second } else { *offered });
                offered
            }));
            side.take(&mut known, bundle);
            let rows = first.iter_mut().zip(&mut by).zip(&mut second).zip(&known.taken);
            if rows.fold(false, |any, (((first, by), second), taken)| any | begin(first, by, second, taken, name)) {
                lines.write(bundle, &first, &mut self.first, changes);
                lines.write(bundle, &by, &mut self.by, changes);
                lines.write(bundle, &second, &mut self.second, changes);
                changed = true;
            }
        }
        changed
    }
}

/// Keeps what an opponent brings about when it begins. Tells whether that is better than what was known.
fn begin<T: Packed>(first: &mut Row<T>, by: &mut Row<T>, second: &mut Row<T>, taken: &Row<T>, name: T) -> bool {
    let mut changed = false;
    for (((first, by), second), &taken) in first.iter_mut().zip(by).zip(second).zip(taken) {
        let hole = *first == T::NONE; // what moves from there is nobody
        let taken = if hole { T::NONE } else { taken };
        let (own, lower) = (*by == name, taken < *first);
        let (old_first, old_second) = (*first, *second);
        *first = old_first.min(taken);
        *second = match (own, lower) {
            (true, _) => old_second,
            (false, true) => old_first,
            (false, false) => old_second.min(taken),
        };
        *by = if lower { name } else { *by };
        changed |= (*first != old_first) | (*second != old_second);
    }
    changed
}

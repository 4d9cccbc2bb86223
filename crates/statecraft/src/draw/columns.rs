//! What stands in each column of a picture, from top to bottom, so that few arrows cross.

use super::Picture;
use super::ranks::ranks;

/// Boxes and the bends of arrows, in columns.
pub(super) struct Columns {
    /// Boxes first, as in the picture, then bends.
    pub(super) items: Vec<Item>,
    /// The items of each column, from top to bottom.
    pub(super) columns: Vec<Vec<usize>>,
    /// For each arrow between two boxes, its items from left to right.
    pub(super) chains: Vec<Chain>,
}

/// A box, or a place where an arrow passes through a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    pub(super) column: usize,
    /// The items that it is joined to on its left and on its right.
    pub(super) joined: [Vec<usize>; 2],
}

/// The way of one arrow.
pub(super) struct Chain {
    /// Which arrow of the picture.
    pub(super) arrow: usize,
    /// Its items from left to right, a box at each end.
    pub(super) items: Vec<usize>,
    /// The bend that its label stands on.
    pub(super) label: Option<usize>,
    /// Whether it points to the left.
    pub(super) backward: bool,
}

/// So often the columns are gone through, there and back.
const SWEEPS: usize = 12;

impl Columns {
    /// Lays out what a picture holds.
    pub(super) fn of(picture: &Picture) -> Columns {
        let ranks = ranks(picture);
        let first_column = columns_of_ranks(picture, &ranks);
        let items = ranks.iter().map(|&rank| Item { column: first_column[rank], ..Item::default() }).collect();
        let mut found = Columns { items, columns: Vec::new(), chains: Vec::new() };
        for (at, arrow) in picture.sound_arrows().filter(|(_, arrow)| arrow.from != arrow.to) {
            let backward = ranks[arrow.from] > ranks[arrow.to];
            let ends = if backward { [arrow.to, arrow.from] } else { [arrow.from, arrow.to] };
            let label_at =
                if backward { first_column[ranks[arrow.from]] - 1 } else { first_column[ranks[arrow.from]] + 1 };
            let items = found.chain(ends);
            let mut in_column = items.iter().copied().filter(|&item| found.items[item].column == label_at);
            let label = if arrow.label.is_empty() { None } else { in_column.next() };
            found.chains.push(Chain { arrow: at, items, label, backward });
        }
        found.begin_in_depth();
        found.uncross();
        found
    }

    /// Joins two boxes by bends in all columns between them.
    fn chain(&mut self, [left, right]: [usize; 2]) -> Vec<usize> {
        let mut chain = vec![left];
        for column in self.items[left].column + 1..self.items[right].column {
            chain.push(self.items.len());
            self.items.push(Item { column, ..Item::default() });
        }
        chain.push(right);
        for pair in chain.windows(2) {
            self.items[pair[0]].joined[1].push(pair[1]);
            self.items[pair[1]].joined[0].push(pair[0]);
        }
        chain
    }

    /// Fills the columns in the order of a search in depth, which leaves no crossings in a tree.
    fn begin_in_depth(&mut self) {
        let last = self.items.iter().map(|item| item.column).max();
        self.columns = vec![Vec::new(); last.map_or(0, |last| last + 1)];
        let mut seen = vec![false; self.items.len()];
        let mut stack: Vec<usize> = (0..self.items.len()).rev().filter(|&item| self.items[item].column == 0).collect();
        while let Some(item) = stack.pop() {
            if !std::mem::replace(&mut seen[item], true) {
                self.columns[self.items[item].column].push(item);
                stack.extend(self.items[item].joined[1].iter().rev());
            }
        }
    }

    /// Sorts each column by where its neighbours on one side stand on average, to and fro, and keeps the best.
    fn uncross(&mut self) {
        let mut places = self.places();
        let mut best = (self.crossings(&places), self.columns.clone());
        for sweep in 0..2 * SWEEPS {
            if best.0 == 0 {
                break;
            }
            let side = sweep % 2;
            for at in 0..self.columns.len() {
                let column = if side == 0 { at } else { self.columns.len() - 1 - at };
                self.sort(column, side, &mut places);
            }
            let crossings = self.crossings(&places);
            if crossings < best.0 {
                best = (crossings, self.columns.clone());
            }
        }
        self.columns = best.1;
    }

    fn sort(&mut self, column: usize, side: usize, places: &mut [usize]) {
        let mean = |item: usize| {
            let joined = &self.items[item].joined[side];
            let sum: usize = joined.iter().map(|&other| places[other]).sum();
            if joined.is_empty() { places[item] as f64 } else { sum as f64 / joined.len() as f64 }
        };
        let mut keyed: Vec<(f64, usize)> = self.columns[column].iter().map(|&item| (mean(item), item)).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.columns[column] = keyed.into_iter().map(|(_, item)| item).collect();
        self.columns[column].iter().enumerate().for_each(|(at, &item)| places[item] = at);
    }

    /// Where each item stands in its column.
    fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.items.len()];
        for column in &self.columns {
            column.iter().enumerate().for_each(|(at, &item)| places[item] = at);
        }
        places
    }

    /// How many pairs of lines cross: pairs that are in one order on the left and in the other on the right.
    fn crossings(&self, places: &[usize]) -> usize {
        let mut found = 0;
        for pair in self.columns.windows(2) {
            let mut above = vec![0usize; pair[1].len() + 1]; // a tree of sums (Fenwick 1994)
            let mut seen = 0;
            for &item in &pair[0] {
                let mut ends: Vec<usize> = self.items[item].joined[1].iter().map(|&other| places[other]).collect();
                ends.sort_unstable();
                found += ends.iter().map(|&end| seen - sum_to(&above, end)).sum::<usize>();
                ends.iter().for_each(|&end| add(&mut above, end));
                seen += ends.len();
            }
        }
        found
    }
}

/// The column of the boxes of each rank; one column is left free after a rank where labels of arrows stand.
fn columns_of_ranks(picture: &Picture, ranks: &[usize]) -> Vec<usize> {
    let mut labels_after = vec![false; ranks.iter().max().map_or(0, |last| last + 1)];
    for (_, arrow) in picture.sound_arrows().filter(|(_, arrow)| !arrow.label.is_empty()) {
        let (from, to) = (ranks[arrow.from], ranks[arrow.to]);
        match from.cmp(&to) {
            std::cmp::Ordering::Less => labels_after[from] = true,
            std::cmp::Ordering::Greater => labels_after[from - 1] = true,
            std::cmp::Ordering::Equal => {}
        }
    }
    let mut next = 0;
    let columns = labels_after.iter().map(|&labels| {
        next += 1 + usize::from(labels);
        next - 1 - usize::from(labels)
    });
    columns.collect()
}

/// How many have been added up to and with this place.
fn sum_to(tree: &[usize], place: usize) -> usize {
    let down = std::iter::successors(Some(place + 1), |&at| Some(at & at.wrapping_sub(1)));
    down.take_while(|&at| at > 0).map(|at| tree[at]).sum()
}

fn add(tree: &mut [usize], place: usize) {
    let mut at = place + 1;
    while at < tree.len() {
        tree[at] += 1;
        at += at & at.wrapping_neg();
    }
}

//! The two questions on which outcomes part best: the columns and rows of their grid.
//!
//! A question is one option, or two. The columns tell most about what is to be told apart (the information of Shannon 1948), the
//! rows most of what the columns leave open; then each may take a second option that tells much more.

use statecraft::model::OptionSet;
use std::collections::{BTreeMap, BTreeSet};

/// No axis has more answers.
pub(super) const MOST_ANSWERS: usize = 4;
/// So many outcomes are enough to choose by.
const MOST: usize = 2000;
/// A second option on one axis must tell so much more, in bits.
const WORTH: f64 = 0.25;

/// The options of one axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Axis {
    /// Their places, one or two.
    pub(super) options: Vec<usize>,
    /// The answers: the options taken, one bit each, in their order.
    pub(super) answers: Vec<OptionSet>,
}

impl Axis {
    /// The answer that a setting gives.
    pub(super) fn answer(&self, code: OptionSet) -> OptionSet {
        code & bits(&self.options)
    }
}

fn bits(options: &[usize]) -> OptionSet {
    options.iter().fold(0, |bits, at| bits | 1 << at)
}

/// Columns and rows for outcomes, each a setting with the kind that it is to be told apart by; none if no two questions part them.
/// `also` are settings that have a place in the grid too.
pub(super) fn axes(outcomes: &[(OptionSet, usize)], options: usize, also: &[OptionSet]) -> Option<(Axis, Axis)> {
    let outcomes = &outcomes[..outcomes.len().min(MOST)];
    let (all, some) = outcomes.iter().fold((OptionSet::MAX, 0), |(all, some), (code, _)| (all & code, some | code));
    let mut left: Vec<usize> = (0..options).filter(|at| (some & !all) >> at & 1 == 1).collect();
    let mut axes = [Vec::new(), Vec::new()];
    for (axis, least) in [(0, 0.0), (1, 0.0), (0, WORTH), (1, WORTH)] {
        let known = bits(&axes.concat());
        let gain = |at: usize| open(outcomes, known) - open(outcomes, known | 1 << at);
        let fits = |at: &usize| answers(outcomes, bits(&axes[axis]) | 1 << at, also).len() <= MOST_ANSWERS;
        let gains = left.iter().copied().filter(fits).map(|at| (gain(at), at));
        match gains.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1))) {
            Some((gain, at)) if gain > least + 1e-9 => {
                axes[axis].push(at);
                left.retain(|other| *other != at);
            }
            _ if axes[axis].is_empty() => return None,
            _ => {}
        }
    }
    let axis = |options: Vec<usize>| Axis { answers: answers(outcomes, bits(&options), also), options };
    let [columns, rows] = axes;
    Some((axis(columns), axis(rows)))
}

/// The answers that there are to a question.
fn answers(outcomes: &[(OptionSet, usize)], mask: OptionSet, also: &[OptionSet]) -> Vec<OptionSet> {
    let given: BTreeSet<OptionSet> =
        outcomes.iter().map(|(code, _)| code).chain(also).map(|code| code & mask).collect();
    given.into_iter().collect()
}

/// How much the answers to some options leave open of the kinds, in bits.
fn open(outcomes: &[(OptionSet, usize)], mask: OptionSet) -> f64 {
    let mut cells: BTreeMap<OptionSet, BTreeMap<usize, usize>> = BTreeMap::new();
    for (code, kind) in outcomes {
        *cells.entry(code & mask).or_default().entry(*kind).or_default() += 1;
    }
    let all = outcomes.len().max(1) as f64;
    let cell = |kinds: &BTreeMap<usize, usize>| {
        let size = kinds.values().sum::<usize>() as f64;
        kinds.values().map(|&count| count as f64 / all * (size / count as f64).log2()).sum::<f64>()
    };
    cells.values().map(cell).sum()
}

#[cfg(test)]
mod tests {
    use super::{Axis, axes, open};
    use statecraft::model::OptionSet;

    #[test]
    fn the_options_that_tell_the_kinds_apart_are_the_axes() {
        // Option 0 and option 2 decide the kind, option 1 is noise.
        let outcomes: Vec<(OptionSet, usize)> =
            (0..8).map(|code| (code, (code & 1 | code >> 1 & 2) as usize)).collect();
        let found = axes(&outcomes, 3, &[]);
        let asked: Vec<Vec<usize>> =
            found.iter().flat_map(|(columns, rows)| [&columns.options, &rows.options]).cloned().collect();
        assert!(asked == [[0], [2]] || asked == [[2], [0]] || asked.is_empty(), "{asked:?}");
        assert!(open(&outcomes, 0) > 1.9 && open(&outcomes, 0b101) < 1e-9);
    }

    #[test]
    fn there_are_no_axes_where_nothing_parts_the_outcomes() {
        assert_eq!(axes(&[(5, 0), (5, 1)], 3, &[]), None);
        assert_eq!(axes(&[], 3, &[]), None);
    }

    #[test]
    fn today_has_a_place_of_its_own() {
        let (columns, rows) = axes(&[(0b001, 0), (0b010, 1), (0b101, 2), (0b110, 3)], 3, &[0]).unwrap_or_else(|| {
            let none = || Axis { options: Vec::new(), answers: Vec::new() };
            (none(), none())
        });
        assert!(columns.answers.contains(&columns.answer(0)) && rows.answers.contains(&rows.answer(0)));
        assert!(columns.answers.len() <= super::MOST_ANSWERS);
    }
}

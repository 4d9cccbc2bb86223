//! The orders that an actor's statements may have when the places of some are not known.

use super::{Wish, gaps::Gaps};

/// What is known of the order of an actor's statements, the most important first.
///
/// A statement whose place is sure keeps its order among those. One that is unsure may change places with its neighbours: with
/// the nearest sure statement above it, the nearest below it, and unsure ones. It stays below the sure statement before these
/// and above the one after. An order that keeps to this is *compatible*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// For each statement the highest and the lowest place that it may have. A place between sure statements has an even
    /// number, that of the k-th sure statement, from 0, is 2k + 1.
    ranges: Vec<(usize, usize)>,
    gaps: Gaps,
}

impl Places {
    /// What is known of the order of these statements.
    pub fn of(wishes: &[Wish]) -> Places {
        let last = 2 * wishes.iter().filter(|wish| !wish.unsure).count();
        let mut gap = 0;
        let range = |wish: &Wish| {
            if wish.unsure {
                (gap.max(2) - 2, (gap + 2).min(last))
            } else {
                gap += 2;
                (gap - 1, gap - 1)
            }
        };
        let gaps = Gaps::of(&wishes.iter().map(|wish| wish.unsure).collect::<Vec<_>>());
        Places { ranges: wishes.iter().map(range).collect(), gaps }
    }

    /// Whether every place is sure.
    pub fn are_sure(&self) -> bool {
        !(0..self.ranges.len()).any(|line| self.is_unsure(line))
    }

    fn is_unsure(&self, line: usize) -> bool {
        self.ranges[line].0.is_multiple_of(2)
    }

    /// Whether the statement `a` is more important than `b` in every compatible order.
    pub fn surely_above(&self, a: usize, b: usize) -> bool {
        self.ranges[a].1 < self.ranges[b].0
    }

    /// Those of some statements of which each may be the most important of them.
    pub fn foremost<L: Iterator<Item = usize> + Clone>(&self, among: L) -> impl Iterator<Item = usize> {
        let lowest = among.clone().map(|line| self.ranges[line].1).min().unwrap_or(0);
        among.filter(move |&line| self.ranges[line].0 <= lowest)
    }

    /// How many orders are compatible, if the number can be written.
    pub fn count(&self) -> Option<u128> {
        self.gaps.count()
    }

    /// The compatible order of this number, from 0: the statements from the most important on.
    pub fn order(&self, number: u128) -> Vec<usize> {
        self.gaps.order(number)
    }

    /// All compatible orders; none if there are more than `most`.
    pub fn orders(&self, most: u128) -> Option<Vec<Vec<usize>>> {
        let count = self.count().filter(|count| *count <= most)?;
        Some((0..count).map(|number| self.order(number)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::expr::Expr;
    use crate::model::{LineId, OptionId, Statement};

    /// `?` is an unsure statement, any other letter a sure one.
    fn places(lines: &str) -> Places {
        let statement = Statement { tree: Expr::Taken(OptionId::new(0)), text: String::new(), span: Span::default() };
        let line = LineId::Wish { account: None, actor: String::new(), place: 1 };
        let wish = |letter| Wish { statement: statement.clone(), degree: 1, unsure: letter == '?', line: line.clone() };
        Places::of(&lines.chars().map(wish).collect::<Vec<_>>())
    }

    #[test]
    fn an_unsure_statement_changes_places_with_its_neighbours() {
        let orders = |lines: &str| places(lines).orders(100).unwrap_or_default();
        assert_eq!(orders("abc"), [[0, 1, 2]]);
        let sorted = |lines: &str| {
            let mut orders = orders(lines);
            orders.sort_unstable();
            orders
        };
        assert_eq!(sorted("a?c"), [[0, 1, 2], [0, 2, 1], [1, 0, 2]]);
        assert_eq!(sorted("?bc"), [[0, 1, 2], [1, 0, 2]]);
        assert_eq!(sorted("ab?def"), [[0, 1, 2, 3, 4, 5], [0, 1, 3, 2, 4, 5], [0, 2, 1, 3, 4, 5]]);
        assert_eq!(orders("???").len(), 6);
        assert_eq!(orders("a??d").len(), 12);
        assert_eq!(orders(""), [[0usize; 0]]);
    }

    /// Every permutation that no sure relation forbids, and no other.
    #[test]
    fn the_orders_are_those_that_sure_relations_leave() {
        fn permutations(rest: &[usize]) -> Vec<Vec<usize>> {
            match rest {
                [] => vec![vec![]],
                _ => rest
                    .iter()
                    .flat_map(|&first| {
                        let others: Vec<usize> = rest.iter().copied().filter(|&other| other != first).collect();
                        permutations(&others).into_iter().map(move |order| [vec![first], order].concat())
                    })
                    .collect(),
            }
        }
        for length in 0..=6 {
            for pattern in 0..1u32 << length {
                let lines: String = (0..length).map(|at| if pattern >> at & 1 == 1 { '?' } else { 's' }).collect();
                let places = places(&lines);
                let forbidden = |order: &Vec<usize>| {
                    (0..order.len()).any(|at| order[..at].iter().any(|&above| places.surely_above(order[at], above)))
                };
                let mut expected = permutations(&(0..length).collect::<Vec<_>>());
                expected.retain(|order| !forbidden(order));
                let mut found = places.orders(1000).unwrap_or_default();
                found.sort_unstable();
                assert_eq!(found, expected, "{lines}");
                assert_eq!(places.count(), Some(expected.len() as u128), "{lines}");
            }
        }
        assert_eq!(places(&"?".repeat(40)).count(), None);
        assert_eq!(places(&"?".repeat(40)).orders(1000), None);
    }
}

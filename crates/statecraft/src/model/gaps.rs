//! Orders of statements, counted and numbered gap by gap.
//!
//! Let the sure statements stand in their order, with gaps above, between and below them. An unsure one may go to the gap in which it
//! was written or to the gap next above or below, among other unsure ones in any order. Of those that may be put off to a later
//! gap, only how many there are matters. To count is to be able to number, and a number drawn evenly is an order drawn evenly.

use std::collections::HashMap;

/// Statements by gaps: for each gap the unsure ones written there, then the sure one below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gaps {
    unsure: Vec<Vec<usize>>,
    sure: Vec<usize>,
}

/// The number of permutations, if it can be written.
pub(crate) fn factorial(n: usize) -> Option<u128> {
    (1..=n as u128).try_fold(1u128, u128::checked_mul)
}

/// A permutation by number.
pub(crate) fn permuted(mut left: Vec<usize>, mut number: u128) -> Vec<usize> {
    let mut found = Vec::new();
    while !left.is_empty() {
        let each = left.len() as u128;
        found.push(left.remove((number % each) as usize));
        number /= each;
    }
    found
}

/// In how many ways so many can be chosen.
fn choices(of: usize, chosen: usize) -> Option<u128> {
    (0..chosen as u128).try_fold(1u128, |all, at| Some(all.checked_mul(of as u128 - at)? / (at + 1)))
}

/// A choice by number: those chosen, and the others.
fn chosen(of: &[usize], mut count: usize, mut number: u128) -> (Vec<usize>, Vec<usize>) {
    let (mut taken, mut left) = (Vec::new(), Vec::new());
    for (at, &item) in of.iter().enumerate() {
        let with = if count == 0 { 0 } else { choices(of.len() - at - 1, count - 1).unwrap_or(0) };
        if number < with {
            taken.push(item);
            count -= 1;
        } else {
            number -= with;
            left.push(item);
        }
    }
    (taken, left)
}

/// How many orders there are from a gap on, by the gap and by how many statements of the gap before and of this one are
/// still to be put.
type Known = HashMap<(usize, usize, usize), Option<u128>>;

/// How many statements go to a gap: of those written here, and of those written in the next.
#[derive(Clone, Copy)]
struct Put {
    here: usize,
    next: usize,
    /// In how many ways, the rest included.
    ways: u128,
}

impl Gaps {
    /// From which statements are unsure.
    pub(super) fn of(unsure: &[bool]) -> Gaps {
        let mut gaps = Gaps { unsure: vec![Vec::new()], sure: Vec::new() };
        for (line, &is_unsure) in unsure.iter().enumerate() {
            match (is_unsure, gaps.unsure.last_mut()) {
                (true, Some(gap)) => gap.push(line),
                _ => {
                    gaps.sure.push(line);
                    gaps.unsure.push(Vec::new());
                }
            }
        }
        gaps
    }

    /// How many orders there are, if the number can be written.
    pub(super) fn count(&self) -> Option<u128> {
        self.ways(0, 0, self.unsure[0].len(), &mut Known::new())
    }

    /// How many orders from this gap on, when so many statements of the gap before must be put here, and so many of this one are left.
    fn ways(&self, gap: usize, before: usize, here: usize, known: &mut Known) -> Option<u128> {
        if gap == self.unsure.len() {
            return Some(u128::from(before == 0));
        }
        if let Some(ways) = known.get(&(gap, before, here)) {
            return *ways;
        }
        let puts = self.puts(gap, before, here, known);
        let ways = puts.and_then(|puts| puts.iter().try_fold(0u128, |all, put| all.checked_add(put.ways)));
        known.insert((gap, before, here), ways);
        ways
    }

    /// What may be put into a gap.
    fn puts(&self, gap: usize, before: usize, here: usize, known: &mut Known) -> Option<Vec<Put>> {
        let following = self.unsure.get(gap + 1).map_or(0, Vec::len);
        let mut found = Vec::new();
        for put_here in 0..=here {
            for put_next in 0..=following {
                let rest = self.ways(gap + 1, here - put_here, following - put_next, known)?;
                let choice = choices(here, put_here)?.checked_mul(choices(following, put_next)?)?;
                let ways = factorial(before + put_here + put_next)?.checked_mul(choice)?.checked_mul(rest)?;
                found.push(Put { here: put_here, next: put_next, ways });
            }
        }
        Some(found)
    }

    /// The statements in the order of this number.
    pub(super) fn order(&self, mut number: u128) -> Vec<usize> {
        let mut known = Known::new();
        let (mut before, mut here, mut found) = (Vec::new(), self.unsure[0].clone(), Vec::new());
        for gap in 0..self.unsure.len() {
            let following = self.unsure.get(gap + 1).cloned().unwrap_or_default();
            let puts = self.puts(gap, before.len(), here.len(), &mut known).unwrap_or_default();
            let mut put = Put { here: here.len(), next: 0, ways: 1 };
            for may in puts {
                put = may;
                if number < may.ways {
                    break;
                }
                number -= may.ways;
            }
            let mut digit = |base: Option<u128>| {
                let base = base.unwrap_or(1).max(1);
                let digit = number % base;
                number /= base;
                digit
            };
            let (of_here, put_off) = chosen(&here, put.here, digit(choices(here.len(), put.here)));
            let (of_next, left) = chosen(&following, put.next, digit(choices(following.len(), put.next)));
            let all = [before, of_here, of_next].concat();
            let order = digit(factorial(all.len()));
            found.extend(permuted(all, order));
            found.extend(self.sure.get(gap));
            (before, here) = (put_off, left);
        }
        found
    }
}

//! The orders of an actor that are compatible with what is known, counted and numbered.
//!
//! Let the sure lines stand in their order, with gaps above, between and below them. An unsure line may go to the gap in which it
//! was written or to the gap next above or below, among other unsure lines in any order. Orders are counted gap by gap: of those
//! lines that may be put off to a later gap, only how many there are matters. To count is to be able to number, and a number
//! drawn evenly is an order drawn evenly.

use crate::model::{Model, Preference};
use std::collections::HashMap;

/// What is taken to be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Lines marked unsure, and actors marked unknown.
    Marked,
    /// Every line may stand one place higher or lower than it is written; and actors marked unknown.
    EveryLine,
}

/// The compatible orders of one actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compatible {
    /// One: its preference as written.
    One,
    /// So many orders of its lines.
    Lines(Gaps, u128),
    /// So many lists of lines where each stands one place higher or lower than written: pairs of neighbours are exchanged.
    Neighbours(usize, u128),
    /// Any strict order of so many states; how many these are, if the number can be written.
    Anything(usize, Option<u128>),
}

/// The lines of a preference by gaps: for each gap the unsure lines written there, then the sure line below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gaps {
    unsure: Vec<Vec<usize>>,
    sure: Vec<usize>,
}

impl Compatible {
    /// The compatible orders of each actor of a model with so many states.
    pub fn of(model: &Model, states: usize, doubt: Doubt) -> Vec<Compatible> {
        let of = |preference: &Preference| match (preference, doubt) {
            (Preference::Unknown, _) => Compatible::Anything(states, factorial(states)),
            (Preference::Statements(lines), Doubt::EveryLine) if lines.len() > 1 => {
                fibonacci(lines.len()).map_or(Compatible::One, |all| Compatible::Neighbours(lines.len(), all))
            }
            (Preference::Statements(lines), Doubt::Marked) if lines.iter().any(|line| line.unsure) => {
                let gaps = Gaps::of(&lines.iter().map(|line| line.unsure).collect::<Vec<_>>());
                gaps.count().map_or(Compatible::One, |all| Compatible::Lines(gaps, all))
            }
            _ => Compatible::One,
        };
        model.preferences.iter().map(of).collect()
    }

    /// How many there are, if the number can be written.
    pub fn count(&self) -> Option<u128> {
        match self {
            Compatible::One => Some(1),
            Compatible::Lines(_, all) | Compatible::Neighbours(_, all) => Some(*all),
            Compatible::Anything(_, all) => *all,
        }
    }

    /// One of them by number, from 0: lines, or states, the most important or best first; nothing where there is only one.
    pub fn order(&self, number: u128) -> Vec<usize> {
        match self {
            Compatible::One => Vec::new(),
            Compatible::Lines(gaps, _) => gaps.order(number),
            Compatible::Neighbours(lines, _) => neighbours(*lines, number),
            Compatible::Anything(states, _) => permuted((0..*states).collect(), number),
        }
    }
}

/// The number of permutations.
fn factorial(n: usize) -> Option<u128> {
    (1..=n as u128).try_fold(1u128, u128::checked_mul)
}

/// A permutation by number.
fn permuted(mut left: Vec<usize>, mut number: u128) -> Vec<usize> {
    let mut found = Vec::new();
    while !left.is_empty() {
        let each = left.len() as u128;
        found.push(left.remove((number % each) as usize));
        number /= each;
    }
    found
}

/// In how many ways disjoint pairs of neighbours can be exchanged.
fn fibonacci(lines: usize) -> Option<u128> {
    (1..lines)
        .try_fold((1u128, 1u128), |(before, last), _| Some((last, before.checked_add(last)?)))
        .map(|(_, last)| last)
}

/// Lines with disjoint pairs of neighbours exchanged, by number.
fn neighbours(lines: usize, mut number: u128) -> Vec<usize> {
    let mut found: Vec<usize> = (0..lines).collect();
    let mut at = 0;
    while at + 1 < lines {
        // The line stays, in as many ways as the rest has; or it changes places with the next.
        let staying = fibonacci(lines - at - 1).unwrap_or(u128::MAX);
        if number < staying {
            at += 1;
        } else {
            number -= staying;
            found.swap(at, at + 1);
            at += 2;
        }
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

/// How many orders there are from a gap on, by the gap and by how many lines of the gap before and of this one are still to be put.
type Known = HashMap<(usize, usize, usize), Option<u128>>;

/// How many lines go to a gap: of those written here, and of those written in the next.
#[derive(Clone, Copy)]
struct Put {
    here: usize,
    next: usize,
    /// In how many ways, the rest included.
    ways: u128,
}

impl Gaps {
    /// From which lines are unsure.
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

    fn count(&self) -> Option<u128> {
        self.ways(0, 0, self.unsure[0].len(), &mut Known::new())
    }

    /// How many orders from this gap on, when so many lines of the gap before must be put here, and so many of this one are left.
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

    /// The lines in the order of this number.
    fn order(&self, mut number: u128) -> Vec<usize> {
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

//! Two lists of wishes side by side: which lines stayed, were changed, moved, added or removed.

use super::How;
use super::said;
use crate::case::{Line, written};
use std::collections::BTreeSet;

/// Longer lists are not searched for what they have in common beyond their beginning and end: lines of one times lines of the other.
const CELLS: usize = 1 << 22;

/// Two lists of wishes side by side, each line by its place from 0.
pub(super) struct Aligned<'c> {
    pub(super) old: Vec<&'c [Line]>,
    pub(super) new: Vec<&'c [Line]>,
    /// Lines that stand at the same place in both, in order; they say the same, or the new one stands for the old one.
    anchors: Vec<(usize, usize)>,
    /// Lines that say the same and stand at different places.
    moved: Vec<(usize, usize)>,
}

impl<'c> Aligned<'c> {
    pub(super) fn of(old: &'c [Line], new: &'c [Line]) -> Aligned<'c> {
        let lines = |all: &'c [Line]| written(all).map(|(_, line)| line).collect::<Vec<_>>();
        let (old, new) = (lines(old), lines(new));
        let says = |of: &[&[Line]]| of.iter().map(|line| said::wish(line)).collect::<Vec<_>>();
        let (old_says, new_says) = (says(&old), says(&new));
        let same = |one: usize, other: usize| old_says[one] == new_says[other];
        let mut found = Aligned { old, new, anchors: Vec::new(), moved: Vec::new() };
        found.anchor(&same);
        found.moved = found.moves(&same);
        let (old, new) = (found.old.clone(), found.new.clone());
        let claims = |line: &[Line]| {
            let support = line.first().map(|line| &line.support);
            support.map(|of| of.claims.iter().map(|claim| claim.value.clone()).collect::<Vec<_>>()).unwrap_or_default()
        };
        // What rests on the same sentences was most likely put in other words; then what stands at the same place.
        found.anchor(&|one, other| !claims(old[one]).is_empty() && claims(old[one]) == claims(new[other]));
        found.anchor(&|_, _| true);
        found
    }

    /// The lines that are at no anchor and did not move.
    fn left(&self) -> (Vec<usize>, Vec<usize>) {
        let taken = self.anchors.iter().chain(&self.moved).copied();
        let (taken_old, taken_new): (BTreeSet<usize>, BTreeSet<usize>) = taken.unzip();
        let old = (0..self.old.len()).filter(|at| !taken_old.contains(at));
        let new = (0..self.new.len()).filter(|at| !taken_new.contains(at));
        (old.collect(), new.collect())
    }

    /// Between each two anchors, makes anchors of as many lines as pair up in order.
    fn anchor(&mut self, same: &dyn Fn(usize, usize) -> bool) {
        let (old, new) = self.left();
        let ends = self.anchors.iter().map(|&(old, new)| (old, new)).chain([(self.old.len(), self.new.len())]);
        let mut from = (0, 0);
        let mut found = Vec::new();
        for end in ends.collect::<Vec<_>>() {
            let within = |all: &[usize], from: usize, end: usize| {
                all.iter().copied().filter(|at| (from..end).contains(at)).collect::<Vec<_>>()
            };
            found.extend(common(&within(&old, from.0, end.0), &within(&new, from.1, end.1), same));
            from = end;
        }
        self.anchors.extend(found);
        self.anchors.sort_unstable();
    }

    /// Lines that say the same among those left.
    fn moves(&self, same: &dyn Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
        let (old, mut new) = self.left();
        let mut found = Vec::new();
        for one in old {
            if let Some(at) = new.iter().position(|&other| same(one, other)) {
                found.push((one, new.remove(at)));
            }
        }
        found
    }

    /// What became of each line, with its places in the old list and in the new one.
    pub(super) fn differences(&self) -> Vec<(How, Option<usize>, Option<usize>)> {
        let means = |(old, new): (usize, usize)| said::wish(self.old[old]) == said::wish(self.new[new]);
        let rests = |line: &[Line]| line.first().map(|line| said::support(&line.support));
        let anchored = self.anchors.iter().filter_map(|&(old, new)| {
            let how = match (means((old, new)), rests(self.old[old]) == rests(self.new[new])) {
                (false, _) => How::Changed,
                (true, false) => How::Supported,
                (true, true) => return None,
            };
            Some((how, Some(old), Some(new)))
        });
        let moved = self.moved.iter().map(|&(old, new)| (How::Moved, Some(old), Some(new)));
        let (old, new) = self.left();
        let removed = old.into_iter().map(|at| (How::Removed, Some(at), None));
        let added = new.into_iter().map(|at| (How::Added, None, Some(at)));
        anchored.chain(moved).chain(removed).chain(added).collect()
    }

    /// The old list with some of the differences, which are named by their places in the old list and in the new one.
    pub(super) fn merged(&self, picked: &dyn Fn(Option<usize>, Option<usize>) -> bool) -> Vec<Line> {
        let moved_from = |at: usize| self.moved.iter().find(|(old, _)| *old == at).map(|(_, new)| *new);
        let moved_to = |at: usize| self.moved.iter().find(|(_, new)| *new == at).map(|(old, _)| *old);
        let mut lines: Vec<&[Line]> = Vec::new();
        let mut from = (0, 0);
        for &(old, new) in self.anchors.iter().chain(&[(self.old.len(), self.new.len())]) {
            let stays = (from.0..old).filter(|&at| !picked(Some(at), moved_from(at)));
            lines.extend(stays.map(|at| self.old[at]));
            let comes = (from.1..new).filter(|&at| picked(moved_to(at), Some(at)));
            lines.extend(comes.map(|at| self.new[at]));
            let anchor = if picked(Some(old), Some(new)) { self.new.get(new) } else { self.old.get(old) };
            lines.extend(anchor);
            from = (old + 1, new + 1);
        }
        lines.into_iter().flatten().cloned().collect()
    }
}

/// As many pairs as there are in the order of both lists.
fn common(old: &[usize], new: &[usize], same: &dyn Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let pairs = || old.iter().copied().zip(new.iter().copied());
    let start = pairs().take_while(|&(one, other)| same(one, other)).count();
    let (rest_old, rest_new) = (&old[start..], &new[start..]);
    let ends = rest_old.iter().rev().copied().zip(rest_new.iter().rev().copied());
    let end = ends.take_while(|&(one, other)| same(one, other)).count();
    let (inner_old, inner_new) = (&rest_old[..rest_old.len() - end], &rest_new[..rest_new.len() - end]);
    let mut found: Vec<(usize, usize)> = pairs().take(start).collect();
    if inner_old.len().saturating_mul(inner_new.len()) <= CELLS {
        found.extend(longest(inner_old, inner_new, same));
    }
    let ends = rest_old[rest_old.len() - end..].iter().copied().zip(rest_new[rest_new.len() - end..].iter().copied());
    found.extend(ends);
    found
}

/// The longest common subsequence, by the table of lengths of all ends.
fn longest(old: &[usize], new: &[usize], same: &dyn Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut length = vec![0usize; (old.len() + 1) * width];
    for one in (0..old.len()).rev() {
        for other in (0..new.len()).rev() {
            length[one * width + other] = if same(old[one], new[other]) {
                length[(one + 1) * width + other + 1] + 1
            } else {
                length[(one + 1) * width + other].max(length[one * width + other + 1])
            };
        }
    }
    let (mut one, mut other, mut found) = (0, 0, Vec::new());
    while one < old.len() && other < new.len() {
        if same(old[one], new[other]) {
            found.push((old[one], new[other]));
            (one, other) = (one + 1, other + 1);
        } else if length[(one + 1) * width + other] >= length[one * width + other + 1] {
            one += 1;
        } else {
            other += 1;
        }
    }
    found
}

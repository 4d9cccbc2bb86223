//! Items that may be counted together.
//!
//! Two items of evidence that share an origin are not independent, so no more than one of them is counted. Which one is not
//! known; so every way to count as many as go together is looked at: every maximal set of items of which no two share an origin.
//! These are the maximal cliques of the reverse relation (Bron & Kerbosch 1973, with a pivot). Of n items there are at
//! most 3^(n/3), and as many sets as items where all share one origin.

use crate::graph::{LimitReached, Watch};

/// For each item those that it shares an origin with, itself among them, one bit each.
pub(super) type Shares = [u64];

/// The positions of the bits.
pub(super) fn positions(bits: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |at| bits >> at & 1 == 1)
}

/// The items divided into groups that are connected by shared origins.
pub(super) fn groups(items: u64, shares: &Shares) -> Vec<u64> {
    let (mut left, mut found) = (items, Vec::new());
    while left != 0 {
        let (mut group, mut before) = (left & left.wrapping_neg(), 0);
        while group != before {
            before = group;
            group = positions(group).fold(group, |all, at| all | shares[at] & items);
        }
        left &= !group;
        found.push(group);
    }
    found
}

/// Visits every maximal set of items of which no two share an origin.
///
/// # Errors
/// The work was stopped.
pub(super) fn each_maximal(
    items: u64,
    shares: &Shares,
    watch: &Watch,
    visit: &mut dyn FnMut(u64),
) -> Result<(), LimitReached> {
    extend(0, items, 0, shares, watch, visit)
}

/// `chosen` with all that can still be added of `open`; what is in `done` was added before.
fn extend(
    chosen: u64,
    mut open: u64,
    mut done: u64,
    shares: &Shares,
    watch: &Watch,
    visit: &mut dyn FnMut(u64),
) -> Result<(), LimitReached> {
    watch.check()?;
    // Each maximal set has one of the items that share an origin with the pivot, or the pivot itself.
    let Some(pivot) = positions(open | done).min_by_key(|&at| (open & shares[at]).count_ones()) else {
        visit(chosen);
        return Ok(());
    };
    for at in positions(open & shares[pivot]) {
        extend(chosen | 1 << at, open & !shares[at], done & !shares[at], shares, watch, visit)?;
        open &= !(1 << at);
        done |= 1 << at;
    }
    Ok(())
}

//! Sets of options.

use std::ops::Range;

/// Options, one bit each, the first option the lowest: those that are taken in a state, which is its setting, or some that are
/// spoken of.
pub type OptionSet = u128;

/// A case has at most so many options: a setting has one bit for each.
pub const MAX_OPTIONS: usize = OptionSet::BITS as usize;

/// The option at a place by itself; none beyond the places that there are.
pub(crate) fn bit(at: usize) -> OptionSet {
    if at < MAX_OPTIONS { 1 << at } else { 0 }
}

/// The options at neighbouring places: those of an actor, or the levels of a choice; none beyond the places that there are.
pub(super) fn bits(places: Range<usize>) -> OptionSet {
    places.fold(0, |all, at| all | bit(at))
}

/// The first options, so many.
pub fn first_options(count: usize) -> OptionSet {
    if count < MAX_OPTIONS { (1 << count) - 1 } else { OptionSet::MAX }
}

/// The places of the options in a set, ascending.
pub fn positions(set: OptionSet) -> impl Iterator<Item = usize> + Clone {
    let mut rest = set;
    std::iter::from_fn(move || {
        let at = rest.trailing_zeros() as usize;
        rest &= rest.wrapping_sub(1);
        (at < MAX_OPTIONS).then_some(at)
    })
}

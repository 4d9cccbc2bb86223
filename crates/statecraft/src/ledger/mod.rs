//! **ledger**: the evidence for and against each account.
//!
//! Reports repeat each other, and one person may be quoted under three spellings. So what counts here is *origins*, never claims:
//! claims that go back to one person, document or wire story are one piece of evidence ([`crate::case::Origin`]), and an
//! origin stands where its most direct claim does. Nothing is scored.
//!
//! - [`Bearing`]: which claims bear on which account, for it or against it, and which on all alike (`evidence_for`).
//! - [`Counts`]: how many origins these are, by directness.
//! - [`facts`]: what today's state is, and which accounts explain it (`facts`).
//! - [`Weighed`]: where the analyst gives ranges of likelihood, what they come to for two accounts (`odds`), with no more than one of
//!   the items that share an origin counted at a time (`independent_sets`).
//!
//! Claims, accounts and evidence may stand in any order, and be repeated under the same origin: no figure changes.

mod evidence_for;
mod facts;
mod independent_sets;
mod odds;

pub use evidence_for::Bearing;
pub use facts::{Fact, Standing, What, facts};
pub use odds::{Interval, Part, Weighed};

use crate::case::{Claim, Directness, Origin};
use std::collections::BTreeMap;

/// How many origins, by the most direct of their claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// For each of [`Directness::ALL`].
    pub direct: [usize; 4],
    /// Of no claim of theirs is it known.
    pub unmarked: usize,
}

impl Counts {
    /// Counts the origins of claims.
    pub fn of<'c>(claims: impl IntoIterator<Item = (&'c Claim, &'c Origin)>) -> Counts {
        let place = |directness: Option<Directness>| directness.map_or(4, |directness| directness as usize);
        let mut most: BTreeMap<&Origin, usize> = BTreeMap::new();
        for (claim, origin) in claims {
            let known = most.entry(origin).or_insert(4);
            *known = (*known).min(place(claim.directness));
        }
        let at = |place| most.values().filter(|&&of| of == place).count();
        Counts { direct: [at(0), at(1), at(2), at(3)], unmarked: at(4) }
    }

    /// All of them.
    pub fn all(&self) -> usize {
        self.direct.iter().sum::<usize>() + self.unmarked
    }
}

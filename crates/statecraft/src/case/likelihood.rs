//! How a claim is said, and what the analyst holds likely.

use crate::diag::Spanned;

/// A case has at most so many items of evidence.
pub const MAX_EVIDENCE: usize = 64;

/// How directly a claim comes, the most direct first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Directness {
    /// A speaker who is named says it.
    Said,
    /// The source itself reports it as a fact.
    Reported,
    /// Somebody believes, sees, fears or wants it, or it is what somebody is said to believe, see, fear or want.
    Believed,
    /// It comes from somebody who is not named.
    Unnamed,
}

impl Directness {
    /// All of them, the most direct first.
    pub const ALL: [Directness; 4] =
        [Directness::Said, Directness::Reported, Directness::Believed, Directness::Unnamed];

    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Directness::Said => "said",
            Directness::Reported => "reported",
            Directness::Believed => "believed",
            Directness::Unnamed => "unnamed",
        }
    }
}

/// From one probability to another, both above 0 and at most 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The least that the analyst holds possible.
    pub low: f64,
    /// The most.
    pub high: f64,
}

/// Something that was seen, and how likely it would be under the accounts.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Its name in the file.
    pub key: Spanned<String>,
    /// What was seen, for readers.
    pub says: String,
    /// The claims that it rests on; at least one, unless it is an absence or assumed.
    pub claims: Vec<Spanned<String>>,
    /// What was looked for and not found.
    pub absence: Option<String>,
    /// Why the analyst takes it for so.
    pub assumption: Option<String>,
    /// For accounts, how likely one would see it if the account were true.
    pub likelihood: Vec<(Spanned<String>, Range)>,
}

//! How far a source can be relied on and how credible a claim is: the two grades of STANAG 2511, each the analyst's own.
//!
//! They are two judgements and stay two. They are never multiplied and never become weights: what is computed does not change
//! when a grade does. They serve to ask what would fall with everything graded worse ([`Grade`]).

use super::{Case, Claim};
use serde::{Deserialize, Serialize};
use std::fmt::{self, Display, Formatter};

/// How far a source can be relied on, whatever it says this time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Its reliability cannot be judged.
    F,
}

impl Reliability {
    /// All of them, the best first; what cannot be judged comes last.
    pub const ALL: [Reliability; 6] =
        [Reliability::A, Reliability::B, Reliability::C, Reliability::D, Reliability::E, Reliability::F];

    /// As it is written.
    pub fn letter(self) -> &'static str {
        match self {
            Reliability::A => "A",
            Reliability::B => "B",
            Reliability::C => "C",
            Reliability::D => "D",
            Reliability::E => "E",
            Reliability::F => "F",
        }
    }

    /// The grade of this letter, as it is written.
    pub fn of(letter: &str) -> Option<Reliability> {
        Reliability::ALL.into_iter().find(|known| known.letter() == letter)
    }
}

/// How credible a claim is, whoever says it: 1 confirmed by an independent origin, 2 probably true, 3 possibly true, 4 doubtful,
/// 5 improbable, 6 its truth cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Credibility(u8);

impl Credibility {
    /// Confirmed by an independent origin.
    pub const CONFIRMED: Credibility = Credibility(1);

    /// The grade of this number, from 1 to 6.
    pub fn of(number: i64) -> Option<Credibility> {
        let number = u8::try_from(number).ok()?;
        (1..=6).contains(&number).then_some(Credibility(number))
    }

    /// As it is written.
    pub fn number(self) -> u8 {
        self.0
    }
}

/// Both grades, such as C3. As data it is such a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Grade {
    /// Of the source.
    pub reliability: Reliability,
    /// Of the claim.
    pub credibility: Credibility,
}

impl Grade {
    /// A letter from A to F and a number from 1 to 6, such as `C3`; small letters are read too.
    pub fn parse(text: &str) -> Option<Grade> {
        let (letter, number) = text.split_at_checked(1)?;
        let credibility = Credibility::of(number.parse().ok().filter(|_: &i64| number.len() == 1)?)?;
        Some(Grade { reliability: Reliability::of(&letter.to_ascii_uppercase())?, credibility })
    }
}

impl Display for Grade {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.reliability.letter(), self.credibility.number())
    }
}

impl From<Grade> for String {
    fn from(grade: Grade) -> String {
        grade.to_string()
    }
}

impl TryFrom<String> for Grade {
    type Error = String;

    fn try_from(text: String) -> Result<Grade, String> {
        Grade::parse(&text).ok_or_else(|| "a grade is a letter from A to F and a number from 1 to 6, such as C3".into())
    }
}

/// How what a claim is graded compares with a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Graded {
    /// Its source is less reliable, or it is less credible.
    Worse,
    /// Both are at least as good.
    AsGood,
    /// One of the two is not graded, or neither, and the other is not worse.
    Unknown,
}

impl Case {
    /// How a claim compares with a grade. What cannot be judged, F or 6, is worse than what can: somebody looked and does not
    /// vouch for it. What nobody graded is not.
    pub fn graded(&self, claim: &Claim, than: Grade) -> Graded {
        let reliability = self.source(&claim.source.value).and_then(|source| source.reliability);
        let credibility = claim.credibility.as_ref().map(|grade| grade.value);
        let worse =
            reliability.is_some_and(|of| of > than.reliability) || credibility.is_some_and(|of| of > than.credibility);
        match (worse, reliability, credibility) {
            (true, ..) => Graded::Worse,
            (false, Some(_), Some(_)) => Graded::AsGood,
            (false, ..) => Graded::Unknown,
        }
    }
}

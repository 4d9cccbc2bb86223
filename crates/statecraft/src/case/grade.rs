//! How far a source can be relied on and how credible a claim is: the two grades of STANAG 2511, each the analyst's own.
//!
//! They are two judgements and stay two. They are never multiplied and never become weights: what is computed does not change
//! when a grade does. They serve to ask what would fall with everything graded worse ([`Grade`]).

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

/// Both grades, such as C3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        let is_digit = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit());
        let credibility = Credibility::of(number.parse().ok().filter(|_: &i64| is_digit)?)?;
        Some(Grade { reliability: Reliability::of(&letter.to_ascii_uppercase())?, credibility })
    }
}

impl Display for Grade {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.reliability.letter(), self.credibility.number())
    }
}

//! Levels of a choice: `iran.enrich = 'stop'`, `iran.enrich >= 'to 3.67 %'`.

use std::fmt::{self, Display, Formatter};

/// What a statement says of the level of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Level {
    /// How the level that holds compares with the one that is written.
    pub compare: Compare,
    /// The level that is written.
    pub text: String,
}

/// How one level compares with another, in the order in which the levels of a choice are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Compare {
    /// `=`
    Is,
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `<`
    Below,
}

/// The marks that a level may stand between.
const QUOTES: [char; 2] = ['\'', '"'];

impl Compare {
    /// All of them; a sign comes before those that it begins with.
    pub(super) const ALL: [Compare; 5] =
        [Compare::AtLeast, Compare::AtMost, Compare::Is, Compare::Above, Compare::Below];

    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Compare::Is => "=",
            Compare::AtLeast => ">=",
            Compare::AtMost => "<=",
            Compare::Above => ">",
            Compare::Below => "<",
        }
    }

    /// Whether the level at one place compares so with the level at another; the lowest is at place 0.
    pub fn holds(self, place: usize, other: usize) -> bool {
        match self {
            Compare::Is => place == other,
            Compare::AtLeast => place >= other,
            Compare::AtMost => place <= other,
            Compare::Above => place > other,
            Compare::Below => place < other,
        }
    }
}

impl Level {
    /// That just this level holds.
    pub fn is(text: &str) -> Level {
        Level { compare: Compare::Is, text: text.into() }
    }

    /// Whether a level can be called so: something to read, on one line, not with both kinds of quotation marks.
    pub fn can_be(text: &str) -> bool {
        !text.trim().is_empty() && !text.contains(char::is_control) && !QUOTES.iter().all(|&mark| text.contains(mark))
    }
}

impl Display for Level {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mark = if self.text.contains('\'') { '"' } else { '\'' };
        write!(f, "{} {mark}{}{mark}", self.compare.sign(), self.text)
    }
}

/// What is written of a level at the beginning of a text, and its length. Nothing if the text does not begin with a sign and a
/// quotation mark; no length if the mark is never closed.
pub(super) fn level(text: &str) -> Option<(Level, Option<usize>)> {
    let blank = |text: &str| text.len() - text.trim_start().len();
    let before = blank(text);
    let compare = Compare::ALL.into_iter().find(|compare| text[before..].starts_with(compare.sign()))?;
    let sign_end = before + compare.sign().len();
    let open = sign_end + blank(&text[sign_end..]);
    let mark = text[open..].chars().next().filter(|mark| QUOTES.contains(mark))?;
    let inside = &text[open + 1..];
    let close = inside.find(mark);
    let words = &inside[..close.unwrap_or(inside.len())];
    Some((Level { compare, text: words.into() }, close.map(|close| open + 1 + close + 1)))
}

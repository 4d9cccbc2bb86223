//! Numbers of states that no number of JSON can say.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::num::ParseIntError;

/// How many states there are, exactly. It is written as a string of digits: 64 options have more states than programs read from a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Count(pub u128);

impl TryFrom<String> for Count {
    type Error = ParseIntError;

    fn try_from(digits: String) -> Result<Count, ParseIntError> {
        digits.parse().map(Count)
    }
}

impl From<Count> for String {
    fn from(count: Count) -> String {
        count.0.to_string()
    }
}

impl fmt::Display for Count {
    /// With commas.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 / 1000 {
            0 => write!(f, "{}", self.0),
            more => write!(f, "{},{:03}", Count(more), self.0 % 1000),
        }
    }
}

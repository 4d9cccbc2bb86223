//! Weights, kept exactly.

use super::Decimal;
use std::fmt::{self, Display, Formatter};

/// What a statement adds to the worth of the states in which it is true. Sums of weights must tie when they are equal, so a weight is
/// never rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// A decimal number.
    Decimal(Decimal),
    /// A fraction of whole numbers, the second above 0.
    Fraction(i64, i64),
}

impl Weight {
    /// Reads `1/3`; `None` if it is no fraction of whole numbers of at most 15 digits, the second without a nought in front.
    pub fn fraction(written: &str) -> Option<Weight> {
        let (above, below) = written.split_once('/')?;
        let digits = above.strip_prefix('-').unwrap_or(above);
        let is_number = |digits: &str| (1..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        let is_fraction = is_number(digits) && is_number(below) && !below.starts_with('0');
        is_fraction.then_some(Weight::Fraction(above.parse().ok()?, below.parse().ok()?))
    }

    /// The weight as whole numbers, the first divided by the second, which is above 0.
    fn parts(self) -> (i128, i128) {
        let (above, below) = match self {
            Weight::Decimal(decimal) => (i128::from(decimal.digits), 10i128.pow(decimal.scale.min(MOST_PLACES))),
            Weight::Fraction(above, below) => (i128::from(above), i128::from(below.max(1))),
        };
        let common = common_divisor(above, below);
        (above / common, below / common)
    }
}

/// What is read as a decimal number has no more places; ten to this power is far from the largest number.
const MOST_PLACES: u32 = 30;

/// Weights as whole numbers, all multiplied by one number above 0, so that sums are exact; `None` if these, or a sum of some of them,
/// would have more than about 38 digits.
pub fn whole(weights: &[Weight]) -> Option<Vec<i128>> {
    let parts: Vec<(i128, i128)> = weights.iter().map(|weight| weight.parts()).collect();
    let multiple = |all: i128, &(_, below): &(i128, i128)| all.checked_mul(below / common_divisor(all, below));
    let common = parts.iter().try_fold(1, multiple)?;
    let found = parts.iter().map(|(above, below)| above.checked_mul(common / below)).collect::<Option<Vec<i128>>>()?;
    found.iter().try_fold(0i128, |sum, weight| sum.checked_add(weight.checked_abs()?))?;
    Some(found)
}

/// The greatest common divisor (Euclid), at least 1.
fn common_divisor(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one.abs(), other.abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one.max(1)
}

impl Display for Weight {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Weight::Decimal(decimal) => decimal.fmt(f),
            Weight::Fraction(above, below) => write!(f, "{above}/{below}"),
        }
    }
}

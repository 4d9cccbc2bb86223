//! Numbers, exactly.

use num_bigint::BigInt;
pub(super) use num_rational::BigRational;

/// A number is written with so many characters at most.
const LONGEST: usize = 400;
/// An exponent is this far from 0 at most.
const LARGEST_EXPONENT: u32 = 1000;

/// A whole number, a decimal number with or without exponent, or a fraction; exactly.
pub(super) fn number(written: &str) -> Option<BigRational> {
    if written.len() > LONGEST {
        return None;
    }
    if let Some((above, below)) = written.split_once('/') {
        let (above, below): (BigInt, BigInt) = (above.parse().ok()?, below.parse().ok()?);
        return (below != BigInt::from(0)).then(|| BigRational::new(above, below));
    }
    let (mantissa, exponent) = match written.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (written, 0),
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let some = !(unsigned.is_empty() && decimals.is_empty()) && digits(unsigned) && digits(decimals);
    let exponent = i64::from(exponent).checked_sub(i64::try_from(decimals.len()).ok()?)?;
    let power = u32::try_from(exponent.unsigned_abs()).ok().filter(|power| *power <= LARGEST_EXPONENT)?;
    let all: BigInt = format!("{whole}{decimals}").trim_start_matches('+').parse().ok().filter(|_| some)?;
    let power = BigInt::from(10).pow(power);
    Some(if exponent < 0 { BigRational::new(all, power) } else { BigRational::from_integer(all * power) })
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_compared_exactly() {
        for (one, other) in
            [("1/3", "2/6"), ("0.1", "1/10"), ("-2.50", "-5/2"), ("1e2", "100"), ("25e-1", "2.5"), (".5", "+1/2")]
        {
            assert_eq!(number(one).expect(one), number(other).expect(other), "{one} {other}");
        }
        assert!(number("0.30000000000000000001") > number("3/10"));
        for wrong in ["", "-", ".", "1/0", "x", "1e99999999999", "1e5000", "--1", "1.2.3", "0x1"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }
}

//! Decimal numbers, kept exactly.

/// A decimal number: `digits × 10^-scale`, no binary fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// All digits as one whole number.
    pub digits: i64,
    /// How many of them stand after the point.
    pub scale: u32,
}

impl Decimal {
    /// Reads what TOML writes for a whole number or a fraction; `None` if it is no plain decimal of at most 15 digits.
    pub fn parse(written: &str) -> Option<Decimal> {
        let plain = written.replace('_', "");
        let (mantissa, exponent) = match plain.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (plain.as_str(), 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: i64 = format!("{whole}{fraction}").parse().ok()?;
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        let digits = match u32::try_from(-scale) {
            Ok(zeros) => digits.checked_mul(10i64.checked_pow(zeros)?)?,
            Err(_) => digits,
        };
        let (digits, scale) = (digits, u32::try_from(scale.max(0)).ok()?);
        (digits.unsigned_abs() < 1_000_000_000_000_000 && scale <= 15).then_some(Decimal { digits, scale })
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let scale = self.scale as usize;
        let digits = format!("{:0>width$}", self.digits.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

//! Under how many orders each state holds.

use std::collections::BTreeMap;

/// For one account and one concept: each state, by name, with the number of orders under which it holds; states that never hold
/// are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Counts(pub BTreeMap<String, u64>);

impl Counts {
    /// Adds what others counted.
    pub fn add(&mut self, other: &Counts) {
        for (state, count) in &other.0 {
            *self.0.entry(state.clone()).or_default() += count;
        }
    }
}

/// How many standard deviations an interval of 95 % reaches to either side.
const REACH: f64 = 1.959_963_984_540_054;

/// The interval of 95 % for a share of which so many draws of all were hits (Wilson 1927).
pub fn interval(hits: u64, draws: u64) -> (f64, f64) {
    if draws == 0 {
        return (0.0, 1.0);
    }
    let (n, share, z) = (draws as f64, hits as f64 / draws as f64, REACH * REACH);
    let middle = share + z / (2.0 * n);
    let reach = REACH * (share * (1.0 - share) / n + z / (4.0 * n * n)).sqrt();
    let bound = |sign: f64| ((middle + sign * reach) / (1.0 + z / n)).clamp(0.0, 1.0);
    (if hits == 0 { 0.0 } else { bound(-1.0) }, if hits == draws { 1.0 } else { bound(1.0) })
}

#[cfg(test)]
mod tests {
    use super::interval;

    /// Brown, Cai & DasGupta 2001: 95 % for 5 of 10.
    #[test]
    fn five_of_ten() {
        let (low, high) = interval(5, 10);
        assert!((low - 0.2366).abs() < 1e-4 && (high - 0.7634).abs() < 1e-4, "{low} {high}");
        assert_eq!(interval(0, 4).0, 0.0);
        assert_eq!(interval(4, 4).1, 1.0);
    }
}

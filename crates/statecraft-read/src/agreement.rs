//! How far several readers agree on what they decided of the same claims.
//!
//! For two readers: the share of claims on which they decided alike, and Cohen's kappa (1960), which takes off what two would agree on by
//! chance if each only kept to their own share of acceptances. For all readers together: Krippendorff's alpha for nominal data (Content
//! Analysis, 1980), which counts any number of readers and claims that some of them did not decide. Both are 1 for full agreement and 0 for
//! what chance would give; neither is told where everybody always decides the same way, since then chance explains everything.

use serde::Serialize;

/// What one reader decided of a claim: accepted or not; none if the reader did not decide it.
pub type Decided = Option<bool>;

/// Two readers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pair {
    /// Their numbers, from 0.
    pub readers: [usize; 2],
    /// How many claims both decided.
    pub both: usize,
    /// On how many of them they decided alike.
    pub alike: usize,
    /// Cohen's kappa, if it can be told.
    pub kappa: Option<f64>,
}

/// The agreement of some readers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Agreement {
    /// How many claims at least two readers decided.
    pub claims: usize,
    /// Every two readers.
    pub pairs: Vec<Pair>,
    /// Krippendorff's alpha over all readers, if it can be told.
    pub alpha: Option<f64>,
}

/// The agreement of readers on claims: a row for each claim, with what each reader decided.
#[must_use]
pub fn agreement(rows: &[Vec<Decided>]) -> Agreement {
    let readers = rows.iter().map(Vec::len).max().unwrap_or(0);
    let two = (0..readers).flat_map(|one| (one + 1..readers).map(move |other| [one, other]));
    Agreement {
        claims: rows.iter().filter(|row| row.iter().flatten().count() > 1).count(),
        pairs: two.map(|readers| pair(rows, readers)).collect(),
        alpha: alpha(rows),
    }
}

fn pair(rows: &[Vec<Decided>], readers: [usize; 2]) -> Pair {
    let decided =
        |row: &Vec<Decided>| Some((row.get(readers[0]).copied().flatten()?, row.get(readers[1]).copied().flatten()?));
    let both: Vec<(bool, bool)> = rows.iter().filter_map(decided).collect();
    let alike = both.iter().filter(|(one, other)| one == other).count();
    let all = both.len() as f64;
    let (first, second) = (both.iter().filter(|one| one.0).count(), both.iter().filter(|one| one.1).count());
    let (first, second) = (first as f64 / all, second as f64 / all);
    let by_chance = first * second + (1.0 - first) * (1.0 - second);
    let kappa = (alike as f64 / all - by_chance) / (1.0 - by_chance);
    Pair { readers, both: both.len(), alike, kappa: Some(kappa).filter(|kappa| kappa.is_finite()) }
}

/// One less the share of disagreement that is seen of the one that chance would give.
fn alpha(rows: &[Vec<Decided>]) -> Option<f64> {
    let (mut accepted, mut rejected, mut seen) = (0.0, 0.0, 0.0);
    for row in rows {
        let yes = row.iter().flatten().filter(|yes| **yes).count() as f64;
        let no = row.iter().flatten().count() as f64 - yes;
        if yes + no > 1.0 {
            accepted += yes;
            rejected += no;
            seen += 2.0 * yes * no / (yes + no - 1.0);
        }
    }
    let all = accepted + rejected;
    let chance = 2.0 * accepted * rejected / (all - 1.0);
    Some(1.0 - seen / chance).filter(|alpha| alpha.is_finite())
}

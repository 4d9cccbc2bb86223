//! What the analyst's ranges come to.
//!
//! Of two accounts A and B, an item of evidence with the likelihoods [a, a'] and [b, b'] shifts the log-odds of A against B by something
//! from ln a − ln b' to ln a' − ln b (Good 1950: the weight of evidence); the priors do so too. Independent items
//! add up. Of items that share an origin no two are counted, and the interval spans every way to choose (`apart`). That is
//! done for each pair of accounts and not for each account by itself: one item is counted, with both its likelihoods, so A's must not
//! come from one item and B's from another. The ends are exact: each is the value at some corner of the ranges, for some choice.
//!
//! An item counts for a pair only if it has a range for both. Figures are rounded to nine decimals, so that zero is zero; and sums are
//! taken in order of size, so that no order of entry shows in them.

use super::independent_sets::{each_maximal, groups, positions};
use crate::case::{Case, Origin, Range};
use crate::graph::{LimitReached, Watch};
use std::collections::{BTreeSet, HashMap};

/// Figures are rounded, so no difference is smaller than this.
const SMALLEST: f64 = 5e-9;

/// From one figure to another.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

/// A group of items of evidence connected by shared origins, and what it adds for two accounts.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The items, by position; none for the priors.
    pub items: Vec<usize>,
    /// What they add to the log-odds.
    pub adds: Interval,
    /// How far they go whatever is chosen: its upper end is what the lower end of `adds` would be with every range at its upper end,
    /// its lower end what the upper end would be with every range at its lower end.
    pub within: Interval,
}

/// Two accounts weighed against each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// What is counted; the priors first, if both accounts have one.
    pub parts: Vec<Part>,
    /// The items that have a range for one of the two at most.
    pub left_out: Vec<usize>,
    /// The natural logarithm of the odds of the first against the second; without priors, of the factor by which the evidence
    /// changes them. None if nothing is counted.
    pub log_odds: Option<Interval>,
}

impl Interval {
    /// For the second account against the first.
    fn reversed(self) -> Interval {
        Interval { lower: -self.upper, upper: -self.lower }
    }

    fn rounded(self) -> Interval {
        let round = |figure: f64| (figure * 1e9).round() / 1e9 + 0.0; // no negative zero
        Interval { lower: round(self.lower), upper: round(self.upper) }
    }

    /// How far apart the ends are.
    pub fn width(self) -> f64 {
        self.upper - self.lower
    }
}

/// What two ranges come to.
fn ratio(one: Range, other: Range) -> Interval {
    Interval { lower: one.low.ln() - other.high.ln(), upper: one.high.ln() - other.low.ln() }
}

/// In order of size, whatever the order that they come in.
fn sum(figures: impl IntoIterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.into_iter().collect();
    figures.sort_unstable_by(f64::total_cmp);
    figures.iter().sum()
}

impl Weighed {
    /// Weighs two accounts of a case, by position; `origins` are those of its claims.
    ///
    /// # Errors
    /// The work was stopped.
    pub fn of(
        case: &Case,
        origins: &[Origin],
        accounts: (usize, usize),
        watch: &Watch,
    ) -> Result<Weighed, LimitReached> {
        // Always in the order of their names: then A against B is B against A reversed, to the last bit.
        let (one, other) = accounts;
        let swapped = case.accounts[one].id() > case.accounts[other].id();
        let ordered = if swapped { (other, one) } else { (one, other) };
        let mut parts = counted(case, &shares(case, origins), ordered, watch)?;
        let total = |end: &dyn Fn(&Part) -> f64| sum(parts.iter().map(end));
        let all = Interval { lower: total(&|part| part.adds.lower), upper: total(&|part| part.adds.upper) };
        let turned = |interval: Interval| if swapped { interval.reversed() } else { interval }.rounded();
        let log_odds = (!parts.is_empty()).then(|| turned(all));
        parts.iter_mut().for_each(|part| (part.adds, part.within) = (turned(part.adds), turned(part.within)));
        let left_out = (0..case.evidence.len()).filter(|&item| shift(case, item, ordered).is_none()).collect();
        Ok(Weighed { parts, left_out, log_odds })
    }

    /// Whether the first account leads over the whole range.
    pub fn leads(&self) -> bool {
        self.log_odds.is_some_and(|odds| odds.lower > 0.0)
    }

    /// Whether the second does.
    pub fn trails(&self) -> bool {
        self.log_odds.is_some_and(|odds| odds.upper < 0.0)
    }

    /// The parts that could make one of the two lead if their ranges alone were narrowed, the widest first.
    pub fn deciding(&self) -> Vec<&Part> {
        let Some(odds) = self.log_odds else { return Vec::new() };
        if self.leads() || self.trails() {
            return Vec::new();
        }
        let could = |part: &&Part| {
            let (up, down) = (part.within.upper - part.adds.lower, part.within.lower - part.adds.upper);
            odds.lower + up > SMALLEST || odds.upper + down < -SMALLEST
        };
        let mut found: Vec<&Part> = self.parts.iter().filter(could).collect();
        found.sort_by(|a, b| b.adds.width().total_cmp(&a.adds.width()));
        found
    }
}

/// For each item of evidence those that rest on an origin of its claims, itself among them.
fn shares(case: &Case, origins: &[Origin]) -> Vec<u64> {
    let claims = case.claims.iter().zip(origins).map(|(claim, origin)| (claim.key.value.as_str(), origin));
    let of: HashMap<&str, &Origin> = claims.collect();
    let items = case.evidence.iter();
    let items: Vec<BTreeSet<&Origin>> = items
        .map(|item| item.claims.iter().filter_map(|claim| of.get(claim.value.as_str()).copied()).collect())
        .collect();
    let with = |own: &BTreeSet<&Origin>, at: usize| {
        let others = items.iter().enumerate().filter(|(_, other)| !own.is_disjoint(other));
        others.fold(1 << at, |all, (other, _)| all | 1 << other)
    };
    items.iter().enumerate().map(|(at, own)| with(own, at)).collect()
}

/// What one item adds for two accounts, if it has a range for both.
fn shift(case: &Case, item: usize, (one, other): (usize, usize)) -> Option<Interval> {
    let of = |account: usize| {
        let mut ranges = case.evidence[item].likelihood.iter();
        ranges.find(|(name, _)| Some(name.value.as_str()) == case.accounts[account].id()).map(|(_, range)| *range)
    };
    Some(ratio(of(one)?, of(other)?))
}

fn counted(case: &Case, shares: &[u64], accounts: (usize, usize), watch: &Watch) -> Result<Vec<Part>, LimitReached> {
    let priors = case.accounts[accounts.0].prior.zip(case.accounts[accounts.1].prior);
    let priors = priors.map(|(one, other)| ratio(one, other));
    let shifts: Vec<Option<Interval>> = (0..case.evidence.len()).map(|item| shift(case, item, accounts)).collect();
    let items = (0..shifts.len()).filter(|&item| shifts[item].is_some()).fold(0, |all, item| all | 1 << item);
    let mut found: Vec<Part> = priors.map(|adds| Part { items: Vec::new(), adds, within: adds }).into_iter().collect();
    for group in groups(items, shares) {
        let mut adds = Interval { lower: f64::INFINITY, upper: f64::NEG_INFINITY };
        let mut within = Interval { lower: f64::NEG_INFINITY, upper: f64::INFINITY };
        each_maximal(group, shares, watch, &mut |chosen| {
            let of = |end: &dyn Fn(Interval) -> f64| sum(positions(chosen).filter_map(|item| shifts[item]).map(end));
            let (lower, upper) = (of(&|shift| shift.lower), of(&|shift| shift.upper));
            adds = Interval { lower: adds.lower.min(lower), upper: adds.upper.max(upper) };
            within = Interval { lower: within.lower.max(lower), upper: within.upper.min(upper) };
        })?;
        found.push(Part { items: positions(group).collect(), adds, within });
    }
    Ok(found)
}

//! How the cases of a folder did against what happened: the page that tells whether to believe the next one.

use super::score::{CodingScore, ConceptScore, Score};
use crate::hindsight::Inside;
use serde::{Deserialize, Serialize};

/// How many cases did against what happened: `statecraft-record`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrackRecord {
    /// Which answer.
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// The predictions, those that failed first.
    pub predictions: Vec<Recorded>,
    /// What they come to under each concept.
    pub concepts: Vec<ConceptRecord>,
    /// The cases of which nothing is known of what happened, by their folders.
    pub not_known: Vec<String>,
}

/// What one account of a case predicted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Recorded {
    /// The folder of the case.
    pub folder: String,
    /// The title of the case.
    pub case: String,
    /// The account; none if the case has no accounts.
    pub account: Option<String>,
    /// The day on which it was looked how things stood.
    pub at: Option<String>,
    /// Whether it was sealed before anything told of it happened; else it may have been made by somebody who knew the end.
    pub foresight: bool,
    /// How many options are clear.
    pub clear: usize,
    /// In how many of them nothing changed.
    pub nothing_changes: Option<u32>,
    /// In how many a state drawn at random agrees on average.
    pub at_random: f64,
    /// What it predicted under each concept.
    pub concepts: Vec<RecordedSet>,
}

/// What one account predicted under one concept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecordedSet {
    /// The concept.
    pub concept: String,
    /// Whether what came about is among the outcomes in every reading of what is unclear, in some, or in none; none if there is no
    /// outcome.
    pub inside: Option<Inside>,
    /// How many outcomes there are.
    pub outcomes: u64,
    /// Among how many states.
    pub states: u64,
    /// By how many bits they narrow things down, where what came about may be among them.
    pub bits: Option<f64>,
    /// In how many of the options that are clear they agree on average, as the entries have it.
    pub average: Option<f64>,
}

/// What many predictions come to under one concept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConceptRecord {
    /// The concept.
    pub concept: String,
    /// How many predictions have what came about among them, however what is unclear is read.
    pub hits: usize,
    /// How many have it in some readings.
    pub depends: usize,
    /// How many have it in none.
    pub misses: usize,
    /// How many have no outcome, and so predict nothing.
    pub silent: usize,
    /// How many bits the hits narrowed things down on average.
    pub bits: Option<f64>,
    /// The share of options that outcomes have right on average, where it is known how things stood before.
    pub right: Option<f64>,
    /// The same of the prediction that nothing changes.
    pub nothing_changes: Option<f64>,
    /// The same of states drawn at random.
    pub at_random: Option<f64>,
}

impl TrackRecord {
    /// The record of these scores, each with the folder of its case; and of cases whose history is not known.
    pub fn of(scores: &[(String, Score)], not_known: Vec<String>) -> TrackRecord {
        let mut predictions: Vec<Recorded> =
            scores.iter().flat_map(|(folder, score)| recorded(folder, score)).collect();
        predictions.sort_by_key(|it| std::cmp::Reverse(it.failed()));
        let mut keys: Vec<String> = Vec::new();
        for set in predictions.iter().flat_map(|it| &it.concepts) {
            if !keys.contains(&set.concept) {
                keys.push(set.concept.clone());
            }
        }
        let concepts = keys.iter().map(|key| ConceptRecord::of(key, &predictions)).collect();
        TrackRecord { format: "statecraft-record".into(), version: 1, predictions, concepts, not_known }
    }
}

impl Recorded {
    /// Under how many concepts what came about is not among the outcomes.
    pub fn failed(&self) -> usize {
        self.concepts.iter().filter(|it| it.inside == Some(Inside::No)).count()
    }

    fn share(&self, right: f64) -> f64 {
        right / self.clear.max(1) as f64
    }
}

fn recorded(folder: &str, score: &Score) -> Vec<Recorded> {
    let Some(first) = score.codings.first() else { return Vec::new() };
    let one = |(at, account): (usize, &super::score::AccountScore)| Recorded {
        folder: folder.to_string(),
        case: score.header.case.clone(),
        account: account.account.clone(),
        at: score.at.clone(),
        foresight: score.sealed.as_ref().is_some_and(|seal| seal.before),
        clear: first.clear,
        nothing_changes: first.nothing_changes,
        at_random: account.at_random,
        concepts: account
            .concepts
            .iter()
            .enumerate()
            .map(|(of, set)| recorded_set(set, &score.codings, at, of))
            .collect(),
    };
    first.accounts.iter().enumerate().map(one).collect()
}

fn recorded_set(set: &ConceptScore, codings: &[CodingScore], account: usize, concept: usize) -> RecordedSet {
    let read = codings.iter().filter_map(|coding| coding.accounts.get(account)?.concepts.get(concept)?.inside);
    let read: Vec<Inside> = read.collect();
    let inside = match (read.iter().min(), read.iter().max()) {
        (Some(best), Some(worst)) if best == worst => Some(*best),
        (Some(_), Some(_)) => Some(Inside::Perhaps),
        _ => None,
    };
    RecordedSet {
        concept: set.concept.clone(),
        inside,
        outcomes: set.outcomes,
        states: set.states,
        bits: (inside != Some(Inside::No)).then_some(set.bits).flatten(),
        average: set.average,
    }
}

impl ConceptRecord {
    fn of(concept: &str, predictions: &[Recorded]) -> ConceptRecord {
        let mut found = ConceptRecord { concept: concept.to_string(), ..ConceptRecord::default() };
        let (mut bits, mut shares) = (Vec::new(), Vec::new());
        for (recorded, set) in predictions.iter().flat_map(|it| it.concepts.iter().map(move |set| (it, set))) {
            if set.concept != concept {
                continue;
            }
            match set.inside {
                Some(Inside::Yes) => {
                    found.hits += 1;
                    bits.extend(set.bits);
                }
                Some(Inside::Perhaps) => found.depends += 1,
                Some(Inside::No) => found.misses += 1,
                None => found.silent += 1,
            }
            if let (Some(average), Some(same)) = (set.average, recorded.nothing_changes) {
                let of = |right: f64| recorded.share(right);
                shares.push([of(average), of(f64::from(same)), of(recorded.at_random)]);
            }
        }
        let share = |at: usize| mean(shares.iter().map(|share| share[at]).collect());
        ConceptRecord { bits: mean(bits), right: share(0), nothing_changes: share(1), at_random: share(2), ..found }
    }
}

/// The mean to three decimals; none of nothing.
fn mean(of: Vec<f64>) -> Option<f64> {
    let count = of.len() as f64;
    (!of.is_empty()).then(|| (of.iter().sum::<f64>() / count * 1000.0).round() / 1000.0)
}

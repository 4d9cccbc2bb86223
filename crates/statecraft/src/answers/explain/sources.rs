//! The claims on which what is told rests, and their sources.

use crate::answers::explain::AccountExplanation;
use crate::answers::explain::play::{Answered, Temptation};
use crate::answers::explain::step::Move;
use crate::answers::explain::why::{Because, Comparison, RestsOn};
use crate::case::Case;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A claim that is cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cited {
    /// The source that says it.
    pub source: String,
    /// Who says it, if not the source itself.
    pub speaker: Option<String>,
    /// In which words.
    pub quote: String,
    /// A paraphrase.
    pub says: Option<String>,
}

/// The source of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CitedSource {
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it appeared.
    pub date: Option<String>,
}

/// All claims that are cited.
pub(crate) fn claims(case: &Case, accounts: &[AccountExplanation]) -> BTreeMap<String, Cited> {
    let mut keys = BTreeSet::new();
    for opinion in accounts.iter().flat_map(|account| &account.actors) {
        opinion.temptations.iter().for_each(|temptation| gather(temptation, &mut keys));
        opinion.best_move.iter().for_each(|best| of_move(best, &mut keys));
    }
    of_keys(case, keys)
}

/// The claims on which these comparisons rest.
pub(crate) fn cited<'c>(case: &Case, comparisons: impl Iterator<Item = &'c Comparison>) -> BTreeMap<String, Cited> {
    let mut keys = BTreeSet::new();
    comparisons.for_each(|comparison| of(comparison, &mut keys));
    of_keys(case, keys)
}

fn of_keys(case: &Case, keys: BTreeSet<&String>) -> BTreeMap<String, Cited> {
    let claims = keys.into_iter().filter_map(|key| Some((key.clone(), case.claim(key)?)));
    let cited = claims.map(|(key, claim)| {
        let cited = Cited {
            source: claim.source.value.clone(),
            speaker: claim.speaker.clone(),
            quote: claim.anchor.quote.clone(),
            says: claim.says.clone(),
        };
        (key, cited)
    });
    cited.collect()
}

/// The sources of these names.
pub(crate) fn sources<'n>(case: &Case, names: impl Iterator<Item = &'n str>) -> BTreeMap<String, CitedSource> {
    let cited = names.filter_map(|name| case.source(name)).map(|source| {
        let cited = CitedSource {
            title: source.title.clone(),
            author: source.author.clone(),
            publisher: source.publisher.clone(),
            date: source.date.clone(),
        };
        (source.key.value.clone(), cited)
    });
    cited.collect()
}

/// The claims that a temptation rests on.
fn gather<'a>(temptation: &'a Temptation, keys: &mut BTreeSet<&'a String>) {
    of_move(&temptation.step, keys);
    for answer in &temptation.answers {
        match &answer.what {
            Answered::Deterred { reply: moves, end, then, .. } => {
                moves.iter().for_each(|step| of_move(step, keys));
                of(end, keys);
                then.iter().for_each(|then| gather(then, keys));
            }
            Answered::Foreseen { line, end } => {
                line.iter().for_each(|step| of_move(step, keys));
                of(end, keys);
            }
            Answered::NotDeterred { escape, .. } => escape.iter().for_each(|escape| {
                of_move(&escape.step, keys);
                of(&escape.end, keys);
            }),
        }
    }
}

fn of_move<'a>(step: &'a Move, keys: &mut BTreeSet<&'a String>) {
    of(&step.for_the_mover, keys);
}

fn of<'a>(comparison: &'a Comparison, keys: &mut BTreeSet<&'a String>) {
    let mut add = |rests_on: &'a RestsOn| keys.extend(&rests_on.claims);
    match &comparison.because {
        Because::Statements { gains, loses, .. } => {
            gains.iter().chain(loses).for_each(|wish| add(&wish.rests_on));
        }
        Because::Weights { rests_on, .. } | Because::Ranking { rests_on, .. } => add(rests_on),
    }
}

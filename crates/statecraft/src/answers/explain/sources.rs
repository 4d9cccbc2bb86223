//! The claims on which what is told rests, and their sources.

use crate::answers::explain::AccountExplanation;
use crate::answers::explain::play::{Answered, Temptation};
use crate::answers::explain::step::Move;
use crate::answers::explain::why::{Because, Comparison, RestsOn};
use crate::case::Case;
use std::collections::BTreeMap;

/// A claim that is cited.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Cited<'c> {
    /// The source that says it.
    pub source: &'c str,
    /// Who says it, if not the source itself.
    pub speaker: Option<&'c str>,
    /// In which words.
    pub quote: &'c str,
    /// A paraphrase.
    pub says: Option<&'c str>,
}

/// The source of a claim.
#[derive(Clone, Debug, serde::Serialize)]
pub struct CitedSource<'c> {
    /// Its title.
    pub title: &'c str,
    /// Who wrote it.
    pub author: Option<&'c str>,
    /// Who published it.
    pub publisher: Option<&'c str>,
    /// When it appeared.
    pub date: Option<&'c str>,
}

/// All claims that are cited.
pub(crate) fn claims<'c>(case: &'c Case, accounts: &[AccountExplanation<'c>]) -> BTreeMap<&'c str, Cited<'c>> {
    let mut keys = Vec::new();
    for opinion in accounts.iter().flat_map(|account| &account.actors) {
        opinion.temptations.iter().for_each(|temptation| gather(temptation, &mut keys));
        opinion.best_move.iter().for_each(|best| of_move(best, &mut keys));
    }
    let claims = keys.into_iter().filter_map(|key| Some((key, case.claim(key)?)));
    let cited = claims.map(|(key, claim)| {
        let cited = Cited {
            source: &claim.source.value,
            speaker: claim.speaker.as_deref(),
            quote: &claim.anchor.quote,
            says: claim.says.as_deref(),
        };
        (key, cited)
    });
    cited.collect()
}

/// The sources of these claims.
pub(crate) fn sources<'c>(case: &'c Case, claims: &BTreeMap<&str, Cited<'c>>) -> BTreeMap<&'c str, CitedSource<'c>> {
    let sources = claims.values().filter_map(|claim| case.source(claim.source));
    let cited = sources.map(|source| {
        let cited = CitedSource {
            title: &source.title,
            author: source.author.as_deref(),
            publisher: source.publisher.as_deref(),
            date: source.date.as_deref(),
        };
        (source.key.value.as_str(), cited)
    });
    cited.collect()
}

/// The claims that a temptation rests on.
fn gather<'c>(temptation: &Temptation<'c>, keys: &mut Vec<&'c str>) {
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

fn of_move<'c>(step: &Move<'c>, keys: &mut Vec<&'c str>) {
    of(&step.for_the_mover, keys);
}

fn of<'c>(comparison: &Comparison<'c>, keys: &mut Vec<&'c str>) {
    let mut add = |rests_on: &RestsOn<'c>| keys.extend(&rests_on.claims);
    match &comparison.because {
        Because::Statements { gains, loses, .. } => {
            gains.iter().chain(loses).for_each(|wish| add(&wish.rests_on));
        }
        Because::Weights { rests_on, .. } | Because::Ranking { rests_on, .. } => add(rests_on),
    }
}

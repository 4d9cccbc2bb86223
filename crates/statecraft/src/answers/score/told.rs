//! What is told beside the sets: the readings of what is unclear, what stands behind the facts, and what surprised everybody.

use super::{Beyond, CodingScore, Facts, Surprise};
use crate::case::{Claim, LaterEntry, Provenance};
use crate::hindsight::{Setting, Stand};
use crate::study::Study;
use std::collections::BTreeSet;

/// One way to read how things stood in the end.
pub(super) struct Coding {
    pub(super) key: Option<String>,
    pub(super) title: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) stand: Stand,
}

/// As the entries have it, then each coding of the file.
pub(super) fn codings(study: &Study, end: Stand) -> Vec<Coding> {
    let mut found = vec![Coding { key: None, title: None, reason: None, stand: end }];
    let Some(first) = study.accounts.first() else { return found };
    found.extend(study.case.later.codings.iter().map(|coding| Coding {
        key: Some(coding.key.value.clone()),
        title: Some(coding.title.clone()),
        reason: coding.reason.clone(),
        stand: end.after(Setting::of(&first.model, &coding.settings)),
    }));
    found
}

/// The entries up to a day.
fn entries<'s>(study: &'s Study, at: Option<&'s str>) -> impl Iterator<Item = &'s LaterEntry> {
    study.case.later.entries.iter().filter(move |entry| at.is_none_or(|at| entry.date.value.as_str() <= at))
}

/// What stands behind the entries up to a day.
pub(super) fn facts(study: &Study, at: Option<&str>, end: Stand) -> Facts {
    let later = &study.case.later;
    let keys: BTreeSet<&str> =
        entries(study, at).flat_map(|entry| &entry.claims).map(|claim| claim.value.as_str()).collect();
    let claims: Vec<&Claim> = keys.iter().filter_map(|key| later.claim(&study.case, key)).collect();
    let count =
        |provenance| claims.iter().filter(|claim| claim.provenance.unwrap_or(Provenance::Text) == provenance).count();
    let origin = |claim: &&Claim| {
        let said = claim.origin.as_ref().map(|origin| origin.value.as_str());
        said.or(claim.speaker.as_deref()).unwrap_or(&claim.source.value).to_string()
    };
    let unsaid = study.accounts.first().map(|it| it.model.option_keys(!end.said)).unwrap_or_default();
    Facts {
        entries: entries(study, at).count(),
        in_text: count(Provenance::Text),
        in_excerpt: count(Provenance::Excerpt),
        recalled: count(Provenance::Memory),
        origins: claims.iter().map(origin).collect::<BTreeSet<_>>().len(),
        without_claim: entries(study, at).filter(|entry| entry.claims.is_empty()).count(),
        unsaid: unsaid.into_iter().map(String::from).collect(),
    }
}

/// What happened that no option can say, the first day first.
pub(super) fn beyond(study: &Study, at: Option<&str>) -> Vec<Beyond> {
    let silent = entries(study, at).filter(|entry| entry.settings.all().next().is_none());
    let mut found: Vec<Beyond> =
        silent.filter_map(|entry| Some(Beyond { date: entry.date.value.clone(), says: entry.says.clone()? })).collect();
    found.sort_by(|one, other| (&one.date, &one.says).cmp(&(&other.date, &other.says)));
    found
}

/// Under the first concept, what every outcome of every account has otherwise than it came, as the entries have it.
pub(super) fn surprises(codings: &[CodingScore]) -> Vec<Surprise> {
    let Some(first) = codings.first() else { return Vec::new() };
    let Some(of) = first.accounts.first().and_then(|account| account.concepts.first()) else { return Vec::new() };
    let wrong = |option: &str| {
        let mut scores = first.accounts.iter().filter_map(|account| account.concepts.first());
        scores.all(|score| score.inside.is_none() || score.wrong.iter().any(|wrong| wrong == option))
            && of.inside.is_some()
    };
    let came = first.options.iter().filter(|option| wrong(&option.option));
    came.filter_map(|it| Some(Surprise { option: it.option.clone(), taken: it.taken? })).collect()
}

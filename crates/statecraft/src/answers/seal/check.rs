//! Whether a case still predicts what was sealed, and if not, which prediction changed.

use super::{Seal, SealedAccount, SealedOutcome, SealedOutcomes, SealedSign};
use crate::answers::compare::called;
use crate::answers::header::Header;
use crate::answers::question::concepts;
use crate::graph::Limits;
use crate::study::{Ask, Refused, Study};
use serde::{Deserialize, Serialize};

/// Asks whether a case still predicts what was sealed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckSeal {
    /// The seal.
    pub seal: Box<Seal>,
}

impl Ask for CheckSeal {
    type Answer = SealCheck;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<SealCheck, Refused> {
        SealCheck::of(&self.seal, study, limits)
    }
}

/// Whether a case still predicts what was sealed: `statecraft-seal-check`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealCheck {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The day on which it was sealed, as the seal has it.
    pub sealed: String,
    /// Whether every prediction is still the same.
    pub holds: bool,
    /// Whether the case file is the same, byte for byte.
    pub same_case: bool,
    /// The sources whose text is another, or is not known any more.
    pub other_texts: Vec<String>,
    /// The version of the program that sealed it, if it is not this one.
    pub other_program: Option<String>,
    /// What changed.
    pub changes: Vec<SealChange>,
}

/// A prediction that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealChange {
    /// What kind.
    pub part: SealPart,
    /// The account, by what readers call it; none where it concerns all.
    pub account: Option<String>,
    /// The concept.
    pub concept: Option<String>,
    /// What was sealed and is not said any more.
    pub gone: Vec<String>,
    /// What is said now and was not sealed.
    pub new: Vec<String>,
}

/// The parts of a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SealPart {
    /// The day that the case describes.
    AsOf,
    /// The day by which things should have been seen.
    By,
    /// Which options there are.
    Options,
    /// Which accounts there are.
    Accounts,
    /// How many states an account has.
    States,
    /// Where things stand.
    Today,
    /// Who would do what first.
    FirstSteps,
    /// The outcomes under one concept.
    Outcomes,
    /// What was to be watched for, and what it would say.
    Indicators,
    /// How likely the analyst holds what.
    Forecasts,
}

impl SealCheck {
    /// Holds a case against a seal.
    ///
    /// # Errors
    /// A concept that the case does not have, or a limit.
    pub fn of(seal: &Seal, study: &Study, limits: &Limits) -> Result<SealCheck, Refused> {
        let known = |id: &String| study.case.account(id).is_some();
        let ids: Vec<String> = seal.accounts.iter().filter_map(|it| it.account.clone()).filter(known).collect();
        let only = study.only(&ids)?;
        let now = Seal::of(&only, &concepts(&only, &seal.concepts)?, &seal.sealed, limits)?;
        let changes = changes(seal, &now);
        let texts = seal.texts.iter().filter(|text| !now.texts.contains(text));
        Ok(SealCheck {
            header: Header::new("statecraft-seal-check", 1, study),
            sealed: seal.sealed.clone(),
            holds: changes.is_empty(),
            same_case: seal.sha256 == now.sha256,
            other_texts: texts.map(|text| text.source.clone()).collect(),
            other_program: (seal.program != now.program).then(|| seal.program.clone()),
            changes,
        })
    }
}

/// A change of lists, if they differ.
fn lists(part: SealPart, before: &[String], now: &[String]) -> Option<SealChange> {
    let less = |all: &[String], of: &[String]| all.iter().filter(|it| !of.contains(it)).cloned().collect::<Vec<_>>();
    let (gone, new) = (less(before, now), less(now, before));
    let change = SealChange { part, account: None, concept: None, gone, new };
    (!change.gone.is_empty() || !change.new.is_empty()).then_some(change)
}

fn changes(seal: &Seal, now: &Seal) -> Vec<SealChange> {
    let day = |day: &Option<String>| day.iter().cloned().collect::<Vec<_>>();
    let ids = |seal: &Seal| seal.accounts.iter().map(name).collect::<Vec<_>>();
    let mut found: Vec<SealChange> = [
        lists(SealPart::AsOf, &day(&seal.as_of), &day(&now.as_of)),
        lists(SealPart::By, &day(&seal.by), &day(&now.by)),
        lists(SealPart::Options, &seal.options, &now.options),
        lists(SealPart::Accounts, &ids(seal), &ids(now)),
    ]
    .into_iter()
    .flatten()
    .collect();
    for before in &seal.accounts {
        if let Some(after) = now.accounts.iter().find(|it| it.account == before.account) {
            found.extend(of_account(before, after));
        }
    }
    let likely = |seal: &Seal| {
        let one =
            |it: &super::SealedForecast| format!("{}: {}, from {} to {}", it.forecast, it.condition, it.low, it.high);
        seal.forecasts.iter().map(one).collect::<Vec<_>>()
    };
    found.extend(lists(SealPart::Forecasts, &likely(seal), &likely(now)));
    found.extend(signs(&seal.indicators, &now.indicators));
    found
}

fn name(account: &SealedAccount) -> String {
    called(account.account.as_deref()).to_string()
}

fn of_account(before: &SealedAccount, now: &SealedAccount) -> Vec<SealChange> {
    let count = |account: &SealedAccount| vec![account.states.to_string()];
    let today = |account: &SealedAccount| vec![account.today.as_ref().map_or("not said".into(), |it| setting(it, &[]))];
    let steps = |account: &SealedAccount| {
        let step = |step: &super::SealedStep| {
            let parts = step.taken.iter().map(|it| format!("takes up {it}"));
            let parts = parts.chain(step.dropped.iter().map(|it| format!("drops {it}")));
            format!("{} {}", step.actor, parts.collect::<Vec<_>>().join(", "))
        };
        account.first_steps.iter().map(step).collect::<Vec<_>>()
    };
    let mut found = vec![
        lists(SealPart::States, &count(before), &count(now)),
        lists(SealPart::Today, &today(before), &today(now)),
        lists(SealPart::FirstSteps, &steps(before), &steps(now)),
    ];
    for sealed in &before.outcomes {
        let after = now.outcomes.iter().find(|it| it.concept == sealed.concept);
        let change = after.and_then(|after| lists(SealPart::Outcomes, &outcomes(sealed), &outcomes(after)));
        found.push(change.map(|change| SealChange { concept: Some(sealed.concept.clone()), ..change }));
    }
    found.into_iter().flatten().map(|change| SealChange { account: Some(name(before)), ..change }).collect()
}

/// Each outcome as a text that changes with it; of too many the fingerprint of all.
fn outcomes(of: &SealedOutcomes) -> Vec<String> {
    let one = |outcome: &SealedOutcome| match &outcome.state {
        Some(state) => state.clone(),
        None => setting(&outcome.taken, &outcome.open),
    };
    match &of.sha256 {
        Some(sha256) => vec![format!("{} outcomes with the fingerprint {sha256}", of.count)],
        None => of.listed.iter().map(one).collect(),
    }
}

fn setting(taken: &[String], open: &[String]) -> String {
    let taken = if taken.is_empty() { "nothing taken".to_string() } else { taken.join(", ") };
    if open.is_empty() { taken } else { format!("{taken}; either way: {}", open.join(", ")) }
}

/// Signs that are not the same; other words for the same sign change nothing.
fn signs(before: &[SealedSign], now: &[SealedSign]) -> Option<SealChange> {
    let same = |one: &SealedSign, other: &SealedSign| one.id == other.id && one.yes == other.yes && one.no == other.no;
    let less = |all: &[SealedSign], of: &[SealedSign]| {
        let others = all.iter().filter(|one| !of.iter().any(|other| same(one, other)));
        others.map(sign).collect::<Vec<_>>()
    };
    let (gone, new) = (less(before, now), less(now, before));
    let change = SealChange { part: SealPart::Indicators, account: None, concept: None, gone, new };
    (!change.gone.is_empty() || !change.new.is_empty()).then_some(change)
}

fn sign(sign: &SealedSign) -> String {
    let sides = |sides: &crate::answers::watch::Sides| {
        let part = |word: &str, ids: &[String]| (!ids.is_empty()).then(|| format!("{word} {}", ids.join(", ")));
        let parts = [part("for", &sides.by), part("fits", &sides.fits), part("against", &sides.against)];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    };
    let no = sign.no.as_ref().map(|no| format!(" If not: {}.", sides(no))).unwrap_or_default();
    format!("{} If so: {}.{no}", sign.words, sides(&sign.yes))
}

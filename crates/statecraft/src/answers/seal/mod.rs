//! What each account predicts, put down so that it can be held against what happens: a *seal*.
//!
//! A seal has settings of options by name and no numbers of states, so that it can be read without the program and does not change
//! when a line is added to the case. The hash of the case and of its texts says which case it was; that it was written on the day that
//! it names only a commit, a letter or a time stamp can show.

mod check;

pub use check::{CheckSeal, SealChange, SealCheck, SealPart};

use super::compare::Combination;
use super::header::Header;
use super::question::concepts;
use super::watch::{Indicator, Kind, Sides, WatchList};
use crate::accounts::{Course, settings};
use crate::case::is_day;
use crate::evidence::fingerprint;
use crate::graph::{Graph, Limits, StateId, StateSet, StateSpace};
use crate::model::{Model, OptionSet, positions};
use crate::stability::{self, Concept};
use crate::study::{Ask, LaidOut, Refused, Study};
use serde::{Deserialize, Serialize};

/// So many outcomes are written one by one; more have a fingerprint.
const MOST: usize = 500;

/// Asks for a seal of what the case predicts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskSeal {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
    /// Under these concepts; under the usual five if none is named.
    pub concepts: Vec<String>,
    /// The day on which it is sealed, such as `2021-07-10`; the program knows no date.
    pub date: String,
}

impl Ask for AskSeal {
    type Answer = Seal;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Seal, Refused> {
        if !is_day(&self.date) {
            let message = format!("`{}` is no day; write it as 2021-07-10", crate::diag::shown(&self.date));
            return Err(Refused::question("date", message));
        }
        let study = study.only(&self.accounts)?;
        Seal::of(&study, &concepts(&study, &self.concepts)?, &self.date, limits)
    }
}

/// What a case predicts: `statecraft-seal`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Seal {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The day on which it was sealed, as the user gave it.
    pub sealed: String,
    /// The version of the program.
    pub program: String,
    /// The day that the case describes.
    pub as_of: Option<String>,
    /// The day by which what it predicts should have been seen.
    pub by: Option<String>,
    /// The SHA-256 of the text of the case file.
    pub sha256: String,
    /// The SHA-256 of each text that a source has, as far as it is known.
    pub texts: Vec<SealedText>,
    /// The options of the case.
    pub options: Vec<String>,
    /// The concepts.
    pub concepts: Vec<String>,
    /// What each account predicts.
    pub accounts: Vec<SealedAccount>,
    /// What was to be watched for, and what seeing it would say.
    pub indicators: Vec<SealedSign>,
    /// How likely the analyst held what, where the case says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forecasts: Vec<SealedForecast>,
}

/// The text of a source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealedText {
    /// The source.
    pub source: String,
    /// The fingerprint.
    pub sha256: String,
}

/// What one account predicts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealedAccount {
    /// Its name; none if the case has no accounts.
    pub account: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// How many states it has.
    pub states: usize,
    /// The options taken where things stand; none if the case does not say.
    pub today: Option<Vec<String>>,
    /// What each actor would do first: the steps from today that it likes best.
    pub first_steps: Vec<SealedStep>,
    /// The outcomes under each concept.
    pub outcomes: Vec<SealedOutcomes>,
}

/// A first step.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealedStep {
    /// Whose.
    pub actor: String,
    /// The options that it takes up.
    pub taken: Vec<String>,
    /// The options that it drops.
    pub dropped: Vec<String>,
}

/// The outcomes under one concept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealedOutcomes {
    /// The concept.
    pub concept: String,
    /// How many outcomes there are.
    pub count: usize,
    /// Each of them, or none where they are too many.
    pub listed: Vec<SealedOutcome>,
    /// The SHA-256 of all of them, where they are too many to be listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// One outcome.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealedOutcome {
    /// The options taken in it.
    pub taken: Vec<String>,
    /// In a merged state, the options that may be either way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
    /// In a bare graph, the state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The scenario that it is called by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
}

/// Something that was to be watched for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealedSign {
    /// Its name, made of what is seen.
    pub id: String,
    /// What kind it is.
    pub kind: Kind,
    /// A question to be answered with yes, no or unclear.
    pub words: String,
    /// What must be seen before it, as the first change of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<SealedSetting>,
    /// What is seen.
    pub seen: SealedSetting,
    /// What has not come before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_after: Option<SealedSetting>,
    /// For whom seeing it speaks.
    pub yes: Sides,
    /// For whom it speaks that it was not seen when the time is up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no: Option<Sides>,
}

/// How likely the analyst held something to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealedForecast {
    /// Its name.
    pub forecast: String,
    /// What would be true in the end.
    #[serde(rename = "where")]
    pub condition: String,
    /// The least probability that the analyst held possible.
    pub low: f64,
    /// The most.
    pub high: f64,
}

/// How some options are set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealedSetting {
    /// Those taken.
    pub taken: Vec<String>,
    /// Those not taken.
    pub not_taken: Vec<String>,
}

impl Seal {
    /// What the accounts that are laid out predict under these concepts.
    ///
    /// # Errors
    /// A limit: half a seal would be taken for a whole one.
    pub fn of(study: &Study, concepts: &[Concept], date: &str, limits: &Limits) -> Result<Seal, Refused> {
        let case = &study.case;
        let accounts = study.accounts.iter().map(|laid_out| SealedAccount::of(laid_out, concepts, limits));
        let accounts = accounts.collect::<Result<Vec<_>, _>>()?;
        if let Some(limit) = study.stopped {
            return Err(Refused::Limit(limit));
        }
        let actors: Vec<&str> = case.actors.iter().map(|actor| actor.key.value.as_str()).collect();
        let options = study.accounts.first().map(|it| it.model.option_keys(OptionSet::MAX)).unwrap_or_default();
        Ok(Seal {
            header: Header::new("statecraft-seal", 1, study),
            sealed: date.to_string(),
            program: env!("CARGO_PKG_VERSION").to_string(),
            as_of: case.as_of.clone(),
            by: case.horizon.as_ref().map(|horizon| horizon.value.clone()),
            sha256: fingerprint(&case.file.text),
            texts: texts(study),
            options: options.into_iter().map(String::from).collect(),
            concepts: concepts.iter().map(|concept| concept.key(&actors)).collect(),
            accounts,
            indicators: signs(study, limits)?,
            forecasts: forecasts(study),
        })
    }
}

/// What the case says how likely it is.
pub(crate) fn forecasts(study: &Study) -> Vec<SealedForecast> {
    let of = |it: &crate::case::Forecast| SealedForecast {
        forecast: it.key.value.clone(),
        condition: it.statement.text.clone(),
        low: it.probability.low,
        high: it.probability.high,
    };
    study.case.forecasts.iter().map(of).collect()
}

/// The fingerprints of the texts of sources: as shipped, else as the case gives them.
fn texts(study: &Study) -> Vec<SealedText> {
    let case = &study.case;
    let of = |source: &crate::case::Source| {
        let key = &source.key.value;
        let shipped = case.texts.iter().find(|(of, _)| of == key).map(|(_, sha256)| sha256.clone());
        let sha256 = shipped.or_else(|| source.sha256.as_ref().map(|sha256| sha256.value.clone()))?;
        Some(SealedText { source: key.clone(), sha256 })
    };
    case.sources.iter().filter_map(of).collect()
}

/// What there is to watch for; nothing in a bare graph, of which a watch list has no settings.
pub(crate) fn signs(study: &Study, limits: &Limits) -> Result<Vec<SealedSign>, Refused> {
    if study.case.is_bare_graph() {
        return Ok(Vec::new());
    }
    let list = WatchList::of(study, limits)?;
    Ok([list.indicators, list.surprises, list.expected].concat().iter().map(SealedSign::of).collect())
}

impl SealedSign {
    fn of(indicator: &Indicator) -> SealedSign {
        let setting =
            |what: &Combination| SealedSetting { taken: what.taken.clone(), not_taken: what.not_taken.clone() };
        SealedSign {
            id: indicator.id.clone(),
            kind: indicator.kind,
            words: indicator.words.clone(),
            after: indicator.after.as_ref().map(setting),
            seen: setting(&indicator.seen),
            not_after: indicator.not_after.as_ref().map(setting),
            yes: indicator.yes.clone(),
            no: indicator.no.clone(),
        }
    }
}

impl SealedAccount {
    fn of(laid_out: &LaidOut, concepts: &[Concept], limits: &Limits) -> Result<SealedAccount, Refused> {
        let (model, graph) = (&laid_out.model, &laid_out.graph);
        let found = stability::analyze_within(graph, concepts, limits)?;
        found.stopped().map_or(Ok(()), Err)?;
        let keys = model.actor_keys();
        let outcomes = concepts.iter().map(|&concept| {
            let states = found.equilibria(concept);
            SealedOutcomes::of(laid_out, concept.key(&keys), &states)
        });
        Ok(SealedAccount {
            account: laid_out.account.id().map(String::from),
            title: laid_out.account.title.clone(),
            states: graph.len(),
            today: graph.status_quo.map(|today| laid_out.taken(today).into_iter().map(String::from).collect()),
            first_steps: first_steps(model, graph, limits)?,
            outcomes: outcomes.collect(),
        })
    }
}

/// The steps from today that each actor likes best.
fn first_steps(model: &Model, graph: &Graph, limits: &Limits) -> Result<Vec<SealedStep>, Refused> {
    let (Some(today), StateSpace::Settings(states)) = (graph.status_quo, &graph.states) else { return Ok(Vec::new()) };
    let course = Course::of(graph, &limits.watch)?;
    let keys = |bits: OptionSet| model.option_keys(bits).into_iter().map(String::from).collect::<Vec<_>>();
    let before = states.code(today);
    let mut steps = Vec::new();
    for first in course.iter().flat_map(|course| &course.first) {
        let actor = &model.actors[first.actor.index()].key;
        steps.extend(first.best.iter().map(|&to| {
            let after = states.code(to);
            SealedStep { actor: actor.clone(), taken: keys(after & !before), dropped: keys(before & !after) }
        }));
    }
    steps.sort();
    Ok(steps)
}

impl SealedOutcomes {
    fn of(laid_out: &LaidOut, concept: String, states: &StateSet) -> SealedOutcomes {
        let few = states.len() <= MOST;
        let most = if few { MOST } else { 0 };
        let mut listed: Vec<SealedOutcome> =
            states.iter().take(most).map(|state| SealedOutcome::of(laid_out, state)).collect();
        listed.sort();
        let sha256 = (!few).then(|| in_one(laid_out, states));
        SealedOutcomes { concept, count: states.len(), listed, sha256 }
    }
}

/// The fingerprint of many outcomes, whatever the order of options in the file.
fn in_one(laid_out: &LaidOut, states: &StateSet) -> String {
    let mut options: Vec<(&str, usize)> =
        laid_out.model.options().iter().enumerate().map(|(at, option)| (option.key.as_str(), at)).collect();
    options.sort_unstable();
    let moved =
        |setting: OptionSet| options.iter().enumerate().fold(0, |bits, (to, (_, at))| bits | (setting >> at & 1) << to);
    let mut found: Vec<OptionSet> = settings(&laid_out.graph, states).into_iter().map(moved).collect();
    found.sort_unstable();
    fingerprint(&found.iter().map(|setting| format!("{setting}\n")).collect::<String>())
}

impl SealedOutcome {
    fn of(laid_out: &LaidOut, state: StateId) -> SealedOutcome {
        let owned = |keys: Vec<&str>| {
            let mut keys: Vec<String> = keys.into_iter().map(String::from).collect();
            keys.sort();
            keys
        };
        let bare = matches!(laid_out.graph.states, StateSpace::Named(_));
        SealedOutcome {
            taken: owned(laid_out.taken(state)),
            open: owned(laid_out.open(state)),
            state: bare.then(|| laid_out.graph.state_name(state)),
            scenario: laid_out.scenario_of(state).map(|scenario| scenario.key.clone()),
        }
    }

    /// The settings that it stands for, of the options of a model.
    pub(crate) fn settings(&self, model: &Model) -> Vec<OptionSet> {
        let (taken, open) = (model.option_bits(&self.taken), model.option_bits(&self.open));
        let bits: Vec<OptionSet> = positions(open).map(|at| 1 << at).take(20).collect();
        (0..1 << bits.len())
            .map(|part| {
                bits.iter().enumerate().filter(|(at, _)| part >> at & 1 == 1).fold(taken, |all, (_, bit)| all | bit)
            })
            .collect()
    }
}

//! How predictions did against what happened.
//!
//! What happened stands in the case or in a file beside it ([`crate::case::Later`]), what was predicted in a seal or, without one, in
//! the case as it is now; the answer says which. Nothing is scored as a probability: an account predicts a set of outcomes under each
//! concept, and what is told is whether what came about lies in it, how large it is among all states, and in how many options it
//! agrees. Beside it always stand three predictions that need no model: that nothing changes, a state drawn at random, and all accounts
//! together.
//!
//! Cost: that of an analysis, and one pass over the states of each account for each coding.

mod forecasts;
mod sets;
mod signs;
mod told;

pub use super::came::{Came, SignSeen};
pub use forecasts::{ForecastScore, ForecastScores, Spread};

use super::change::{AccountDistances, Ask as AskDistances, Distances};
use super::header::Header;
use super::question::concepts;
use super::seal::{Seal, forecasts as forecasts_of, signs as signs_of};
use crate::case::is_day;
use crate::change::Costs;
use crate::diag::shown;
use crate::evidence::fingerprint;
use crate::graph::{Limits, StateSpace};
use crate::hindsight::{For, History, Inside, Legal, Setting, Stand, steps};
use crate::model::OptionSet;
use crate::stability::Concept;
use crate::study::{Ask, LaidOut, Refused, StateName, Study};
use serde::{Deserialize, Serialize};

/// In larger accounts nobody asks which lines would have to be wrong.
const REPAIR_UP_TO: usize = 1 << 13;

/// Asks how predictions did against what happened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskScore {
    /// Those of these accounts; of all if none is named.
    pub accounts: Vec<String>,
    /// Under these concepts; under the usual five if none is named.
    pub concepts: Vec<String>,
    /// Against how things stood on this day; if none is given, on the day that the entries name or end with.
    pub at: Option<String>,
    /// What was sealed, to be scored in place of what the case says now.
    pub sealed: Option<Box<Seal>>,
}

impl Ask for AskScore {
    type Answer = Score;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Score, Refused> {
        Score::of(&study.only(&self.accounts)?, self, limits)
    }
}

/// How predictions did against what happened: `statecraft-score`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Score {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The day that the case describes.
    pub as_of: Option<String>,
    /// The day on which it was looked how things stood.
    pub at: Option<String>,
    /// What was sealed; none if the case as it is now was scored.
    pub sealed: Option<SealUsed>,
    /// What stands behind what is said to have happened.
    pub facts: Facts,
    /// What happened that no option of the case can say.
    pub beyond: Vec<Beyond>,
    /// The steps that led there, account by account.
    pub steps: Vec<AccountSteps>,
    /// The score, once for each way to read what is unclear; the first as the entries have it.
    pub codings: Vec<CodingScore>,
    /// What was to be watched for, and whether it came.
    pub signs: Vec<SignSeen>,
    /// Under the first concept, what every outcome of every account has otherwise than it came.
    pub surprises: Vec<Surprise>,
    /// For each account that does not have the end among its outcomes under the first concept, the least change of lines by which it
    /// would; none where that is too much to find out.
    pub repairs: Vec<AccountDistances>,
    /// How the probabilities did that the analyst gave, as the entries have it; none if there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecasts: Option<ForecastScores>,
}

/// The seal that was scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealUsed {
    /// The day that it names.
    pub sealed: String,
    /// Whether everything happened after that day.
    pub before: bool,
    /// Whether the case file is still the one that was sealed.
    pub same_case: bool,
}

/// What stands behind what is said to have happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Facts {
    /// How many entries there are.
    pub entries: usize,
    /// How many claims they cite that were read in the text of a source.
    pub in_text: usize,
    /// How many were read in an excerpt.
    pub in_excerpt: usize,
    /// How many are recalled, and not read.
    pub recalled: usize,
    /// From how many origins the claims come.
    pub origins: usize,
    /// How many entries cite none.
    pub without_claim: usize,
    /// The options of which no entry speaks: they count as left as they were.
    pub unsaid: Vec<String>,
}

/// Something that no option of the case can say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Beyond {
    /// The day.
    pub date: String,
    /// What happened.
    pub says: String,
}

/// The steps in one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountSteps {
    /// The account; none if the case has no accounts.
    pub account: Option<String>,
    /// The state in which they begin.
    pub from: Option<StateName>,
    /// The steps, in their order.
    pub steps: Vec<ScoredStep>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoredStep {
    /// The day.
    pub date: String,
    /// Whose.
    pub actor: String,
    /// The options taken up.
    pub taken: Vec<String>,
    /// The options dropped.
    pub dropped: Vec<String>,
    /// The state after it; none if the account has no such state.
    pub state: Option<StateName>,
    /// Whether the account has it as a move.
    pub legal: Legal,
    /// What it was to whoever took it.
    pub gain: Option<For>,
}

/// The score in one reading of what is unclear.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodingScore {
    /// Its name; none if it is as the entries have it.
    pub coding: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Why one could read it so.
    pub reason: Option<String>,
    /// How each option stood in the end.
    pub options: Vec<CameAbout>,
    /// How many options are clear.
    pub clear: usize,
    /// In how many of them nothing changed; none if the case does not say where things stood.
    pub nothing_changes: Option<u32>,
    /// The accounts.
    pub accounts: Vec<AccountScore>,
    /// All accounts together, under each concept: an outcome of any of them is one.
    pub together: Vec<ConceptScore>,
}

/// How an option stood in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CameAbout {
    /// The option.
    pub option: String,
    /// Whether it was taken; none if that cannot be told.
    pub taken: Option<bool>,
    /// Whether it was where things stood; none if that is not known.
    pub before: Option<bool>,
}

/// The score of an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountScore {
    /// The account; none if the case has no accounts.
    pub account: Option<String>,
    /// How many states it has.
    pub states: usize,
    /// Its states that agree with all that is clear, the first few of them.
    pub possible: Vec<StateName>,
    /// In how many of the options that are clear a state drawn at random agrees on average.
    pub at_random: f64,
    /// Its predictions under each concept.
    pub concepts: Vec<ConceptScore>,
}

/// The score of one set of outcomes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConceptScore {
    /// The concept.
    pub concept: String,
    /// How many outcomes it has.
    pub outcomes: u64,
    /// Among how many states.
    pub states: u64,
    /// Whether what came about is one of them; none if there is no outcome, which predicts nothing.
    pub inside: Option<Inside>,
    /// By how many bits the set narrowed things down, where what came about lies in it or may: the logarithm of the states to the
    /// outcomes.
    pub bits: Option<f64>,
    /// In how many options that are clear the nearest outcome agrees.
    pub best: Option<u32>,
    /// In how many the farthest does.
    pub worst: Option<u32>,
    /// In how many they do on average.
    pub average: Option<f64>,
    /// The options that all outcomes have as they came.
    pub right: Vec<String>,
    /// Those that all have otherwise.
    pub wrong: Vec<String>,
    /// Those of which the outcomes differ, and so say nothing.
    pub says_nothing: Vec<String>,
    /// Each outcome, where they are few.
    pub listed: Vec<OutcomeScore>,
}

/// The score of one outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutcomeScore {
    /// The state; none if the case does not have it any more.
    pub state: Option<StateName>,
    /// In how many options that are clear it agrees; of a merged state the most.
    pub agrees: u32,
}

/// An option that came otherwise than every outcome has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Surprise {
    /// The option.
    pub option: String,
    /// Whether it was taken in the end.
    pub taken: bool,
}

impl Score {
    /// The score of the accounts that are laid out.
    ///
    /// # Errors
    /// Nothing is known of what happened, a day that is none, a concept that the case does not have, or a limit.
    pub fn of(study: &Study, asked: &AskScore, limits: &Limits) -> Result<Score, Refused> {
        let later = &study.case.later;
        let Some(first) = study.accounts.first().filter(|first| !later.is_empty() && !first.graph.is_empty()) else {
            let why = "the case does not say what happened later; write [[later]] into it, or into a file beside it";
            return Err(Refused::question("later", why));
        };
        if study.case.is_bare_graph() {
            return Err(Refused::question("later", "a bare graph has no options that could be scored"));
        }
        if let Some(limit) = study.stopped {
            return Err(Refused::Limit(limit));
        }
        if let Some(day) = asked.at.as_deref().filter(|day| !is_day(day)) {
            let message = format!("`{}` is no day; write it as 2021-12-31", shown(day));
            return Err(Refused::question("date", message));
        }
        let concepts = asked.concepts(study)?;
        let at = asked.at.as_deref().or_else(|| later.last_day());
        let history = History::of(&first.model, later, at);
        let start = start(study, first);
        let end = history.end(start);
        let codings = told::codings(study, end);
        let predicted = sets::predicted(study, &concepts, asked.sealed.as_deref(), limits)?;
        let codings: Vec<CodingScore> =
            codings.into_iter().map(|coding| sets::score(study, coding, start, &predicted)).collect();
        let sealed_signs = asked.sealed.as_ref().map(|seal| seal.indicators.clone());
        let signs = sealed_signs.map_or_else(|| signs_of(study, limits), Ok)?;
        let said = asked.sealed.as_ref().map_or_else(|| forecasts_of(study), |seal| seal.forecasts.clone());
        Ok(Score {
            forecasts: forecasts::score(&first.model, said, end),
            header: Header::new("statecraft-score", 1, study),
            as_of: study.case.as_of.clone(),
            at: at.map(String::from),
            sealed: asked.sealed.as_ref().map(|seal| SealUsed {
                sealed: seal.sealed.clone(),
                before: history.days.iter().all(|day| day.date > seal.sealed),
                same_case: seal.sha256 == fingerprint(&study.case.file.text),
            }),
            facts: told::facts(study, at, end),
            beyond: told::beyond(study, at),
            steps: study.accounts.iter().filter_map(|laid_out| account_steps(laid_out, &history)).collect(),
            signs: signs::seen(&first.model, &signs, &history, start),
            surprises: told::surprises(&codings),
            repairs: repairs(study, &concepts, &history, end, &predicted, limits)?,
            codings,
        })
    }
}

/// What was to be watched for in the case as it is, and whether it came by what happened later; nothing where that is not known.
///
/// # Errors
/// A limit, or a case without what a watch list needs.
pub(super) fn since(study: &Study, limits: &Limits) -> Result<Vec<SignSeen>, Refused> {
    let later = &study.case.later;
    let Some(first) = study.accounts.first() else { return Ok(Vec::new()) };
    if later.is_empty() || study.case.is_bare_graph() || study.accounts.len() < 2 {
        return Ok(Vec::new());
    }
    let history = History::of(&first.model, later, later.last_day());
    Ok(signs::seen(&first.model, &signs_of(study, limits)?, &history, start(study, first)))
}

/// Where things stood, as far as the accounts agree on it.
fn start(study: &Study, first: &LaidOut) -> Stand {
    Stand::start(study.accounts.iter().map(LaidOut::today), crate::hindsight::all(first.model.options().len()))
}

impl AskScore {
    /// The concepts that are asked for, in their order: those named, else those of the seal, else the usual ones.
    fn concepts(&self, study: &Study) -> Result<Vec<Concept>, Refused> {
        let sealed = self.sealed.as_ref().map(|seal| seal.concepts.as_slice()).unwrap_or_default();
        let keys = if self.concepts.is_empty() { sealed } else { self.concepts.as_slice() };
        Ok(concepts(study, keys)?)
    }
}

fn account_steps(laid_out: &LaidOut, history: &History) -> Option<AccountSteps> {
    let (model, graph) = (&laid_out.model, &laid_out.graph);
    let keys = |bits: OptionSet| model.option_keys(bits).into_iter().map(String::from).collect::<Vec<_>>();
    let name = |state| StateName::of(graph, state);
    let found = steps(model, graph, laid_out.today()?, history);
    Some(AccountSteps {
        account: laid_out.account.id().map(String::from),
        from: graph.status_quo.map(name),
        steps: found
            .into_iter()
            .map(|step| ScoredStep {
                actor: model.actors[step.actor.index()].key.clone(),
                taken: keys(step.to & !step.from),
                dropped: keys(step.from & !step.to),
                state: step.state.map(name),
                legal: step.legal,
                gain: step.gain,
                date: step.date,
            })
            .collect(),
    })
}

/// For each account that cannot have the end among its outcomes, the least change of lines by which it would; what is unclear is taken to
/// be as it was last.
fn repairs(
    study: &Study,
    concepts: &[Concept],
    history: &History,
    stand: Stand,
    predicted: &[sets::Predicted],
    limits: &Limits,
) -> Result<Vec<AccountDistances>, Refused> {
    let Some(&concept) = concepts.first().filter(|concept| Concept::USUAL.contains(concept)) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for laid_out in study.accounts.iter().filter(|laid_out| laid_out.graph.len() <= REPAIR_UP_TO) {
        let (Some(start), StateSpace::Settings(states)) = (laid_out.today(), &laid_out.graph.states) else { continue };
        let changed = |now: OptionSet, setting: Setting| (now | setting.taken) & !setting.dropped;
        let end = history.days.iter().fold(start, |now, day| changed(now, day.setting));
        let id = laid_out.account.id();
        let has =
            predicted.iter().any(|it| it.is_of(id, concept, study) && it.settings.iter().any(|it| stand.fits(*it)));
        let Some(state) = states.find(end) else { continue };
        if has {
            continue;
        }
        let only: Vec<String> = id.iter().map(ToString::to_string).collect();
        let ask = AskDistances { concept, holds: Some(true), costs: Costs::default(), most: 1 };
        let distances = Distances::of(&study.only(&only)?, &[Some(state)], ask, limits);
        found.extend(distances.map_or(Vec::new(), |distances| distances.accounts));
    }
    Ok(found)
}

//! Any question and its answer: one call for a page, a notebook or a program in another language.

use super::analysis::Analysis;
use super::ask_coalitions::AskCoalitions;
use super::ask_impact::{AskImpact, AskNeeds};
use super::ask_ledger::AskLedger;
use super::ask_paths::AskPaths;
use super::brief::{AskBrief, Brief};
use super::change::Distances;
use super::check::Check;
use super::coalitions::CoalitionReport;
use super::compare::AccountComparison;
use super::explain::Explanation;
use super::impact::{Impact, Needs};
use super::ledger::Ledger;
use super::linkage::{AskLinkage, Linkage};
use super::outcome_sets::{AskOutcomeSets, OutcomeSets};
use super::paths::PathsReport;
use super::perceptions::Perceived;
use super::question::{Analyze, AskChange, AskRobust, CheckCase, Compare, Explain, ListStates, Perceive};
use super::robust::Robustness;
use super::scenarios::{AskScenarios, Proposals};
use super::score::{AskScore, Score};
use super::seal::{AskSeal, CheckSeal, Seal, SealCheck};
use super::states::StateList;
use super::variants::{AskVariants, Variants};
use super::watch::{AskWatch, WatchList};
use crate::graph::Limits;
use crate::study::{Ask, Refused, Study};
use serde::de::{DeserializeOwned, Deserializer, Error};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Any question. Its name stands beside what it asks: `{"question": "analysis", "concepts": ["nash"]}`. It is the name that the
/// `format` of the answer has behind `statecraft-`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "question", rename_all = "kebab-case")]
pub enum Question {
    /// What holds.
    Analysis(Analyze),
    /// What holds, as sets, where there are more states than can be listed.
    OutcomeSets(AskOutcomeSets),
    /// Which states there are.
    States(ListStates),
    /// Whether the case is sound.
    Check(CheckCase),
    /// Why a state holds or not.
    Explanation(Explain),
    /// Where the accounts part.
    Comparison(Compare),
    /// What follows when each actor believes an account of its own.
    Perceptions(Perceive),
    /// What holds when preferences are not known exactly.
    Robust(AskRobust),
    /// The evidence for and against each account.
    Ledger(AskLedger),
    /// How small a change of wishes would change the answer.
    Change(AskChange),
    /// How one gets from one state to others.
    Paths(AskPaths),
    /// Who would leave an outcome together.
    Coalitions(AskCoalitions),
    /// What hangs on each claim.
    Impact(AskImpact),
    /// What an outcome needs.
    Needs(AskNeeds),
    /// What a page for a reader says.
    Brief(AskBrief),
    /// Which scenarios a case could name.
    Scenarios(AskScenarios),
    /// Where the case leads in each of its variants.
    Variants(AskVariants),
    /// What to watch for, to be ticked off.
    Watch(AskWatch),
    /// What holds only because the issues are linked.
    Linkage(AskLinkage),
    /// What the case predicts, to be put away.
    Seal(AskSeal),
    /// Whether the case still predicts what was sealed.
    SealCheck(CheckSeal),
    /// How predictions did against what happened.
    Score(AskScore),
}

/// Any answer. It is written as the answer itself is, and read by its `format`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Answer {
    /// What holds.
    Analysis(Box<Analysis>),
    /// What holds, as sets.
    OutcomeSets(Box<OutcomeSets>),
    /// Which states there are.
    States(StateList),
    /// Whether the case is sound.
    Check(Check),
    /// Why a state holds or not.
    Explanation(Explanation),
    /// Where the accounts part.
    Comparison(Box<AccountComparison>),
    /// What follows when each actor believes an account of its own.
    Perceptions(Box<Perceived>),
    /// What holds when preferences are not known exactly.
    Robust(Robustness),
    /// The evidence for and against each account.
    Ledger(Box<Ledger>),
    /// How small a change of wishes would change the answer.
    Change(Distances),
    /// How one gets from one state to others.
    Paths(PathsReport),
    /// Who would leave an outcome together.
    Coalitions(CoalitionReport),
    /// What hangs on each claim.
    Impact(Impact),
    /// What an outcome needs, account by account: a list.
    Needs(Vec<Needs>),
    /// What a page for a reader says.
    Brief(Box<Brief>),
    /// Which scenarios a case could name.
    Scenarios(Proposals),
    /// Where the case leads in each of its variants.
    Variants(Variants),
    /// What to watch for, to be ticked off.
    Watch(Box<WatchList>),
    /// What holds only because the issues are linked.
    Linkage(Box<Linkage>),
    /// What the case predicts, to be put away.
    Seal(Box<Seal>),
    /// Whether the case still predicts what was sealed.
    SealCheck(SealCheck),
    /// How predictions did against what happened.
    Score(Box<Score>),
}

impl Ask for Question {
    type Answer = Answer;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Answer, Refused> {
        Ok(match self {
            Question::Analysis(question) => Answer::Analysis(Box::new(question.answer(study, limits)?)),
            Question::OutcomeSets(question) => Answer::OutcomeSets(Box::new(question.answer(study, limits)?)),
            Question::States(question) => Answer::States(question.answer(study, limits)?),
            Question::Check(question) => Answer::Check(question.answer(study, limits)?),
            Question::Explanation(question) => Answer::Explanation(question.answer(study, limits)?),
            Question::Comparison(question) => Answer::Comparison(Box::new(question.answer(study, limits)?)),
            Question::Perceptions(question) => Answer::Perceptions(Box::new(question.answer(study, limits)?)),
            Question::Robust(question) => Answer::Robust(question.answer(study, limits)?),
            Question::Ledger(question) => Answer::Ledger(Box::new(question.answer(study, limits)?)),
            Question::Change(question) => Answer::Change(question.answer(study, limits)?),
            Question::Paths(question) => Answer::Paths(question.answer(study, limits)?),
            Question::Coalitions(question) => Answer::Coalitions(question.answer(study, limits)?),
            Question::Impact(question) => Answer::Impact(question.answer(study, limits)?),
            Question::Needs(question) => Answer::Needs(question.answer(study, limits)?),
            Question::Scenarios(question) => Answer::Scenarios(question.answer(study, limits)?),
            Question::Variants(question) => Answer::Variants(question.answer(study, limits)?),
            Question::Watch(question) => Answer::Watch(Box::new(question.answer(study, limits)?)),
            Question::Linkage(question) => Answer::Linkage(Box::new(question.answer(study, limits)?)),
            Question::Seal(question) => Answer::Seal(Box::new(question.answer(study, limits)?)),
            Question::SealCheck(question) => Answer::SealCheck(question.answer(study, limits)?),
            Question::Score(question) => Answer::Score(Box::new(question.answer(study, limits)?)),
            Question::Brief(question) => Answer::Brief(Box::new(question.answer(study, limits)?)),
        })
    }

    fn needs_states(&self) -> bool {
        !matches!(self, Question::OutcomeSets(_))
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Answer, D::Error> {
        fn read<A: DeserializeOwned, E: Error>(value: Value) -> Result<A, E> {
            serde_json::from_value(value).map_err(E::custom)
        }
        let value = Value::deserialize(deserializer)?;
        if value.is_array() {
            return Ok(Answer::Needs(read(value)?));
        }
        let format = value["format"].as_str().unwrap_or_default().to_string();
        match format.strip_prefix("statecraft-").unwrap_or_default() {
            "analysis" => Ok(Answer::Analysis(read(value)?)),
            "outcome-sets" => Ok(Answer::OutcomeSets(read(value)?)),
            "states" => Ok(Answer::States(read(value)?)),
            "check" => Ok(Answer::Check(read(value)?)),
            "explanation" => Ok(Answer::Explanation(read(value)?)),
            "comparison" => Ok(Answer::Comparison(read(value)?)),
            "perceptions" => Ok(Answer::Perceptions(read(value)?)),
            "robust" => Ok(Answer::Robust(read(value)?)),
            "ledger" => Ok(Answer::Ledger(read(value)?)),
            "change" => Ok(Answer::Change(read(value)?)),
            "paths" => Ok(Answer::Paths(read(value)?)),
            "coalitions" => Ok(Answer::Coalitions(read(value)?)),
            "impact" => Ok(Answer::Impact(read(value)?)),
            "scenarios" => Ok(Answer::Scenarios(read(value)?)),
            "variants" => Ok(Answer::Variants(read(value)?)),
            "watch" => Ok(Answer::Watch(read(value)?)),
            "linkage" => Ok(Answer::Linkage(read(value)?)),
            "seal" => Ok(Answer::Seal(read(value)?)),
            "seal-check" => Ok(Answer::SealCheck(read(value)?)),
            "score" => Ok(Answer::Score(read(value)?)),
            "brief" => Ok(Answer::Brief(read(value)?)),
            _ => Err(D::Error::custom(format!("`{format}` is the format of no answer"))),
        }
    }
}

//! How `analyze` computes: by a list of all states, or by decision diagrams where there are too many to list.

use super::{CaseArgs, Exit, Read};
use crate::advice::with_all;
use crate::control::Control;
use crate::terminal;
use clap::ValueEnum;
use statecraft::answers::{AskOutcomeSets, OutcomeSets};
use statecraft::case::{Account, Case};
use statecraft::graph::{LimitReached, Limits};
use statecraft::model::Model;
use statecraft::study::{Refused, Study};
use statecraft::symbolic;
use statecraft::text::TextOptions;

/// How verdicts are computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// By diagrams where a case with rules has more than a million states, or any case more than may be listed; else by a list
    Auto,
    /// By a list of all states
    Explicit,
    /// By decision diagrams, without a list of states
    Symbolic,
}

/// So many patterns of each set are told, unless all are asked for.
const PATTERNS: usize = 16;
/// So many are told at most.
const ALL_PATTERNS: usize = 4096;

/// What is asked of the diagrams.
pub(crate) struct Asked {
    pub(crate) concepts: Vec<String>,
    pub(crate) json: bool,
    pub(crate) all: bool,
}

impl CaseArgs {
    /// Whether the diagrams are to answer: asked for, or better suited to some account.
    pub(crate) fn suits_diagrams(&self, engine: Engine, read: &Read, limits: &Limits) -> bool {
        match engine {
            Engine::Explicit => false,
            Engine::Symbolic => !read.has_errors(),
            Engine::Auto => {
                !read.has_errors() && self.asked_accounts(&read.case).any(|account| suits(&read.case, account, limits))
            }
        }
    }

    /// The answer by diagrams; none where a list of the states may do better than they did.
    pub(crate) fn tell_sets(
        &self,
        engine: Engine,
        read: &Read,
        asked: &Asked,
        control: &mut Control,
    ) -> anyhow::Result<Option<Exit>> {
        let study = Study::not_laid_out(read.case.clone(), read.problems.clone());
        let accounts = self.accounts.clone();
        let patterns = if asked.all { ALL_PATTERNS } else { PATTERNS };
        let question = AskOutcomeSets { accounts, concepts: asked.concepts.clone(), patterns };
        match study.ask(&question, &control.limits) {
            Ok(answer) => {
                control.computed();
                self.tell_outcome_sets(&answer, &read.case, asked).map(Some)
            }
            Err(Refused::Question { code: "not-symbolic", .. }) if engine == Engine::Auto => Ok(None),
            Err(Refused::Limit(limit @ LimitReached::Nodes(_))) if engine == Engine::Auto => {
                terminal::complain(&format!("without a list of states: {limit}; now with a list\n"));
                Ok(None)
            }
            Err(refused) => {
                control.computed();
                self.not_answered(refused).map(Some)
            }
        }
    }

    fn tell_outcome_sets(&self, answer: &OutcomeSets, case: &Case, asked: &Asked) -> anyhow::Result<Exit> {
        if asked.json {
            terminal::say_json(answer)?;
        } else {
            let options = TextOptions { width: terminal::width(), all: asked.all };
            terminal::say(&with_all(answer.text(case, options), asked.all))?;
        }
        if answer.is_defective() {
            for account in answer.accounts.iter().filter(|account| !account.checked.failed.is_empty()) {
                terminal::complain(&format!("{}\n", account.checked.sentence()));
            }
            return Ok(Exit::Refuted);
        }
        Ok(self.end_of_concepts(answer.header.limit))
    }

    fn asked_accounts<'c>(&'c self, case: &'c Case) -> impl Iterator<Item = &'c Account> {
        let asked = |account: &&Account| {
            self.accounts.is_empty() || account.id().is_some_and(|id| self.accounts.iter().any(|only| only == id))
        };
        case.accounts.iter().filter(asked)
    }
}

fn suits(case: &Case, account: &Account, limits: &Limits) -> bool {
    Model::from_case(case, account).is_ok_and(|model| symbolic::suits(&model, limits))
}

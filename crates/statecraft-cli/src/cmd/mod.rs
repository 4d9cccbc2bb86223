//! The commands, and what they share.

pub(crate) mod analyze;
pub(crate) mod brief;
pub(crate) mod change;
pub(crate) mod check;
pub(crate) mod choose;
pub(crate) mod coalitions;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod edit;
pub(crate) mod engine;
pub(crate) mod exercise;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod impact;
pub(crate) mod import;
pub(crate) mod ledger;
pub(crate) mod linkage;
pub(crate) mod man;
pub(crate) mod mcp;
pub(crate) mod new;
pub(crate) mod paths;
pub(crate) mod perceptions;
pub(crate) mod read;
pub(crate) mod report;
pub(crate) mod robust;
pub(crate) mod scenarios;
pub(crate) mod score;
pub(crate) mod seal;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod states;
pub(crate) mod structures;
pub(crate) mod sweep;
pub(crate) mod variants;
pub(crate) mod verify;
pub(crate) mod watch;

use crate::advice::{typed, with_advice};
use crate::control::{Control, LimitArgs};
use crate::terminal;
use anyhow::anyhow;
use clap::ValueEnum;
use serde::Serialize;
use statecraft::case::{Account, Case};
use statecraft::diag::Diagnostic;
use statecraft::edit::in_variant;
use statecraft::graph::{LimitReached, Limits};
use statecraft::stability::{Reason, Refused};
use statecraft::study::{Ask, Refused as NotAsked, Study, known_account};
use statecraft::text::render_all;
use std::io;
use std::path::PathBuf;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    Fine = 0,
    CaseHasErrors = 1,
    Usage = 2,
    Limit = 3,
    /// A proof does not hold.
    Refuted = 4,
}

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading
    Text,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}

/// How the answer is written where there is no table of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// For reading
    Text,
    /// For programs
    Json,
}

/// How an answer is written of which there is one picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PictureFormat {
    /// For reading
    Text,
    /// For programs
    Json,
    /// As a picture, for a browser
    Svg,
}

/// The case and how much work may be spent on it.
#[derive(clap::Args)]
pub(crate) struct CaseArgs {
    /// The case: a folder, or its case.toml
    #[arg(value_name = "CASE")]
    path: PathBuf,
    /// Only this account; may be given more than once
    #[arg(long = "account", value_name = "ACCOUNT")]
    accounts: Vec<String>,
    /// The case in one of its variants
    #[arg(long, value_name = "VARIANT")]
    variant: Option<String>,
    #[command(flatten)]
    limits: LimitArgs,
}

/// A case as it was read, not laid out.
pub(crate) struct Read {
    pub(crate) case: Case,
    problems: Vec<Diagnostic>,
}

/// So many problems are shown unless all are asked for.
pub(crate) const MOST_PROBLEMS: usize = 50;

impl Read {
    /// Whether the file has errors.
    pub(crate) fn has_errors(&self) -> bool {
        self.problems.iter().any(Diagnostic::is_error)
    }
}

impl CaseArgs {
    /// Reads the case, with all that is wrong in the file.
    pub(crate) fn read(&self) -> anyhow::Result<Read> {
        let (case, problems) = Case::read(&self.path)?;
        let (case, problems) = match &self.variant {
            Some(variant) if !problems.iter().any(Diagnostic::is_error) => in_variant(&case, variant)?,
            _ => (case, problems),
        };
        Ok(Read { case, problems })
    }

    /// Leaves of the case the accounts that are asked for. A case with errors stays whole: they come first.
    fn choose(&self, read: &mut Read) -> anyhow::Result<()> {
        if read.has_errors() {
            return Ok(());
        }
        known_accounts(&read.case, &self.accounts)?;
        let asked = |account: &Account| account.id().is_some_and(|id| self.accounts.iter().any(|only| only == id));
        if !self.accounts.is_empty() {
            read.case.accounts.retain(asked);
        }
        Ok(())
    }

    /// Lays out the accounts that are asked for, with all problems.
    pub(crate) fn lay_out(&self, mut read: Read, limits: &Limits) -> anyhow::Result<Study> {
        let unknown = self.choose(&mut read).err();
        let study = Study::of(read.case, read.problems, limits);
        match unknown {
            Some(unknown) if !study.has_errors() => Err(unknown), // what is wrong in the file comes first
            _ => Ok(study),
        }
    }

    /// The case with the accounts that are asked for, not laid out; errors in it are not looked at.
    pub(crate) fn case(&self) -> anyhow::Result<Case> {
        let mut read = self.read()?;
        self.choose(&mut read)?;
        Ok(read.case)
    }

    /// The files that a case consists of.
    pub(crate) fn files(&self, case: &Case) -> Vec<PathBuf> {
        let file = if self.path.is_dir() { self.path.join("case.toml") } else { self.path.clone() };
        let texts = case.sources.iter().filter_map(|source| Some(file.with_file_name(&source.text.as_ref()?.value)));
        texts.chain([file.clone()]).collect()
    }

    /// The accounts that were named.
    pub(crate) fn named_accounts(&self) -> usize {
        self.accounts.len()
    }

    /// Watches over the work on the case.
    pub(crate) fn control(&self) -> anyhow::Result<Control> {
        Control::new(&self.limits)
    }

    /// Opens a case that can be used; else says why not. Accounts that came up against a limit are left out, unless all did.
    pub(crate) fn open(&self, control: &mut Control) -> anyhow::Result<Result<Study, Exit>> {
        self.open_read(self.read()?, control)
    }

    /// The same once it was read.
    pub(crate) fn open_read(&self, read: Read, control: &mut Control) -> anyhow::Result<Result<Study, Exit>> {
        let opened = self.lay_out(read, &control.limits)?;
        Ok(self.usable(opened, control).and_then(|opened| self.with_actors(opened, control)))
    }

    /// The same where half of the accounts would not do.
    pub(crate) fn open_all(&self, control: &mut Control) -> anyhow::Result<Result<Study, Exit>> {
        let all = |opened: Study| if opened.stopped.is_some() { Err(self.end(opened.stopped)) } else { Ok(opened) };
        Ok(self.open(control)?.and_then(all))
    }

    /// Asks a question that needs every account, and tells the answer.
    pub(crate) fn tell_whole<Q: Ask<Answer: Serialize>>(
        &self,
        question: &Q,
        format: AnswerFormat,
        text: impl FnOnce(&Q::Answer, &Study) -> String,
    ) -> anyhow::Result<Exit> {
        let mut control = self.control()?;
        let opened = match self.open_all(&mut control)? {
            Ok(opened) => opened,
            Err(exit) => return Ok(exit),
        };
        let answer = match opened.ask(question, &control.limits) {
            Ok(answer) => answer,
            Err(refused) => return self.not_answered_whole(refused),
        };
        control.computed();
        match format {
            AnswerFormat::Json => terminal::say_json(&answer)?,
            AnswerFormat::Text => terminal::say(&text(&answer, &opened))?,
        }
        Ok(Exit::Fine)
    }

    /// The same where a case without actors is answered too.
    pub(crate) fn open_evidence(&self, read: Read, control: &mut Control) -> anyhow::Result<Result<Study, Exit>> {
        let opened = self.lay_out(read, &control.limits)?;
        Ok(self.usable(opened, control))
    }

    fn with_actors(&self, opened: Study, control: &mut Control) -> Result<Study, Exit> {
        if opened.case.has_actors() {
            return Ok(opened);
        }
        control.quiet();
        terminal::complain(&format!(
            "error: {}: the case has no actors yet, so nothing can happen in it; `check`, `show` and `ledger` work on its evidence\n  \
             = help: declare one: [actors.NAME], and below it name = \"…\"\n",
            opened.case.file.name
        ));
        Err(Exit::CaseHasErrors)
    }

    /// Opens a case that was read with all accounts, whichever are asked for, where they bear on each other.
    pub(crate) fn whole(&self, read: Read, control: &mut Control) -> anyhow::Result<Result<Study, Exit>> {
        let Read { case, problems } = read;
        if !problems.iter().any(Diagnostic::is_error) {
            known_accounts(&case, &self.accounts)?;
        }
        Ok(self.usable(Study::of(case, problems, &control.limits), control))
    }

    fn usable(&self, opened: Study, control: &mut Control) -> Result<Study, Exit> {
        if opened.has_errors() {
            control.quiet();
            let problems: Vec<_> = opened.problems.iter().filter(|problem| problem.is_error()).cloned().collect();
            let style = terminal::style(&io::stderr());
            let text = render_all(&opened.case.file, &problems, Some(MOST_PROBLEMS), style);
            terminal::complain_styled(&text, style);
            terminal::complain(&format!("{}: {}\n", opened.case.file.name, plural(problems.len(), "error")));
            return Err(Exit::CaseHasErrors);
        }
        if opened.accounts.is_empty() && opened.case.has_actors() {
            return Err(self.end(opened.stopped));
        }
        Ok(opened)
    }

    /// Tells of warnings, if there are any.
    pub(crate) fn warn(&self, opened: &Study) {
        let warnings = opened.problems.iter().filter(|problem| !problem.is_error()).count();
        if warnings > 0 {
            let check = self.typed("check", "");
            terminal::complain(&format!("{}; `{check}` shows them\n", plural(warnings, "warning")));
        }
    }

    /// How the command ends; if a limit stopped it, says so.
    pub(crate) fn end(&self, stopped: Option<LimitReached>) -> Exit {
        self.stopped(stopped.map(|limit| with_advice(&limit, false)))
    }

    /// The same where fewer concepts could be asked for.
    pub(crate) fn end_of_concepts(&self, stopped: Option<LimitReached>) -> Exit {
        self.stopped(stopped.map(|limit| with_advice(&limit, true)))
    }

    /// The same in words.
    pub(crate) fn stopped(&self, why: Option<String>) -> Exit {
        let Some(why) = why else { return Exit::Fine };
        terminal::complain(&format!("{}: stopped: {why}\n", self.path.display()));
        Exit::Limit
    }

    /// Why a concept was not computed.
    pub(crate) fn refuse(&self, refused: &Refused) -> Exit {
        if let Reason::Limit(limit) = refused.reason {
            return self.end_of_concepts(Some(limit));
        }
        terminal::complain(&format!("error: {refused}\n"));
        if refused.reason.is_limit() { Exit::Limit } else { Exit::Usage }
    }

    /// Why a question was not answered; words that say what is wrong with it are the caller's to show.
    pub(crate) fn not_answered(&self, refused: NotAsked) -> anyhow::Result<Exit> {
        match refused {
            NotAsked::Limit(limit) => Ok(self.end_of_concepts(Some(limit))),
            refused if refused.code() == "work" => {
                terminal::complain(&format!("error: {refused}\n"));
                Ok(Exit::Limit)
            }
            refused => Err(refused.into()),
        }
    }

    /// The same of a question that asks for no concepts.
    pub(crate) fn not_answered_whole(&self, refused: NotAsked) -> anyhow::Result<Exit> {
        match refused {
            NotAsked::Limit(limit) => Ok(self.end(Some(limit))),
            refused => Err(refused.into()),
        }
    }

    /// A command on this case, as one would type it.
    pub(crate) fn typed(&self, command: &str, more: &str) -> String {
        let space = if more.is_empty() { "" } else { " " };
        format!("statecraft {command} {}{space}{more}", typed(&self.path))
    }
}

/// Whether the accounts asked for are there.
fn known_accounts(case: &Case, ids: &[String]) -> anyhow::Result<()> {
    let leave_out =
        if case.accounts.iter().all(|account| account.id().is_none()) { "; leave out --account" } else { "" };
    ids.iter().try_for_each(|id| known_account(case, id)).map_err(|unknown| anyhow!("{unknown}{leave_out}"))
}

pub(crate) fn plural(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

//! The commands, and what they share.

pub(crate) mod analyze;
pub(crate) mod change;
pub(crate) mod check;
pub(crate) mod choose;
pub(crate) mod coalitions;
pub(crate) mod compare;
pub(crate) mod edit;
pub(crate) mod explain;
pub(crate) mod impact;
pub(crate) mod ledger;
pub(crate) mod new;
pub(crate) mod paths;
pub(crate) mod perceptions;
pub(crate) mod robust;
pub(crate) mod show;
pub(crate) mod states;
pub(crate) mod structures;
pub(crate) mod verify;

use crate::control::{Control, LimitArgs};
use crate::terminal;
use anyhow::bail;
use clap::ValueEnum;
use statecraft::case::{Account, Case};
use statecraft::diag::{Severity, nearest};
use statecraft::graph::Limits;
use statecraft::study::Study;
use statecraft::text::render_all;
use std::fmt::Display;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

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

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
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

/// The case and how much work may be spent on it.
#[derive(clap::Args)]
pub(crate) struct CaseArgs {
    /// The case: a folder, or its case.toml
    #[arg(value_name = "CASE")]
    path: PathBuf,
    /// Only this account; may be given more than once
    #[arg(long = "account", value_name = "ACCOUNT")]
    accounts: Vec<String>,
    #[command(flatten)]
    limits: LimitArgs,
}

/// So many problems are shown unless all are asked for.
pub(crate) const MOST_PROBLEMS: usize = 50;

impl CaseArgs {
    /// Opens the case and lays out the accounts that are asked for, with all problems.
    pub(crate) fn read(&self, limits: &Limits) -> anyhow::Result<Study> {
        let (mut case, problems) = Case::read(&self.path)?;
        self.choose(&mut case)?;
        Ok(Study::of(case, problems, None, limits))
    }

    fn choose(&self, case: &mut Case) -> anyhow::Result<()> {
        self.accounts.iter().try_for_each(|id| known_account(case, id))?;
        if !self.accounts.is_empty() {
            case.accounts.retain(|account| account.id().is_some_and(|id| self.accounts.iter().any(|only| only == id)));
        }
        Ok(())
    }

    /// The case with the accounts that are asked for, not laid out; errors in it are not looked at.
    pub(crate) fn case(&self) -> anyhow::Result<Case> {
        let (mut case, _) = Case::read(&self.path)?;
        self.choose(&mut case)?;
        Ok(case)
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
        let opened = self.read(&control.limits)?;
        Ok(self.usable(opened, control))
    }

    /// The same with all accounts, whichever are asked for, where they bear on each other.
    pub(crate) fn open_whole(&self, control: &mut Control) -> anyhow::Result<Result<Study, Exit>> {
        let (case, problems) = Case::read(&self.path)?;
        self.accounts.iter().try_for_each(|id| known_account(&case, id))?;
        Ok(self.usable(Study::of(case, problems, None, &control.limits), control))
    }

    fn usable(&self, opened: Study, control: &mut Control) -> Result<Study, Exit> {
        let of = |severity| opened.problems.iter().filter(|problem| problem.severity == severity).count();
        if opened.has_errors() {
            control.quiet();
            let problems: Vec<_> = opened.problems.iter().filter(|problem| problem.is_error()).cloned().collect();
            let style = terminal::style(&io::stderr());
            terminal::complain(&render_all(&opened.case.file, &problems, MOST_PROBLEMS, style));
            terminal::complain(&format!("{}: {}\n", opened.case.file.name, plural(problems.len(), "error")));
            return Err(Exit::CaseHasErrors);
        }
        if opened.accounts.is_empty() {
            return Err(self.end(opened.stopped));
        }
        match of(Severity::Warning) {
            0 => {}
            warnings => {
                let path = self.path.display();
                terminal::complain(&format!("{}; `statecraft check {path}` shows them\n", plural(warnings, "warning")));
            }
        }
        Ok(opened)
    }

    /// How the command ends; if a limit stopped it, says so.
    pub(crate) fn end(&self, stopped: Option<impl Display>) -> Exit {
        match stopped {
            None => Exit::Fine,
            Some(limit) => {
                terminal::complain(&format!("{}: {limit}\n", self.path.display()));
                Exit::Limit
            }
        }
    }
}

/// Says why something was not computed.
pub(crate) fn refuse(why: &impl Display, limit: bool) -> Exit {
    terminal::complain(&format!("error: {why}\n"));
    if limit { Exit::Limit } else { Exit::Usage }
}

fn known_account(case: &Case, id: &str) -> anyhow::Result<()> {
    if case.account(id).is_some() {
        return Ok(());
    }
    let known: Vec<&str> = case.accounts.iter().filter_map(Account::id).collect();
    match (nearest(id, known.iter().copied()), known.is_empty()) {
        (_, true) => bail!("the case has no accounts; leave out --account"),
        (Some(near), _) => bail!("there is no account `{id}`; did you mean `{near}`?"),
        (None, _) => bail!("there is no account `{id}`; there are: {}", known.join(", ")),
    }
}

pub(crate) fn plural(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

//! The commands, and what they share.

pub(crate) mod analyze;
pub(crate) mod check;
pub(crate) mod new;
pub(crate) mod show;
pub(crate) mod states;

use crate::terminal;
use anyhow::bail;
use clap::ValueEnum;
use statecraft::case::{Account, Case};
use statecraft::diag::{Severity, nearest};
use statecraft::graph::Limits;
use statecraft::report::{Opened, render_all};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    Fine = 0,
    CaseHasErrors = 1,
    Usage = 2,
    Limit = 3,
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

/// The case and how much work may be spent on it.
#[derive(clap::Args)]
pub(crate) struct CaseArgs {
    /// The case: a folder, or its case.toml
    #[arg(value_name = "CASE")]
    path: PathBuf,
    /// Only this account
    #[arg(long, value_name = "ACCOUNT")]
    account: Option<String>,
    /// Stop when the case has more states than this
    #[arg(long, value_name = "N", default_value_t = Limits::default().states)]
    limit_states: usize,
}

/// So many problems are shown unless all are asked for.
pub(crate) const MOST_PROBLEMS: usize = 50;

impl CaseArgs {
    /// Opens the case and lays out its accounts, with all problems.
    pub(crate) fn read(&self) -> anyhow::Result<Opened> {
        let limits = Limits { states: self.limit_states, ..Limits::default() };
        let (case, problems) = Case::read(&self.path)?;
        if let Some(id) = &self.account {
            known_account(&case, id)?;
        }
        Ok(Opened::of(case, problems, self.account.as_deref(), &limits))
    }

    /// Opens a case that can be used; else says why not.
    pub(crate) fn open(&self) -> anyhow::Result<Result<Opened, Exit>> {
        let opened = self.read()?;
        let of = |severity| opened.problems.iter().filter(|problem| problem.severity == severity).count();
        if opened.has_errors() {
            let problems: Vec<_> = opened.problems.iter().filter(|problem| problem.is_error()).cloned().collect();
            let style = terminal::style(&io::stderr());
            terminal::complain(&render_all(&opened.case.file, &problems, MOST_PROBLEMS, style));
            terminal::complain(&format!("{}: {}\n", opened.case.file.name, plural(problems.len(), "error")));
            return Ok(Err(Exit::CaseHasErrors));
        }
        if let Some(limit) = opened.stopped {
            terminal::complain(&format!("{limit}\n"));
            return Ok(Err(Exit::Limit));
        }
        match of(Severity::Warning) {
            0 => {}
            warnings => {
                let path = self.path.display();
                terminal::complain(&format!("{}; `statecraft check {path}` shows them\n", plural(warnings, "warning")));
            }
        }
        Ok(Ok(opened))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
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

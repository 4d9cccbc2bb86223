//! `statecraft score`: how predictions did against what happened.

use super::{AnswerFormat, CaseArgs, Exit, MOST_PROBLEMS, Read, seal};
use crate::control::Control;
use crate::terminal;
use statecraft::answers::score::AskScore;
use statecraft::case::{OpenError, later_beside};
use statecraft::study::Study;
use statecraft::text::{TextOptions, render_all};
use std::io;
use std::path::{Path, PathBuf};

/// Hold what a case predicts against what happened: option by option, account by account, beside predictions that need no model
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// What happened [default: later.toml beside the case, if the case does not say it itself]
    #[arg(long, value_name = "FILE")]
    later: Option<PathBuf>,
    /// Score what this file sealed, not what the case predicts now
    #[arg(long, value_name = "FILE")]
    sealed: Option<PathBuf>,
    /// Against how things stood on this day, such as 2021-12-31
    #[arg(long, value_name = "DAY")]
    at: Option<String>,
    /// Under this concept [default: the usual five]; may be given more than once
    #[arg(long = "concept", value_name = "CONCEPT", value_delimiter = ',')]
    concepts: Vec<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    format: AnswerFormat,
    /// Show everything, however long
    #[arg(long)]
    long: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let opened = match open(&args.case, args.later.as_deref(), &mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let sealed = args.sealed.as_deref().map(seal::read).transpose()?.map(Box::new);
    let question = AskScore { concepts: args.concepts.clone(), at: args.at.clone(), sealed, ..AskScore::default() };
    let score = match opened.ask(&question, &control.limits) {
        Ok(score) => score,
        Err(refused) => return args.case.not_answered(refused),
    };
    control.computed();
    match args.format {
        AnswerFormat::Json => terminal::say_json(&score)?,
        AnswerFormat::Text => {
            let options = TextOptions { width: terminal::width(), all: args.long };
            terminal::say(&score.text(&opened, options))?;
        }
    }
    Ok(Exit::Fine)
}

/// Opens a case with what happened later, from the file that is named or from the one beside it.
fn open(case: &CaseArgs, later: Option<&Path>, control: &mut Control) -> anyhow::Result<Result<Study, Exit>> {
    let mut read = case.read()?;
    let beside = if read.case.later.is_empty() { later_beside(&case.path) } else { None };
    if let Some(file) = later.map(Path::to_path_buf).or(beside) {
        if let Err(exit) = add(&mut read, &file, control)? {
            return Ok(Err(exit));
        }
    }
    match case.open_read(read, control)? {
        Ok(opened) if opened.stopped.is_some() => Ok(Err(case.end(opened.stopped))),
        opened => Ok(opened),
    }
}

/// Adds what happened later to a case that was read without errors; what is wrong is shown.
fn add(read: &mut Read, file: &Path, control: &mut Control) -> anyhow::Result<Result<(), Exit>> {
    if read.has_errors() {
        return Ok(Ok(())); // what is wrong with the case comes first
    }
    match read.case.open_later(file) {
        Ok(()) => Ok(Ok(())),
        Err(OpenError::Rejected(rejected)) => {
            control.quiet();
            let style = terminal::style(&io::stderr());
            let text = render_all(&rejected.file, &rejected.problems, Some(MOST_PROBLEMS), style);
            terminal::complain_styled(&text, style);
            Ok(Err(Exit::CaseHasErrors))
        }
        Err(unreadable) => Err(unreadable.into()),
    }
}

//! `statecraft score`: how predictions did against what happened.

use super::{CaseArgs, Exit, MOST_PROBLEMS, PictureFormat, Read, seal};
use crate::control::{Control, LimitArgs};
use crate::terminal;
use anyhow::{Context, bail, ensure};
use statecraft::answers::record::TrackRecord;
use statecraft::answers::score::{AskScore, Score};
use statecraft::answers::seal::Seal;
use statecraft::case::{OpenError, later_beside};
use statecraft::study::Study;
use statecraft::text::{TextOptions, render_all};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Hold what a case predicts against what happened: option by option, account by account, beside predictions that need no model
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The case: a folder, or its case.toml
    #[arg(value_name = "CASE", required_unless_present = "all", conflicts_with = "all")]
    path: Option<PathBuf>,
    /// Score every case in this folder whose history is known, and say how often the method was right
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["later", "sealed", "at", "accounts"])]
    all: Option<PathBuf>,
    /// Only this account; may be given more than once
    #[arg(long = "account", value_name = "ACCOUNT")]
    accounts: Vec<String>,
    #[command(flatten)]
    limits: LimitArgs,
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
    #[arg(long, value_enum, default_value_t = PictureFormat::Text)]
    format: PictureFormat,
    /// Show everything, however long
    #[arg(long)]
    long: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = Control::new(&args.limits)?;
    if let Some(folder) = &args.all {
        return args.all(folder, &mut control);
    }
    let case = args.case(args.path.clone().unwrap_or_default());
    let sealed = args.sealed.as_deref().map(seal::read).transpose()?;
    let (opened, score) = match args.score(&case, args.later.as_deref(), sealed, &mut control)? {
        Ok(scored) => scored,
        Err(exit) => return Ok(exit),
    };
    control.computed();
    match args.format {
        PictureFormat::Json => terminal::say_json(&score)?,
        PictureFormat::Svg => terminal::say(&score.picture(&opened).svg())?,
        PictureFormat::Text => {
            let options = TextOptions { width: terminal::width(), all: args.long };
            terminal::say(&score.text(&opened, options))?;
        }
    }
    Ok(Exit::Fine)
}

impl Args {
    fn case(&self, path: PathBuf) -> CaseArgs {
        CaseArgs { path, accounts: self.accounts.clone(), variant: None, limits: self.limits.clone() }
    }

    fn score(
        &self,
        case: &CaseArgs,
        later: Option<&Path>,
        sealed: Option<Seal>,
        control: &mut Control,
    ) -> anyhow::Result<Result<(Study, Score), Exit>> {
        let opened = match open(case, later, control)? {
            Ok(opened) => opened,
            Err(exit) => return Ok(Err(exit)),
        };
        let (concepts, at) = (self.concepts.clone(), self.at.clone());
        let question = AskScore { concepts, at, sealed: sealed.map(Box::new), ..AskScore::default() };
        match opened.ask(&question, &control.limits) {
            Ok(score) => Ok(Ok((opened, score))),
            Err(refused) => case.not_answered(refused).map(Err),
        }
    }

    /// The record of every case in a folder, by the names of their folders.
    fn all(&self, folder: &Path, control: &mut Control) -> anyhow::Result<Exit> {
        let (mut scores, mut not_known) = (Vec::new(), Vec::new());
        for path in folders(folder)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let case = self.case(path.clone());
            if later_beside(&path).is_none() && case.read()?.case.later.is_empty() {
                not_known.push(name);
                continue;
            }
            let sealed = Some(path.join("sealed.json")).filter(|file| file.is_file());
            let sealed = sealed.as_deref().map(seal::read).transpose()?;
            match self.score(&case, None, sealed, control)? {
                Ok((_, score)) => scores.push((name, score)),
                Err(exit) => return Ok(exit),
            }
        }
        let record = TrackRecord::of(&scores, not_known);
        control.computed();
        match self.format {
            PictureFormat::Json => terminal::say_json(&record)?,
            PictureFormat::Svg => bail!("a picture shows one case; name it in place of --all"),
            PictureFormat::Text => terminal::say(&record.text(terminal::width()))?,
        }
        Ok(Exit::Fine)
    }
}

/// The folders in a folder that hold a case, by name.
fn folders(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.join("case.toml").is_file() {
            found.push(path);
        }
    }
    ensure!(!found.is_empty(), "no folder in {} holds a case.toml", folder.display());
    found.sort();
    Ok(found)
}

/// What happened later, for answers that leave it out unless it is asked for.
#[derive(clap::Args)]
pub(crate) struct LaterArgs {
    /// Count what happened later too: which of the signs came [default file: later.toml beside the case]
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    later: Option<Option<PathBuf>>,
}

impl LaterArgs {
    /// Reads a case, with what happened later if that is asked for.
    pub(crate) fn read(&self, case: &CaseArgs, control: &mut Control) -> anyhow::Result<Result<Read, Exit>> {
        let Some(file) = &self.later else { return case.read().map(Ok) };
        let read = match with_later(case, file.as_deref(), control)? {
            Ok(read) => read,
            Err(exit) => return Ok(Err(exit)),
        };
        let unknown = read.case.later.is_empty() && !read.has_errors();
        ensure!(
            !unknown,
            "nothing is said of what happened later; write [[later]] into the case, or into later.toml beside it"
        );
        Ok(Ok(read))
    }
}

/// Reads a case with what happened later, from the file that is named or from the one beside it.
pub(crate) fn with_later(
    case: &CaseArgs,
    later: Option<&Path>,
    control: &mut Control,
) -> anyhow::Result<Result<Read, Exit>> {
    let mut read = case.read()?;
    let beside = if read.case.later.is_empty() { later_beside(&case.path) } else { None };
    if let Some(file) = later.map(Path::to_path_buf).or(beside)
        && let Err(exit) = add(&mut read, &file, control)?
    {
        return Ok(Err(exit));
    }
    Ok(Ok(read))
}

fn open(case: &CaseArgs, later: Option<&Path>, control: &mut Control) -> anyhow::Result<Result<Study, Exit>> {
    let read = match with_later(case, later, control)? {
        Ok(read) => read,
        Err(exit) => return Ok(Err(exit)),
    };
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

//! `statecraft diff`: what changed from one case to another.

use super::{AnswerFormat, CaseArgs, Exit};
use crate::advice::with_all;
use crate::control::{Control, LimitArgs};
use crate::terminal;
use statecraft::answers::{Diff, concepts};
use statecraft::study::Study;
use statecraft::text::TextOptions;
use std::path::PathBuf;

/// Show which judgements changed from one case to another, because of which lines, and what new sources touch
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The case as it was: a folder, or its case.toml
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The case as it is
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Only the judgements of this account; may be given more than once
    #[arg(long = "account", value_name = "ACCOUNT")]
    accounts: Vec<String>,
    /// Under this concept, such as nash or seq; may be given more than once [default: Nash, GMR, SMR, SEQ and SymSEQ]
    #[arg(long = "concept", value_name = "CONCEPT")]
    concepts: Vec<String>,
    #[command(flatten)]
    limits: LimitArgs,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    format: AnswerFormat,
    /// Show everything, however long
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = Control::new(&args.limits)?;
    let case = |path: &PathBuf| CaseArgs {
        path: path.clone(),
        accounts: Vec::new(),
        variant: None,
        limits: args.limits.clone(),
    };
    let (old_args, new_args) = (case(&args.old), case(&args.new));
    let old = match old_args.open_for_diff(&mut control)? {
        Ok(old) => old,
        Err(exit) => return Ok(exit),
    };
    let new = match new_args.open_for_diff(&mut control)? {
        Ok(new) => new,
        Err(exit) => return Ok(exit),
    };
    let concepts = concepts(&new, &args.concepts)?;
    let diff = match Diff::of(&old, &new, &args.accounts, &concepts, &control.limits) {
        Ok(diff) => diff,
        Err(refused) => return new_args.not_answered(refused),
    };
    control.computed();
    match args.format {
        AnswerFormat::Json => terminal::say_json(&diff)?,
        AnswerFormat::Text => {
            let text = diff.text(&new, TextOptions { width: terminal::width(), all: args.all });
            terminal::say(&with_all(text, args.all))?;
        }
    }
    Ok(new_args.end_of_concepts(diff.header.limit))
}

impl CaseArgs {
    /// Opens a case with all its accounts, or with none if nobody acts in it yet.
    fn open_for_diff(&self, control: &mut Control) -> anyhow::Result<Result<Study, Exit>> {
        let opened = self.open_evidence(self.read()?, control)?;
        Ok(opened.and_then(|opened| if opened.stopped.is_some() { Err(self.end(opened.stopped)) } else { Ok(opened) }))
    }
}

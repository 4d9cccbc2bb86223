//! `statecraft check`: whether a case is sound.

use super::{CaseArgs, Exit, MOST_PROBLEMS};
use crate::terminal;
use anyhow::{Context, bail};
use clap::ValueEnum;
use statecraft::answers::Check;
use statecraft::case::{MAX_BYTES, check_quotes};
use statecraft::edit::variant_problems;
use statecraft::evidence::Document;
use statecraft::text::is_shortened;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Find everything that is wrong with a case, or probably not meant
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// Also check quotes against the documents in this folder, matched by their sha256
    #[arg(long, value_name = "DIR")]
    texts: Option<PathBuf>,
    /// Show each quote in its whole sentence
    #[arg(long)]
    quotes: bool,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    format: CheckFormat,
    /// Show all problems, also those that are alike
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// For reading
    Text,
    /// For programs
    Json,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let documents = args.texts.as_deref().map(documents).transpose()?;
    let mut control = args.case.control()?;
    let opened = args.case.lay_out(args.case.read()?, &control.limits)?;
    control.computed();
    let (quotes, mut problems) = documents.map(|documents| check_quotes(&opened.case, &documents)).unwrap_or_default();
    problems.extend(variant_problems(&opened.case));
    let check = Check::new(&opened, quotes, &problems);
    let problems = Check::problems(&opened, &problems);
    match args.format {
        CheckFormat::Text => {
            let most = (!args.all).then_some(MOST_PROBLEMS);
            let style = terminal::style(&io::stdout());
            terminal::say_styled(&check.text(&opened, &problems, most, style), style)?;
            if most.is_some_and(|most| is_shortened(&problems, most)) {
                terminal::say("  --all shows every problem\n")?;
            }
            if args.quotes {
                terminal::say(&format!("\n{}", check.quotes_in_sentences(&opened, style.width)))?;
            }
        }
        CheckFormat::Json => terminal::say_json_lines(&check)?,
    }
    if check.errors {
        return Ok(Exit::CaseHasErrors);
    }
    Ok(args.case.end(opened.stopped))
}

/// The texts in a folder; what is not text, or too large to be one, is no document.
fn documents(folder: &Path) -> anyhow::Result<Vec<Document>> {
    if !folder.is_dir() {
        bail!("{} is not a folder", folder.display());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_file() && fs::metadata(&path)?.len() <= MAX_BYTES {
            found.extend(fs::read_to_string(&path).ok().map(Document::new));
        }
    }
    Ok(found)
}

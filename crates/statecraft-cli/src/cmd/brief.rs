//! `statecraft brief`: the one page that goes to a reader.

use super::{CaseArgs, Exit};
use crate::out_file::{ForceArgs, OutFile};
use crate::terminal;
use anyhow::bail;
use clap::ValueEnum;
use statecraft::answers::brief::AskBrief;
use statecraft::brief::page;
use std::path::{Path, PathBuf};

/// Write the one page for a reader: what holds whichever explanation is right, where they part, who must move first
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// Write the page into this file, FILE.md or FILE.html, and not to standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArgs,
    /// How the page is written [default: by the ending of FILE, else as Markdown]
    #[arg(long, value_enum)]
    format: Option<PageFormat>,
}

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PageFormat {
    /// Markdown, for reading and pasting
    Md,
    /// One file for a browser
    Html,
    /// For programs
    Json,
}

impl PageFormat {
    /// What the ending of a file asks for.
    fn of(path: &Path) -> anyhow::Result<PageFormat> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        Ok(match ending.as_str() {
            "md" => PageFormat::Md,
            "html" | "htm" => PageFormat::Html,
            "json" => PageFormat::Json,
            _ => bail!("the page is written as FILE.md, FILE.html or FILE.json; or say --format"),
        })
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let format = match (args.format, &args.out) {
        (Some(format), _) => format,
        (None, Some(path)) => PageFormat::of(path)?,
        (None, None) => PageFormat::Md,
    };
    let mut control = args.case.control()?;
    let opened = match args.case.open_all(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let own = args.case.files(&opened.case);
    let begin = |path: &PathBuf| OutFile::begin(path, &own, args.force, &control.limits.watch);
    let out = args.out.as_ref().map(begin).transpose()?;
    let brief = match opened.ask(&AskBrief::default(), &control.limits) {
        Ok(brief) => brief,
        Err(refused) => return args.case.not_answered_whole(refused),
    };
    control.computed();
    let text = match format {
        PageFormat::Md => page(&opened, &brief).markdown(),
        PageFormat::Html => page(&opened, &brief).html(),
        PageFormat::Json => serde_json::to_string_pretty(&brief)? + "\n",
    };
    match out {
        Some(out) => out.finish(|file| Ok(file.write_all(text.as_bytes())?))?,
        None => terminal::say(&text)?,
    }
    Ok(Exit::Fine)
}

//! `statecraft brief`: the one page that goes to a reader.

use super::{CaseArgs, Exit};
use crate::out_file::{ForceArgs, OutFile};
use crate::terminal;
use anyhow::bail;
use clap::ValueEnum;
use statecraft::answers::brief::AskBrief;
use statecraft::brief::{Audience, page_for};
use std::path::{Path, PathBuf};

/// Write the one page for a reader: what holds whichever explanation is right, where they part, who must move first
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// Write the page into this file, FILE.md, FILE.html or FILE.docx, and not to standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArgs,
    /// How the page is written [default: by the ending of FILE, else as Markdown]
    #[arg(long, value_enum)]
    format: Option<PageFormat>,
    /// Who reads it
    #[arg(long, value_enum, default_value_t = For::Reader)]
    audience: For,
}

/// Who reads a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum For {
    /// Somebody who knows the reports and not the method
    Reader,
    /// Somebody who knows the method: with the names of its concepts
    Analyst,
}

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PageFormat {
    /// Markdown, for reading and pasting
    Md,
    /// One file for a browser
    Html,
    /// A document for Word and other word processors
    Docx,
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
            "docx" => PageFormat::Docx,
            "json" => PageFormat::Json,
            _ => bail!("the page is written as FILE.md, FILE.html, FILE.docx or FILE.json; or say --format"),
        })
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let format = match (args.format, &args.out) {
        (Some(format), _) => format,
        (None, Some(path)) => PageFormat::of(path)?,
        (None, None) => PageFormat::Md,
    };
    if format == PageFormat::Docx && args.out.is_none() {
        bail!("a document is written into a file: add -o FILE.docx");
    }
    let mut control = args.case.control()?;
    let opened = match args.case.open_all(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let own = args.case.files(&opened.case);
    let out = OutFile::begin_if(args.out.as_deref(), &own, args.force, &control.limits.watch)?;
    let brief = match opened.ask(&AskBrief::default(), &control.limits) {
        Ok(brief) => brief,
        Err(refused) => return args.case.not_answered_whole(refused),
    };
    control.computed();
    let audience = if args.audience == For::Analyst { Audience::Analyst } else { Audience::Reader };
    let bytes = match format {
        PageFormat::Md => page_for(&opened, &brief, audience).markdown().into_bytes(),
        PageFormat::Html => page_for(&opened, &brief, audience).html().into_bytes(),
        PageFormat::Docx => page_for(&opened, &brief, audience).docx()?,
        PageFormat::Json => (serde_json::to_string_pretty(&brief)? + "\n").into_bytes(),
    };
    match out {
        Some(out) => out.finish(|file| Ok(file.write_all(&bytes)?))?,
        None => terminal::say(&String::from_utf8_lossy(&bytes))?,
    }
    Ok(Exit::Fine)
}

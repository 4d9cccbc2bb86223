//! `statecraft watch`: what to watch for, to be ticked off.

use super::{CaseArgs, Exit};
use crate::advice::with_all;
use crate::out_file::{ForceArgs, OutFile};
use crate::terminal;
use anyhow::bail;
use clap::ValueEnum;
use statecraft::answers::watch::{AskWatch, WatchList};
use statecraft::text::TextOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// List what to watch for, to be ticked off: what, if seen, would speak for which account, and what would surprise them all
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// Write the list into this file, FILE.csv, FILE.ics, FILE.json or FILE.txt, and not to standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArgs,
    /// How the list is written [default: by the ending of FILE, else for reading]
    #[arg(long, value_enum)]
    format: Option<WatchFormat>,
    /// Show everything, however long
    #[arg(long)]
    all: bool,
}

/// How a watch list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum WatchFormat {
    /// For reading
    Text,
    /// A log to be filled in, for spreadsheets
    Csv,
    /// Entries for a calendar, on the `horizon` of the case
    Ics,
    /// For programs
    Json,
}

impl WatchFormat {
    /// What the ending of a file asks for.
    fn of(path: &Path) -> anyhow::Result<WatchFormat> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        Ok(match ending.as_str() {
            "txt" => WatchFormat::Text,
            "csv" => WatchFormat::Csv,
            "ics" => WatchFormat::Ics,
            "json" => WatchFormat::Json,
            _ => bail!("the list is written as FILE.csv, FILE.ics, FILE.json or FILE.txt; or say --format"),
        })
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let format = match (args.format, &args.out) {
        (Some(format), _) => format,
        (None, Some(path)) => WatchFormat::of(path)?,
        (None, None) => WatchFormat::Text,
    };
    let mut control = args.case.control()?;
    let opened = match args.case.open_all(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let own = args.case.files(&opened.case);
    let out = OutFile::begin_if(args.out.as_deref(), &own, args.force, &control.limits.watch)?;
    let list = match opened.ask(&AskWatch::default(), &control.limits) {
        Ok(list) => list,
        Err(refused) => return args.case.not_answered_whole(refused),
    };
    control.computed();
    match out {
        Some(out) => {
            let bytes = args.written(format, &list)?;
            out.finish(|file| Ok(file.write_all(&bytes)?))?;
        }
        None => args.say(format, &list)?,
    }
    Ok(Exit::Fine)
}

impl Args {
    fn text(&self, list: &WatchList) -> String {
        with_all(list.text(TextOptions { width: terminal::width(), all: self.all }), self.all)
    }

    fn written(&self, format: WatchFormat, list: &WatchList) -> anyhow::Result<Vec<u8>> {
        Ok(match format {
            WatchFormat::Text => self.text(list).into_bytes(),
            WatchFormat::Csv => {
                let mut bytes = Vec::new();
                list.write_csv(&mut bytes)?;
                bytes
            }
            WatchFormat::Ics => list.ics()?.into_bytes(),
            WatchFormat::Json => (serde_json::to_string_pretty(list)? + "\n").into_bytes(),
        })
    }

    fn say(&self, format: WatchFormat, list: &WatchList) -> anyhow::Result<()> {
        match format {
            WatchFormat::Text => terminal::say(&self.text(list))?,
            WatchFormat::Json => terminal::say_json(list)?,
            // Both mask whatever does something to a terminal, and the lines of a calendar end in CR and LF.
            WatchFormat::Csv | WatchFormat::Ics => {
                let mut out = terminal::out();
                out.write_all(&self.written(format, list)?)?;
                out.flush()?;
            }
        }
        Ok(())
    }
}

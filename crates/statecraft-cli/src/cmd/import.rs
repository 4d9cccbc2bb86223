//! `statecraft import`: a file of another tool as a case.

use super::{Exit, MOST_PROBLEMS, plural};
use crate::advice::typed;
use crate::control::{Control, LimitArgs};
use crate::out_file::{ForceArgs, OutFile};
use crate::terminal;
use anyhow::{Context, anyhow};
use clap::ValueEnum;
use statecraft::case::{MAX_BYTES, read_bytes};
use statecraft::text::render_all;
use statecraft_exchange::import::{Imported, Source, read};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Make a case of a file of another tool: .gmcr, Gambit's .nfg, ScenarioWizard's .scw, or a table as .csv or .xlsx
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write the case here: a folder for its case.toml, or a file that ends in .toml; without it to standard output
    #[arg(short, long, value_name = "CASE")]
    out: Option<PathBuf>,
    /// What the file is; without it the end of its name tells, or how it begins
    #[arg(long, value_enum)]
    from: Option<From>,
    #[command(flatten)]
    force: ForceArgs,
    #[command(flatten)]
    limits: LimitArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum From {
    /// A graph model as gmcr-py saves it
    Gmcr,
    /// A game in strategic form, as Gambit saves it
    Nfg,
    /// A cross-impact matrix, as ScenarioWizard saves it
    Scw,
    /// A table of options, of states or of evidence
    Csv,
    /// The same in a workbook
    Xlsx,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = Control::new(&args.limits)?;
    let name = args.file.display().to_string();
    let bytes = read_bytes(&args.file, MAX_BYTES).map_err(|error| anyhow!("{name}: {error}"))?;
    let source = args.from.map(|from| match from {
        From::Gmcr => Source::Gmcr,
        From::Nfg => Source::Nfg,
        From::Scw => Source::Scw,
        From::Csv => Source::Csv,
        From::Xlsx => Source::Xlsx,
    });
    let imported = read(&name, &bytes, source, &control.limits);
    control.computed();
    let imported = match imported {
        Ok(imported) => imported,
        Err(rejected) => {
            let style = terminal::style(&io::stderr());
            terminal::complain_styled(
                &render_all(&rejected.file, &rejected.problems, Some(MOST_PROBLEMS), style),
                style,
            );
            terminal::complain(&format!("{name}: {}\n", plural(rejected.problems.len(), "error")));
            return Ok(Exit::CaseHasErrors);
        }
    };
    for note in &imported.notes {
        terminal::complain(&format!("{note}\n"));
    }
    match &args.out {
        None => terminal::say(&imported.text)?,
        Some(out) => args.write(&imported, out, &control)?,
    }
    Ok(Exit::Fine)
}

impl Args {
    fn write(&self, imported: &Imported, out: &Path, control: &Control) -> anyhow::Result<()> {
        let is_file = out.extension().is_some_and(|ending| ending == "toml");
        if !is_file {
            fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
        }
        let path = if is_file { out.to_path_buf() } else { out.join("case.toml") };
        let file = OutFile::begin(&path, std::slice::from_ref(&self.file), self.force, &control.limits.watch)?;
        file.finish(|out| Ok(out.write_all(imported.text.as_bytes())?))?;
        let case = typed(out);
        let next = if imported.case.has_actors() { "analyze" } else { "ledger" };
        Ok(terminal::say(&format!(
            "Made {}. To go on:\n  statecraft check {case}\n  statecraft {next} {case}\n",
            path.display()
        ))?)
    }
}

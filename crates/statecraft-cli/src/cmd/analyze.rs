//! `statecraft analyze`: which outcomes hold.

use super::structures::StructureArgs;
use super::{CaseArgs, Exit, Format, refuse};
use crate::out_file::OutFile;
use crate::terminal;
use anyhow::bail;
use statecraft::answers::Analysis;
use statecraft::certificate::Certificate;
use statecraft::stability::{Concept, UnknownConcept};
use statecraft::study::Study;
use statecraft::text::TextOptions;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

const CONCEPTS: &str = "\
These concepts instead of the usual five; may be given more than once

For every case:
  nash                nothing it can do improves an actor's position
  gmr                 general metarationality: improvements can be answered
  smr                 symmetric metarationality: and the answers not escaped
  seq                 sequential stability: answered by others' improvements
  symseq              symmetric sequential stability: and not escaped
  mr1 to mr99         generalised metarationality, by the number of moves
  cmr1 to cmr99       the same, each move an improvement for its mover

For cases with options, without `same` and `cannot` rules:
  sim                 simultaneous stability: all improve at one moment
  seq-or-sim          each actor by seq or by sim

For two actors:
  l1 to l99           limited-move stability, by the number of moves
  nm                  non-myopic stability: looking as far as one likes
  stackelberg-ACTOR   this actor leads: it alone foresees the other's answer";

/// Compute which outcomes hold, for whom, and against what foresight
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    #[command(flatten)]
    concepts: ConceptArgs,
    #[command(flatten)]
    structures: StructureArgs,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Show everything, however long
    #[arg(long)]
    all: bool,
    /// Also write all verdicts, one row for each state, to this file: .csv, .jsonl or .parquet
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    out: Option<PathBuf>,
    /// Also write a proof of every verdict to this file; `statecraft verify` checks it
    #[arg(long, value_name = "FILE")]
    certify: Option<PathBuf>,
}

/// Which concepts are meant.
#[derive(clap::Args)]
pub(crate) struct ConceptArgs {
    /// These concepts instead of the usual five; may be given more than once
    #[arg(long = "concept", value_name = "CONCEPT", value_delimiter = ',', long_help = CONCEPTS)]
    concepts: Vec<String>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let rows = args.out.as_deref().map(Rows::named).transpose()?;
    let mut control = args.case.control()?;
    let begin =
        |path: &Option<PathBuf>| path.as_deref().map(|path| OutFile::begin(path, &control.limits.watch)).transpose();
    let (out, certificate) = (begin(&args.out)?, begin(&args.certify)?);
    let opened = match args.case.open(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => {
            args.not_written();
            return Ok(exit);
        }
    };
    let concepts = args.concepts.chosen(&opened)?;
    let asked = args.structures.asked(&concepts, args.format)?;
    let mut analysis = match Analysis::within(&opened, &concepts, &control.limits) {
        Ok(analysis) => analysis,
        Err(refused) => {
            control.computed();
            let exit = refuse(&refused, refused.reason.is_limit());
            args.not_written();
            return Ok(exit);
        }
    };
    if let (Some(asked), None) = (asked, analysis.stopped) {
        analysis.read_as(&asked, &control.limits);
    }
    let mut stopped = analysis.stopped;
    if let (Some(out), Some(rows), None) = (out, rows, stopped) {
        let written = out.finish(|out| rows.write(&analysis, out));
        stopped = control.limits.watch.check().err().filter(|_| written.is_err());
        if stopped.is_none() {
            written?;
        }
    }
    if let (Some(file), None) = (certificate, stopped) {
        let certificate = Certificate::of(&analysis)?;
        file.finish(|out| Ok(serde_json::to_writer(out, &certificate)?))?;
    }
    let text = || analysis.text(TextOptions { width: terminal::width(), all: args.all });
    let text = Some(args.format).filter(|format| *format == Format::Text).map(|_| text()).unwrap_or_default();
    control.computed();
    match args.format {
        Format::Text => terminal::say(&text)?,
        Format::Csv => analysis.write_csv(terminal::out())?,
        Format::Json => terminal::say_json(&analysis)?,
    }
    if stopped.is_some() {
        args.not_written();
    }
    if analysis.is_defective() {
        for checked in analysis.checked().filter(|checked| !checked.failed.is_empty()) {
            terminal::complain(&format!("{}\n", checked.sentence()));
        }
        return Ok(Exit::Refuted);
    }
    Ok(args.case.end(stopped))
}

impl Args {
    /// Says that the files asked for are not there, if some were.
    fn not_written(&self) {
        for path in self.out.iter().chain(&self.certify) {
            terminal::complain(&format!("{} was not written\n", path.display()));
        }
    }
}

/// How rows are written to a file.
#[derive(Clone, Copy)]
enum Rows {
    Csv,
    Jsonl,
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Rows {
    /// By the end of the name.
    fn named(path: &Path) -> anyhow::Result<Rows> {
        match path.extension().and_then(|end| end.to_str()) {
            Some("csv") => Ok(Rows::Csv),
            Some("jsonl") => Ok(Rows::Jsonl),
            #[cfg(feature = "parquet")]
            Some("parquet") => Ok(Rows::Parquet),
            #[cfg(not(feature = "parquet"))]
            Some("parquet") => bail!(
                "--out {}: this program was built without Parquet; build it with `cargo build --release --features parquet`, \
                 or name a file that ends in .csv or .jsonl",
                path.display()
            ),
            _ => bail!("--out {}: name a file that ends in .csv, .jsonl or .parquet", path.display()),
        }
    }

    fn write(self, analysis: &Analysis, out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
        match self {
            Rows::Csv => Ok(analysis.write_csv(out)?),
            Rows::Jsonl => Ok(analysis.write_jsonl(out)?),
            #[cfg(feature = "parquet")]
            Rows::Parquet => Ok(analysis.write_parquet(out)?),
        }
    }
}

impl ConceptArgs {
    /// The concepts asked for; the usual ones if none is.
    pub(crate) fn chosen(&self, opened: &Study) -> Result<Vec<Concept>, UnknownConcept> {
        chosen(&self.concepts, opened)
    }
}

/// The concepts of these keys, each once and in the order in which they are shown; the usual ones if there is no key.
pub(super) fn chosen(keys: &[String], opened: &Study) -> Result<Vec<Concept>, UnknownConcept> {
    if keys.is_empty() {
        return Ok(Concept::USUAL.to_vec());
    }
    let actors = opened.accounts.first().map(|laid_out| laid_out.model.actor_keys()).unwrap_or_default();
    let chosen: Result<BTreeSet<Concept>, UnknownConcept> =
        keys.iter().map(|key| Concept::parse(key, &actors)).collect();
    Ok(chosen?.into_iter().collect())
}

//! `statecraft analyze`: which outcomes hold.

use super::{CaseArgs, Exit, Format};
use crate::out_file::OutFile;
use crate::terminal;
use anyhow::bail;
use clap::ValueEnum;
use statecraft::report::{Analysis, TextOptions};
use statecraft::stability::Concept;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Compute which outcomes hold, for whom, and against what foresight
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// Only these concepts; may be given more than once
    #[arg(long = "concept", value_name = "CONCEPT", value_delimiter = ',')]
    concepts: Vec<ConceptArg>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Show everything, however long
    #[arg(long)]
    all: bool,
    /// Also write all verdicts, one row for each state, to this file: .csv or .jsonl
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ConceptArg {
    /// No move of its own improves an actor's position
    Nash,
    /// General metarationality: the others could answer every improvement
    Gmr,
    /// Symmetric metarationality: and the actor could not escape the answer
    Smr,
    /// Sequential stability: the others could answer by improving their own positions
    Seq,
    /// Symmetric sequential stability: and the actor could not escape the answer
    #[value(name = "symseq")]
    SymSeq,
}

impl From<ConceptArg> for Concept {
    fn from(arg: ConceptArg) -> Concept {
        match arg {
            ConceptArg::Nash => Concept::Nash,
            ConceptArg::Gmr => Concept::Gmr,
            ConceptArg::Smr => Concept::Smr,
            ConceptArg::Seq => Concept::Seq,
            ConceptArg::SymSeq => Concept::SymSeq,
        }
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let rows = args.out.as_deref().map(Rows::named).transpose()?;
    let mut control = args.case.control()?;
    let out = args.out.as_deref().map(|path| OutFile::begin(path, &control.limits.watch)).transpose()?;
    let opened = match args.case.open(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => {
            args.not_written();
            return Ok(exit);
        }
    };
    let wanted: Vec<Concept> = args.concepts.iter().map(|&concept| concept.into()).collect();
    let chosen = |concept: &Concept| wanted.is_empty() || wanted.contains(concept);
    let concepts: Vec<Concept> = Concept::ALL.into_iter().filter(chosen).collect();
    let analysis = Analysis::within(&opened, &concepts, &control.limits);
    let mut stopped = analysis.stopped;
    if let (Some(out), Some(rows), None) = (out, rows, stopped) {
        let written = out.finish(|out| rows.write(&analysis, out));
        stopped = control.limits.watch.check().err().filter(|_| written.is_err());
        if stopped.is_none() {
            written?;
        }
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
    Ok(args.case.end(stopped))
}

impl Args {
    /// Says that the file asked for is not there, if one was.
    fn not_written(&self) {
        if let Some(path) = &self.out {
            terminal::complain(&format!("{} was not written\n", path.display()));
        }
    }
}

/// How rows are written to a file.
#[derive(Clone, Copy)]
enum Rows {
    Csv,
    Jsonl,
}

impl Rows {
    /// By the end of the name.
    fn named(path: &Path) -> anyhow::Result<Rows> {
        match path.extension().and_then(|end| end.to_str()) {
            Some("csv") => Ok(Rows::Csv),
            Some("jsonl") => Ok(Rows::Jsonl),
            _ => bail!("--out {}: name a file that ends in .csv or .jsonl", path.display()),
        }
    }

    fn write(self, analysis: &Analysis, out: &mut dyn Write) -> anyhow::Result<()> {
        match self {
            Rows::Csv => Ok(analysis.write_csv(out)?),
            Rows::Jsonl => Ok(analysis.write_jsonl(out)?),
        }
    }
}

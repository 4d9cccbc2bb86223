//! `statecraft export`: a case for other tools.

use super::{CaseArgs, Exit};
use crate::out_file::{ForceArgs, OutFile};
use crate::terminal;
use anyhow::{anyhow, bail};
use clap::ValueEnum;
use statecraft_exchange::export::{Exported, NotExported, Target, write};
use std::path::PathBuf;

/// Write a case for other tools: its model, graph, verdicts, quotes or argument
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// The format
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: To,
    /// Write it into this file; without it to standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum To {
    /// The model of an account, as gmcr-py reads it
    Gmcr,
    /// The model of an account as a game in strategic form, for Gambit
    Nfg,
    /// The states, moves, ranks and outcomes of an account, for graph libraries
    Graphml,
    /// The same as a picture for Graphviz
    Dot,
    /// The states of an account with their options and ranks, as rows
    Csv,
    /// Options, states, outcomes and evidence as a workbook
    Xlsx,
    /// The case, with the keys of its file
    Json,
    /// All verdicts, as rows
    Parquet,
    /// The graph of an account as a module of PRISM
    Prism,
    /// The graph of an account and the five concepts as an answer-set program
    Lp,
    /// The quotes as W3C Web Annotations
    Webannotation,
    /// The argument as goals, evidence and defeaters, as JSON
    Gsn,
}

impl To {
    fn target(self) -> Target {
        match self {
            To::Gmcr => Target::Gmcr,
            To::Nfg => Target::Nfg,
            To::Graphml => Target::Graphml,
            To::Dot => Target::Dot,
            To::Csv => Target::Csv,
            To::Xlsx => Target::Xlsx,
            To::Json => Target::Json,
            To::Parquet => Target::Parquet,
            To::Prism => Target::Prism,
            To::Lp => Target::Lp,
            To::Webannotation => Target::Webannotation,
            To::Gsn => Target::Gsn,
        }
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    if args.out.is_none() && matches!(args.to, To::Xlsx | To::Parquet) {
        bail!("this format is no text; name a file with -o");
    }
    let mut control = args.case.control()?;
    let read = args.case.read()?;
    let own = args.case.files(&read.case);
    let watch = &control.limits.watch;
    let out = OutFile::begin_if(args.out.as_deref(), &own, args.force, watch)?;
    let opened = match args.case.open_evidence(read, &mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    if opened.stopped.is_some() {
        return Ok(args.case.end(opened.stopped));
    }
    let exported = write(&opened, args.to.target(), &control.limits);
    control.computed();
    let Exported { bytes, notes } = match exported {
        Ok(exported) => exported,
        Err(NotExported::Limit(limit)) => return Ok(args.case.end(Some(limit))),
        Err(refused @ NotExported::Accounts(_)) => return Err(anyhow!("{refused}; choose one with --account")),
        Err(refused) => return Err(refused.into()),
    };
    for note in notes {
        terminal::complain(&format!("{note}\n"));
    }
    match out {
        Some(file) => file.finish(|out| Ok(out.write_all(&bytes)?))?,
        None => terminal::say(&String::from_utf8_lossy(&bytes))?,
    }
    Ok(Exit::Fine)
}

//! `statecraft analyze`: which outcomes hold.

use super::{CaseArgs, Exit, Format};
use crate::terminal;
use clap::ValueEnum;
use statecraft::report::{Analysis, TextOptions};
use statecraft::stability::Concept;

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
    let opened = match args.case.open()? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let wanted: Vec<Concept> = args.concepts.iter().map(|&concept| concept.into()).collect();
    let chosen = |concept: &Concept| wanted.is_empty() || wanted.contains(concept);
    let concepts: Vec<Concept> = Concept::ALL.into_iter().filter(chosen).collect();
    let analysis = Analysis::of(&opened.case, &opened.accounts, &concepts);
    match args.format {
        Format::Text => terminal::say(&analysis.text(TextOptions { width: terminal::width(), all: args.all }))?,
        Format::Csv => analysis.write_csv(terminal::out())?,
        Format::Json => terminal::say_json(&analysis)?,
    }
    Ok(Exit::Fine)
}

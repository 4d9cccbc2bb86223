//! `statecraft analyze`: which outcomes hold.

use super::{CaseArgs, Exit, Format};
use crate::terminal;
use statecraft::report::{Analysis, Opened, TextOptions};
use statecraft::stability::{Concept, UnknownConcept};
use std::collections::BTreeSet;

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
    /// These concepts instead of the usual five; may be given more than once
    #[arg(long = "concept", value_name = "CONCEPT", value_delimiter = ',', long_help = CONCEPTS)]
    concepts: Vec<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Show everything, however long
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let opened = match args.case.open()? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let concepts = chosen(&args.concepts, &opened)?;
    let analysis = match Analysis::of(&opened.case, &opened.accounts, &concepts) {
        Ok(analysis) => analysis,
        Err(refused) => {
            terminal::complain(&format!("{refused}\n"));
            return Ok(if refused.reason.is_limit() { Exit::Limit } else { Exit::Usage });
        }
    };
    match args.format {
        Format::Text => terminal::say(&analysis.text(TextOptions { width: terminal::width(), all: args.all }))?,
        Format::Csv => analysis.write_csv(terminal::out())?,
        Format::Json => terminal::say_json(&analysis)?,
    }
    Ok(Exit::Fine)
}

/// The concepts asked for, each once and in the order in which they are shown; the usual ones if none is.
fn chosen(keys: &[String], opened: &Opened) -> Result<Vec<Concept>, UnknownConcept> {
    if keys.is_empty() {
        return Ok(Concept::USUAL.to_vec());
    }
    let actors = opened.accounts.first().map(|laid_out| laid_out.model.actor_keys()).unwrap_or_default();
    let chosen: Result<BTreeSet<Concept>, UnknownConcept> =
        keys.iter().map(|key| Concept::parse(key, &actors)).collect();
    Ok(chosen?.into_iter().collect())
}

//! `statecraft states`: which states there are.

use super::{CaseArgs, Exit, Format};
use crate::terminal;
use anyhow::bail;
use statecraft::diag::{Diagnostic, SourceFile};
use statecraft::expr;
use statecraft::graph::StateSet;
use statecraft::report::{LaidOut, StateList, StateTable, render};
use std::io;

/// List the states: all, or those where a statement is true
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// Only states where this statement is true, such as 'iran.back and not us.lift'
    #[arg(long = "where", value_name = "EXPR")]
    condition: Option<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Show all states, however many
    #[arg(long)]
    all: bool,
}

/// So many states are listed unless all are asked for.
const MOST: usize = 40;

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let opened = args.case.open(&mut control)?;
    control.computed();
    let opened = match opened {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    if args.condition.is_some() && opened.case.is_bare_graph() {
        bail!("the case is a bare graph: its states have no options for --where to ask about");
    }
    let mut tables = Vec::new();
    for laid_out in &opened.accounts {
        match chosen(laid_out, args.condition.as_deref()) {
            Ok(states) => tables.push(StateTable::only(laid_out, states)),
            Err((file, problem)) => {
                terminal::complain(&format!("{}\n", render(&file, &problem, terminal::style(&io::stderr()))));
                return Ok(Exit::Usage);
            }
        }
    }
    let list = StateList::of(&opened.case.title, tables);
    match args.format {
        Format::Text => {
            let most = if args.all { usize::MAX } else { MOST };
            terminal::say(&list.text(most, terminal::width()))?;
        }
        Format::Json => terminal::say_json(&list)?,
        Format::Csv => list.write_csv(terminal::out())?,
    }
    Ok(args.case.end(opened.stopped))
}

/// The states where the condition is true.
fn chosen(laid_out: &LaidOut, condition: Option<&str>) -> Result<StateSet, (SourceFile, Diagnostic)> {
    let Some(text) = condition else { return Ok(StateSet::full(laid_out.graph.len())) };
    let in_place = |problem| (SourceFile::new("--where", text), problem);
    let written = expr::parse(text, 0).map_err(in_place)?;
    let statement = laid_out.model.resolve(&written).map_err(in_place)?;
    Ok(laid_out.graph.holding(&statement))
}

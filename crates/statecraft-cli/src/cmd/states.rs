//! `statecraft states`: which states there are.

use super::choose::states_where;
use super::{CaseArgs, Exit, Format};
use crate::advice::with_all;
use crate::terminal;
use statecraft::answers::StateList;
use statecraft::graph::StateSet;

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
    let mut sets = Vec::new();
    for laid_out in &opened.accounts {
        sets.push(match &args.condition {
            None => StateSet::full(laid_out.graph.len()),
            Some(condition) => match states_where(laid_out, condition, "--where")? {
                Ok(states) => states,
                Err(exit) => return Ok(exit),
            },
        });
    }
    let list = StateList::new(&opened, sets);
    match args.format {
        Format::Text => {
            let most = if args.all { usize::MAX } else { MOST };
            terminal::say(&with_all(list.text(&opened, most, terminal::width()), args.all))?;
        }
        Format::Json => terminal::say_json(&list)?,
        Format::Csv => list.write_csv(&opened, terminal::out())?,
    }
    Ok(args.case.end(opened.stopped))
}

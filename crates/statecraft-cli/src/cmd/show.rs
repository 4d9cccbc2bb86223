//! `statecraft show`: the case in words.

use super::score::with_later;
use super::{CaseArgs, Exit};
use crate::terminal;
use statecraft::text::describe;

/// Say in words what a case has: actors, options, rules, accounts, and who is cited
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let opened = match with_later(&args.case, None, &mut control)? {
        Ok(read) => args.case.open_evidence(read, &mut control)?,
        Err(exit) => Err(exit),
    };
    control.computed();
    match opened {
        Err(exit) => Ok(exit),
        Ok(opened) => {
            args.case.warn(&opened);
            terminal::say(&describe(&opened, terminal::width()))?;
            Ok(args.case.end(opened.stopped))
        }
    }
}

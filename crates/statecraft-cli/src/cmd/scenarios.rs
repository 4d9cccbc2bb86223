//! `statecraft scenarios`: which scenarios a case could name.

use super::{CaseArgs, Exit, Format};
use crate::terminal;
use anyhow::bail;
use statecraft::answers::scenarios::AskScenarios;
use statecraft::study::Refused;

/// Propose scenarios for the outcomes, to be given titles and pasted into the case
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    if args.format == Format::Csv {
        bail!("scenarios has no CSV; use --format json");
    }
    let mut control = args.case.control()?;
    let opened = match args.case.open(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    if opened.stopped.is_some() {
        return Ok(args.case.end(opened.stopped));
    }
    let proposals = match opened.ask(&AskScenarios::default(), &control.limits) {
        Ok(proposals) => proposals,
        Err(Refused::Limit(limit)) => return Ok(args.case.end(Some(limit))),
        Err(refused) => return Err(refused.into()),
    };
    control.computed();
    match args.format {
        Format::Json => terminal::say_json(&proposals)?,
        _ => terminal::say(&proposals.text(&opened, terminal::width()))?,
    }
    Ok(Exit::Fine)
}

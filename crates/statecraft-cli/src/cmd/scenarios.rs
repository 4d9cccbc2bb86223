//! `statecraft scenarios`: which scenarios a case could name.

use super::{AnswerFormat, CaseArgs, Exit};
use crate::terminal;
use statecraft::answers::scenarios::AskScenarios;

/// Propose scenarios for the outcomes, to be given titles and pasted into the case
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    format: AnswerFormat,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let opened = match args.case.open_all(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let proposals = match opened.ask(&AskScenarios::default(), &control.limits) {
        Ok(proposals) => proposals,
        Err(refused) => return args.case.not_answered_whole(refused),
    };
    control.computed();
    match args.format {
        AnswerFormat::Json => terminal::say_json(&proposals)?,
        AnswerFormat::Text => terminal::say(&proposals.text(&opened, terminal::width()))?,
    }
    Ok(Exit::Fine)
}

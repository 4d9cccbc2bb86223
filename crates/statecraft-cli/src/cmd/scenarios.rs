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
    args.case.tell_whole(&AskScenarios::default(), args.format, |proposals, opened| {
        proposals.text(opened, terminal::width())
    })
}

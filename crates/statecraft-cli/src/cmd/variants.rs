//! `statecraft variants`: where the case leads if it is read otherwise.

use super::{AnswerFormat, CaseArgs, Exit};
use crate::terminal;
use statecraft::answers::variants::AskVariants;

/// See where other readings of the same sources lead: the case's own variants
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    format: AnswerFormat,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    args.case.tell_whole(&AskVariants::default(), args.format, |variants, _| variants.text(terminal::width()))
}

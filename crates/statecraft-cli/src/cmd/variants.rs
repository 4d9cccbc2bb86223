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
    let mut control = args.case.control()?;
    let opened = match args.case.open_all(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let variants = match opened.ask(&AskVariants::default(), &control.limits) {
        Ok(variants) => variants,
        Err(refused) => return args.case.not_answered_whole(refused),
    };
    control.computed();
    match args.format {
        AnswerFormat::Json => terminal::say_json(&variants)?,
        AnswerFormat::Text => terminal::say(&variants.text(terminal::width()))?,
    }
    Ok(Exit::Fine)
}

//! `statecraft ledger`: the evidence for and against each account.

use super::score::LaterArgs;
use super::{AnswerFormat, CaseArgs, Exit};
use crate::advice::with_all;
use crate::terminal;
use statecraft::answers::AskLedger;
use statecraft::text::TextOptions;

/// Count the evidence for and against each account, by origin; what each explains; what your ranges come to
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    #[command(flatten)]
    later: LaterArgs,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    format: AnswerFormat,
    /// Show everything, however long
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let read = match args.later.read(&args.case, &mut control)? {
        Ok(read) => read,
        Err(exit) => return Ok(exit),
    };
    let opened = match args.case.whole(read, &mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    if opened.stopped.is_some() {
        return Ok(args.case.end(opened.stopped));
    }
    let ledger = match opened.ask(&AskLedger { accounts: args.case.accounts.clone() }, &control.limits) {
        Ok(ledger) => ledger,
        Err(refused) => return args.case.not_answered(refused),
    };
    control.computed();
    match args.format {
        AnswerFormat::Json => terminal::say_json(&ledger)?,
        AnswerFormat::Text => {
            let text = ledger.text(TextOptions { width: terminal::width(), all: args.all });
            terminal::say(&with_all(text, args.all))?;
        }
    }
    Ok(Exit::Fine)
}

//! `statecraft linkage`: what holds only because issues are linked.

use super::choose::ConceptArgs;
use super::explain::ExplainFormat;
use super::{CaseArgs, Exit};
use crate::advice::with_all;
use crate::terminal;
use statecraft::answers::AskLinkage;
use statecraft::text::TextOptions;

/// Find what holds only because issues are linked, and whose threats carry it
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    #[command(flatten)]
    concepts: ConceptArgs,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    format: ExplainFormat,
    /// Show everything, however long
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let opened = match args.case.open(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    args.format.fits(&opened)?;
    let question = AskLinkage { accounts: Vec::new(), concepts: args.concepts.keys() };
    let linkage = opened.ask(&question, &control.limits);
    control.named(&opened);
    let linkage = match linkage {
        Ok(linkage) => linkage,
        Err(refused) => return args.case.not_answered(refused),
    };
    match args.format {
        ExplainFormat::Json => terminal::say_json(&linkage)?,
        ExplainFormat::Dot => linkage.pictures(&opened).iter().try_for_each(|one| terminal::say(&one.dot()))?,
        ExplainFormat::Svg => linkage.pictures(&opened).iter().try_for_each(|one| terminal::say(&one.svg()))?,
        ExplainFormat::Text => {
            let text = linkage.text(&opened, TextOptions { width: terminal::width(), all: args.all });
            terminal::say(&with_all(text, args.all))?;
        }
    }
    Ok(args.case.end(linkage.header.limit))
}

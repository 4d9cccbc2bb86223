//! `statecraft compare`: accounts side by side.

use super::score::LaterArgs;
use super::{CaseArgs, Exit};
use crate::advice::{typed_text, with_all};
use crate::terminal;
use anyhow::bail;
use clap::ValueEnum;
use statecraft::answers::compare::AccountComparison;
use statecraft::answers::concepts;
use statecraft::text::TextOptions;

/// Put accounts side by side: where they agree, where they part, and what to watch for
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    #[command(flatten)]
    later: LaterArgs,
    /// Compare under this concept; may be given more than once [default: nash, gmr, smr, seq and symseq; told in full are the first
    /// and seq]
    #[arg(long = "concept", value_name = "CONCEPT", value_delimiter = ',')]
    concepts: Vec<String>,
    /// Only the watch list: what, if seen, would speak for which account, and why
    #[arg(long)]
    watch: bool,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = CompareFormat::Text)]
    format: CompareFormat,
    /// Show everything, however long
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    /// For reading
    Text,
    /// For programs
    Json,
    /// As a picture
    Svg,
    /// As a picture, for Graphviz
    Dot,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let read = match args.later.read(&args.case, &mut control)? {
        Ok(read) => read,
        Err(exit) => return Ok(exit),
    };
    let opened = match args.case.open_read(read, &mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    if opened.accounts.len() < 2 && opened.stopped.is_none() {
        match args.case.named_accounts() {
            0 => bail!("there is only one account, and nothing to compare it with"),
            _ => {
                bail!("compare needs two accounts or more; name another with --account, or leave it out to compare all")
            }
        }
    }
    let concepts = concepts(&opened, &args.concepts)?;
    let comparison = match AccountComparison::of(&opened, &concepts, &control.limits) {
        Ok(comparison) => comparison,
        Err(refused) => {
            control.computed();
            return Ok(args.case.refuse(&refused));
        }
    };
    control.named(&opened);
    let options = TextOptions { width: terminal::width(), all: args.all };
    match args.format {
        CompareFormat::Text if args.watch => {
            terminal::say(&with_all(comparison.watch_text(&opened, options), args.all))?;
        }
        CompareFormat::Text => terminal::say(&with_all(comparison.text(&opened, options) + &args.next(), args.all))?,
        CompareFormat::Json => terminal::say_json(&comparison)?,
        CompareFormat::Svg => terminal::say(&comparison.picture(&opened).svg())?,
        CompareFormat::Dot => terminal::say(&comparison.picture(&opened).dot())?,
    }
    Ok(args.case.end_of_concepts(comparison.header.limit))
}

impl Args {
    /// What to ask next, if no concept was named.
    fn next(&self) -> String {
        if !self.concepts.is_empty() {
            return String::new();
        }
        let accounts: String = self.case.accounts.iter().map(|id| format!("--account {} ", typed_text(id))).collect();
        let command = self.case.typed("compare", &format!("{accounts}--concept seq"));
        format!("\nTo ask next\n  the same under another concept:  {command}\n")
    }
}

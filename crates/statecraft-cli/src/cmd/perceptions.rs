//! `statecraft perceptions`: each actor decides by the account that it believes.

use super::{CaseArgs, Exit, analyze, refuse};
use crate::terminal;
use clap::ValueEnum;
use statecraft::answers::perceptions::{Perceived, beliefs};
use statecraft::text::TextOptions;

/// Let each actor decide by the account that it believes: what holds, and who is mistaken
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// This actor believes this account, whatever the case says; may be given more than once
    #[arg(long = "see", value_name = "ACTOR=ACCOUNT", value_delimiter = ',', value_parser = belief)]
    said: Vec<(String, String)>,
    /// Under this concept [default: nash]; may be given more than once
    #[arg(long = "concept", value_name = "CONCEPT", value_delimiter = ',')]
    concepts: Vec<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = PerceptionsFormat::Text)]
    format: PerceptionsFormat,
    /// Show everything, however long
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PerceptionsFormat {
    /// For reading
    Text,
    /// For programs
    Json,
}

fn belief(text: &str) -> Result<(String, String), &'static str> {
    let (actor, account) = text.split_once('=').ok_or("write an actor and an account, such as iran=leverage")?;
    Ok((actor.trim().to_string(), account.trim().to_string()))
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let opened = match args.case.open(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let believed = beliefs(&opened, &args.said)?;
    let concepts = analyze::chosen(&args.concepts, &opened)?;
    let perceived = match Perceived::within(&opened, &believed, &concepts, &control.limits) {
        Ok(perceived) => perceived,
        Err(refused) => {
            control.computed();
            return Ok(refuse(&refused, refused.reason.is_limit()));
        }
    };
    control.computed();
    match args.format {
        PerceptionsFormat::Text => {
            terminal::say(&perceived.text(TextOptions { width: terminal::width(), all: args.all }))?;
        }
        PerceptionsFormat::Json => terminal::say_json(&perceived)?,
    }
    Ok(args.case.end(perceived.stopped))
}

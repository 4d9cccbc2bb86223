//! `statecraft perceptions`: each actor decides by the account that it believes.

use super::{CaseArgs, Exit};
use crate::advice::with_all;
use crate::terminal;
use anyhow::{anyhow, bail};
use clap::ValueEnum;
use statecraft::answers::concepts;
use statecraft::answers::perceptions::{NoBelief, Perceived, beliefs};
use statecraft::text::TextOptions;

/// Let each actor decide by the account that it believes: what holds, and who is mistaken
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// This actor believes this account, whatever the case says; may be given more than once
    #[arg(long = "see", value_name = "ACTOR=ACCOUNT", value_delimiter = ',', value_parser = belief)]
    said: Vec<(String, String)>,
    /// Under this concept; may be given more than once [default: nash, gmr, smr, seq and symseq; told in full are the first and seq]
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

/// An actor believes one account.
fn each_once(said: &[(String, String)]) -> anyhow::Result<()> {
    for (at, (actor, account)) in said.iter().enumerate() {
        if let Some((_, other)) = said[..at].iter().find(|(known, other)| known == actor && other != account) {
            bail!("--see says that {actor} believes {other} and that it believes {account}; say one of them");
        }
    }
    Ok(())
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let opened = match args.case.open(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    each_once(&args.said)?;
    let believed = beliefs(&opened, &args.said).map_err(|why| match &why {
        NoBelief::Missing(actor) => anyhow!("{why}, or say --see {actor}=ACCOUNT"),
        NoBelief::Unknown { what: "account", .. } if args.case.named_accounts() > 0 => {
            anyhow!("{why}; --account leaves out all others: name with it every account that somebody believes")
        }
        _ => why.into(),
    })?;
    let concepts = concepts(&opened, &args.concepts)?;
    let perceived = match Perceived::of(&opened, &believed, &concepts, &control.limits) {
        Ok(perceived) => perceived,
        Err(refused) => {
            control.computed();
            return Ok(args.case.refuse(&refused));
        }
    };
    control.named(&opened);
    match args.format {
        PerceptionsFormat::Text => {
            let text = perceived.text(&opened, TextOptions { width: terminal::width(), all: args.all });
            terminal::say(&with_all(text, args.all))?;
        }
        PerceptionsFormat::Json => terminal::say_json(&perceived)?,
    }
    Ok(args.case.end_of_concepts(perceived.header.limit))
}

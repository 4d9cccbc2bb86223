//! `statecraft explain`: why a state holds, or not.

use super::choose::{self, StateArgs};
use super::{CaseArgs, Exit};
use crate::advice::with_all;
use crate::terminal;
use anyhow::bail;
use clap::ValueEnum;
use statecraft::answers::{Asked, Explanation};
use statecraft::study::Study;

/// Say why a state holds or not: what tempts each actor, how the others could answer, and on whose word
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    #[command(flatten)]
    state: StateArgs,
    /// Only this actor
    #[arg(long, value_name = "ACTOR")]
    actor: Option<String>,
    #[command(flatten)]
    concepts: choose::ConceptArgs,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    format: ExplainFormat,
    /// Tell every temptation, however many there are
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// For reading
    Text,
    /// For programs
    Json,
    /// As a picture, for Graphviz
    Dot,
    /// As a picture, for a browser
    Svg,
}

impl ExplainFormat {
    /// A picture shows one account.
    pub(crate) fn fits(self, opened: &Study) -> anyhow::Result<()> {
        if opened.accounts.len() > 1 && matches!(self, ExplainFormat::Dot | ExplainFormat::Svg) {
            let known: Vec<&str> = opened.accounts.iter().filter_map(|laid_out| laid_out.account.id()).collect();
            bail!("a picture shows one account; choose one with --account: {}", known.join(", "));
        }
        Ok(())
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let opened = match args.case.open(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    args.format.fits(&opened)?;
    let states = match args.state.choose(&opened)? {
        Ok(states) => states,
        Err(exit) => return Ok(exit),
    };
    let concepts = args.concepts.chosen(&opened)?;
    let first = opened.accounts.first().zip(args.actor.as_deref());
    let actor = first.map(|(laid_out, key)| choose::actor(&laid_out.model, key)).transpose()?;
    let parts: Vec<_> = opened.accounts.iter().zip(states).collect();
    let asked = Asked { concepts, actor, all: args.all };
    let explanation = Explanation::of(&opened, &parts, &asked, &control.limits);
    control.named(&opened);
    let explanation = match explanation {
        Ok(explanation) => explanation,
        Err(refused) => {
            return Ok(args.case.refuse(&refused));
        }
    };
    match args.format {
        ExplainFormat::Text => terminal::say(&with_all(explanation.text(&opened, terminal::width()), args.all))?,
        ExplainFormat::Json => terminal::say_json(&explanation)?,
        ExplainFormat::Dot => {
            explanation.accounts.iter().try_for_each(|one| terminal::say(&one.picture(&opened).dot()))?
        }
        ExplainFormat::Svg => {
            explanation.accounts.iter().try_for_each(|one| terminal::say(&one.picture(&opened).svg()))?
        }
    }
    Ok(args.case.end_of_concepts(opened.stopped))
}

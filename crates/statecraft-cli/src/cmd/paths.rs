//! `statecraft paths`: how one gets from one state to others.

use super::choose::{is_scenario, named, named_states, states_where};
use super::explain::ExplainFormat;
use super::{CaseArgs, Exit, choose};
use crate::terminal;
use anyhow::bail;
use statecraft::answers::AskPaths;
use statecraft::study::{Study, Which};
use statecraft::text::TextOptions;

/// Say how today could lead to the outcomes, or to other states: by whose moves, by whose concessions, or why not at all
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// Begin in this state, by its number, or in a bare graph by its name [default: today's]
    #[arg(long, value_name = "STATE")]
    from: Option<String>,
    /// To this state [default: the outcomes]
    #[arg(long, value_name = "STATE", conflicts_with = "to_where")]
    to: Option<String>,
    /// To the states where this statement is true, such as 'iran.back and not us.lift'
    #[arg(long, value_name = "EXPR")]
    to_where: Option<String>,
    #[command(flatten)]
    concepts: choose::ConceptArgs,
    /// Let no path go on past a state that holds under every concept asked for
    #[arg(long)]
    stop_at_equilibria: bool,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    format: ExplainFormat,
    /// Tell of every state one by one, however many, and draw more boxes
    #[arg(long)]
    all: bool,
}

/// So many states of a kind are told one by one, and so many boxes drawn, unless all are asked for.
const MOST: usize = 4;
const BOXES: [usize; 2] = [60, 600];

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let opened = match args.case.open(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    args.format.fits(&opened)?;
    if let Err(exit) = args.fit(&opened)? {
        return Ok(exit);
    }
    let report = opened.ask(&args.question(&opened), &control.limits);
    control.named(&opened);
    let report = match report {
        Ok(report) => report,
        Err(refused) => return args.case.not_answered(refused),
    };
    let pictures = || report.pictures(&opened, BOXES[usize::from(args.all)]);
    let options = TextOptions { width: terminal::width(), all: args.all };
    match args.format {
        ExplainFormat::Text => terminal::say(&report.text(&opened, options))?,
        ExplainFormat::Json => terminal::say_json(&report)?,
        ExplainFormat::Dot => pictures().iter().try_for_each(|picture| terminal::say(&picture.dot()))?,
        ExplainFormat::Svg => pictures().iter().try_for_each(|picture| terminal::say(&picture.svg()))?,
    }
    Ok(args.case.end_of_concepts(opened.stopped))
}

impl Args {
    fn question(&self, opened: &Study) -> AskPaths {
        let named = |name: &str| named(opened, name);
        AskPaths {
            accounts: Vec::new(),
            from: self.from.as_deref().map_or(Which::Today, named),
            to: self.to.as_deref().map(named),
            to_where: self.to_where.clone(),
            concepts: self.concepts.keys(),
            stop_at_equilibria: self.stop_at_equilibria,
            most: if self.all { usize::MAX } else { MOST },
        }
    }

    /// Whether the case has the states that are named; what is wrong with a statement is shown in place.
    fn fit(&self, opened: &Study) -> anyhow::Result<Result<(), Exit>> {
        for laid_out in &opened.accounts {
            if self.from.is_none() && laid_out.graph.status_quo.is_none() {
                bail!("the case does not say where things stand; name a state with --from");
            }
            if let Some(statement) = &self.to_where
                && let Err(exit) = states_where(laid_out, statement, "--to-where")?
            {
                return Ok(Err(exit));
            }
        }
        let to = self.to.as_ref().filter(|name| !is_scenario(opened, name));
        for (name, flag) in [(self.from.as_ref(), None), (to, Some("--to-where"))] {
            name.map_or(Ok(Vec::new()), |name| named_states(opened, name, flag))?;
        }
        Ok(Ok(()))
    }
}

//! `statecraft paths`: how one gets from one state to others.

use super::choose::{named_state, one_meaning, states_where};
use super::explain::ExplainFormat;
use super::{CaseArgs, Exit, choose};
use crate::terminal;
use anyhow::bail;
use statecraft::answers::{PathsAsked, PathsError, PathsReport, PathsWanted};
use statecraft::graph::{StateId, StateSet};
use statecraft::study::{LaidOut, Study};

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
    let wanted = match args.wanted(&opened)? {
        Ok(wanted) => wanted,
        Err(exit) => return Ok(exit),
    };
    let concepts = args.concepts.chosen(&opened)?;
    let most = if args.all { usize::MAX } else { MOST };
    let asked = PathsAsked { concepts: &concepts, stop: args.stop_at_equilibria, most };
    let report = PathsReport::of(&opened.case, &wanted, asked, &control.limits);
    control.computed();
    let report = match report {
        Ok(report) => report,
        Err(PathsError::Limit(limit)) => return Ok(args.case.end_of_concepts(Some(limit))),
        Err(PathsError::Refused(refused)) => return Ok(args.case.refuse(&refused)),
        Err(other) => return Err(other.into()),
    };
    let pictures = || report.accounts.iter().map(|account| account.picture(BOXES[usize::from(args.all)]));
    match args.format {
        ExplainFormat::Text => terminal::say(&report.text(terminal::width()))?,
        ExplainFormat::Json => terminal::say_json(&report)?,
        ExplainFormat::Dot => pictures().try_for_each(|picture| terminal::say(&picture.dot()))?,
        ExplainFormat::Svg => pictures().try_for_each(|picture| terminal::say(&picture.svg()))?,
    }
    Ok(args.case.end_of_concepts(opened.stopped))
}

impl Args {
    /// Where paths begin and lead in each account.
    fn wanted<'o>(&'o self, opened: &'o Study) -> anyhow::Result<Result<Vec<PathsWanted<'o>>, Exit>> {
        let mut wanted = Vec::new();
        for laid_out in &opened.accounts {
            let from = self.start(laid_out)?;
            let to = match (&self.to, &self.to_where) {
                (Some(name), _) => {
                    Some((only(laid_out, named_state(laid_out, name, Some("--to-where"))?), name.as_str()))
                }
                (_, Some(condition)) => match states_where(laid_out, condition, "--to-where")? {
                    Ok(states) => Some((states, condition.as_str())),
                    Err(exit) => return Ok(Err(exit)),
                },
                _ => None,
            };
            wanted.push(PathsWanted { laid_out, from, to });
        }
        let froms: Vec<StateId> = wanted.iter().map(|wanted| wanted.from).collect();
        let tos: Vec<StateId> = wanted.iter().filter_map(|wanted| wanted.to.as_ref()?.0.iter().next()).collect();
        self.from.as_ref().map_or(Ok(()), |name| one_meaning(opened, &froms, name))?;
        self.to.as_ref().map_or(Ok(()), |name| one_meaning(opened, &tos, name))?;
        Ok(Ok(wanted))
    }

    fn start(&self, laid_out: &LaidOut) -> anyhow::Result<StateId> {
        match (&self.from, laid_out.graph.status_quo) {
            (Some(name), _) => named_state(laid_out, name, None),
            (None, Some(today)) => Ok(today),
            (None, None) => bail!("the case does not say where things stand; name a state with --from"),
        }
    }
}

fn only(laid_out: &LaidOut, state: StateId) -> StateSet {
    let mut set = StateSet::empty(laid_out.graph.len());
    set.insert(state);
    set
}

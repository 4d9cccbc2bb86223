//! `statecraft change`: how small a mistake would change the answer.

use super::choose::named_states;
use super::{AnswerFormat, CaseArgs, Exit};
use crate::advice::with_all;
use crate::terminal;
use anyhow::{anyhow, bail};
use clap::ValueEnum;
use statecraft::answers::{Ask, Distances};
use statecraft::change::Costs;
use statecraft::stability::Concept;
use statecraft::text::TextOptions;

/// Show how few edits of preference lines would make an outcome fall, or hold
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// This state; without it, every outcome
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    /// Under which concept: nash, gmr, smr, seq or symseq [default: nash and seq; for programs nash]
    #[arg(long, value_name = "CONCEPT")]
    concept: Option<String>,
    /// What the state is to become; without it, the opposite of what it is
    #[arg(long, value_enum, requires = "state")]
    make: Option<Make>,
    /// What edits cost, such as move=1,drop=2,negate=3; a line without claims costs half, also to move another past it
    #[arg(long = "cost", value_name = "EDIT=COST", value_delimiter = ',')]
    costs: Vec<String>,
    /// So many edits at most: of each actor, under seq and symseq of all together
    #[arg(long, value_name = "N", default_value_t = 3)]
    edits: usize,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    format: AnswerFormat,
    /// Look at all outcomes, and show every way
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Make {
    /// It is to hold for every actor
    Stable,
    /// It is to fall for some actor
    Unstable,
}

/// So many outcomes of an account are looked at unless all are asked for.
const MOST: usize = 8;

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let costs = args.costs()?;
    let mut control = args.case.control()?;
    let opened = match args.case.open(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let actors = opened.accounts.first().map(|laid_out| laid_out.model.actor_keys()).unwrap_or_default();
    let concepts = match (&args.concept, args.format) {
        (Some(concept), _) => vec![Concept::parse(concept, &actors)?],
        (None, AnswerFormat::Text) => vec![Concept::Nash, Concept::Seq],
        (None, _) => vec![Concept::Nash],
    };
    let ask = |concept: Concept| Ask {
        concept,
        holds: args.make.map(|make| make == Make::Stable),
        costs,
        most: if args.all { usize::MAX } else { MOST },
    };
    let states = match &args.state {
        Some(name) => named_states(&opened, name, None)?.into_iter().map(Some).collect(),
        None => vec![None; opened.accounts.len()],
    };
    let distances = concepts.iter().map(|concept| Distances::of(&opened, &states, ask(*concept), &control.limits));
    let distances = distances.collect::<Result<Vec<_>, _>>();
    control.named(&opened);
    let distances = distances?;
    if distances.iter().any(|of| !of.accounts.is_empty()) {
        match args.format {
            AnswerFormat::Json => distances.iter().try_for_each(terminal::say_json)?,
            AnswerFormat::Text => {
                let options = TextOptions { width: terminal::width(), all: args.all };
                terminal::say(&with_all(Distances::text_of(&distances, &opened, options), args.all))?;
            }
        }
    }
    Ok(args.case.end(distances.iter().find_map(|of| of.header.limit)))
}

impl Args {
    fn costs(&self) -> anyhow::Result<Costs> {
        let mut costs = Costs { most: self.edits, ..Costs::default() };
        if !(1..=4).contains(&self.edits) {
            bail!("--edits {}: from 1 to 4 edits can be tried", self.edits);
        }
        let mut named: Vec<&str> = Vec::new();
        for pair in &self.costs {
            let (edit, cost) = pair.split_once('=').ok_or_else(|| anyhow!("--cost {pair}: write it as move=1"))?;
            let cost = cost.parse().ok().filter(|cost| (1..=1000).contains(cost));
            let cost = cost.ok_or_else(|| anyhow!("--cost {pair}: a whole number from 1 to 1000 is expected"))?;
            if named.contains(&edit) {
                bail!("--cost says twice what {edit} costs; say it once");
            }
            named.push(edit);
            match edit {
                "move" => costs.shift = cost,
                "drop" => costs.drop = cost,
                "negate" => costs.negate = cost,
                _ => bail!("--cost {pair}: an edit is called move, drop or negate"),
            }
        }
        Ok(costs)
    }
}

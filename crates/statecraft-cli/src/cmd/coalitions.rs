//! `statecraft coalitions`: who would leave an outcome together.

use super::choose::named_states;
use super::{AnswerFormat, CaseArgs, Exit};
use crate::advice::with_all;
use crate::terminal;
use anyhow::bail;
use clap::ValueEnum;
use statecraft::answers::CoalitionReport;
use statecraft::coalitions::{Coalition, Improvement, Joint, Players, Question, Refused, Sanctions};
use statecraft::stability::Concept;
use statecraft::study::Study;
use statecraft::text::TextOptions;

/// Find which outcomes a coalition would leave, for what, and by which moves
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// How far everybody looks ahead: nash, gmr, smr, seq or symseq
    #[arg(long, value_name = "CONCEPT", default_value = "seq")]
    concept: String,
    /// Only this coalition, such as iran,taliban; may be given more than once
    #[arg(long = "coalition", value_name = "ACTORS", conflicts_with = "structure")]
    coalitions: Vec<String>,
    /// When a coalition is better off
    #[arg(long, value_enum, default_value_t = Better::Strict)]
    improvement: Better,
    /// How a coalition moves
    #[arg(long, value_enum, default_value_t = How::Sequence)]
    moves: How,
    /// Whose improvements deter, under seq and symseq
    #[arg(long, value_enum, default_value_t = Whose::Individual)]
    seq: Whose,
    /// Who acts as one, and the others by themselves: iran+taliban,us+kabul
    #[arg(long, value_name = "BLOCKS")]
    structure: Option<String>,
    /// Ask about this state, whether it holds or not
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    format: AnswerFormat,
    /// Show everything, however long
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Better {
    /// If every member is
    Strict,
    /// If some member is and none is worse off
    Pareto,
}

#[derive(Clone, Copy, ValueEnum)]
enum How {
    /// Members move one after another, nobody twice running
    Sequence,
    /// Members change their options at one moment, whatever lies between
    Jump,
}

#[derive(Clone, Copy, ValueEnum)]
enum Whose {
    /// Each step of a reply improves the position of the actor that takes it
    Individual,
    /// Each step improves the positions of a coalition of those outside
    Joint,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let opened = match args.case.open(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let question = args.question(&opened)?;
    if let Some(name) = &args.state {
        named_states(&opened, name)?;
    }
    let report = match CoalitionReport::within(&opened, &question, args.state.as_deref(), &control.limits) {
        Ok(report) => report,
        Err(Refused::Limit(limit)) => {
            control.computed();
            return Ok(args.case.end(Some(limit)));
        }
        Err(refused) => {
            control.computed();
            bail!("{refused}{}", instead(&refused));
        }
    };
    control.computed();
    match args.format {
        AnswerFormat::Json => terminal::say_json(&report)?,
        AnswerFormat::Text => {
            let text = report.text(TextOptions { width: terminal::width(), all: args.all });
            terminal::say(&with_all(text, args.all))?;
        }
    }
    if report.is_defective() {
        for account in report.accounts.iter().filter(|account| !account.checked.failed.is_empty()) {
            terminal::complain(&format!("{}\n", account.checked.sentence()));
        }
        return Ok(Exit::Refuted);
    }
    Ok(args.case.end(report.stopped))
}

impl Args {
    fn question(&self, opened: &Study) -> anyhow::Result<Question> {
        let keys = opened.accounts.first().map(|laid_out| laid_out.model.actor_keys()).unwrap_or_default();
        Ok(Question {
            concept: Concept::parse(&self.concept, &keys)?,
            improvement: match self.improvement {
                Better::Strict => Improvement::Strict,
                Better::Pareto => Improvement::Pareto,
            },
            joint: match self.moves {
                How::Sequence => Joint::Sequence,
                How::Jump => Joint::Jump,
            },
            sanctions: match self.seq {
                Whose::Individual => Sanctions::Individual,
                Whose::Joint => Sanctions::Joint,
            },
            players: self.players(&keys)?,
        })
    }

    fn players(&self, keys: &[&str]) -> anyhow::Result<Players> {
        if let Some(structure) = &self.structure {
            let blocks = structure.split(',').map(|block| Coalition::named(block.split('+'), keys));
            return Ok(Players::Blocks(blocks.collect::<Result<_, _>>()?));
        }
        for names in &self.coalitions {
            each_once(names)?;
        }
        let these = self.coalitions.iter().map(|names| Coalition::named(names.split([',', '+']), keys));
        let these: Vec<Coalition> = these.collect::<Result<_, _>>()?;
        Ok(if these.is_empty() { Players::All } else { Players::These(these) })
    }
}

fn each_once(names: &str) -> anyhow::Result<()> {
    let all: Vec<&str> = names.split([',', '+']).collect();
    match all.iter().enumerate().find(|(at, name)| all[..*at].contains(name)) {
        Some((_, twice)) => bail!("--coalition {names} names {twice} twice; name each member once"),
        None => Ok(()),
    }
}

/// What to try instead.
fn instead(refused: &Refused) -> &'static str {
    match refused {
        Refused::NeedsOptions | Refused::MergedStates | Refused::BarredMoves => "; leave out --moves jump",
        Refused::TooMany(_) => "; name some with --coalition, and leave out --seq joint",
        _ => "",
    }
}

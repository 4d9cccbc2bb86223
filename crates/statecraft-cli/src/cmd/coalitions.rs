//! `statecraft coalitions`: who would leave an outcome together.

use super::choose::{named, named_states};
use super::{AnswerFormat, CaseArgs, Exit};
use crate::advice::with_all;
use crate::terminal;
use anyhow::bail;
use clap::ValueEnum;
use statecraft::answers::AskCoalitions;
use statecraft::coalitions::{Improvement, Joint, Sanctions};
use statecraft::study::{Refused, Study};
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
        named_states(&opened, name, None)?;
    }
    let report = opened.ask(&question, &control.limits);
    control.named(&opened);
    let report = match report {
        Ok(report) => report,
        Err(Refused::Limit(limit)) => return Ok(args.case.end(Some(limit))),
        Err(refused) => bail!("{refused}{}", instead(refused.code())),
    };
    match args.format {
        AnswerFormat::Json => terminal::say_json(&report)?,
        AnswerFormat::Text => {
            let text = report.text(&opened, TextOptions { width: terminal::width(), all: args.all });
            terminal::say(&with_all(text, args.all))?;
        }
    }
    if report.is_defective() {
        for account in report.accounts.iter().filter(|account| !account.checked.failed.is_empty()) {
            terminal::complain(&format!("{}\n", account.checked.sentence()));
        }
        return Ok(Exit::Refuted);
    }
    Ok(args.case.end(report.header.limit))
}

impl Args {
    fn question(&self, opened: &Study) -> anyhow::Result<AskCoalitions> {
        self.coalitions.iter().try_for_each(|names| each_once(names))?;
        let split = |names: &str, by: &[char]| names.split(by).map(String::from).collect::<Vec<_>>();
        let structure = self.structure.as_ref();
        Ok(AskCoalitions {
            accounts: Vec::new(),
            concept: self.concept.clone(),
            improvement: match self.improvement {
                Better::Strict => Improvement::Strict,
                Better::Pareto => Improvement::Pareto,
            },
            moves: match self.moves {
                How::Sequence => Joint::Sequence,
                How::Jump => Joint::Jump,
            },
            seq: match self.seq {
                Whose::Individual => Sanctions::Individual,
                Whose::Joint => Sanctions::Joint,
            },
            coalitions: self.coalitions.iter().map(|names| split(names, &[',', '+'])).collect(),
            structure: structure.map(|blocks| blocks.split(',').map(|block| split(block, &['+'])).collect()),
            state: self.state.as_deref().map(|name| named(opened, name)),
        })
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
fn instead(code: &str) -> &'static str {
    match code {
        "jump" => "; leave out --moves jump",
        "too-many" => "; name some with --coalition, and leave out --seq joint",
        _ => "",
    }
}

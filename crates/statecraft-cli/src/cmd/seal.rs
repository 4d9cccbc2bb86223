//! `statecraft seal`: what a case predicts, put down before it is known.

use super::{AnswerFormat, CaseArgs, Exit};
use crate::out_file::{ForceArgs, OutFile};
use crate::terminal;
use anyhow::Context;
use statecraft::answers::seal::{AskSeal, CheckSeal, Seal};
use statecraft::case::read_bytes;
use statecraft::study::Study;
use std::path::{Path, PathBuf};

/// Put down what each account predicts, with the hash of the case, to be scored when it is known what happened
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// Write the seal into this file, as JSON
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArgs,
    /// The day that the seal is to name, such as 2021-07-10; the program asks no clock
    #[arg(long, value_name = "DAY", required_unless_present = "verify", conflicts_with = "verify")]
    date: Option<String>,
    /// Say whether the case still predicts what this file sealed, and if not, what changed
    #[arg(long, value_name = "FILE", conflicts_with_all = ["out", "concepts"])]
    verify: Option<PathBuf>,
    /// Under this concept [default: the usual five]; may be given more than once
    #[arg(long = "concept", value_name = "CONCEPT", value_delimiter = ',')]
    concepts: Vec<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    format: AnswerFormat,
    /// Show everything, however long
    #[arg(long)]
    long: bool,
}

/// No seal is larger.
const MOST_BYTES: u64 = 1 << 28;

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let opened = match args.case.open_all(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    if let Some(file) = &args.verify {
        let check = CheckSeal { seal: Box::new(read(file)?) };
        let check = match opened.ask(&check, &control.limits) {
            Ok(check) => check,
            Err(refused) => return args.case.not_answered(refused),
        };
        control.computed();
        match args.format {
            AnswerFormat::Json => terminal::say_json(&check)?,
            AnswerFormat::Text => terminal::say(&check.text(&opened, terminal::width(), args.long))?,
        }
        return Ok(if check.holds { Exit::Fine } else { Exit::Refuted });
    }
    let own = args.case.files(&opened.case);
    let out = OutFile::begin_if(args.out.as_deref(), &own, args.force, &control.limits.watch)?;
    let seal = match opened.ask(&args.question(), &control.limits) {
        Ok(seal) => seal,
        Err(refused) => return args.case.not_answered(refused),
    };
    control.computed();
    args.say(&opened, &seal, out)?;
    Ok(Exit::Fine)
}

impl Args {
    fn question(&self) -> AskSeal {
        let date = self.date.clone().unwrap_or_default();
        AskSeal { concepts: self.concepts.clone(), date, ..AskSeal::default() }
    }

    fn say(&self, opened: &Study, seal: &Seal, out: Option<OutFile>) -> anyhow::Result<()> {
        let written = out.is_some();
        if let Some(out) = out {
            let text = serde_json::to_string_pretty(seal)? + "\n";
            out.finish(|file| Ok(file.write_all(text.as_bytes())?))?;
        }
        match self.format {
            AnswerFormat::Json if written => {}
            AnswerFormat::Json => terminal::say_json(seal)?,
            AnswerFormat::Text => {
                terminal::say(&seal.text(opened, terminal::width()))?;
                if !written {
                    terminal::complain("nothing is written; -o FILE writes the seal\n");
                }
            }
        }
        Ok(())
    }
}

/// A seal from its file.
pub(crate) fn read(file: &Path) -> anyhow::Result<Seal> {
    let name = file.display();
    let bytes = read_bytes(file, MOST_BYTES).with_context(|| format!("cannot read {name}"))?;
    serde_json::from_slice(&bytes)
        .with_context(|| format!("{name} is no seal that can be read; `statecraft seal CASE -o FILE` writes one"))
}

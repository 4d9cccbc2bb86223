//! `statecraft robust`: what holds when preferences are not known exactly.

use super::{CaseArgs, Exit, PictureFormat};
use crate::advice::with_all;
use crate::out_file::{ForceArgs, OutFile};
use crate::terminal;
use anyhow::{Context, anyhow, bail};
use statecraft::answers::{Draws, MergeError, Robustness};
use statecraft::case::read_bytes;
use statecraft::graph::Watch;
use statecraft::robust::Doubt;
use statecraft::study::Study;
use statecraft::text::TextOptions;
use std::path::{Path, PathBuf};

/// Show what holds when preferences are not known exactly: under which share of the orders compatible with what is known each outcome holds
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    case: CaseArgs,
    /// Draw so many orders, unless there are no more of them
    #[arg(long, value_name = "N", default_value_t = 1000)]
    samples: u64,
    /// The seed of the draws: the same seed gives the same answer
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Take every line to be possibly one place higher or lower, whatever is marked; unknown actors stay unknown
    #[arg(long)]
    every_line: bool,
    /// Do only this part of the work: 2/7 is the second of seven
    #[arg(long, value_name = "K/N")]
    shard: Option<String>,
    /// Write the counts as JSON to this file, to be merged
    #[arg(long, value_name = "FILE", conflicts_with = "merge")]
    out: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArgs,
    /// Compute nothing: put files of counts together, this one and others named so; they must be of this case as it is now
    #[arg(long, value_name = "FILE")]
    merge: Vec<PathBuf>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = PictureFormat::Text)]
    format: PictureFormat,
    /// Show every state that ever holds
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    if args.samples == 0 {
        bail!("--samples 0: nothing would be counted; draw one order at least");
    }
    let shard = args.shard.as_deref().map_or(Ok((0, 1)), shard)?;
    if !args.merge.is_empty() {
        let parts = args.merge.iter().map(|path| part(path)).collect::<anyhow::Result<Vec<_>>>()?;
        let case = args.case.case()?;
        let whole = Robustness::merge(parts).and_then(|whole| whole.is_of(&case).map(|()| whole));
        let whole = whole.map_err(|error| anyhow!("{error}{}", instead(error)))?;
        if args.format == PictureFormat::Json {
            terminal::say_json(&whole)?;
            return Ok(Exit::Fine);
        }
        let opened = match args.case.open(&mut args.case.control()?)? {
            Ok(opened) => opened,
            Err(exit) => return Ok(exit),
        };
        args.say(&whole, &opened)?;
        return Ok(Exit::Fine);
    }
    let mut control = args.case.control()?;
    let read = args.case.read()?;
    // It is small, and written also where the time is over: what is counted by then is a part like others.
    let begin = |path: &Path| OutFile::begin(path, &args.case.files(&read.case), args.force, &Watch::default());
    let out = args.out.as_deref().map(begin).transpose()?;
    let opened = match args.case.open_read(read, &mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let doubt = if args.every_line { Doubt::EveryLine } else { Doubt::Marked };
    let draws = Draws { doubt, most: args.samples, seed: args.seed, shard };
    let found = Robustness::of(&opened, draws, &control.limits);
    control.named(&opened);
    let robustness = match found {
        Ok(robustness) => robustness,
        Err(limit) => return Ok(args.case.end(Some(limit))),
    };
    if let Some((out, path)) = out.zip(args.out.as_ref()) {
        match (&robustness.header.stopped, out.replaces()) {
            (Some(_), true) => terminal::complain(&format!("{} was left as it is\n", path.display())),
            _ => out.finish(|out| Ok(serde_json::to_writer(out, &robustness)?))?,
        }
    }
    args.say(&robustness, &opened)?;
    if !robustness.has_doubt() && !args.every_line {
        terminal::complain("--every-line tries every line one place higher or lower\n");
    }
    Ok(args.case.end(robustness.header.limit))
}

impl Args {
    fn say(&self, robustness: &Robustness, opened: &Study) -> anyhow::Result<()> {
        match self.format {
            PictureFormat::Json => terminal::say_json(robustness),
            PictureFormat::Svg => Ok(terminal::say(&robustness.picture(opened).svg())?),
            PictureFormat::Text => {
                let text = robustness.text(opened, TextOptions { width: terminal::width(), all: self.all });
                Ok(terminal::say(&with_all(text, self.all))?)
            }
        }
    }
}

/// `2/7`: which part, from 0, of how many.
fn shard(text: &str) -> anyhow::Result<(u64, u64)> {
    let parts = text.split_once('/').and_then(|(this, of)| Some((this.parse::<u64>().ok()?, of.parse::<u64>().ok()?)));
    let (this, of) = parts
        .filter(|(this, of)| (1..=*of).contains(this))
        .ok_or_else(|| anyhow!("--shard {text}: write 2/7 for the second of seven parts"))?;
    Ok((this - 1, of))
}

/// What to try instead.
fn instead(error: MergeError) -> &'static str {
    match error {
        MergeError::Accounts => " (--account)",
        MergeError::Runs => " (--samples, --seed, --every-line)",
        MergeError::OtherAccounts => "; leave out --account",
        _ => "",
    }
}

/// No file of counts is larger.
const MOST_BYTES: u64 = 1 << 30;

fn part(path: &Path) -> anyhow::Result<Robustness> {
    let text = read_bytes(path, MOST_BYTES).with_context(|| format!("--merge {}", path.display()))?;
    serde_json::from_slice(&text).map_err(|_| {
        anyhow!("--merge {}: not a file written by `robust --out`, or one that was cut off", path.display())
    })
}

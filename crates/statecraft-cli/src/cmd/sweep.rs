//! `statecraft sweep`: samples of preferences in many readings of a case, on many machines.

use super::{CaseArgs, Exit, Format};
use crate::advice::with_all;
use crate::out_file::{ForceArgs, OutFile};
use crate::terminal;
use anyhow::{Context, anyhow, bail, ensure};
use statecraft::answers::sweep::{AskSweep, NotMerged, SweepPart, SweepPlan};
use statecraft::case::{LineId, read_bytes};
use statecraft::text::TextOptions;
use std::fs;
use std::path::{Path, PathBuf};

/// Count under which share of preferences outcomes hold, in many readings of the case, in shards that any machine can take
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(clap::Subcommand)]
enum Step {
    /// Plan a sweep: which readings of the case, how many samples, in how many shards
    Plan(PlanArgs),
    /// Count one shard and write it into a folder
    Run(RunArgs),
    /// Name the shards that are not in the folder, or are damaged there
    Missing(MissingArgs),
    /// Put all shards together
    Merge(MergeArgs),
}

#[derive(clap::Args)]
struct PlanArgs {
    #[command(flatten)]
    case: CaseArgs,
    /// Write the plan into this file, as JSON
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArgs,
    /// Draw so many orders in each reading, unless there are no more of them
    #[arg(long, value_name = "N", default_value_t = 1000)]
    samples: u64,
    /// The seed of the draws
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Take every line to be possibly one place higher or lower, whatever is marked
    #[arg(long)]
    every_line: bool,
    /// In so many shards
    #[arg(long, value_name = "N", default_value_t = 1)]
    shards: u64,
    /// Read the case as this variant [default: each that it names]; may be given more than once
    #[arg(long = "with", value_name = "VARIANT")]
    variants: Vec<String>,
    /// Keep this option as it is today; may be given more than once
    #[arg(long = "freeze", value_name = "OPTION")]
    options: Vec<String>,
    /// Leave out this rule: its place among the common rules, or ACCOUNT:PLACE; may be given more than once
    #[arg(long = "without-rule", value_name = "PLACE")]
    rules: Vec<String>,
    /// Every combination of these, not only one at a time
    #[arg(long)]
    combinations: bool,
}

#[derive(clap::Args)]
struct RunArgs {
    /// The plan
    #[arg(value_name = "PLAN")]
    plan: PathBuf,
    #[command(flatten)]
    case: CaseArgs,
    /// Which shard, from 1 [default: SLURM_ARRAY_TASK_ID, or JOB_COMPLETION_INDEX, which counts from 0]
    #[arg(long, value_name = "K")]
    shard: Option<u64>,
    /// The folder of the shards
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
}

#[derive(clap::Args)]
struct MissingArgs {
    /// The plan
    #[arg(value_name = "PLAN")]
    plan: PathBuf,
    /// The folder of the shards
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

#[derive(clap::Args)]
struct MergeArgs {
    /// The plan
    #[arg(value_name = "PLAN")]
    plan: PathBuf,
    #[command(flatten)]
    case: CaseArgs,
    /// The folder of the shards
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// How the answer is written; CSV has a row for each reading, account, concept and state
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Under this concept the readings are set side by side, in text
    #[arg(long, value_name = "CONCEPT", default_value = "nash")]
    concept: String,
    /// Show everything, however long
    #[arg(long)]
    all: bool,
}

/// No plan and no shard is larger.
const MOST_BYTES: u64 = 1 << 30;

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    match &args.step {
        Step::Plan(args) => plan(args),
        Step::Run(args) => count(args),
        Step::Missing(args) => missing(args),
        Step::Merge(args) => merge(args),
    }
}

fn plan(args: &PlanArgs) -> anyhow::Result<Exit> {
    let mut control = args.case.control()?;
    let opened = match args.case.open_all(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let own = args.case.files(&opened.case);
    let out = OutFile::begin_if(args.out.as_deref(), &own, args.force, &control.limits.watch)?;
    let asked = AskSweep {
        variants: args.variants.clone(),
        options: args.options.clone(),
        rules: args.rules.iter().map(|rule| rule_line(rule)).collect::<anyhow::Result<_>>()?,
        combinations: args.combinations,
        samples: args.samples,
        seed: args.seed,
        every_line: args.every_line,
        shards: args.shards,
    };
    let plan = match SweepPlan::of(&opened, &asked) {
        Ok(plan) => plan,
        Err(refused) => return args.case.not_answered(refused),
    };
    control.computed();
    let Some(out) = out else {
        terminal::say_json(&plan)?;
        return Ok(Exit::Fine);
    };
    let text = serde_json::to_string_pretty(&plan)? + "\n";
    out.finish(|file| Ok(file.write_all(text.as_bytes())?))?;
    terminal::say(&plan.text(terminal::width()))?;
    Ok(Exit::Fine)
}

/// `3`, or `leverage:3`.
fn rule_line(text: &str) -> anyhow::Result<LineId> {
    let (account, place) = text.rsplit_once(':').map_or((None, text), |(account, place)| (Some(account), place));
    let place = place.parse().ok().filter(|place| *place > 0);
    let place = place.ok_or_else(|| anyhow!("--without-rule {text}: write its place, such as 3, or ACCOUNT:3"))?;
    Ok(LineId::Rule { account: account.map(String::from), place })
}

fn count(args: &RunArgs) -> anyhow::Result<Exit> {
    let shard = args.shard.map_or_else(shard_of_task, Ok)?;
    let plan = read_plan(&args.plan)?;
    let mut control = args.case.control()?;
    let opened = match args.case.open_all(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    fs::create_dir_all(&args.out).with_context(|| format!("cannot make {}", args.out.display()))?;
    let path = args.out.join(name(shard));
    if let Some(part) = read_part(&path)?.filter(|part| part.is_sound() && part.plan == plan.fingerprint()) {
        control.computed();
        terminal::complain(&format!("{} is there already, of this plan\n", path.display()));
        return Ok(if part.shard == shard { Exit::Fine } else { bail!("{} holds another shard", path.display()) });
    }
    // What stands there is of another plan, or damaged: to count it again is what was asked for.
    let out = OutFile::begin(&path, &args.case.files(&opened.case), ForceArgs::yes(), &control.limits.watch)?;
    let part = match plan.count(&opened, shard, &control.limits) {
        Ok(part) => part,
        Err(refused) => return args.case.not_answered(refused),
    };
    control.computed();
    let text = serde_json::to_string(&part)? + "\n";
    out.finish(|file| Ok(file.write_all(text.as_bytes())?))?;
    terminal::say(&format!("{}\n", path.display()))?;
    Ok(Exit::Fine)
}

/// Which shard this task is, as its engine says.
fn shard_of_task() -> anyhow::Result<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let found = number("SLURM_ARRAY_TASK_ID").or(number("JOB_COMPLETION_INDEX").map(|index| index + 1));
    found.ok_or_else(|| anyhow!("which shard? Give --shard K, or start it as a task of an array"))
}

fn missing(args: &MissingArgs) -> anyhow::Result<Exit> {
    let plan = read_plan(&args.plan)?;
    let parts = parts(&plan, &args.folder)?;
    let missing = plan.missing(&parts);
    terminal::say(&missing.iter().map(|shard| format!("{shard}\n")).collect::<String>())?;
    Ok(Exit::Fine)
}

fn merge(args: &MergeArgs) -> anyhow::Result<Exit> {
    let plan = read_plan(&args.plan)?;
    let mut control = args.case.control()?;
    let opened = match args.case.open_all(&mut control)? {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let sweep = match plan.merge(&opened, &parts(&plan, &args.from)?, &control.limits) {
        Ok(sweep) => sweep,
        Err(NotMerged::Case(refused)) => return args.case.not_answered(refused),
        Err(NotMerged::Parts(why)) => bail!("{why}"),
        Err(other) => return Err(other.into()),
    };
    control.computed();
    match args.format {
        Format::Json => terminal::say_json(&sweep)?,
        Format::Csv => sweep.write_csv(terminal::out())?,
        Format::Text => {
            let options = TextOptions { width: terminal::width(), all: args.all };
            terminal::say(&with_all(sweep.text(&opened, &args.concept, options), args.all))?;
        }
    }
    Ok(Exit::Fine)
}

fn read_plan(path: &Path) -> anyhow::Result<SweepPlan> {
    let bytes = read_bytes(path, MOST_BYTES).with_context(|| format!("cannot read {}", path.display()))?;
    let plan: SweepPlan = serde_json::from_slice(&bytes)
        .with_context(|| format!("{} is no plan; `statecraft sweep plan CASE -o FILE` writes one", path.display()))?;
    ensure!(plan.header.format == "statecraft-sweep-plan", "{} is no plan of a sweep", path.display());
    Ok(plan)
}

/// The file of a shard.
fn name(shard: u64) -> String {
    format!("shard-{shard}.json")
}

/// The shards of a plan that are in a folder and can be read.
fn parts(plan: &SweepPlan, folder: &Path) -> anyhow::Result<Vec<SweepPart>> {
    ensure!(folder.is_dir(), "{} is no folder", folder.display());
    let read = |shard| read_part(&folder.join(name(shard))).transpose();
    (1..=plan.shards).filter_map(read).collect()
}

/// A shard from its file; none if there is no such file, or it was cut off.
fn read_part(path: &Path) -> anyhow::Result<Option<SweepPart>> {
    if !path.exists() {
        return Ok(None);
    }
    let bytes = read_bytes(path, MOST_BYTES).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(serde_json::from_slice(&bytes).ok())
}

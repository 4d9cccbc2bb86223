//! Benchmarks of the engine: from a model to all verdicts, on families of models that grow.
//!
//! `cargo bench` measures everything, `cargo bench -- --max 14` models up to 2^14 settings, `cargo bench -- bare` the families
//! with that in their name, `cargo bench -- paths` that command on large cases. Each model is measured by a process of its own (this program again, with `--one`), so that the
//! peak of memory is its own. docs/performance.md tells what the figures mean; `cargo run -p xtask -- performance` fills it.
#![allow(clippy::print_stdout, reason = "a bench prints what it measures")]

mod bars;
mod families;
mod measure;
mod outside;
mod record;
mod table;

use anyhow::{Context, bail, ensure};
use families::Family;
use outside::Asked;
use record::{Counted, Line, Machine, Measured};
use std::path::PathBuf;
use std::process::{Command, Stdio};

const LEAST: u32 = 10;
/// The largest sizes measured unless told otherwise: of the first family, and of the others.
const MOST_OF_FIRST: u32 = 24;
const MOST: u32 = 20;
/// For the growth, so many models of each size are measured: of a size up to this, and of a larger one.
const MODELS: (u64, u64) = (5, 3);
const MANY_UP_TO: usize = 1 << 17;
/// A family is left when its next model would take longer than this.
const PATIENCE: f64 = 60.0;
/// Instructions are counted at these sizes.
const COUNTED: [usize; 2] = [1 << 10, 1 << 12];

/// What the command line asks for.
#[derive(Default)]
struct Args {
    /// From `cargo bench`; `cargo test --benches` does not say so, and tests never time.
    bench: bool,
    max: Option<u32>,
    json: Option<PathBuf>,
    one: Option<(Family, usize)>,
    text: Option<(Family, usize)>,
    runs: Option<usize>,
    seed: u64,
    named: Vec<String>,
}

const USAGE: &str = "\
cargo bench -- [--max N] [--json FILE] [NAME…]
  --max N             models up to 2^N settings (else 2^24 in the first family, 2^20 in the others)
  --json FILE         writes all figures as lines of JSON too
  NAME                only the families and commands with this in their name
cargo bench -- --one FAMILY SETTINGS [--runs N] [--seed N]
                      one model, in this process, as a line of JSON; the seeds are counted from 0
cargo bench -- --text FAMILY SETTINGS [--seed N]
                      one model as a case file, as the commands are asked about it";

fn main() -> anyhow::Result<()> {
    let args = Args::read(std::env::args().skip(1)).context(USAGE)?;
    match args.one {
        Some((family, settings)) => {
            println!("{}", serde_json::to_string(&measure::measure(family, settings, args.seed, args.runs)?)?);
            Ok(())
        }
        None if let Some((family, settings)) = args.text => {
            print!("{}", outside::case_text(family, settings, args.seed)?);
            Ok(())
        }
        None if args.bench => survey(&args),
        None => {
            println!("{USAGE}");
            Ok(())
        }
    }
}

impl Args {
    fn read(mut words: impl Iterator<Item = String>) -> anyhow::Result<Args> {
        let mut args = Args::default();
        while let Some(word) = words.next() {
            let mut next = || words.next().with_context(|| format!("{word} needs more"));
            match word.as_str() {
                "--bench" => args.bench = true,
                "--max" => args.max = Some(next()?.parse()?),
                "--json" => args.json = Some(next()?.into()),
                "--runs" => args.runs = Some(next()?.parse()?),
                "--seed" => args.seed = next()?.parse()?,
                "--one" | "--text" => {
                    let family = next()?;
                    let family = Some((Family::of_key(&family).context("no such family")?, next()?.parse()?));
                    *(if word == "--one" { &mut args.one } else { &mut args.text }) = family;
                }
                name if !name.starts_with('-') => args.named.push(word),
                other => bail!("unknown: {other}"),
            }
        }
        Ok(args)
    }

    fn wants(&self, family: Family) -> bool {
        self.named.is_empty() || self.named.iter().any(|name| family.key().contains(name.as_str()))
    }

    fn wants_command(&self, command: &str) -> bool {
        self.named.is_empty() || self.named.iter().any(|name| command.contains(name.as_str()))
    }

    /// The sizes of a family to measure.
    fn sizes(&self, family: Family) -> Vec<usize> {
        let usual = if family == Family::RandomStatements { MOST_OF_FIRST } else { MOST };
        let most = self.max.unwrap_or(usual);
        let mut sizes: Vec<usize> = (LEAST..=most).map(|options| 1 << options).collect();
        match family {
            Family::TwelveStates => vec![16],
            Family::BareGraph if most >= MOST => {
                sizes.push(1_000_000);
                sizes
            }
            _ => sizes,
        }
    }
}

/// Measures all families, then holds the figures against the bars.
fn survey(args: &Args) -> anyhow::Result<()> {
    let machine = machine();
    println!("{} cores, {}, {}", machine.cores, machine.architecture, machine.system);
    let wanted: Vec<Family> = Family::ALL.into_iter().filter(|&family| args.wants(family)).collect();
    let mut all = Vec::new();
    for &family in &wanted {
        all.extend(grow(family, &args.sizes(family))?);
    }
    let counted = count(&wanted);
    let process = args.wants(Family::TwelveStates).then(outside::process).transpose()?;
    let bars = bars::bars(&all, process, &large(args)?);
    table::bars(&bars);
    let lines = [Line::Machine(machine)].into_iter().chain(all.into_iter().map(Line::Measured));
    let lines = lines.chain(counted.into_iter().map(Line::Counted)).chain(bars.into_iter().map(Line::Bar));
    match &args.json {
        Some(path) => write(path, lines),
        None => Ok(()),
    }
}

/// The commands on large cases.
fn large(args: &Args) -> anyhow::Result<Vec<(&'static Asked, Family, Option<f64>)>> {
    let all = outside::ASKED.iter().flat_map(|asked| outside::FAMILIES.map(|family| (asked, family)));
    let one = |(asked, family): (&'static Asked, Family)| {
        let wanted = args.max.is_none() && args.wants_command(asked.command);
        let seconds = wanted.then(|| outside::large(asked, family)).transpose()?;
        Ok((asked, family, seconds))
    };
    all.map(one).collect()
}

/// The models of a family, the small ones first.
fn grow(family: Family, sizes: &[usize]) -> anyhow::Result<Vec<Measured>> {
    println!();
    table::heading(family);
    let mut all: Vec<Measured> = Vec::new();
    let mut half: (usize, Vec<f64>) = (0, Vec::new()); // the last size, and the fastest run of each of its models
    for &settings in sizes {
        let seeds = seeds(family, settings);
        let mut models = (0..seeds).map(|seed| apart(family, settings, seed)).collect::<anyhow::Result<Vec<_>>>()?;
        let fastest: Vec<f64> = models.iter().map(|found| found.whole.min).collect();
        let (now, then): (Vec<f64>, Vec<f64>) = fastest.iter().zip(&half.1).unzip(); // of the seeds that both sizes have
        let mut found = models.swap_remove(0);
        found.growth = (half.0 * 2 == settings).then(|| now.iter().sum::<f64>() / then.iter().sum::<f64>());
        found.models = fastest.len();
        half = (settings, fastest);
        table::row(&found);
        all.push(found);
        if all.last().is_some_and(|last| last.whole.median * 2.0 > PATIENCE) {
            println!("left here: the next would take longer than {PATIENCE} seconds");
            break;
        }
    }
    Ok(all)
}

/// How many models of a size are measured.
fn seeds(family: Family, settings: usize) -> u64 {
    match family == Family::TwelveStates || !settings.is_power_of_two() {
        true => 1,
        false if settings <= MANY_UP_TO => MODELS.0,
        false => MODELS.1,
    }
}

/// Measures one model in a process of its own.
fn apart(family: Family, settings: usize, seed: u64) -> anyhow::Result<Measured> {
    let output = Command::new(std::env::current_exe()?)
        .args(["--one", family.key(), &settings.to_string(), "--seed", &seed.to_string()])
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(output.status.success(), "{} with {settings} settings failed", family.key());
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The instructions of small models.
fn count(families: &[Family]) -> Vec<Counted> {
    println!("\ninstructions of one analysis on one thread");
    let mut all = Vec::new();
    for &family in families {
        let sizes = if family == Family::TwelveStates { &[16][..] } else { &COUNTED };
        for &settings in sizes {
            let instructions = outside::instructions(family, settings);
            let found = Counted { family: family.key().to_string(), settings, instructions };
            table::counted(&found);
            all.push(found);
        }
    }
    all
}

fn write(path: &PathBuf, lines: impl Iterator<Item = Line>) -> anyhow::Result<()> {
    let lines: Vec<String> = lines.map(|line| serde_json::to_string(&line)).collect::<Result<_, _>>()?;
    std::fs::write(path, lines.join("\n") + "\n").with_context(|| path.display().to_string())
}

fn machine() -> Machine {
    Machine {
        architecture: std::env::consts::ARCH.to_string(),
        system: std::env::consts::OS.to_string(),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        memory_bytes: measure::kilobytes("/proc/meminfo", "MemTotal:").map(|kilobytes| kilobytes * 1024),
    }
}

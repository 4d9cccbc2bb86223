//! Benchmarks of verdicts by decision diagrams, on structured cases with more states than could be listed.
//!
//! `cargo bench --bench symbolic` measures each family on five seeds, each model in a process of its own (this program again, with
//! `--one`), so that the peak of memory is its own. `cargo bench --bench symbolic -- free` measures the families with that in their name,
//! and `--text FAMILY SEED` prints a case. docs/performance.md tells what the figures mean.
#![allow(clippy::print_stdout, reason = "a bench prints what it measures")]

mod structured;

use anyhow::{Context, bail, ensure};
use serde::{Deserialize, Serialize};
use statecraft::case::Case;
use statecraft::graph::{Bytes, Limits};
use statecraft::model::Model;
use statecraft::stability::Concept;
use statecraft::symbolic::{NotSymbolic, Symbolic};
use std::process::{Command, Stdio};
use std::time::Instant;
use structured::{FAMILIES, Family};

const SEEDS: u64 = 5;

/// What one model took.
#[derive(Serialize, Deserialize)]
struct Measured {
    seconds: f64,
    /// Of all threads; what the machine did besides is not in it.
    processor_seconds: f64,
    peak_bytes: u64,
    states: String,
    outcomes: Vec<String>,
    nodes: usize,
    /// Why there are no verdicts, if there are none.
    refused: Option<String>,
}

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--one", family, seed] => {
            println!("{}", serde_json::to_string(&measure(family_of(family)?, seed.parse()?)?)?);
        }
        ["--text", family, seed] => println!("{}", family_of(family)?.text(seed.parse()?)),
        // `cargo test --benches` does not say so, and tests never time.
        named if named.contains(&"--bench") => {
            let named: Vec<&&str> = named.iter().filter(|word| !word.starts_with('-')).collect();
            for family in
                FAMILIES.iter().filter(|it| named.is_empty() || named.iter().any(|name| it.key.contains(**name)))
            {
                survey(family)?;
            }
        }
        _ => println!("cargo bench --bench symbolic [-- NAME…]"),
    }
    Ok(())
}

fn family_of(key: &str) -> anyhow::Result<&'static Family> {
    FAMILIES.iter().find(|family| family.key == key).context("no such family")
}

/// All seeds of a family.
fn survey(family: &Family) -> anyhow::Result<()> {
    let mut seconds = Vec::new();
    for seed in 0..SEEDS {
        let output = Command::new(std::env::current_exe()?)
            .args(["--one", family.key, &seed.to_string()])
            .stderr(Stdio::inherit())
            .output()?;
        ensure!(output.status.success(), "{} failed", family.key);
        let found: Measured = serde_json::from_slice(&output.stdout)?;
        let told = found.refused.unwrap_or_else(|| format!("outcomes {}", found.outcomes.join(" ")));
        let (took, processor, peak) = (found.seconds, found.processor_seconds, Bytes(found.peak_bytes));
        println!(
            "{:16} {seed}  {took:8.3} s  {processor:8.2} s of processor  {peak:>10}  {} states  {told}",
            family.key, found.states
        );
        seconds.push(took);
    }
    seconds.sort_by(f64::total_cmp);
    println!("{:16} median {:.3} s", family.key, seconds[seconds.len() / 2]);
    Ok(())
}

/// From a model to all verdicts.
fn measure(family: &Family, seed: u64) -> anyhow::Result<Measured> {
    let case = Case::parse(&family.text(seed)).ok().context("the case has errors")?;
    let model = Model::from_case(&case, &case.accounts[0]).ok().context("the model has errors")?;
    let before = resident("VmRSS:");
    let start = Instant::now();
    let processor = processor_seconds();
    let found = Symbolic::of(&model, &Concept::USUAL, &Limits::default());
    let (seconds, processor_seconds) = (start.elapsed().as_secs_f64(), processor_seconds() - processor);
    let peak_bytes = resident("VmHWM:").saturating_sub(before);
    let none = Measured {
        seconds,
        processor_seconds,
        peak_bytes,
        states: "?".into(),
        outcomes: Vec::new(),
        nodes: 0,
        refused: None,
    };
    match found {
        Err(NotSymbolic::Limit(limit)) => Ok(Measured { refused: Some(limit.to_string()), ..none }),
        Err(other) => bail!(other),
        Ok(found) => {
            let outcomes = Concept::USUAL.iter().filter_map(|concept| found.outcomes(*concept));
            Ok(Measured {
                states: found.states.count().to_string(),
                outcomes: outcomes.clone().map(|set| set.count().to_string()).collect(),
                nodes: outcomes.map(|set| set.nodes()).sum(),
                ..none
            })
        }
    }
}

/// What this process took of the processors so far; 0 where the system does not tell.
fn processor_seconds() -> f64 {
    const TICKS: f64 = 100.0; // in a second, on every Linux that is in use
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// A figure of this process, in bytes; 0 where the system does not tell.
fn resident(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) * 1024
}

//! What other programs measure: instructions, and the command as a process.

use crate::families::Family;
use anyhow::{Context, ensure};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// The instructions of one analysis on one thread, by valgrind's callgrind: four runs less two runs, halved. None without it.
pub(crate) fn instructions(family: Family, settings: usize) -> Option<u64> {
    let of = |runs: &str| {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(std::env::current_exe().ok()?)
            .args(["--one", family.key(), &settings.to_string(), "--runs", runs])
            .env("RAYON_NUM_THREADS", "1")
            .output()
            .ok()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let line = said.lines().find(|line| line.contains("Collected : "))?;
        line.rsplit(' ').next()?.parse::<u64>().ok()
    };
    Some(of("4")?.saturating_sub(of("2")?) / 2)
}

/// A command that is measured as a process.
pub(crate) struct Asked {
    pub(crate) command: &'static str,
    options: &'static [&'static str],
    /// How many states the cases have.
    pub(crate) states: usize,
    /// So many seconds it may take.
    pub(crate) bar: f64,
}

const EXPLAIN: &[&str] = &["--state", "1", "--actor", "a0", "--concept", "seq"];

/// What is asked of large cases.
pub(crate) const ASKED: [Asked; 5] = [
    Asked { command: "paths", options: &[], states: 1 << 20, bar: 2.0 },
    Asked { command: "explain", options: EXPLAIN, states: 1 << 20, bar: 1.0 },
    Asked { command: "coalitions", options: &[], states: 1 << 16, bar: 4.0 },
    Asked { command: "change", options: &[], states: 1 << 16, bar: 1.0 },
    Asked { command: "impact", options: &[], states: 1 << 16, bar: 4.0 },
];
/// The families of large cases.
pub(crate) const FAMILIES: [Family; 3] = [Family::RandomStatements, Family::OnePerActor, Family::Barred];

/// The seconds that a command takes as a process on a large case, the reading of the file included; the median of a few.
pub(crate) fn large(asked: &Asked, family: Family) -> anyhow::Result<f64> {
    let folder = std::env::temp_dir().join(format!("statecraft-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("case.toml"), case_text(family, asked.states, 0)?)?;
    let command = [&[asked.command], asked.options].concat();
    let found = seconds(&command, &folder, 5);
    std::fs::remove_dir_all(&folder)?;
    found
}

/// A model as a case file, with a state of today.
pub(crate) fn case_text(family: Family, settings: usize, seed: u64) -> anyhow::Result<String> {
    Ok(family.text(settings, seed)? + "[status_quo]\ntaken = []\nassumption = 'random'\n")
}

/// The seconds that `statecraft analyze` takes as a process, on the twelve states; the median of many.
pub(crate) fn process() -> anyhow::Result<f64> {
    seconds(&["analyze"], Path::new("cases/cuban-missile-crisis-1962"), 51)
}

/// The seconds that a command takes as a process on a case; the median of so many runs.
fn seconds(command: &[&str], case: &Path, runs: usize) -> anyhow::Result<f64> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let bench = std::env::current_exe()?; // <target>/release/deps/engine-…
    let target = bench.ancestors().nth(3).context("where the bench is built")?;
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--release", "--package", "statecraft-cli"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", target)
        .status()?;
    ensure!(built.success(), "the command could not be built");
    let binary = target.join("release/statecraft");
    let once = |_| -> anyhow::Result<f64> {
        let start = Instant::now();
        let ended = Command::new(&binary)
            .args(command)
            .arg(case)
            .current_dir(&root)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        ensure!(ended.success(), "`statecraft {}` failed", command.join(" "));
        Ok(start.elapsed().as_secs_f64())
    };
    let mut times = (0..runs).map(once).collect::<anyhow::Result<Vec<f64>>>()?;
    times.sort_unstable_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}

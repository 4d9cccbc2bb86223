//! docs/performance.md: its figures and its curves, from what the bench measured.

use crate::draw::{Axis, Chart, Curve};
use crate::record::{Bar, Counted, Line, Machine, Measured, Unit, size};
use anyhow::{Context, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Measures, and writes the figures of docs/performance.md and the curves beside it.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Reads this output of `cargo bench -- --json FILE` instead of measuring
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// What to measure: the arguments of the bench
    #[arg(last = true, conflicts_with = "from")]
    bench: Vec<String>,
}

/// What the bench wrote, by kind.
#[derive(Default)]
struct Figures {
    machine: Option<Machine>,
    measured: Vec<Measured>,
    counted: Vec<Counted>,
    bars: Vec<Bar>,
}

pub(crate) fn run(root: &Path, args: &Args) -> anyhow::Result<()> {
    let path = match &args.from {
        Some(path) => path.clone(),
        None => bench(root, &args.bench)?,
    };
    let figures = Figures::read(&path)?;
    let docs = root.join("docs");
    let pictures = docs.join("performance");
    fs::create_dir_all(&pictures)?;
    for (name, chart) in [("time.svg", figures.times()), ("memory.svg", figures.memory())] {
        let svg = chart.svg().context("nothing was measured")?;
        fs::write(pictures.join(name), svg)?;
    }
    let page = docs.join("performance.md");
    let mut text = fs::read_to_string(&page).with_context(|| page.display().to_string())?;
    let parts = [
        ("machine", figures.machine()),
        ("bars", figures.bars()),
        ("figures", figures.table()),
        ("counts", figures.counts()),
    ];
    for (name, part) in parts {
        text = filled(&text, name, &part)?;
    }
    fs::write(page, text)?;
    Ok(())
}

/// Runs the bench; its figures are in the file returned.
fn bench(root: &Path, args: &[String]) -> anyhow::Result<PathBuf> {
    let path = std::env::temp_dir().join(format!("statecraft-performance-{}.jsonl", std::process::id()));
    let ended = Command::new(env!("CARGO"))
        .args(["bench", "--package", "statecraft", "--bench", "engine", "--", "--json"])
        .arg(&path)
        .args(args)
        .current_dir(root)
        .status()?;
    ensure!(ended.success(), "the bench failed");
    Ok(path)
}

/// The page with one of its parts replaced: what stands between `<!-- name -->` and the next `<!-- end -->`.
fn filled(page: &str, name: &str, part: &str) -> anyhow::Result<String> {
    let opening = format!("<!-- {name} -->\n");
    let (before, rest) = page.split_once(&opening).with_context(|| format!("the page has no part `{name}`"))?;
    let (_, after) = rest.split_once("<!-- end -->").with_context(|| format!("the part `{name}` does not end"))?;
    Ok(format!("{before}{opening}{part}<!-- end -->{after}"))
}

impl Figures {
    fn read(path: &Path) -> anyhow::Result<Figures> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let mut found = Figures::default();
        for line in text.lines() {
            match serde_json::from_str(line).with_context(|| format!("{}: {line}", path.display()))? {
                Line::Machine(machine) => found.machine = Some(machine),
                Line::Measured(measured) => found.measured.push(measured),
                Line::Counted(counted) => found.counted.push(counted),
                Line::Bar(bar) => found.bars.push(bar),
            }
        }
        Ok(found)
    }

    fn times(&self) -> Chart<'static> {
        self.chart(
            "Time from a model to all verdicts",
            "time",
            |value| round(Unit::Seconds, value),
            |found| Some(found.whole.median),
        )
    }

    fn memory(&self) -> Chart<'static> {
        self.chart(
            "Memory at its peak",
            "memory",
            |value| round(Unit::Bytes, value),
            |found| found.peak_bytes.map(|bytes| bytes as f64),
        )
    }

    /// A curve for each family that grows.
    fn chart(
        &self,
        title: &'static str,
        says: &'static str,
        tick: fn(f64) -> String,
        figure: impl Fn(&Measured) -> Option<f64>,
    ) -> Chart<'static> {
        let mut curves: Vec<Curve> = Vec::new();
        for found in self.measured.iter().filter(|found| found.settings.is_power_of_two() && found.settings > 16) {
            let Some(figure) = figure(found) else { continue };
            let point = (found.settings as f64, figure);
            match curves.last_mut().filter(|curve| curve.name == found.family) {
                Some(curve) => curve.points.push(point),
                None => curves.push(Curve { name: found.family.clone(), points: vec![point] }),
            }
        }
        let x = Axis {
            says: "settings of the options (states, in a bare graph)",
            step: 4.0,
            tick: |value| size(value as usize),
        };
        Chart { title, x, y: Axis { says, step: 10.0, tick }, curves }
    }

    fn machine(&self) -> String {
        let Some(machine) = &self.machine else { return String::new() };
        let memory =
            machine.memory_bytes.map_or(String::new(), |bytes| format!(", {:.0} GB of memory", bytes as f64 / 1e9));
        format!("The figures below: {} cores ({}){memory}, {}.\n", machine.cores, machine.architecture, machine.system)
    }

    fn bars(&self) -> String {
        let row = |bar: &Bar| {
            let figure = bar.figure.map_or("–".to_string(), |figure| bar.unit.say(figure));
            let note = bar.note.as_ref().map_or(String::new(), |note| format!("; {note}"));
            format!("| {} | {figure} | {} | {}{note} |\n", bar.what, bar.unit.say(bar.bar), bar.verdict())
        };
        let rows: String = self.bars.iter().map(row).collect();
        format!("| what | figure | at most | |\n|---|--:|--:|---|\n{rows}")
    }

    fn table(&self) -> String {
        let rows: String = self.measured.iter().map(row).collect();
        format!(
            "| family | settings | states | explore | analyze | whole | verdicts/s | memory | ranks/s | copy/s | growth |\n\
             |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n{rows}"
        )
    }

    fn counts(&self) -> String {
        let row = |found: &Counted| {
            let count =
                found.instructions.map_or("not available".to_string(), |count| format!("{:.2} M", count as f64 / 1e6));
            format!("| {} | {} | {count} |\n", found.family, size(found.settings))
        };
        let rows: String = self.counted.iter().map(row).collect();
        format!("| family | settings | instructions |\n|---|--:|--:|\n{rows}")
    }
}

/// A power of ten in words; it may be a little less than it should be.
fn round(unit: Unit, value: f64) -> String {
    unit.say(value * (1.0 + 1e-9)).replace(".00 ", " ").replace(".0 ", " ")
}

fn row(found: &Measured) -> String {
    let seconds = |seconds| Unit::Seconds.say(seconds);
    let bytes = |bytes| Unit::Bytes.say(bytes);
    let cells = [
        found.family.clone(),
        size(found.settings),
        found.states.to_string(),
        seconds(found.explore.median),
        seconds(found.analyze.median),
        seconds(found.whole.median),
        format!("{:.0} M", found.verdict_rate() / 1e6),
        found.peak_bytes.map_or("–".to_string(), |peak| bytes(peak as f64)),
        bytes(found.rank_rate()),
        bytes(found.copy_rate()),
        found.growth.map_or(String::new(), |growth| format!("{growth:.2}")),
    ];
    format!("| {} |\n", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn a_part_is_replaced_and_the_rest_stays() -> anyhow::Result<()> {
        let page = "a\n<!-- one -->\nold\n<!-- end -->\nb\n<!-- two -->\n<!-- end -->\n";
        let found = filled(page, "one", "new\n")?;
        assert_eq!(found, "a\n<!-- one -->\nnew\n<!-- end -->\nb\n<!-- two -->\n<!-- end -->\n");
        Ok(())
    }

    #[test]
    fn a_part_that_is_missing_is_an_error() {
        assert!(filled("no parts", "one", "").is_err());
    }
}

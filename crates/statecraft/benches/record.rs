//! What is measured, as lines of JSON and in words; `xtask` reads this file too.

use serde::{Deserialize, Serialize};

/// A line of the bench's output.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "kebab-case")]
pub(crate) enum Line {
    Machine(Machine),
    Measured(Measured),
    Counted(Counted),
    Bar(Bar),
}

/// What it ran on.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Machine {
    pub(crate) architecture: String,
    pub(crate) system: String,
    pub(crate) cores: usize,
    pub(crate) memory_bytes: Option<u64>,
}

/// One model, analysed several times.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Measured {
    pub(crate) family: String,
    /// Settings of all options before the rules; in a bare graph the states.
    pub(crate) settings: usize,
    pub(crate) states: usize,
    pub(crate) actors: usize,
    pub(crate) concepts: usize,
    pub(crate) runs: usize,
    /// From the model to the graph.
    pub(crate) explore: Times,
    /// From the graph to all verdicts.
    pub(crate) analyze: Times,
    /// Both.
    pub(crate) whole: Times,
    /// The most memory that was ever resident, the model included, above what the process had before it.
    pub(crate) peak_bytes: Option<u64>,
    /// The ranks of all actors.
    pub(crate) rank_bytes: usize,
    /// How long it takes to copy them.
    pub(crate) copy_seconds: f64,
    /// The time over that of half the size, both summed over the same seeds.
    pub(crate) growth: Option<f64>,
    /// So many models of this size, each of another seed, were measured for that; all other figures are of the first.
    pub(crate) models: usize,
}

/// Seconds.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Times {
    pub(crate) min: f64,
    pub(crate) median: f64,
}

/// Instructions of one analysis on one thread.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Counted {
    pub(crate) family: String,
    pub(crate) settings: usize,
    pub(crate) instructions: Option<u64>,
}

/// A figure and what it must not exceed.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Bar {
    pub(crate) what: String,
    pub(crate) figure: Option<f64>,
    pub(crate) bar: f64,
    pub(crate) unit: Unit,
    /// What else there is to say.
    pub(crate) note: Option<String>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Unit {
    Seconds,
    Bytes,
    Times,
}

impl Measured {
    /// Verdicts each second: states × actors × concepts over the time of the whole.
    pub(crate) fn verdict_rate(&self) -> f64 {
        (self.states * self.actors * self.concepts) as f64 / self.whole.median
    }

    /// Bytes of ranks each second: every verdict looks at one rank at least.
    pub(crate) fn rank_rate(&self) -> f64 {
        (self.rank_bytes * self.concepts) as f64 / self.analyze.median
    }

    /// The same for a plain copy.
    pub(crate) fn copy_rate(&self) -> f64 {
        self.rank_bytes as f64 / self.copy_seconds
    }
}

impl Bar {
    /// Whether the figure is good enough.
    pub(crate) fn verdict(&self) -> &'static str {
        match self.figure {
            Some(figure) if figure <= self.bar => "met",
            Some(_) => "not met",
            None => "not measured",
        }
    }
}

impl Unit {
    pub(crate) fn say(self, figure: f64) -> String {
        match self {
            Unit::Seconds => scaled(figure, &[(1e-6, "µs"), (1e-3, "ms"), (1.0, "s")]),
            Unit::Bytes => scaled(figure, &[(1e3, "kB"), (1e6, "MB"), (1e9, "GB")]),
            Unit::Times => format!("{figure:.2} ×"),
        }
    }
}

/// A size in powers of two, where it is one.
pub(crate) fn size(settings: usize) -> String {
    match settings.is_power_of_two() && settings >= 1024 {
        true => format!("2^{}", settings.ilog2()),
        false => settings.to_string(),
    }
}

/// Three digits in the largest unit that leaves something before the point.
fn scaled(figure: f64, units: &[(f64, &str)]) -> String {
    let fitting = units.iter().rev().find(|(unit, _)| figure >= *unit);
    let (unit, name) = fitting.or(units.first()).copied().unwrap_or((1.0, ""));
    let shown = figure / unit;
    let digits = if shown < 10.0 { 2 } else { usize::from(shown < 100.0) };
    format!("{shown:.digits$} {name}")
}

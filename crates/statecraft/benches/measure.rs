//! One model, measured in a process of its own.

use crate::families::{Family, Subject};
use crate::record::{Measured, Times};
use statecraft::graph::{Graph, Limits};
use statecraft::stability::{Concept, analyze};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// What is computed; the bars stand for these, whatever else there may be.
const CONCEPTS: [Concept; 5] = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SymSeq];
/// So many runs, unless they take too long or no time.
const LEAST_RUNS: usize = 3;
const MOST_RUNS: usize = 1000;
const LONG_ENOUGH: Duration = Duration::from_millis(500);
const TOO_LONG: Duration = Duration::from_secs(30);

/// Analyses the model of a family and seed again and again: so many times, or as long as it is worth it.
pub(crate) fn measure(family: Family, settings: usize, seed: u64, runs: Option<usize>) -> anyhow::Result<Measured> {
    let before = resident("VmRSS:");
    let mut subject = family.subject(settings, seed)?;
    let listed = subject.ranks.is_some();
    let start = Instant::now();
    let mut peak = None;
    let mut times: Vec<[f64; 2]> = Vec::new();
    let graph = loop {
        let (graph, taken) = run(&mut subject, settings)?;
        times.push(taken);
        peak = peak.or(resident("VmHWM:")); // of the first run: later ones find what it left behind
        if runs.map_or(enough(times.len(), start.elapsed()), |runs| times.len() >= runs) {
            break graph;
        }
        if listed {
            subject.ranks = Some(graph.ranks); // taken by the run, and wanted by the next
        }
    };
    Ok(Measured {
        family: family.key().to_string(),
        settings,
        states: graph.len(),
        actors: graph.ranks.len(),
        concepts: CONCEPTS.len(),
        runs: times.len(),
        explore: Times::of(times.iter().map(|[explore, _]| *explore)),
        analyze: Times::of(times.iter().map(|[_, analyze]| *analyze)),
        whole: Times::of(times.iter().map(|[explore, analyze]| explore + analyze)),
        peak_bytes: peak.zip(before).map(|(peak, before)| peak.saturating_sub(before)),
        rank_bytes: graph.ranks.iter().map(|ranks| size_of_val(ranks.as_slice())).sum(),
        copy_seconds: copying(&graph.ranks),
        growth: None,
        models: 1,
    })
}

/// From a model to all verdicts; how long it took to explore and to analyse.
fn run(subject: &mut Subject, settings: usize) -> anyhow::Result<(Graph, [f64; 2])> {
    let limits = Limits { states: settings, ..Limits::default() };
    let start = Instant::now();
    let mut graph = Graph::explore(&subject.model, &limits)?;
    let explore = start.elapsed();
    if let Some(ranks) = subject.ranks.take() {
        graph.ranks = ranks;
    }
    let start = Instant::now();
    let found = black_box(analyze(&graph, &CONCEPTS));
    let analyze = start.elapsed();
    drop(found);
    Ok((graph, [explore.as_secs_f64(), analyze.as_secs_f64()]))
}

fn enough(runs: usize, spent: Duration) -> bool {
    (runs >= LEAST_RUNS && spent > LONG_ENOUGH) || runs >= MOST_RUNS || spent > TOO_LONG
}

/// The seconds that a plain copy of the arrays takes, into memory that is there already; the best of five.
fn copying<T: Copy>(arrays: &[Vec<T>]) -> f64 {
    let mut copies = arrays.to_vec();
    let bytes: usize = arrays.iter().map(|array| size_of_val(array.as_slice())).sum();
    let repeats = ((4 << 20) / bytes.max(1)).max(1);
    let once = |_| {
        let start = Instant::now();
        for _ in 0..repeats {
            copies.iter_mut().zip(black_box(arrays)).for_each(|(to, from)| to.copy_from_slice(from));
            black_box(&mut copies);
        }
        start.elapsed().as_secs_f64() / repeats as f64
    };
    (0..5).map(once).fold(f64::INFINITY, f64::min)
}

impl Times {
    pub(crate) fn of(times: impl Iterator<Item = f64>) -> Times {
        let mut sorted: Vec<f64> = times.collect();
        sorted.sort_unstable_by(f64::total_cmp);
        Times { min: sorted[0], median: sorted[sorted.len() / 2] }
    }
}

/// What the system says of this process's memory, in bytes; only on Linux.
fn resident(what: &str) -> Option<u64> {
    kilobytes("/proc/self/status", what).map(|kilobytes| kilobytes * 1024)
}

/// A line of a file under /proc that is a number of kilobytes.
pub(crate) fn kilobytes(file: &str, what: &str) -> Option<u64> {
    let text = std::fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(what))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

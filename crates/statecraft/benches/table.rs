//! The figures as they come, one line for each model.

use crate::families::Family;
use crate::record::{Bar, Counted, Measured, Unit, size};

pub(crate) fn heading(family: Family) {
    println!("{}: {}", family.key(), family.meaning());
    println!(
        "{:>9}{:>11}{:>10}{:>10}{:>10}{:>10}{:>6}{:>11}{:>9}{:>9}{:>9}{:>8}",
        "settings",
        "states",
        "explore",
        "analyze",
        "whole",
        "fastest",
        "runs",
        "verdicts/s",
        "memory",
        "ranks/s",
        "copy/s",
        "growth"
    );
}

pub(crate) fn row(found: &Measured) {
    let seconds = |seconds| Unit::Seconds.say(seconds);
    let bytes = |bytes| Unit::Bytes.say(bytes);
    println!(
        "{:>9}{:>11}{:>10}{:>10}{:>10}{:>10}{:>6}{:>10.0}M{:>9}{:>9}{:>9}{:>8}",
        size(found.settings),
        found.states,
        seconds(found.explore.median),
        seconds(found.analyze.median),
        seconds(found.whole.median),
        seconds(found.whole.min),
        found.runs,
        found.verdict_rate() / 1e6,
        found.peak_bytes.map_or("–".to_string(), |peak| bytes(peak as f64)),
        bytes(found.rank_rate()),
        bytes(found.copy_rate()),
        found.growth.map_or(String::new(), |growth| format!("{growth:.2}")),
    );
}

pub(crate) fn counted(found: &Counted) {
    let instructions = found.instructions.map_or("not available".to_string(), |count| count.to_string());
    println!("{:<24}{:>9}{instructions:>16}", found.family, size(found.settings));
}

pub(crate) fn bars(bars: &[Bar]) {
    println!("\n{:<72}{:>12}{:>12}", "bar", "figure", "at most");
    for bar in bars {
        let figure = bar.figure.map_or("–".to_string(), |figure| bar.unit.say(figure));
        let note = bar.note.as_ref().map_or(String::new(), |note| format!("; {note}"));
        println!("{:<72}{figure:>12}{:>12}  {}{note}", bar.what, bar.unit.say(bar.bar), bar.verdict());
    }
}

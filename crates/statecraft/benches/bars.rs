//! What the engine promises.

use crate::families::Family;
use crate::outside::Asked;
use crate::record::{Bar, Measured, Unit, size};

/// Growth is held against its bar from this size up.
const GROWN: usize = 1 << 14;

/// All bars, with what was measured of them.
pub(crate) fn bars(all: &[Measured], process: Option<f64>, large: &[(&Asked, Family, Option<f64>)]) -> Vec<Bar> {
    let random = |settings: usize, seconds: f64, bytes: f64| {
        let found = at(all, Family::RandomStatements, settings);
        let what = format!("random-statements, {} settings", size(settings));
        let memory = found.and_then(|found| found.peak_bytes).map(|bytes| bytes as f64);
        [
            Bar { what: what.clone(), figure: seconds_of(found), bar: seconds, unit: Unit::Seconds, note: None },
            Bar { what: format!("{what}, memory"), figure: memory, bar: bytes, unit: Unit::Bytes, note: None },
        ]
    };
    let small = |family, settings, what: &str, seconds| {
        let figure = seconds_of(at(all, family, settings));
        Bar { what: what.to_string(), figure, bar: seconds, unit: Unit::Seconds, note: None }
    };
    let mut bars = Vec::new();
    bars.extend(random(1 << 20, 0.07, 150e6));
    bars.extend(random(1 << 24, 1.2, 600e6));
    bars.extend([20, 24].into_iter().flat_map(|options| per_setting(all, 1 << options)));
    bars.push(small(Family::OnePerActor, 1 << 20, "20 actors with one option each", 6.0));
    bars.push(small(Family::BareGraph, 1_000_000, "bare graph, 10^6 states and 10^7 moves", 10.0));
    bars.extend(
        Family::ALL.into_iter().filter(|&family| family != Family::TwelveStates).map(|family| growth(all, family)),
    );
    bars.push(small(Family::TwelveStates, 16, "12 states", 50e-6));
    let what = "`statecraft analyze` of 12 states, the whole process".to_string();
    bars.push(Bar { what, figure: process, bar: 10e-3, unit: Unit::Seconds, note: None });
    bars.extend(large.iter().map(|&(asked, family, figure)| {
        let what = format!(
            "`statecraft {}`, {}, {} states, the whole process",
            asked.command,
            family.key(),
            size(asked.states)
        );
        Bar { what, figure, bar: asked.bar, unit: Unit::Seconds, note: None }
    }));
    bars
}

fn at(all: &[Measured], family: Family, settings: usize) -> Option<&Measured> {
    all.iter().find(|found| found.family == family.key() && found.settings == settings)
}

fn seconds_of(found: Option<&Measured>) -> Option<f64> {
    found.map(|found| found.whole.median)
}

/// What rules and one-way options cost, over the same settings without them. The largest size is not always measured.
fn per_setting(all: &[Measured], settings: usize) -> Vec<Bar> {
    let plain = seconds_of(at(all, Family::RandomStatements, settings));
    let bar = |family: Family| {
        let figure = seconds_of(at(all, family, settings)).zip(plain).map(|(found, plain)| found / plain);
        let what = format!("{}, {} settings, over random-statements", family.key(), size(settings));
        Bar { what, figure, bar: 2.5, unit: Unit::Times, note: None }
    };
    let all = [Family::Rules, Family::OneWay, Family::RulesAndOneWay].map(bar);
    all.into_iter().filter(|bar| bar.figure.is_some() || settings <= 1 << 20).collect()
}

/// The worst growth of a family, and the usual one.
fn growth(all: &[Measured], family: Family) -> Bar {
    let grown = |found: &&Measured| found.family == family.key() && found.settings > GROWN;
    let growth: Vec<f64> = all.iter().filter(grown).filter_map(|found| found.growth).collect();
    let mean = |product: f64| Unit::Times.say(product.powf(1.0 / growth.len() as f64));
    Bar {
        what: format!("{}, time(2n) over time(n) from {} up, the worst", family.key(), size(GROWN)),
        figure: growth.iter().copied().reduce(f64::max),
        bar: 2.3,
        unit: Unit::Times,
        note: growth.iter().copied().reduce(|a, b| a * b).map(|product| format!("{} on average", mean(product))),
    }
}

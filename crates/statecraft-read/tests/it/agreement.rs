//! The figures of agreement against their definitions, written out pair by pair.

use proptest::prelude::*;
use statecraft_read::agreement::{Decided, agreement};

/// Cohen's kappa from the four cells of the table of two readers.
fn kappa(rows: &[Vec<Decided>], one: usize, other: usize) -> Option<f64> {
    let mut cells = [[0.0_f64; 2]; 2];
    for row in rows {
        if let (Some(a), Some(b)) = (row[one], row[other]) {
            cells[usize::from(a)][usize::from(b)] += 1.0;
        }
    }
    let all: f64 = cells.iter().flatten().sum();
    let chance: f64 = (0..2).map(|c| (cells[c][0] + cells[c][1]) / all * ((cells[0][c] + cells[1][c]) / all)).sum();
    let seen = (cells[0][0] + cells[1][1]) / all;
    Some((seen - chance) / (1.0 - chance)).filter(|kappa| kappa.is_finite())
}

/// Krippendorff's alpha: each ordered pair of values within a claim, weighted, against all ordered pairs of values that are paired at all.
fn alpha(rows: &[Vec<Decided>]) -> Option<f64> {
    let units: Vec<Vec<bool>> = rows
        .iter()
        .map(|row| row.iter().flatten().copied().collect::<Vec<bool>>())
        .filter(|unit| unit.len() > 1)
        .collect();
    let values: Vec<bool> = units.iter().flatten().copied().collect();
    let mut seen = 0.0;
    for unit in &units {
        for (i, a) in unit.iter().enumerate() {
            for (j, b) in unit.iter().enumerate() {
                if i != j && a != b {
                    seen += 1.0 / (unit.len() - 1) as f64;
                }
            }
        }
    }
    let mut chance = 0.0;
    for (i, a) in values.iter().enumerate() {
        for (j, b) in values.iter().enumerate() {
            if i != j && a != b {
                chance += 1.0;
            }
        }
    }
    let all = values.len() as f64;
    Some(1.0 - (seen / all) / (chance / (all * (all - 1.0)))).filter(|alpha| alpha.is_finite())
}

fn near(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9,
        (one, other) => one == other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn figures_are_those_of_the_definitions(rows in prop::collection::vec(prop::collection::vec(any::<Option<bool>>(), 3), 0..12)) {
        let found = agreement(&rows);
        prop_assert!(near(found.alpha, alpha(&rows)), "{:?} {:?}", found.alpha, alpha(&rows));
        for pair in &found.pairs {
            let [one, other] = pair.readers;
            prop_assert!(near(pair.kappa, kappa(&rows, one, other)));
        }
    }
}

#[test]
fn a_worked_example() {
    // Two readers, ten claims: 4 accepted by both, 3 by neither, 2 by the first alone, 1 by the second alone.
    let row = |one, other| vec![Some(one), Some(other)];
    let rows: Vec<Vec<Decided>> = std::iter::repeat_n(row(true, true), 4)
        .chain(std::iter::repeat_n(row(false, false), 3))
        .chain(std::iter::repeat_n(row(true, false), 2))
        .chain([row(false, true)])
        .collect();
    let found = agreement(&rows);
    assert_eq!((found.pairs[0].both, found.pairs[0].alike), (10, 7));
    // Chance: 0.6 of 0.5 and 0.4 of 0.5 are 0.5; (0.7 - 0.5) / 0.5.
    assert!((found.pairs[0].kappa.unwrap() - 0.4).abs() < 1e-9);
    // 6 of 20 values disagree; by chance 2 * 11 * 9 / 19.
    assert!((found.alpha.unwrap() - (1.0 - 6.0 * 19.0 / 198.0)).abs() < 1e-9);
    assert_eq!(agreement(&[row(true, true)]).alpha, None, "chance explains everything");
}

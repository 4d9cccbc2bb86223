//! Cross-impact matrices: the outcomes under Nash are the consistent scenarios, worked out literally.

use crate::models::Random;
use crate::read::{imported, outcomes, study};
use statecraft::graph::Limits;
use statecraft::stability::Concept;
use statecraft_exchange::import::read;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The consistent scenarios, as published: www.cross-impact.de, "The CIB algorithm"; Weimer-Jehle (2006), Technological Forecasting and
/// Social Change 73. Letters are descriptors, numbers variants.
const SOMEWHERELAND: [&str; 10] = [
    "A3 B1 C3 D2 E1 F1",
    "A3 B2 C3 D2 E1 F1",
    "A2 B1 C3 D2 E2 F1",
    "A2 B2 C3 D2 E2 F1",
    "A3 B1 C2 D1 E1 F2",
    "A1 B2 C2 D1 E1 F2",
    "A3 B2 C2 D1 E1 F2",
    "A1 B3 C2 D1 E1 F2",
    "A1 B3 C2 D1 E1 F3",
    "A1 B3 C1 D2 E3 F3",
];

#[test]
fn somewhereland_has_its_ten_consistent_scenarios() {
    let imported = imported("somewhereland.scw");
    let one = &study(&imported.text).accounts[0].clone();
    let name = |scenario: &str| {
        let part = |part: &str| {
            let actor = &imported.case.actors[usize::from(part.as_bytes()[0] - b'A')];
            let level = &actor.choices[0].levels[usize::from(part.as_bytes()[1] - b'1')].value;
            format!("{}.is = '{level}'", actor.key.value)
        };
        scenario.split(' ').map(part).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(outcomes(one, Concept::Nash), SOMEWHERELAND.iter().map(|scenario| name(scenario)).collect());
}

/// A random matrix, as the file has it and as numbers.
struct Matrix {
    sizes: Vec<usize>,
    impacts: Vec<Vec<i64>>,
}

impl Matrix {
    fn new(seed: u64) -> Matrix {
        let mut random = Random::new(seed);
        let sizes: Vec<usize> = (0..2 + random.below(3)).map(|_| 1 + random.below(3)).collect();
        let all: usize = sizes.iter().sum();
        let impacts = (0..all).map(|_| (0..all).map(|_| random.below(5) as i64 - 2).collect()).collect();
        Matrix { sizes, impacts }
    }

    fn first(&self, descriptor: usize) -> usize {
        self.sizes[..descriptor].iter().sum()
    }

    fn file(&self, end: &str) -> String {
        let mut text = String::new();
        for (at, size) in self.sizes.iter().enumerate() {
            let _ = write!(text, "&D{at}{end}");
            text += &(0..*size).map(|variant| format!("-v{variant}{end}")).collect::<String>();
        }
        text += &format!("#{end}a comment{end}#{end}1,1{end}#{end}");
        for row in &self.impacts {
            text += &(row.iter().map(i64::to_string).collect::<Vec<_>>().join(",") + end);
        }
        text
    }

    /// Of every scenario: whether no other variant of any descriptor has a higher sum of impacts from the variants of the others.
    fn consistent(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for number in 0..self.sizes.iter().product() {
            let mut rest: usize = number;
            let scenario: Vec<usize> = self.sizes.iter().map(|size| (rest % size, rest /= size).0).collect();
            let score = |descriptor: usize, variant: usize| -> i64 {
                let others = (0..self.sizes.len()).filter(|other| *other != descriptor);
                others
                    .map(|other| self.impacts[self.first(other) + scenario[other]][self.first(descriptor) + variant])
                    .sum()
            };
            let best = |descriptor: usize| (0..self.sizes[descriptor]).map(|variant| score(descriptor, variant)).max();
            if (0..self.sizes.len()).all(|descriptor| Some(score(descriptor, scenario[descriptor])) == best(descriptor))
            {
                let free = (0..self.sizes.len()).filter(|descriptor| self.sizes[*descriptor] > 1);
                let parts: Vec<String> = free.map(|at| format!("d{at}.is = 'v{}'", scenario[at])).collect();
                found.insert(parts.join(" "));
            }
        }
        found
    }
}

#[test]
fn outcomes_are_the_consistent_scenarios() {
    let (mut seen, mut many) = (0, 0);
    for seed in 0..400 {
        let matrix = Matrix::new(seed);
        if matrix.sizes.iter().all(|size| *size == 1) {
            continue;
        }
        let file = matrix.file(if seed % 2 == 0 { "\n" } else { "\r\n" });
        let imported = read("random.scw", file.as_bytes(), None, &Limits::default())
            .unwrap_or_else(|no| panic!("{file}\n{:?}", no.problems));
        let found = outcomes(&study(&imported.text).accounts[0], Concept::Nash);
        assert_eq!(found, matrix.consistent(), "{file}");
        seen += 1;
        many += usize::from(found.len() > 1);
    }
    assert!(seen > 350 && many > 50, "{seen} {many}");
}

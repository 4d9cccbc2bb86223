//! In which order the options are asked about.
//!
//! A diagram is small where what is said together stands together. Each statement and rule pulls its options toward their middle,
//! again and again, and the order in which the pulls stretch the least is kept (FORCE: Aloul, Markov & Sakallah 2003). It begins with
//! the order of the file. The levels of a choice stay together, since nothing parts them.

use crate::expr::Expr;
use crate::model::{Model, OptionForm, OptionId, OptionSet, Preference, RankedStates};
use std::ops::Range;

/// So many times the options are pulled at most.
const ROUNDS: usize = 64;

/// The options in a good order.
pub(super) fn order(model: &Model, form: &OptionForm) -> Vec<usize> {
    let blocks = blocks(form);
    let together = together(model, form);
    let of = |bits: &OptionSet| {
        (0..blocks.len()).filter(|&block| blocks[block].clone().any(|at| bits >> at & 1 == 1)).collect()
    };
    let together: Vec<Vec<usize>> = together.iter().map(of).filter(|blocks: &Vec<usize>| blocks.len() > 1).collect();
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    let (mut best, mut least) = (order.clone(), stretch(&order, &together));
    for _ in 0..ROUNDS {
        order = pulled(&order, &together);
        let now = stretch(&order, &together);
        if now < least {
            (best, least) = (order.clone(), now);
        }
    }
    best.into_iter().flat_map(|block| blocks[block].clone()).collect()
}

/// Options that stay together: the levels of a choice; any other option alone.
fn blocks(form: &OptionForm) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, option) in form.options.iter().enumerate() {
        match &option.level {
            Some(level) if level.all.start < at => {}
            Some(level) => found.push(level.all.clone()),
            None => found.push(at..at + 1),
        }
    }
    found
}

/// The sets of options that something speaks of, one bit for each option.
fn together(model: &Model, form: &OptionForm) -> Vec<OptionSet> {
    let bits = |tree: &Expr<OptionId>| tree.atoms().into_iter().fold(0, |bits, option| bits | 1 << option.index());
    let mut found: Vec<OptionSet> = form.rules.iter().map(|rule| rule.kind.options()).collect();
    for barred in &form.barred {
        found.extend([bits(&barred.from.tree), bits(&barred.to.tree)]);
    }
    for preference in model.preferences.iter() {
        match preference {
            Preference::Statements(wishes) => found.extend(wishes.iter().map(|wish| bits(&wish.statement.tree))),
            Preference::Weights(weights, _) => found.extend(weights.iter().map(|(statement, _)| bits(&statement.tree))),
            Preference::Ranking(ranking) => {
                found.extend(ranking.lists.iter().flatten().map(|ranked| match &ranked.states {
                    RankedStates::Where(tree) => bits(tree),
                    _ => 0,
                }))
            }
            Preference::Unknown(_) => {}
        }
    }
    found
}

/// How far apart the first and the last block of each set stand, all together.
fn stretch(order: &[usize], together: &[Vec<usize>]) -> usize {
    let places = places(order);
    let span = |blocks: &Vec<usize>| {
        let of = || blocks.iter().map(|&block| places[block]);
        of().max().unwrap_or(0) - of().min().unwrap_or(0)
    };
    together.iter().map(span).sum()
}

/// Each block goes to the middle of the middles of its sets; one of none stays where it is.
fn pulled(order: &[usize], together: &[Vec<usize>]) -> Vec<usize> {
    let places = places(order);
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
    let mut pulls: Vec<Vec<f64>> = vec![Vec::new(); order.len()];
    for blocks in together {
        let middle = mean(&blocks.iter().map(|&block| places[block] as f64).collect::<Vec<_>>());
        blocks.iter().for_each(|&block| pulls[block].push(middle));
    }
    let goal = |block: usize| if pulls[block].is_empty() { places[block] as f64 } else { mean(&pulls[block]) };
    let mut pulled = order.to_vec();
    pulled.sort_by(|&one, &other| goal(one).total_cmp(&goal(other)));
    pulled
}

fn places(order: &[usize]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, &block)| places[block] = place);
    places
}

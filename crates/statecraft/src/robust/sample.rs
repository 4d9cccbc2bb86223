//! Orders drawn, or all of them, and what holds under each.

use super::Compatible;
use super::compatible::Doubt;
use crate::graph::{Graph, LimitReached, Limits, Phase, StateId, StateSet};
use crate::model::{ActorId, Model, Preference};
use crate::stability::{self, Concept};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// Which orders are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Each of so many, once.
    All(u64),
    /// So many, drawn with this seed.
    Drawn(u64, u64),
}

impl Plan {
    /// How many orders are looked at.
    pub fn len(self) -> u64 {
        match self {
            Plan::All(orders) | Plan::Drawn(orders, _) => orders,
        }
    }

    /// Whether none is.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// All orders if there are no more of them than draws allowed, else that many draws.
pub fn plan(compatible: &[Compatible], draws: u64, seed: u64) -> Plan {
    let all = compatible.iter().try_fold(1u128, |all, one| all.checked_mul(one.count()?));
    match all.and_then(|all| u64::try_from(all).ok()).filter(|all| *all <= draws) {
        Some(all) => Plan::All(all),
        None => Plan::Drawn(draws, seed),
    }
}

/// Orders are looked at in batches of so many, each on a graph of its own.
const BATCH: u64 = 256;

/// For each concept and state, under how many of these orders the state holds.
///
/// # Errors
/// A limit.
pub fn count(
    model: &Model,
    graph: &Graph,
    doubt: Doubt,
    plan: Plan,
    part: Range<u64>,
    limits: &Limits,
) -> Result<Vec<Vec<u64>>, LimitReached> {
    let compatible = Compatible::of(model, graph.len(), doubt)?;
    let starts: Vec<u64> = part.clone().step_by(BATCH as usize).collect();
    limits.watch.begin(Phase::Orders, (part.end - part.start) as usize);
    let batches: Result<Vec<Vec<Vec<u64>>>, LimitReached> = starts
        .par_iter()
        .map(|&start| {
            let mut batch = Batch { model, compatible: &compatible, graph: graph.clone(), ranks: HashMap::new() };
            batch.count(plan, start..(start + BATCH).min(part.end), limits)
        })
        .collect();
    let mut sums = vec![vec![0; graph.len()]; Concept::USUAL.len()];
    for batch in batches? {
        for (sums, counts) in sums.iter_mut().zip(batch) {
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
    }
    Ok(sums)
}

struct Batch<'g> {
    model: &'g Model,
    compatible: &'g [Compatible],
    graph: Graph,
    /// The ranks of an actor by one of its orders.
    ranks: HashMap<(usize, u128), Vec<u32>>,
}

impl Batch<'_> {
    fn count(&mut self, plan: Plan, part: Range<u64>, limits: &Limits) -> Result<Vec<Vec<u64>>, LimitReached> {
        let mut counts = vec![vec![0; self.graph.len()]; Concept::USUAL.len()];
        for at in part {
            limits.watch.check()?;
            for (counts, holding) in counts.iter_mut().zip(self.holding(plan, at)) {
                holding.iter().for_each(|state| counts[state.index()] += 1);
            }
            limits.watch.step();
        }
        Ok(counts)
    }

    /// What holds under the orders of this number.
    fn holding(&mut self, plan: Plan, at: u64) -> Vec<StateSet> {
        let numbers = self.numbers(plan, at);
        for (actor, compatible) in self.compatible.iter().enumerate() {
            let id = ActorId::new(actor);
            match (compatible, numbers[actor]) {
                (Compatible::One, _) => {}
                (_, Some(number)) => {
                    let (model, graph) = (self.model, &self.graph);
                    let ranks = self
                        .ranks
                        .entry((actor, number))
                        .or_insert_with(|| ranks(model, graph, id, &compatible.order(number)));
                    let ranks = ranks.clone();
                    self.graph.rerank(model, id, ranks);
                }
                (_, None) => {
                    let order = shuffled(self.graph.len(), &mut generator(plan, at, actor));
                    self.graph.rerank(self.model, id, by_place(&order));
                }
            }
        }
        match stability::analyze(&self.graph, &Concept::USUAL) {
            Ok(found) => Concept::USUAL.iter().map(|&concept| found.equilibria(concept)).collect(),
            Err(_) => Vec::new(), // the usual concepts apply to every graph
        }
    }

    /// The number of each actor's order; none for an actor with more orders than can be numbered.
    fn numbers(&self, plan: Plan, at: u64) -> Vec<Option<u128>> {
        let mut rest = u128::from(at);
        let number = |(actor, compatible): (usize, &Compatible)| {
            let count = compatible.count()?;
            match plan {
                Plan::All(_) => {
                    let number = rest % count;
                    rest /= count;
                    Some(number)
                }
                Plan::Drawn(..) => Some(generator(plan, at, actor).random_range(0..count)),
            }
        };
        self.compatible.iter().enumerate().map(number).collect()
    }
}

/// Draws for one actor in one sample: the stream is the sample, and each actor has a place of its own in it.
fn generator(plan: Plan, at: u64, actor: usize) -> ChaCha8Rng {
    let seed = match plan {
        Plan::All(_) => 0,
        Plan::Drawn(_, seed) => seed,
    };
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    generator.set_stream(at);
    generator.set_word_pos((actor as u128) << 40);
    generator
}

/// So many states in an order drawn evenly (Fisher & Yates 1938).
fn shuffled(states: usize, generator: &mut ChaCha8Rng) -> Vec<usize> {
    let mut order: Vec<usize> = (0..states).collect();
    for last in (1..states).rev() {
        order.swap(last, generator.random_range(0..=last));
    }
    order
}

/// Ranks by a strict order, best first.
fn by_place(order: &[usize]) -> Vec<u32> {
    let mut ranks = vec![0; order.len()];
    order.iter().rev().enumerate().for_each(|(rank, &state)| ranks[state] = rank as u32);
    ranks
}

/// Ranks by lines in another order, or by states in some order.
fn ranks(model: &Model, graph: &Graph, actor: ActorId, order: &[usize]) -> Vec<u32> {
    let Preference::Statements(lines) = &model.preferences[actor.index()] else { return by_place(order) };
    let holding: Vec<StateSet> = order.iter().map(|&line| graph.holding(&lines[line].statement.tree)).collect();
    let truth = |state: StateId| holding.iter().map(|set| set.contains(state)).collect::<Vec<bool>>();
    let truths: Vec<Vec<bool>> = graph.state_ids().map(truth).collect();
    let mut levels: Vec<&Vec<bool>> = truths.iter().collect();
    levels.sort_unstable();
    levels.dedup();
    truths.iter().map(|own| levels.partition_point(|level| *level < own) as u32).collect()
}

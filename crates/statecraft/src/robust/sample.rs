//! Orders drawn, or all of them, and what holds under each.

use super::Compatible;
use super::compatible::Doubt;
use crate::graph::{Graph, LimitReached, Limits, Phase, StateId, StateSet, parallel};
use crate::model::{ActorId, Model, Preference};
use crate::stability::{self, Concept};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
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

/// Each thread gets so many batches of orders; each batch has a graph and a memory of its own.
const BATCHES: usize = 4;
/// What a batch remembers takes so much memory at most.
const REMEMBERED: usize = 64 << 20;
/// Whether an actor stays under these depends on its own order alone: the others' replies are any moves.
const BY_OWN_ORDER: [Concept; 3] = [Concept::Nash, Concept::Gmr, Concept::Smr];
/// Under these the others reply by improvements, so it depends on all orders.
const BY_ALL_ORDERS: [Concept; 2] = [Concept::Seq, Concept::SymSeq];

/// What was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// For each concept and state, under how many orders the state holds.
    pub counts: Vec<Vec<u64>>,
    /// Which orders were looked at, by number: from, and up to but not with.
    pub parts: Vec<(u64, u64)>,
    /// Why these are not all that were asked for.
    pub stopped: Option<LimitReached>,
}

/// For each concept and state, under how many of these orders the state holds; as far as the time allows.
///
/// # Errors
/// More orders than can be numbered.
pub fn count(
    model: &Model,
    graph: &Graph,
    doubt: Doubt,
    plan: Plan,
    part: Range<u64>,
    limits: &Limits,
) -> Result<Counted, LimitReached> {
    let compatible = Compatible::of(model, graph.len(), doubt)?;
    let size = (part.end - part.start).div_ceil((BATCHES * parallel::threads()) as u64).max(1);
    let starts: Vec<u64> = part.clone().step_by(size as usize).collect();
    limits.watch.begin(Phase::Orders, (part.end - part.start) as usize);
    let batches: Vec<Counted> = parallel::map(&starts, |&start| {
        let graph = graph.clone();
        let mut batch = Batch { model, compatible: &compatible, graph, ranks: HashMap::new(), stays: HashMap::new() };
        batch.count(plan, start..(start + size).min(part.end), limits)
    });
    let mut sums = vec![vec![0; graph.len()]; Concept::USUAL.len()];
    let (mut parts, mut stopped) = (Vec::new(), None);
    for batch in batches {
        for (sums, counts) in sums.iter_mut().zip(batch.counts) {
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        parts.extend(batch.parts);
        stopped = stopped.or(batch.stopped);
    }
    Ok(Counted { counts: sums, parts, stopped })
}

struct Batch<'g> {
    model: &'g Model,
    compatible: &'g [Compatible],
    graph: Graph,
    /// The ranks of an actor by one of its orders.
    ranks: HashMap<(usize, u128), Vec<u32>>,
    /// Where an actor with one of its orders stays, under each of [`BY_OWN_ORDER`].
    stays: HashMap<(usize, u128), Vec<StateSet>>,
}

impl Batch<'_> {
    fn count(&mut self, plan: Plan, part: Range<u64>, limits: &Limits) -> Counted {
        let mut counts = vec![vec![0; self.graph.len()]; Concept::USUAL.len()];
        let of_one = Limits { watch: limits.watch.part(), ..limits.clone() };
        for at in part.clone() {
            let holding = match limits.watch.check().and_then(|()| self.holding(plan, at, &of_one)) {
                Ok(holding) => holding,
                Err(stopped) => return Counted { counts, parts: vec![(part.start, at)], stopped: Some(stopped) },
            };
            for (counts, holding) in counts.iter_mut().zip(holding) {
                holding.iter().for_each(|state| counts[state.index()] += 1);
            }
            limits.watch.step();
        }
        Counted { counts, parts: vec![(part.start, part.end)], stopped: None }
    }

    /// What holds under the orders of this number, for each usual concept.
    fn holding(&mut self, plan: Plan, at: u64, limits: &Limits) -> Result<Vec<StateSet>, LimitReached> {
        let numbers = self.numbers(plan, at);
        for (actor, number) in numbers.iter().enumerate() {
            let ranks = match (&self.compatible[actor], number) {
                (Compatible::One, _) => continue,
                (_, Some(number)) => self.ranks_by(actor, *number),
                (_, None) => by_place(&shuffled(self.graph.len(), &mut generator(plan, at, actor))),
            };
            self.graph.rerank(self.model, ActorId::new(actor), ranks);
        }
        let mut holding = self.by_own_order(&numbers, limits)?;
        holding.extend(self.found(&BY_ALL_ORDERS, limits)?.iter().map(|stays| held_by_all(stays.iter())));
        Ok(holding)
    }

    /// What holds under each of [`BY_OWN_ORDER`]: put together from where each actor stays, if every actor had its order before.
    fn by_own_order(&mut self, numbers: &[Option<u128>], limits: &Limits) -> Result<Vec<StateSet>, LimitReached> {
        let keys: Option<Vec<(usize, u128)>> =
            numbers.iter().enumerate().map(|(actor, number)| Some((actor, (*number)?))).collect();
        let known: Option<Vec<&Vec<StateSet>>> =
            keys.as_ref().and_then(|keys| keys.iter().map(|key| self.stays.get(key)).collect());
        if let Some(known) = known {
            let held = |at: usize| held_by_all(known.iter().map(|stays| &stays[at]));
            return Ok((0..BY_OWN_ORDER.len()).map(held).collect());
        }
        let found = self.found(&BY_OWN_ORDER, limits)?;
        for (actor, number) in keys.into_iter().flatten() {
            if self.stays.len() < self.room() {
                self.stays.insert((actor, number), found.iter().map(|stays| stays[actor].clone()).collect());
            }
        }
        Ok(found.iter().map(|stays| held_by_all(stays.iter())).collect())
    }

    /// For each of these concepts where each actor stays.
    fn found(&self, concepts: &[Concept], limits: &Limits) -> Result<Vec<Vec<StateSet>>, LimitReached> {
        let actors = || (0..self.compatible.len()).map(ActorId::new);
        let Ok(found) = stability::analyze_within(&self.graph, concepts, limits) else {
            return Ok(Vec::new()); // the usual concepts apply to every graph
        };
        let stays = |&concept: &Concept| actors().map(|actor| found.stable(concept, actor)).collect();
        found.stopped().map_or_else(|| Ok(concepts.iter().map(stays).collect()), Err)
    }

    fn ranks_by(&mut self, actor: usize, number: u128) -> Vec<u32> {
        if let Some(ranks) = self.ranks.get(&(actor, number)) {
            return ranks.clone();
        }
        let order = self.compatible[actor].order(number);
        let ranks = ranks(self.model, &self.graph, ActorId::new(actor), &order);
        if self.ranks.len() < self.room() {
            self.ranks.insert((actor, number), ranks.clone());
        }
        ranks
    }

    /// How many ranks, and how many answers, are remembered.
    fn room(&self) -> usize {
        REMEMBERED / (size_of::<u32>() + 1) / self.graph.len().max(1)
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

fn held_by_all<'s>(stays: impl Iterator<Item = &'s StateSet>) -> StateSet {
    stays.cloned().reduce(|all, stays| all.intersection(&stays)).unwrap_or(StateSet::empty(0))
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

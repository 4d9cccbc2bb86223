//! Plans, against every easiest path written out: the orders of the moves that a plan allows are paths, all paths are such orders,
//! and no fewer plans do.

use crate::engine::laid_out;
use crate::spec::{Spec, World};
use rand::RngExt;
use statecraft::graph::{Graph, Limits, StateId, StateSet, StateSpace};
use statecraft::model::ActorId;
use statecraft::paths::{Best, Concedes, Deed, NoPlans, Paths, Plan, Plans, Ways};
use std::collections::{BTreeMap, BTreeSet};

/// What is done, in order.
type Sequence = Vec<Deed>;

/// What a move changes in a model without merged states.
fn deed(graph: &Graph, by: ActorId, from: StateId, to: StateId) -> Deed {
    let StateSpace::Settings(states) = &graph.states else { panic!("a bare graph") };
    let (before, after) = (states.code(from), states.code(to));
    Deed { by, takes_up: after & !before, drops: before & !after }
}

/// Every path, one after another, with where it concedes.
fn every_path(graph: &Graph, ways: &Ways) -> BTreeMap<Sequence, Vec<bool>> {
    let mut open = vec![(0, Vec::new(), Vec::new())];
    let mut found = BTreeMap::new();
    while let Some((at, done, conceded)) = open.pop() {
        if ways.ends.contains(&at) {
            assert!(found.insert(done, conceded).is_none(), "no path twice");
            continue;
        }
        for step in ways.steps.iter().filter(|step| step.from == at) {
            let deed = deed(graph, step.by, ways.nodes[at].state, ways.nodes[step.to].state);
            open.push((step.to, [&done[..], &[deed]].concat(), [&conceded[..], &[step.concession]].concat()));
        }
    }
    found
}

/// Every order of the moves of a plan in which none comes before one that it waits for, as positions.
fn extensions(plan: &Plan) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new()];
    for _ in &plan.steps {
        let longer = |begun: &Vec<usize>| {
            let ready = |step: &usize| {
                !begun.contains(step) && plan.waits.iter().all(|wait| wait.then != *step || begun.contains(&wait.first))
            };
            (0..plan.steps.len()).filter(ready).map(|step| [&begun[..], &[step]].concat()).collect::<Vec<_>>()
        };
        found = found.iter().flat_map(longer).collect();
    }
    found
}

fn done(plan: &Plan, order: &[usize]) -> Sequence {
    order.iter().map(|&step| plan.steps[step]).collect()
}

#[derive(Debug, Default)]
struct Seen {
    models: usize,
    goals: usize,
    free: usize,
    waits: usize,
    several: usize,
    fewest: usize,
    sometimes: usize,
}

/// Models with options of their own and no merged states.
fn plans_of(k: u64, seen: &mut Seen) {
    let spec = Spec::random(k);
    let (_, graph) = laid_out(&spec.to_toml());
    let StateSpace::Settings(states) = &graph.states else { return };
    if !states.merged().is_empty() || !matches!(spec.world, World::Options(_)) {
        return;
    }
    seen.models += 1;
    let mut rng = crate::spec::random::stream(k ^ 0x91A7);
    let from = StateId::new(rng.random_range(0..graph.len()));
    let stops = StateSet::of(graph.len(), |state| k.is_multiple_of(3) && state.index() % 4 == 1);
    let paths = Paths::from(&graph, from, stops, &Limits::default()).expect("small models have room");
    for to in graph.state_ids() {
        for best in [Best::Shortest, Best::Easiest] {
            let of = format!("{}: from {from:?} to {to:?}, {best:?}", spec.title);
            let ways = paths.ways(&[to], best).expect("small");
            let plans = Plans::of(&ways, |by, from, to| deed(&graph, by, from, to));
            if ways.ends.is_empty() || to == from {
                assert_eq!(plans, Err(NoPlans::NoMoves), "{of}");
                continue;
            }
            compare(&every_path(&graph, &ways), &plans.expect(&of), seen, &of);
        }
    }
}

fn compare(paths: &BTreeMap<Sequence, Vec<bool>>, found: &Plans, seen: &mut Seen, of: &str) {
    let mut shown = BTreeSet::new();
    for plan in &found.plans {
        let orders = extensions(plan);
        assert_eq!(orders.len() as u64, plan.paths, "{of}");
        let mut conceded = vec![0; plan.steps.len()];
        for order in &orders {
            let done = done(plan, order);
            let concessions = paths.get(&done).unwrap_or_else(|| panic!("{of}: no path {done:?}"));
            order.iter().zip(concessions).for_each(|(&step, &concession)| conceded[step] += usize::from(concession));
            shown.insert(done);
        }
        for (step, times) in conceded.into_iter().enumerate() {
            let expected = match times {
                0 => Concedes::Never,
                all if all == orders.len() => Concedes::Always,
                _ => Concedes::Sometimes,
            };
            assert_eq!(plan.concession[step], expected, "{of}");
            seen.sometimes += usize::from(expected == Concedes::Sometimes);
        }
        no_wait_follows_from_others(plan, of);
        seen.free += usize::from(orders.len() > 1);
        seen.waits += plan.waits.len();
    }
    assert!(paths.keys().eq(&shown), "{of}: {paths:?}\n{found:?}");
    seen.goals += 1;
    if found.plans.len() > 1 {
        seen.several += 1;
        assert!(found.fewest, "{of}");
        let known: BTreeSet<&Sequence> = paths.keys().collect();
        if known.len() <= 8 {
            assert_eq!(least(&known), found.plans.len(), "{of}: {found:?}");
            seen.fewest += 1;
        }
    }
}

/// Without one of its waits a plan would have more orders.
fn no_wait_follows_from_others(plan: &Plan, of: &str) {
    for left_out in 0..plan.waits.len() {
        let mut less = plan.clone();
        less.waits.remove(left_out);
        assert!(extensions(&less).len() as u64 > plan.paths, "{of}");
    }
}

/// The fewest sets of paths, each with all orders that its paths agree on, that have all of them: every set tried.
fn least(paths: &BTreeSet<&Sequence>) -> usize {
    let all: Vec<&Sequence> = paths.iter().copied().collect();
    let fits: Vec<u32> = (1..1u32 << all.len()).filter(|&set| is_whole(&all, set)).collect();
    let (mut reached, mut sets) = (BTreeSet::from([0u32]), 0);
    while !reached.contains(&((1 << all.len()) - 1)) {
        reached = reached.iter().flat_map(|&had| fits.iter().map(move |&set| had | set)).collect();
        sets += 1;
    }
    sets
}

/// Whether some paths have the same moves and every order of these that they agree on.
fn is_whole(all: &[&Sequence], set: u32) -> bool {
    let members: Vec<&Sequence> = (0..all.len()).filter(|at| set >> at & 1 == 1).map(|at| all[at]).collect();
    let numbered: Vec<BTreeMap<(Deed, usize), usize>> = members.iter().map(|member| numbered(member)).collect();
    let things: Vec<(Deed, usize)> = numbered[0].keys().copied().collect();
    if numbered.iter().any(|other| !other.keys().eq(&things)) {
        return false;
    }
    let earlier =
        |one: &(Deed, usize), other: &(Deed, usize)| numbered.iter().all(|places| places[one] < places[other]);
    let mut orders = vec![Vec::new()];
    for _ in &things {
        let longer = |begun: &Vec<(Deed, usize)>| {
            let ready = |thing: &&(Deed, usize)| {
                !begun.contains(thing) && things.iter().all(|other| begun.contains(other) || !earlier(other, thing))
            };
            things.iter().filter(ready).map(|&thing| [&begun[..], &[thing]].concat()).collect::<Vec<_>>()
        };
        orders = orders.iter().flat_map(longer).collect();
    }
    orders.len() == members.len()
}

/// Where each move stands: what it does, and how often that was done before.
fn numbered(sequence: &Sequence) -> BTreeMap<(Deed, usize), usize> {
    let mut found = BTreeMap::new();
    for (at, &deed) in sequence.iter().enumerate() {
        let times = sequence[..at].iter().filter(|&&other| other == deed).count();
        found.insert((deed, times), at);
    }
    found
}

#[test]
fn the_orders_of_plans_are_exactly_the_paths() {
    let mut seen = Seen::default();
    for k in 0..2_000 {
        plans_of(k, &mut seen);
    }
    assert!(seen.models > 500 && seen.goals > 5_000, "{seen:?}");
    assert!(seen.free > 500 && seen.waits > 500 && seen.several > 100 && seen.fewest > 100, "{seen:?}");
}

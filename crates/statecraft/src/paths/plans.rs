//! Plans: the best paths to a state as partial orders of moves.
//!
//! Moves that do not bear on each other can be made in any order, and each of these orders is a path. A *plan* is what they have in
//! common: a set of moves, and which of them must come before which (a partial order, as in Sacerdoti 1975, and in
//! Mazurkiewicz's traces). Its linear extensions are paths, all of them. Where one plan does not have all paths, the fewest that do are found
//! (`orders`). A move is known by what it does: who moves, which options are taken up and dropped. What is done twice on a path is
//! two steps, the first before the second. Paths with different moves need different plans.

use super::orders::{Order, Sequences};
use super::ways::Ways;
use crate::graph::StateId;
use crate::model::{ActorId, OptionSet};
use std::collections::{BTreeMap, BTreeSet};

/// A move by what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deed {
    /// Who moves.
    pub by: ActorId,
    /// The options that it takes up, one bit each.
    pub takes_up: OptionSet,
    /// The options that it drops.
    pub drops: OptionSet,
}

/// Moves, and which of them must wait for which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The moves; none stands before one that it waits for.
    pub steps: Vec<Deed>,
    /// For each move, whether it is a concession where its turn comes: never, sometimes or always.
    pub concession: Vec<Concedes>,
    /// The pairs of moves, by their positions, of which the second waits for the first; those that follow from others are left out.
    pub waits: Vec<Wait>,
    /// How many paths it has.
    pub paths: u64,
}

/// Whether a move of a plan is a concession.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concedes {
    /// In no order of the moves.
    Never,
    /// In some orders.
    Sometimes,
    /// In each.
    Always,
}

/// That a move waits for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// The other.
    pub first: usize,
    /// The move.
    pub then: usize,
    /// Where both are next and the other order is on no best path: nodes of [`Ways`], with what the path goes on with after both.
    /// None where each such order is in another plan.
    pub tried: Vec<(usize, Option<ActorId>)>,
}

/// Plans that together have exactly the best paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plans {
    /// Those with the most paths first.
    pub plans: Vec<Plan>,
    /// Whether it is certain that no fewer would do.
    pub fewest: bool,
}

/// Why there are no plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPlans {
    /// No path leads there, or it begins there.
    NoMoves,
    /// There are more paths than [`Plans::MOST_PATHS`], or more than [`Plans::MOST_TO_DIVIDE`] and no one plan has them all, or they
    /// are longer than 64 moves.
    TooManyPaths,
    /// It takes more than [`Plans::MOST`].
    TooManyPlans,
    /// Two moves from one state do the same and lead to different states, so that a plan would not say where one ends.
    SameDeed,
}

/// A path: its moves in order by their positions among the moves of its group, and its steps by their positions in the ways.
type Numbered = (Vec<usize>, Vec<usize>);

/// Paths with the same moves.
struct Group {
    /// Each path as the moves in order, by their positions among the moves of the group.
    sequences: Vec<Vec<usize>>,
    /// The steps of each path, by their positions in the ways.
    steps: Vec<Vec<usize>>,
}

impl Plans {
    /// As many paths as seven moves make in any order.
    pub const MOST_PATHS: u64 = 5_040;
    /// As many paths as six moves make in any order.
    pub const MOST_TO_DIVIDE: usize = 720;
    /// No more plans than this are told of one state.
    pub const MOST: usize = 24;

    /// The fewest plans that have exactly the paths of these ways, which lead to one state; `deed` says what a move of an actor
    /// between two states does.
    ///
    /// Cost: the paths times the square of their length; beyond one plan a search of bounded length.
    ///
    /// # Errors
    /// Why there are none.
    pub fn of(ways: &Ways, deed: impl Fn(ActorId, StateId, StateId) -> Deed) -> Result<Plans, NoPlans> {
        let length = ways.ends.iter().map(|&end| ways.nodes[end].cost.moves).max().unwrap_or(0);
        if length == 0 {
            return Err(NoPlans::NoMoves);
        }
        if length > 64 || ways.count() > Plans::MOST_PATHS {
            return Err(NoPlans::TooManyPaths);
        }
        let deeds: Vec<Deed> = ways
            .steps
            .iter()
            .map(|step| deed(step.by, ways.nodes[step.from].state, ways.nodes[step.to].state))
            .collect();
        if !tell_apart(ways, &deeds) {
            return Err(NoPlans::SameDeed);
        }
        let mut found = Plans { plans: Vec::new(), fewest: true };
        for (things, group) in groups(ways, &deeds) {
            let sequences = Sequences::of(&group.sequences);
            let (orders, fewest) = match sequences.one_order() {
                Some(order) => (vec![order], true),
                None if group.sequences.len() > Plans::MOST_TO_DIVIDE => return Err(NoPlans::TooManyPaths),
                None => sequences.fewest(),
            };
            found.fewest &= fewest;
            if found.plans.len() + orders.len() > Plans::MOST {
                return Err(NoPlans::TooManyPlans);
            }
            found.plans.extend(orders.iter().map(|order| Plan::of(ways, &things, &group, &sequences, order)));
        }
        found.plans.sort_by(|one, other| (other.paths, &one.steps).cmp(&(one.paths, &other.steps)));
        Ok(found)
    }
}

/// Whether moves from one node that do the same lead to the same state.
fn tell_apart(ways: &Ways, deeds: &[Deed]) -> bool {
    let mut leads: BTreeMap<(usize, Deed), usize> = BTreeMap::new();
    let same = |(step, &deed): (&super::Step, &Deed)| *leads.entry((step.from, deed)).or_insert(step.to) == step.to;
    ways.steps.iter().zip(deeds).all(same)
}

/// The paths by the moves that they have: a deed, and how often it was done before.
fn groups(ways: &Ways, deeds: &[Deed]) -> BTreeMap<Vec<(Deed, usize)>, Group> {
    let mut on = vec![Vec::new(); ways.nodes.len()];
    ways.steps.iter().enumerate().for_each(|(at, step)| on[step.from].push(at));
    let mut groups: BTreeMap<Vec<(Deed, usize)>, Vec<Numbered>> = BTreeMap::new();
    let mut open = vec![(0, Vec::new())];
    while let Some((at, steps)) = open.pop() {
        if ways.ends.contains(&at) {
            let things = things(&steps, deeds);
            let mut sorted = things.clone();
            sorted.sort_unstable();
            let sequence = things.iter().map(|thing| sorted.partition_point(|known| known < thing)).collect();
            groups.entry(sorted).or_default().push((sequence, steps));
            continue;
        }
        open.extend(on[at].iter().map(|&step| (ways.steps[step].to, [steps.as_slice(), &[step]].concat())));
    }
    let sorted = |mut paths: Vec<Numbered>| {
        paths.sort_unstable();
        let (sequences, steps) = paths.into_iter().unzip();
        Group { sequences, steps }
    };
    groups.into_iter().map(|(things, paths)| (things, sorted(paths))).collect()
}

/// The moves of a path: what each does, and how often that was done before.
fn things(steps: &[usize], deeds: &[Deed]) -> Vec<(Deed, usize)> {
    let mut done: BTreeMap<Deed, usize> = BTreeMap::new();
    let thing = |&step: &usize| {
        let times = done.entry(deeds[step]).or_insert(0);
        *times += 1;
        (deeds[step], *times - 1)
    };
    steps.iter().map(thing).collect()
}

impl Plan {
    fn of(ways: &Ways, things: &[(Deed, usize)], group: &Group, sequences: &Sequences, order: &Order) -> Plan {
        let before = &order.before;
        let later = |thing: usize| (0..things.len()).filter(move |&other| before[other] >> thing & 1 == 1);
        let mut sorted: Vec<usize> = (0..things.len()).collect();
        let levels = levels(before);
        sorted.sort_by_key(|&thing| (levels[thing], things[thing]));
        let mut place = vec![0; things.len()];
        sorted.iter().enumerate().for_each(|(at, &thing)| place[thing] = at);
        // A pair follows from others when something stands between its two.
        let next = |first: usize, then: usize| !later(first).any(|between| before[then] >> between & 1 == 1);
        let pairs = sorted.iter().flat_map(|&first| later(first).map(move |then| (first, then)));
        let pairs = pairs.filter(|&(first, then)| next(first, then));
        let wait = |(first, then): (usize, usize)| Wait {
            first: place[first],
            then: place[then],
            tried: tried(ways, group, sequences, &order.members, (first, then)),
        };
        let mut waits: Vec<Wait> = pairs.map(wait).collect();
        waits.sort_by_key(|wait| (wait.then, wait.first));
        Plan {
            steps: sorted.iter().map(|&thing| things[thing].0).collect(),
            concession: sorted.iter().map(|&thing| concedes(ways, group, &order.members, thing)).collect(),
            waits,
            paths: order.members.len() as u64,
        }
    }
}

/// How many moves each must wait for one after another.
fn levels(before: &[u64]) -> Vec<usize> {
    let mut levels = vec![0; before.len()];
    let mut sorted: Vec<usize> = (0..before.len()).collect();
    sorted.sort_by_key(|&thing| before[thing].count_ones()); // what comes before a thing has less before it
    for &thing in &sorted {
        let earlier = (0..before.len()).filter(|&other| before[thing] >> other & 1 == 1);
        levels[thing] = earlier.map(|other| levels[other] + 1).max().unwrap_or(0);
    }
    levels
}

fn concedes(ways: &Ways, group: &Group, members: &[usize], thing: usize) -> Concedes {
    let conceded = |member: usize| {
        let at = group.sequences[member].iter().position(|&other| other == thing);
        at.is_some_and(|at| ways.steps[group.steps[member][at]].concession)
    };
    match members.iter().filter(|&&member| conceded(member)).count() {
        0 => Concedes::Never,
        all if all == members.len() => Concedes::Always,
        _ => Concedes::Sometimes,
    }
}

/// Where the second of a pair might be made first, and no best path does so.
fn tried(
    ways: &Ways,
    group: &Group,
    sequences: &Sequences,
    members: &[usize],
    (first, then): (usize, usize),
) -> Vec<(usize, Option<ActorId>)> {
    let mut found = BTreeSet::new();
    for &member in members {
        let (sequence, steps) = (&group.sequences[member], &group.steps[member]);
        let at = sequence.windows(2).position(|pair| pair == [first, then]);
        let Some(at) = at.filter(|&at| !sequences.may_swap(member, at)) else { continue };
        found.insert((ways.steps[steps[at]].from, steps.get(at + 2).map(|&step| ways.steps[step].by)));
    }
    found.into_iter().collect()
}

//! All best paths to some states, as one graph without circles.
//!
//! It is gathered backwards: a move is on a best path when what it costs to come to where it begins, and the move itself, make the
//! cost of where it ends.

use super::cost::Cost;
use super::search::{Distances, SearchGraph};
use crate::graph::StateId;
use crate::model::ActorId;
use std::collections::{BTreeSet, HashMap};

/// What lies on the best paths to some states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// Where they lead, the cheapest first; the first is where they begin.
    pub nodes: Vec<Node>,
    /// The moves, by where they end.
    pub steps: Vec<Step>,
    /// The nodes of the states asked for.
    pub ends: Vec<usize>,
}

/// A state on a best path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Node {
    /// What it costs to come there.
    pub cost: Cost,
    /// The state.
    pub state: StateId,
    /// Who moved last, where that matters for who may move next.
    pub last: Option<ActorId>,
}

/// A move on a best path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// The node where it ends.
    pub to: usize,
    /// The node where it begins.
    pub from: usize,
    /// Who moves.
    pub by: ActorId,
    /// Whether it leaves its mover no better off.
    pub concession: bool,
}

/// No more moves than this are gathered.
const MOST: usize = 1 << 16;

impl Ways {
    pub(super) fn to(ground: &SearchGraph, from: StateId, distances: &Distances, to: &[StateId]) -> Option<Ways> {
        let back = Back { ground, from, distances };
        let mut gather = Gather { back, nodes: Vec::new(), steps: Vec::new(), places: HashMap::new() };
        gather.node(Node { cost: Cost::NOTHING, state: from, last: None });
        let mut ends = BTreeSet::new();
        for &to in to {
            let Some(cost) = distances.best(to) else { continue };
            ends.extend(gather.arrivals(to, None, cost));
        }
        let mut next = 1;
        while next < gather.nodes.len() {
            gather.steps_to(next);
            next += 1;
            if gather.steps.len() > MOST {
                return None;
            }
        }
        Some(gather.in_order(&ends))
    }

    /// How many paths there are; `u64::MAX` stands for more.
    pub fn count(&self) -> u64 {
        let mut count = vec![0u64; self.nodes.len()];
        count[0] = 1;
        for step in &self.steps {
            count[step.to] = count[step.to].saturating_add(count[step.from]);
        }
        self.ends.iter().fold(0, |all, &end| all.saturating_add(count[end]))
    }

    /// The states between the first and the last that every path goes through, in this order.
    pub fn through(&self) -> Vec<StateId> {
        let ends: BTreeSet<StateId> = self.ends.iter().map(|&end| self.nodes[end].state).collect();
        let mut way: Vec<StateId> = Vec::new();
        let mut at = self.ends.first().copied().unwrap_or(0);
        while let Some(step) = self.steps.iter().find(|step| step.to == at) {
            way.push(self.nodes[step.from].state);
            at = step.from;
        }
        way.pop(); // where they begin
        way.retain(|&state| !ends.contains(&state) && !self.leads_around(state));
        way.reverse();
        way
    }

    /// Whether some path avoids a state.
    fn leads_around(&self, state: StateId) -> bool {
        let mut reached = vec![false; self.nodes.len()];
        reached[0] = true;
        for step in &self.steps {
            reached[step.to] |= reached[step.from] && self.nodes[step.to].state != state;
        }
        self.ends.iter().any(|&end| reached[end])
    }
}

/// One of the best paths to a state: of the moves that may come before, always the first.
pub(super) fn one(
    ground: &SearchGraph,
    from: StateId,
    distances: &Distances,
    to: StateId,
) -> Option<Vec<(ActorId, StateId)>> {
    let back = Back { ground, from, distances };
    let mut cost = distances.best(to)?;
    let (mut state, mut next, mut way) = (to, None, Vec::new());
    while cost != Cost::NOTHING {
        let (by, before, cost_before) = back.before(state, next, cost).into_iter().next()?;
        way.push((by, state));
        (state, next, cost) = (before, Some(by), cost_before);
    }
    way.reverse();
    Some(way)
}

/// A look back along best paths.
struct Back<'d> {
    ground: &'d SearchGraph<'d>,
    from: StateId,
    distances: &'d Distances,
}

impl Back<'_> {
    /// The moves with which a path of this cost can come to a state from which `next` moves on: who moves from where, and what it
    /// costs to come there.
    fn before(&self, state: StateId, next: Option<ActorId>, cost: Cost) -> Vec<(ActorId, StateId, Cost)> {
        let SearchGraph { graph, stops, .. } = self.ground;
        let mut found = Vec::new();
        for by in graph.actor_ids().filter(|&by| Some(by) != next) {
            for before in graph.moves_to(by, state) {
                if before != self.from && stops.contains(before) {
                    continue;
                }
                let Some(cost_before) = self.distances.cost(before, by) else { continue };
                if self.distances.moves.after(cost_before, graph.prefers(by, state, before)) == Some(cost) {
                    found.push((by, before, cost_before));
                }
            }
        }
        found
    }
}

struct Gather<'d> {
    back: Back<'d>,
    nodes: Vec<Node>,
    steps: Vec<Step>,
    places: HashMap<Node, usize>,
}

impl Gather<'_> {
    fn node(&mut self, node: Node) -> usize {
        *self.places.entry(node).or_insert_with(|| {
            self.nodes.push(node);
            self.nodes.len() - 1
        })
    }

    /// The nodes of a state that is reached at this cost and from which `next` moves on: one for each who may have moved last.
    fn arrivals(&mut self, state: StateId, next: Option<ActorId>, cost: Cost) -> Vec<usize> {
        if cost == Cost::NOTHING || !self.back.ground.remembers {
            return vec![self.node(Node { cost, state, last: None })];
        }
        let before = self.back.before(state, next, cost);
        let last: BTreeSet<ActorId> = before.into_iter().map(|(by, ..)| by).collect();
        last.into_iter().map(|by| self.node(Node { cost, state, last: Some(by) })).collect()
    }

    /// All moves with which best paths come to a node.
    fn steps_to(&mut self, to: usize) {
        let Node { cost, state, last } = self.nodes[to];
        for (by, before, cost_before) in self.back.before(state, None, cost) {
            if last.is_some_and(|last| last != by) {
                continue;
            }
            let concession = !self.back.ground.graph.prefers(by, state, before);
            let arrivals = self.arrivals(before, Some(by), cost_before);
            self.steps.extend(arrivals.into_iter().map(|from| Step { to, from, by, concession }));
        }
    }

    /// The nodes by what they cost, so that every step leads on.
    fn in_order(self, ends: &BTreeSet<usize>) -> Ways {
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by_key(|&at| self.nodes[at]);
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(at, &node)| place[node] = at);
        let moved = |step: &Step| Step { to: place[step.to], from: place[step.from], ..*step };
        let mut steps: Vec<Step> = self.steps.iter().map(moved).collect();
        steps.sort_unstable();
        let ends: BTreeSet<usize> = ends.iter().map(|&end| place[end]).collect();
        let nodes = order.into_iter().map(|node| self.nodes[node]).collect();
        Ways { nodes, steps, ends: ends.into_iter().collect() }
    }
}

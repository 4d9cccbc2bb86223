//! The states as a tree, for the search of simultaneous sanctions.

use crate::graph::{StateId, States};
use crate::model::{ActorId, OptionSet};

/// States by the options of the focal actor, then by those of one other after another; each node knows the least of the focal
/// actor's ranks below it. As many nodes on each level as there are states, at most.
pub(super) struct Tree {
    /// The focal actor's options come first.
    levels: Vec<TreeLevel>,
}

/// The nodes that branch off by the options of one actor.
struct TreeLevel {
    /// Its options.
    own: OptionSet,
    /// A setting of each node, ascending by the options that are decided; among children of one node also by `own`.
    code: Vec<OptionSet>,
    /// The least rank of each node.
    least: Vec<u32>,
    /// Where the children of each node begin on the next level, and after the last where they end.
    first: Vec<u32>,
}

/// How many nodes were looked at, and how many may be.
pub(super) struct StepBudget {
    pub(super) taken: u64,
    pub(super) most: u64,
}

impl Tree {
    /// `O(states × (others + log states))`.
    pub(super) fn of(states: &States, rank: &[u32], focal: ActorId, others: &[ActorId]) -> Tree {
        let actors: Vec<OptionSet> =
            std::iter::once(focal).chain(others.iter().copied()).map(|j| states.own(j)).collect();
        let mut sorted: Vec<(OptionSet, u32)> =
            (0..states.len()).map(|at| (states.taken(StateId::new(at)), rank[at])).collect();
        sorted.sort_unstable_by(|(a, _), (b, _)| {
            let by_actors = actors.iter().map(|own| (a & own).cmp(&(b & own)));
            by_actors.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
        });
        let mut levels = vec![TreeLevel {
            own: actors.last().copied().unwrap_or(0),
            code: sorted.iter().map(|(code, _)| *code).collect(),
            least: sorted.iter().map(|(_, rank)| *rank).collect(),
            first: Vec::new(),
        }];
        for decided in (1..actors.len()).rev() {
            let parents = TreeLevel::above(&levels[levels.len() - 1], &actors[..decided]);
            levels.push(parents);
        }
        levels.reverse();
        Tree { levels }
    }

    /// The node where the focal actor's options are `own`.
    pub(super) fn root(&self, own: OptionSet) -> Option<usize> {
        let top = &self.levels[0];
        top.code.binary_search_by_key(&own, |code| code & top.own).ok()
    }

    /// The least rank below a root.
    pub(super) fn least(&self, root: usize) -> u32 {
        self.levels[0].least[root]
    }

    /// Whether below a root there is a state ranked `rank` at most where the options of each other are among its choices
    /// (ascending).
    pub(super) fn can_fall_to(
        &self,
        rank: u32,
        root: usize,
        choices: &[Vec<OptionSet>],
        steps: &mut StepBudget,
    ) -> bool {
        self.descend(0, root, rank, choices, steps)
    }

    /// The same below one node, whose level is decided.
    fn descend(
        &self,
        level: usize,
        node: usize,
        rank: u32,
        choices: &[Vec<OptionSet>],
        steps: &mut StepBudget,
    ) -> bool {
        steps.taken += 1;
        if self.levels[level].least[node] > rank || steps.taken > steps.most {
            return false;
        }
        let (Some(next), Some(choice)) = (self.levels.get(level + 1), choices.get(level)) else { return true };
        let first = &self.levels[level].first;
        let children = first[node] as usize..first[node + 1] as usize;
        let codes = &next.code[children.clone()];
        if choice.len() * 8 < codes.len() {
            return choice.iter().any(|own| match codes.binary_search_by_key(own, |code| code & next.own) {
                Ok(at) => self.descend(level + 1, children.start + at, rank, choices, steps),
                Err(_) => false,
            });
        }
        codes.iter().zip(children).any(|(code, child)| {
            steps.taken += 1;
            next.least[child] <= rank
                && choice.binary_search(&(code & next.own)).is_ok()
                && self.descend(level + 1, child, rank, choices, steps)
        })
    }
}

impl TreeLevel {
    /// The parents of these nodes, which agree on the options of the actors decided.
    fn above(children: &TreeLevel, decided: &[OptionSet]) -> TreeLevel {
        let mask = decided.iter().fold(0, |all, own| all | own);
        let own = decided.last().copied().unwrap_or(0);
        let mut found = TreeLevel { own, code: Vec::new(), least: Vec::new(), first: Vec::new() };
        for (at, (&code, &least)) in children.code.iter().zip(&children.least).enumerate() {
            match (found.code.last(), found.least.last_mut()) {
                (Some(last), Some(known)) if last & mask == code & mask => *known = least.min(*known),
                _ => {
                    found.code.push(code);
                    found.least.push(least);
                    found.first.push(at as u32);
                }
            }
        }
        found.first.push(children.code.len() as u32);
        found
    }
}

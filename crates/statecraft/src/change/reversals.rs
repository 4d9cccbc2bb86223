//! The fewest states whose order against one state must turn.
//!
//! For one actor and one state `s`, let a *reversal* turn one state from better than `s` to no better, or the other way. All
//! reversals can be made together: what is demoted is put level with `s`, what is promoted just above it. Under Nash, GMR and SMR
//! the actor's verdict on `s` depends on nothing else of its preference, so the fewest reversals answer how far the verdict is
//! from its opposite.
//!
//! Each is a choice of the smallest union: for each tempting move one of several sets of reversals must be made (to stay), or
//! for one move all replies must be met (to leave). With sets of one element that is the minimum hitting set, so it is hard in
//! general (see the reduction in the method's notes on minimal-cost change); here a branch and bound with a stated limit
//! on its nodes.

use super::stays::Stand;
use super::{Laid, NoAnswer};
use crate::graph::{Limits, StateId};
use crate::model::ActorId;
use crate::stability::Concept;
use std::collections::BTreeSet;

/// The branch and bound looks at so many nodes at most.
const MOST_NODES: usize = 200_000;

/// States whose order against the state in question turns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversals {
    /// Whose preference.
    pub actor: ActorId,
    /// Better states that become no better.
    pub demoted: Vec<StateId>,
    /// States that become better.
    pub promoted: Vec<StateId>,
    /// Whether no fewer would do; else the search came to its limit.
    pub exact: bool,
}

/// The fewest reversals after which an actor stays in the state, or no longer does; nothing if none would do. Nash, GMR and SMR.
///
/// # Errors
/// Another concept, or a limit.
pub fn least_reversals(
    laid: Laid,
    actor: ActorId,
    state: StateId,
    concept: Concept,
    stays: bool,
    limits: &Limits,
) -> Result<Option<Reversals>, NoAnswer> {
    if !matches!(concept, Concept::Nash | Concept::Gmr | Concept::Smr) {
        return Err(NoAnswer::Concept);
    }
    let stand = Stand::new(laid.graph, actor, state);
    let better = |other: StateId| laid.graph.prefers(actor, other, state);
    let moves = |from: StateId| laid.graph.moves_from(actor, from);
    let replies = concept != Concept::Nash;
    let escape = concept == Concept::Smr;
    let mut best: Option<(BTreeSet<StateId>, bool)> = None;
    if stays {
        // Each tempting state is demoted, or some reply to it deters and cannot be escaped.
        let mut clauses = Vec::new();
        for (to, reached) in stand.moves().filter(|(to, _)| better(*to)) {
            let needed = |reply: StateId| -> BTreeSet<StateId> {
                let further = if escape { moves(reply) } else { Vec::new() };
                std::iter::once(reply).chain(further).filter(|&other| better(other)).collect()
            };
            let by_replies = if replies { reached.iter().map(|&reply| needed(reply)).collect() } else { Vec::new() };
            clauses.push([by_replies, vec![BTreeSet::from([to])]].concat());
            limits.watch.check().map_err(NoAnswer::Limit)?;
        }
        best = smallest(clauses, usize::MAX);
    } else {
        // Some move tempts, and each reply to it is better too, or can be escaped.
        for (to, reached) in stand.moves() {
            limits.watch.check().map_err(NoAnswer::Limit)?;
            let met = |reply: StateId| {
                let further = if escape { moves(reply) } else { Vec::new() };
                // Nothing can become better than itself.
                let others = std::iter::once(reply).chain(further).filter(|&other| other != state);
                others.map(needed_if(&better)).collect::<Vec<_>>()
            };
            let by_replies = if replies { reached.iter().map(|&reply| met(reply)).collect() } else { Vec::new() };
            let clauses = [by_replies, vec![vec![needed_if(&better)(to)]]].concat();
            let below = best.as_ref().map_or(usize::MAX, |(known, _)| known.len());
            match smallest(clauses, below) {
                Some((found, exact)) if found.len() < below => {
                    best = Some((found, exact && best.is_none_or(|(_, exact)| exact)));
                }
                Some((_, false)) => best = best.map(|(known, _)| (known, false)),
                _ => {}
            }
        }
    }
    Ok(best.map(|(turned, exact)| {
        let (demoted, promoted) = turned.into_iter().partition(|&other| better(other));
        Reversals { actor, demoted, promoted, exact }
    }))
}

/// Nothing where the state is better already, else the state.
fn needed_if(better: &impl Fn(StateId) -> bool) -> impl Fn(StateId) -> BTreeSet<StateId> {
    move |state| if better(state) { BTreeSet::new() } else { BTreeSet::from([state]) }
}

/// Clauses, each a choice of sets.
type Clauses = Vec<Vec<BTreeSet<StateId>>>;

/// The smallest union of one set from each clause, if one is smaller than `below`; and whether it is certain.
fn smallest(mut clauses: Clauses, below: usize) -> Option<(BTreeSet<StateId>, bool)> {
    for clause in &mut clauses {
        clause.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        clause.dedup();
        let all = std::mem::take(clause);
        for set in all {
            if !clause.iter().any(|smaller| smaller.is_subset(&set)) {
                clause.push(set);
            }
        }
    }
    clauses.sort_by_key(Vec::len);
    let mut search = Smallest { clauses: &clauses, best: None, below, nodes: 0 };
    search.descend(0, &BTreeSet::new());
    let exact = search.nodes < MOST_NODES;
    search.best.map(|best| (best, exact))
}

struct Smallest<'c> {
    clauses: &'c Clauses,
    best: Option<BTreeSet<StateId>>,
    below: usize,
    nodes: usize,
}

impl Smallest<'_> {
    fn descend(&mut self, at: usize, chosen: &BTreeSet<StateId>) {
        self.nodes += 1;
        let open = self.clauses[at..].iter().position(|clause| !clause.iter().any(|set| set.is_subset(chosen)));
        let Some(next) = open.map(|offset| at + offset) else {
            if chosen.len() < self.below {
                self.below = chosen.len();
                self.best = Some(chosen.clone());
            }
            return;
        };
        if chosen.len() + self.needed(next, chosen) >= self.below {
            return;
        }
        let mut sets: Vec<&BTreeSet<StateId>> = self.clauses[next].iter().collect();
        sets.sort_by_key(|set| set.difference(chosen).count());
        for set in sets {
            if self.nodes >= MOST_NODES {
                return;
            }
            self.descend(next + 1, &(chosen | set));
        }
    }

    /// At least so many more: clauses that share no state each need their own.
    fn needed(&self, at: usize, chosen: &BTreeSet<StateId>) -> usize {
        let (mut seen, mut needed): (BTreeSet<StateId>, usize) = Default::default();
        for clause in &self.clauses[at..] {
            let more: BTreeSet<StateId> =
                clause.iter().flatten().filter(|state| !chosen.contains(state)).copied().collect();
            if more.is_disjoint(&seen) {
                needed += clause.iter().map(|set| set.difference(chosen).count()).min().unwrap_or(0);
                seen.extend(more);
            }
        }
        needed
    }
}

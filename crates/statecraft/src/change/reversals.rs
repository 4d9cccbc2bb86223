//! The fewest states whose order against one state must turn.
//!
//! For one actor and one state `s`, let a *reversal* turn one state from better than `s` to no better, or the other way. All
//! reversals can be made together: what is demoted is put level with `s`, what is promoted just above it. Under Nash, GMR and SMR
//! the actor's verdict on `s` depends on nothing else of its preference, so the fewest reversals answer how far the verdict is
//! from its opposite.
//!
//! Each is a choice of the smallest union: for each tempting move one of several sets of reversals must be made (to stay), or
//! for one move all replies must be met (to leave). With sets of one element that is the minimum hitting set, so it is hard in
//! general (Karp 1972); here a branch and bound with a stated limit on its nodes.

use super::stays::MovesAndReplies;
use super::{Laid, NoAnswer};
use crate::graph::{Graph, Limits, StateId};
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

/// An actor at a state under a concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateVerdict {
    /// Who stays there or not.
    pub actor: ActorId,
    /// Where.
    pub state: StateId,
    /// Nash, GMR or SMR.
    pub concept: Concept,
}

/// The fewest reversals after which an actor stays in the state, or no longer does; nothing if none would do.
///
/// # Errors
/// Another concept, or a limit.
pub fn least_reversals(
    laid: Laid,
    verdict: StateVerdict,
    stays: bool,
    limits: &Limits,
) -> Result<Option<Reversals>, NoAnswer> {
    let StateVerdict { actor, state, concept } = verdict;
    if !matches!(concept, Concept::Nash | Concept::Gmr | Concept::Smr) {
        return Err(NoAnswer::Concept);
    }
    let position = ActorAtState { graph: laid.graph, verdict, moves: MovesAndReplies::new(laid.graph, actor, state) };
    let best = if stays { position.to_stay(limits) } else { position.to_leave(limits) };
    Ok(best?.map(|Choice { turned, exact }| {
        let (demoted, promoted) = turned.into_iter().partition(|&other| position.better(other));
        Reversals { actor, demoted, promoted, exact }
    }))
}

/// States whose order turns.
type Turned = BTreeSet<StateId>;

/// The actor at the state, with its moves and the replies to them.
struct ActorAtState<'g> {
    graph: &'g Graph,
    verdict: StateVerdict,
    moves: MovesAndReplies<'g>,
}

impl ActorAtState<'_> {
    fn better(&self, other: StateId) -> bool {
        self.graph.prefers(self.verdict.actor, other, self.verdict.state)
    }

    /// The states that deter only if none of them is better: a reply, and under SMR where the actor could escape from it.
    fn reply_and_escapes(&self, reply: StateId) -> impl Iterator<Item = StateId> {
        let escapes = self.verdict.concept == Concept::Smr;
        let further = if escapes { self.graph.moves_from(self.verdict.actor, reply) } else { Vec::new() };
        std::iter::once(reply).chain(further)
    }

    /// The moves, each with the replies that count.
    fn moves(&self) -> Vec<(StateId, &[StateId])> {
        match self.verdict.concept {
            Concept::Nash => self.moves.moves().map(|to| (to, &[][..])).collect(),
            _ => self.moves.with_replies().collect(),
        }
    }

    /// For each tempting move: it is demoted, or some reply to it is made to deter, with no escape.
    fn to_stay(&self, limits: &Limits) -> Result<Option<Choice>, NoAnswer> {
        let mut clauses = Clauses::new();
        for (to, replies) in self.moves().into_iter().filter(|(to, _)| self.better(*to)) {
            let demoted =
                |reply: &StateId| self.reply_and_escapes(*reply).filter(|&other| self.better(other)).collect();
            let by_replies: Vec<Turned> = replies.iter().map(demoted).collect();
            clauses.push([by_replies, vec![Turned::from([to])]].concat());
            limits.watch.check().map_err(NoAnswer::Limit)?;
        }
        Ok(smallest(clauses, usize::MAX))
    }

    /// For some move: it is made to tempt, and each reply to it is made better too, or a state to escape to.
    fn to_leave(&self, limits: &Limits) -> Result<Option<Choice>, NoAnswer> {
        let mut best: Option<Choice> = None;
        for (to, replies) in self.moves() {
            limits.watch.check().map_err(NoAnswer::Limit)?;
            let promoted = |other| if self.better(other) { Turned::new() } else { Turned::from([other]) };
            let met = |reply: &StateId| -> Vec<Turned> {
                // Nothing can become better than itself.
                let others = self.reply_and_escapes(*reply).filter(|&other| other != self.verdict.state);
                others.map(promoted).collect()
            };
            let by_replies: Clauses = replies.iter().map(met).collect();
            let clauses = [by_replies, vec![vec![promoted(to)]]].concat();
            let below = best.as_ref().map_or(usize::MAX, |known| known.turned.len());
            match smallest(clauses, below) {
                Some(found) if found.turned.len() < below => {
                    let exact = found.exact && best.is_none_or(|known| known.exact);
                    best = Some(Choice { exact, ..found });
                }
                Some(found) if !found.exact => best = best.map(|known| Choice { exact: false, ..known }),
                _ => {}
            }
        }
        Ok(best)
    }
}

/// Clauses, each a choice of sets.
type Clauses = Vec<Vec<Turned>>;

/// One set from each clause, put together.
struct Choice {
    turned: Turned,
    /// Whether none is smaller; else the search came to its limit.
    exact: bool,
}

/// The smallest choice, if one has fewer states than `below`.
fn smallest(mut clauses: Clauses, below: usize) -> Option<Choice> {
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
    search.descend(0, &Turned::new());
    let exact = search.nodes < MOST_NODES;
    search.best.map(|turned| Choice { turned, exact })
}

struct Smallest<'c> {
    clauses: &'c Clauses,
    best: Option<Turned>,
    below: usize,
    nodes: usize,
}

impl Smallest<'_> {
    fn descend(&mut self, at: usize, chosen: &Turned) {
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
        let mut sets: Vec<&Turned> = self.clauses[next].iter().collect();
        sets.sort_by_key(|set| set.difference(chosen).count());
        for set in sets {
            if self.nodes >= MOST_NODES {
                return;
            }
            self.descend(next + 1, &(chosen | set));
        }
    }

    /// At least so many more: clauses that share no state each need their own.
    fn needed(&self, at: usize, chosen: &Turned) -> usize {
        let (mut seen, mut needed): (Turned, usize) = Default::default();
        for clause in &self.clauses[at..] {
            let more: Turned = clause.iter().flatten().filter(|state| !chosen.contains(state)).copied().collect();
            if more.is_disjoint(&seen) {
                needed += clause.iter().map(|set| set.difference(chosen).count()).min().unwrap_or(0);
                seen.extend(more);
            }
        }
        needed
    }
}

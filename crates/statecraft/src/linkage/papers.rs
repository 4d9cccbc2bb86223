//! Who is tempted within one issue, and whose answer in another deters it.

use super::{Linked, Under};
use crate::believable::{is_fresh, is_lean};
use crate::graph::{Graph, LimitReached, Limits, StateId, StateSet, StateSpace};
use crate::model::{ActorId, OptionSet};
use crate::stability::Concept;
use std::collections::BTreeMap;

/// A threat across issues, in one outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The outcome that it carries.
    pub outcome: StateId,
    /// In which issue the first actor is tempted.
    pub issue: usize,
    /// Who is tempted.
    pub mover: ActorId,
    /// Where to.
    pub tempted_to: StateId,
    /// Who answers.
    pub by: ActorId,
    /// Where the answer leads.
    pub answered_to: StateId,
}

/// What a paper says whatever the outcome: the same change of the same actor, met by the same change of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deal {
    /// The issue in which the first actor is tempted.
    pub issue: usize,
    /// Who is tempted.
    pub mover: ActorId,
    /// Which of its options it would take up and drop, one bit each.
    pub change: (OptionSet, OptionSet),
    /// Who answers.
    pub by: ActorId,
    /// Which of its options it would take up and drop.
    pub answer: (OptionSet, OptionSet),
}

/// What carries the outcomes that hold only by the link.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The outcomes that were looked at.
    pub looked: StateSet,
    /// Those with at least one paper.
    pub some: StateSet,
    /// Those among them where every move that its issue leaves undeterred meets a paper.
    pub all: StateSet,
    /// The papers by what they say: an example, and all outcomes where they stand.
    pub deals: BTreeMap<Deal, (Paper, Vec<StateId>)>,
}

/// To ask an actor for an answer takes so many steps, and one more for each of its improvements.
const STEPS: usize = 8;
/// So many different papers are kept.
const MOST_DEALS: usize = 1 << 14;

impl Linked<'_> {
    /// The papers in the outcomes that hold only by the link; the first of them if so many steps are not enough for all.
    ///
    /// # Errors
    /// It was asked to stop.
    pub fn papers(&self, under: &Under, steps: usize, limits: &Limits) -> Result<Carried, LimitReached> {
        let nobody = || StateSet::empty(self.graph.len());
        let mut carried = Carried { looked: nobody(), some: nobody(), all: nobody(), deals: BTreeMap::new() };
        let outcomes = under.only_linked();
        if outcomes.is_empty() {
            return Ok(carried);
        }
        let mut search = Search { linked: self, concept: under.concept, worst: &under.worst, left: steps };
        for outcome in outcomes.iter() {
            limits.watch.check()?;
            let Some((papers, all)) = search.papers(outcome) else { break };
            carried.looked.insert(outcome);
            if !papers.is_empty() {
                carried.some.insert(outcome);
            }
            if all {
                carried.all.insert(outcome);
            }
            for paper in papers {
                carried.keep(self.graph, paper);
            }
        }
        Ok(carried)
    }
}

impl Carried {
    fn keep(&mut self, graph: &Graph, paper: Paper) {
        let Paper { issue, mover, by, outcome, tempted_to, answered_to } = paper;
        let change = change(graph, outcome, tempted_to, mover);
        let answer = self::change(graph, tempted_to, answered_to, by);
        let deal = Deal { issue, mover, change, by, answer };
        if self.deals.len() < MOST_DEALS || self.deals.contains_key(&deal) {
            let (_, outcomes) = self.deals.entry(deal).or_insert((paper, Vec::new()));
            if outcomes.last() != Some(&outcome) {
                outcomes.push(outcome);
            }
        }
    }
}

/// Which of an actor's options are taken up and dropped between two states.
fn change(graph: &Graph, from: StateId, to: StateId, actor: ActorId) -> (OptionSet, OptionSet) {
    let StateSpace::Settings(states) = &graph.states else { return (0, 0) };
    let (before, after, own) = (states.code(from), states.code(to), states.own(actor));
    (after & !before & own, before & !after & own)
}

/// The search for the papers of one concept.
struct Search<'s> {
    linked: &'s Linked<'s>,
    concept: Concept,
    /// For each issue, actor in it and state the least rank that the others can bring about within the issue.
    worst: &'s [Vec<Vec<u32>>],
    /// So many steps are left.
    left: usize,
}

impl Search<'_> {
    /// The papers of an outcome, and whether they meet every move that its issue leaves undeterred; none if there are not enough steps.
    fn papers(&mut self, outcome: StateId) -> Option<(Vec<Paper>, bool)> {
        let (mut found, mut all) = (Vec::new(), true);
        for (issue, part) in self.linked.parts.iter().enumerate() {
            for (place, &mover) in part.actors.iter().enumerate() {
                let local = ActorId::new(place);
                let rank = part.graph.ranks[place][outcome.index()];
                let mut tempting = part.graph.improvements_from(local, outcome);
                tempting.retain(|to| self.worst[issue][place][to.index()] > rank);
                for to in tempting {
                    let answers = self.answers(issue, mover, outcome, to)?;
                    all &= !answers.is_empty();
                    found.extend(answers);
                }
            }
        }
        Some((found, all))
    }

    /// Of each other actor the answer that makes a paper, if it has one: of several the one that changes fewest options.
    fn answers(&mut self, issue: usize, mover: ActorId, outcome: StateId, moved: StateId) -> Option<Vec<Paper>> {
        let graph = self.linked.graph;
        let mut found = Vec::new();
        let size = |by: ActorId, to: StateId| {
            let (taken, dropped) = change(graph, moved, to, by);
            (taken | dropped).count_ones()
        };
        for by in graph.actor_ids().filter(|by| *by != mover) {
            let mut may = graph.improvements_from(by, moved);
            self.left = self.left.checked_sub(STEPS + may.len())?;
            // What is quickly seen comes first: most answers fail there.
            may.retain(|&to| !graph.prefers(mover, to, outcome) && self.is_elsewhere(issue, by, moved, to));
            may.retain(|&to| is_fresh(graph, by, outcome, moved, to));
            may.sort_by_key(|&to| (size(by, to), to));
            let makes_one = |to: &StateId| is_lean(graph, by, moved, *to) && !self.escapes(mover, outcome, *to);
            let shortest = may.into_iter().find(makes_one);
            let paper = |answered_to| Paper { outcome, issue, mover, tempted_to: moved, by, answered_to };
            found.extend(shortest.map(paper));
        }
        Some(found)
    }

    /// Whether an answer changes something outside of an issue.
    fn is_elsewhere(&self, issue: usize, by: ActorId, from: StateId, to: StateId) -> bool {
        let (taken, dropped) = change(self.linked.graph, from, to, by);
        self.linked.issues_of(taken | dropped).iter().any(|&other| other != issue)
    }

    /// Whether the concept lets the actor escape from an answer, and it can, to something better than the outcome.
    fn escapes(&self, actor: ActorId, outcome: StateId, from: StateId) -> bool {
        let graph = self.linked.graph;
        matches!(self.concept, Concept::Smr | Concept::SymSeq)
            && graph.moves_from(actor, from).into_iter().any(|to| graph.prefers(actor, to, outcome))
    }
}

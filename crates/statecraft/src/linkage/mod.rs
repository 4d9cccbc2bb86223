//! **linkage**: what holds only because several issues are one conflict.
//!
//! A case may divide its options into *issues*. Each issue alone is a graph model: its states are the settings of its options, and an
//! actor changes its own options of this issue. Actors with options in several issues sit at several tables, and only they can trade one
//! against another. The structure is after the hierarchical graph models of He, Kilgour, Hipel & Bashar (INFOR 51(3), 2013; Water
//! Resources Management 28(7), 2014); the definitions below are ours, made for issues that are disjoint sets of options of one case.
//!
//! - A state *holds issue by issue* under a concept when for each issue it holds in the model where nobody can change anything outside of
//!   this issue: everything else is as it is in this state. Where what an actor wants in an issue does not depend on the others, neither
//!   does what holds there.
//! - An outcome holds *only by the link* when it holds in the whole, but not issue by issue. The whole *loses* a state that holds issue by
//!   issue and not in the whole.
//! - What carries an outcome of the first kind are *papers* ([`Paper`]): an actor is tempted to a move within one issue that nothing
//!   within this issue deters, and another actor answers in another issue. Only answers that are fresh and lean make a paper
//!   (`believable`); under SMR and SymSEQ the first actor must not be able to escape from them either. The others are counted apart.
//!
//! By Nash nothing holds only by the link, for nobody answers. Whatever holds issue by issue under GMR, SMR and SEQ holds in the whole
//! where preferences are lexicographic over the issues, and not always where they are not.
//!
//! Cost: one analysis of all states for each issue; for papers the moves from each state times the moves after each.

mod papers;

pub use papers::{Carried, Deal, Paper};

use crate::graph::{Graph, LimitReached, Limits, Part, StateId, StateSet, parallel};
use crate::model::{ActorId, Model, OptionSet};
use crate::stability::{self, Concept, Found, Refused, worst_and_stable, worst_replies};

/// The concepts for which it is known which moves within an issue are deterred.
pub const CONCEPTS: [Concept; 5] = Concept::USUAL;

/// A model with its issues, each by itself.
pub struct Linked<'g> {
    graph: &'g Graph,
    /// For each issue its options, one bit each.
    options: Vec<OptionSet>,
    parts: Vec<Part>,
}

/// What holds under one concept.
#[derive(Clone, Debug)]
pub struct Under {
    /// The concept.
    pub concept: Concept,
    /// What holds in the whole.
    pub whole: StateSet,
    /// What holds issue by issue.
    pub issue_by_issue: StateSet,
    /// For each issue, actor in it and state the least rank that the others can bring about within the issue.
    worst: Vec<Vec<Vec<u32>>>,
}

impl Under {
    /// The outcomes of the whole that do not hold issue by issue.
    pub fn only_linked(&self) -> StateSet {
        self.whole.difference(&self.issue_by_issue)
    }

    /// The states that hold issue by issue and not in the whole.
    pub fn lost(&self) -> StateSet {
        self.issue_by_issue.difference(&self.whole)
    }
}

/// A move that nothing deters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undeterred {
    /// Who moves.
    pub by: ActorId,
    /// Where to.
    pub to: StateId,
}

impl<'g> Linked<'g> {
    /// The issues of a model, laid out on its graph; none without issues.
    ///
    /// # Errors
    /// The moves within the issues take too much memory.
    pub fn of(model: &Model, graph: &'g Graph, limits: &Limits) -> Result<Option<Linked<'g>>, LimitReached> {
        let options: Vec<OptionSet> = model.issues().iter().map(|issue| issue.options).collect();
        let (mut parts, mut taken) = (Vec::new(), 0);
        for &options in &options {
            let part = graph.within(model, options, &limits.less(taken))?;
            taken += part.graph.bytes;
            parts.push(part);
        }
        Ok((!options.is_empty()).then_some(Linked { graph, options, parts }))
    }

    /// What holds under these of [`CONCEPTS`], in the whole and issue by issue.
    ///
    /// # Errors
    /// A limit.
    pub fn under(&self, concepts: &[Concept], limits: &Limits) -> Result<Vec<Under>, Refused> {
        let whole = found(self.graph, concepts, limits)?;
        concepts.iter().map(|&concept| self.under_one(concept, whole.equilibria(concept), limits)).collect()
    }

    /// What holds under one concept issue by issue, beside what holds in the whole.
    fn under_one(&self, concept: Concept, whole: StateSet, limits: &Limits) -> Result<Under, Refused> {
        let refused = |limit| Refused { concept, reason: stability::Reason::Limit(limit) };
        let asked: Vec<(&Part, ActorId)> =
            self.parts.iter().flat_map(|part| part.graph.actor_ids().map(move |actor| (part, actor))).collect();
        limits.allow(4 * (asked.len() * self.graph.len()) as u64).map_err(refused)?;
        let one = |(part, actor): &(&Part, ActorId)| worst_and_stable(&part.graph, concept, *actor, &limits.watch);
        let found: Vec<_> = parallel::map(&asked, one);
        limits.watch.check().map_err(refused)?; // what was stopped half-way is worth nothing
        let (worst, stable): (Vec<Vec<u32>>, Vec<StateSet>) = found.into_iter().flatten().unzip();
        let issue_by_issue =
            stable.iter().fold(StateSet::full(self.graph.len()), |held, stable| held.intersection(stable));
        let mut worst = worst.into_iter();
        let worst = self.parts.iter().map(|part| worst.by_ref().take(part.actors.len()).collect()).collect();
        Ok(Under { concept, whole, issue_by_issue, worst })
    }

    /// For each of these states a move in the whole that nothing deters under a concept: the first actor's best. States that hold have none.
    ///
    /// # Errors
    /// It was asked to stop.
    pub fn undeterred(
        &self,
        concept: Concept,
        states: &[StateId],
        limits: &Limits,
    ) -> Result<Vec<Option<Undeterred>>, LimitReached> {
        let mut found = vec![None; states.len()];
        for by in self.graph.actor_ids() {
            if found.iter().all(Option::is_some) {
                break;
            }
            limits.watch.check()?;
            let Some(worst) = worst_replies(self.graph, concept, by, &limits.watch) else { break };
            let rank = &self.graph.ranks[by.index()];
            for (&state, found) in states.iter().zip(&mut found) {
                let moves = self.graph.improvements_from(by, state).into_iter();
                let undeterred = moves.filter(|to| worst[to.index()] > rank[state.index()]);
                let best = undeterred.max_by_key(|to| (rank[to.index()], std::cmp::Reverse(*to)));
                *found = found.or(best.map(|to| Undeterred { by, to }));
            }
        }
        limits.watch.check()?;
        Ok(found)
    }

    /// The issues in which a change of these options is made, one bit each.
    fn issues_of(&self, change: OptionSet) -> Vec<usize> {
        (0..self.options.len()).filter(|&issue| self.options[issue] & change != 0).collect()
    }
}

fn found(graph: &Graph, concepts: &[Concept], limits: &Limits) -> Result<Found, Refused> {
    let found = stability::analyze_within(graph, concepts, limits)?;
    match (found.stopped(), concepts.first()) {
        (Some(limit), Some(&concept)) => Err(Refused { concept, reason: stability::Reason::Limit(limit) }),
        _ => Ok(found),
    }
}

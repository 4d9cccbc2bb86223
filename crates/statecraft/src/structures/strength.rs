//! **Strength of preference** (Hamouda, Kilgour & Hipel 2004 for two actors, 2006 for n; any number of degrees: Xu, Hipel &
//! Kilgour 2009).
//!
//! Where an actor prefers one state to another it does so by a *degree*, from 1. Temptations and credible replies are improvements
//! of any degree; what deters must be bad enough:
//!
//! - *general* stability is the ordinary one: a reply deters when `s ≽ s2`;
//! - stability at *level k* asks for `s ≻ s2` by degree `k` at least, and under SMR `s ≻ s3` by degree `k` for all `s3 ∈ R_i(s2)`.
//!
//! StrengthLevel 2 is *strong* stability (`s ≫ s2`; the strong kind of SEQ is printed SSEQ and here called StrongSEQ), *weak* is general
//! and not strong. Nash has no replies and so no levels: a Nash stable state is stable at every level. What is stable at level
//! `k + 1` is stable at level `k`, what is stable at level 1 is so in general. An equilibrium is strong when it is for every
//! actor. Cost: that of the template for each level, times the lines of a preference.

use super::Verdicts;
use super::template::{MoveTable, PreferenceStructure};
use crate::graph::{Graph, LimitReached, Limits, StateId, StateSet};
use crate::model::{ActorId, Model, Preference};
use crate::stability::{self, Concept};

/// The level of strong stability.
pub const STRONG: usize = 2;

/// What is stable, level by level: first in general, then at level 1, at level 2 (strongly) and so on up to the highest degree.
///
/// # Errors
/// A limit.
pub fn strength(
    graph: &Graph,
    model: &Model,
    concepts: &[Concept],
    limits: &Limits,
) -> Result<Vec<Vec<Verdicts>>, LimitReached> {
    let mut at = StrengthLevel::of(graph, model, 0);
    let highest = at.degrees.iter().map(Degrees::highest).max().unwrap_or(1).max(STRONG as u8);
    let of_level = |level: u8| {
        at.level = level;
        let worth = graph.actor_ids().map(|actor| at.worth(actor)).collect::<Option<Vec<_>>>();
        match worth {
            Some(worth) => {
                let found = stability::deterred_by(graph, &worth, concepts, limits)?;
                Ok(concepts.iter().map(|&concept| Verdicts::found(&found, concept, graph)).collect())
            }
            None => MoveTable::of(graph, limits)?.verdicts(&at, concepts),
        }
    };
    (0..=highest).map(of_level).collect()
}

/// By how much an actor prefers one state to another.
enum Degrees {
    /// By the first statement in which they differ: where it is true, and its degree.
    Statements(Vec<(StateSet, u8)>),
    /// By the largest degree between the lists of a ranking.
    Ranking(Vec<u8>),
    /// By one.
    One,
}

impl Degrees {
    fn of(graph: &Graph, preference: &Preference) -> Degrees {
        match preference {
            Preference::Statements(wishes) if wishes.iter().any(|wish| wish.degree > 1) => {
                let lines = wishes.iter().map(|wish| (graph.holding(&wish.statement.tree), wish.degree));
                Degrees::Statements(lines.collect())
            }
            Preference::Ranking(ranking) if !ranking.degrees.is_empty() => Degrees::Ranking(ranking.degrees.clone()),
            _ => Degrees::One,
        }
    }

    fn highest(&self) -> u8 {
        match self {
            Degrees::Statements(lines) => lines.iter().map(|(_, degree)| *degree).max().unwrap_or(1),
            Degrees::Ranking(degrees) => degrees.iter().copied().max().unwrap_or(1),
            Degrees::One => 1,
        }
    }

    /// Of two states of which the first is preferred; `ranks` are the actor's.
    fn between(&self, better: StateId, worse: StateId, ranks: &[u32]) -> u8 {
        let degree = match self {
            Degrees::Statements(lines) => {
                let differ = |(holding, _): &&(StateSet, u8)| holding.contains(better) != holding.contains(worse);
                lines.iter().find(differ).map(|(_, degree)| *degree)
            }
            Degrees::Ranking(degrees) => {
                // The first list has the highest rank, which is the number of lists.
                let place = |state: StateId| degrees.len() + 1 - ranks[state.index()] as usize;
                degrees[place(better)..place(worse)].iter().copied().max()
            }
            Degrees::One => None,
        };
        degree.unwrap_or(1)
    }
}

pub(super) struct StrengthLevel<'g> {
    graph: &'g Graph,
    degrees: Vec<Degrees>,
    level: u8,
}

impl<'g> StrengthLevel<'g> {
    pub(super) fn of(graph: &'g Graph, model: &Model, level: u8) -> StrengthLevel<'g> {
        let degrees = model.preferences.iter().map(|preference| Degrees::of(graph, preference)).collect();
        StrengthLevel { graph, degrees, level }
    }

    /// For each state the least rank of a start from which ending there does not deter an actor, if there is one rank for each: an end
    /// deters where it is worse by so much, so wherever its rank is low enough. With the degrees of statements that is so when
    /// no statement has a higher degree than one above it that falls short of the level.
    fn worth(&self, actor: ActorId) -> Option<Vec<u32>> {
        let ranks = &self.graph.ranks[actor.index()];
        let highest = ranks.iter().copied().max().unwrap_or(0);
        match (self.level, &self.degrees[actor.index()]) {
            (0, _) => Some(ranks.clone()),
            (1, _) => Some(ranks.iter().map(|rank| rank + 1).collect()),
            (_, Degrees::One) => Some(vec![highest + 1; ranks.len()]),
            (level, Degrees::Statements(lines)) => {
                let enough = lines.iter().take_while(|(_, degree)| *degree >= level).count();
                let lines = (lines[enough..].iter().all(|(_, degree)| *degree < level)).then_some(&lines[..enough])?;
                let differ = |a: StateId, b: StateId| {
                    lines.iter().any(|(holding, _)| holding.contains(a) != holding.contains(b))
                };
                Some(self.tops(actor, differ))
            }
            (level, Degrees::Ranking(degrees)) => {
                let place = |state: StateId| degrees.len() + 1 - ranks[state.index()] as usize;
                let differ = |a: StateId, b: StateId| {
                    let (first, last) = (place(a).min(place(b)), place(a).max(place(b)));
                    degrees[first..last].iter().any(|degree| *degree >= level)
                };
                Some(self.tops(actor, differ))
            }
        }
    }

    /// For each state one more than the highest rank of those that do not differ from it; they are neighbours in the order.
    fn tops(&self, actor: ActorId, differ: impl Fn(StateId, StateId) -> bool) -> Vec<u32> {
        let ranks = &self.graph.ranks[actor.index()];
        let mut order: Vec<StateId> = self.graph.state_ids().collect();
        order.sort_unstable_by_key(|state| std::cmp::Reverse(ranks[state.index()]));
        let mut tops = vec![0; ranks.len()];
        let mut first = order.first().copied();
        for state in order {
            first = first.filter(|&first| !differ(first, state)).or(Some(state));
            tops[state.index()] = first.map_or(0, |first| ranks[first.index()]) + 1;
        }
        tops
    }
}

impl PreferenceStructure for StrengthLevel<'_> {
    fn tempts(&self, actor: ActorId, from: StateId, to: StateId) -> bool {
        self.graph.prefers(actor, to, from)
    }

    fn takes(&self, actor: ActorId, from: StateId, to: StateId) -> bool {
        self.graph.prefers(actor, to, from)
    }

    fn deters(&self, actor: ActorId, start: StateId, end: StateId) -> bool {
        if self.level == 0 {
            return !self.graph.prefers(actor, end, start);
        }
        let between = || self.degrees[actor.index()].between(start, end, &self.graph.ranks[actor.index()]);
        self.graph.prefers(actor, start, end) && between() >= self.level
    }

    fn helps(&self, actor: ActorId, start: StateId, end: StateId) -> bool {
        !self.deters(actor, start, end)
    }
}

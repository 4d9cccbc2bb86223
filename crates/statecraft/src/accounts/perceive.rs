//! **Hypergames**: each actor decides by the conflict as it sees it (Bennett 1977; Wang, Hipel & Fraser 1988; in the graph
//! model Aljefri, Bashar, Fang & Hipel 2018: first-level hypergames).
//!
//! Actor `i` believes in the graph model `G^i`, with its own idea of what can be and of what the others want, and does not know that
//! the others see something else. Let `s` be a setting of the options.
//!
//! - `i` *sees* `s` when `s` is feasible in `G^i`, and *keeps* it when the state that it is there is stable for `i` in `G^i`.
//! - `s` is a **hypergame equilibrium** when every actor sees it and keeps it.
//! - `s` is **undecided** when every actor that sees it keeps it and somebody does not see it: what an actor does in a state
//!   that it does not recognise is for the analyst to say.
//! - `i` *believes* in `s` when `s` is an equilibrium of `G^i`. Where everybody keeps `s` and `i` does not believe in it, `i`
//!   waits for a move that will not come; where `i` believes in `s` and somebody leaves it, `i` relies on what is not so.
//!
//! Cost: a look-up for each setting and actor.

use super::{members, settings, state_of};
use crate::graph::{Graph, LimitReached, StateId, StateSet, StateSpace, Watch};
use crate::model::{ActorId, OptionSet};
use crate::stability::{Concept, Found};
use std::collections::{BTreeSet, VecDeque};

/// So many improvements are followed at most.
const STEPS: usize = 1 << 20;

/// A conflict that each actor sees in its own way, under one concept. Sets are sets of positions in `settings`.
#[derive(Clone, Debug)]
pub struct Hypergame {
    /// All settings that somebody sees, ascending; in a bare graph the positions of the states.
    pub settings: Vec<OptionSet>,
    /// For each actor the settings that it sees.
    pub sees: Vec<StateSet>,
    /// For each actor what it thinks of each actor: the settings that this one would keep.
    pub thinks: Vec<Vec<StateSet>>,
}

/// Where improvements, each as its mover sees it, lead on from today.
#[derive(Clone, Debug, Default)]
pub struct BelievedCourse {
    /// Moves into settings that somebody does not see; what follows is not decided.
    pub surprises: Vec<Surprising>,
    /// The settings, seen by all, that nobody leaves by what it takes for an improvement; ascending.
    pub ends: Vec<OptionSet>,
    /// Whether there was too much to follow.
    pub cut: bool,
}

/// A move into a setting that somebody does not see.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Surprising {
    /// Who moves.
    pub mover: ActorId,
    /// From this setting.
    pub from: OptionSet,
    /// To this one.
    pub to: OptionSet,
    /// Who does not see it.
    pub unseen_by: Vec<ActorId>,
}

impl Hypergame {
    /// What each actor sees and thinks, given for each the graph that it believes in and what holds there.
    pub fn of(views: &[(&Graph, &Found)], concept: Concept) -> Hypergame {
        let all: BTreeSet<OptionSet> =
            views.iter().flat_map(|(graph, _)| settings(graph, &StateSet::full(graph.len()))).collect();
        let all: Vec<OptionSet> = all.into_iter().collect();
        let (mut sees, mut thinks) = (Vec::new(), Vec::new());
        for (graph, found) in views {
            let state: Vec<Option<StateId>> = all.iter().map(|&setting| state_of(graph, setting)).collect();
            let where_ =
                |holds: &dyn Fn(StateId) -> bool| StateSet::of(all.len(), |at| state[at.index()].is_some_and(holds));
            sees.push(where_(&|_| true));
            let keeps = graph.actor_ids().map(|actor| found.stable(concept, actor));
            thinks.push(keeps.map(|keeps| where_(&|state| keeps.contains(state))).collect());
        }
        Hypergame { settings: all, sees, thinks }
    }

    /// The actors.
    pub fn actors(&self) -> impl Iterator<Item = ActorId> + use<> {
        (0..self.sees.len()).map(ActorId::new)
    }

    /// The settings that everybody sees.
    pub fn seen_by_all(&self) -> StateSet {
        self.sees.iter().fold(self.everything(), |all, sees| all.intersection(sees))
    }

    /// The settings that an actor keeps, by its own view.
    pub fn keeps(&self, actor: ActorId) -> &StateSet {
        &self.thinks[actor.index()][actor.index()]
    }

    /// The settings that an actor believes everybody would keep.
    pub fn believes(&self, actor: ActorId) -> StateSet {
        self.thinks[actor.index()].iter().fold(self.sees[actor.index()].clone(), |all, keeps| all.intersection(keeps))
    }

    /// The hypergame equilibria.
    pub fn holds(&self) -> StateSet {
        self.actors().fold(self.everything(), |all, actor| all.intersection(self.keeps(actor)))
    }

    /// What all who see it keep, and somebody does not see.
    pub fn undecided(&self) -> StateSet {
        let leaves = |actor: ActorId| self.sees[actor.index()].difference(self.keeps(actor));
        self.actors()
            .fold(self.everything(), |all, actor| all.difference(&leaves(actor)))
            .difference(&self.seen_by_all())
    }

    /// The actors for whom something is so.
    pub fn who(&self, fits: impl Fn(ActorId) -> bool) -> Vec<ActorId> {
        self.actors().filter(|&actor| fits(actor)).collect()
    }

    fn everything(&self) -> StateSet {
        StateSet::full(self.settings.len())
    }
}

impl BelievedCourse {
    /// Follows improvements from a setting on, each one judged by its mover in the graph that it believes in. A path goes on as
    /// long as everybody sees where it is; nobody moves twice running.
    ///
    /// # Errors
    /// The work was stopped.
    pub fn from(today: OptionSet, graphs: &[&Graph], watch: &Watch) -> Result<BelievedCourse, LimitReached> {
        let mut play = BelievedCourse::default();
        let (mut surprises, mut ends) = (BTreeSet::new(), BTreeSet::new());
        let mut open: VecDeque<(OptionSet, Option<ActorId>)> = VecDeque::from([(today, None)]);
        let mut known: BTreeSet<(OptionSet, Option<ActorId>)> = open.iter().copied().collect();
        while let Some((from, last)) = open.pop_front() {
            watch.check()?;
            let mut left = false;
            for mover in (0..graphs.len()).map(ActorId::new) {
                for to in improvements(graphs[mover.index()], mover, from) {
                    left = true;
                    if Some(mover) == last {
                        continue;
                    }
                    let unseen_by = unseen(graphs, to);
                    if !unseen_by.is_empty() {
                        surprises.insert(Surprising { mover, from, to, unseen_by });
                    } else if known.insert((to, Some(mover))) {
                        open.push_back((to, Some(mover)));
                    }
                }
            }
            if !left {
                ends.insert(from);
            }
            if known.len() + surprises.len() > STEPS {
                play.cut = true;
                break;
            }
        }
        (play.surprises, play.ends) = (surprises.into_iter().collect(), ends.into_iter().collect());
        Ok(play)
    }
}

/// Who does not see a setting.
fn unseen(graphs: &[&Graph], setting: OptionSet) -> Vec<ActorId> {
    let blind = graphs.iter().enumerate().filter(|(_, graph)| state_of(graph, setting).is_none());
    blind.map(|(actor, _)| ActorId::new(actor)).collect()
}

/// Where a mover can improve to, by its own view: the settings that differ from this one in its own options only; of a merged
/// state in which none does, the last.
fn improvements(graph: &Graph, mover: ActorId, from: OptionSet) -> Vec<OptionSet> {
    let Some(state) = state_of(graph, from) else { return Vec::new() };
    let own = match &graph.states {
        StateSpace::Settings(states) => states.own(mover),
        StateSpace::Named(_) => OptionSet::MAX,
    };
    let mut found = Vec::new();
    for to in graph.improvements_from(mover, state) {
        let all = members(graph, to);
        let by_own: Vec<OptionSet> = all.iter().copied().filter(|to| (to ^ from) & !own == 0).collect();
        found.extend(if by_own.is_empty() { all.last().copied().into_iter().collect() } else { by_own });
    }
    found
}

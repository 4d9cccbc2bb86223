//! Why no path leads to a state.

use super::Paths;
use super::cost::{AllowedMoves, PathQuery};
use super::search::Distances;
use crate::graph::{LimitReached, StateId, StateSet, StateSpace, States};
use crate::model::{OptionId, positions};

/// Why a state cannot be reached; the first of these that is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// Every path there goes on past a state where paths were to stop.
    Stopped,
    /// Every sequence of moves that leads there has an actor move twice running.
    TwiceRunning,
    /// Nobody can move from where the paths begin.
    NobodyLeaves,
    /// In all states that can be reached these options are taken, or not, and in this one it is the other way round.
    Fixed(Vec<OptionId>),
    /// Nobody can move there from anywhere.
    NobodyEnters,
    /// Every sequence of moves ends before.
    NoSequence,
}

impl Paths<'_> {
    /// For each of some states why no path leads there; nothing where one does.
    ///
    /// # Errors
    /// The work was stopped.
    pub fn why_not(&self, to: &[StateId]) -> Result<Vec<Option<WhyNot>>, LimitReached> {
        let missed = |to: &StateId| self.shortest.best(*to).is_none();
        if !to.iter().any(missed) {
            return Ok(vec![None; to.len()]);
        }
        let search = |asked| Distances::from(&self.ground, self.from, asked, &self.limits.watch);
        let any = PathQuery::with(AllowedMoves::Any);
        let unstopped = if self.ground.stops.is_empty() {
            self.reached()
        } else {
            search(PathQuery { stop: false, ..any })?.reached()
        };
        let twice = if self.ground.remembers {
            search(PathQuery { stop: false, twice: true, ..any })?.reached()
        } else {
            unstopped.clone()
        };
        let why_not = |to: &StateId| missed(to).then(|| self.because(*to, &unstopped, &twice));
        Ok(to.iter().map(why_not).collect())
    }

    fn because(&self, to: StateId, unstopped: &StateSet, twice: &StateSet) -> WhyNot {
        let graph = self.ground.graph;
        if unstopped.contains(to) {
            return WhyNot::Stopped;
        }
        if twice.contains(to) {
            return WhyNot::TwiceRunning;
        }
        if graph.actor_ids().all(|actor| graph.moves_from(actor, self.from).is_empty()) {
            return WhyNot::NobodyLeaves;
        }
        let fixed = match &graph.states {
            StateSpace::Settings(states) => self.fixed(states, twice, to),
            StateSpace::Named(_) => Vec::new(),
        };
        if !fixed.is_empty() {
            WhyNot::Fixed(fixed)
        } else if graph.actor_ids().all(|actor| graph.moves_to(actor, to).is_empty()) {
            WhyNot::NobodyEnters
        } else {
            WhyNot::NoSequence
        }
    }

    /// The options that stand one way in all states that are reached, and the other way in this one.
    fn fixed(&self, states: &States, reached: &StateSet, state: StateId) -> Vec<OptionId> {
        let merged = states.merged().into_iter().filter(|&merged| reached.contains(merged));
        let mixed = merged.fold(states.open(state), |mixed, merged| mixed | states.open(merged));
        let options = self.ground.graph.actor_ids().fold(0, |all, actor| all | states.own(actor)) & !mixed;
        let stands_otherwise = |option: &OptionId| {
            let taking = states.taking(*option);
            match states.taken(state) >> option.index() & 1 {
                1 => reached.intersection(&taking).is_empty(),
                _ => reached.is_subset(&taking),
            }
        };
        positions(options).map(OptionId::new).filter(stands_otherwise).collect()
    }
}

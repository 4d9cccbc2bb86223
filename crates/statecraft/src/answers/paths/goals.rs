//! Where paths lead, and what the easiest of them are like.

use crate::answers::explain::step::Move;
use crate::answers::explain::why::Rank;
use crate::answers::paths::reasons::WhyUnreached;
use crate::case::Case;
use crate::graph::{LimitReached, StateId, StateSet};
use crate::model::{Actor, ActorId};
use crate::paths::{Best, Cost, Paths, Ways};
use crate::stability::Concept;
use crate::study::LaidOut;
use crate::study::StateName;
use serde::ser::Serializer;

/// States of one kind, and how they can be reached.
#[derive(Debug, serde::Serialize)]
pub struct Goals<'c> {
    /// The concepts under which they hold, if they are outcomes.
    pub holds_under: Option<Vec<String>>,
    /// What they are called, if they were asked for.
    pub asked_for: Option<&'c str>,
    /// How many there are.
    pub states: usize,
    /// How many can be reached by improvements alone; where the paths begin counts.
    pub by_improvements: usize,
    /// How many can be reached, but not without a concession.
    pub by_concessions: usize,
    /// How many cannot be reached.
    pub unreached: usize,
    /// The nearest of them.
    pub told: Vec<Goal<'c>>,
    #[serde(skip)]
    pub(crate) concepts: Vec<Concept>,
}

/// A state, and the easiest paths to it.
#[derive(Debug, serde::Serialize)]
pub struct Goal<'c> {
    /// The state.
    pub state: StateName,
    /// The options taken in it.
    pub taken: Vec<&'c str>,
    /// How it can be reached.
    pub reached: Reached,
    /// The fewest moves that lead there.
    pub fewest_moves: Option<u32>,
    /// The fewest concessions on a path there.
    pub concessions: Option<u32>,
    /// The fewest moves of a path with so few concessions.
    pub moves: Option<u32>,
    /// How many such paths there are; nothing if too many to count.
    pub ways: Option<u64>,
    /// The moves of one of them.
    pub way: Vec<Move>,
    /// Who concedes on some of them.
    #[serde(serialize_with = "keys")]
    pub who_concedes: Vec<&'c Actor>,
    /// The states that all of them go through.
    pub through: Vec<StateName>,
    /// Who moves on every path there, easy or not.
    #[serde(serialize_with = "keys")]
    pub who_must_move: Vec<&'c Actor>,
    /// Who moves on every path of improvements alone.
    #[serde(serialize_with = "keys")]
    pub who_must_improve: Vec<&'c Actor>,
    /// Why no path leads there, if none does.
    pub why_unreached: Option<WhyUnreached<'c>>,
    #[serde(skip)]
    pub(crate) id: StateId,
    #[serde(skip)]
    pub(crate) one_way: Vec<(ActorId, StateId)>,
    /// What the concessions cost.
    #[serde(skip)]
    pub(crate) losses: Losses,
    #[serde(skip)]
    pub(crate) all_ways: Option<Ways>,
}

/// What the concessions on a path cost those who make them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Losses {
    /// Some leave their actors as well off as before.
    pub(crate) ties: bool,
    /// Some leave them worse off.
    pub(crate) losses: bool,
}

/// How a state can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reached {
    /// The paths begin there.
    Here,
    /// By improvements alone.
    ByImprovements,
    /// Not without a concession.
    ByConcessions,
    /// Not at all.
    NotAtAll,
}

fn keys<S: Serializer>(actors: &[&Actor], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(actors.iter().map(|actor| &actor.key))
}

/// Which states are meant.
pub(crate) struct Kind<'c> {
    pub(crate) concepts: Vec<Concept>,
    pub(crate) said: Option<&'c str>,
    pub(crate) states: StateSet,
}

impl<'c> Goals<'c> {
    /// How the states of each kind are reached; so many of each one by one.
    pub(crate) fn all(
        case: &'c Case,
        laid_out: &'c LaidOut,
        paths: &Paths,
        kinds: Vec<Kind<'c>>,
        most: usize,
    ) -> Result<Vec<Goals<'c>>, LimitReached> {
        let keys = laid_out.model.actor_keys();
        let nearest: Vec<Vec<StateId>> = kinds.iter().map(|kind| nearest(paths, &kind.states, most)).collect();
        let mut told = Goal::all(case, laid_out, paths, &nearest.concat())?.into_iter();
        let goals = |(kind, nearest): (Kind<'c>, Vec<StateId>)| {
            let outcomes = kind.said.is_none();
            let by =
                |fits: fn(Cost) -> bool| kind.states.iter().filter(|&to| paths.easiest(to).is_some_and(fits)).count();
            let (by_improvements, by_concessions) = (by(|cost| cost.concessions == 0), by(|cost| cost.concessions > 0));
            let states = kind.states.len();
            Goals {
                holds_under: outcomes.then(|| kind.concepts.iter().map(|concept| concept.key(&keys)).collect()),
                asked_for: kind.said,
                states,
                by_improvements,
                by_concessions,
                unreached: states - by_improvements - by_concessions,
                told: told.by_ref().take(nearest.len()).collect(),
                concepts: kind.concepts,
            }
        };
        Ok(kinds.into_iter().zip(nearest).map(goals).collect())
    }
}

/// So many states of a set, those that are easiest to reach first.
fn nearest(paths: &Paths, states: &StateSet, most: usize) -> Vec<StateId> {
    let cost = |state| (paths.easiest(state).is_none(), paths.easiest(state), state);
    let mut nearest: Vec<_> = states.iter().map(cost).collect();
    if most < nearest.len() {
        nearest.select_nth_unstable(most);
        nearest.truncate(most);
    }
    nearest.sort_unstable();
    nearest.into_iter().map(|(.., state)| state).collect()
}

impl<'c> Goal<'c> {
    fn all(
        case: &'c Case,
        laid_out: &'c LaidOut,
        paths: &Paths,
        told: &[StateId],
    ) -> Result<Vec<Goal<'c>>, LimitReached> {
        let any = paths.who_must_move(told, false)?;
        let improving = paths.who_must_move(told, true)?;
        let why_not = paths.why_not(told)?;
        let parts = told.iter().zip(any).zip(improving).zip(why_not);
        let goal = |(((&state, must_move), must_improve), why_not): (((&StateId, _), _), Option<_>)| {
            paths.check()?;
            let mut goal = Goal::of(case, laid_out, paths, state);
            goal.who_must_move = named(laid_out, must_move);
            goal.who_must_improve = named(laid_out, must_improve);
            goal.why_unreached = why_not.map(|why| WhyUnreached::of(laid_out, paths, why));
            Ok(goal)
        };
        parts.map(goal).collect()
    }

    fn of(case: &'c Case, laid_out: &'c LaidOut, paths: &Paths, state: StateId) -> Goal<'c> {
        let (graph, cost) = (&laid_out.graph, paths.easiest(state));
        let all_ways = paths.ways(&[state], Best::Easiest);
        let mut at = paths.start();
        let one_way = paths.one_way(state, Best::Easiest).unwrap_or_default();
        let way: Vec<Move> =
            one_way.iter().map(|&(by, to)| Move::of(case, laid_out, by, std::mem::replace(&mut at, to), to)).collect();
        let ways = all_ways.as_ref();
        let mut concessions: Vec<(ActorId, bool)> = match ways {
            Some(ways) => ways
                .steps
                .iter()
                .filter(|step| step.concession)
                .map(|step| {
                    let [from, to] = [step.from, step.to].map(|node| ways.nodes[node].state);
                    (step.by, graph.prefers(step.by, from, to))
                })
                .collect(),
            None => one_way
                .iter()
                .zip(&way)
                .filter(|(_, step)| step.for_the_mover.is != Rank::Better)
                .map(|(&(by, _), step)| (by, step.for_the_mover.is == Rank::Worse))
                .collect(),
        };
        concessions.sort_unstable();
        let some = |loss: bool| concessions.iter().any(|concession| concession.1 == loss);
        let losses = Losses { ties: some(false), losses: some(true) };
        let mut who_concedes: Vec<ActorId> = concessions.into_iter().map(|(by, _)| by).collect();
        who_concedes.dedup();
        Goal {
            state: StateName::of(graph, state),
            taken: laid_out.taken(state),
            reached: match cost {
                None => Reached::NotAtAll,
                Some(_) if state == paths.start() => Reached::Here,
                Some(cost) if cost.concessions == 0 => Reached::ByImprovements,
                Some(_) => Reached::ByConcessions,
            },
            fewest_moves: paths.moves(state),
            concessions: cost.map(|cost| cost.concessions),
            moves: cost.map(|cost| cost.moves),
            ways: ways.map(Ways::count).filter(|&count| count < u64::MAX),
            way,
            who_concedes: named(laid_out, who_concedes),
            through: ways
                .map(|ways| ways.through().iter().map(|&state| StateName::of(graph, state)).collect())
                .unwrap_or_default(),
            who_must_move: Vec::new(),
            who_must_improve: Vec::new(),
            why_unreached: None,
            id: state,
            one_way,
            losses,
            all_ways,
        }
    }

    /// Whether an easiest path begins with this move.
    pub(crate) fn begins_with(&self, by: ActorId, to: StateId) -> bool {
        let Some(ways) = &self.all_ways else {
            return false;
        };
        ways.steps.iter().any(|step| step.from == 0 && step.by == by && ways.nodes[step.to].state == to)
    }
}

fn named(laid_out: &LaidOut, actors: Vec<ActorId>) -> Vec<&Actor> {
    actors.into_iter().map(|actor| &laid_out.model.actors[actor.index()]).collect()
}

//! Where paths lead, and what the easiest of them are like.

use crate::answers::explain::step::Move;
use crate::answers::explain::why::Rank;
use crate::answers::paths::plans::PathPlans;
use crate::answers::paths::reasons::WhyUnreached;
use crate::case::Case;
use crate::graph::{LimitReached, StateId, StateSet};
use crate::model::ActorId;
use crate::paths::{Best, Cost, Paths, Ways};
use crate::stability::Concept;
use crate::study::{LaidOut, StateName};
use serde::{Deserialize, Serialize};

/// States of one kind, and how they can be reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Goals {
    /// The concepts under which they hold, if they are outcomes.
    pub holds_under: Option<Vec<String>>,
    /// What they are called, if they were asked for.
    pub asked_for: Option<String>,
    /// How many there are.
    pub states: usize,
    /// How many can be reached by improvements alone; where the paths begin counts.
    pub by_improvements: usize,
    /// How many can be reached, but not without a concession.
    pub by_concessions: usize,
    /// How many cannot be reached.
    pub unreached: usize,
    /// The nearest of them.
    pub told: Vec<Goal>,
}

/// A state, and the easiest paths to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Goal {
    /// The state.
    pub state: StateName,
    /// The options taken in it.
    pub taken: Vec<String>,
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
    /// All of them; nothing if they have more than 1,024 states together.
    pub all_ways: Option<EasiestPaths>,
    /// The same as moves that wait for others: in which orders they can be made, and why not in others.
    pub plans: PathPlans,
    /// Who concedes on some of them: actors by their keys.
    pub who_concedes: Vec<String>,
    /// What the concessions on some of them cost those who make them; nothing if there are none.
    pub price: Option<Price>,
    /// The states that all of them go through.
    pub through: Vec<StateName>,
    /// Who moves on every path there, easy or not.
    pub who_must_move: Vec<String>,
    /// Who moves on every path of improvements alone.
    pub who_must_improve: Vec<String>,
    /// Why no path leads there, if none does.
    pub why_unreached: Option<WhyUnreached>,
}

/// All of the easiest paths to a state, as one graph without circles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EasiestPaths {
    /// The states on them, the nearest first; the first is where they begin.
    pub places: Vec<PathPlace>,
    /// The moves between these.
    pub steps: Vec<PathStep>,
}

/// A state on an easiest path, and the cost of coming there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PathPlace {
    /// The state.
    pub state: StateName,
    /// How many concessions it takes.
    pub concessions: u32,
    /// How many moves.
    pub moves: u32,
    /// Who moved last, where that matters for who may move next.
    pub last: Option<String>,
}

/// A move on an easiest path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PathStep {
    /// Where it begins: a position in the list of places, from 0.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Who moves: an actor by its key.
    pub by: String,
}

/// What concessions cost those who make them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Price {
    /// Each leaves its actor as well off as before.
    NoGain,
    /// Each leaves its actor worse off.
    Loss,
    /// Some the one, some the other.
    NoGainOrLoss,
}

/// How a state can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// Which states are meant.
pub(crate) struct Kind {
    pub(crate) concepts: Vec<Concept>,
    pub(crate) said: Option<String>,
    pub(crate) states: StateSet,
}

/// The moves with which easiest paths to a goal begin: who moves, and where to.
pub(crate) type FirstSteps = Vec<(ActorId, StateId)>;

impl Goals {
    /// How the states of each kind are reached; so many of each one by one, and for all of these in order, how the easiest paths
    /// begin.
    pub(crate) fn all(
        case: &Case,
        laid_out: &LaidOut,
        paths: &Paths,
        kinds: Vec<Kind>,
        most: usize,
    ) -> Result<(Vec<Goals>, Vec<FirstSteps>), LimitReached> {
        let keys = laid_out.model.actor_keys();
        let nearest: Vec<Vec<StateId>> = kinds.iter().map(|kind| nearest(paths, &kind.states, most)).collect();
        let (told, begun): (Vec<Goal>, _) = Goal::all(case, laid_out, paths, &nearest.concat())?.into_iter().unzip();
        let mut told = told.into_iter();
        let goals = |(kind, nearest): (Kind, Vec<StateId>)| {
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
            }
        };
        Ok((kinds.into_iter().zip(nearest).map(goals).collect(), begun))
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

impl Goal {
    fn all(
        case: &Case,
        laid_out: &LaidOut,
        paths: &Paths,
        told: &[StateId],
    ) -> Result<Vec<(Goal, FirstSteps)>, LimitReached> {
        let any = paths.who_must_move(told, false)?;
        let improving = paths.who_must_move(told, true)?;
        let why_not = paths.why_not(told)?;
        let parts = told.iter().zip(any).zip(improving).zip(why_not);
        let goal = |(((&state, must_move), must_improve), why_not): (((&StateId, _), _), Option<_>)| {
            paths.check()?;
            let ways = paths.ways(&[state], Best::Easiest);
            let mut goal = Goal::of(case, laid_out, paths, state, ways.as_ref());
            goal.who_must_move = keys(laid_out, must_move);
            goal.who_must_improve = keys(laid_out, must_improve);
            goal.why_unreached = why_not.map(|why| WhyUnreached::of(laid_out, paths, why));
            Ok((goal, ways.as_ref().map(first_steps).unwrap_or_default()))
        };
        parts.map(goal).collect()
    }

    fn of(case: &Case, laid_out: &LaidOut, paths: &Paths, state: StateId, ways: Option<&Ways>) -> Goal {
        let (graph, cost) = (&laid_out.graph, paths.easiest(state));
        let mut at = paths.start();
        let one_way = paths.one_way(state, Best::Easiest).unwrap_or_default();
        let way: Vec<Move> =
            one_way.iter().map(|&(by, to)| Move::of(case, laid_out, by, std::mem::replace(&mut at, to), to)).collect();
        let mut concessions = match ways {
            Some(ways) => concessions(laid_out, ways),
            None => one_way
                .iter()
                .zip(&way)
                .filter(|(_, step)| step.for_the_mover.is != Rank::Better)
                .map(|(&(by, _), step)| (by, step.for_the_mover.is == Rank::Worse))
                .collect(),
        };
        concessions.sort_unstable();
        let price = price(&concessions);
        let mut who_concedes: Vec<ActorId> = concessions.into_iter().map(|(by, _)| by).collect();
        who_concedes.dedup();
        let names = |states: Vec<StateId>| states.into_iter().map(|state| StateName::of(graph, state)).collect();
        Goal {
            state: StateName::of(graph, state),
            taken: laid_out.taken(state).into_iter().map(String::from).collect(),
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
            all_ways: ways.filter(|ways| ways.nodes.len() <= MOST_PLACES).map(|ways| EasiestPaths::of(laid_out, ways)),
            plans: PathPlans::of(case, laid_out, paths, ways),
            who_concedes: keys(laid_out, who_concedes),
            price,
            through: ways.map(|ways| names(ways.through())).unwrap_or_default(),
            who_must_move: Vec::new(),
            who_must_improve: Vec::new(),
            why_unreached: None,
        }
    }
}

/// The easiest paths to a state are not all told if they have more states than this.
const MOST_PLACES: usize = 1 << 10;

impl EasiestPaths {
    fn of(laid_out: &LaidOut, ways: &Ways) -> EasiestPaths {
        let key = |by: ActorId| laid_out.model.actors[by.index()].key.clone();
        let place = |node: &crate::paths::Node| PathPlace {
            state: StateName::of(&laid_out.graph, node.state),
            concessions: node.cost.concessions,
            moves: node.cost.moves,
            last: node.last.map(key),
        };
        EasiestPaths {
            places: ways.nodes.iter().map(place).collect(),
            steps: ways.steps.iter().map(|step| PathStep { from: step.from, to: step.to, by: key(step.by) }).collect(),
        }
    }
}

/// Who concedes on some of the best paths, and whether at a loss.
fn concessions(laid_out: &LaidOut, ways: &Ways) -> Vec<(ActorId, bool)> {
    let conceded = ways.steps.iter().filter(|step| step.concession);
    let at_a_loss = conceded.map(|step| {
        let [from, to] = [step.from, step.to].map(|node| ways.nodes[node].state);
        (step.by, laid_out.graph.prefers(step.by, from, to))
    });
    at_a_loss.collect()
}

fn price(concessions: &[(ActorId, bool)]) -> Option<Price> {
    let some = |loss: bool| concessions.iter().any(|concession| concession.1 == loss);
    match (some(false), some(true)) {
        (false, false) => None,
        (true, false) => Some(Price::NoGain),
        (false, true) => Some(Price::Loss),
        (true, true) => Some(Price::NoGainOrLoss),
    }
}

fn first_steps(ways: &Ways) -> FirstSteps {
    ways.steps.iter().filter(|step| step.from == 0).map(|step| (step.by, ways.nodes[step.to].state)).collect()
}

fn keys(laid_out: &LaidOut, actors: Vec<ActorId>) -> Vec<String> {
    actors.into_iter().map(|actor| laid_out.model.actors[actor.index()].key.clone()).collect()
}

//! How one gets from one state to others: which can be reached by improvements alone, who must concede for which, and why some
//! cannot be reached.

pub(crate) mod goals;
pub(crate) mod plans;
pub(crate) mod reasons;

pub use goals::{EasiestPaths, Goal, Goals, PathPlace, PathStep, Price, Reached};
pub use plans::{Conceded, PathPlan, PathPlans, PlanStep, PlanWait, TooEarly, WhyNoPlans, WhyWait};
pub use reasons::WhyUnreached;

use crate::answers::explain::step::Move;
use crate::answers::header::Header;
use crate::case::Case;
use crate::graph::{LimitReached, Limits, Phase, StateId, StateSet};
use crate::model::ActorId;
use crate::paths::Paths;
use crate::stability::{self, Concept, Refused};
use crate::study::{LaidOut, StateName, Study};
use goals::{FirstSteps, Kind};
use serde::{Deserialize, Serialize};

/// Paths in a case, account by account: `statecraft-paths`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PathsReport {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The concepts under which outcomes hold, by their keys.
    pub concepts: Vec<String>,
    /// Whether paths do not go on past a state that holds under every concept asked for.
    pub stop_at_equilibria: bool,
    /// The accounts.
    pub accounts: Vec<AccountPaths>,
}

/// Paths in one account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountPaths {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Where the paths begin.
    pub from: StateName,
    /// Whether that is today's state.
    pub today: bool,
    /// How many states there are.
    pub states: usize,
    /// To how many of them, the first among them, some path leads.
    pub reached: usize,
    /// To how many a path of improvements leads.
    pub reached_by_improvements: usize,
    /// Where the paths lead: the outcomes by the concepts under which they hold, or the states asked for.
    pub goals: Vec<Goals>,
    /// What each actor can do first.
    pub first_moves: Vec<First>,
}

/// What an actor can do first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct First {
    /// The actor, by its key.
    pub by: String,
    /// How many moves it has.
    pub moves: usize,
    /// How many of them are improvements.
    pub improvements: usize,
    /// Where improvements lead; of many the first.
    pub improving: Vec<StateName>,
    /// The moves with which an easiest path to a goal of the first kind begins that is told.
    pub towards: Vec<Towards>,
}

/// A first move.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Towards {
    /// The move.
    #[serde(flatten)]
    pub step: Move,
    /// The goals.
    pub leads_to: Vec<StateName>,
}

/// So many improvements are listed.
const IMPROVING: usize = 12;

/// Which paths are asked for in one account.
#[derive(Clone, Debug)]
pub struct PathsWanted {
    /// Where they begin.
    pub from: StateId,
    /// Where they lead, and what these states are called; to the outcomes, if nothing is said.
    pub to: Option<(StateSet, String)>,
}

/// How paths are looked for.
#[derive(Clone, Debug)]
pub struct PathsAsked {
    /// The concepts under which outcomes hold.
    pub concepts: Vec<Concept>,
    /// Whether paths do not go on past a state that holds under all of these.
    pub stop: bool,
    /// So many goals of a kind are told one by one, the nearest first.
    pub most: usize,
}

/// Why paths were not looked for.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PathsError {
    /// A concept does not apply to the case.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// There is more to do than allowed.
    #[error(transparent)]
    Limit(#[from] LimitReached),
}

impl PathsReport {
    /// Looks for paths in a case: for each account in order, which are wanted.
    ///
    /// # Errors
    /// A concept that does not apply to the case, or a limit.
    pub fn of(
        study: &Study,
        wanted: &[PathsWanted],
        asked: &PathsAsked,
        limits: &Limits,
    ) -> Result<PathsReport, PathsError> {
        let limits = limits.less(study.accounts.iter().map(|laid_out| laid_out.graph.bytes).sum());
        let parts = study.accounts.iter().zip(wanted);
        let accounts = parts.map(|(laid_out, wanted)| AccountPaths::of(&study.case, laid_out, wanted, asked, &limits));
        let keys = study.accounts.first().map(|first| first.model.actor_keys()).unwrap_or_default();
        Ok(PathsReport {
            accounts: accounts.collect::<Result<_, PathsError>>()?,
            header: Header::new("statecraft-paths", 1, study),
            concepts: asked.concepts.iter().map(|concept| concept.key(&keys)).collect(),
            stop_at_equilibria: asked.stop,
        })
    }
}

impl AccountPaths {
    fn of(
        case: &Case,
        laid_out: &LaidOut,
        PathsWanted { from, to }: &PathsWanted,
        asked: &PathsAsked,
        limits: &Limits,
    ) -> Result<AccountPaths, PathsError> {
        let (graph, from) = (&laid_out.graph, *from);
        let needed = to.is_none() || asked.stop;
        let outcomes = if needed { outcomes(laid_out, &asked.concepts, limits)? } else { Vec::new() };
        let in_all = outcomes.iter().find(|(concepts, _)| concepts.len() == asked.concepts.len());
        let stops = match in_all {
            Some((_, states)) if asked.stop => states.clone(),
            _ => StateSet::empty(graph.len()),
        };
        limits.watch.begin(Phase::Report, 0);
        let paths = Paths::from(graph, from, stops, limits)?;
        let kinds = match to {
            Some((states, said)) => {
                vec![Kind { concepts: Vec::new(), said: Some(said.clone()), states: states.clone() }]
            }
            None => outcomes.into_iter().map(|(concepts, states)| Kind { concepts, said: None, states }).collect(),
        };
        let (goals, begun) = Goals::all(case, laid_out, &paths, kinds, asked.most)?;
        let told = goals.first().map_or(&[][..], |goals| &goals.told);
        let first = |by| First::of(case, laid_out, by, from, &told.iter().zip(&begun).collect::<Vec<_>>());
        Ok(AccountPaths {
            id: laid_out.account.id().map(String::from),
            title: laid_out.account.title.clone(),
            from: StateName::of(graph, from),
            today: graph.status_quo == Some(from),
            states: graph.len(),
            reached: paths.reached().len(),
            reached_by_improvements: paths.reached_by_improvements().len(),
            first_moves: laid_out.model.actor_ids().map(first).collect(),
            goals,
        })
    }
}

impl First {
    fn of(case: &Case, laid_out: &LaidOut, by: ActorId, from: StateId, told: &[(&Goal, &FirstSteps)]) -> First {
        let graph = &laid_out.graph;
        let towards = |to: StateId| {
            let begun = told.iter().filter(|(_, begun)| begun.contains(&(by, to))).map(|(goal, _)| goal.state.clone());
            let leads_to: Vec<StateName> = begun.collect();
            (!leads_to.is_empty()).then(|| Towards { step: Move::of(case, laid_out, by, from, to), leads_to })
        };
        let moves = graph.moves_from(by, from);
        let improving = || moves.iter().filter(|&&to| graph.prefers(by, to, from));
        First {
            by: laid_out.model.actors[by.index()].key.clone(),
            moves: moves.len(),
            improvements: improving().count(),
            improving: improving().take(IMPROVING).map(|&to| StateName::of(graph, to)).collect(),
            towards: moves.iter().filter_map(|&to| towards(to)).collect(),
        }
    }
}

/// The states that hold, by the concepts under which they do.
fn outcomes(
    laid_out: &LaidOut,
    concepts: &[Concept],
    limits: &Limits,
) -> Result<Vec<(Vec<Concept>, StateSet)>, PathsError> {
    let found = stability::analyze_within(&laid_out.graph, concepts, limits)?;
    match found.stopped() {
        Some(limit) => Err(limit.into()),
        None => Ok(found.groups()),
    }
}

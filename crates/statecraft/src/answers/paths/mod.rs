//! How one gets from one state to others: which can be reached by improvements alone, who must concede for which, and why some
//! cannot be reached.

pub(crate) mod goals;
pub(crate) mod reasons;

pub use goals::{Goal, Goals, Reached};
pub use reasons::WhyUnreached;

use crate::answers::explain::step::Move;
use crate::case::Case;
use crate::graph::{LimitReached, Limits, Phase, StateId, StateSet};
use crate::model::{Actor, ActorId};
use crate::paths::Paths;
use crate::stability::{self, Concept, Refused};
use crate::study::LaidOut;
use crate::study::StateName;
use goals::Kind;

/// Paths in a case, account by account.
#[derive(Debug, serde::Serialize)]
pub struct PathsReport<'c> {
    /// `statecraft-paths`.
    pub format: &'static str,
    /// The version of the format; it grows when a field changes its meaning or goes away.
    pub version: u32,
    /// The title of the case.
    pub case: &'c str,
    /// Whether paths do not go on past a state that holds under every concept asked for.
    pub stop_at_equilibria: bool,
    /// The accounts.
    pub accounts: Vec<AccountPaths<'c>>,
}

/// Paths in one account.
#[derive(Debug, serde::Serialize)]
pub struct AccountPaths<'c> {
    /// Its name; none if the case has no accounts.
    pub id: Option<&'c str>,
    /// Its title.
    pub title: Option<&'c str>,
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
    pub goals: Vec<Goals<'c>>,
    /// What each actor can do first.
    pub first_moves: Vec<First<'c>>,
    #[serde(skip)]
    pub(crate) case: &'c Case,
    #[serde(skip)]
    pub(crate) laid_out: &'c LaidOut,
    #[serde(skip)]
    pub(crate) start: StateId,
    #[serde(skip)]
    pub(crate) stop: bool,
    /// Whether all goals are told one by one.
    #[serde(skip)]
    pub(crate) all: bool,
    #[serde(skip)]
    pub(crate) concepts: Vec<Concept>,
}

/// What an actor can do first.
#[derive(Debug, serde::Serialize)]
pub struct First<'c> {
    /// The actor.
    #[serde(serialize_with = "key")]
    pub by: &'c Actor,
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
#[derive(Debug, serde::Serialize)]
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
pub struct PathsWanted<'c> {
    /// The account.
    pub laid_out: &'c LaidOut,
    /// Where they begin.
    pub from: StateId,
    /// Where they lead, and what these states are called; to the outcomes, if nothing is said.
    pub to: Option<(StateSet, &'c str)>,
}

/// How paths are looked for.
#[derive(Clone, Copy, Debug)]
pub struct PathsAsked<'a> {
    /// The concepts under which outcomes hold.
    pub concepts: &'a [Concept],
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

fn key<S: serde::Serializer>(actor: &&Actor, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&actor.key)
}

impl<'c> PathsReport<'c> {
    /// Looks for paths in these accounts of a case.
    ///
    /// # Errors
    /// A concept that does not apply to the case, or a limit.
    pub fn of(
        case: &'c Case,
        wanted: &[PathsWanted<'c>],
        asked: PathsAsked,
        limits: &Limits,
    ) -> Result<PathsReport<'c>, PathsError> {
        let taken = wanted.iter().map(|wanted| wanted.laid_out.graph.bytes).sum();
        let limits = limits.less(taken);
        let accounts = wanted.iter().map(|wanted| AccountPaths::of(case, wanted, asked, &limits));
        let accounts = accounts.collect::<Result<_, PathsError>>()?;
        let (format, version) = ("statecraft-paths", 1);
        Ok(PathsReport { format, version, case: &case.title, stop_at_equilibria: asked.stop, accounts })
    }
}

impl<'c> AccountPaths<'c> {
    fn of(
        case: &'c Case,
        wanted: &PathsWanted<'c>,
        asked: PathsAsked,
        limits: &Limits,
    ) -> Result<AccountPaths<'c>, PathsError> {
        let PathsWanted { laid_out, from, ref to } = *wanted;
        let graph = &laid_out.graph;
        let outcomes = match to.is_none() || asked.stop {
            true => outcomes(laid_out, asked.concepts, limits)?,
            false => Vec::new(),
        };
        let in_all = outcomes.iter().find(|(concepts, _)| concepts.len() == asked.concepts.len());
        let stops = in_all.filter(|_| asked.stop).map_or(StateSet::empty(graph.len()), |(_, states)| states.clone());
        limits.watch.begin(Phase::Report, 0);
        let paths = Paths::from(graph, from, stops, limits)?;
        let kinds = match to {
            Some((states, said)) => vec![Kind { concepts: Vec::new(), said: Some(*said), states: states.clone() }],
            None => outcomes.into_iter().map(|(concepts, states)| Kind { concepts, said: None, states }).collect(),
        };
        let goals = Goals::all(case, laid_out, &paths, kinds, asked.most)?;
        Ok(AccountPaths {
            id: laid_out.account.id(),
            title: laid_out.account.title.as_deref(),
            from: StateName::of(graph, from),
            today: graph.status_quo == Some(from),
            states: graph.len(),
            reached: paths.reached().len(),
            reached_by_improvements: paths.reached_by_improvements().len(),
            first_moves: laid_out
                .model
                .actor_ids()
                .map(|by| First::of(case, laid_out, by, from, goals.first()))
                .collect(),
            goals,
            case,
            laid_out,
            start: from,
            stop: asked.stop,
            all: asked.most == usize::MAX,
            concepts: asked.concepts.to_vec(),
        })
    }
}

impl<'c> First<'c> {
    fn of(case: &'c Case, laid_out: &'c LaidOut, by: ActorId, from: StateId, goals: Option<&Goals<'c>>) -> First<'c> {
        let graph = &laid_out.graph;
        let told = goals.map_or(&[][..], |goals| &goals.told);
        let towards = |to: StateId| {
            let begun = told.iter().filter(|goal| goal.begins_with(by, to)).map(|goal| goal.state.clone());
            let leads_to: Vec<StateName> = begun.collect();
            (!leads_to.is_empty()).then(|| Towards { step: Move::of(case, laid_out, by, from, to), leads_to })
        };
        let moves = graph.moves_from(by, from);
        let improving = || moves.iter().filter(|&&to| graph.prefers(by, to, from));
        First {
            by: &laid_out.model.actors[by.index()],
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

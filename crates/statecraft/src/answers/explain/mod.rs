//! Why a state holds or not: for each actor what tempts it, how the others could answer, and on whose word.

pub(crate) mod opinion;
pub(crate) mod play;
pub(crate) mod sources;
pub(crate) mod step;
pub(crate) mod why;

pub use opinion::{Opinion, Standing};
pub use play::{Answer, Answered, Escape, Temptation};
pub use sources::{Cited, CitedSource};
pub use step::Move;
pub use why::{Because, Comparison, Rank, RestsOn, Weighed, Wish};

use crate::answers::maps::Map;
use crate::case::Case;
use crate::graph::{Limits, StateId};
use crate::model::ActorId;
use crate::stability::{Concept, Refused};
use crate::study::LaidOut;
use crate::study::StateName;
use std::collections::BTreeMap;

/// Why a state of a case holds or not, account by account.
#[derive(Debug, serde::Serialize)]
pub struct Explanation<'c> {
    /// `statecraft-explanation`.
    pub format: &'static str,
    /// The version of the format; it grows when a field changes its meaning or goes away.
    pub version: u32,
    /// The title of the case.
    pub case: &'c str,
    /// The accounts.
    pub accounts: Vec<AccountExplanation<'c>>,
    /// The claims on which something that is told rests.
    pub claims: BTreeMap<&'c str, Cited<'c>>,
    /// The sources of these claims.
    pub sources: BTreeMap<&'c str, CitedSource<'c>>,
}

/// What is to be explained.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Under which concepts.
    pub concepts: &'a [Concept],
    /// For one actor only.
    pub actor: Option<ActorId>,
    /// Whether everything is told, however long.
    pub all: bool,
}

/// Why a state of one account holds or not.
#[derive(Debug, serde::Serialize)]
pub struct AccountExplanation<'c> {
    /// The name of the account; none if the case has no accounts.
    pub id: Option<&'c str>,
    /// Its title.
    pub title: Option<&'c str>,
    /// The state.
    pub state: StateName,
    /// Whether it is today's.
    pub today: bool,
    /// The options taken in it.
    pub taken: Vec<&'c str>,
    /// For each concept whether every actor would keep the state; none if only one actor was asked for.
    pub(crate) equilibrium: Option<Map<bool>>,
    /// The actors, those who decide first: who leaves, whom others deter, who is not tempted, who cannot move.
    pub actors: Vec<Opinion<'c>>,
    #[serde(skip)]
    pub(crate) case: &'c Case,
    #[serde(skip)]
    pub(crate) laid_out: &'c LaidOut,
    #[serde(skip)]
    pub(crate) id_of_state: StateId,
    #[serde(skip)]
    pub(crate) concepts: Vec<Concept>,
}

impl<'c> Explanation<'c> {
    /// Explains one state in each of these accounts of a case.
    ///
    /// # Errors
    /// The first concept that does not apply to the case, that has too much to do, or at which a limit stopped the work.
    pub fn of(
        case: &'c Case,
        states: &[(&'c LaidOut, StateId)],
        asked: Asked,
        limits: &Limits,
    ) -> Result<Explanation<'c>, Refused> {
        let limits = limits.less(states.iter().map(|(laid_out, _)| laid_out.graph.bytes).sum());
        let account = |&(laid_out, state)| AccountExplanation::of(case, laid_out, state, asked, &limits);
        let accounts = states.iter().map(account).collect::<Result<Vec<_>, Refused>>()?;
        let claims = sources::claims(case, &accounts);
        let sources = sources::sources(case, &claims);
        Ok(Explanation { format: "statecraft-explanation", version: 1, case: &case.title, accounts, claims, sources })
    }
}

impl<'c> AccountExplanation<'c> {
    fn of(
        case: &'c Case,
        laid_out: &'c LaidOut,
        state: StateId,
        asked: Asked,
        limits: &Limits,
    ) -> Result<AccountExplanation<'c>, Refused> {
        let LaidOut { account, graph, model } = laid_out;
        let told = model.actor_ids().filter(|&actor| asked.actor.is_none_or(|only| only == actor));
        let opinion = |actor| Opinion::of(case, (laid_out, actor, state), asked, limits);
        let mut actors = told.map(opinion).collect::<Result<Vec<_>, Refused>>()?;
        actors.sort_by_key(|opinion| opinion.standing);
        let all_keep = |concept: Concept| actors.iter().all(|opinion| opinion.keeps.contains(&concept));
        let equilibrium = asked.actor.is_none().then(|| by_concept(laid_out, asked.concepts, all_keep));
        Ok(AccountExplanation {
            id: account.id(),
            title: account.title.as_deref(),
            state: StateName::of(graph, state),
            today: graph.status_quo == Some(state),
            taken: laid_out.taken(state),
            equilibrium,
            actors,
            case,
            laid_out,
            id_of_state: state,
            concepts: asked.concepts.to_vec(),
        })
    }
}

/// A truth for each concept, by its key.
fn by_concept(laid_out: &LaidOut, concepts: &[Concept], truth: impl Fn(Concept) -> bool) -> Map<bool> {
    let keys = laid_out.model.actor_keys();
    Map(concepts.iter().map(|&concept| (concept.key(&keys), truth(concept))).collect())
}

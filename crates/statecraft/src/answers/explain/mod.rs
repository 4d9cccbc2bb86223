//! Why a state holds or not: for each actor what tempts it, how the others could answer, and on whose word.

pub(crate) mod opinion;
pub(crate) mod outline;
pub(crate) mod play;
pub(crate) mod sources;
pub(crate) mod step;
pub(crate) mod why;

pub use opinion::{Opinion, Standing};
pub use play::{Answer, Answered, Escape, Temptation};
pub use sources::{Cited, CitedSource};
pub use step::Move;
pub use why::{Because, Comparison, Rank, RestsOn, Weighed, Wish};

use crate::answers::header::Header;
use crate::answers::maps::Map;
use crate::case::Case;
use crate::graph::{Limits, StateId};
use crate::model::ActorId;
use crate::stability::{Concept, Refused};
use crate::study::{LaidOut, StateName, Study};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a state of a case holds or not, account by account: `statecraft-explanation`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Explanation {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The concepts asked for, by their keys.
    pub concepts: Vec<String>,
    /// The accounts.
    pub accounts: Vec<AccountExplanation>,
    /// The claims on which something that is told rests.
    pub claims: BTreeMap<String, Cited>,
    /// The sources of these claims.
    pub sources: BTreeMap<String, CitedSource>,
}

/// What is to be explained.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Under which concepts.
    pub concepts: Vec<Concept>,
    /// For one actor only.
    pub actor: Option<ActorId>,
    /// Whether everything is told, however long.
    pub all: bool,
}

/// Why a state of one account holds or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountExplanation {
    /// The name of the account; none if the case has no accounts.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The state.
    pub state: StateName,
    /// Whether it is today's.
    pub today: bool,
    /// The options taken in it.
    pub taken: Vec<String>,
    /// For each concept whether every actor would keep the state; none if only one actor was asked for.
    pub equilibrium: Option<Map<bool>>,
    /// The actors, those who decide first: who leaves, whom others deter, who is not tempted, who cannot move.
    pub actors: Vec<Opinion>,
}

impl Explanation {
    /// Explains one state in each of these accounts of a case.
    ///
    /// # Errors
    /// The first concept that does not apply to the case, that has too much to do, or at which a limit stopped the work.
    pub fn of(
        study: &Study,
        states: &[(&LaidOut, StateId)],
        asked: &Asked,
        limits: &Limits,
    ) -> Result<Explanation, Refused> {
        let case = &study.case;
        let limits = limits.less(states.iter().map(|(laid_out, _)| laid_out.graph.bytes).sum());
        let account = |&(laid_out, state)| AccountExplanation::of(case, laid_out, state, asked, &limits);
        let accounts = states.iter().map(account).collect::<Result<Vec<_>, Refused>>()?;
        let claims = sources::claims(case, &accounts);
        let sources = sources::sources(case, claims.values().map(|claim| claim.source.as_str()));
        let keys = states.first().map(|(laid_out, _)| laid_out.model.actor_keys()).unwrap_or_default();
        let concepts = asked.concepts.iter().map(|concept| concept.key(&keys)).collect();
        Ok(Explanation { header: Header::new("statecraft-explanation", 1, study), concepts, accounts, claims, sources })
    }
}

impl AccountExplanation {
    fn of(
        case: &Case,
        laid_out: &LaidOut,
        state: StateId,
        asked: &Asked,
        limits: &Limits,
    ) -> Result<AccountExplanation, Refused> {
        let LaidOut { account, graph, model, .. } = laid_out;
        let told = model.actor_ids().filter(|&actor| asked.actor.is_none_or(|only| only == actor));
        let opinion = |actor| Opinion::of(case, (laid_out, actor, state), asked, limits);
        let mut actors = told.map(opinion).collect::<Result<Vec<_>, Refused>>()?;
        actors.sort_by_key(|opinion| opinion.standing);
        let keep = |key: &str| actors.iter().all(|opinion| opinion.stable.get(key) == Some(&true));
        let all_keep = |concept: Concept| keep(&concept.key(&model.actor_keys()));
        let equilibrium = asked.actor.is_none().then(|| by_concept(laid_out, &asked.concepts, all_keep));
        Ok(AccountExplanation {
            id: account.id().map(String::from),
            title: account.title.clone(),
            state: StateName::of(graph, state),
            today: graph.status_quo == Some(state),
            taken: laid_out.taken(state).into_iter().map(String::from).collect(),
            equilibrium,
            actors,
        })
    }
}

/// A truth for each concept, by its key.
fn by_concept(laid_out: &LaidOut, concepts: &[Concept], truth: impl Fn(Concept) -> bool) -> Map<bool> {
    let keys = laid_out.model.actor_keys();
    concepts.iter().map(|&concept| (concept.key(&keys), truth(concept))).collect()
}

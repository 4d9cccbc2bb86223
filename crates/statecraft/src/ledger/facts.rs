//! What each account explains of today.
//!
//! A *fact* is how an option stands today: that it is taken, or that it is not. What is not done tells accounts apart as well as
//! what is. In a bare graph there is one fact, today's state.
//!
//! An account *explains* a fact when, by what it has the owner of the option want, the owner would have it so: of today's state and
//! all states that the owner can move to from there, the others doing what they do today, only such states are best to it in
//! which the option is as today. If the option is otherwise in all of the best, the account has the owner change it; if in some, it
//! leaves it open. What cannot be otherwise is explained. (This is a best reply to what the others do today, and no
//! more: whether it would last is the question of the concepts.) A bare graph's state is explained when it alone is best to every actor.

use crate::case::Account;
use crate::graph::{Graph, StateId, StateSpace};
use crate::model::{ActorId, Model, OptionSet, Today};
use std::collections::BTreeSet;

/// Something that is so today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// An option, by its position, is taken, or is not.
    Option(usize, bool),
    /// The conflict is in this state of a bare graph.
    State(StateId),
}

/// A fact and where the accounts stand to it, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What is so.
    pub what: What,
    /// Each account's standing.
    pub standings: Vec<Standing>,
}

/// How an account stands to a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Under it the owner would have it so.
    Explains,
    /// Under it the owner would as soon have it otherwise.
    LeavesOpen,
    /// Under it the owner would change it.
    WouldChange,
    /// Its own status quo has it otherwise.
    Denies,
    /// It says nothing of today.
    Silent,
}

/// An account laid out.
type LaidOut<'a> = (&'a Account, &'a Model, &'a Graph);

/// The facts of today under these accounts of a case, and which accounts explain them.
pub fn facts(accounts: &[LaidOut]) -> Vec<Fact> {
    let all: BTreeSet<What> = accounts.iter().flat_map(of_account).collect();
    let fact = |what| Fact { what, standings: accounts.iter().map(|account| standing(account, what)).collect() };
    all.into_iter().map(fact).collect()
}

/// What is so today under an account.
fn of_account((_, model, graph): &LaidOut) -> Vec<What> {
    let Some(status_quo) = &model.status_quo else { return Vec::new() };
    let taken = match status_quo.today {
        Today::Taken(taken) => taken,
        Today::State(state) => return vec![What::State(graph.status_quo.unwrap_or(state))],
    };
    let all = (0..model.options().len()).map(|at| (at, taken >> at & 1 == 1));
    // Of a choice the fact is the level that holds.
    let told = all.filter(|(at, is)| *is || model.options()[*at].level.is_none());
    told.map(|(at, is)| What::Option(at, is)).collect()
}

fn standing((_, model, graph): &LaidOut, what: What) -> Standing {
    let (Some(status_quo), Some(today)) = (&model.status_quo, graph.status_quo) else { return Standing::Silent };
    match (what, status_quo.today) {
        (What::Option(at, is), Today::Taken(taken)) if (taken >> at & 1 == 1) != is => Standing::Denies,
        (What::Option(at, is), _) => {
            let best = best(graph, model.options()[at].actor, today);
            let settings: Vec<OptionSet> = best.iter().flat_map(|&state| settings(graph, state)).collect();
            let so = settings.iter().filter(|setting| (*setting >> at & 1 == 1) == is).count();
            among(so, settings.len())
        }
        (What::State(state), _) if state != today => Standing::Denies,
        (What::State(_), _) => {
            let each = graph.actor_ids().map(|actor| best(graph, actor, today));
            let each: Vec<bool> = each.filter(|best| *best != [today]).map(|best| best.contains(&today)).collect();
            match (each.is_empty(), each.iter().all(|as_good| *as_good)) {
                (true, _) => Standing::Explains,
                (false, true) => Standing::LeavesOpen,
                (false, false) => Standing::WouldChange,
            }
        }
    }
}

fn among(so: usize, all: usize) -> Standing {
    match so {
        0 => Standing::WouldChange,
        so if so == all => Standing::Explains,
        _ => Standing::LeavesOpen,
    }
}

/// Of today's state and those that an actor can move to, the ones that are best to it, ascending.
fn best(graph: &Graph, actor: ActorId, today: StateId) -> Vec<StateId> {
    let mut all = graph.moves_from(actor, today);
    all.push(today);
    all.sort_unstable();
    let rank = |state: &StateId| graph.ranks[actor.index()][state.index()];
    let highest = all.iter().map(rank).max();
    all.retain(|state| Some(rank(state)) == highest);
    all
}

fn settings(graph: &Graph, state: StateId) -> Vec<OptionSet> {
    match &graph.states {
        StateSpace::Settings(states) => states.members(state).into_owned(),
        StateSpace::Named(_) => Vec::new(),
    }
}

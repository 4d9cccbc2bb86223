//! Lists of states.

use crate::graph::{StateId, StateSet, StateSpace};
use crate::study::LaidOut;
use crate::study::StateName;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// States of a case, account by account.
#[derive(Debug, serde::Serialize)]
pub struct StateList<'c> {
    /// `statecraft-states`.
    pub format: &'static str,
    /// The version of the format.
    pub version: u32,
    /// The title of the case.
    pub case: &'c str,
    /// The accounts.
    pub accounts: Vec<AccountStates<'c>>,
}

/// States of one account.
#[derive(Debug, serde::Serialize)]
pub struct AccountStates<'c> {
    /// Its name; none if the case has no accounts.
    pub id: Option<&'c str>,
    /// How many states it has, listed or not.
    pub states: usize,
    /// Those that are listed.
    #[serde(flatten)]
    pub table: StateTable<'c>,
}

impl<'c> StateList<'c> {
    /// These states of a case.
    pub fn of(case: &'c str, tables: Vec<StateTable<'c>>) -> StateList<'c> {
        let account = |table: StateTable<'c>| AccountStates {
            id: table.laid_out.account.id(),
            states: table.laid_out.graph.len(),
            table,
        };
        StateList { format: "statecraft-states", version: 1, case, accounts: tables.into_iter().map(account).collect() }
    }
}

/// The options of an account and, for some or all of its states, which are taken.
///
/// Serialises as `options`, a list of names, and `state`, which options are taken in each state.
#[derive(Clone, Debug)]
pub struct StateTable<'c> {
    pub(crate) laid_out: &'c LaidOut,
    pub(crate) states: StateSet,
}

impl<'c> StateTable<'c> {
    /// All states.
    pub fn all(laid_out: &'c LaidOut) -> StateTable<'c> {
        StateTable::only(laid_out, StateSet::full(laid_out.graph.len()))
    }

    /// These states.
    pub fn only(laid_out: &'c LaidOut, states: StateSet) -> StateTable<'c> {
        StateTable { laid_out, states }
    }

    /// How many states are listed.
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// The names of the options taken in a state; of a merged state those taken in every member.
    pub fn taken(&self, state: StateId) -> Vec<&'c str> {
        let StateSpace::Settings(states) = &self.laid_out.graph.states else { return Vec::new() };
        let taken = states.taken(state);
        let options = self.laid_out.model.options().iter().enumerate();
        options.filter(|(at, _)| taken >> at & 1 == 1).map(|(_, option)| option.key.as_str()).collect()
    }

    /// The options that are taken in some members of a merged state and not in others.
    pub(crate) fn open(&self, state: StateId) -> Vec<String> {
        let StateSpace::Settings(states) = &self.laid_out.graph.states else { return Vec::new() };
        let open = states.open(state);
        let options = self.laid_out.model.options().iter().enumerate();
        options.filter(|(at, _)| open >> at & 1 == 1).map(|(_, option)| format!("{}?", option.key)).collect()
    }
}

impl Serialize for StateTable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let options: Vec<&str> = self.laid_out.model.options().iter().map(|option| option.key.as_str()).collect();
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("options", &options)?;
        map.serialize_entry("state", &TakenByState(self))?;
        map.end()
    }
}

/// Serialises state by state, so that a long list needs no memory.
struct TakenByState<'t, 'c>(&'t StateTable<'c>);

impl Serialize for TakenByState<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let table = self.0;
        serializer.collect_map(
            table.states.iter().map(|state| (StateName::of(&table.laid_out.graph, state), table.taken(state))),
        )
    }
}

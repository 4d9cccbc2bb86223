//! Lists of states.

use crate::answers::header::Header;
use crate::answers::maps::Map;
use crate::graph::{Graph, StateId, StateSet, StateSpace};
use crate::study::{LaidOut, Study};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// States of a case, account by account.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StateList {
    /// `statecraft-states`, and what every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The accounts.
    pub accounts: Vec<AccountStates>,
}

/// States of one account.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountStates {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// How many states it has, listed or not.
    pub states: usize,
    /// Those that are listed.
    #[serde(flatten)]
    pub table: StateTable,
}

impl StateList {
    /// These states of each account that was laid out, in the order of the accounts.
    pub fn new(study: &Study, sets: Vec<StateSet>) -> StateList {
        let account = |(laid_out, set): (&LaidOut, StateSet)| AccountStates {
            id: laid_out.account.id().map(String::from),
            states: laid_out.graph.len(),
            table: StateTable::only(laid_out, set),
        };
        let accounts = study.accounts.iter().zip(sets).map(account).collect();
        StateList { header: Header::new("statecraft-states", 1, study), accounts }
    }
}

/// The options of an account and, for some or all of its states, which are taken; of a merged state those taken in every
/// member.
///
/// Serialises as `options`, a list of names, and `state`, which options are taken in each state. Nothing is listed before it
/// is written.
#[derive(Clone, Debug)]
pub struct StateTable {
    options: Vec<String>,
    listed: Listed,
}

#[derive(Clone, Debug)]
enum Listed {
    /// States of a graph.
    OfGraph(StateSpace, StateSet),
    /// As read back.
    OneByOne(Map<Vec<String>>),
}

impl StateTable {
    /// All states.
    pub fn all(laid_out: &LaidOut) -> StateTable {
        StateTable::only(laid_out, StateSet::full(laid_out.graph.len()))
    }

    /// These states.
    pub fn only(laid_out: &LaidOut, set: StateSet) -> StateTable {
        let options = laid_out.model.options().iter().map(|option| option.key.clone()).collect();
        StateTable { options, listed: Listed::OfGraph(laid_out.graph.states.clone(), set) }
    }

    /// The names of the options.
    pub fn options(&self) -> &[String] {
        &self.options
    }

    /// How many states are listed.
    pub fn len(&self) -> usize {
        match &self.listed {
            Listed::OfGraph(_, set) => set.len(),
            Listed::OneByOne(states) => states.0.len(),
        }
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Each state listed, with the names of the options taken in it.
    pub fn iter(&self) -> Box<dyn Iterator<Item = (String, Vec<&str>)> + '_> {
        match &self.listed {
            Listed::OfGraph(space, set) => {
                Box::new(set.iter().map(|state| (space.name(state), taken(space, &self.options, state))))
            }
            Listed::OneByOne(states) => Box::new(
                states.iter().map(|(name, taken)| (name.to_string(), taken.iter().map(String::as_str).collect())),
            ),
        }
    }
}

impl StateTable {
    /// The states listed, in the graph of their account; those that the graph does not have are left out.
    pub(crate) fn in_graph(&self, graph: &Graph) -> StateSet {
        match &self.listed {
            Listed::OfGraph(_, set) if set.states() == graph.len() => set.clone(),
            _ => {
                let mut set = StateSet::empty(graph.len());
                self.iter().filter_map(|(name, _)| graph.states.named(&name)).for_each(|state| set.insert(state));
                set
            }
        }
    }
}

fn taken<'o>(space: &StateSpace, options: &'o [String], state: StateId) -> Vec<&'o str> {
    let StateSpace::Settings(states) = space else { return Vec::new() };
    let taken = states.taken(state);
    options.iter().enumerate().filter(|(at, _)| taken >> at & 1 == 1).map(|(_, option)| option.as_str()).collect()
}

impl PartialEq for StateTable {
    fn eq(&self, other: &StateTable) -> bool {
        self.options == other.options && self.iter().eq(other.iter())
    }
}

impl Serialize for StateTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// State by state, so that a long list needs no memory.
        struct TakenByState<'t>(&'t StateTable);
        impl Serialize for TakenByState<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.iter())
            }
        }
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("options", &self.options)?;
        map.serialize_entry("state", &TakenByState(self))?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for StateTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<StateTable, D::Error> {
        #[derive(serde::Deserialize)]
        struct Written {
            options: Vec<String>,
            state: Map<Vec<String>>,
        }
        let Written { options, state } = Written::deserialize(deserializer)?;
        Ok(StateTable { options, listed: Listed::OneByOne(state) })
    }
}

//! What readers call a state.

use crate::graph::{Graph, StateId, StateSpace};
use serde::{Deserialize, Serialize};

/// What readers call a state of one account: a number from 1, or a name in a bare graph. The number is a convenience: what a
/// state is, is the setting of the options, and accounts with rules of their own number settings differently.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum StateName {
    /// The number, from 1.
    Number(u64),
    /// The name.
    Name(String),
}

impl StateName {
    /// The name of a state of this graph.
    pub fn of(graph: &Graph, state: StateId) -> StateName {
        match &graph.states {
            StateSpace::Settings(_) => StateName::Number(state.index() as u64 + 1),
            StateSpace::Named(names) => StateName::Name(names[state.index()].clone()),
        }
    }
}

impl From<&str> for StateName {
    /// What somebody typed: a number if it is one.
    fn from(typed: &str) -> StateName {
        typed.parse().map_or_else(|_| StateName::Name(typed.to_string()), StateName::Number)
    }
}

impl std::fmt::Display for StateName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StateName::Number(number) => write!(f, "{number}"),
            StateName::Name(name) => f.write_str(name),
        }
    }
}

//! What readers call a state.

use crate::graph::{Graph, StateId, StateSpace};

/// What readers call a state: a number from 1, or a name in a bare graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum StateName<'c> {
    /// The number, from 1.
    Number(usize),
    /// The name.
    Name(&'c str),
}

impl<'c> StateName<'c> {
    /// The name of a state of this graph.
    pub fn of(graph: &'c Graph, state: StateId) -> StateName<'c> {
        match &graph.states {
            StateSpace::Settings(_) => StateName::Number(state.index() + 1),
            StateSpace::Named(names) => StateName::Name(&names[state.index()]),
        }
    }
}

impl std::fmt::Display for StateName<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StateName::Number(number) => write!(f, "{number}"),
            StateName::Name(name) => f.write_str(name),
        }
    }
}

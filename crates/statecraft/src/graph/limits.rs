//! How much may be done.

/// How much may be done before stopping with an explanation.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most states.
    pub states: usize,
    /// The most steps of the search for states, and the most arcs of a graph.
    pub steps: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { states: 1 << 24, steps: 1 << 27 }
    }
}

/// Which limit was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LimitReached {
    /// Too many states.
    #[error(
        "stopped: the case has more than {0} states; add rules that exclude what cannot be, or raise --limit-states"
    )]
    States(usize),
    /// Too long a search for states.
    #[error("stopped: after {0} steps the search for states that the rules allow was not done; use fewer options")]
    Steps(usize),
    /// Too many arcs.
    #[error(
        "stopped: the case has more than {0} moves one by one; use fewer options, or do without `same` and `cannot` rules"
    )]
    Arcs(usize),
}

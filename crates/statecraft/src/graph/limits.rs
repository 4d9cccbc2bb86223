//! How much may be done.

use super::{Stop, Watch};
use std::fmt;

/// How much may be done before stopping with an explanation.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The most states.
    pub states: usize,
    /// The most steps of the search for states, and the most arcs of a graph.
    pub steps: usize,
    /// The most memory, in bytes, for graphs and for what is computed on them; estimated before it is taken.
    pub bytes: u64,
    /// A handle by which the work can be watched and stopped.
    pub watch: Watch,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { states: 1 << 24, steps: 1 << 27, bytes: u64::MAX, watch: Watch::default() }
    }
}

impl Limits {
    /// The same limits when so many bytes are taken already.
    pub fn less(&self, taken: u64) -> Limits {
        Limits { bytes: self.bytes.saturating_sub(taken), ..self.clone() }
    }

    /// Refuses what needs too much memory.
    pub(crate) fn allow(&self, needed: u64) -> Result<(), LimitReached> {
        if needed > self.bytes {
            Err(LimitReached::Memory { needed: Bytes(needed), allowed: Bytes(self.bytes) })
        } else {
            Ok(())
        }
    }
}

impl Watch {
    /// Whether the work may go on.
    ///
    /// # Errors
    /// It was asked to stop.
    pub fn check(&self) -> Result<(), LimitReached> {
        self.stopped().map_or(Ok(()), |why| Err(LimitReached::Stopped(why)))
    }
}

/// Which limit was reached. It prints as the fact alone, such as `the time allowed is over`; what to do about it depends on
/// where the limits were set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "code", content = "figures", rename_all = "snake_case")]
#[non_exhaustive]
pub enum LimitReached {
    /// Too many states.
    #[error("the case has more than {} states", Grouped(*.0 as u64))]
    States(usize),
    /// Too many states, known without listing them.
    #[error(
        "{free} options that no rule mentions make at least {} states, {} are allowed, and so many would need about {bytes} \
         of memory",
        Grouped(*states),
        Grouped(*allowed as u64)
    )]
    Free {
        /// How many options no rule mentions.
        free: usize,
        /// How many states they make at least.
        states: u64,
        /// How many are allowed.
        allowed: usize,
        /// The memory that so many states would take.
        bytes: Bytes,
    },
    /// Too much memory.
    #[error("this would need about {needed} of memory, and {allowed} may be used")]
    Memory {
        /// What it would take.
        needed: Bytes,
        /// What it may take.
        allowed: Bytes,
    },
    /// Too long a search for states.
    #[error("after {0} steps the search for states that the rules allow was not done")]
    Steps(usize),
    /// Too many arcs.
    #[error("the case has more than {0} moves one by one")]
    Arcs(usize),
    /// Too much work on decision diagrams.
    #[error("the decision diagrams of this case grow too large: one step of the work was not done after {} parts", Grouped(*.0))]
    Nodes(u64),
    /// More orders of one actor's lines than can be numbered.
    #[error("{0} lines of one actor are unsure, and their orders are more than can be numbered")]
    Orders(usize),
    /// It was asked to stop.
    #[error("{}", match .0 {
        Stop::Interrupted => "interrupted",
        Stop::Time => "the time allowed is over",
    })]
    Stopped(Stop),
}

impl LimitReached {
    /// Which limit, in one word that stays the same.
    pub fn code(&self) -> &'static str {
        match self {
            LimitReached::States(_) | LimitReached::Free { .. } => "states",
            LimitReached::Memory { .. } => "memory",
            LimitReached::Steps(_) => "steps",
            LimitReached::Arcs(_) => "moves",
            LimitReached::Nodes(_) => "nodes",
            LimitReached::Orders(_) => "orders",
            LimitReached::Stopped(Stop::Interrupted) => "interrupted",
            LimitReached::Stopped(Stop::Time) => "time",
        }
    }
}

/// An amount of memory; prints as `1.5 GiB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bytes(pub u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        let place = (self.0.checked_ilog2().unwrap_or(0) / 10) as usize;
        match place {
            0 => write!(f, "{} {}", self.0, if self.0 == 1 { "byte" } else { units[0] }),
            _ => write!(f, "{:.1} {}", self.0 as f64 / (1u64 << (10 * place)) as f64, units[place.min(6)]),
        }
    }
}

/// A number that prints with commas.
struct Grouped(u64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.0 / 1000 {
            0 => write!(f, "{}", self.0),
            more => write!(f, "{},{:03}", Grouped(more), self.0 % 1000),
        }
    }
}

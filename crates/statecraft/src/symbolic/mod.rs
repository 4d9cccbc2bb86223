//! **symbolic**: every verdict of a model with options as a decision diagram, without listing its states.
//!
//! A set of settings is a diagram over the options (Bryant 1986). A move of an actor is a diagram over the options before it and the
//! actor's own options after it, which have variables of their own. An order over states is a list of statements, the most important
//! first, and whatever can be said so: the digits of a rank or of a sum of weights are statements too (`wants`).
//!
//! For a focal actor there is one more variable for each of its statements. Together they are a rank, *the rank to beat*. The set
//! `W(x, rank)` holds the settings `x` from which the others can bring the actor to that rank or below: the least fixed point of one
//! reply after another (`focal`). Then a setting is unstable exactly when the actor can improve to one that is not in `W` at the rank
//! of the setting. One fixed point so answers for all settings at once, as the boards of [`crate::stability`] do. GMR and SMR let the
//! others make any moves, SEQ and SymSEQ improvements; SMR and SymSEQ begin from where the actor's own best answer stays at the
//! rank. Where moves are barred nobody may move twice running, so there is one set for each opponent that may be the first to move.
//!
//! The literature on verdicts is that of [`crate::stability`]; fixed points over diagrams are those of symbolic model checking
//! (Burch, Clarke, McMillan, Dill & Hwang 1992). The cost follows the structure of the case, not the number of its states. It can be
//! exponential in the options, so every operation has a limit ([`LimitReached::Nodes`]) and looks at the watch.

mod cubes;
mod focal;
mod order;
mod outcomes;
mod rules;
mod set;
mod variables;
mod wants;
mod work;

pub use cubes::{Cube, Cubes};
pub use outcomes::{Symbolic, feasible, suits};
pub use set::{Same, Set};

use crate::graph::LimitReached;

/// Why a model has no verdicts by diagrams.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotSymbolic {
    /// The model has something that diagrams do not say; in words.
    #[error("{0}")]
    Unsaid(&'static str),
    /// The rules leave no state.
    #[error("the rules leave no state")]
    NoState,
    /// The rules forbid today's state.
    #[error("the rules forbid the status quo")]
    NoToday,
    /// A ranking does not name every state once.
    #[error("the ranking of {0} does not name every state exactly once")]
    Ranking(String),
    /// There is more to do than allowed.
    #[error(transparent)]
    Limit(#[from] LimitReached),
}

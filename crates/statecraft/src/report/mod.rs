//! **report**: every answer as plain data, and as text, JSON or CSV.
//!
//! [`Opened`] walks a case through the house up to its graphs and gathers all problems on the way. From there [`Analysis`]
//! says what holds, [`Patterns`] say many states shortly, [`StateTable`] lists states, [`describe`] puts the case in words, [`Comparison`] puts accounts side by side,
//! [`Perceived`] lets each actor believe its own, and [`Check`] sums up whether it is
//! sound. Each answer is data that serialises as documented in `docs/reference/json.md`, and has a text made for reading.
//! Nothing here writes to a terminal; a text is a `String`, its width is given.

mod analysis;
mod analysis_text;
mod check;
pub mod compare;
mod cubes;
mod describe;
mod opened;
mod patterns;
mod patterns_text;
pub mod perceived;
mod problems;
mod rows;
mod side_by_side;
mod states;
mod verdicts;
mod words;

pub use analysis::{AccountAnalysis, Analysis, StateName};
pub use analysis_text::TextOptions;
pub use check::{Check, Grounds};
pub use compare::Comparison;
pub use describe::describe;
pub use opened::{LaidOut, Opened};
pub use patterns::{Near, Pattern, Patterns, Shared, nearest};
pub use perceived::Perceived;
pub use problems::{Style, render, render_all};
pub use states::{AccountStates, StateList, StateTable};
pub use verdicts::{StateNames, Verdicts};

//! **report**: every answer as plain data, and as text, JSON or CSV.
//!
//! [`Opened`] walks a case through the house up to its graphs and gathers all problems on the way. From there [`Analysis`]
//! says what holds, [`Patterns`] say many states shortly, [`Explanation`] says why a state holds or not, [`StateTable`] lists states, [`describe`]
//! puts the case in words, and [`Check`] sums up whether it is sound. Each answer is data that serialises as documented in `docs/reference/json.md`, and has a text made for reading.
//! Nothing here writes to a terminal; a text is a `String`, its width is given.

mod analysis;
mod analysis_text;
mod certificate;
mod check;
mod checked;
mod cubes;
mod describe;
mod explain;
mod opened;
mod paths;
mod patterns;
mod patterns_text;
mod problems;
mod rows;
mod side_by_side;
mod states;
mod verdicts;
mod verification;
mod words;

pub use analysis::{AccountAnalysis, Analysis, StateName};
pub use analysis_text::TextOptions;
pub use certificate::{AccountCertificate, Certificate, Name, NotCertified, Path, Position, Why};
pub use check::{Check, Grounds};
pub use checked::Checked;
pub use describe::describe;
pub use explain::{
    AccountExplanation, Answer, Answered, Asked, Because, Cited, CitedSource, Comparison, Escape, Explanation, Move,
    Opinion, Rank, RestsOn, Standing, Temptation, Weighed, Wish,
};
pub use opened::{LaidOut, Opened};
pub use paths::{
    AccountPaths, First, Goal, Goals, PathsAsked, PathsError, PathsReport, PathsWanted, Reached, Towards, WhyUnreached,
};
pub use patterns::{Near, Pattern, Patterns, Shared, nearest};
pub use problems::{Style, render, render_all};
pub use states::{AccountStates, StateList, StateTable};
pub use verdicts::{StateNames, Verdicts};
pub use verification::{AccountVerification, Failed, Verification, Wrong};

//! **report**: every answer as plain data, and as text, JSON or CSV.
//!
//! [`Opened`] walks a case through the house up to its graphs and gathers all problems on the way. From there [`Analysis`]
//! says what holds, [`Explanation`] why a state holds or not, [`PathsReport`] how one gets there, [`CoalitionReport`] who would leave
//! it together, [`Patterns`] say many states shortly, [`StateTable`] lists states, [`describe`] puts the case in words, and
//! [`Check`] sums up whether it is sound; [`compare::Comparison`] puts accounts side by side and [`Perceived`] lets each actor believe
//! its own; [`Ledger`] counts the evidence for each; [`Distances`], [`Impact`] and [`Robustness`] say how small a mistake would change the
//! answer. Each answer is data that serialises as documented in `docs/reference/json.md`, and has a text made for reading.
//! Nothing here writes to a terminal; a text is a `String`, its width is given.

mod analysis;
mod analysis_text;
mod certificate;
mod change;
mod change_text;
mod check;
mod checked;
mod coalitions;
mod coalitions_text;
pub mod compare;
mod cubes;
mod describe;
mod explain;
mod impact;
mod impact_text;
mod ledger;
mod ledger_text;
mod needs;
mod opened;
mod paths;
mod patterns;
mod patterns_text;
pub mod perceived;
mod problems;
mod robust;
mod robust_text;
mod rows;
#[cfg(feature = "parquet")]
mod rows_parquet;
mod side_by_side;
mod states;
mod structures;
mod structures_text;
mod verdicts;
mod verification;
mod words;

pub use analysis::{AccountAnalysis, Analysis, StateName};
pub use analysis_text::TextOptions;
pub use certificate::{
    AccountCertificate, Certificate, Name, NotCertified, Path, Position, ReadSo, ReadingCertificate, Why, Whys,
};
pub use change::{AccountDistances, Ask, Distance, Distances, EditInWords, Neighbour, ReversalsInWords};
pub use check::{Check, Grounds};
pub use checked::Checked;
pub use coalitions::{AccountCoalitions, CoalitionReport, Leaves, Member, Moved, Way};
pub use describe::describe;
pub use explain::{
    AccountExplanation, Answer, Answered, Asked, Because, Cited, CitedSource, Comparison, Escape, Explanation, Move,
    Opinion, Rank, RestsOn, Standing, Temptation, Weighed, Wish,
};
pub use impact::{AccountChange, ConceptChange, Drop, Impact, LineInWords};
pub use ledger::{
    AccountEvidence, Ledger, LedgerClaim, LedgerEvidence, LedgerFact, LedgerPair, Origins, Side, Stands, WeighedPart,
};
pub use needs::{Need, Needs, Sentence};
pub use opened::{LaidOut, Opened};
pub use paths::{
    AccountPaths, First, Goal, Goals, PathsAsked, PathsError, PathsReport, PathsWanted, Reached, Towards, WhyUnreached,
};
pub use patterns::{Near, Pattern, Patterns, Shared, nearest};
pub use perceived::Perceived;
pub use problems::{Style, is_shortened, render, render_all};
pub use robust::{AccountRobustness, Draws, MergeError, Robustness};
pub use states::{AccountStates, StateList, StateTable};
pub use structures::{Named, Readings, Structures, StructuresAsked};
pub use verdicts::{StateNames, Verdicts};
pub use verification::{AccountVerification, Failed, Verification, Wrong};

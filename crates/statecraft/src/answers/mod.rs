//! **answers**: every answer as owned data, one module for each question.
//!
//! [`Analysis`] says what holds, [`Explanation`] why a state holds or not, [`PathsReport`] how one gets there,
//! [`CoalitionReport`] who would leave it together, [`StateTable`] lists states, and [`Check`] sums up whether a case is sound;
//! [`compare::AccountComparison`] puts accounts side by side and [`perceptions::Perceived`] lets each actor believe its own; [`Ledger`] counts the
//! evidence for each; [`Distances`], [`Impact`] and [`Robustness`] say how small a mistake would change the answer. Each
//! serialises as documented in `docs/reference/json.md`. [`Question`] and [`Answer`] are any of them.

pub mod analysis;
mod any;
pub(crate) mod apart;
mod ask_coalitions;
mod ask_impact;
mod ask_ledger;
mod ask_paths;
pub mod brief;
pub mod came;
pub mod change;
pub mod check;
pub mod coalitions;
pub mod compare;
pub mod diff;
pub mod explain;
pub(crate) mod header;
pub mod impact;
pub mod ledger;
pub mod linkage;
pub(crate) mod maps;
pub(crate) mod naming;
mod no_paper;
pub mod outcome_sets;
pub mod paths;
pub mod perceptions;
mod question;
pub mod record;
pub mod robust;
pub mod scenarios;
pub mod score;
pub mod seal;
pub mod sources;
pub mod states;
pub mod sweep;
pub mod variants;
pub mod watch;

pub use analysis::{AccountAnalysis, Analysis, Reading, Readings, StateNames, Structures, StructuresAsked, Verdicts};
pub use any::{Answer, Question};
pub use ask_coalitions::AskCoalitions;
pub use ask_impact::{AskImpact, AskNeeds};
pub use ask_ledger::AskLedger;
pub use ask_paths::AskPaths;
pub use change::{AccountDistances, Ask, Distance, Distances, EditInWords, Neighbour, ReversalsInWords};
pub use check::{Check, CheckedAccount, CheckedQuote, Extent, Grounds, Problem, Related};
pub use coalitions::{AccountCoalitions, CoalitionReport, Leaves, Member, Moved, Way};
pub use diff::Diff;
pub use explain::{
    AccountExplanation, Answered, Asked, Because, Cited, CitedSource, Comparison, Escape, Explanation, Move, Opinion,
    Rank, RestsOn, Standing, Temptation, Weighed, Wish,
};
pub use header::Header;
pub use impact::{AccountChange, ConceptChange, Drop, Impact, Need, Needs, Sentence};
pub use ledger::{
    AccountEvidence, Ledger, LedgerClaim, LedgerEvidence, LedgerFact, LedgerPair, Origins, Side, Stands, WeighedPart,
};
pub use linkage::{AccountLinkage, AskLinkage, Linkage};
pub use maps::Map;
pub use outcome_sets::{AskOutcomeSets, OutcomeSets};
pub use paths::{
    AccountPaths, Conceded, EasiestPaths, First, Goal, Goals, PathPlace, PathPlan, PathPlans, PathStep, PathsAsked,
    PathsError, PathsReport, PathsWanted, PlanStep, PlanWait, Price, Reached, TooEarly, Towards, WhyNoPlans,
    WhyUnreached, WhyWait,
};
pub use perceptions::Perceived;
pub use question::{Analyze, AskChange, AskRobust, CheckCase, Compare, Explain, ListStates, Perceive, concepts};
pub use robust::{AccountRobustness, Draws, MergeError, Robustness, Share};
pub use sources::{CarriedOutcome, Gap, OnOneOrigin, SourceSummary};
pub use states::{AccountStates, StateList, StateTable};

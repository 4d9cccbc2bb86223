//! **statecraft-desk**: from drafts of reports to accepted claims of a case.
//!
//! `statecraft-read` drafts and does not know the case; `statecraft` knows the case and no reports. Between the two stands a person who
//! decides, in the terminal or in the pages: [`drafts`] are what there is to decide, a [`Journal`] keeps what was decided, a [`Desk`] writes what
//! was accepted, and [`readers`] puts the decisions of several side by side. Either place can go on where the other stopped.

mod desk;
pub mod drafts;
mod error;
mod journal;
pub mod readers;

pub use desk::{Added, Desk, Shelf, added, quote, speaker, stands_in, taken_out};
pub use error::DeskError;
pub use journal::{Decision, JOURNAL, Journal, Place, Verdict, of_reader};

//! **study**: a case opened, with its accounts laid out: the one door to every question.

mod ask;
mod edit;
mod names;
mod opened;
mod outcomes;
mod refused;
mod scenarios;
mod which;

pub use ask::Ask;
pub use names::StateName;
pub use opened::{LaidOut, Study, known_account};
pub use refused::Refused;
pub use scenarios::Scenarios;
pub use which::Which;

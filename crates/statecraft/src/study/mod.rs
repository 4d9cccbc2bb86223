//! **study**: a case opened, with its accounts laid out: the one door to every question.

mod names;
mod opened;

pub use names::StateName;
pub use opened::{LaidOut, Study};

//! **proofs**: every verdict of an answer checked on the way out, by code that shares nothing with what found it.

mod checked;

pub use checked::Checked;
pub(crate) use checked::MOST_STEPS;

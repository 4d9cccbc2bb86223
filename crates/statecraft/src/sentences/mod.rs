//! **sentences**: steps, reasons and paths of an answer as sentences, for terminal, page and picture alike.

mod came;
pub(crate) mod change;
mod checked;
pub(crate) mod concepts;
pub(crate) mod explain;
pub(crate) mod paths;
pub(crate) mod plans;

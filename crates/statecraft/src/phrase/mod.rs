//! **phrase**: the words of a case, in English: statements, settings, rules and lines, names, numbers and lists.

pub(crate) mod english;
pub(crate) mod line;
pub(crate) mod names;
pub mod not_counted;
pub(crate) mod rule;
pub(crate) mod settings;
pub(crate) mod statement;

pub use english::{capital, count, list, number, or_levels, or_list};
pub use line::LineInWords;
pub use names::Words;
pub use settings::small;
pub use statement::statement;

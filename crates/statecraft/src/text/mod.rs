//! **text**: the layout of each answer for a terminal. A text is a `String`, its width is given; nothing here writes.

mod analysis;
mod case;
mod change;
mod check;
mod coalitions;
mod compare;
mod explain;
mod impact;
mod ledger;
mod paths;
mod perceptions;
mod problems;
mod robust;
mod states;
mod verification;
mod words;

pub use analysis::TextOptions;
pub use case::describe;
pub use problems::{Style, is_shortened, render, render_all};

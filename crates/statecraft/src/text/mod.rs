//! **text**: the layout of each answer for a terminal. A text is a `String`, its width is given; nothing here writes.

mod analysis;
mod any;
mod case;
mod change;
mod check;
mod coalitions;
mod compare;
mod diff;
mod explain;
mod impact;
mod ledger;
mod linkage;
mod outcome_sets;
mod paths;
mod perceptions;
mod plans;
mod problems;
mod record;
mod robust;
mod scenarios;
mod score;
mod seal;
mod sources;
mod states;
mod sweep;
mod table;
mod variants;
mod verification;
mod watch_list;
mod words;

/// Whether a text says that it leaves something out: `… and 5 more`.
pub fn leaves_out(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|two| two == ["…", "and"])
}

pub use analysis::TextOptions;
pub use case::describe;
pub use problems::{Style, is_shortened, render, render_all};

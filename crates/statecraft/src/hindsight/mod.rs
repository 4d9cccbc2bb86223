//! **hindsight**: what happened, as settings of options day by day, and how well predictions agree with it.
//!
//! What happened is a list of days on which options were taken or dropped, or after which the sources no longer say how they stand
//! (`history`). From where things stood it leads to how they stood in the end: [`Stand`], each option taken, not taken or unclear.
//! A predicted set of settings is *right* of an option that all of its settings have as it came, *wrong* of one that all have
//! otherwise, and says *nothing* of the others (`agreement`). What came about *lies in* the set if some setting of it agrees with
//! every option that is clear; whether all do that agree with them is told apart. A step is a change of one actor's options on one day
//! (`steps`).
//!
//! Cost: one pass over the settings of a set; for steps what the movers of one day can be put in order.

mod agreement;
mod history;
mod steps;

pub use agreement::{Agreement, Inside, agreement};
pub use history::{Day, History, Setting, Stand, all};
pub use steps::{For, Legal, Step, steps};

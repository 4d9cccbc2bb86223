//! Accounts side by side: where they agree, where they part, what would tell them apart, and whose word that rests on.

pub(crate) mod bearing;
pub(crate) mod build;
pub(crate) mod data;
mod entries;
pub(crate) mod signs;

pub use bearing::{BearingLine, Cited};
pub use data::{
    Because, Combination, Compared, ComparedAccount, ComparedOption, End, FromToday, Held, InAccount, Mover,
    NamedSetting, Separation, Speaks, Watched,
};
pub use signs::Fit;

use crate::graph::LimitReached;
use crate::phrase::settings::Wording;
use crate::study::LaidOut;
use signs::Sign;

/// Accounts of a case side by side.
///
/// Serialises as `accounts`, for each what it predicts from today on; `concepts`, for each what holds in which accounts, how the
/// options are in it and what separates the accounts; and `watch`, the signs that tell accounts apart, most telling first.
#[derive(Debug, serde::Serialize)]
pub struct Comparison<'c> {
    /// `statecraft-comparison`.
    pub format: &'static str,
    /// The version of the format.
    pub version: u32,
    /// The title of the case.
    #[serde(rename = "case")]
    pub title: &'c str,
    /// What it is meant to answer.
    pub question: Option<&'c str>,
    /// Why something was not done, if something was not.
    #[serde(serialize_with = "crate::answers::header::in_words")]
    pub stopped: Option<LimitReached>,
    /// The names of the accounts that were not laid out for that reason.
    pub accounts_not_done: Vec<&'c str>,
    /// The concepts that were not compared for that reason.
    pub concepts_not_done: Vec<String>,
    /// The accounts.
    pub accounts: Vec<ComparedAccount<'c>>,
    /// What holds under each concept.
    pub concepts: Vec<Compared<'c>>,
    /// What to watch for, most telling first; what is at rest is so under the first concept.
    pub watch: Vec<Watched<'c>>,
    /// How many more things there would be to watch for, the least telling; there are some only where there are many accounts.
    pub watch_left_out: usize,
    #[serde(skip)]
    pub(crate) laid_out: Vec<&'c LaidOut>,
    #[serde(skip)]
    pub(crate) wording: Wording<'c>,
    #[serde(skip)]
    pub(crate) signs: Vec<Sign>,
    /// For each account the settings that hold under the first concept.
    #[serde(skip)]
    at_rest: Vec<Vec<u64>>,
    /// What readers call the concepts.
    #[serde(skip)]
    pub(crate) names: Vec<String>,
}

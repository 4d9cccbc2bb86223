//! Accounts side by side: where they agree, where they part, what would tell them apart, and whose word that rests on.

pub(crate) mod bearing;
pub(crate) mod build;
mod data;
mod entries;
pub(crate) mod signs;

pub use bearing::{BearingLine, Cited};
pub(crate) use data::called;
pub use data::{
    Because, CameLater, Combination, Compared, ComparedAccount, ComparedOption, End, FromToday, Held, InAccount, Mover,
    NamedSetting, Separation, Speaks, Time, Watched,
};
pub use signs::Prediction;

use crate::answers::header::Header;
use crate::study::{LaidOut, Study};
use serde::{Deserialize, Serialize};

/// Accounts of a case side by side.
///
/// Serialises as `accounts`, for each what it predicts from today on; `concepts`, for each what holds in which accounts, how the
/// options are in it and what separates the accounts; and `watch`, the signs that tell accounts apart, most telling first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountComparison {
    /// A `statecraft-comparison`.
    #[serde(flatten)]
    pub header: Header,
    /// The concepts that were not compared because a limit was reached.
    pub concepts_not_done: Vec<String>,
    /// The accounts.
    pub accounts: Vec<ComparedAccount>,
    /// What holds under each concept.
    pub concepts: Vec<Compared>,
    /// What to watch for, most telling first; what is at rest is so under the first concept.
    pub watch: Vec<Watched>,
    /// How many more things there would be to watch for, the least telling; there are some only where there are many accounts.
    pub watch_left_out: usize,
}

impl AccountComparison {
    /// The accounts that are compared, as a study has them laid out.
    pub(crate) fn laid_out<'s>(&self, study: &'s Study) -> Vec<&'s LaidOut> {
        self.accounts.iter().filter_map(|account| study.account(account.id.as_deref())).collect()
    }

    /// What readers call the accounts.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.accounts.iter().map(ComparedAccount::name)
    }
}

//! The ledger, asked through the door, with what happened since.

use super::ledger::Ledger;
use super::score;
use crate::graph::Limits;
use crate::study::{Ask, Refused, Study};
use serde::{Deserialize, Serialize};

/// The evidence for and against each account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskLedger {
    /// Of these accounts; of all if none is named.
    pub accounts: Vec<String>,
}

impl Ask for AskLedger {
    type Answer = Ledger;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<Ledger, Refused> {
        let shown = study.only(&self.accounts)?;
        let since = score::since(&shown, limits)?;
        Ok(Ledger { since, ..Ledger::of(study, &self.accounts, limits)? })
    }
}

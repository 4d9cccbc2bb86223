//! How far a set of settings agrees with what came about.

use super::history::Stand;
use crate::model::OptionSet;

/// Whether what came about lies in a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Inside {
    /// It does, however what is unclear may have been.
    Yes,
    /// It does if what is unclear was so, and does not if it was otherwise.
    Perhaps,
    /// It does not.
    No,
}

/// How far a set of settings agrees with what came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// How many settings there are.
    pub settings: u64,
    /// In how many options the nearest of them agrees.
    pub best: u32,
    /// In how many the farthest does.
    pub worst: u32,
    /// In how many all of them do, added up.
    pub sum: u64,
    /// How many of them agree in every option that is clear.
    pub fitting: u64,
    /// The options taken in all of them.
    pub always: OptionSet,
    /// The options taken in some of them.
    pub ever: OptionSet,
}

impl Agreement {
    /// The options that all settings have as they came.
    pub fn right(&self, stand: Stand) -> OptionSet {
        (self.always & stand.taken) | (!self.ever & stand.not_taken)
    }

    /// The options that all settings have otherwise than they came.
    pub fn wrong(&self, stand: Stand) -> OptionSet {
        (self.always & stand.not_taken) | (!self.ever & stand.taken)
    }

    /// Whether what came about lies in the set, of so many settings in all that agree with what is clear.
    pub fn inside(&self, fitting_in_all: u64) -> Inside {
        match self.fitting {
            0 => Inside::No,
            all if all >= fitting_in_all => Inside::Yes,
            _ => Inside::Perhaps,
        }
    }
}

/// How far these settings agree with what came about; nothing of no settings.
pub fn agreement(settings: impl IntoIterator<Item = OptionSet>, stand: Stand) -> Option<Agreement> {
    let mut found: Option<Agreement> = None;
    for setting in settings {
        let agrees = stand.agrees(setting);
        let it = found.get_or_insert(Agreement {
            best: agrees,
            worst: agrees,
            always: OptionSet::MAX,
            ..Agreement::default()
        });
        it.settings += 1;
        (it.best, it.worst) = (it.best.max(agrees), it.worst.min(agrees));
        it.sum += u64::from(agrees);
        it.fitting += u64::from(stand.fits(setting));
        (it.always, it.ever) = (it.always & setting, it.ever | setting);
    }
    found
}

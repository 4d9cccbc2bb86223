//! What happened, day by day, whatever the order in which it was written down.

use crate::case::{Later, Settings};
use crate::diag::Spanned;
use crate::expr::Name;
use crate::model::{Level, Model, OptionSet, first_options};
use std::collections::BTreeMap;

/// How some options stand from one day on, one bit each; no option is in two of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// Taken.
    pub taken: OptionSet,
    /// Not taken.
    pub dropped: OptionSet,
    /// Not known any more.
    pub unclear: OptionSet,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Which, as `2021-08-30`.
    pub date: String,
    /// What it changed, or confirmed.
    pub setting: Setting,
}

/// What happened, the first day first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The days.
    pub days: Vec<Day>,
}

/// How all options stand, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    /// Those taken.
    pub taken: OptionSet,
    /// Those not taken.
    pub not_taken: OptionSet,
    /// Those of which somebody said how they stand.
    pub said: OptionSet,
}

impl Setting {
    /// What the file says, of the options of a model. Where one level of a choice is taken, no other is; where a level is given up and
    /// none is taken, the others are unclear.
    pub fn of(model: &Model, written: &Settings) -> Setting {
        let bits = |names: &[Spanned<Name>]| {
            let keys: Vec<String> = names.iter().map(|name| name.value.to_string()).collect();
            model.option_bits(&keys)
        };
        let (mut taken, mut dropped) = (bits(&written.taken), bits(&written.dropped));
        let mut unclear = bits(&written.unclear);
        for all in model.choices().map(Level::options) {
            if unclear & all != 0 {
                (taken, dropped, unclear) = (taken & !all, dropped & !all, unclear | all);
            } else if taken & all != 0 {
                dropped |= all & !taken;
            } else if dropped & all != 0 {
                unclear |= all & !dropped;
            }
        }
        Setting { taken, dropped, unclear }
    }

    /// Both at once; what one leaves unclear, or what they contradict each other about, is unclear.
    fn and(self, other: Setting) -> Setting {
        let (taken, dropped) = (self.taken | other.taken, self.dropped | other.dropped);
        let unclear = self.unclear | other.unclear | (taken & dropped);
        Setting { taken: taken & !unclear, dropped: dropped & !unclear, unclear }
    }

    /// Every option that it speaks of.
    pub fn all(self) -> OptionSet {
        self.taken | self.dropped | self.unclear
    }
}

impl History {
    /// What happened up to a day, that day included; all of it if none is given.
    pub fn of(model: &Model, later: &Later, until: Option<&str>) -> History {
        let mut days: BTreeMap<&str, Setting> = BTreeMap::new();
        for entry in later.entries.iter().filter(|entry| until.is_none_or(|until| entry.date.value.as_str() <= until)) {
            let setting = Setting::of(model, &entry.settings);
            days.entry(&entry.date.value).and_modify(|day| *day = day.and(setting)).or_insert(setting);
        }
        History { days: days.into_iter().map(|(date, setting)| Day { date: date.to_string(), setting }).collect() }
    }

    /// How things stood after each day, from where they stood.
    pub fn stands(&self, start: Stand) -> Vec<Stand> {
        let after = |stand: &mut Stand, day: &Day| {
            *stand = stand.after(day.setting);
            Some(*stand)
        };
        self.days.iter().scan(start, after).collect()
    }

    /// How things stood in the end.
    pub fn end(&self, start: Stand) -> Stand {
        self.stands(start).last().copied().unwrap_or(start)
    }
}

impl Stand {
    /// What is known of where several accounts say that things stand: what they agree on. Of an account that does not say it nothing is
    /// known. `all` are the options.
    pub fn start(todays: impl IntoIterator<Item = Option<OptionSet>>, all: OptionSet) -> Stand {
        let mut stand = Stand { taken: all, not_taken: all, said: 0 };
        for today in todays {
            let (taken, not_taken) = today.map_or((0, 0), |taken| (taken, all & !taken));
            (stand.taken, stand.not_taken) = (stand.taken & taken, stand.not_taken & not_taken);
        }
        stand
    }

    /// The same after some options were set.
    pub fn after(self, setting: Setting) -> Stand {
        Stand {
            taken: (self.taken | setting.taken) & !setting.dropped & !setting.unclear,
            not_taken: (self.not_taken | setting.dropped) & !setting.taken & !setting.unclear,
            said: self.said | setting.all(),
        }
    }

    /// The options of which it is known how they stand.
    pub fn clear(self) -> OptionSet {
        self.taken | self.not_taken
    }

    /// Whether a setting agrees with it in every option that is clear.
    pub fn fits(self, setting: OptionSet) -> bool {
        setting & self.not_taken == 0 && setting & self.taken == self.taken
    }

    /// In how many of the options that are clear a setting agrees with it.
    pub fn agrees(self, setting: OptionSet) -> u32 {
        (self.clear() & !(setting ^ self.taken)).count_ones()
    }
}

/// So many options, one bit each.
pub fn all(options: usize) -> OptionSet {
    first_options(options)
}

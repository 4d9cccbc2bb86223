//! What the parts of a list have in common.

use super::{Indicator, Kind, Sides, WhatCounts};
use crate::accounts::{SettingPattern, settings};
use crate::answers::brief::{Told, told};
use crate::answers::compare::bearing::{cited, lines};
use crate::answers::compare::build::wording;
use crate::answers::compare::{Combination, called};
use crate::graph::Limits;
use crate::model::OptionSet;
use crate::phrase::settings::Wording;
use crate::study::{LaidOut, Refused, Study};

/// What the parts of a list are made from.
pub(super) struct Maker<'s> {
    pub(super) study: &'s Study,
    pub(super) told: Vec<Told<'s>>,
    pub(super) wording: Wording<'s>,
    /// For each account the settings that are outcomes: at rest, or believable.
    pub(super) outcomes: Vec<Vec<OptionSet>>,
}

impl<'s> Maker<'s> {
    pub(super) fn new(study: &'s Study, limits: &Limits) -> Result<Maker<'s>, Refused> {
        let told = told(study, limits)?;
        let outcomes = told.iter().map(|it| settings(&it.laid_out.graph, &it.outcomes())).collect();
        let wording = wording(&study.accounts.iter().collect::<Vec<_>>());
        Ok(Maker { study, told, wording, outcomes })
    }

    /// All accounts, by what readers call them.
    pub(super) fn ids(&self) -> Vec<String> {
        self.study.accounts.iter().map(id).collect()
    }

    /// The options with these keys, taken and not taken.
    pub(super) fn pattern(&self, what: &Combination) -> SettingPattern {
        SettingPattern { taken: self.wording.bits(&what.taken), not_taken: self.wording.bits(&what.not_taken) }
    }

    /// A pattern as keys and in words.
    pub(super) fn combination(&self, seen: SettingPattern) -> Combination {
        let keys = |bits: OptionSet| {
            let keys = self.wording.model.map(|model| model.option_keys(bits)).unwrap_or_default();
            keys.into_iter().map(String::from).collect()
        };
        Combination {
            taken: keys(seen.taken),
            not_taken: keys(seen.not_taken),
            state: None,
            words: self.wording.phrase(seen),
            holds: None,
        }
    }

    /// Every option otherwise than today, in the order of the file; none where accounts do not agree on today.
    pub(super) fn changes(&self) -> Vec<SettingPattern> {
        let (Some(today), Some(model)) = (self.wording.today, self.wording.model) else { return Vec::new() };
        (0..model.options().len()).map(|at| SettingPattern::one(at, today >> at & 1 == 0)).collect()
    }

    /// An indicator with what bears on it; what it says is still to be filled in.
    pub(super) fn indicator(&self, kind: Kind, after: Option<Combination>, seen: Combination) -> Indicator {
        let case = &self.study.case;
        let named: Vec<String> =
            after.iter().chain([&seen]).flat_map(|what| what.taken.iter().chain(&what.not_taken)).cloned().collect();
        let options = case.actors.iter().flat_map(|actor| actor.options.iter().map(move |option| (actor, option)));
        let key = |(actor, option): (&crate::case::Actor, &crate::case::ActorOption)| {
            format!("{}.{}", actor.key.value, option.key.value)
        };
        let options: Vec<_> = options.filter(|option| named.contains(&key(*option))).collect();
        let counts = |&(actor, option): &(&crate::case::Actor, &crate::case::ActorOption)| {
            let words = option.indicator.clone()?;
            let label = format!("“{}” ({})", option.label, actor.name);
            Some(WhatCounts { option: key((actor, option)), label, words })
        };
        let mut found = Indicator {
            id: String::new(),
            kind,
            words: String::new(),
            after,
            seen,
            not_after: None,
            alike: Vec::new(),
            yes: Sides::default(),
            no: None,
            unless: Vec::new(),
            counts: options.iter().filter_map(counts).collect(),
            by: case.horizon.as_ref().map(|day| day.value.clone()),
            lines: self.study.accounts.iter().map(|it| (id(it), lines(case, it, &named))).collect(),
            options: options.iter().map(|&option| (key(option), cited(case, &option.1.support))).collect(),
        };
        found.name();
        found
    }
}

impl Indicator {
    /// Gives it its name and its question, which follow from what is seen.
    pub(super) fn name(&mut self) {
        let seen = self.seen.words.as_str();
        self.words = match (self.kind, &self.after, &self.not_after) {
            (_, Some(after), _) => {
                format!("Do you first see {}, with nothing else changed, and then {seen}?", after.words)
            }
            (_, _, Some(before)) => {
                format!("Do you see {seen} before you see {}, or without seeing that at all?", before.words)
            }
            (Kind::FirstStep, ..) => format!("Do you see {seen} before anybody else changes anything?"),
            (Kind::Stays, ..) => format!("When the time is up, do you see {seen}?"),
            _ => format!("Do you see {seen}?"),
        };
        let parts = self.after.iter().map(|after| key(after) + ":").chain([key(&self.seen)]);
        let before = self.not_after.iter().map(|before| format!(":without:{}", key(before)));
        self.id = format!("{}:{}", self.kind.name(), parts.chain(before).collect::<String>());
    }
}

/// `iran.press=no+iran.host=yes`: options and what each is set to.
fn key(what: &Combination) -> String {
    let state = what.state.iter().map(|state| format!("state={state}"));
    let taken = what.taken.iter().map(|option| format!("{option}=yes"));
    let not_taken = what.not_taken.iter().map(|option| format!("{option}=no"));
    taken.chain(not_taken).chain(state).collect::<Vec<_>>().join("+")
}

/// What readers call an account.
pub(super) fn id(laid_out: &LaidOut) -> String {
    called(laid_out.account.id()).to_string()
}

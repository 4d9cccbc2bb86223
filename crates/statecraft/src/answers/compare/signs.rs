//! The signs that tell accounts apart, each with what every account makes of it.

use crate::accounts::{Course, Separators, Sets, SettingPattern, Share};
use crate::graph::{LimitReached, Watch};
use crate::model::{ActorId, OptionSet, positions};
use crate::phrase::settings::Wording;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What could be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Event {
    /// Options set so.
    Settings(SettingPattern),
    /// A state of a bare graph.
    State(usize),
}

impl Event {
    /// Whether it is so in a setting, or in the state at this position of a bare graph.
    pub(crate) fn holds(&self, setting: OptionSet) -> bool {
        match self {
            Event::Settings(seen) => seen.holds(setting),
            Event::State(at) => *at as OptionSet == setting,
        }
    }
}

/// When it could be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Timing {
    /// In the first move of an actor.
    First(ActorId),
    /// Somewhere on the way.
    OnTheWay,
    /// Somewhere on the way, and this has not come before it.
    NotAfter(Event),
    /// Where things come to rest.
    AtRest,
}

/// How often an account has a sign in what it predicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Prediction {
    /// In everything it predicts.
    Always,
    /// In some of it.
    Sometimes,
    /// In none of it.
    Never,
    /// It predicts nothing of the kind.
    Silent,
}

/// A sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Indicator {
    pub(crate) when: Timing,
    pub(crate) what: Event,
    /// Where the order is the sign: what else could stand for what has not come before, as the accounts say the same of it.
    pub(crate) instead: Vec<Event>,
    /// Which of the signs of first steps hold in just the same first steps: those of one class.
    pub(crate) class: usize,
    /// For each account what it makes of it.
    pub(crate) fits: Vec<Prediction>,
    /// For each account how often, where that can be counted.
    pub(crate) shares: Vec<Share>,
}

/// What tells one account from others.
pub(crate) struct Ask {
    pub(crate) one: usize,
    pub(crate) others: Vec<usize>,
    pub(crate) found: Separators,
}

impl Indicator {
    /// A sign in what accounts predict, a set of settings for each.
    pub(crate) fn at(when: Timing, what: Event, sets: &[Vec<OptionSet>], silent: Prediction) -> Indicator {
        let share =
            |set: &Vec<OptionSet>| Share { holds: set.iter().filter(|&&code| what.holds(code)).count(), of: set.len() };
        let shares: Vec<Share> = sets.iter().map(share).collect();
        Indicator { when, what, instead: Vec::new(), class: 0, fits: fits(&shares, silent), shares }
    }

    /// The options it mentions, one bit each.
    pub(crate) fn options(&self) -> OptionSet {
        let of = |what: &Event| match what {
            Event::Settings(seen) => seen.options(),
            Event::State(_) => 0,
        };
        let before = match &self.when {
            Timing::NotAfter(what) => of(what),
            _ => 0,
        };
        of(&self.what) | before
    }

    /// How many options it has otherwise than they are today.
    pub(crate) fn changes(&self, wording: &Wording) -> u32 {
        match self.what {
            Event::Settings(seen) => wording.changes(seen),
            Event::State(_) => 1,
        }
    }
}

/// So many accounts are told one from one; of more each from all others.
pub(super) const PAIRED: usize = 12;

/// Each account against all others, and where there are more than two, but not many, each against each. An account that predicts nothing is told
/// from no other, and no other from it, if that is silence; else to predict nothing is to rule out everything.
pub(super) fn asks(
    sets: &[Vec<OptionSet>],
    options: OptionSet,
    silent: Prediction,
    watch: &Watch,
) -> Result<Vec<Ask>, LimitReached> {
    if sets.len() < 2 {
        return Ok(Vec::new());
    }
    let all = 0..sets.len();
    let mut wanted: Vec<(usize, Vec<usize>)> =
        all.clone().map(|one| (one, all.clone().filter(|other| *other != one).collect())).collect();
    if (3..=PAIRED).contains(&sets.len()) {
        wanted.extend(
            all.clone()
                .flat_map(|one| all.clone().filter(move |other| *other != one).map(move |other| (one, vec![other]))),
        );
    }
    let speak: Vec<bool> = sets.iter().map(|set| silent != Prediction::Silent || !set.is_empty()).collect();
    let sets = Sets::new(sets.iter().map(Vec::as_slice).collect(), options);
    let found = |one: usize, others: &[usize]| {
        let speaking: Vec<usize> = others.iter().copied().filter(|&other| speak[other]).collect();
        if speaking.is_empty() { Separators::default() } else { sets.separators(one, &speaking) }
    };
    let ask = |(one, others): (usize, Vec<usize>)| {
        watch.check()?;
        Ok(Ask { found: found(one, &others), one, others })
    };
    wanted.into_iter().map(ask).collect()
}

/// The signs in what accounts predict, a set of settings for each: of the combinations that separate those of the fewest options.
pub(crate) fn of_settings(when: Timing, sets: &[Vec<OptionSet>], asks: &[Ask], silent: Prediction) -> Vec<Indicator> {
    let mut all: BTreeSet<SettingPattern> = BTreeSet::new();
    for ask in asks {
        let least = ask.found.seen.first().map_or(0, |seen| seen.len());
        all.extend(ask.found.seen.iter().filter(|seen| seen.len() == least));
    }
    let mut classes: BTreeMap<Vec<Vec<u64>>, usize> = BTreeMap::new();
    let mut class = |seen: SettingPattern| {
        let holding = |set: &Vec<OptionSet>| -> Vec<u64> {
            set.chunks(64)
                .map(|chunk| chunk.iter().fold(0, |word, &code| word << 1 | u64::from(seen.holds(code))))
                .collect()
        };
        let next = classes.len();
        *classes.entry(sets.iter().map(holding).collect()).or_insert(next)
    };
    let sign = |seen: SettingPattern| Indicator {
        class: class(seen),
        ..Indicator::at(when, Event::Settings(seen), sets, silent)
    };
    all.into_iter().map(sign).collect()
}

/// The signs in a bare graph: every state that some account predicts and another does not.
pub(crate) fn of_states(when: Timing, sets: &[Vec<OptionSet>], silent: Prediction) -> Vec<Indicator> {
    let all: BTreeSet<OptionSet> = sets.iter().flatten().copied().collect();
    let sign = |state: OptionSet| Indicator::at(when, Event::State(state as usize), sets, silent);
    all.into_iter().map(sign).filter(|sign| sign.fits.contains(&Prediction::Never)).collect()
}

fn fits(shares: &[Share], silent: Prediction) -> Vec<Prediction> {
    let fit = |share: &Share| match share {
        Share { of: 0, .. } => silent,
        Share { holds: 0, .. } => Prediction::Never,
        share if share.is_all() => Prediction::Always,
        _ => Prediction::Sometimes,
    };
    shares.iter().map(fit).collect()
}

/// What can happen on the paths of improvements of some accounts and not of others; and what comes first. Accounts of whose paths
/// nothing is known have none.
pub(crate) fn of_courses(courses: &[Option<&Course>], event: &dyn Fn(usize) -> Event) -> Vec<Indicator> {
    let possible = courses.iter().flatten().fold(0, |all, course| all | course.possible);
    let mut found: Vec<Indicator> = Vec::new();
    for f in positions(possible) {
        // What nobody would do as its best step is no sign, though somebody could.
        let likely = |(course, fit): (&Option<&Course>, &Prediction)| {
            *fit < Prediction::Never && course.is_some_and(|course| course.likely >> f & 1 == 1)
        };
        let separates =
            |sign: &Indicator| sign.fits.contains(&Prediction::Never) && courses.iter().zip(&sign.fits).any(likely);
        let happens = on_the_way(courses, f, event(f));
        // An order says more than that it happens only where it rules out an account in which it does happen.
        let says_more = |sign: &Indicator| {
            sign.fits
                .iter()
                .zip(&happens.fits)
                .any(|(fit, happens)| *fit == Prediction::Never && *happens != Prediction::Never)
        };
        let orders = orders(courses, f, possible, event);
        found.extend(orders.into_iter().filter(|sign| separates(sign) && says_more(sign)));
        found.extend(Some(happens).filter(separates));
    }
    found
}

/// Whether something happens on the paths of each account.
pub(crate) fn on_the_way(courses: &[Option<&Course>], f: usize, what: Event) -> Indicator {
    let fit = |course: &Option<&Course>| course.map_or(Prediction::Silent, |course| happens(course, f));
    let fits = courses.iter().map(fit).collect();
    Indicator { when: Timing::OnTheWay, what, instead: Vec::new(), class: 0, fits, shares: Vec::new() }
}

/// For each other thing that can happen whether `f` happens without it before; those together on which the accounts say the same.
fn orders(
    courses: &[Option<&Course>],
    f: usize,
    possible: OptionSet,
    event: &dyn Fn(usize) -> Event,
) -> Vec<Indicator> {
    let mut orders: BTreeMap<Vec<Prediction>, Vec<usize>> = BTreeMap::new();
    for e in positions(possible).filter(|&e| e != f) {
        let fits = courses.iter().map(|course| course.map_or(Prediction::Silent, |course| not_after(course, f, e)));
        orders.entry(fits.collect()).or_default().push(e);
    }
    let sign = |(fits, events): (Vec<Prediction>, Vec<usize>)| Indicator {
        when: Timing::NotAfter(event(events[0])),
        what: event(f),
        instead: events[1..].iter().map(|&e| event(e)).collect(),
        class: 0,
        fits,
        shares: Vec::new(),
    };
    orders.into_iter().map(sign).collect()
}

/// Whether `f` happens without `e` having happened before it.
fn not_after(course: &Course, f: usize, e: usize) -> Prediction {
    let happens = happens(course, f);
    if happens == Prediction::Never || course.only_after(e) >> f & 1 == 1 {
        Prediction::Never
    } else if course.only_after(f) >> e & 1 == 1 || course.possible >> e & 1 == 0 {
        happens
    } else {
        Prediction::Sometimes
    }
}

/// Whether something happens on every path, on some, or on none.
fn happens(course: &Course, event: usize) -> Prediction {
    match course.possible >> event & 1 {
        0 => Prediction::Never,
        _ if course.is_certain(event) => Prediction::Always,
        _ => Prediction::Sometimes,
    }
}

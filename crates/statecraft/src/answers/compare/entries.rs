//! From signs to what there is to watch for: what is seen at several times is one thing, and so are a thing and its reverse.

use crate::accounts::SettingPattern;
use crate::answers::came::{Moments, When};
use crate::answers::compare::bearing::{cited, lines};
use crate::answers::compare::build::{Comparer, id};
use crate::answers::compare::data::{Because, CameLater, InAccount, Speaks, Time, Watched};
use crate::answers::compare::signs::{Event, Indicator, Prediction, Timing};
use crate::graph::{LimitReached, Limits};
use crate::hindsight::{History, Stand};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// So much is said of what there is to watch for, over all accounts.
const MOST_LINES: usize = 20_000;

/// A thing to watch for: its signs, and at rest those of its reverse.
#[derive(Default)]
struct Entry<'s> {
    signs: Vec<&'s Indicator>,
    reverse: Vec<&'s Indicator>,
    /// What holds whenever it holds, in everything that is predicted.
    alike: Vec<Event>,
}

impl Comparer<'_> {
    /// What there is to watch for, most telling first, and how much was left out.
    pub(super) fn watched(&self, limits: &Limits) -> Result<(Vec<Watched>, usize), LimitReached> {
        let mut signs: Vec<&Indicator> = self.indicators.iter().collect();
        signs.sort_by_key(|sign| (sign.changes(&self.wording) == 0, sign.when, sign.what));
        let mut entries: Vec<Entry> = Vec::new();
        let mut places: BTreeMap<_, usize> = BTreeMap::new();
        for sign in signs {
            // An order is about itself alone, and so is that somebody moves at all.
            let about = |what: Event| match sign.when {
                Timing::NotAfter(before) => Some((what, Some(before))),
                _ => (what != Event::Settings(SettingPattern::default())).then_some((what, None)),
            };
            let place = |what: Event| places.get(&about(what)?).copied();
            match (place(sign.what), reverse(&sign.what).and_then(place)) {
                (Some(at), _) => entries[at].signs.push(sign),
                (None, Some(at)) if sign.when == Timing::AtRest => entries[at].reverse.push(sign),
                (None, Some(_)) => {} // a first step that leaves as it is what another would change
                (None, None) => {
                    places.extend(about(sign.what).map(|about| (about, entries.len())));
                    entries.push(Entry { signs: vec![sign], ..Entry::default() });
                }
            }
        }
        let mut entries = self.joined(entries.into_iter().filter_map(Entry::told).collect());
        entries.sort_by_cached_key(|entry| self.order(entry));
        let most = MOST_LINES / self.accounts.len().max(1);
        let history = self.history();
        let moments = history.as_ref().map(|history| self.moments(history));
        let one = |entry: &Entry| limits.watch.check().map(|()| self.one(entry, moments.as_ref())).transpose();
        let told = entries.iter().take(most).filter_map(one).collect::<Result<_, _>>()?;
        Ok((told, entries.len().saturating_sub(most)))
    }

    /// Entries that come to the same are one: their signs are of the same times, hold in the same first steps and in the same
    /// outcomes. What happens on the way comes to the same as nothing else.
    fn joined<'s>(&self, mut entries: Vec<Entry<'s>>) -> Vec<Entry<'s>> {
        let plainest = |what: &Event| match what {
            Event::Settings(seen) => {
                (seen.len(), Reverse(self.wording.changes(*seen)), Reverse(seen.taken.count_ones()), *what)
            }
            Event::State(_) => (1, Reverse(1), Reverse(1), *what),
        };
        entries.sort_by_cached_key(|entry| entry.signs.first().map(|sign| plainest(&sign.what)));
        let mut found: Vec<Entry> = Vec::new();
        let mut classes: BTreeMap<Vec<_>, Vec<usize>> = BTreeMap::new();
        for entry in entries {
            let (Some(what), Some(class)) = (entry.signs.first().map(|sign| sign.what), entry.class()) else {
                found.push(entry);
                continue;
            };
            let class = classes.entry(class).or_default();
            let same =
                |&&at: &&usize| found[at].signs.first().is_some_and(|known| self.same_at_rest(&known.what, &what));
            match class.iter().find(same) {
                Some(&at) => found[at].alike.push(what),
                None => {
                    class.push(found.len());
                    found.push(entry);
                }
            }
        }
        found
    }

    /// Whether two things hold in just the same outcomes.
    fn same_at_rest(&self, one: &Event, other: &Event) -> bool {
        self.at_rest.iter().flatten().all(|&setting| one.holds(setting) == other.holds(setting))
    }

    /// What speaks against most accounts, seen or not seen, comes first, by the fewest options; what is expected before what is
    /// possible, what would be new before what is so today, what can be seen early before what can be seen late.
    fn order(&self, entry: &Entry) -> impl Ord + use<> {
        let of =
            |signs: &[&Indicator], fit: Prediction| combined(signs).into_iter().filter(|known| *known == fit).count();
        let against = of(&entry.signs, Prediction::Never).max(of(&entry.reverse, Prediction::Never));
        let options = |what: &Event| match what {
            Event::Settings(seen) => seen.len(),
            Event::State(_) => 1,
        };
        let first = entry.signs.first();
        (
            Reverse(against),
            first.map(|sign| match &sign.when {
                Timing::NotAfter(before) => options(&sign.what) + options(before),
                _ => options(&sign.what),
            }),
            of(&entry.signs, Prediction::Always) == 0,
            first.is_some_and(|sign| sign.changes(&self.wording) == 0),
            first.map(|sign| (sign.when, sign.what)),
        )
    }

    fn one(&self, entry: &Entry, moments: Option<&Moments>) -> Option<Watched> {
        let sign = entry.signs.first()?;
        let names = self.names(entry.signs.iter().fold(0, |all, sign| all | sign.options()));
        let mut seen = self.combination(sign.what);
        if let (Timing::First(actor), Event::Settings(SettingPattern { taken: 0, not_taken: 0 })) =
            (sign.when, sign.what)
        {
            let name = self.wording.model.map_or("", |model| &model.actors[actor.index()].in_text);
            seen.words = format!("{name} change course before anybody else does");
        }
        let options = self.case.actors.iter().flat_map(|actor| actor.options.iter().map(move |option| (actor, option)));
        let cites = |(actor, option): (&crate::case::Actor, &crate::case::ActorOption)| {
            let name = format!("{}.{}", actor.key.value, option.key.value);
            names.contains(&name).then(|| (name, cited(self.case, &option.support)))
        };
        Some(Watched {
            seen,
            not_after: match sign.when {
                Timing::NotAfter(what) => Some(self.combination(what)),
                _ => None,
            },
            instead: sign.instead.iter().map(|&what| self.combination(what)).collect(),
            alike: entry.alike.iter().map(|&what| self.combination(what)).collect(),
            speaks: self.speaks(&entry.signs),
            otherwise: (!entry.reverse.is_empty()).then(|| self.speaks(&entry.reverse)),
            lines: self.accounts.iter().map(|account| (id(account), lines(self.case, account, &names))).collect(),
            options: options.filter_map(cites).collect(),
            later: moments.and_then(|moments| self.later(entry, moments)),
        })
    }

    /// What happened later, where the case says so and its options can say it.
    fn history(&self) -> Option<History> {
        let (model, later) = (self.wording.model?, &self.case.later);
        let known = !later.is_empty() && !model.options().is_empty();
        known.then(|| History::of(model, later, later.last_day()))
    }

    fn moments<'h>(&self, history: &'h History) -> Moments<'h> {
        Moments::of(history, Stand::start(self.accounts.iter().map(|account| account.today()), self.options()))
    }

    /// Whether an entry came: at whatever time, unless it is the sign of one time only.
    fn later(&self, entry: &Entry, moments: &Moments) -> Option<CameLater> {
        let sign = entry.signs.first()?;
        let Event::Settings(seen) = sign.what else { return None };
        let when = match sign.when {
            _ if seen == SettingPattern::default() => return None,
            Timing::NotAfter(Event::Settings(before)) => When::NotAfter(before),
            _ if sign.changes(&self.wording) == 0 => When::Stays,
            _ if entry.signs.iter().all(|sign| matches!(sign.when, Timing::First(_))) => When::FirstStep,
            _ => When::Ever,
        };
        let (came, date) = moments.judge(seen, when);
        Some(CameLater { came, date: date.map(String::from) })
    }

    fn speaks(&self, signs: &[&Indicator]) -> Speaks {
        let fits = combined(signs);
        let with = |fit: Prediction| {
            let accounts = self.accounts.iter().zip(&fits).filter(|(_, known)| **known == fit);
            accounts.map(|(account, _)| id(account)).collect()
        };
        let because = signs.iter().map(|sign| self.because(sign)).collect();
        Speaks {
            by: with(Prediction::Always),
            fits: with(Prediction::Sometimes),
            against: with(Prediction::Never),
            because,
        }
    }

    fn because(&self, sign: &Indicator) -> Because {
        let (when, actor) = match sign.when {
            Timing::First(actor) => (Time::FirstStep, Some(actor)),
            Timing::OnTheWay => (Time::OnTheWay, None),
            Timing::NotAfter(_) => (Time::NotAfter, None),
            Timing::AtRest => (Time::AtRest, None),
        };
        let in_account = |(at, (account, &predicts)): (usize, (&&crate::study::LaidOut, &Prediction))| {
            let share = sign.shares.get(at);
            InAccount {
                account: id(account),
                predicts,
                holds: share.map(|share| share.holds),
                of: share.map(|share| share.of),
            }
        };
        Because {
            when,
            actor: actor.and_then(|actor| Some(self.wording.model?.actors[actor.index()].key.clone())),
            accounts: self.accounts.iter().zip(&sign.fits).enumerate().map(in_account).collect(),
        }
    }
}

impl Entry<'_> {
    /// What of it tells accounts apart; if it is the reverse alone, that is what to watch for.
    fn told(self) -> Option<Self> {
        match (tells(&self.signs), tells(&self.reverse)) {
            (true, true) => Some(self),
            (true, false) => Some(Entry { reverse: Vec::new(), ..self }),
            (false, true) => Some(Entry { signs: self.reverse, reverse: Vec::new(), ..self }),
            (false, false) => None,
        }
    }

    /// What entries have in common that come to the same, but for the outcomes in which they hold; nothing if it comes to the same
    /// as nothing else.
    fn class(&self) -> Option<Vec<Class>> {
        let of = |reversed: bool, sign: &Indicator| {
            let counted = matches!(sign.when, Timing::First(_) | Timing::AtRest);
            let first_steps = if sign.when == Timing::AtRest { 0 } else { sign.class };
            let holds = || sign.shares.iter().map(|share| share.holds).collect();
            counted.then(|| Class { reversed, timing: sign.when, first_steps, holds: holds() })
        };
        let is_settings = |sign: &Indicator| matches!(sign.what, Event::Settings(_));
        let signs = self.signs.iter().map(|sign| if is_settings(sign) { of(false, sign) } else { None });
        signs.chain(self.reverse.iter().map(|sign| of(true, sign))).collect()
    }
}

/// What signs have in common that come to the same.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Class {
    /// Whether it is of the reverse.
    reversed: bool,
    timing: Timing,
    /// Its class among the signs of first steps.
    first_steps: usize,
    /// In how many outcomes it holds under each account.
    holds: Vec<usize>,
}

/// Whether the accounts that say something do not all say the same.
fn tells(signs: &[&Indicator]) -> bool {
    let said: BTreeSet<Prediction> = combined(signs).into_iter().filter(|fit| *fit != Prediction::Silent).collect();
    said.len() > 1
}

/// What each account makes of a thing at all times at which it says something of it: it predicts it if it does throughout at each
/// of them, rules it out if it does at each, and else has it in part.
fn combined(signs: &[&Indicator]) -> Vec<Prediction> {
    let accounts = signs.first().map_or(0, |sign| sign.fits.len());
    let fit = |at: usize| {
        let known: Vec<Prediction> =
            signs.iter().map(|sign| sign.fits[at]).filter(|fit| *fit != Prediction::Silent).collect();
        let all = |fit: Prediction| known.iter().all(|known| *known == fit);
        if known.is_empty() {
            Prediction::Silent
        } else if all(Prediction::Never) {
            Prediction::Never
        } else if all(Prediction::Always) {
            Prediction::Always
        } else {
            Prediction::Sometimes
        }
    };
    (0..accounts).map(fit).collect()
}

/// The reverse of one option.
fn reverse(what: &Event) -> Option<Event> {
    match what {
        Event::Settings(seen) if seen.len() == 1 => {
            Some(Event::Settings(SettingPattern { taken: seen.not_taken, not_taken: seen.taken }))
        }
        _ => None,
    }
}

//! The signs of a comparison under Nash, held against the believable outcomes as well.

use super::maker::{Maker, id};
use super::{Exception, Indicator, Kind, Sides};
use crate::accounts::SettingPattern;
use crate::answers::compare::{AccountComparison, Combination, Speaks, Time, Watched};
use crate::graph::{Limits, StateSpace};
use crate::model::OptionSet;
use crate::stability::Concept;
use crate::study::Refused;

/// So many signs are listed: nobody ticks off more.
const MOST: usize = 24;
/// An exception names so many changes at most.
const MOST_CHANGES: usize = 3;
/// Among more outcomes with a sign no exception is looked for.
const MOST_OUTCOMES: usize = 1000;

/// The signs, and how many there are that are not told.
pub(super) struct Signs {
    pub(super) signs: Vec<Indicator>,
    pub(super) left_out: usize,
    pub(super) not_believable: usize,
}

/// The signs that name an observable change.
pub(super) fn signs(maker: &Maker, limits: &Limits) -> Result<Signs, Refused> {
    if maker.study.accounts.len() < 2 {
        return Ok(Signs { signs: Vec::new(), left_out: 0, not_believable: 0 });
    }
    let compared = AccountComparison::of(maker.study, &[Concept::Nash], limits)?;
    compared.header.limit.map_or(Ok(()), Err)?;
    let observable: Vec<&Watched> = compared.watch.iter().filter(|watched| maker.is_change(&watched.seen)).collect();
    let mut found: Vec<Indicator> = Vec::new();
    for watched in &observable {
        limits.watch.check()?;
        found.extend(maker.sign(watched));
    }
    let not_believable = observable.len() - found.len();
    let left_out = compared.watch_left_out + found.len().saturating_sub(MOST);
    found.truncate(MOST);
    Ok(Signs { signs: found, left_out, not_believable })
}

impl Maker<'_> {
    /// Whether it is something new, of options that have names: that somebody moves at all is nothing to be ticked off.
    fn is_change(&self, what: &Combination) -> bool {
        let seen = self.pattern(what);
        match (&what.state, self.wording.today) {
            (Some(_), _) => true,
            (None, Some(_)) => self.wording.changes(seen) > 0,
            (None, None) => !seen.is_empty(),
        }
    }

    /// One sign; nothing if it tells no accounts apart.
    fn sign(&self, watched: &Watched) -> Option<Indicator> {
        let first_only = watched.speaks.because.iter().all(|because| because.when == Time::FirstStep);
        let kind = if first_only { Kind::FirstStep } else { Kind::Sign };
        let mut found = self.indicator(kind, None, watched.seen.clone());
        found.not_after = watched.not_after.clone();
        found.alike = watched.alike.clone();
        found.lines = watched.lines.clone();
        found.options = watched.options.clone();
        found.name();
        found.yes = sides(&watched.speaks);
        found.no = watched.otherwise.as_ref().map(sides);
        self.hold_against_outcomes(&mut found);
        self.turn(&mut found);
        let tells = found.yes.tells();
        found.no = found.no.filter(Sides::tells);
        (tells || found.no.is_some()).then_some(found)
    }

    /// Where nothing says what is done today, of one thing not done it is asked whether it is: nobody sees what is not done.
    fn turn(&self, found: &mut Indicator) {
        let seen = self.pattern(&found.seen);
        let alone = found.alike.is_empty() && found.unless.is_empty() && found.not_after.is_none();
        if self.wording.today.is_some() || seen.taken != 0 || seen.len() != 1 || !alone {
            return;
        }
        if let Some(no) = found.no.take() {
            found.seen = self.combination(SettingPattern { taken: seen.not_taken, not_taken: 0 });
            found.no = Some(std::mem::replace(&mut found.yes, no));
            found.name();
        }
    }

    /// Moves accounts to those that a sign merely fits where an outcome gives it the lie.
    fn hold_against_outcomes(&self, found: &mut Indicator) {
        let at = |name: &String| self.study.accounts.iter().position(|it| id(it) == *name);
        let (with, all) = (self.with(found), self.outcomes.clone());
        let lacks = |name: &String| at(name).is_some_and(|at| with[at].len() < all[at].len());
        let has = |name: &String| at(name).is_some_and(|at| !with[at].is_empty());
        // That an order is not kept no outcome shows: there only what comes about counts.
        demote(&mut found.yes.by, &mut found.yes.fits, |name| found.not_after.is_none() && lacks(name));
        let mut unless = Vec::new();
        let contradicted: Vec<String> = found.yes.against.iter().filter(|name| has(name)).cloned().collect();
        for name in &contradicted {
            let rivals = found.yes.by.iter().chain(&found.yes.fits).filter_map(at);
            let rivals: Vec<OptionSet> = rivals.flat_map(|rival| with[rival].iter().copied()).collect();
            let exception = at(name).and_then(|at| self.exception(&found.seen, &with[at], &all[at], &rivals));
            unless.extend(exception.map(|any_of| Exception { account: name.clone(), any_of }));
        }
        let excepted = |name: &String| unless.iter().any(|exception| exception.account == *name);
        demote(&mut found.yes.against, &mut found.yes.fits, |name| contradicted.contains(name) && !excepted(name));
        found.unless = unless;
        if let Some(no) = &mut found.no {
            demote(&mut no.by, &mut no.fits, has);
            demote(&mut no.against, &mut no.fits, lacks);
        }
    }

    /// For each account the outcomes that have the sign; of an order those that show it was not kept.
    fn with(&self, found: &Indicator) -> Vec<Vec<OptionSet>> {
        let state = |name: &String| {
            let first = self.study.accounts.first()?;
            let StateSpace::Named(names) = &first.graph.states else { return None };
            names.iter().position(|known| known == name)
        };
        let holds = |what: &Combination, setting: OptionSet| match &what.state {
            Some(name) => state(name).is_some_and(|at| at as OptionSet == setting),
            None => self.pattern(what).holds(setting),
        };
        let fits = |setting: &OptionSet| {
            holds(&found.seen, *setting) && found.not_after.as_ref().is_none_or(|what| !holds(what, *setting))
        };
        self.outcomes.iter().map(|all| all.iter().copied().filter(fits).collect()).collect()
    }

    /// The fewest changes one of which is in each outcome with the sign. They must not be in all outcomes of the account anyway, and
    /// some rival must have an outcome with the sign and without them. What others do comes before what the same actors do, as a reward
    /// comes from others; then what is in the fewest outcomes without the sign.
    fn exception(
        &self,
        seen: &Combination,
        with: &[OptionSet],
        all: &[OptionSet],
        rivals: &[OptionSet],
    ) -> Option<Vec<Combination>> {
        if with.len() > MOST_OUTCOMES {
            return None;
        }
        let useful = |change: &SettingPattern| {
            with.iter().any(|&it| change.holds(it))
                && !all.iter().all(|&it| change.holds(it))
                && rivals.iter().any(|&it| !change.holds(it))
        };
        let changes: Vec<SettingPattern> = self.changes().into_iter().filter(useful).collect();
        let own = self.own(seen);
        let of_others: Vec<SettingPattern> =
            changes.iter().copied().filter(|change| change.options() & own == 0).collect();
        let found = fewest(&of_others, with, all, rivals).or_else(|| fewest(&changes, with, all, rivals))?;
        Some(found.into_iter().map(|change| self.combination(change)).collect())
    }

    /// All options of the actors that something is about, one bit each.
    fn own(&self, what: &Combination) -> OptionSet {
        let about = self.pattern(what).options();
        let actors = self.wording.model.map(|model| model.actors.as_slice()).unwrap_or_default();
        let bits = actors.iter().map(|actor| actor.own());
        bits.filter(|own| own & about != 0).fold(0, |all, own| all | own)
    }
}

/// The fewest of some changes one of which is in each outcome with a sign; of as many those that are in the fewest other outcomes.
fn fewest(
    changes: &[SettingPattern],
    with: &[OptionSet],
    all: &[OptionSet],
    rivals: &[OptionSet],
) -> Option<Vec<SettingPattern>> {
    let any = |chosen: &[SettingPattern], setting: OptionSet| chosen.iter().any(|change| change.holds(setting));
    let fits = |chosen: &&Vec<SettingPattern>| {
        with.iter().all(|&it| any(chosen, it)) && rivals.iter().any(|&it| !any(chosen, it))
    };
    let elsewhere =
        |chosen: &&Vec<SettingPattern>| all.iter().filter(|it| !with.contains(it) && any(chosen, **it)).count();
    let mut chosen: Vec<Vec<SettingPattern>> = vec![Vec::new()];
    for _ in 0..MOST_CHANGES {
        let longer = |so_far: &Vec<SettingPattern>| {
            let next = so_far.last().map_or(0, |last| changes.iter().position(|it| it == last).map_or(0, |at| at + 1));
            let more = changes.iter().skip(next);
            more.map(|change| [so_far.as_slice(), &[*change]].concat()).collect::<Vec<_>>()
        };
        chosen = chosen.iter().flat_map(longer).collect();
        if let Some(found) = chosen.iter().filter(fits).min_by_key(elsewhere) {
            return Some(found.clone());
        }
    }
    None
}

fn sides(speaks: &Speaks) -> Sides {
    Sides { by: speaks.by.clone(), fits: speaks.fits.clone(), against: speaks.against.clone() }
}

/// Moves the accounts that are so from one side to another.
fn demote(from: &mut Vec<String>, to: &mut Vec<String>, is_so: impl Fn(&String) -> bool) {
    let (moved, kept): (Vec<String>, Vec<String>) = from.drain(..).partition(|name| is_so(name));
    *from = kept;
    to.extend(moved);
}

//! Comparing.

use crate::accounts::{Course, SettingPattern, Share, settings, state_of};
use crate::answers::Header;
use crate::answers::compare::data::{
    Combination, Compared, ComparedAccount, ComparedOption, End, FromToday, Held, Mover, NamedSetting, Separation,
    Watched,
};
use crate::answers::compare::signs::{
    Ask, Event, Indicator, PAIRED, Prediction, Timing, asks, of_courses, of_settings, of_states, on_the_way,
};
use crate::answers::compare::{AccountComparison, called};
use crate::case::Case;
use crate::graph::{Graph, LimitReached, Limits, Phase, StateId, StateSpace, Watch};
use crate::model::{MAX_OPTIONS, Model, OptionSet, first_options};
use crate::phrase::settings::Wording;
use crate::stability::{self, Concept, Found, Refused};
use crate::study::StateName;
use crate::study::{LaidOut, Study};
use std::collections::{BTreeMap, BTreeSet};

/// So many settings are listed of those that hold in the same accounts.
const LISTED: usize = 1000;

/// What a comparison is computed with.
pub(super) struct Comparer<'s> {
    pub(super) case: &'s Case,
    pub(super) accounts: Vec<&'s LaidOut>,
    pub(super) wording: Wording<'s>,
    courses: Vec<Option<Course>>,
    /// For each account the settings that hold under the first concept.
    pub(super) at_rest: Vec<Vec<OptionSet>>,
    pub(super) indicators: Vec<Indicator>,
}

impl AccountComparison {
    /// Compares the accounts that are laid out under these concepts; the first is that of the signs.
    ///
    /// # Errors
    /// The first concept that does not apply to the case, or that has too much to do.
    pub fn of(study: &Study, concepts: &[Concept], limits: &Limits) -> Result<AccountComparison, Refused> {
        let mut header = Header::new("statecraft-comparison", 1, study);
        let mut taken: u64 = study.accounts.iter().map(|account| account.graph.bytes).sum();
        let mut found: Vec<Found> = Vec::new();
        for account in &study.accounts {
            let one = stability::analyze_within(&account.graph, concepts, &limits.less(taken))?;
            taken += one.bytes();
            one.stopped().into_iter().for_each(|limit| header.stop(limit));
            found.push(one);
        }
        limits.watch.begin(Phase::Report, 0);
        let mut comparer = Comparer::new(study);
        for account in &study.accounts {
            let course = Course::of(&account.graph, &limits.watch);
            course.as_ref().err().into_iter().for_each(|limit| header.stop(*limit));
            comparer.courses.push(course.ok().flatten());
        }
        let (done, not_done): (Vec<Concept>, Vec<Concept>) =
            concepts.iter().partition(|concept| found.iter().all(|found| !found.not_done().contains(concept)));
        let mut concepts_not_done: Vec<String> = not_done.iter().map(|concept| comparer.key(*concept)).collect();
        let mut compared: Vec<Compared> = Vec::new();
        for (place, &concept) in done.iter().enumerate() {
            let outcomes = |(one, found): (&LaidOut, &Found)| settings(&one.graph, &found.equilibria(concept));
            let sets: Vec<Vec<OptionSet>> = study.accounts.iter().zip(&found).map(outcomes).collect();
            let key = comparer.key(concept);
            match comparer.compare(key.clone(), &sets, place == 0 && sets.len() > 1, &limits.watch) {
                Ok(one) => compared.push(one),
                Err(limit) => {
                    header.stop(limit);
                    concepts_not_done.push(key);
                }
            }
        }
        let (watch, watch_left_out) = comparer.watch_for(&limits.less(taken)).unwrap_or_else(|limit| {
            header.stop(limit);
            (Vec::new(), 0)
        });
        let accounts = study.accounts.iter().zip(&comparer.courses);
        let accounts = accounts.map(|(account, course)| from_today(account, course)).collect();
        Ok(AccountComparison { header, concepts_not_done, accounts, concepts: compared, watch, watch_left_out })
    }
}

impl<'s> Comparer<'s> {
    fn new(study: &'s Study) -> Comparer<'s> {
        let accounts: Vec<&LaidOut> = study.accounts.iter().collect();
        let wording = wording(&accounts);
        Comparer {
            case: &study.case,
            accounts,
            wording,
            courses: Vec::new(),
            at_rest: Vec::new(),
            indicators: Vec::new(),
        }
    }

    fn key(&self, concept: Concept) -> String {
        concept.key(&self.wording.model.map(Model::actor_keys).unwrap_or_default())
    }

    /// What there is to watch for, and how much of it was left out.
    fn watch_for(&mut self, limits: &Limits) -> Result<(Vec<Watched>, usize), LimitReached> {
        self.indicators_from_today(&limits.watch)?;
        let each = size_of::<Indicator>() + self.accounts.len() * size_of::<(Prediction, Share)>();
        limits.allow((self.indicators.len() * each) as u64)?;
        self.watched(limits)
    }

    /// What holds under a concept, a set of settings for each account; if it is the first, its signs are noted.
    fn compare(
        &mut self,
        concept: String,
        sets: &[Vec<OptionSet>],
        first: bool,
        watch: &Watch,
    ) -> Result<Compared, LimitReached> {
        let options = self.options();
        let asks = if options == 0 { Vec::new() } else { asks(sets, options, Prediction::Silent, watch)? };
        if first {
            self.at_rest = sets.to_vec();
            self.indicators.extend(match options {
                0 => of_states(Timing::AtRest, sets, Prediction::Silent),
                _ => of_settings(Timing::AtRest, sets, &asks, Prediction::Silent),
            });
        }
        Ok(Compared {
            concept,
            outcomes: self.accounts.iter().zip(sets).map(|(account, set)| (id(account), set.len())).collect(),
            held: self.held(sets),
            options: self.options_in(sets),
            separators: asks.iter().map(|ask| self.separation(ask, sets)).collect(),
        })
    }

    /// All options, one bit each.
    pub(super) fn options(&self) -> OptionSet {
        let options = self.wording.model.map_or(0, |model| model.options().len());
        first_options(options)
    }

    /// Settings by the accounts in which they hold, those of most accounts first.
    fn held(&self, sets: &[Vec<OptionSet>]) -> Vec<Held> {
        let mut all: Vec<(OptionSet, usize)> =
            sets.iter().enumerate().flat_map(|(account, set)| set.iter().map(move |&code| (code, account))).collect();
        all.sort_unstable();
        let mut groups: BTreeMap<Vec<usize>, (usize, Vec<OptionSet>)> = BTreeMap::new();
        for same in all.chunk_by(|one, next| one.0 == next.0) {
            let accounts = same.iter().map(|(_, account)| *account).collect();
            let (count, listed) = groups.entry(accounts).or_default();
            *count += 1;
            listed.extend((*count <= LISTED).then_some(same[0].0));
        }
        let mut found: Vec<_> = groups.into_iter().collect();
        found.sort_by_key(|(accounts, _)| std::cmp::Reverse(accounts.len()));
        let held = |(accounts, (outcomes, listed)): (Vec<usize>, (usize, Vec<OptionSet>))| Held {
            accounts: accounts.iter().map(|&at| id(self.accounts[at])).collect(),
            outcomes,
            listed: listed.into_iter().map(|setting| self.named(setting)).collect(),
        };
        found.into_iter().map(held).collect()
    }

    fn named(&self, setting: OptionSet) -> NamedSetting {
        let state = |account: &&LaidOut| {
            let state = state_of(&account.graph, setting)?;
            Some((id(account), StateName::of(&account.graph, state)))
        };
        NamedSetting {
            taken: self.names(setting & self.options()),
            state: self.accounts.iter().filter_map(state).collect(),
        }
    }

    pub(super) fn names(&self, bits: OptionSet) -> Vec<String> {
        let names = self.wording.model.map(|model| model.option_keys(bits)).unwrap_or_default();
        names.into_iter().map(String::from).collect()
    }

    fn options_in(&self, sets: &[Vec<OptionSet>]) -> Vec<ComparedOption> {
        let fit = |set: &Vec<OptionSet>, at: usize| match SettingPattern::one(at, true).share(set) {
            share if share.of == 0 => Prediction::Silent,
            share if share.is_all() => Prediction::Always,
            share if share.holds == 0 => Prediction::Never,
            _ => Prediction::Sometimes,
        };
        let options = self.wording.model.map(|model| model.options()).unwrap_or_default().iter().enumerate();
        let one = |(at, option): (usize, &crate::model::ModelOption)| ComparedOption {
            option: option.key.clone(),
            taken: self.accounts.iter().zip(sets).map(|(account, set)| (id(account), fit(set, at))).collect(),
        };
        options.map(one).collect()
    }

    fn separation(&self, ask: &Ask, sets: &[Vec<OptionSet>]) -> Separation {
        let holds = |seen: SettingPattern, at: usize| seen.share(&sets[at]);
        let part = |share: Share| share.holds as f64 / share.of.max(1) as f64;
        let share = ask.found.seen.first().map(|&seen| {
            let others = ask.others.iter().map(|&other| part(holds(seen, other)));
            part(holds(seen, ask.one)) - others.fold(0.0, f64::max)
        });
        let combination = |&seen: &SettingPattern| {
            let accounts = self.accounts.iter().enumerate().map(|(at, account)| (id(account), holds(seen, at).holds));
            Combination { holds: Some(accounts.collect()), ..self.combination(Event::Settings(seen)) }
        };
        Separation {
            account: id(self.accounts[ask.one]),
            against: ask.others.iter().map(|&other| id(self.accounts[other])).collect(),
            exact: ask.found.exact,
            share,
            combinations: ask.found.seen.iter().take(self.most_combinations()).map(combination).collect(),
        }
    }

    /// So many combinations are listed that separate one account alike: all, unless there are many accounts.
    fn most_combinations(&self) -> usize {
        if self.accounts.len() > PAIRED { 10 } else { usize::MAX }
    }

    pub(super) fn combination(&self, what: Event) -> Combination {
        match what {
            Event::Settings(seen) => Combination {
                taken: self.names(seen.taken),
                not_taken: self.names(seen.not_taken),
                state: None,
                words: self.wording.phrase(seen),
                holds: None,
            },
            Event::State(at) => {
                let names = self.accounts.first().map(|account| &account.graph.states);
                let state = names.and_then(|states| match states {
                    StateSpace::Named(names) => names.get(at).cloned(),
                    StateSpace::Settings(_) => None,
                });
                Combination {
                    words: format!("state {}", state.as_deref().unwrap_or_default()),
                    state,
                    ..Combination::default()
                }
            }
        }
    }

    /// Finds the signs of first steps and of the way.
    fn indicators_from_today(&mut self, watch: &Watch) -> Result<(), LimitReached> {
        if self.accounts.len() < 2 || !agree_on_today(&self.accounts) {
            return Ok(());
        }
        self.indicators.extend(self.first_steps(watch)?);
        let (options, today) = (self.options(), self.wording.today);
        let courses = std::mem::take(&mut self.courses);
        let known: Vec<Option<&Course>> =
            courses.iter().map(|course| course.as_ref().filter(|course| course.ends.is_some())).collect();
        let event = |at: usize| match (options, today) {
            (0, _) => Event::State(at),
            (_, today) => Event::Settings(SettingPattern::one(at, today.is_none_or(|today| today >> at & 1 == 0))),
        };
        self.indicators.extend(of_courses(&known, &event));
        self.complete(&known, &event);
        self.courses = courses;
        watch.check()
    }

    /// What is seen at one time is looked at for all times, so that no sign speaks against an account that has it at another: each
    /// single option at rest, and, if it would be new, on the way.
    fn complete(&mut self, courses: &[Option<&Course>], event: &dyn Fn(usize) -> Event) {
        let single =
            |what: &Event| matches!(what, Event::State(_)) || matches!(what, Event::Settings(seen) if seen.len() == 1);
        let order = |indicator: &Indicator| matches!(indicator.when, Timing::NotAfter(_));
        let whats: BTreeSet<Event> = self
            .indicators
            .iter()
            .filter(|indicator| !order(indicator))
            .map(|indicator| indicator.what)
            .filter(single)
            .collect();
        for what in whats {
            let known =
                |when: Timing| self.indicators.iter().any(|indicator| indicator.when == when && indicator.what == what);
            let (rest, way) = (known(Timing::AtRest), known(Timing::OnTheWay));
            let at_rest = || Some(Indicator::at(Timing::AtRest, what, &self.at_rest, Prediction::Silent));
            let on_the_way = || (0..MAX_OPTIONS).find(|&at| event(at) == what).map(|at| on_the_way(courses, at, what));
            let at_rest = if rest { None } else { at_rest() };
            let on_the_way = if way { None } else { on_the_way() };
            let says_something = |indicator: &Indicator| indicator.fits.iter().any(|fit| *fit < Prediction::Never);
            self.indicators.extend(at_rest.into_iter().chain(on_the_way).filter(says_something));
        }
    }

    /// What the first improvement of each actor would be.
    fn first_steps(&self, watch: &Watch) -> Result<Vec<Indicator>, LimitReached> {
        let Some(model) = self.wording.model else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for actor in model.actor_ids() {
            let own = model.actors[actor.index()].own();
            let mask = if self.options() == 0 { OptionSet::MAX } else { own };
            let to = |best: bool| -> Vec<Vec<OptionSet>> {
                let of = |(account, course): (&&LaidOut, &Option<Course>)| {
                    let first = course.as_ref().map(|course| &course.first[actor.index()]);
                    let moves = first.map(|first| if best { &first.best } else { &first.to });
                    moves.map(|moves| reached(&account.graph, moves, mask)).unwrap_or_default()
                };
                self.accounts.iter().zip(&self.courses).map(of).collect()
            };
            let (sets, best) = (to(false), to(true));
            let when = Timing::First(actor);
            let mut indicators = match self.options() {
                0 => of_states(when, &sets, Prediction::Never),
                _ => of_settings(when, &sets, &asks(&sets, own, Prediction::Never, watch)?, Prediction::Never),
            };
            // What nobody would do as its best step is no sign, though somebody could.
            indicators.retain(|indicator| best.iter().flatten().any(|&to| indicator.what.holds(to)));
            found.extend(indicators);
        }
        Ok(found)
    }
}

/// What readers call an account.
pub(super) fn id(account: &LaidOut) -> String {
    called(account.account.id()).to_string()
}

/// The words of these accounts.
pub(crate) fn wording<'s>(accounts: &[&'s LaidOut]) -> Wording<'s> {
    let first = accounts.first().and_then(|account| account.today());
    let agreed = accounts.iter().all(|account| account.today() == first);
    Wording { model: accounts.first().map(|account| &*account.model), today: if agreed { first } else { None } }
}

/// Whether all accounts begin at the same place; else what happens first in one is not the same thing in another.
pub(crate) fn agree_on_today(accounts: &[&LaidOut]) -> bool {
    let today = |account: &&LaidOut| account.graph.status_quo;
    let first = accounts.first().and_then(today);
    match wording(accounts) {
        Wording { model: Some(model), today: agreed } if !model.options().is_empty() => agreed.is_some(),
        _ => accounts.iter().all(|account| today(account) == first),
    }
}

/// The settings that are a state.
fn of_state(graph: &Graph, state: StateId) -> Vec<OptionSet> {
    settings(graph, &crate::graph::StateSet::of(graph.len(), |other| other == state))
}

/// The settings of the options in `mask` that some states stand for, ascending.
fn reached(graph: &Graph, states: &[StateId], mask: OptionSet) -> Vec<OptionSet> {
    let mut found: Vec<OptionSet> =
        states.iter().flat_map(|&state| of_state(graph, state)).map(|to| to & mask).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn from_today(account: &LaidOut, course: &Option<Course>) -> ComparedAccount {
    let LaidOut { account, model, graph, .. } = account;
    let name = |state: StateId| StateName::of(graph, state);
    let mover = |first: &crate::accounts::FirstMove| Mover {
        actor: model.actors[first.actor.index()].key.clone(),
        improvements: first.to.len(),
        not_lean: first.not_lean,
        best: first.best.iter().map(|&state| name(state)).collect(),
    };
    let from_today = |course: &Course| FromToday {
        movers: course.first.iter().filter(|first| !first.to.is_empty()).map(mover).collect(),
        ends: course
            .ends
            .as_ref()
            .map(|ends| ends.states.iter().map(|&(state, moves)| End { state: name(state), moves }).collect()),
        circles: course.ends.as_ref().is_some_and(|ends| ends.circles),
        not_lean: course.not_lean,
    };
    ComparedAccount {
        id: account.id().map(String::from),
        title: account.title.clone(),
        states: graph.len(),
        status_quo: graph.status_quo.map(name),
        from_today: course.as_ref().map(from_today),
    }
}

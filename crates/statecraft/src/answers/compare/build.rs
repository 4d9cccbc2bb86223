//! Comparing.

use crate::accounts::{Course, Seen, Share, settings, state_of};
use crate::answers::compare::Comparison;
use crate::answers::compare::data::{
    Combination, Compared, ComparedAccount, ComparedOption, End, FromToday, Held, Mover, NamedSetting, Separation,
};
use crate::answers::compare::signs::Fit;
use crate::answers::compare::signs::{
    Ask, PAIRED, Sign, What, When, asks, of_courses, of_settings, of_states, on_the_way,
};
use crate::case::Case;
use crate::graph::{Graph, LimitReached, Limits, Phase, StateId, StateSpace, Watch};
use crate::model::Model;
use crate::phrase::settings::Wording;
use crate::stability::{self, Concept, Found, Refused};
use crate::study::StateName;
use crate::study::{LaidOut, Study};
use std::collections::{BTreeMap, BTreeSet};

/// So many settings are listed of those that hold in the same accounts.
const LISTED: usize = 1000;

impl<'c> Comparison<'c> {
    /// Compares the accounts that are laid out under these concepts; the first is that of the signs.
    ///
    /// # Errors
    /// The first concept that does not apply to the case, or that has too much to do.
    pub fn within(opened: &'c Study, concepts: &[Concept], limits: &Limits) -> Result<Comparison<'c>, Refused> {
        let laid_out: Vec<&LaidOut> = opened.accounts.iter().collect();
        let mut stopped = opened.stopped;
        let mut taken: u64 = laid_out.iter().map(|account| account.graph.bytes).sum();
        let mut found: Vec<Found> = Vec::new();
        for account in &laid_out {
            let one = stability::analyze_within(&account.graph, concepts, &limits.less(taken))?;
            taken += one.bytes();
            stopped = stopped.or(one.stopped());
            found.push(one);
        }
        limits.watch.begin(Phase::Report, 0);
        let mut courses: Vec<Option<Course>> = Vec::new();
        for account in &laid_out {
            let course = Course::of(&account.graph, &limits.watch);
            stopped = stopped.or(course.as_ref().err().copied());
            courses.push(course.ok().flatten());
        }
        let (done, not_done): (Vec<Concept>, Vec<Concept>) =
            concepts.iter().partition(|concept| found.iter().all(|found| !found.not_done().contains(concept)));
        let model = laid_out.first().map(|account| &account.model);
        let key = |concept: &Concept| concept.key(&model.map(Model::actor_keys).unwrap_or_default());
        let mut comparison = Comparison {
            format: "statecraft-comparison",
            version: 1,
            title: &opened.case.title,
            question: opened.case.question.as_deref(),
            stopped,
            accounts_not_done: opened.not_done.iter().map(String::as_str).collect(),
            concepts_not_done: not_done.iter().map(key).collect(),
            accounts: laid_out.iter().zip(&courses).map(|(account, course)| from_today(account, course)).collect(),
            concepts: Vec::new(),
            watch: Vec::new(),
            watch_left_out: 0,
            wording: Wording { model, today: common_today(&laid_out) },
            laid_out,
            signs: Vec::new(),
            at_rest: Vec::new(),
            names: done.iter().map(|concept| concept.name(&model.map(Model::actor_keys).unwrap_or_default())).collect(),
        };
        for (place, &concept) in done.iter().enumerate() {
            let sets: Vec<Vec<u64>> = comparison
                .laid_out
                .iter()
                .zip(&found)
                .map(|(one, found)| settings(&one.graph, &found.equilibria(concept)))
                .collect();
            if let Err(limit) = comparison.compare(key(&concept), &sets, place == 0 && sets.len() > 1, &limits.watch) {
                comparison.stopped.get_or_insert(limit);
                comparison.concepts_not_done.push(key(&concept));
            }
        }
        comparison.names.truncate(comparison.concepts.len());
        if let Err(limit) = comparison.watch_for(&opened.case, &courses, &limits.less(taken)) {
            comparison.stopped.get_or_insert(limit);
        }
        Ok(comparison)
    }

    /// Adds what there is to watch for.
    fn watch_for(&mut self, case: &'c Case, courses: &[Option<Course>], limits: &Limits) -> Result<(), LimitReached> {
        self.signs_from_today(courses, &limits.watch)?;
        let each = size_of::<Sign>() + self.laid_out.len() * size_of::<(Fit, Share)>();
        limits.allow((self.signs.len() * each) as u64)?;
        (self.watch, self.watch_left_out) = self.watched(case, limits)?;
        Ok(())
    }

    /// Adds what holds under a concept, a set of settings for each account; if it is the first, also its signs.
    fn compare(&mut self, concept: String, sets: &[Vec<u64>], first: bool, watch: &Watch) -> Result<(), LimitReached> {
        let options = self.options();
        let asks = if options == 0 { Vec::new() } else { asks(sets, options, Fit::Silent, watch)? };
        if first {
            self.at_rest = sets.to_vec();
            self.signs.extend(match options {
                0 => of_states(When::AtRest, sets, Fit::Silent),
                _ => of_settings(When::AtRest, sets, &asks, Fit::Silent),
            });
        }
        let compared = Compared {
            concept,
            outcomes: self.laid_out.iter().zip(sets).map(|(account, set)| (id(account), set.len())).collect(),
            held: self.held(sets),
            options: self.options_in(sets),
            separators: asks.iter().map(|ask| self.separation(ask, sets)).collect(),
        };
        self.concepts.push(compared);
        Ok(())
    }

    /// All options, one bit each.
    fn options(&self) -> u64 {
        let options = self.wording.model.map_or(0, |model| model.options().len());
        u64::MAX.checked_shr(64 - options as u32).unwrap_or(0)
    }

    /// Settings by the accounts in which they hold, those of most accounts first.
    fn held(&self, sets: &[Vec<u64>]) -> Vec<Held<'c>> {
        let mut all: Vec<(u64, usize)> =
            sets.iter().enumerate().flat_map(|(account, set)| set.iter().map(move |&code| (code, account))).collect();
        all.sort_unstable();
        let mut groups: BTreeMap<Vec<usize>, (usize, Vec<u64>)> = BTreeMap::new();
        for same in all.chunk_by(|one, next| one.0 == next.0) {
            let accounts = same.iter().map(|(_, account)| *account).collect();
            let (count, listed) = groups.entry(accounts).or_default();
            *count += 1;
            listed.extend(Some(same[0].0).filter(|_| *count <= LISTED));
        }
        let mut found: Vec<_> = groups.into_iter().collect();
        found.sort_by_key(|(accounts, _)| std::cmp::Reverse(accounts.len()));
        let held = |(accounts, (outcomes, listed)): (Vec<usize>, (usize, Vec<u64>))| Held {
            accounts: accounts.iter().map(|&at| id(self.laid_out[at])).collect(),
            outcomes,
            listed: listed.into_iter().map(|setting| self.named(setting)).collect(),
        };
        found.into_iter().map(held).collect()
    }

    fn named(&self, setting: u64) -> NamedSetting<'c> {
        let state = |account: &&'c LaidOut| {
            let state = state_of(&account.graph, setting)?;
            Some((id(account), StateName::of(&account.graph, state)))
        };
        NamedSetting {
            taken: self.names(setting & self.options()),
            state: self.laid_out.iter().filter_map(state).collect(),
        }
    }

    pub(crate) fn names(&self, bits: u64) -> Vec<&'c str> {
        self.wording.model.map(|model| Wording::names(model, bits)).unwrap_or_default()
    }

    fn options_in(&self, sets: &[Vec<u64>]) -> Vec<ComparedOption<'c>> {
        let fit = |set: &Vec<u64>, at: usize| match Seen::one(at, true).share(set) {
            share if share.of == 0 => Fit::Silent,
            share if share.is_all() => Fit::Always,
            share if share.holds == 0 => Fit::Never,
            _ => Fit::Sometimes,
        };
        let options = self.wording.model.map(|model| model.options()).unwrap_or_default().iter().enumerate();
        let one = |(at, option): (usize, &'c crate::model::ModelOption)| ComparedOption {
            option: &option.key,
            taken: self.laid_out.iter().zip(sets).map(|(account, set)| (id(account), fit(set, at))).collect(),
        };
        options.map(one).collect()
    }

    fn separation(&self, ask: &Ask, sets: &[Vec<u64>]) -> Separation<'c> {
        let holds = |seen: Seen, at: usize| seen.share(&sets[at]);
        let part = |share: Share| share.holds as f64 / share.of.max(1) as f64;
        let share = ask.found.seen.first().map(|&seen| {
            let others = ask.others.iter().map(|&other| part(holds(seen, other)));
            part(holds(seen, ask.one)) - others.fold(0.0, f64::max)
        });
        let combination = |&seen: &Seen| {
            let accounts = self.laid_out.iter().enumerate().map(|(at, account)| (id(account), holds(seen, at).holds));
            Combination { holds: Some(accounts.collect()), ..self.combination(What::Settings(seen)) }
        };
        Separation {
            account: id(self.laid_out[ask.one]),
            against: ask.others.iter().map(|&other| id(self.laid_out[other])).collect(),
            exact: ask.found.exact,
            share,
            combinations: ask.found.seen.iter().take(self.most_combinations()).map(combination).collect(),
        }
    }

    /// So many combinations are listed that separate one account alike: all, unless there are many accounts.
    fn most_combinations(&self) -> usize {
        if self.laid_out.len() > PAIRED { 10 } else { usize::MAX }
    }

    pub(crate) fn combination(&self, what: What) -> Combination<'c> {
        match what {
            What::Settings(seen) => Combination {
                taken: self.names(seen.taken),
                not_taken: self.names(seen.not_taken),
                state: None,
                words: self.wording.phrase(seen),
                holds: None,
            },
            What::State(at) => {
                let names = self.laid_out.first().map(|account| &account.graph.states);
                let state = names.and_then(|states| match states {
                    StateSpace::Named(names) => names.get(at).map(String::as_str),
                    StateSpace::Settings(_) => None,
                });
                Combination { state, words: format!("state {}", state.unwrap_or_default()), ..Combination::default() }
            }
        }
    }

    /// Whether all accounts begin at the same place; else what happens first in one is not the same thing in another.
    pub(crate) fn agree_on_today(&self) -> bool {
        let bare = self.options() == 0;
        let today = |account: &&LaidOut| account.graph.status_quo;
        let first = self.laid_out.first().and_then(today);
        if bare { self.laid_out.iter().all(|account| today(account) == first) } else { self.wording.today.is_some() }
    }

    /// Finds the signs of first steps and of the way.
    fn signs_from_today(&mut self, courses: &[Option<Course>], watch: &Watch) -> Result<(), LimitReached> {
        if self.laid_out.len() < 2 || !self.agree_on_today() {
            return Ok(());
        }
        self.signs.extend(self.first_steps(courses, watch)?);
        let (options, today) = (self.options(), self.wording.today);
        let known: Vec<Option<&Course>> =
            courses.iter().map(|course| course.as_ref().filter(|course| course.ends.is_some())).collect();
        let event = |at: usize| match (options, today) {
            (0, _) => What::State(at),
            (_, today) => What::Settings(Seen::one(at, today.is_none_or(|today| today >> at & 1 == 0))),
        };
        self.signs.extend(of_courses(&known, &event));
        self.complete(&known, &event);
        watch.check()
    }

    /// What is seen at one time is looked at for all times, so that no sign speaks against an account that has it at another: each
    /// single option at rest, and, if it would be new, on the way.
    fn complete(&mut self, courses: &[Option<&Course>], event: &dyn Fn(usize) -> What) {
        let single =
            |what: &What| matches!(what, What::State(_)) || matches!(what, What::Settings(seen) if seen.len() == 1);
        let order = |sign: &Sign| matches!(sign.when, When::NotAfter(_));
        let whats: BTreeSet<What> =
            self.signs.iter().filter(|sign| !order(sign)).map(|sign| sign.what).filter(single).collect();
        for what in whats {
            let known = |when: When| self.signs.iter().any(|sign| sign.when == when && sign.what == what);
            let (rest, way) = (known(When::AtRest), known(When::OnTheWay));
            let at_rest = || Some(Sign::at(When::AtRest, what, &self.at_rest, Fit::Silent));
            let on_the_way = || (0..64).find(|&at| event(at) == what).map(|at| on_the_way(courses, at, what));
            let at_rest = if rest { None } else { at_rest() };
            let on_the_way = if way { None } else { on_the_way() };
            let says_something = |sign: &Sign| sign.fits.iter().any(|fit| *fit < Fit::Never);
            self.signs.extend(at_rest.into_iter().chain(on_the_way).filter(says_something));
        }
    }

    /// What the first improvement of each actor would be.
    fn first_steps(&self, courses: &[Option<Course>], watch: &Watch) -> Result<Vec<Sign>, LimitReached> {
        let Some(model) = self.wording.model else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for actor in model.actor_ids() {
            let own = model.actors[actor.index()].options.clone().fold(0, |own, option| own | 1u64 << option);
            let mask = if self.options() == 0 { u64::MAX } else { own };
            let to = |best: bool| -> Vec<Vec<u64>> {
                let of = |(account, course): (&&LaidOut, &Option<Course>)| {
                    let first = course.as_ref().map(|course| &course.first[actor.index()]);
                    let moves = first.map(|first| if best { &first.best } else { &first.to });
                    moves.map(|moves| reached(&account.graph, moves, mask)).unwrap_or_default()
                };
                self.laid_out.iter().zip(courses).map(of).collect()
            };
            let (sets, best) = (to(false), to(true));
            let when = When::First(actor);
            let mut signs = match self.options() {
                0 => of_states(when, &sets, Fit::Never),
                _ => of_settings(when, &sets, &asks(&sets, own, Fit::Never, watch)?, Fit::Never),
            };
            // What nobody would do as its best step is no sign, though somebody could.
            signs.retain(|sign| best.iter().flatten().any(|&to| sign.what.holds(to)));
            found.extend(signs);
        }
        Ok(found)
    }
}

/// What readers call an account.
pub(crate) fn id(account: &LaidOut) -> &str {
    account.account.id().unwrap_or("the case")
}

/// The settings that are a state.
fn of_state(graph: &Graph, state: StateId) -> Vec<u64> {
    settings(graph, &crate::graph::StateSet::of(graph.len(), |other| other == state))
}

/// The settings of the options in `mask` that some states stand for, ascending.
fn reached(graph: &Graph, states: &[StateId], mask: u64) -> Vec<u64> {
    let mut found: Vec<u64> = states.iter().flat_map(|&state| of_state(graph, state)).map(|to| to & mask).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Today's setting, if all accounts agree on it.
fn common_today(laid_out: &[&LaidOut]) -> Option<u64> {
    let today = |account: &&LaidOut| match &account.graph.states {
        StateSpace::Settings(states) => account.graph.status_quo.map(|today| states.code(today)),
        StateSpace::Named(_) => None,
    };
    let first = laid_out.first().and_then(today)?;
    laid_out.iter().all(|account| today(account) == Some(first)).then_some(first)
}

fn from_today<'c>(account: &'c LaidOut, course: &Option<Course>) -> ComparedAccount<'c> {
    let LaidOut { account, model, graph } = account;
    let name = |state: StateId| StateName::of(graph, state);
    let mover = |first: &crate::accounts::FirstMove| Mover {
        actor: &model.actors[first.actor.index()].key,
        improvements: first.to.len(),
        best: first.best.iter().map(|&state| name(state)).collect(),
    };
    let from_today = |course: &Course| FromToday {
        movers: course.first.iter().filter(|first| !first.to.is_empty()).map(mover).collect(),
        ends: course
            .ends
            .as_ref()
            .map(|ends| ends.states.iter().map(|&(state, moves)| End { state: name(state), moves }).collect()),
        circles: course.ends.as_ref().is_some_and(|ends| ends.circles),
    };
    ComparedAccount {
        id: account.id(),
        title: account.title.as_deref(),
        states: graph.len(),
        status_quo: graph.status_quo.map(name),
        from_today: course.as_ref().map(from_today),
    }
}

//! The feasible states of an option form.
//!
//! A state is a setting, one bit per option. The search decides option after option and leaves a branch as soon as a rule is
//! broken whatever the rest is, so options that settle rules come first ([`StateSearch::order`]); the last six are decided for 64 settings
//! at a time. Then the states are put in ascending binary order.

use super::{LimitReached, Limits, StateId, StateSet};
use crate::expr::Expr;
use crate::model::{ActorId, OptionForm, OptionId, OptionSet, holds};
use std::borrow::Cow;
use std::collections::HashMap;

/// The feasible states, merged where they are indistinguishable.
#[derive(Clone, Debug)]
pub struct States {
    /// For each state its setting; for a merged state that of its last member.
    codes: Codes,
    /// The members of merged states, ascending.
    merged: HashMap<usize, Vec<OptionSet>>,
    /// For each option the states where it is taken; of a merged state the last member decides.
    taken: Vec<StateSet>,
    /// For each actor its options, one bit each.
    own: Vec<OptionSet>,
    /// The options that can change without being set, one bit each.
    followers: OptionSet,
}

/// Settings in ascending order.
#[derive(Clone, Debug)]
enum Codes {
    /// All below this number: no rule forbids any.
    Below(u64),
    /// These, of at most 64 options: half the memory.
    Narrow(Vec<u64>),
    /// These.
    Wide(Vec<OptionSet>),
}

/// The six lowest options over 64 consecutive settings.
const LOW: [u64; 6] = [
    0xAAAA_AAAA_AAAA_AAAA,
    0xCCCC_CCCC_CCCC_CCCC,
    0xF0F0_F0F0_F0F0_F0F0,
    0xFF00_FF00_FF00_FF00,
    0xFFFF_0000_FFFF_0000,
    0xFFFF_FFFF_0000_0000,
];

impl States {
    /// Enumerates the states that no rule forbids.
    pub(super) fn enumerate(form: &OptionForm, limits: &Limits) -> Result<States, LimitReached> {
        let options = form.options.len();
        let all = if form.rules.is_empty() { 1u64.checked_shl(options as u32) } else { None };
        let (codes, merged) = match all {
            Some(all) if all > limits.states as u64 => return Err(LimitReached::States(limits.states)),
            Some(all) if form.merges.is_empty() => (Codes::Below(all), HashMap::new()),
            _ => {
                let mut search = StateSearch::of(form, limits);
                search.descend(0, options)?;
                merge(form, search.ascending())
            }
        };
        let taken = (0..options).map(|option| codes.taking(option)).collect();
        Ok(States { codes, merged, taken, own: own(form), followers: form.followers() })
    }

    /// The options of an actor, one bit each.
    pub fn own(&self, actor: ActorId) -> OptionSet {
        self.own.get(actor.index()).copied().unwrap_or(0)
    }

    /// The options that can change although nobody sets them, as they follow what somebody does; one bit each.
    pub fn followers(&self) -> OptionSet {
        self.followers
    }

    /// Whether the rules forbid every state, as far as `work` shows: so many rules may be looked at, fewer afterwards.
    pub(super) fn are_none(form: &OptionForm, work: &mut usize) -> bool {
        let rules = form.rules.len().max(1);
        let limits = Limits { states: 0, steps: *work / rules, ..Limits::default() };
        let mut search = StateSearch::of(form, &limits);
        let none = search.descend(0, form.options.len()).is_ok();
        *work = work.saturating_sub(search.steps * rules);
        none
    }

    /// Whether every setting of the options is a state of its own.
    pub(super) fn are_all(&self) -> bool {
        matches!(self.codes, Codes::Below(_))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The setting that is this state; of a merged state the last one.
    pub fn code(&self, state: StateId) -> OptionSet {
        self.codes.get(state.index())
    }

    /// The settings that are this state: one, or several that are merged.
    pub fn members(&self, state: StateId) -> Cow<'_, [OptionSet]> {
        match self.merged.get(&state.index()) {
            Some(members) => Cow::Borrowed(members),
            None => Cow::Owned(vec![self.code(state)]),
        }
    }

    /// The options taken in every member, one bit each.
    pub fn taken(&self, state: StateId) -> OptionSet {
        let merged = self.merged.get(&state.index());
        merged.map_or(self.code(state), |members| members.iter().fold(OptionSet::MAX, |all, code| all & code))
    }

    /// The options that are taken in some members and not in others.
    pub fn open(&self, state: StateId) -> OptionSet {
        let merged = self.merged.get(&state.index());
        merged.map_or(0, |members| members.iter().fold(0, |any, code| any | code) & !self.taken(state))
    }

    /// The state that has this setting, if it is feasible.
    pub fn find(&self, code: OptionSet) -> Option<StateId> {
        let plain = self.codes.find(code);
        let merged = || self.merged.iter().find(|(_, members)| members.binary_search(&code).is_ok()).map(|(at, _)| *at);
        plain.or_else(merged).map(StateId::new)
    }

    /// The states that are merged from several settings, in ascending order.
    pub fn merged(&self) -> Vec<StateId> {
        let mut found: Vec<StateId> = self.merged.keys().map(|&at| StateId::new(at)).collect();
        found.sort_unstable();
        found
    }

    /// Whether the option is taken in some state, and whether it is in all.
    pub(super) fn some_and_all_take(&self, option: OptionId) -> (bool, bool) {
        let (taken, bit) = (&self.taken[option.index()], 1 << option.index());
        let mut merged = self.merged.values().flatten();
        (
            !taken.is_empty() || merged.clone().any(|code| code & bit != 0),
            taken.is_full() && merged.all(|code| code & bit != 0),
        )
    }

    /// The states where the option is taken.
    pub fn taking(&self, option: OptionId) -> StateSet {
        self.with_merged(self.taken[option.index()].clone(), &Expr::Taken(option))
    }

    /// Where the option is taken, some words from one on, 64 states each; of a merged state the last member decides.
    pub(super) fn words_taking<const N: usize>(&self, option: OptionId, at: usize) -> [u64; N] {
        self.taken[option.index()].words_from(at)
    }

    /// The states where a statement is true, 64 at a time; in a merged state it must be true in every member.
    pub fn holding(&self, statement: &Expr<OptionId>) -> StateSet {
        let words = (0..self.len().div_ceil(64))
            .map(|at| statement.eval(&|option: &OptionId| self.taken[option.index()].word(at)));
        self.with_merged(StateSet::from_words(words.collect(), self.len()), statement)
    }

    /// Whether a statement is true in a state; in a merged state it must be true in every member.
    pub fn holds(&self, statement: &Expr<OptionId>, state: StateId) -> bool {
        self.members(state).iter().all(|&code| holds(statement, code))
    }

    fn with_merged(&self, mut set: StateSet, statement: &Expr<OptionId>) -> StateSet {
        for (&at, members) in &self.merged {
            if members.iter().all(|&code| holds(statement, code)) {
                set.insert(StateId::new(at))
            } else {
                set.remove(StateId::new(at))
            }
        }
        set
    }
}

/// For each actor its options, up to the last actor that has any.
fn own(form: &OptionForm) -> Vec<OptionSet> {
    let mut found = Vec::new();
    for (at, option) in form.options.iter().enumerate() {
        found.resize(found.len().max(option.actor.index() + 1), 0);
        found[option.actor.index()] |= 1 << at;
    }
    found
}

impl Codes {
    /// A list of none, for settings of so many options.
    fn none(options: usize) -> Codes {
        if options <= u64::BITS as usize { Codes::Narrow(Vec::new()) } else { Codes::Wide(Vec::new()) }
    }

    /// Adds settings to a list.
    fn extend(&mut self, settings: impl Iterator<Item = OptionSet>) {
        match self {
            Codes::Below(_) => {}
            Codes::Narrow(codes) => codes.extend(settings.map(|setting| setting as u64)),
            Codes::Wide(codes) => codes.extend(settings),
        }
    }

    fn iter(&self) -> impl Iterator<Item = OptionSet> {
        (0..self.len()).map(|at| self.get(at))
    }

    fn len(&self) -> usize {
        match self {
            Codes::Below(all) => *all as usize,
            Codes::Narrow(codes) => codes.len(),
            Codes::Wide(codes) => codes.len(),
        }
    }

    fn get(&self, at: usize) -> OptionSet {
        match self {
            Codes::Below(_) => at as OptionSet,
            Codes::Narrow(codes) => codes[at].into(),
            Codes::Wide(codes) => codes[at],
        }
    }

    fn find(&self, code: OptionSet) -> Option<usize> {
        match self {
            Codes::Below(all) => (code < (*all).into()).then_some(code as usize),
            Codes::Narrow(codes) => codes.binary_search(&u64::try_from(code).ok()?).ok(),
            Codes::Wide(codes) => codes.binary_search(&code).ok(),
        }
    }

    /// Where the settings have one bit set.
    fn taking(&self, option: usize) -> StateSet {
        let words = match self {
            Codes::Below(all) => (0..*all).step_by(64).map(|first| pattern(option, first)).collect(),
            Codes::Narrow(codes) => {
                let word = |chunk: &[u64]| chunk.iter().rev().fold(0, |word, code| word << 1 | (code >> option & 1));
                codes.chunks(64).map(word).collect()
            }
            Codes::Wide(codes) => {
                let taken = |code: &OptionSet| (code >> option & 1) as u64;
                let word = |chunk: &[OptionSet]| chunk.iter().rev().fold(0, |word, code| word << 1 | taken(code));
                codes.chunks(64).map(word).collect()
            }
        };
        StateSet::from_words(words, self.len())
    }
}

/// An option over the 64 settings that begin with `first`.
fn pattern(option: usize, first: u64) -> u64 {
    match LOW.get(option) {
        Some(low) => *low,
        None => (first >> option & 1).wrapping_neg(),
    }
}

struct StateSearch<'m> {
    form: &'m OptionForm,
    limits: &'m Limits,
    /// The options, the last decided first.
    order: Vec<usize>,
    /// For each option its place in that order.
    place: Vec<usize>,
    /// The settings of the last decided options, by number.
    low: Vec<OptionSet>,
    found: Codes,
    steps: usize,
}

impl<'m> StateSearch<'m> {
    fn of(form: &'m OptionForm, limits: &'m Limits) -> StateSearch<'m> {
        let order = StateSearch::order(form);
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(at, &option)| place[option] = at);
        let low = order.iter().take(LOW.len()).fold(vec![0], |settings, option| {
            let taken: Vec<OptionSet> = settings.iter().map(|setting| setting | 1 << option).collect();
            [settings, taken].concat()
        });
        StateSearch { form, limits, order, place, low, found: Codes::none(form.options.len()), steps: 0 }
    }

    /// The options, the last decided first. Next comes always the one in most rules, where a rule counts half for each option in it
    /// that is still to be decided (after Jeroslow & Wang 1990); among equals the last.
    fn order(form: &OptionForm) -> Vec<usize> {
        let rules: Vec<OptionSet> = form.rules.iter().map(|rule| rule.kind.options()).collect();
        let (mut left, mut order) = ((0..form.options.len()).collect::<Vec<usize>>(), Vec::new());
        let mut open = OptionSet::MAX;
        while !left.is_empty() {
            let weight = |&option: &usize| {
                let with = rules.iter().filter(|&&rule| rule >> option & 1 == 1);
                with.filter_map(|rule| u128::from(u64::MAX).checked_shr((rule & open).count_ones())).sum::<u128>()
            };
            let next = (0..left.len()).max_by_key(|&at| weight(&left[at])).unwrap_or(0);
            let option = left.remove(next);
            open &= !(1 << option);
            order.push(option);
        }
        order.reverse();
        order
    }

    /// The feasible states in which all but the first `open` options of the order are as in `code`.
    fn descend(&mut self, code: OptionSet, open: usize) -> Result<(), LimitReached> {
        self.limits.watch.check()?;
        self.steps += 1;
        if self.steps > self.limits.steps {
            return Err(LimitReached::Steps(self.limits.steps));
        }
        if open <= LOW.len() {
            self.limits.watch.step();
            return self.block(code, open);
        }
        let decided = |option: &OptionId| self.place[option.index()] >= open;
        let known = |option: &OptionId| decided(option).then_some(code >> option.index() & 1 == 1);
        if self.form.rules.iter().any(|rule| rule.kind.is_broken(&known) == Some(true)) {
            return Ok(());
        }
        self.descend(code, open - 1)?;
        self.descend(code | 1 << self.order[open - 1], open - 1)
    }

    /// All settings of the first `open` options of the order at once.
    fn block(&mut self, code: OptionSet, open: usize) -> Result<(), LimitReached> {
        let taken = |option: &OptionId| match LOW.get(self.place[option.index()]) {
            Some(low) => *low,
            None => ((code >> option.index() & 1) as u64).wrapping_neg(),
        };
        let broken = self.form.rules.iter().fold(0, |broken, rule| broken | rule.kind.is_broken(&taken));
        let feasible = StateSet::from_words(vec![!broken], 1 << open);
        let low = &self.low;
        self.found.extend(feasible.iter().map(|at| code | low[at.index()]));
        if self.found.len() > self.limits.states { Err(LimitReached::States(self.limits.states)) } else { Ok(()) }
    }

    /// What was found, in ascending order.
    fn ascending(mut self) -> Codes {
        match &mut self.found {
            Codes::Below(_) => {}
            Codes::Narrow(codes) => codes.sort_unstable(),
            Codes::Wide(codes) => codes.sort_unstable(),
        }
        self.found
    }
}

/// Joins the settings that a `same` rule makes one; where two such rules meet, their states are all one.
fn merge(form: &OptionForm, codes: Codes) -> (Codes, HashMap<usize, Vec<OptionSet>>) {
    if form.merges.is_empty() {
        return (codes, HashMap::new());
    }
    let mut class: Vec<usize> = (0..form.merges.len()).collect();
    let fitting = |code: OptionSet| {
        form.merges.iter().enumerate().filter(move |(_, same)| holds(&same.tree, code)).map(|(at, _)| at)
    };
    for code in codes.iter() {
        let classes: Vec<usize> = fitting(code).map(|rule| class[rule]).collect();
        let least = classes.iter().copied().min();
        class.iter_mut().filter(|class| classes.contains(class)).for_each(|class| *class = least.unwrap_or(*class));
    }
    let mut members: HashMap<usize, Vec<OptionSet>> = HashMap::new();
    for code in codes.iter() {
        if let Some(rule) = fitting(code).next() {
            members.entry(class[rule]).or_default().push(code);
        }
    }
    let is_last =
        |code: &OptionSet| fitting(*code).next().is_none_or(|rule| members[&class[rule]].last() == Some(code));
    let mut kept = Codes::none(form.options.len());
    kept.extend(codes.iter().filter(is_last));
    let at = |members: &Vec<OptionSet>| members.last().and_then(|last| kept.find(*last));
    let merged =
        members.into_values().filter(|members| members.len() > 1).filter_map(|members| Some((at(&members)?, members)));
    let merged = merged.collect();
    (kept, merged)
}

//! What differs between two cases, part by part in the order of the sections.

use super::aligned::Aligned;
use super::keyed::{Key, pairs};
use super::{Change, How, Part, Place, has_actor, said};
use crate::case::{
    Account, Actor, ActorOption, Attitudes, Case, Line, LineId, Order, Preference, Rule, StatusQuo, written,
};
use std::collections::BTreeSet;

/// Everything that differs, but for sources, claims and what is said of the accounts as a whole.
pub fn changes(old: &Case, new: &Case) -> Vec<Change> {
    let mut finder = Finder { old, new, found: Vec::new() };
    finder.actors();
    finder.graph();
    finder.scenarios();
    finder.place(&Place { account: None, old: &common(old), new: &common(new) });
    finder.accounts();
    finder.found
}

/// What is said for all accounts, in the form of an account.
pub(super) fn common(case: &Case) -> Account {
    Account {
        rules: case.rules.clone(),
        status_quo: case.status_quo.clone(),
        preferences: case.preferences.clone(),
        attitudes: case.attitudes.clone(),
        ..Account::default()
    }
}

struct Finder<'c> {
    old: &'c Case,
    new: &'c Case,
    found: Vec<Change>,
}

/// What an item of a list says, its words, and what it rests on.
type Says<'s, T> = [&'s dyn Fn(&T) -> String; 3];

/// What became of an item that both lists have, if something did.
fn differs<T>(old: &T, new: &T, [means, words, support]: Says<T>) -> Option<How> {
    if means(old) != means(new) {
        return Some(How::Changed);
    }
    if words(old) != words(new) {
        return Some(How::Reworded);
    }
    (support(old) != support(new)).then_some(How::Supported)
}

fn nothing<T>(_: &T) -> String {
    String::new()
}

impl Finder<'_> {
    fn add(&mut self, part: Part, how: How, old: Option<LineId>, new: Option<LineId>) {
        self.found.push(Change { part, how, old: old.into_iter().collect(), new: new.into_iter().collect() });
    }

    /// Compares two lists; a part and its line are made of an item's name and place.
    fn list<T>(
        &mut self,
        [old, new]: [&[T]; 2],
        name: &dyn Fn(&T) -> String,
        says: Says<T>,
        part: &dyn Fn(&Key) -> Part,
        line: &dyn Fn(&Key, usize) -> Option<LineId>,
    ) {
        for (key, before, after) in pairs(old, new, name) {
            let how = match (before, after) {
                (Some(before), Some(after)) => differs(&old[before], &new[after], says),
                (Some(_), None) => Some(How::Removed),
                (None, _) => Some(How::Added),
            };
            let lines = [before, after].map(|at| at.and_then(|at| line(&key, at)));
            let [before, after] = lines;
            how.into_iter().for_each(|how| self.add(part(&key), how, before.clone(), after.clone()));
        }
    }

    fn actors(&mut self) {
        let name = |actor: &Actor| actor.key.value.clone();
        let words = |actor: &Actor| format!("{} | {} | {} | {}", actor.name, actor.in_text, actor.mark, actor.plural);
        let part = |key: &Key| Part::Actor(key.0.clone());
        let (old, new) = (self.old, self.new);
        self.list([&old.actors, &new.actors], &name, [&nothing, &words, &nothing], &part, &|_, _| None);
        for actor in &old.actors {
            if let Some(other) = new.actors.iter().find(|other| other.key.value == actor.key.value) {
                self.options(actor, other);
            }
        }
    }

    fn options(&mut self, old: &Actor, new: &Actor) {
        let actor = old.key.value.clone();
        let line = |key: &Key, _: usize| Some(LineId::Option { actor: actor.clone(), option: key.0.clone() });
        let name = |option: &ActorOption| option.key.value.clone();
        let support = |option: &ActorOption| said::support(&option.support);
        let part = |key: &Key| Part::Option(actor.clone(), key.0.clone());
        let says: Says<ActorOption> = [&said::option_means, &said::option_words, &support];
        self.list([old.plain_options(), new.plain_options()], &name, says, &part, &line);
        let part = |key: &Key| Part::Choice(actor.clone(), key.0.clone());
        let says: Says<crate::case::Choice> =
            [&said::choice_means, &|choice| choice.label.clone(), &|choice| said::support(&choice.support)];
        self.list([&old.choices, &new.choices], &|choice| choice.key.value.clone(), says, &part, &line);
    }

    fn graph(&mut self) {
        let (old, new) = (self.old, self.new);
        let line = |key: &Key, _: usize| Some(LineId::State { state: key.0.clone() });
        let says: Says<crate::case::NamedState> =
            [&nothing, &|state| format!("{:?}", state.label), &|state| said::support(&state.support)];
        self.list([&old.states, &new.states], &said::state, says, &|key| Part::State(key.0.clone()), &line);
        let line = |_: &Key, at: usize| Some(LineId::Move { place: at + 1 });
        let says: Says<crate::case::NamedMove> = [&nothing, &nothing, &|step| said::support(&step.support)];
        self.list([&old.moves, &new.moves], &said::step, says, &|key| Part::Move(key.0.clone(), key.1), &line);
    }

    fn scenarios(&mut self) {
        let (old, new) = (self.old, self.new);
        let says: Says<crate::case::Scenario> = [&said::scenario_means, &|scenario| scenario.title.clone(), &nothing];
        let name = |scenario: &crate::case::Scenario| scenario.key.value.clone();
        self.list([&old.scenarios, &new.scenarios], &name, says, &|key| Part::Scenario(key.0.clone()), &|_, _| None);
    }

    fn accounts(&mut self) {
        let (old, new) = (self.old, self.new);
        for account in &old.accounts {
            let id = account.id().map(String::from);
            let Some(other) = new.accounts.iter().find(|other| other.id() == account.id()) else {
                self.add(Part::Account(id), How::Removed, None, None);
                continue;
            };
            if account.title != other.title {
                self.add(Part::Account(id.clone()), How::Reworded, None, None);
            }
            if id.is_some() {
                self.place(&Place { account: id, old: account, new: other });
            }
        }
        let more = new.accounts.iter().filter(|account| old.accounts.iter().all(|other| other.id() != account.id()));
        more.for_each(|account| self.add(Part::Account(account.id().map(String::from)), How::Added, None, None));
    }

    fn place(&mut self, place: &Place) {
        let Place { account, old, new } = place;
        let line = |_: &Key, at: usize| Some(LineId::Rule { account: account.clone(), place: at + 1 });
        let words = |rule: &Rule| format!("{:?}", rule.reason);
        let support = |rule: &Rule| said::support(&rule.support);
        let part = |key: &Key| Part::Rule(account.clone(), key.0.clone(), key.1);
        self.list([&old.rules, &new.rules], &said::rule, [&nothing, &words, &support], &part, &line);
        let line = |_: &Key, _: usize| Some(LineId::StatusQuo { account: account.clone() });
        let says: Says<StatusQuo> = [&said::today, &nothing, &|today| said::support(&today.support)];
        let todays = [old.status_quo.as_slice(), new.status_quo.as_slice()];
        self.list(todays, &nothing, says, &|_| Part::StatusQuo(account.clone()), &line);
        self.preferences(place);
        let says: Says<Attitudes> = [&said::attitudes, &nothing, &said::attitudes_support];
        let name = |of: &Attitudes| of.actor.value.clone();
        let part = |key: &Key| Part::Attitudes(account.clone(), key.0.clone());
        let known = |of: &&Attitudes| self.has_both(&of.actor.value);
        let [old, new] = [old, new].map(|of| of.attitudes.iter().filter(known).cloned().collect::<Vec<_>>());
        self.list([&old, &new], &name, says, &part, &|_, _| None);
    }

    /// Whether both cases have this actor; what is said of others goes with them.
    fn has_both(&self, actor: &str) -> bool {
        has_actor(self.old, actor) && has_actor(self.new, actor)
    }

    fn preferences(&mut self, place: &Place) {
        let Place { account, old, new } = place;
        let name = |of: &Preference| of.actor.value.clone();
        for ((actor, _), before, after) in pairs(&old.preferences, &new.preferences, &name) {
            if !self.has_both(&actor) {
                continue;
            }
            let (before, after) = (before.map(|at| &old.preferences[at]), after.map(|at| &new.preferences[at]));
            let orders = [before, after].map(|of| of.map(|of| &of.order));
            if let [Some(Order::Statements { lines: old, .. }), Some(Order::Statements { lines: new, .. })] = orders {
                self.wishes(account.as_ref(), &actor, old, new);
                continue;
            }
            let how = match orders {
                [Some(_), None] => Some(How::Removed),
                [None, _] => Some(How::Added),
                [Some(old), Some(new)] => differs(old, new, [&said::order, &nothing, &said::order_support]),
            };
            let Some(how) = how else { continue };
            let [old, new] = [before, after].map(|of| of.map(|of| lines(account.as_ref(), of)).unwrap_or_default());
            let part = Part::Preference(account.clone(), actor);
            self.found.push(Change { part, how, old, new });
        }
    }

    fn wishes(&mut self, account: Option<&String>, actor: &str, old: &[Line], new: &[Line]) {
        let ids = |lines: &[Line]| {
            let id = |place| LineId::Wish { account: account.cloned(), actor: actor.into(), place };
            written(lines).map(|(place, _)| id(place)).collect::<Vec<_>>()
        };
        let (old_ids, new_ids) = (ids(old), ids(new));
        for (how, before, after) in Aligned::of(old, new).differences() {
            let part = Part::Wish(account.cloned(), actor.into(), before, after);
            let line = |ids: &[LineId], at: Option<usize>| at.and_then(|at| ids.get(at).cloned());
            self.add(part, how, line(&old_ids, before), line(&new_ids, after));
        }
    }
}

/// The lines of a whole preference.
fn lines(account: Option<&String>, of: &Preference) -> BTreeSet<LineId> {
    let (account, actor) = (account.cloned(), of.actor.value.clone());
    match &of.order {
        Order::Statements { lines, .. } => {
            let id = |place| LineId::Wish { account: account.clone(), actor: actor.clone(), place };
            written(lines).map(|(place, _)| id(place)).collect()
        }
        _ => BTreeSet::from([LineId::Order { account, actor }]),
    }
}

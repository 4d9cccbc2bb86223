//! The old case with some of the changes.

use super::aligned::Aligned;
use super::changes::common;
use super::keyed::{Key, patched};
use super::{Part, Place, has_actor, said};
use crate::case::{Account, Actor, ActorOption, Attitudes, Case, Choice, Order, Preference};
use std::collections::BTreeSet;

/// The old case with these changes on the way to the new one; with none it is the old case, with all of them what the new one means.
/// It may contradict itself, as where a wish speaks of an option that is not there yet.
pub fn merged(old: &Case, new: &Case, picked: &BTreeSet<&Part>) -> Case {
    let merger = Merger { old, new, picked };
    let mut case = old.clone();
    let keep = |_: &Key, old: &_, new: &_| merger.actor(old, new);
    case.actors = patched(
        &old.actors,
        &new.actors,
        &|actor| actor.key.value.clone(),
        &merger.has(|key| Part::Actor(key.0.clone())),
        &keep,
    );
    let state = merger.has(|key| Part::State(key.0.clone()));
    case.states = patched(&old.states, &new.states, &said::state, &state, &|_, old, _| old.clone());
    let step = merger.has(|key| Part::Move(key.0.clone(), key.1));
    case.moves = patched(&old.moves, &new.moves, &said::step, &step, &|_, old, _| old.clone());
    let scenario = merger.has(|key| Part::Scenario(key.0.clone()));
    let either =
        |key: &Key, old: &crate::case::Scenario, new: &crate::case::Scenario| merger.either(&scenario, key, old, new);
    case.scenarios =
        patched(&old.scenarios, &new.scenarios, &|scenario| scenario.key.value.clone(), &scenario, &either);
    let Account { rules, status_quo, preferences, attitudes, .. } =
        merger.place(&Place { account: None, old: &common(old), new: &common(new) });
    (case.rules, case.status_quo, case.preferences, case.attitudes) = (rules, status_quo, preferences, attitudes);
    case.accounts = merger.accounts();
    case
}

struct Merger<'c> {
    old: &'c Case,
    new: &'c Case,
    picked: &'c BTreeSet<&'c Part>,
}

impl Merger<'_> {
    /// Whether the part of an item is among the changes.
    fn has(&self, part: impl Fn(&Key) -> Part) -> impl Fn(&Key) -> bool {
        move |key| self.picked.contains(&part(key))
    }

    fn either<T: Clone>(&self, has: &dyn Fn(&Key) -> bool, key: &Key, old: &T, new: &T) -> T {
        if has(key) { new.clone() } else { old.clone() }
    }

    fn actor(&self, old: &Actor, new: &Actor) -> Actor {
        let actor = &old.key.value;
        let has = self.has(|key| Part::Option(actor.clone(), key.0.clone()));
        let either = |key: &Key, old: &ActorOption, new: &ActorOption| self.either(&has, key, old, new);
        let name = |option: &ActorOption| option.key.value.clone();
        let mut options = patched(old.plain_options(), new.plain_options(), &name, &has, &either);
        // The levels of a choice are options behind the plain ones.
        let with_levels = |of: &Actor| {
            let levels = |choice: &Choice| of.options.get(choice.options.clone()).unwrap_or_default().to_vec();
            of.choices.iter().map(|choice| (choice.clone(), levels(choice))).collect::<Vec<_>>()
        };
        let has = self.has(|key| Part::Choice(actor.clone(), key.0.clone()));
        let either = |key: &Key, old: &(Choice, _), new: &(Choice, _)| self.either(&has, key, old, new);
        let name = |of: &(Choice, Vec<ActorOption>)| of.0.key.value.clone();
        let mut choices = Vec::new();
        for (choice, levels) in patched(&with_levels(old), &with_levels(new), &name, &has, &either) {
            let start = options.len();
            options.extend(levels);
            choices.push(Choice { options: start..options.len(), ..choice });
        }
        Actor { options, choices, ..old.clone() }
    }

    fn accounts(&self) -> Vec<Account> {
        let name = |account: &Account| account.id().map(|id| format!("={id}")).unwrap_or_default();
        let id = |key: &Key| key.0.strip_prefix('=').map(String::from);
        let has = self.has(move |key| Part::Account(id(key)));
        let both = |key: &Key, old: &Account, new: &Account| match id(key) {
            None => old.clone(),
            Some(account) => self.place(&Place { account: Some(account), old, new }),
        };
        patched(&self.old.accounts, &self.new.accounts, &name, &has, &both)
    }

    fn place(&self, place: &Place) -> Account {
        let Place { account, old, new } = place;
        let rule = self.has(|key| Part::Rule(account.clone(), key.0.clone(), key.1));
        let today = self.has(|_| Part::StatusQuo(account.clone()));
        let todays = (old.status_quo.as_slice(), new.status_quo.as_slice());
        let either = |key: &Key, old: &_, new: &_| self.either(&today, key, old, new);
        let attitudes = self.has(|key| self.part_of(&key.0, Part::Attitudes(account.clone(), key.0.clone())));
        let either_attitudes = |key: &Key, old: &Attitudes, new: &Attitudes| self.either(&attitudes, key, old, new);
        Account {
            rules: patched(&old.rules, &new.rules, &said::rule, &rule, &|_, old, _| old.clone()),
            status_quo: patched(todays.0, todays.1, &|_| String::new(), &today, &either).pop(),
            preferences: self.preferences(place),
            attitudes: patched(
                &old.attitudes,
                &new.attitudes,
                &|of: &Attitudes| of.actor.value.clone(),
                &attitudes,
                &either_attitudes,
            ),
            ..(*old).clone()
        }
    }

    /// What is said of an actor that only one case has goes with the actor.
    fn part_of(&self, actor: &str, part: Part) -> Part {
        let both = has_actor(self.old, actor) && has_actor(self.new, actor);
        if both { part } else { Part::Actor(actor.into()) }
    }

    fn preferences(&self, place: &Place) -> Vec<Preference> {
        let Place { account, old, new } = place;
        let has = self.has(|key| self.part_of(&key.0, Part::Preference(account.clone(), key.0.clone())));
        let both = |key: &Key, old: &Preference, new: &Preference| match (&old.order, &new.order) {
            (Order::Statements { lines: before, span }, Order::Statements { lines: after, .. }) => {
                let wish = |old, new| Part::Wish(account.clone(), key.0.clone(), old, new);
                let lines = Aligned::of(before, after).merged(&|old, new| self.picked.contains(&wish(old, new)));
                Preference { order: Order::Statements { lines, span: *span }, ..old.clone() }
            }
            _ => self.either(&has, key, old, new),
        };
        patched(&old.preferences, &new.preferences, &|of| of.actor.value.clone(), &has, &both)
    }
}

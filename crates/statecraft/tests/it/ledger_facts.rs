//! What accounts explain of today, against the definition worked out one state at a time.

use crate::spec::random::stream;
use crate::spec::{Spec, World};
use rand::RngExt;
use statecraft::answers::Ledger;
use statecraft::case::Case;
use statecraft::graph::Limits;
use statecraft::study::Study;
use std::collections::BTreeMap;

fn opened(text: &str) -> Study {
    let case = Case::parse(text).unwrap_or_else(|problem| panic!("{problem:?}\n{text}"));
    let opened = Study::of(case, vec![], &Limits::default());
    assert!(!opened.has_errors(), "{:?}\n{text}", opened.problems);
    opened
}

/// Fact and account: how the account stands to it.
fn standings(text: &str) -> BTreeMap<(String, bool, String), String> {
    let opened = opened(text);
    let ledger = serde_json::to_value(Ledger::of(&opened, &[], &Limits::default()).unwrap()).unwrap();
    let mut found = BTreeMap::new();
    for fact in ledger["facts"].as_array().unwrap() {
        for account in fact["accounts"].as_array().unwrap() {
            let text = |value: &serde_json::Value| value.as_str().unwrap_or("").to_string();
            let key = (text(&fact["fact"]), fact["taken"].as_bool().unwrap(), text(&account["account"]));
            assert!(found.insert(key, text(&account["standing"])).is_none());
        }
    }
    found
}

/// The states that are best to an actor, of today's and those that it can move to.
fn best(spec: &Spec, actor: usize, today: usize) -> Vec<usize> {
    let plain = spec.plain();
    let own = |state: &usize| *state == today || plain.moves[actor][today].contains(state);
    let all: Vec<usize> = (0..plain.states).filter(own).collect();
    all.iter().copied().filter(|&one| all.iter().all(|&it| plain.rank[actor][it] <= plain.rank[actor][one])).collect()
}

fn by_hand(spec: &Spec, option: usize, setting: usize) -> &'static str {
    let members = spec.members();
    let today = members.iter().position(|state| state.contains(&setting)).expect("a state");
    let owner = (0..spec.actors.len()).find(|&actor| spec.own_options(actor).contains(&option)).expect("an owner");
    let (mut as_today, mut otherwise) = (false, false);
    for state in best(spec, owner, today) {
        for &member in &members[state] {
            match member >> option & 1 == setting >> option & 1 {
                true => as_today = true,
                false => otherwise = true,
            }
        }
    }
    match (as_today, otherwise) {
        (true, false) => "explains",
        (true, true) => "leaves_open",
        _ => "would_change",
    }
}

#[test]
fn options_are_explained_as_by_hand() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for k in (0..3_000).step_by(2) {
        let spec = Spec::random(k);
        let feasible = spec.feasible();
        let setting = feasible[stream(7_000_000 + k).random_range(0..feasible.len())];
        let names = spec.option_names();
        let taken: Vec<&String> =
            names.iter().enumerate().filter(|(at, _)| setting >> at & 1 == 1).map(|(_, name)| name).collect();
        let text = format!("{}\n[status_quo]\ntaken = {taken:?}\nassumption = \"a\"\n", spec.to_toml());
        let found = standings(&text);
        assert_eq!(found.len(), names.len(), "{text}");
        for ((fact, is, _), standing) in found {
            let option = names.iter().position(|name| *name == fact).expect("an option");
            assert_eq!(is, setting >> option & 1 == 1);
            assert_eq!(standing, by_hand(&spec, option, setting), "{fact} in {setting}\n{text}");
            *seen.entry(standing).or_default() += 1;
        }
    }
    assert!(seen.len() == 3 && seen.values().all(|&times| times > 100), "{seen:?}");
}

#[test]
fn states_of_bare_graphs_are_explained_as_by_hand() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for k in (1..2_000).step_by(2) {
        let spec = Spec::random(k);
        let World::Graph { states, .. } = &spec.world else { panic!("a bare graph") };
        let today = stream(8_000_000 + k).random_range(0..states.len());
        let text = format!("{}\n[status_quo]\nstate = {:?}\nassumption = \"a\"\n", spec.to_toml(), states[today]);
        let each: Vec<Vec<usize>> = (0..spec.actors.len()).map(|actor| best(&spec, actor, today)).collect();
        let expected = if each.iter().any(|best| !best.contains(&today)) {
            "would_change"
        } else if each.iter().any(|best| best.len() > 1) {
            "leaves_open"
        } else {
            "explains"
        };
        let found = standings(&text);
        let standing: Vec<&String> = found.values().collect();
        assert_eq!(standing, [expected], "{text}");
        *seen.entry(expected.to_string()).or_default() += 1;
    }
    assert!(seen.len() == 3 && seen.values().all(|&times| times > 20), "{seen:?}");
}

/// What is not done is a fact like what is done; an account may have a status quo of its own, and something cannot be otherwise.
#[test]
fn what_is_not_done_is_a_fact_and_accounts_may_deny_facts() {
    let found = standings(FACTS);
    let of = |fact: &str, taken: bool, account: &str| {
        found.get(&(fact.to_string(), taken, account.to_string())).map(String::as_str)
    };
    assert_eq!(of("a.x", true, "one"), Some("explains"));
    assert_eq!(of("a.x", true, "two"), Some("would_change"));
    assert_eq!(of("a.x", true, "three"), Some("denies"));
    assert_eq!(of("b.z", true, "one"), Some("leaves_open"), "of whom nothing is known");
    assert_eq!(of("b.quiet", false, "one"), Some("leaves_open"));
    assert_eq!(of("b.quiet", false, "two"), Some("explains"));
    assert_eq!(of("a.y", false, "one"), Some("explains"));
    assert_eq!(of("a.x", false, "one"), Some("denies"));
    assert_eq!(of("a.gone", true, "one"), Some("explains"), "it cannot be dropped");
    assert_eq!(found.len(), 6 * 3, "{found:?}");
}

const FACTS: &str = r#"
title = "Facts"
sources.s.title = "S"
claims.calm = { source = "s", quote = "all is quiet" }
[actors.a.options]
x = { assumption = "r" }
y = { assumption = "r" }
gone = { assumption = "r", one_way = "take" }
[actors.b.options]
z = { assumption = "r" }
quiet = { claims = ["calm"] }
[status_quo]
taken = ["a.x", "a.gone", "b.z"]
claims = ["calm"]
[preferences]
a = ['a.x', 'not a.gone', 'not a.y']
b = "unknown"
[accounts.one]
[accounts.two]
preferences.a = ['not a.x']
preferences.b = ['not b.quiet']
[accounts.three.status_quo]
taken = ["a.gone", "b.z"]
claims = ["calm"]
"#;

//! What separates accounts, against definitions worked out one setting and one history at a time.

use crate::believable::lean_improvements;
use crate::engine::laid_out;
use crate::oracle;
use crate::spec::{Plain, Spec, World};
use statecraft::accounts::{Course, MOST, Separators, SettingPattern, separators, settings};
use statecraft::answers::compare::AccountComparison;
use statecraft::graph::{Graph, Limits, StateId, Watch};
use statecraft::model::OptionSet;
use statecraft::stability::Concept;
use statecraft::study::Study;
use statecraft::text::TextOptions;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Every combination of at most so many options, the fewest first.
fn combinations(options: usize) -> Vec<SettingPattern> {
    let mut all = vec![SettingPattern::default()];
    for a in 0..options {
        for b in a..options {
            for c in b..options {
                for signs in 0..8 {
                    let one = |at: usize, sign: usize| SettingPattern::one(at, signs >> sign & 1 == 1);
                    let seen = one(a, 0).and(one(b, 1)).and(one(c, 2));
                    all.extend(Some(seen).filter(|seen| seen.taken & seen.not_taken == 0));
                }
            }
        }
    }
    all.sort_by_key(|seen| (seen.len(), *seen));
    all.dedup();
    all
}

/// In how many settings a combination holds, option by option.
fn holding(seen: SettingPattern, settings: &[OptionSet], options: usize) -> i64 {
    let fits = |code: &&OptionSet| {
        (0..options).all(|at| {
            let taken = **code >> at & 1 == 1;
            !(seen.taken >> at & 1 == 1 && !taken || seen.not_taken >> at & 1 == 1 && taken)
        })
    };
    settings.iter().filter(fits).count() as i64
}

/// The definition, by trying every combination: whether there are exact ones, and all smallest or all best ones.
fn by_trying(mine: &[OptionSet], others: &[&[OptionSet]], options: usize) -> (bool, BTreeSet<SettingPattern>) {
    let all = combinations(options);
    let exact = |seen: &SettingPattern| {
        holding(*seen, mine, options) == mine.len() as i64 && others.iter().all(|set| holding(*seen, set, options) == 0)
    };
    let exact: Vec<SettingPattern> = all.iter().copied().filter(exact).collect();
    let part = |seen: &SettingPattern| exact.iter().any(|other| other != seen && seen.includes(*other));
    let smallest: BTreeSet<SettingPattern> = exact.iter().copied().filter(|seen| !part(seen)).collect();
    if mine.is_empty() || !smallest.is_empty() {
        return (!mine.is_empty(), if mine.is_empty() { BTreeSet::new() } else { smallest });
    }
    // Shares over one denominator, so that they compare exactly.
    let sizes: Vec<i64> = others.iter().map(|set| set.len().max(1) as i64).collect();
    let common = sizes.iter().product::<i64>() * mine.len() as i64;
    let share = |seen: &SettingPattern| {
        let own = holding(*seen, mine, options) * (common / mine.len() as i64);
        let of = |(set, size): (&&[OptionSet], &i64)| own - holding(*seen, set, options) * (common / size);
        others.iter().zip(&sizes).map(of).min().expect("others")
    };
    let best = all.iter().map(share).max().expect("some");
    let found: Vec<SettingPattern> = all.into_iter().filter(|seen| best > 0 && share(seen) == best).collect();
    let fewest = found.first().map_or(0, |seen| seen.len());
    (false, found.into_iter().filter(|seen| seen.len() == fewest).collect())
}

fn compare(mine: &[OptionSet], others: &[&[OptionSet]], options: usize, title: &str) -> Separators {
    let found = separators(mine, others, (1 << options) - 1);
    let (exact, seen) = by_trying(mine, others, options);
    assert_eq!(found.exact, exact, "{title}");
    assert_eq!(found.seen.iter().copied().collect::<BTreeSet<_>>(), seen, "{title}");
    assert_eq!(found.seen.len(), seen.len(), "{title}: one twice");
    assert!(found.seen.is_sorted_by_key(|seen| seen.len()), "{title}");
    found
}

/// The equilibria of each usual concept as settings, by the oracle.
fn outcomes(spec: &Spec) -> Vec<Vec<OptionSet>> {
    let (plain, members) = (spec.plain(), spec.members());
    let holding = |verdicts: &Vec<Vec<bool>>| {
        let stable = oracle::equilibria(verdicts, plain.states);
        let holding = (0..plain.states).filter(|&state| stable[state]);
        let mut settings: Vec<OptionSet> =
            holding.flat_map(|state| members[state].iter().map(|&code| code as OptionSet)).collect();
        settings.sort_unstable();
        settings
    };
    oracle::verdicts(&plain).iter().map(holding).collect()
}

#[test]
fn separators_are_those_found_by_trying_every_combination() {
    let (mut pairs, mut kinds) = (0, BTreeMap::new());
    for k in (0..).step_by(2) {
        let one = Spec::random(k);
        if one.options() > 6 {
            continue;
        }
        let others = [one.sibling(k), one.sibling(k + 1)];
        let (mine, theirs) = (outcomes(&one), others.each_ref().map(outcomes));
        for (concept, mine) in mine.iter().enumerate() {
            let [first, second] = [0, 1].map(|at| theirs[at][concept].as_slice());
            for against in [vec![first], vec![second], vec![first, second]] {
                let found = compare(mine, &against, one.options(), &one.title);
                let size = found.seen.first().map_or(9, |seen| seen.len());
                *kinds.entry((found.exact, size)).or_insert(0) += 1;
            }
        }
        pairs += 1;
        if pairs == 500 {
            break;
        }
    }
    let often = |exact, size| kinds.get(&(exact, size)).copied().unwrap_or(0);
    assert!((0..=MOST).all(|size| often(true, size) > 5), "{kinds:?}");
    assert!((1..=MOST).all(|size| often(false, size) > 5), "{kinds:?}");
}

/// The library's settings are the oracle's, merged states and rules of one account included.
#[test]
fn settings_of_outcomes_are_those_of_the_definition() {
    for k in (0..600).step_by(2) {
        let spec = Spec::random(k).sibling(k);
        let (_, graph) = laid_out(&spec.to_toml());
        let found = statecraft::stability::analyze(&graph, &Concept::USUAL).expect("usual");
        let ours = Concept::USUAL.map(|concept| settings(&graph, &found.equilibria(concept)));
        assert_eq!(ours.to_vec(), outcomes(&spec), "{}", spec.title);
    }
}

#[test]
fn the_order_of_options_and_of_others_changes_nothing_but_order() {
    for k in (0..400).step_by(2) {
        let one = Spec::random(k);
        let options = one.options();
        let sets = [&one, &one.sibling(k), &one.sibling(k + 1)].map(|spec| outcomes(spec)[2].clone());
        let turn = |bits: OptionSet| (0..options).fold(0, |all, at| all | (bits >> at & 1) << (options - 1 - at));
        let turned = sets.each_ref().map(|set| set.iter().rev().map(|&code| turn(code)).collect::<Vec<OptionSet>>());
        let all = (1 << options) - 1;
        let plain = separators(&sets[0], &[&sets[1], &sets[2]], all);
        let other = separators(&turned[0], &[&turned[2], &turned[1]], all);
        let back =
            other.seen.iter().map(|seen| SettingPattern { taken: turn(seen.taken), not_taken: turn(seen.not_taken) });
        assert_eq!(plain.exact, other.exact);
        assert_eq!(plain.seen.into_iter().collect::<BTreeSet<_>>(), back.collect::<BTreeSet<_>>());
    }
}

/// Every history of improvements from a state, with all that has happened in it.
struct Histories {
    /// What happened first in some step, and what had happened by then.
    first: BTreeSet<(usize, OptionSet)>,
    /// What has happened where histories end.
    ends: BTreeSet<(usize, OptionSet)>,
    circles: bool,
}

fn histories(spec: &Spec, plain: &Plain, today: usize, happened: &dyn Fn(usize) -> OptionSet) -> Histories {
    type Node = (usize, Option<usize>, OptionSet);
    let lean = |actor, state| lean_improvements(spec, plain, actor, state);
    let improvements: Vec<Vec<Vec<usize>>> =
        (0..plain.actors).map(|actor| (0..plain.states).map(|state| lean(actor, state)).collect()).collect();
    let steps = |&(state, last, past): &Node| -> Vec<Node> {
        let movers = (0..plain.actors).filter(|&actor| Some(actor) != last);
        let to = movers.flat_map(|actor| improvements[actor][state].iter().map(move |&to| (actor, to)));
        to.map(|(actor, to)| (to, Some(actor), past | happened(to))).collect()
    };
    let mut found = Histories { first: BTreeSet::new(), ends: BTreeSet::new(), circles: false };
    let mut known: BTreeSet<Node> = BTreeSet::new();
    let mut open = vec![(today, None, 0)];
    while let Some(node) = open.pop() {
        if !known.insert(node) {
            continue;
        }
        let next = steps(&node);
        if next.is_empty() {
            found.ends.insert((node.0, node.2));
        }
        for to in next {
            (0..64).filter(|f| to.2 >> f & 1 == 1 && node.2 >> f & 1 == 0).for_each(|f| {
                found.first.insert((f, node.2));
            });
            open.push(to);
        }
    }
    // Whether a history comes back to a state and last mover that it has been in.
    let pairs: BTreeSet<(usize, Option<usize>)> = known.iter().map(|node| (node.0, node.1)).collect();
    found.circles = pairs.iter().any(|&(state, last)| {
        let mut seen = BTreeSet::new();
        let mut open: Vec<(usize, Option<usize>)> = steps(&(state, last, 0)).iter().map(|to| (to.0, to.1)).collect();
        while let Some(at) = open.pop() {
            if seen.insert(at) {
                open.extend(steps(&(at.0, at.1, 0)).iter().map(|to| (to.0, to.1)));
            }
        }
        seen.contains(&(state, last))
    });
    found
}

fn compare_course(spec: &Spec, graph: &mut Graph, today: usize) -> (bool, bool, bool) {
    let plain = spec.plain();
    graph.status_quo = Some(StateId::new(today));
    let members = spec.members();
    let happened = |state: usize| match &spec.world {
        World::Graph { .. } if state == today => 0,
        World::Graph { .. } => 1 << state,
        World::Options(_) => (0..spec.options())
            .filter(|&at| {
                let is = |state: usize, taken: usize| members[state].iter().all(|code| code >> at & 1 == taken);
                is(today, 0) && is(state, 1) || is(today, 1) && is(state, 0)
            })
            .fold(0, |all, at| all | 1 << at),
    };
    let course = Course::of(graph, &Watch::default()).expect("not stopped").expect("today is known");
    let literal = histories(spec, &plain, today, &happened);
    let title = &spec.title;
    let possible = literal.first.iter().fold(0, |all, (f, _)| all | 1 << f);
    assert_eq!(course.possible, possible, "{title}: possible");
    let mut ordered = false;
    for e in 0..64 {
        let only = |f: usize| {
            let mut firsts = literal.first.iter().filter(|(first, _)| *first == f).peekable();
            firsts.peek().is_some() && firsts.all(|(_, past)| past >> e & 1 == 1)
        };
        let only_after = (0..64).filter(|&f| f != e && only(f)).fold(0, |all, f| all | 1 << f);
        assert_eq!(course.only_after(e), only_after, "{title}: only after {e}");
        let certain = !literal.circles && literal.ends.iter().all(|(_, past)| past >> e & 1 == 1);
        assert_eq!(course.is_certain(e), certain, "{title}: certain {e}");
        ordered |= only_after != 0;
    }
    let ends = course.ends.as_ref().expect("few steps");
    assert_eq!(ends.circles, literal.circles, "{title}: circles");
    let nash = |state: usize| (0..plain.actors).all(|actor| oracle::improvements(&plain, actor, state).is_empty());
    let expected: BTreeSet<usize> = literal.ends.iter().map(|(state, _)| *state).filter(|&state| nash(state)).collect();
    assert_eq!(ends.states.iter().map(|(state, _)| state.index()).collect::<BTreeSet<_>>(), expected, "{title}: ends");
    for first in &course.first {
        let moves = lean_improvements(spec, &plain, first.actor.index(), today);
        let all = oracle::improvements(&plain, first.actor.index(), today).len();
        assert_eq!(first.not_lean, all - moves.len(), "{title}: not lean");
        assert_eq!(
            first.to.iter().map(|to| to.index()).collect::<BTreeSet<_>>(),
            moves.into_iter().collect(),
            "{title}"
        );
    }
    (ordered, ends.circles, expected.len() > 1)
}

#[test]
fn courses_are_those_found_by_following_every_history() {
    let (mut ordered, mut circles, mut several) = (0, 0, 0);
    for k in 0..3_000 {
        let spec = Spec::random(k);
        let states = spec.plain().states;
        // Histories are as many as the sets of what can have happened.
        if states > if spec.options() == 0 { 7 } else { 20 } {
            continue;
        }
        let (_, mut graph) = laid_out(&spec.to_toml());
        let (order, circle, many) = compare_course(&spec, &mut graph, (k as usize * 7) % states);
        ordered += usize::from(order);
        circles += usize::from(circle);
        several += usize::from(many);
    }
    assert!(ordered > 50 && circles > 5 && several > 5, "{ordered} {circles} {several}");
}

fn opened(case: &str) -> Study {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(case);
    Study::open(folder, &Limits::default()).expect("a case")
}

fn compared(opened: &Study, concepts: &[Concept]) -> serde_json::Value {
    let comparison = AccountComparison::of(opened, concepts, &Limits::default()).expect("the usual concepts");
    serde_json::to_value(comparison).expect("data")
}

/// Lists of accounts, sorted, and nothing that goes by their order.
fn unordered(value: &serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Array(items) => {
            let mut items: Vec<serde_json::Value> = items.iter().map(unordered).collect();
            items.sort_by_key(|item| item.to_string());
            items.into()
        }
        serde_json::Value::Object(fields) => {
            fields.iter().map(|(key, value)| (key.clone(), unordered(value))).collect::<serde_json::Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

#[test]
fn the_order_of_accounts_changes_nothing_but_order() {
    for case in ["iran-taliban-2021-first", "tutorial-harbour-strike"] {
        let mut opened = opened(case);
        let before = compared(&opened, &Concept::USUAL);
        opened.accounts.reverse();
        let after = compared(&opened, &Concept::USUAL);
        assert_ne!(before, after);
        assert_eq!(unordered(&before), unordered(&after), "{case}");
        let seen = |data: &serde_json::Value| -> Vec<String> {
            data["watch"].as_array().expect("a list").iter().map(|entry| entry["seen"]["words"].to_string()).collect()
        };
        assert_eq!(seen(&before), seen(&after), "{case}: what tells most");
    }
}

/// A sign that is said to speak against an account is nowhere in what the account predicts, whenever it could be seen.
#[test]
fn signs_against_an_account_are_nowhere_in_it() {
    let opened = opened("iran-taliban-2021-first");
    for concept in Concept::USUAL {
        let data = compared(&opened, &[concept]);
        let found: Vec<Vec<OptionSet>> = opened
            .accounts
            .iter()
            .map(|one| {
                settings(
                    &one.graph,
                    &statecraft::stability::analyze(&one.graph, &[concept]).expect("usual").equilibria(concept),
                )
            })
            .collect();
        let keys: Vec<&str> = opened.accounts[0].model.options().iter().map(|option| option.key.as_str()).collect();
        let bits = |names: &serde_json::Value| {
            let names = names.as_array().expect("names").iter().map(|name| name.as_str().expect("a name"));
            names.fold(0, |all, name| all | 1 << keys.iter().position(|key| *key == name).expect("an option"))
        };
        let mut checked = 0;
        for entry in data["watch"].as_array().expect("a list") {
            let seen =
                SettingPattern { taken: bits(&entry["seen"]["taken"]), not_taken: bits(&entry["seen"]["not_taken"]) };
            for (one, settings) in opened.accounts.iter().zip(&found) {
                let against = entry["speaks"]["against"].as_array().expect("a list");
                let is_order = !entry["not_after"].is_null() || seen.is_empty();
                if against.iter().any(|id| id.as_str() == one.account.id()) && !is_order {
                    assert!(settings.iter().all(|&code| !seen.holds(code)), "{concept:?}: {entry}");
                    checked += 1;
                }
            }
        }
        assert!(checked > 3, "{concept:?}: {checked}");
    }
}

/// Two accounts of a walk: under the one the door is opened before the lamp is lit, under the other after it.
const DOOR_AND_LAMP: &str = r#"
title = "Door and lamp"
[actors.door]
name = "The porter"
options.open = { label = "Open the door", assumption = "a" }
[actors.lamp]
name = "The warden"
options.light = { label = "Light the lamp", assumption = "a" }
[status_quo]
taken = []
assumption = "a"
[accounts.dark]
title = "The warden waits"
preferences.door = [{ wants = 'door.open', assumption = "a" }]
preferences.lamp = [{ wants = 'lamp.light iff door.open', assumption = "a" }]
[accounts.bright]
title = "The porter waits"
preferences.door = [{ wants = 'door.open iff lamp.light', assumption = "a" }]
preferences.lamp = [{ wants = 'lamp.light', assumption = "a" }]
"#;

#[test]
fn the_order_of_moves_is_a_sign() {
    let (case, problems) = (statecraft::case::Case::parse(DOOR_AND_LAMP).expect("a case"), Vec::new());
    let opened = Study::of(case, problems, &Limits::default());
    let comparison = AccountComparison::of(&opened, &[Concept::Nash], &Limits::default()).expect("Nash");
    let data = serde_json::to_value(&comparison).expect("data");
    let orders: Vec<_> =
        data["watch"].as_array().expect("a list").iter().filter(|entry| !entry["not_after"].is_null()).collect();
    let said = |entry: &serde_json::Value| {
        let part = |value: &serde_json::Value| value.to_string().trim_matches('"').to_string();
        (
            part(&entry["seen"]["words"]),
            part(&entry["not_after"]["words"]),
            part(&entry["speaks"]["for"][0]),
            part(&entry["speaks"]["against"][0]),
        )
    };
    let expected =
        |seen: &str, before: &str, by: &str, against: &str| (seen.into(), before.into(), by.into(), against.into());
    let orders: BTreeSet<_> = orders.into_iter().map(said).collect();
    let (door, lamp) = ("The porter open the door", "The warden light the lamp");
    assert_eq!(
        orders,
        BTreeSet::from([expected(door, lamp, "dark", "bright"), expected(lamp, door, "bright", "dark")])
    );
    let text = comparison.text(&opened, TextOptions { width: 80, all: true });
    assert!(text.contains("The porter open the door before or without The warden light the lamp"), "{text}");
}

/// Accounts that begin at different places are compared at rest only.
#[test]
fn accounts_with_a_today_of_their_own_are_compared_at_rest() {
    let own = "[accounts.bright.status_quo]\ntaken = [\"door.open\"]\nassumption = \"a\"\n";
    let case = statecraft::case::Case::parse(&format!("{DOOR_AND_LAMP}{own}")).expect("a case");
    let opened = Study::of(case, Vec::new(), &Limits::default());
    let comparison = AccountComparison::of(&opened, &[Concept::Nash], &Limits::default()).expect("Nash");
    let text = comparison.text(&opened, TextOptions { width: 80, all: true });
    assert!(text.contains("not compared") && !text.contains("on the way:"), "{text}");
}

#[test]
fn the_comparison_reads_well() {
    let opened = opened("iran-taliban-2021-first");
    let comparison = AccountComparison::of(&opened, &Concept::USUAL, &Limits::default()).expect("usual");
    let text = comparison.text(&opened, TextOptions { width: 80, all: false });
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    insta::assert_snapshot!("iran", text);
    insta::assert_snapshot!("iran-all", comparison.watch_text(&opened, TextOptions { width: 80, all: true }));
    insta::assert_snapshot!("iran-dot", comparison.picture(&opened).dot());
}

/// A million settings of twenty options, told apart exactly and not.
#[test]
fn twenty_options_are_no_trouble() {
    let half = |of: &dyn Fn(OptionSet) -> bool| (0..1 << 20).filter(|&code| of(code)).collect::<Vec<_>>();
    let (inside, outside) = (half(&|code| code & 0b111 == 0b101), half(&|code| code & 0b111 != 0b101));
    let found = separators(&inside, &[&outside], (1 << 20) - 1);
    assert_eq!(found, Separators { exact: true, seen: vec![SettingPattern { taken: 0b101, not_taken: 0b10 }] });
    let back = separators(&outside, &[&inside], (1 << 20) - 1);
    let one = |at: usize, taken| SettingPattern::one(at, taken);
    // Each holds in four sevenths of the one and in nothing of the other.
    assert!(!back.exact);
    assert_eq!(back.seen, vec![one(0, false), one(1, true), one(2, false)]);
}

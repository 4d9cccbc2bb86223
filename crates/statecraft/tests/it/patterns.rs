//! Patterns against brute force: each state of the set fits exactly one, no other state fits any, and the counts are right.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use statecraft::case::Case;
use statecraft::graph::{Limits, StateId, StateSet, StateSpace, States};
use statecraft::model::{OptionId, OptionSet};
use statecraft::patterns::{Pattern, Shared, nearest, patterns};
use statecraft::study::{LaidOut, Study};

fn laid_out(options: usize, rules: &str, today: &str) -> LaidOut {
    let options: String = (0..options).map(|at| format!("options.o{at} = {{ label = \"do {at}\" }}\n")).collect();
    let text = format!(
        "title = \"Random\"\n[actors.a]\nname = \"A\"\n{options}{rules}\n[status_quo]\ntaken = [{today}]\n[preferences]\n\
         a = {{ wants = ['a.o0'] }}\n"
    );
    let case = Case::parse(&text).unwrap_or_else(|problem| panic!("{problem:?}\n{text}"));
    let mut opened = Study::of(case, Vec::new(), &Limits::default());
    assert!(!opened.has_errors(), "{:?}\n{text}", opened.problems);
    opened.accounts.remove(0)
}

fn states(laid_out: &LaidOut) -> &States {
    match &laid_out.graph.states {
        StateSpace::Settings(states) => states,
        StateSpace::Named(_) => panic!("an option form"),
    }
}

/// The bits of named options.
fn bits(laid_out: &LaidOut, names: &[String]) -> OptionSet {
    let options = laid_out.model.options().iter().enumerate();
    options.filter(|(_, option)| names.contains(&option.key)).fold(0, |all, (at, _)| all | 1 << at)
}

fn fits(laid_out: &LaidOut, pattern: &Pattern, code: OptionSet) -> bool {
    let (taken, not_taken) = (bits(laid_out, &pattern.taken), bits(laid_out, &pattern.not_taken));
    code & taken == taken && code & not_taken == 0
}

/// Checks the patterns of a set, and tells how many there are.
fn check(laid_out: &LaidOut, set: &StateSet) -> usize {
    let all: &[Pattern] = &patterns(laid_out, set).expect("few enough");
    let mut counts = vec![0; all.len()];
    for state in laid_out.graph.state_ids() {
        let members = states(laid_out).members(state).to_vec();
        let fitting =
            |code: OptionSet| (0..all.len()).filter(move |&at| fits(laid_out, &all[at], code)).collect::<Vec<_>>();
        match set.contains(state) {
            true => {
                let one = fitting(*members.last().expect("a member"));
                assert_eq!(one.len(), 1, "{state:?} fits {one:?}");
                counts[one[0]] += 1;
            }
            false => assert!(members.iter().all(|&code| fitting(code).is_empty()), "{state:?} is outside"),
        }
    }
    assert_eq!(counts, all.iter().map(|pattern| pattern.states).collect::<Vec<_>>());
    assert!(counts.iter().all(|&count| count > 0) && counts.is_sorted_by(|a, b| a >= b));
    all.len()
}

/// A set with some structure: a few literals at a time.
fn random_set(rng: &mut ChaCha8Rng, laid_out: &LaidOut) -> StateSet {
    let options = laid_out.model.options().len();
    if rng.random_range(0..4) == 0 {
        let share = rng.random_range(0.0..1.0);
        let chosen: Vec<bool> = laid_out.graph.state_ids().map(|_| rng.random_bool(share)).collect();
        return StateSet::of(chosen.len(), |state| chosen[state.index()]);
    }
    let terms: Vec<(OptionSet, OptionSet)> = (0..rng.random_range(0..5))
        .map(|_| {
            let care = rng.random::<OptionSet>() & rng.random::<OptionSet>() & ((1 << options) - 1);
            (care, rng.random::<OptionSet>() & care)
        })
        .collect();
    let flip = rng.random_bool(0.5);
    StateSet::of(laid_out.graph.len(), |state| {
        let code = *states(laid_out).members(state).last().expect("a member");
        terms.iter().any(|(care, value)| code & care == *value) != flip
    })
}

fn random_rules(rng: &mut ChaCha8Rng, options: usize) -> String {
    let literal = |rng: &mut ChaCha8Rng| {
        let not = if rng.random_bool(0.5) { "not " } else { "" };
        format!("{not}a.o{}", rng.random_range(0..options))
    };
    let mut rules = String::new();
    for _ in 0..rng.random_range(0..3) {
        let parts: Vec<String> = (0..3).map(|_| literal(rng)).collect();
        rules += &format!("[[rules]]\nnever = '{} and a.o0'\n", parts.join(" and "));
    }
    if rng.random_range(0..3) == 0 {
        rules += &format!("[[rules]]\nsame = '{} and {}'\n", literal(rng), literal(rng));
    }
    rules
}

#[test]
fn random_sets_are_covered_exactly() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    for _ in 0..400 {
        let options = rng.random_range(1..=9);
        let rules = random_rules(&mut rng, options);
        let laid_out = laid_out(options, &rules, "");
        for _ in 0..3 {
            let set = random_set(&mut rng, &laid_out);
            check(&laid_out, &set);
        }
    }
}

/// Twenty options of which most settings are no states: lists instead of tables.
#[test]
fn sparse_sets_are_covered_exactly() {
    let group = |first: usize| (first..first + 5).map(|at| format!("'a.o{at}'")).collect::<Vec<_>>().join(", ");
    let rules: String = [0, 5, 10, 15].map(|at| format!("[[rules]]\nexactly_one = [{}]\n", group(at))).concat();
    let laid_out = laid_out(20, &rules, "\"a.o0\", \"a.o5\", \"a.o10\", \"a.o15\"");
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    for _ in 0..40 {
        let set = random_set(&mut rng, &laid_out);
        check(&laid_out, &set);
    }
    let code = |state: StateId| states(&laid_out).members(state)[0];
    let set = StateSet::of(laid_out.graph.len(), |state| code(state) & 0b11 != 0);
    assert_eq!(check(&laid_out, &set), 2);
}

#[test]
fn large_tables_have_as_few_patterns_as_they_need() {
    let laid_out = laid_out(14, "", "");
    let of = |fits: fn(OptionSet) -> bool| StateSet::of(1 << 14, |state| fits(state.index() as OptionSet));
    assert_eq!(check(&laid_out, &of(|_| true)), 1);
    assert_eq!(check(&laid_out, &of(|_| false)), 0);
    assert_eq!(check(&laid_out, &of(|code| code >> 13 == 1 && code & 4 == 0)), 1);
    assert_eq!(check(&laid_out, &of(|code| (code >> 12 ^ code >> 2) & 1 == 1)), 2); // no single option tells anything
    assert_eq!(check(&laid_out, &of(|code| (code >> 12 ^ code >> 7 ^ code) & 1 == 1)), 4);
    assert_eq!(check(&laid_out, &of(|code| code.count_ones() == 2)), 91);
}

#[test]
fn shared_options_and_nearest_states() {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    for _ in 0..100 {
        let options = rng.random_range(1..=8);
        let laid_out = laid_out(options, "", "\"a.o0\"");
        let set = random_set(&mut rng, &laid_out);
        let codes: Vec<OptionSet> = set.iter().map(|state| state.index() as OptionSet).collect();
        let (every, any) = codes.iter().fold((OptionSet::MAX, 0), |(every, any), code| (every & code, any | code));
        match Shared::of(&laid_out, &set) {
            None => assert!(codes.is_empty()),
            Some(shared) => {
                assert_eq!(bits(&laid_out, &shared.taken), every);
                assert_eq!(bits(&laid_out, &shared.not_taken), !any & ((1 << options) - 1));
            }
        }
        let mut expected: Vec<(u32, OptionSet)> = codes.iter().map(|&code| ((code ^ 1).count_ones(), code)).collect();
        expected.sort_unstable();
        expected.truncate(12);
        let found = nearest(&laid_out, &set);
        assert_eq!(found.len(), expected.len());
        for (near, (_, code)) in found.iter().zip(expected) {
            assert_eq!(bits(&laid_out, &near.changed), code ^ 1);
        }
    }
}

#[test]
fn merged_states_take_what_all_members_take() {
    let laid_out = laid_out(3, "[[rules]]\nsame = 'a.o2'\n", "");
    let merged = states(&laid_out).merged()[0];
    let set = StateSet::of(laid_out.graph.len(), |state| state == merged);
    let shared = Shared::of(&laid_out, &set).expect("a state");
    assert_eq!((shared.taken, shared.not_taken), (vec!["a.o2".to_string()], vec![]));
    assert!(!laid_out.graph.holding(&statecraft::expr::Expr::Taken(OptionId::new(0))).contains(merged));
}

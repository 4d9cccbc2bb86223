//! The states of a case are the settings that no rule forbids, in ascending order, whatever order they are searched in.

use crate::spec::Statement;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use statecraft::case::Case;
use statecraft::graph::{Graph, Limits, StateSpace};
use statecraft::model::{Model, OptionSet};

/// Three actors with so many options in turn, and these rules.
fn case(options: usize, rules: &str) -> String {
    let mut text = String::from("title = 'listing'\n");
    for actor in 0..3 {
        let own: String = (0..options)
            .filter(|option| option % 3 == actor)
            .map(|option| format!("o{option} = {{ label = 'o', assumption = 'a' }}\n"))
            .collect();
        text += &format!("[actors.a{actor}]\nname = 'a'\n[actors.a{actor}.options]\n{own}");
    }
    format!("{text}{rules}[preferences]\na0 = []\na1 = []\na2 = []\n")
}

/// The options by name, in the order of the bits.
fn names(options: usize) -> Vec<String> {
    let of = |actor: usize| (0..options).filter(move |option| option % 3 == actor);
    (0..3).flat_map(|actor| of(actor).map(move |option| format!("a{actor}.o{option}"))).collect()
}

fn listed(text: &str) -> Option<Vec<OptionSet>> {
    let case = Case::parse(text).expect("a case without errors");
    let model = Model::from_case(&case, &case.accounts[0]).expect("a model");
    let graph = Graph::explore(&model, &Limits { steps: 1 << 16, ..Limits::default() }).ok()?;
    let StateSpace::Settings(states) = &graph.states else { panic!("a case with options") };
    Some(graph.state_ids().map(|state| states.code(state)).collect())
}

#[test]
fn states_are_the_settings_that_no_rule_forbids() {
    let mut listings = 0;
    for seed in 0..300 {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        let options = rng.random_range(3..=12);
        let names = names(options);
        let rules: Vec<Statement> = (0..rng.random_range(1..8)).map(|_| Statement::random(rng, options, 3)).collect();
        let never: String =
            rules.iter().map(|rule| format!("[[rules]]\nnever = '{}'\n", rule.write(&names, false))).collect();
        let feasible = |&setting: &OptionSet| !rules.iter().any(|rule| rule.holds(setting as usize));
        let expected: Vec<OptionSet> = (0..1 << options).filter(feasible).collect();
        if !expected.is_empty() {
            listings += 1;
            assert_eq!(listed(&case(options, &never)), Some(expected), "{never}");
        }
    }
    assert!(listings > 150, "{listings}");
}

/// Each of 30 options needs one of the first six, of which one may be taken: decided last, these would leave 2^30 branches open.
#[test]
fn options_that_others_need_may_be_declared_first() {
    let names = names(36);
    let (few, many) = names.split_at(6);
    let quoted = |name: &String| format!("'{name}'");
    let mut rules = format!("[[rules]]\nat_most_one = [{}]\n", few.iter().map(quoted).collect::<Vec<_>>().join(", "));
    for (at, option) in many.iter().enumerate() {
        rules += &format!("[[rules]]\nwhen = '{option}'\nneeds = '{}'\n", few[at / 5]);
    }
    assert_eq!(listed(&case(36, &rules)).map(|states| states.len()), Some(1 + 6 * 32));
}

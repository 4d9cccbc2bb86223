//! Scenarios: which states they have, what a state is called by, and rankings that name them.

use crate::samples::text_of;
use crate::spec::random::stream;
use crate::spec::{Spec, Statement, World};
use rand::RngExt;
use statecraft::graph::Limits;
use statecraft::study::{LaidOut, Study, Which};

const MODELS: u64 = 500;

fn study(text: &str) -> Study {
    let study = Study::from_text(text, &Limits::default());
    assert!(!study.has_errors(), "{:#?}\n{text}", study.problems);
    study
}

/// What each state is called by: the scenario of fewest states among those where the state is, looked at one by one.
fn names(spec: &Spec, scenarios: &[Statement]) -> Vec<Option<usize>> {
    let members = spec.members();
    let has = |scenario: &Statement, state: &Vec<usize>| state.iter().all(|&setting| scenario.holds(setting));
    let size = |scenario: &Statement| members.iter().filter(|state| has(scenario, state)).count();
    let narrowest = |state: &Vec<usize>| {
        let in_it = (0..scenarios.len()).filter(|&at| has(&scenarios[at], state));
        in_it.min_by_key(|&at| (size(&scenarios[at]), at))
    };
    members.iter().map(narrowest).collect()
}

#[test]
fn states_are_called_by_the_narrowest_scenario() {
    let (mut named, mut unnamed, mut several) = (0, 0, 0);
    for k in (0..2 * MODELS).step_by(2) {
        let spec = Spec::random(k);
        let rng = &mut stream(k + 7_000_000);
        let count = rng.random_range(1..5);
        let scenarios: Vec<Statement> = (0..count).map(|_| Statement::random(rng, spec.options(), 2)).collect();
        let mut text = spec.to_toml();
        let keys = spec.option_names();
        for (at, scenario) in scenarios.iter().enumerate() {
            text +=
                &format!("\n[scenarios.s{at}]\ntitle = \"S{at}\"\nwhere = '{}'\n", scenario.write(&keys, at % 2 == 0));
        }
        assert!(matches!(spec.world, World::Options(_)));
        let study = study(&text);
        let laid_out = &study.accounts[0];
        let expected = names(&spec, &scenarios);
        for state in laid_out.graph.state_ids() {
            let found = laid_out.scenario_of(state).map(|scenario| scenario.key.clone());
            assert_eq!(found, expected[state.index()].map(|at| format!("s{at}")), "{state:?}\n{text}");
            named += usize::from(found.is_some());
            unnamed += usize::from(found.is_none());
            several += usize::from(laid_out.scenarios().filter(|(_, states)| states.contains(state)).count() > 1);
        }
    }
    assert!(named > 2_000 && unnamed > 1_000 && several > 1_000, "{named} {unnamed} {several}");
}

fn titles(laid_out: &LaidOut) -> Vec<Option<&str>> {
    laid_out.graph.state_ids().map(|state| laid_out.scenario_of(state).map(|found| found.title.as_str())).collect()
}

#[test]
fn scenarios_stand_in_rankings_and_for_a_state() {
    let study = study(&text_of("valid", "scenarios"));
    let laid_out = &study.accounts[0];
    let expected = [Some("Work goes on"), Some("Strike"), Some("Work for higher wages"), Some("Strike")];
    assert_eq!(titles(laid_out), expected);
    let owners = &laid_out.graph.ranks[1];
    assert!(owners[0] == owners[2] && owners[1] == owners[3] && owners[0] > owners[1], "{owners:?}");
    let which = |key: &str| study.which(&Which::Scenario(key.into()));
    assert_eq!(which("raise").unwrap()[0].index(), 2);
    let refused = |key: &str| which(key).unwrap_err().to_string();
    assert_eq!(refused("conflict"), "the scenario `conflict` has 2 states: 2 and 4; name one");
    assert_eq!(refused("rise"), "there is no scenario `rise`; did you mean `raise`?");
}

#[test]
fn a_bare_graph_has_scenarios_by_name() {
    let study = study(&text_of("valid", "scenarios-in-graph"));
    assert_eq!(titles(&study.accounts[0]), [None, Some("On the mountain"), Some("On the mountain")]);
}

//! Rankings that name states by what is taken, and numbers that are bound to their states.

use crate::spec::{Preference, Spec, World};
use crate::witnesses::accept;
use statecraft::case::Case;
use statecraft::graph::{ExploreError, Graph, Limits, StateId, StateSpace, fingerprint};
use statecraft::model::Model;

fn explore(text: &str) -> Result<Graph, ExploreError> {
    let case = Case::parse(text).unwrap_or_else(|rejected| panic!("{:?}\n{text}", rejected.problems));
    let model = Model::from_case(&case, &case.accounts[0]).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
    Graph::explore(&model, &Limits::default())
}

fn codes(result: Result<Graph, ExploreError>) -> Vec<&'static str> {
    match result {
        Ok(graph) => graph.warnings.iter().map(|warning| warning.code).collect(),
        Err(ExploreError::Invalid(problems)) => problems.iter().map(|problem| problem.code).collect(),
        Err(other) => panic!("{other}"),
    }
}

/// The text with every ranking by number written by what is taken; by a statement where `by_statement` says so.
fn restated(spec: &Spec, by_statement: bool) -> String {
    let names = spec.option_names();
    let one = |state: &usize| {
        let members = &spec.members()[*state];
        let setting = members[members.len() - 1];
        let (taken, not): (Vec<_>, Vec<_>) = (0..names.len()).partition(|at| setting >> at & 1 == 1);
        if by_statement && members.len() == 1 {
            let not = not.iter().map(|&at| format!("not {}", names[at]));
            format!("'{}'", taken.iter().map(|&at| names[at].clone()).chain(not).collect::<Vec<_>>().join(" and "))
        } else {
            format!("{{ taken = {:?} }}", taken.iter().map(|&at| &names[at]).collect::<Vec<_>>())
        }
    };
    let mut text = spec.to_toml();
    for actor in &spec.actors {
        if let Preference::Ranking(lists) = &actor.preference {
            let tied = |list: &Vec<usize>| format!("[{}]", list.iter().map(one).collect::<Vec<_>>().join(", "));
            let ranking = lists.iter().map(tied).collect::<Vec<_>>().join(", ");
            let line = text.lines().find(|line| line.starts_with(&format!("{} = {{ ranking", actor.key)));
            let line = line.expect("the preference").to_string();
            text = text.replace(&line, &format!("{} = {{ ranking = [{ranking}] }}", actor.key));
        }
    }
    text
}

#[test]
fn a_ranking_by_what_is_taken_means_the_same_as_one_by_number() {
    let mut seen = 0;
    for k in 0..600 {
        let spec = Spec::random(k);
        let ranked = spec.actors.iter().any(|actor| matches!(actor.preference, Preference::Ranking(_)));
        if !ranked || !matches!(spec.world, World::Options(_)) {
            continue;
        }
        let by_number = explore(&spec.to_toml()).expect("states");
        assert!(by_number.warnings.iter().any(|warning| warning.code == "unbound-ranking"));
        for by_statement in [false, true] {
            let text = restated(&spec, by_statement);
            let graph = explore(&text).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
            assert_eq!(graph.ranks, by_number.ranks, "{text}");
            assert!(!graph.warnings.iter().any(|warning| warning.code == "unbound-ranking"), "{text}");
            assert!(accept(&text, false) > 0, "the independent checker reads it so too");
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen}");
}

const TRAP: &str = r#"
title = "Trap"
[actors.a]
name = "A"
options.x = { label = "X", assumption = "t" }
[actors.b]
name = "B"
options.y = { label = "Y", assumption = "t" }
[[rules]]
never = 'a.x and b.y'
[preferences]
a = { ranking = [[3], [1], [2]], states = "FINGERPRINT", assumption = "t" }
b = { ranking = ['b.y', { taken = [] }, 'a.x'], assumption = "t" }
"#;

#[test]
fn numbers_are_bound_to_the_states_that_they_were_written_for() {
    let case = Case::parse(TRAP).expect("a case");
    let model = Model::from_case(&case, &case.accounts[0]).expect("a model");
    let Err(ExploreError::Invalid(problems)) = Graph::explore(&model, &Limits::default()) else { panic!("unbound") };
    let help = problems[0].help.clone().unwrap_or_default();
    let now = help.split('"').nth(1).expect("the fingerprint").to_string();
    let bound = TRAP.replace("FINGERPRINT", &now);
    let graph = explore(&bound).expect("bound");
    assert!(graph.warnings.is_empty(), "{:?}", graph.warnings);
    let StateSpace::Settings(states) = &graph.states else { panic!("options") };
    assert_eq!(fingerprint(model.options(), states), now);
    // Another order of declaration, another rule with as many states, another name: all are told.
    let (a, b) = (bound.find("[actors.a]").unwrap(), bound.find("[actors.b]").unwrap());
    let end = bound.find("[[rules]]").unwrap();
    let reordered = format!("{}{}{}{}", &bound[..a], &bound[b..end], &bound[a..b], &bound[end..]);
    assert_eq!(codes(explore(&reordered)), ["bad-ranking"]);
    for rule in ["'not a.x and not b.y'", "'a.x and not b.y'"] {
        let found = codes(explore(&bound.replace("'a.x and b.y'", rule)));
        assert!(found.len() > 1 && found.iter().all(|code| *code == "bad-ranking"), "both rankings: {found:?}");
    }
    assert_eq!(codes(explore(&bound.replace(&format!("states = \"{now}\", "), ""))), ["unbound-ranking"]);
}

#[test]
fn a_ranking_by_what_is_taken_keeps_its_meaning_when_the_file_is_reordered() {
    let by_taken = TRAP.replace("[[3], [1], [2]], states = \"FINGERPRINT\"", "['b.y', { taken = [] }, 'a.x']");
    let (a, b) = (by_taken.find("[actors.a]").unwrap(), by_taken.find("[actors.b]").unwrap());
    let end = by_taken.find("[[rules]]").unwrap();
    let reordered = format!("{}{}{}{}", &by_taken[..a], &by_taken[b..end], &by_taken[a..b], &by_taken[end..]);
    let rank_of = |text: &str, option: &str| -> Vec<Vec<u32>> {
        let case = Case::parse(text).expect("a case");
        let model = Model::from_case(&case, &case.accounts[0]).expect("a model");
        let graph = Graph::explore(&model, &Limits::default()).expect("states");
        let StateSpace::Settings(states) = &graph.states else { panic!("options") };
        let at = model.options().iter().position(|of| of.key == option).expect("the option");
        let state = (0..3).map(StateId::new).find(|&state| states.code(state) == 1 << at).expect("the state");
        let mut ranks: Vec<Vec<u32>> = graph.ranks.iter().map(|of| vec![of[state.index()]]).collect();
        ranks.sort();
        ranks
    };
    for option in ["a.x", "b.y"] {
        assert_eq!(rank_of(&by_taken, option), rank_of(&reordered, option));
    }
}

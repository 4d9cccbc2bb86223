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

/// Scenarios ranked first and statements within them: the same as statements alone, the first of which say how far down the ranking is.
#[test]
fn a_ranking_refined_within_its_lists_is_one_by_statements() {
    let case = |of: &dyn Fn(usize) -> String| {
        let mut text = "title = \"Tiers\"\n".to_string();
        for actor in ["a", "b", "c"] {
            text += &format!(
                "[actors.{actor}]\nname = \"{actor}\"\noptions.x = {{ label = \"X\" }}\noptions.y = {{ label = \"Y\" }}\n"
            );
        }
        text += "[scenarios.deal]\ntitle = \"A deal\"\nwhere = 'a.x and b.x'\n[preferences]\n";
        for (at, actor) in ["a", "b", "c"].iter().enumerate() {
            text += &format!("{actor} = {}\n", of(at));
        }
        text
    };
    let options = ["a.x", "a.y", "b.x", "b.y", "c.x", "c.y"];
    let mut checked = 0;
    for seed in 0..300usize {
        let pick = |at: usize, more: usize| options[(seed * (at + 3) + more * 5 + seed / 7) % 6];
        let within = |at: usize| {
            let not = if (seed >> at) & 1 == 1 { "not " } else { "" };
            [format!("{not}{}", pick(at, 1)), format!("{} iff {}", pick(at, 2), pick(at, 3)), pick(at, 4).to_string()]
        };
        let apart = |at: usize| ["c.x", "a.y", "b.y"][(at + seed) % 3];
        let tiers = |at: usize| {
            let apart = apart(at);
            let mut tiers = [
                ("deal".to_string(), "a.x and b.x".to_string()),
                (format!("'not (a.x and b.x) and {apart}'"), format!("not (a.x and b.x) and {apart}")),
                (format!("'not (a.x and b.x) and not {apart}'"), format!("not (a.x and b.x) and not {apart}")),
            ];
            tiers.rotate_left((seed + at) % 3);
            tiers
        };
        let ranked = case(&|at| {
            let lists =
                tiers(at).map(|(ranked, _)| if ranked == "deal" { "[\"deal\"]".into() } else { format!("[{ranked}]") });
            format!("{{ ranking = [{}], within = {:?} }}", lists.join(", "), within(at))
        });
        let stated = case(&|at| {
            let [first, second, _] = tiers(at).map(|(_, tree)| tree);
            let all = [vec![first.clone(), format!("({first}) or ({second})")], within(at).to_vec()].concat();
            format!("{all:?}")
        });
        let (one, other) = (explore(&ranked).expect("ranked"), explore(&stated).expect("stated"));
        assert_eq!(one.ranks, other.ranks, "{ranked}\n{stated}");
        if seed % 10 == 0 {
            checked += accept(&ranked, false);
        }
    }
    assert!(checked > 1000, "the independent checker reads it so too: {checked}");
}

#[test]
fn what_decides_within_a_list_is_said_of_rankings_alone() {
    let case = |preference: &str| {
        format!(
            "title = \"x\"\n[actors.a]\nname = \"a\"\noptions.x = {{ label = \"X\" }}\n[preferences]\na = {preference}\n"
        )
    };
    for wrong in
        ["{ wants = 'a.x', within = ['a.x'] }", "{ ranking = ['a.x', 'not a.x'], degrees = [2], within = ['a.x'] }"]
    {
        let rejected = Case::parse(&case(wrong)).expect_err("refused");
        assert!(rejected.problems.iter().any(|problem| problem.code == "bad-preference"), "{wrong}");
    }
    let idle = explore(&case("{ ranking = ['a.x', 'not a.x'], within = ['a.x'] }")).expect("states");
    assert!(idle.warnings.iter().any(|warning| warning.code == "decides-nothing"), "{:?}", idle.warnings);
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

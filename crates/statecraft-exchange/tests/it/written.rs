//! What is written for other tools, where no other tool is asked.

use crate::models::{self, ALL};
use crate::read::study;
use serde_json::Value;
use statecraft::graph::Limits;
use statecraft::stability::{Concept, analyze};
use statecraft::study::Study;
use statecraft_exchange::export::{NotExported, Target, write};
use std::path::Path;

fn case(name: &str) -> Study {
    Study::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(name), &Limits::default()).unwrap()
}

fn json(study: &Study, target: Target) -> Value {
    serde_json::from_slice(&write(study, target, &Limits::default()).unwrap().bytes).unwrap()
}

fn text(study: &Study, target: Target) -> String {
    String::from_utf8(write(study, target, &Limits::default()).unwrap().bytes).unwrap()
}

#[test]
fn a_case_as_json_is_the_case() {
    let study = case("tutorial-harbour-strike");
    let back = statecraft::case::Case::from_json(&text(&study, Target::Json)).unwrap();
    assert_eq!(back.to_json(), study.case.to_json());
}

#[test]
fn every_quote_is_an_annotation_at_its_place() {
    let study = case("tutorial-harbour-strike");
    let annotations = json(&study, Target::Webannotation);
    let items = annotations["first"]["items"].as_array().unwrap();
    assert_eq!(items.len(), study.case.claims.len());
    assert_eq!(annotations["total"], items.len());
    for item in items {
        let selectors = item["target"]["selector"].as_array().unwrap();
        let source = study
            .case
            .source(&study.case.claim(item["id"].as_str().unwrap().rsplit(':').next().unwrap()).unwrap().source.value)
            .unwrap();
        assert_eq!(item["target"]["source"], source.text.as_ref().unwrap().value.as_str());
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../cases/tutorial-harbour-strike")
            .join(&source.text.as_ref().unwrap().value);
        let words = std::fs::read_to_string(path).unwrap();
        let place = |key: &str| selectors[1][key].as_u64().unwrap() as usize;
        let found = &words[place("start")..place("end")];
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeezed(found), squeezed(selectors[0]["exact"].as_str().unwrap()));
    }
}

#[test]
fn an_argument_rests_on_every_line_and_claim() {
    let study = case("tutorial-harbour-strike");
    let argument = json(&study, Target::Gsn);
    let elements = argument["elements"].as_array().unwrap();
    let of = |kind: &str| elements.iter().filter(|element| element["type"] == kind).count();
    let lines: usize = study
        .accounts
        .iter()
        .map(|one| study.case.lines().iter().filter(|line| line.id.is_in(&one.account)).count())
        .sum();
    assert_eq!(of("goal"), lines + study.accounts.len());
    assert_eq!(of("solution"), study.case.claims.len(), "each claim is cited, and stands once");
    let ids: Vec<&str> = elements.iter().map(|element| element["id"].as_str().unwrap()).collect();
    for link in argument["links"].as_array().unwrap() {
        assert!(ids.contains(&link["from"].as_str().unwrap()) && ids.contains(&link["to"].as_str().unwrap()), "{link}");
    }
    let against = study.case.accounts.iter().map(|account| account.against.len()).sum::<usize>();
    let challenges = argument["links"].as_array().unwrap().iter().filter(|link| link["type"] == "challenges").count();
    assert_eq!(challenges, against);
}

#[test]
fn a_defeater_challenges_its_goal() {
    let study = study(&crate::read::imported("evidence.csv").text);
    let argument = json(&study, Target::Gsn);
    let challenges: Vec<String> = argument["links"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|link| link["type"] == "challenges")
        .map(|link| format!("{} {}", link["from"].as_str().unwrap(), link["to"].as_str().unwrap()))
        .collect();
    assert!(challenges.contains(&"Sn.no_attacks_abroad_during G.major_attack".to_string()), "{challenges:?}");
    assert_eq!(challenges.len(), 3);
}

/// The commands of a module are the moves, and its labels the outcomes.
#[test]
fn a_module_has_every_move_and_outcome() {
    for seed in 0..60 {
        let study = Study::from_text(&models::case(seed, ALL), &Limits::default());
        if study.has_errors() {
            continue;
        }
        let graph = &study.accounts[0].graph;
        let module = text(&study, Target::Prism);
        for from in graph.state_ids() {
            for actor in graph.actor_ids() {
                for to in graph.moves_from(actor, from) {
                    let kind = if graph.prefers(actor, to, from) { "gain" } else { "by" };
                    let command =
                        format!("  [{kind}_a{}] s={} -> (s'={});\n", actor.index(), from.index() + 1, to.index() + 1);
                    assert!(module.contains(&command), "{command}{module}");
                }
            }
        }
        let moves: usize = graph
            .state_ids()
            .flat_map(|from| graph.actor_ids().map(move |actor| graph.moves_from(actor, from).len()))
            .sum();
        assert_eq!(module.matches("  [").count() - module.matches("  [stay]").count(), moves);
        let nash: Vec<String> = analyze(graph, &[Concept::Nash])
            .unwrap()
            .equilibria(Concept::Nash)
            .iter()
            .map(|state| format!("s={}", state.index() + 1))
            .collect();
        let nash = if nash.is_empty() { "false".into() } else { nash.join(" | ") };
        assert!(module.contains(&format!("label \"nash\" = {nash};\n")), "{module}");
    }
}

#[test]
fn what_a_format_leaves_out_is_said() {
    let study = case("elmira");
    let notes = |target| write(&study, target, &Limits::default()).unwrap().notes.join("\n");
    assert!(notes(Target::Nfg).contains("options that go one way only"));
    assert!(notes(Target::Gmcr).contains("states that are one"));
    assert!(notes(Target::Graphml).contains("sources, claims"));
    assert_eq!(notes(Target::Json), "");
}

#[cfg(not(feature = "parquet"))]
#[test]
fn what_was_not_built_is_said() {
    assert!(matches!(write(&case("elmira"), Target::Parquet, &Limits::default()), Err(NotExported::NotBuilt)));
}

#[cfg(feature = "parquet")]
#[test]
fn verdicts_are_written_as_rows() {
    let exported = write(&case("elmira"), Target::Parquet, &Limits::default()).unwrap();
    assert!(exported.bytes.starts_with(b"PAR1") && exported.bytes.ends_with(b"PAR1"));
}

#[test]
fn formats_of_one_account_ask_for_one() {
    let study = case("iran-taliban-2021");
    for target in
        [Target::Gmcr, Target::Nfg, Target::Graphml, Target::Dot, Target::Csv, Target::Xlsx, Target::Prism, Target::Lp]
    {
        assert!(matches!(write(&study, target, &Limits::default()), Err(NotExported::Accounts(_))), "{target:?}");
    }
}

/// Labels never become markup or code of a format.
#[test]
fn labels_stay_labels() {
    let text_of = "title = \"<b>&\"\n[actors.a]\nname = '\"A\\ <i>'\noptions.o = { label = '</graphml>\"\\' }\n[actors.b]\nname = \"B\"\noptions.o = { label = \"x\" }\n[preferences]\na = ['a.o']\nb = []\n";
    let study = study(text_of);
    let graphml = text(&study, Target::Graphml);
    assert!(graphml.contains("<data key=\"title\">&lt;b&gt;&amp;</data>"), "{graphml}");
    let game = text(&study, Target::Nfg);
    assert!(game.contains(r#"{ "\"A\\ <i>" "B" }"#), "{game}");
    let back = statecraft_exchange::import::read("x.nfg", game.as_bytes(), None, &Limits::default()).unwrap();
    assert_eq!(back.case.actors[0].name, "\"A\\ <i>");
}

//! `impact`, `change` and `robust`: what they refuse, what their data look like, and what is left when they are stopped.

use crate::run::{Ran, copy, root, scratch, statecraft};
use serde_json::{Value, json};
use std::fs;

const STRIKE: &str = "cases/tutorial-harbour-strike";
const COMMANDS: [&str; 3] = ["impact", "change", "robust"];

fn data(args: &[&str]) -> Value {
    let ran = statecraft(args);
    assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn refused(args: &[&str], words: &str) {
    let Ran { code, out, err } = statecraft(args);
    assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}: {err}");
    assert!(err.contains(words), "{args:?}: {err}");
}

/// The tutorial's case with a word of no consequence replaced.
fn edited(name: &str) -> String {
    let folder = scratch(name);
    copy(&root().join(STRIKE), &folder);
    let text = fs::read_to_string(folder.join("case.toml")).unwrap();
    fs::write(folder.join("case.toml"), text.replacen("Raise wages", "Pay more", 1)).unwrap();
    folder.to_str().unwrap().to_string()
}

#[test]
fn what_cannot_be_asked_is_refused() {
    for concept in ["mr3", "cmr2", "sim", "seq-or-sim", "l2"] {
        refused(&["change", STRIKE, "--concept", concept], "only Nash, GMR, SMR, SEQ and SymSEQ can be asked");
        refused(&["change", STRIKE, "--concept", concept, "--state", "4"], "only Nash, GMR, SMR, SEQ and SymSEQ");
    }
    refused(&["change", STRIKE, "--cost", "move=1,move=2"], "--cost says twice what move costs");
    refused(&["coalitions", STRIKE, "--coalition", "union,union"], "names union twice; name each member once");
    refused(&["robust", STRIKE, "--samples", "0"], "draw one order at least");
    for command in COMMANDS {
        refused(&[command, STRIKE, "--format", "csv"], "[possible values: text, json");
        assert!(!statecraft(&[command, "--help"]).out.contains("csv"), "{command}");
    }
}

#[test]
fn one_order_is_an_answer_too() {
    let ran = statecraft(&["robust", STRIKE]);
    assert!(ran.code == Some(0) && ran.out.contains("Only one order is compatible"), "{ran:?}");
    assert!(ran.err.contains("--every-line tries every line"), "{ran:?}");

    let folder = scratch("one-line");
    let text = "title = 't'\n[actors.a]\nname = 'A'\noptions.x = { label = 'X' }\n[preferences]\na = ['a.x']\n";
    fs::write(folder.join("case.toml"), text).unwrap();
    let ran = statecraft(&["robust", folder.to_str().unwrap(), "--every-line"]);
    assert!(ran.code == Some(0) && ran.out.contains("no actor has two lines"), "{ran:?}");
    assert!(!ran.err.contains("--every-line"), "{ran:?}");
}

#[test]
fn parts_are_merged_for_the_case_that_they_are_of() {
    let folder = scratch("merge");
    let part = |name: &str, case: &str, shard: &str| {
        let out = folder.join(name).to_str().unwrap().to_string();
        let args = ["robust", case, "--every-line", "--shard", shard, "--out", &out];
        assert_eq!(statecraft(&args).code, Some(0));
        out
    };
    let (case, whole) =
        (edited("merge-edited"), statecraft(&["robust", STRIKE, "--every-line", "--format", "json"]).out);
    let (one, two, other) = (part("1", STRIKE, "1/2"), part("2", STRIKE, "2/2"), part("3", &case, "2/2"));
    let merged = statecraft(&["robust", STRIKE, "--merge", &one, "--merge", &two, "--format", "json"]);
    assert_eq!((merged.code, merged.out), (Some(0), whole));
    refused(&["robust", STRIKE, "--merge", &one, "--merge", &other], "different case files");
    refused(&["robust", "cases/elmira", "--merge", &one, "--merge", &two], "another case file than this one");
    refused(&["robust", &case, "--merge", &one, "--merge", &two], "before it was edited");
    refused(&["robust", STRIKE, "--account", "pay", "--merge", &one, "--merge", &two], "other accounts than those");
    let half = statecraft(&["robust", STRIKE, "--merge", &one]).out;
    assert!(half.contains("missing are the") && half.contains("Only "), "{half}");
}

#[test]
fn states_are_numbers_and_sources_go_by_their_names() {
    let impact = data(&["impact", STRIKE, "--claim", "want_raise", "--format", "json"]);
    let changes = impact["dropped"][0]["accounts"].as_array().unwrap();
    let changes: Vec<&Value> = changes.iter().flat_map(|account| account["concepts"].as_array().unwrap()).collect();
    let states = |key: &str| changes.iter().flat_map(|of| of[key].as_array().unwrap().clone()).collect::<Vec<Value>>();
    for states in [states("lost"), states("gained")] {
        assert!(!states.is_empty() && states.iter().all(Value::is_u64), "{states:?}");
    }
    let robust = data(&["robust", STRIKE, "--account", "pay", "--every-line", "--format", "json"]);
    assert_eq!(robust["accounts"][0]["written"]["nash"], json!([11]));
    let needs = data(&["impact", STRIKE, "--account", "pay", "--state", "4", "--format", "json"]);
    let claim = &needs[0]["lines"][0]["claims"][0];
    assert_eq!((&claim["source"], &claim["title"]), (&json!("courier"), &json!("Dockers stay out over pay")));
    let change = data(&["change", STRIKE, "--account", "pay", "--state", "11", "--format", "json"]);
    let ways = change["accounts"][0]["states"][0]["ways"].as_array().unwrap();
    let edits: Vec<&Value> = ways.iter().flat_map(|way| way.as_array().unwrap()).collect();
    let cited = edits.iter().filter_map(|edit| edit["claims"][0]["source"].as_str());
    assert!(cited.clone().count() > 2 && cited.into_iter().all(|source| ["courier", "lantern"].contains(&source)));
}

/// A limit that only some drops come up against leaves the others as they are.
#[test]
fn a_limit_spoils_only_what_it_stops() {
    let ran = statecraft(&["impact", STRIKE, "--limit-states", "18"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("(*) some account cannot be computed without it") && ran.out.contains("want_raise"));
    let all = statecraft(&["impact", STRIKE]).out;
    let row = |text: &str| text.lines().find(|line| line.contains("want_raise")).map(String::from);
    assert_eq!(row(&ran.out), row(&all));
}

#[test]
fn no_time_leaves_nothing_and_advises_no_concept() {
    for command in COMMANDS {
        let ran = statecraft(&[command, STRIKE, "--time-limit", "0"]);
        assert_eq!(ran.code, Some(3), "{command}: {}", ran.err);
        assert_eq!(ran.out, "", "{command}");
    }
}

#[test]
fn what_is_graded_worse_is_dropped_together() {
    let folder = scratch("impact-below");
    copy(&root().join(STRIKE), &folder);
    let file = folder.join("case.toml");
    let text = fs::read_to_string(&file).unwrap();
    let graded = text
        .replacen("date      = 2024-05-14\n", "date      = 2024-05-14\nreliability = \"B\"\n", 1)
        .replacen("date      = 2024-05-16\n", "date      = 2024-05-16\nreliability = \"D\"\n", 1)
        .replace("directness = \"said\"\n", "directness = \"said\"\ncredibility = 2\n")
        .replace("directness = \"unnamed\"\n", "directness = \"unnamed\"\ncredibility = 4\n");
    fs::write(&file, graded).unwrap();
    let case = folder.to_str().unwrap();
    let told = data(&["impact", case, "--below", "C3", "--format", "json"]);
    let [dropped] = told["dropped"].as_array().unwrap().as_slice() else { panic!("{told:#}") };
    assert_eq!((&dropped["kind"], &dropped["name"]), (&json!("below"), &json!("C3")));
    // All of the Lantern falls, which is graded D, and nothing of the Courier.
    assert!(dropped["says"].as_str().unwrap().contains("written"), "{dropped:#}");
    assert!(!dropped["says"].as_str().unwrap().contains("want_raise"), "{dropped:#}");
    assert!(dropped["lost"].as_u64().unwrap() > 0 && !dropped["falls"].as_array().unwrap().is_empty());
    let text = statecraft(&["impact", case, "--below", "c3"]);
    assert!(text.code == Some(0) && text.out.contains("Without what is graded worse than C3"), "{text:?}");
    let none = data(&["impact", case, "--below", "F6", "--format", "json"]);
    assert_eq!((&none["dropped"][0]["says"], &none["dropped"][0]["lost"]), (&json!("no claim"), &json!(0)));
    refused(&["impact", case, "--below", "G7"], "`G7` is no grade: a grade is a letter from A to F");
    refused(&["impact", case, "--below", "C3", "--claim", "jobs"], "cannot be used with");
}

//! `paths`: where they begin and lead, how the answer is written, and what a slip leads to.

use crate::run::{scratch, statecraft};
use serde_json::{Value, json};
use std::fs;

const STRIKE: &str = "cases/tutorial-harbour-strike";
const PRISONERS: &str = "cases/prisoners-dilemma";
const MISSILES: &str = "cases/cuban-missile-crisis-1962";

fn said(args: &[&str]) -> String {
    let ran = statecraft(&[&["paths"], args].concat());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
    assert!(ran.out.lines().all(|line| line.chars().count() <= 80), "{}", ran.out);
    ran.out
}

fn refused(args: &[&str], words: &str) {
    let ran = statecraft(&[&["paths"], args].concat());
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}: {}", ran.err);
    assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
}

#[test]
fn it_explains_itself() {
    insta::assert_snapshot!("help-paths", statecraft(&["paths", "--help"]).out);
}

#[test]
fn paths_begin_and_lead_where_they_are_asked_to() {
    let outcomes = said(&[MISSILES]);
    assert!(outcomes.contains("(state 6) can be reached by\nimprovements alone, in 2 moves."), "{outcomes}");
    let nash = said(&[MISSILES, "--concept", "nash"]);
    assert!(
        nash.contains("One outcome holds under Nash: the outcome with “Bomb the\nmissile")
            && !nash.contains("Other outcomes"),
        "{nash}"
    );
    let back = said(&[MISSILES, "--from", "12", "--to", "1"]);
    assert!(
        back.contains("Today's situation (state 1) cannot be reached: whoever moves,") && !back.contains("\nTo "),
        "{back}"
    );
    let none = said(&[STRIKE, "--to-where", "union.block and not union.strike", "--account", "pay"]);
    assert!(none.contains("No state has 'union.block and not union.strike'."), "{none}");
    let where_to = said(&[STRIKE, "--to-where", "company.raise", "--account", "pay"]);
    assert!(where_to.contains("Of the 6 states with 'company.raise', all need concessions"), "{where_to}");
    let all = said(&[STRIKE, "--to-where", "company.raise", "--account", "pay", "--all"]);
    assert_eq!((where_to.matches("\nTo ").count(), all.matches("\nTo ").count()), (4, 6));
    let all = said(&[STRIKE, "--account", "pay", "--all"]);
    assert_eq!(all.matches("\nTo ").count() + all.matches("can be reached: ").count(), 7, "{all}");
}

#[test]
fn a_slip_is_told_with_something_to_try() {
    refused(&[STRIKE, "--to", "19"], "there is no state 19 in the account pay: states go by number, from 1 to 18");
    refused(&[STRIKE, "--from", "zero"], "from 1 to 18");
    refused(&[STRIKE, "--to-where", "union.strke"], "did you mean `union.strike`?");
    refused(&[STRIKE, "--to-where", "company.raise", "--to", "5"], "cannot be used with");
    refused(&[STRIKE, "--concept", "symsec"], "did you mean `symseq`?");
    refused(&[STRIKE, "--concept", "nm"], "two actors");
    refused(&[STRIKE, "--format", "svg"], "choose one with --account: pay, jobs");
    refused(&[PRISONERS], "does not say where things stand; name a state with --from");
}

const BARE: &str = r#"
title = "Two roads"
[actors.north]
name = "North"
[actors.south]
name = "South"
[states.talks]
label = "They talk"
[states.war]
[states.peace]
[[moves]]
actor = "north"
from = "talks"
to = "war"
[[moves]]
actor = "north"
from = "war"
to = "peace"
[status_quo]
state = "talks"
[preferences]
north = { ranking = [["peace"], ["talks"], ["war"]] }
south = { ranking = [["peace"], ["talks"], ["war"]] }
"#;

#[test]
fn a_bare_graph_goes_by_names() {
    let folder = scratch("paths-bare");
    fs::write(folder.join("case.toml"), BARE).unwrap();
    let folder = folder.to_str().unwrap();
    let quiet = |args: &[&str]| statecraft(&[&["paths", folder], args].concat()).out;
    let text = quiet(&["--to", "peace"]);
    assert!(text.contains("Today is “They talk” (state talks)."), "{text}");
    assert!(
        text.contains("State peace cannot be reached: every sequence of moves there has an actor move\ntwice running."),
        "{text}"
    );
    let text = quiet(&["--to", "war"]);
    assert!(
        text.contains("State war needs North to accept a loss.") && text.contains("  1. North moves to state war."),
        "{text}"
    );
    assert!(quiet(&["--from", "peace", "--to", "war"]).contains("nobody can move from state peace"));
    let ran = statecraft(&["paths", folder, "--to-where", "north.talk"]);
    assert!(ran.code == Some(2) && ran.err.contains("a bare graph"), "{}", ran.err);
}

#[test]
fn the_data_has_the_shape_that_is_promised() {
    let out = said_json(&[STRIKE, "--account", "pay", "--to", "4"]);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let header = ["format", "version", "case", "question", "stopped", "accounts_not_done"];
    assert_eq!(keys(&out), [&header[..], &["concepts", "stop_at_equilibria", "accounts"]].concat());
    assert_eq!((&out["format"], &out["version"]), (&json!("statecraft-paths"), &json!(1)));
    let account = &out["accounts"][0];
    let fields =
        ["id", "title", "from", "today", "states", "reached", "reached_by_improvements", "goals", "first_moves"];
    assert_eq!(keys(account), fields);
    let goal = &account["goals"][0]["told"][0];
    assert_eq!(
        (&goal["reached"], &goal["concessions"], &goal["ways"]),
        (&json!("by-concessions"), &json!(1), &json!(1))
    );
    assert_eq!((&goal["who_concedes"], &goal["who_must_move"]), (&json!(["company"]), &json!(["union", "company"])));
    assert_eq!((&goal["way"][0]["to"], &goal["way"][0]["for_the_mover"]["is"]), (&json!(5), &json!("worse")));
    assert_eq!(account["first_moves"][1]["towards"][0]["leads_to"], json!([4]));
}

fn said_json(args: &[&str]) -> Value {
    let ran = statecraft(&[&["paths", "--format", "json"], args].concat());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn pictures_show_the_moves() {
    for (format, start) in [("dot", "digraph {"), ("svg", "<svg ")] {
        let ran = statecraft(&["paths", MISSILES, "--format", format]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        assert!(ran.out.starts_with(start) && ran.out.contains("State 6"), "{}", ran.out);
        assert!(ran.out.contains("United States takes up"), "{}", ran.out);
    }
}

#[test]
fn a_limit_is_told() {
    let ran = statecraft(&["paths", "cases/iran-taliban-2021-first", "--limit-states", "100"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""), "{}", ran.err);
}

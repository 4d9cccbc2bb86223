//! `explain`: which state is meant, how the answer is written, and what a slip leads to.

use crate::run::{scratch, statecraft};
use serde_json::{Value, json};
use std::fs;

const STRIKE: &str = "cases/tutorial-harbour-strike";
const IRAN: &str = "cases/iran-taliban-2021-first";
const PRISONERS: &str = "cases/prisoners-dilemma";

fn said(args: &[&str]) -> String {
    let ran = statecraft(&[&["explain"], args].concat());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
    let mut lines = ran.out.lines().filter(|line| !line.contains("  statecraft ")); // a command stays whole
    assert!(lines.all(|line| line.chars().count() <= 80), "{}", ran.out);
    ran.out
}

fn refused(args: &[&str], words: &str) {
    let ran = statecraft(&[&["explain"], args].concat());
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}: {}", ran.err);
    assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
}

#[test]
fn it_explains_itself() {
    insta::assert_snapshot!("help-explain", statecraft(&["explain", "--help"]).out);
}

#[test]
fn a_state_is_named_by_number_by_statement_or_is_todays() {
    assert!(said(&[STRIKE]).contains("State 2, where things stand today, holds under GMR and SMR"));
    let by_number = said(&[STRIKE, "--state", "11"]);
    assert!(by_number.contains("“Deadlock” (state 11) holds under Nash, GMR, SMR, SEQ and SymSEQ."), "{by_number}");
    let condition = "union.strike and not union.block and not company.raise and not company.promise and town.review";
    assert_eq!(said(&[STRIKE, "--where", condition]), by_number);
}

#[test]
fn a_slip_is_told_with_something_to_try() {
    refused(&[STRIKE, "--state", "19"], "there is no state 19 in the account pay: states go by number, from 1 to 18");
    refused(&[STRIKE, "--state", "0"], "from 1 to 18");
    refused(&[STRIKE, "--state", "eleven"], "from 1 to 18");
    refused(&[STRIKE, "--where", "union.block and not union.strike"], "no state in the account pay fits");
    refused(&[STRIKE, "--where", "union.strke"], "did you mean `union.strike`?");
    refused(&[STRIKE, "--where", "union.strike and"], "breaks off");
    refused(
        &[STRIKE, "--where", "company.raise"],
        "6 states in the account pay fit 'company.raise'; nearest to today are 5",
    );
    refused(&[STRIKE, "--where", "company.raise", "--state", "5"], "cannot be used with");
    refused(&[STRIKE, "--actor", "unoin"], "there is no actor `unoin`; did you mean `union`?");
    refused(&[STRIKE, "--actor", "army"], "there are: union, company, town");
    refused(&[STRIKE, "--concept", "symsec"], "did you mean `symseq`?");
    refused(&[STRIKE, "--concept", "nm"], "two actors");
    refused(&[STRIKE, "--format", "svg"], "choose one with --account: pay, jobs");
    refused(&[PRISONERS], "does not say where things stand; name a state with --state");
}

const BARE: &str = r#"
title = "Two roads"
[states]
talks = { label = "They talk", assumption = "a sample" }
war   = { label = "They fight", assumption = "a sample" }
[[moves]]
actor = "north"
from = "talks"
to = "war"
assumption = "a sample"
[[moves]]
actor = "south"
from = "war"
to = "talks"
assumption = "a sample"
[actors]
north = { name = "North" }
south = { name = "South" }
[preferences]
north = { ranking = ["talks", "war"], assumption = "a sample" }
south = { ranking = ["talks", "war"], assumption = "a sample" }
"#;

fn case(name: &str, text: &str) -> String {
    let folder = scratch(name);
    fs::write(folder.join("case.toml"), text).unwrap();
    folder.to_str().unwrap().to_string()
}

#[test]
fn a_bare_graph_goes_by_names() {
    let folder = case("explain-bare", BARE);
    let text = said(&[&folder, "--state", "talks"]);
    assert!(text.contains("“They talk” (state talks) holds under Nash, GMR, SMR, SEQ and SymSEQ."), "{text}");
    assert!(text.contains("North is not tempted; no deterrent is needed."), "{text}");
    assert!(text.contains("South has no move here: it stays whatever it wants."), "{text}");
    refused(&[&folder, "--state", "wra"], "there is no state `wra`; did you mean `war`?");
    refused(&[&folder, "--where", "north.talk"], "name one with --state");
}

/// A rule of its own gives an account numbers of its own.
#[test]
fn a_number_that_means_two_states_is_refused() {
    let text = "title = 'Two'\n[actors.a]\nname = 'A'\noptions.x = { label = 'X' }\noptions.y = { label = 'Y' }\n\
                [preferences]\na = ['a.x']\n[accounts.one]\ntitle = 'One'\n\
                [accounts.two]\ntitle = 'Two'\n[[accounts.two.rules]]\nnever = 'not a.x and not a.y'\n";
    let folder = case("explain-numbers", text);
    for command in ["explain", "change", "impact", "coalitions"] {
        let ran = statecraft(&[command, &folder, "--state", "1"]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{command}");
        assert!(ran.err.contains("state 1 is not the same state in all accounts"), "{command}: {}", ran.err);
    }
    assert!(statecraft(&["explain", &folder, "--state", "1", "--account", "two"]).out.contains("A  X"));
}

#[test]
fn one_actor_alone() {
    let text = said(&[IRAN, "--state", "447", "--account", "leverage", "--actor", "iran"]);
    assert!(
        text.contains("“War, with Iran against a settlement” (state 447):\n")
            && text.contains("Iran is tempted")
            && !text.contains("Taliban are"),
        "{text}"
    );
    let all = said(&[IRAN, "--state", "447", "--account", "leverage", "--actor", "iran", "--all"]);
    assert!(
        text.contains("2 more moves tempt it") && all.contains("  4. It could move") && !all.contains("more moves")
    );
}

#[test]
fn the_data_has_the_shape_that_is_promised() {
    let out = said_json(&[STRIKE, "--account", "pay", "--state", "4"]);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let header = ["format", "version", "case", "question", "stopped", "accounts_not_done"];
    assert_eq!(keys(&out), [&header[..], &["concepts", "accounts", "claims", "sources"]].concat());
    assert_eq!((&out["format"], &out["version"]), (&json!("statecraft-explanation"), &json!(1)));
    let account = &out["accounts"][0];
    assert_eq!(keys(account), ["id", "title", "state", "today", "taken", "equilibrium", "actors"]);
    let expected = json!({ "nash": false, "gmr": true, "smr": true, "seq": true, "symseq": true });
    assert_eq!(account["equilibrium"], expected);
    let company = &account["actors"][0];
    let fields = ["actor", "standing", "stable", "moves", "tempting", "temptations", "best_move"];
    assert_eq!(keys(company), fields);
    assert_eq!((&company["actor"], &company["standing"]), (&json!("company"), &json!("deterred")));
    let step = &company["temptations"][0]["move"];
    assert_eq!((&step["to"], &step["drops"], &step["takes_up"]), (&json!(1), &json!(["company.raise"]), &json!([])));
    let [answer] = company["temptations"][0]["answers"].as_array().unwrap().as_slice() else { panic!("{company}") };
    assert_eq!((&answer["concept"], &answer["verdict"]), (&json!("symseq"), &json!("deterred")));
    assert_eq!((&answer["end"]["is"], &answer["end"]["decides"]), (&json!("worse"), &json!(1)));
    assert_eq!(answer["end"]["loses"][0]["claims"], json!(["idle_days", "no_sitting_out"]));
    assert_eq!(out["claims"]["idle_days"]["speaker"], json!("Odo Finch"));
    let alone = said_json(&[STRIKE, "--account", "pay", "--actor", "town"]);
    assert_eq!(alone["accounts"][0]["equilibrium"], Value::Null);
}

fn said_json(args: &[&str]) -> Value {
    let ran = statecraft(&[&["explain", "--format", "json"], args].concat());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn pictures_show_the_moves() {
    for (format, start) in [("dot", "digraph {"), ("svg", "<svg ")] {
        let ran = statecraft(&["explain", STRIKE, "--account", "pay", "--state", "4", "--format", format]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        assert!(ran.out.starts_with(start) && ran.out.contains("State 4"), "{}", ran.out);
        assert!(ran.out.contains("The harbour company drops “Raise wages”"), "{}", ran.out);
    }
}

/// An actor alone has nobody to fear, and one without a name has the same one everywhere.
#[test]
fn one_actor_alone_has_no_others() {
    let folder = scratch("explain-alone");
    let case = "title = \"Alone\"\nactors.a.options.x = { label = \"Go\", assumption = \"a\" }\n\
                status_quo = { taken = [], assumption = \"a\" }\npreferences.a = [{ wants = 'a.x', assumption = \"a\" }]\n";
    fs::write(folder.join("case.toml"), case).unwrap();
    let ran = statecraft(&["explain", folder.to_str().unwrap()]);
    let told = ran.out.split("What it means").next().unwrap();
    assert!(told.contains("\nA would leave: there are no others to answer.\n"), "{}", ran.out);
    assert!(told.contains("\n  A takes none of its options\n") && !told.contains("the others"), "{}", ran.out);
}

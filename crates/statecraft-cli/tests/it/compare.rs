//! `compare` and `perceptions`: formats, and what a slip leads to.

use crate::run::statecraft;
use serde_json::Value;

const IRAN: &str = "cases/iran-taliban-2021-first";

fn fine(args: &[&str]) -> String {
    let ran = statecraft(args);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
    ran.out
}

/// What has no answer says so in one line that begins alike, whatever was asked.
#[test]
fn every_refusal_is_called_an_error() {
    for command in ["analyze", "explain", "paths", "compare"] {
        let ran = statecraft(&[command, IRAN, "--concept", "l2"]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{command}");
        assert!(ran.err.starts_with("error: ") && ran.err.contains("two actors"), "{command}: {}", ran.err);
    }
    let ran = statecraft(&["coalitions", IRAN, "--concept", "mr3"]);
    assert!(ran.code == Some(2) && ran.err.starts_with("error: "), "{}", ran.err);
}

fn refused(args: &[&str], words: &str) {
    let ran = statecraft(args);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}: {}", ran.err);
    assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
}

#[test]
fn a_comparison_has_its_formats() {
    let text = fine(&["compare", IRAN]);
    assert!(text.contains("Where they agree") && text.contains("What to watch for"), "{text}");
    assert!(!fine(&["compare", IRAN, "--watch"]).contains("Where they agree"));
    assert!(fine(&["compare", IRAN, "--format", "svg"]).starts_with("<svg "));
    assert!(fine(&["compare", IRAN, "--format", "dot"]).starts_with("digraph {"));
    let data: Value = serde_json::from_str(&fine(&["compare", IRAN, "--format", "json", "--concept", "seq"])).unwrap();
    assert_eq!(data["format"], "statecraft-comparison");
    assert_eq!(data["concepts"][0]["outcomes"]["leverage"], 20);
}

#[test]
fn accounts_are_chosen() {
    let data = fine(&["compare", IRAN, "--account", "isis", "--account", "leverage", "--format", "json"]);
    let data: Value = serde_json::from_str(&data).unwrap();
    let ids: Vec<&Value> = data["accounts"].as_array().unwrap().iter().map(|account| &account["id"]).collect();
    assert_eq!(ids, ["leverage", "isis"]);
    refused(&["compare", IRAN, "--account", "isis"], "compare needs two accounts or more; name another with --account");
    refused(&["compare", "cases/elmira"], "nothing to compare it with");
    refused(&["compare", IRAN, "--account", "isis", "--account", "leverag"], "did you mean `leverage`?");
}

#[test]
fn perceptions_are_said_or_written() {
    refused(&["perceptions", IRAN], "nothing says which account `iran` believes");
    refused(&["perceptions", IRAN, "--see", "iran"], "such as iran=leverage");
    refused(&["perceptions", IRAN, "--see", "irn=isis"], "did you mean `iran`?");
    refused(&["perceptions", IRAN, "--see", "iran=x"], "there is no account `x`; there are: leverage, spoiler, isis");
    refused(&["perceptions", IRAN, "--see", "iran=isis,iran=spoiler"], "believes isis and that it believes spoiler");
    refused(&["perceptions", IRAN, "--account", "isis", "--see", "iran=spoiler"], "name with it every account");
    let strike = ["perceptions", "cases/tutorial-harbour-strike", "--see", "union=jobs,company=pay,town=pay"];
    assert!(fine(&strike).contains("What holds under Nash when each decides by what it believes"));
    assert!(fine(&strike).contains("\nSources\n"));
    let data: Value = serde_json::from_str(&fine(&[&strike[..], &["--format", "json"]].concat())).unwrap();
    assert_eq!(
        (&data["format"], &data["perceptions"][0]["account"]),
        (&"statecraft-perceptions".into(), &"jobs".into())
    );
}

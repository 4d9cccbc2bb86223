//! `ledger`: formats, and which accounts are shown.

use crate::run::statecraft;
use serde_json::Value;

const IRAN: &str = "cases/iran-taliban-2021-first";
const STRIKE: &str = "cases/tutorial-harbour-strike";

fn fine(args: &[&str]) -> String {
    let ran = statecraft(args);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
    ran.out
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&fine(&[args, &["--format", "json"]].concat())).unwrap()
}

#[test]
fn the_ledger_has_its_formats() {
    let text = fine(&["ledger", IRAN]);
    assert!(text.contains("said      “if it manages to disrupt the peace process” (as Al-Nasser,"), "{text}");
    assert!(text.contains("… and 3 more claims\n"), "{text}");
    assert!(!fine(&["ledger", IRAN, "--all"]).contains("--all"));
    assert!(text.ends_with(&format!("To see everything:  statecraft ledger {IRAN} --all\n")), "{text}");
    assert!(text.contains("The case gives no ranges of likelihood, so nothing is weighed.\n"), "{text}");
    let data = json(&["ledger", IRAN]);
    assert_eq!((&data["format"], &data["leader"]), (&"statecraft-ledger".into(), &Value::Null));
    assert_eq!(data["accounts"][1]["against"]["origins"]["all"], 1);
    let ran = statecraft(&["ledger", IRAN, "--format", "csv"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(
        ran.err.contains("invalid value 'csv'") && ran.err.contains("[possible values: text, json]"),
        "{}",
        ran.err
    );
}

/// What bears on all accounts alike is asked of all, whichever are shown.
#[test]
fn the_accounts_that_are_not_shown_still_count() {
    let (all, two) = (json(&["ledger", IRAN]), json(&["ledger", IRAN, "--account", "isis", "--account", "leverage"]));
    let account = |data: &Value, at: usize| data["accounts"][at].clone();
    assert_eq!([account(&two, 0), account(&two, 1)], [account(&all, 0), account(&all, 2)]);
    assert_eq!((&two["alike"], two["accounts"].as_array().unwrap().len()), (&all["alike"], 2));
    let pairs: Vec<&Value> = two["pairs"].as_array().unwrap().iter().collect();
    assert_eq!(pairs, [&all["pairs"][1]]);
    let one = json(&["ledger", IRAN, "--account", "isis"]);
    assert_eq!((&one["pairs"], account(&one, 0)), (&Value::Array(vec![]), account(&all, 2)));
    let ran = statecraft(&["ledger", IRAN, "--account", "isi"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("did you mean `isis`?"), "{}", ran.err);
}

#[test]
fn ranges_are_weighed_and_a_case_of_one_account_has_none() {
    let text = fine(&["ledger", STRIKE]);
    assert!(text.contains("not_alone + in_writing (of shared origin)"), "{text}");
    assert!(text.contains("None leads over the whole range."), "{text}");
    let text = fine(&["ledger", "cases/elmira"]);
    assert!(!text.contains("likelihood") && !text.contains("against:"), "{text}");
}

#[test]
fn evidence_comes_before_a_game() {
    let case = "crates/statecraft/tests/samples/valid/evidence-alone.toml";
    let checked = statecraft(&["check", case]);
    assert_eq!((checked.code, checked.err.as_str()), (Some(0), ""), "{}", checked.out);
    let shown = statecraft(&["show", case]).out;
    assert!(shown.contains("Nobody acts yet") && shown.contains("divers  It took trained divers [blast]"), "{shown}");
    let ledger = statecraft(&["ledger", case]).out;
    assert!(ledger.contains("It took trained divers           0.6–0.9  0.1–0.4"), "{ledger}");
    assert!(ledger.contains("“Nobody has claimed it” is put as likely under each account"), "{ledger}");
    let json: serde_json::Value = serde_json::from_str(&statecraft(&["ledger", case, "--format", "json"]).out).unwrap();
    assert_eq!(crate::schemas::Schema::of("answer").refuses(&json), None);
    assert_eq!(json["evidence"][1]["tells"], false);
    for command in ["analyze", "brief", "states", "compare", "change", "scenarios"] {
        let ran = statecraft(&[command, case]);
        assert!(ran.code == Some(1) && ran.err.contains("no actors yet"), "{command}: {}", ran.err);
    }
}

//! `diff`: what it says of an edited case, and how it ends where it cannot say all.

use crate::run::{copy, root, scratch, statecraft};
use crate::schemas::Schema;
use serde_json::Value;
use std::fs;

const STRIKE: &str = "cases/tutorial-harbour-strike";

/// The tutorial's case after a third paper: a wish that moved and rests on it, a wish less, a rule less.
fn newer(name: &str) -> String {
    let folder = scratch(name);
    copy(&root().join(STRIKE), &folder);
    let mut text = fs::read_to_string(folder.join("case.toml")).unwrap();
    for (old, new) in [
        (
            "  { wants = 'not company.promise', claims = [\"tied_hands\"] },\n  { wants = 'not company.raise',   claims = [\"for_good\"] },\n",
            "  { wants = 'not company.raise',   claims = [\"never\"] },\n  { wants = 'not company.promise', claims = [\"tied_hands\"] },\n",
        ),
        ("  { wants = 'not union.block',                    claims = [\"sympathy\"] },\n", ""),
        ("[[rules]]\nat_most_one = ['company.raise', 'company.promise']\nclaims      = [\"either\"]\n", ""),
        ("[actors.union]\n", "[sources.gull]\ntitle = \"A third paper\"\ndate = 2024-05-16\n\n[actors.union]\n"),
        (
            "[evidence.asked]\n",
            "[claims.never]\nsource = \"gull\"\nquote = \"they will never pay\"\n\n[evidence.asked]\n",
        ),
    ] {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
    }
    fs::write(folder.join("case.toml"), text).unwrap();
    folder.to_str().unwrap().to_string()
}

#[test]
fn an_edited_case_is_told_in_words() {
    let new = newer("diff-words");
    let ran = statecraft(&["diff", STRIKE, &new]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    insta::assert_snapshot!(ran.out);
    let same = statecraft(&["diff", STRIKE, STRIKE]);
    assert_eq!((same.code, same.out.ends_with("Nothing changed.\n")), (Some(0), true), "{}", same.out);
}

#[test]
fn judgements_name_the_changes_behind_them() {
    let new = newer("diff-data");
    let ran = statecraft(&["diff", STRIKE, &new, "--account", "pay", "--concept", "nash", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let data: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(Schema::of("answer").refuses(&data), None);
    let [account] = data["accounts"].as_array().unwrap().as_slice() else { panic!("{data:#}") };
    let [judgement] = account["judgements"].as_array().unwrap().as_slice() else { panic!("{account:#}") };
    assert_eq!((&judgement["holds"], &judgement["scenario"]), (&Value::Bool(true), &Value::from("deadlock")));
    let [cause] = judgement["alone"].as_array().unwrap().as_slice() else { panic!("{judgement:#}") };
    let cause = &data["changes"][cause.as_u64().unwrap() as usize];
    assert_eq!((&cause["how"], &cause["account"]), (&Value::from("removed"), &Value::from("pay")));
    let touched = &data["touches"][0];
    assert_eq!((&touched["without"]["name"], &touched["claims"][0]), (&Value::from("gull"), &Value::from("never")));
    assert_eq!(touched["without"]["falls"].as_array().unwrap().len(), 1);
}

#[test]
fn errors_and_limits_end_it_as_in_other_commands() {
    let folder = scratch("diff-errors");
    fs::write(folder.join("case.toml"), "title = 't'\n[actors.a]\nname = 'A'\noptions.x = 5\n").unwrap();
    assert_eq!(statecraft(&["diff", STRIKE, folder.to_str().unwrap()]).code, Some(1));
    assert_eq!(statecraft(&["diff", STRIKE, "cases/nowhere"]).code, Some(2));
    assert_eq!(statecraft(&["diff", STRIKE, STRIKE, "--account", "nobody"]).code, Some(2));
    assert_eq!(statecraft(&["diff", STRIKE, STRIKE, "--limit-states", "3"]).code, Some(3));
    assert_eq!(statecraft(&["diff", STRIKE, STRIKE, "--time-limit", "0"]).code, Some(3));
}

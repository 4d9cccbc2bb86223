//! `linkage` as a user meets it.

use crate::run::{root, scratch, statecraft};
use std::fs;

const SAMPLE: &str = "crates/statecraft/tests/samples/valid/issues.toml";

#[test]
fn a_paper_is_told_in_sentences() {
    let ran = statecraft(&["linkage", SAMPLE]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    for part in [
        "2 issues: “The road” (Uphill) and “The well” (Downhill). Nobody sits at two tables",
        "12 states: 6 settings of “The road” and 2 of “The well”.",
        "In “The road” Uphill could move to state",
        "In “The well” Downhill would then move to state",
    ] {
        assert!(ran.out.split_whitespace().collect::<Vec<_>>().join(" ").contains(part), "{part}\n{}", ran.out);
    }
    let json: serde_json::Value =
        serde_json::from_str(&statecraft(&["linkage", SAMPLE, "--format", "json"]).out).unwrap();
    assert_eq!(json["format"], "statecraft-linkage");
    assert_eq!(json["issues"][0]["options"].as_array().unwrap().len(), 4, "{json}");
    assert_eq!(crate::schemas::Schema::of("answer").refuses(&json), None);
}

#[test]
fn the_papers_are_drawn() {
    let svg = statecraft(&["linkage", SAMPLE, "--format", "svg"]).out;
    assert!(svg.starts_with("<svg") && svg.contains("Papers across issues"), "{svg}");
    let dot = statecraft(&["linkage", SAMPLE, "--format", "dot"]).out;
    assert!(dot.contains("digraph") && dot.contains("In “The well”: Downhill"), "{dot}");
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let ran = statecraft(&["linkage", "cases/tutorial-harbour-strike"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("the case names no issues"), "{}", ran.err);
    let ran = statecraft(&["linkage", SAMPLE, "--concept", "lcs"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("nash, gmr, smr, seq and symseq, not under lcs"), "{}", ran.err);
}

#[test]
fn check_warns_where_no_threat_across_issues_is_to_be_believed() {
    let text = fs::read_to_string(root().join(SAMPLE)).unwrap();
    assert!(!statecraft(&["check", SAMPLE]).out.contains("no-paper"));
    let file = scratch("no-paper").join("case.toml");
    fs::write(&file, text.replace("'down.dam iff up.close'", "'not down.dam'")).unwrap();
    let out = statecraft(&["check", file.to_str().unwrap()]).out;
    assert!(out.contains("no-paper") && out.contains("no threat across the issues is to be believed"), "{out}");
    let shown = statecraft(&["show", SAMPLE]).out;
    assert!(shown.contains("Issues\n  road  The road: up.close and up.toll\n"), "{shown}");
}

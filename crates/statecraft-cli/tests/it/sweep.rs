//! `sweep`, as an engine would start it.

use crate::run::{PROGRAM, root, scratch, statecraft};
use std::fs;
use std::path::Path;
use std::process::Command;

const CASE: &str = "cases/tutorial-harbour-strike";

fn plan(file: &Path, shards: &str) {
    let ran = statecraft(&[
        "sweep",
        "plan",
        CASE,
        "--every-line",
        "--samples",
        "50",
        "--freeze",
        "union.strike",
        "--shards",
        shards,
        "-o",
        &file.display().to_string(),
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

/// The command of the manifest, with its paths replaced and the number that Kubernetes gives.
#[test]
fn the_command_of_the_kubernetes_manifest_counts_its_shard() {
    let folder = scratch("sweep-kubernetes");
    let text = fs::read_to_string(root().join("docs/scale/kubernetes.yaml")).unwrap();
    let line = text.lines().find_map(|line| line.trim().strip_prefix("command: ")).expect("a command");
    let command: Vec<String> = serde_json::from_str(line).expect("a list");
    let shards: u64 = text.lines().find_map(|line| line.trim().strip_prefix("completions: ")).unwrap().parse().unwrap();
    plan(&folder.join("plan.json"), &shards.to_string());
    let case = root().join(CASE).display().to_string();
    let inside = |arg: &String| match arg.as_str() {
        "/sweep/case" => case.clone(),
        arg => arg.strip_prefix("/sweep/").map_or(arg.to_string(), |rest| folder.join(rest).display().to_string()),
    };
    let args: Vec<String> = command[1..].iter().map(inside).collect();
    assert_eq!(&args[..2], ["sweep", "run"]);
    for index in 0..shards {
        let done = Command::new(PROGRAM).args(&args).env("JOB_COMPLETION_INDEX", index.to_string()).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    let (plan, shards) = (folder.join("plan.json").display().to_string(), folder.join("shards").display().to_string());
    let missing = statecraft(&["sweep", "missing", &plan, &shards]);
    assert_eq!((missing.code, missing.out.as_str()), (Some(0), ""));
    let merged = statecraft(&["sweep", "merge", &plan, CASE, "--from", &shards, "--format", "csv"]);
    assert!(merged.out.starts_with("cell,account,concept,state") && merged.out.lines().count() > 20);
}

#[test]
fn a_shard_that_is_damaged_is_missing_and_is_counted_again() {
    let folder = scratch("sweep-damaged");
    let (plan_file, shards) = (folder.join("plan.json"), folder.join("shards"));
    plan(&plan_file, "2");
    let (plan_file, dir) = (plan_file.display().to_string(), shards.display().to_string());
    let count = |shard: &str| statecraft(&["sweep", "run", &plan_file, CASE, "--shard", shard, "-o", &dir]);
    assert_eq!((count("1").code, count("2").code), (Some(0), Some(0)));
    assert!(count("2").err.contains("is there already"));
    let file = shards.join("shard-2.json");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, &text[..text.len() / 2]).unwrap();
    assert_eq!(statecraft(&["sweep", "missing", &plan_file, &dir]).out, "2\n");
    let merged = statecraft(&["sweep", "merge", &plan_file, CASE, "--from", &dir]);
    assert!(merged.code == Some(2) && merged.err.contains("1 of the shards is not there: 2"), "{}", merged.err);
    assert_eq!(count("2").code, Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), text, "the same bytes again");
    let none = statecraft(&["sweep", "run", &plan_file, CASE, "--shard", "3", "-o", &dir]);
    assert!(none.code == Some(2) && none.err.contains("numbered from 1 to 2"), "{}", none.err);
}

//! The course: no exercise is solved as it is handed out, and every answer solves its own.

use crate::run::{copy, root, scratch, statecraft};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The exercises by name, with their folders.
fn exercises() -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(root().join("docs/course/exercises")).unwrap().map(|entry| entry.unwrap());
    let mut found: Vec<_> =
        entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path())).collect();
    found.sort();
    assert_eq!(found.len(), 6);
    found
}

/// How an exercise stands: the exit code, and what the goals stand at.
fn stands(folder: &Path) -> (Option<i32>, Vec<String>) {
    let ran = statecraft(&["exercise", folder.to_str().unwrap(), "--format", "json"]);
    let reports: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err));
    let goals = reports["exercises"][0]["goals"].as_array().unwrap().iter();
    (ran.code, goals.map(|goal| goal["standing"].as_str().unwrap().to_string()).collect())
}

#[test]
fn exercises_have_gaps_and_answers_fill_them() {
    for (name, folder) in exercises() {
        let (code, before) = stands(&folder);
        assert!(code == Some(1) && before.iter().any(|standing| standing != "right"), "{name}: {before:?}");
        let solved = scratch(&format!("course-{name}"));
        copy(&folder, &solved);
        copy(&root().join("docs/course/answers").join(&name), &solved);
        let (code, after) = stands(&solved);
        assert!(code == Some(0) && after.iter().all(|standing| standing == "right"), "{name}: {after:?}");
    }
}

#[test]
fn wrong_answers_are_told_from_right_ones_and_from_none() {
    let (_, folder) = exercises().remove(3);
    let mine = scratch("course-mine");
    copy(&folder, &mine);
    let file = mine.join("exercise.toml");
    let text = fs::read_to_string(&file).unwrap();
    let filled =
        text.replacen("# states = […]", "states = [1, 3, 5]", 1).replacen("# states = […]", "states = [2, 6]", 1);
    fs::write(&file, filled).unwrap();
    let (code, goals) = stands(&mine);
    assert_eq!((code, &goals[..3]), (Some(1), ["right", "not-yet", "unanswered"].map(String::from).as_slice()));
    let theirs = folder.join("exercise.toml");
    let ran = statecraft(&["exercise", mine.to_str().unwrap(), "--goals", theirs.to_str().unwrap()]);
    assert!(ran.code == Some(1) && ran.out.contains("0 of 5 right"), "{}", ran.out);
    fs::write(&file, "tsak = ''").unwrap();
    let ran = statecraft(&["exercise", mine.to_str().unwrap()]);
    assert!(ran.code == Some(2) && ran.err.contains("is no exercise") && ran.err.contains("tsak"), "{}", ran.err);
}

//! Answers are data of their own: what is written is read back the same, without the study.

use crate::lines::catalogue;
use serde::{Serialize, de::DeserializeOwned};
use statecraft::answers::compare::AccountComparison;
use statecraft::answers::perceptions::Perceived;
use statecraft::graph::Limits;
use statecraft::stability::Concept;
use statecraft::study::Study;
use statecraft::text::TextOptions;
use std::fmt::Debug;

/// The cases of the catalogue.
fn studies() -> impl Iterator<Item = Study> {
    catalogue().into_iter().map(|path| Study::read(path, None, &Limits::default()).expect("a case"))
}

/// What is read back from the JSON of an answer is the answer.
fn read_back<A: Serialize + DeserializeOwned + PartialEq + Debug>(answer: &A) -> A {
    let json = serde_json::to_string(answer).expect("plain data");
    let read: A = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}\n{json}"));
    assert!(read == *answer, "{json}\n{read:?}");
    assert_eq!(serde_json::to_string(&read).expect("plain data"), json);
    read
}

#[test]
fn comparisons() {
    for study in studies() {
        let answer = AccountComparison::of(&study, &Concept::USUAL, &Limits::default()).expect("they apply");
        let read = read_back(&answer);
        let options = TextOptions { width: 80, all: true };
        assert_eq!(read.text(&study, options), answer.text(&study, options));
        assert_eq!(read.picture(&study).svg(), answer.picture(&study).svg());
    }
}

#[test]
fn perceptions() {
    for study in studies() {
        let believed: Vec<usize> = (0..study.case.actors.len()).map(|actor| actor % study.accounts.len()).collect();
        let answer = Perceived::of(&study, &believed, &Concept::USUAL, &Limits::default()).expect("they apply");
        let read = read_back(&answer);
        let options = TextOptions { width: 80, all: true };
        assert_eq!(read.text(&study, options), answer.text(&study, options));
    }
}

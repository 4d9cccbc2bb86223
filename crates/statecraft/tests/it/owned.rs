//! Answers are data of their own: what is written is read back the same, without the study.

use crate::lines::catalogue;
use serde::{Serialize, de::DeserializeOwned};
use statecraft::answers::{Asked, Explanation};
use statecraft::graph::{Limits, StateId};
use statecraft::stability::Concept;
use statecraft::study::{LaidOut, Study};
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
fn explanations() {
    for study in studies() {
        let first = study.accounts.first().expect("an account");
        let leader = Concept::parse("l2", &[]).expect("a concept");
        let two = [Concept::USUAL.as_slice(), &[leader]].concat();
        let concepts = if first.model.actors.len() == 2 { two } else { Concept::USUAL.to_vec() };
        let today = |laid_out: &LaidOut| laid_out.graph.status_quo.unwrap_or(StateId::new(0));
        let states: Vec<_> = study.accounts.iter().map(|laid_out| (laid_out, today(laid_out))).collect();
        let asked = Asked { concepts: &concepts, actor: None, all: true };
        let answer = Explanation::of(&study, &states, asked, &Limits::default()).expect("they apply");
        let read = read_back(&answer);
        assert_eq!(read.text(&study, 80), answer.text(&study, 80));
        assert_eq!(read.accounts[0].picture(&study).svg(), answer.accounts[0].picture(&study).svg());
    }
}

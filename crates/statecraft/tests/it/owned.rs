//! Every answer is owned data: it can be sent elsewhere, and what is read back from its JSON is the same answer.

use serde::Serialize;
use serde::de::DeserializeOwned;
use statecraft::answers::compare::AccountComparison;
use statecraft::answers::perceptions::Perceived;
use statecraft::answers::{
    Analysis, Ask, AskCoalitions, AskPaths, AskRobust, Asked, Check, Distances, Explanation, Impact, Ledger, Needs,
    StateList, StructuresAsked,
};
use statecraft::change::Costs;
use statecraft::graph::{Limits, StateId, StateSet};
use statecraft::impact::{ImpactBase, Policy};
use statecraft::stability::Concept;
use statecraft::structures::{CONCEPTS, Extension, Ties};
use statecraft::study::{LaidOut, StateName, Study, Which};
use std::fmt::Debug;
use std::path::Path;

/// The cases of the catalogue, opened.
pub(crate) fn studies() -> Vec<Study> {
    let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let folders = std::fs::read_dir(catalogue).expect("a folder").map(|entry| entry.expect("an entry").path());
    let open = |path| Study::open(path, &Limits::default()).expect("a case");
    let studies: Vec<Study> = folders.filter(|path| path.is_dir()).map(open).collect();
    assert!(studies.len() > 10);
    studies
}

/// The answer, read back from its JSON.
fn read_back<A: Serialize + DeserializeOwned + PartialEq + Debug + Send + Sync + 'static>(answer: &A) -> A {
    let text = serde_json::to_string(answer).expect("it is written");
    let read: A = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text:.400}"));
    if read != *answer {
        let (one, other) = (format!("{read:#?}"), format!("{answer:#?}"));
        let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        panic!("{differs:?}: {text:.400}");
    }
    assert_eq!(serde_json::to_string(&read).expect("it is written"), text);
    read
}

#[test]
fn analyses_are_read_back() {
    let asked = StructuresAsked {
        attitudes: Some(Ties::Weak),
        strength: true,
        unknown: Extension::ALL.to_vec(),
        concepts: CONCEPTS.to_vec(),
    };
    for study in studies() {
        let mut analysis = Analysis::of(&study, &Concept::USUAL, &Limits::default()).expect("they apply");
        analysis.summarise(&study);
        if study.accounts.iter().all(|laid_out| laid_out.graph.len() < 200) {
            analysis.read_as(&study, &asked, &Limits::default());
        }
        let read = read_back(&analysis);
        let options = statecraft::text::TextOptions { width: 100, all: true };
        assert_eq!(read.text(&study, options), analysis.text(&study, options));
    }
}

#[test]
fn lists_of_states_are_read_back() {
    for study in studies() {
        let sets = study.accounts.iter().map(|of| StateSet::of(of.graph.len(), |state| state.index() % 3 == 1));
        let list = StateList::new(&study, sets.collect());
        let read = read_back(&list);
        assert_eq!(read.text(&study, 40, 80), list.text(&study, 40, 80));
    }
}

#[test]
fn checks_are_read_back() {
    for study in studies() {
        read_back(&Check::new(&study, Vec::new(), &[]));
    }
}

#[test]
fn comparisons_are_read_back() {
    for study in studies() {
        let answer = AccountComparison::of(&study, &Concept::USUAL, &Limits::default()).expect("they apply");
        let read = read_back(&answer);
        let options = statecraft::text::TextOptions { width: 80, all: true };
        assert_eq!(read.text(&study, options), answer.text(&study, options));
        assert_eq!(read.picture(&study).svg(), answer.picture(&study).svg());
    }
}

#[test]
fn explanations_are_read_back() {
    for study in studies() {
        let two = study.accounts[0].model.actors().len() == 2;
        let concepts = two.then(|| Concept::parse("l2", &[]).expect("a concept"));
        let concepts: Vec<Concept> = Concept::USUAL.into_iter().chain(concepts).collect();
        let today = |laid_out: &LaidOut| laid_out.graph.status_quo.unwrap_or(StateId::new(0));
        let states: Vec<_> = study.accounts.iter().map(|laid_out| (laid_out, today(laid_out))).collect();
        let asked = Asked { concepts, actor: None, all: true };
        let explanation = Explanation::of(&study, &states, &asked, &Limits::default()).expect("they apply");
        let read = read_back(&explanation);
        assert_eq!(read.text(&study, 80), explanation.text(&study, 80));
        assert_eq!(read.accounts[0].picture(&study).svg(), explanation.accounts[0].picture(&study).svg());
    }
}

#[test]
fn perceptions_are_read_back() {
    for study in studies() {
        let believed: Vec<usize> = (0..study.case.actors.len()).map(|actor| actor % study.accounts.len()).collect();
        let answer = Perceived::of(&study, &believed, &Concept::USUAL, &Limits::default()).expect("they apply");
        let read = read_back(&answer);
        let options = statecraft::text::TextOptions { width: 80, all: true };
        assert_eq!(read.text(&study, options), answer.text(&study, options));
    }
}

#[test]
fn impacts_and_needs_are_read_back() {
    let options = statecraft::text::TextOptions { width: 100, all: true };
    let small = |study: &Study| study.accounts.iter().all(|laid_out| laid_out.graph.len() < 200);
    for study in studies().into_iter().filter(small) {
        let base = ImpactBase::of(&study.case, &Concept::USUAL, &Limits::default()).expect("they apply");
        let impact = Impact::of(&base, &study, &[], &Concept::USUAL, Policy::Falls);
        assert_eq!(read_back(&impact).text(&study, options), impact.text(&study, options));
        let needs = Needs::of(&base, &study, 0, StateId::new(0));
        assert_eq!(read_back(&needs).text(&study, options), needs.text(&study, options));
    }
}

#[test]
fn distances_are_read_back() {
    let options = statecraft::text::TextOptions { width: 100, all: true };
    let small = |study: &Study| study.accounts.iter().all(|laid_out| laid_out.graph.len() < 200);
    for study in studies().into_iter().filter(small) {
        let states = vec![None; study.accounts.len()];
        let ask = Ask { concept: Concept::Gmr, holds: None, costs: Costs { most: 2, ..Costs::default() }, most: 3 };
        let distances = Distances::of(&study, &states, ask, &Limits::default()).expect("it is a usual one");
        assert_eq!(read_back(&distances).text(&study, options), distances.text(&study, options));
    }
}

#[test]
fn ledgers_are_read_back() {
    let options = statecraft::text::TextOptions { width: 100, all: true };
    for study in studies() {
        let ledger = Ledger::of(&study, &[], &Limits::default()).expect("there is time");
        assert_eq!(read_back(&ledger).text(options), ledger.text(options));
    }
}

#[test]
fn paths_are_read_back() {
    for study in studies() {
        let first = Which::Named(StateName::of(&study.accounts[0].graph, StateId::new(0)));
        let from = if study.case.status_quo.is_some() { Which::Today } else { first };
        let question = AskPaths { from, stop_at_equilibria: true, ..AskPaths::default() };
        let paths = study.ask(&question, &Limits::default()).expect("an answer");
        let read = read_back(&paths);
        for all in [false, true] {
            let options = statecraft::text::TextOptions { width: 80, all };
            assert_eq!(read.text(&study, options), paths.text(&study, options));
        }
        let drawn = |of: &statecraft::answers::PathsReport| {
            of.pictures(&study, 60).iter().map(|picture| picture.svg()).collect::<Vec<_>>()
        };
        assert_eq!(drawn(&read), drawn(&paths));
    }
}

#[test]
fn coalitions_are_read_back() {
    let options = statecraft::text::TextOptions { width: 80, all: true };
    for study in studies() {
        let state = Which::Named(StateName::of(&study.accounts[0].graph, StateId::new(0)));
        let about = study.which(&state).is_ok().then_some(state);
        for state in [None, about] {
            let question = AskCoalitions { state, ..AskCoalitions::default() };
            let coalitions = study.ask(&question, &Limits::default()).expect("an answer");
            assert_eq!(read_back(&coalitions).text(&study, options), coalitions.text(&study, options));
        }
    }
}

#[test]
fn robustness_is_read_back() {
    let options = statecraft::text::TextOptions { width: 80, all: true };
    for study in studies() {
        let question = AskRobust { samples: 20, every_line: true, ..AskRobust::default() };
        let robust = study.ask(&question, &Limits::default()).expect("an answer");
        assert_eq!(read_back(&robust).text(&study, options), robust.text(&study, options));
    }
}

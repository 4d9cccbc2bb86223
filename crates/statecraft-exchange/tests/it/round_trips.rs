//! What goes out comes in again: the same states, moves, ranks and outcomes.

use crate::models::{self, May};
use crate::read::{imported, outcomes, ranked, study};
use statecraft::graph::Limits;
use statecraft::model::OptionSet;
use statecraft::stability::Concept;
use statecraft::study::{LaidOut, Study};
use statecraft_exchange::export::{NotExported, Target, write};
use statecraft_exchange::import::read;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A study of each account of the catalogue that has few states.
fn catalogue() -> Vec<Study> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let study = Study::open(entry.unwrap().path(), &Limits::default()).unwrap();
        for one in &study.accounts {
            let only = study.only(&one.account.id().map(String::from).into_iter().collect::<Vec<_>>()).unwrap();
            if one.graph.len() <= 300 {
                found.push(only);
            }
        }
    }
    assert!(found.len() > 10, "{}", found.len());
    found
}

/// Random studies of this kind, without those that contradict themselves.
fn random(seeds: std::ops::Range<u64>, may: May) -> Vec<Study> {
    let all = seeds.clone().map(|seed| Study::from_text(&models::case(seed, may), &Limits::default()));
    let found: Vec<Study> = all.filter(|study| !study.has_errors()).collect();
    assert!(found.len() * 2 > (seeds.end - seeds.start) as usize, "{}", found.len());
    found
}

/// The same account after a way through another format.
fn there_and_back(study: &Study, target: Target, name: &str) -> Option<Study> {
    let exported = match write(study, target, &Limits::default()) {
        Ok(exported) => exported,
        Err(NotExported::NoOptions) => return None,
        Err(why) => panic!("{}: {why}", study.case.title),
    };
    let back = read(name, &exported.bytes, None, &Limits::default());
    let back = back.unwrap_or_else(|no| panic!("{}: {:?}\n{}", study.case.title, no.problems, no.file.text));
    Some(crate::read::study(&back.text))
}

/// The bits of an account's states, ranked; whatever the options are called.
fn shape(one: &LaidOut) -> BTreeSet<(OptionSet, Vec<usize>)> {
    let statecraft::graph::StateSpace::Settings(states) = &one.graph.states else { return BTreeSet::new() };
    let order: Vec<(String, Vec<usize>)> = ranked(one).into_iter().collect();
    one.graph
        .state_ids()
        .map(|state| {
            let taken = one.taken(state).join(" ");
            let ranks = order.iter().find(|(known, _)| *known == taken).unwrap().1.clone();
            (states.code(state), ranks)
        })
        .collect()
}

/// The settings of the outcomes under a concept.
fn codes(one: &LaidOut, concept: Concept) -> BTreeSet<OptionSet> {
    let statecraft::graph::StateSpace::Settings(states) = &one.graph.states else { return BTreeSet::new() };
    let found = statecraft::stability::analyze(&one.graph, &[concept]).unwrap();
    found.equilibria(concept).iter().map(|state| states.code(state)).collect()
}

fn plain(study: &Study) -> bool {
    let one = &study.accounts[0];
    let merged = matches!(one.model.form(), statecraft::model::Form::Options(form) if !form.merges.is_empty());
    !one.graph.barred && !merged
}

#[test]
fn gmcr_keeps_states_moves_and_ranks() {
    let mut seen = 0;
    let may = May { choices: true, one_way: true, weights: true, more_rules: false };
    for study in random(0..300, may).iter().chain(&catalogue()) {
        let Some(back) = there_and_back(study, Target::Gmcr, "back.gmcr") else { continue };
        let (before, after) = (&study.accounts[0], &back.accounts[0]);
        if !plain(study) {
            continue;
        }
        assert_eq!(shape(before), shape(after), "{}", study.case.file.text);
        for concept in Concept::USUAL {
            assert_eq!(codes(before, concept), codes(after, concept), "{}", study.case.file.text);
        }
        seen += 1;
    }
    assert!(seen > 200, "{seen}");
}

/// Whatever a file says: once it is a case, the file that is written of the case says the same, so that the case is the same again.
#[test]
fn gmcr_files_come_back() {
    for name in ["lock.gmcr", "ranked.gmcr", "misperceived.gmcr"] {
        let first = study(&imported(name).text);
        let base =
            first.only(&first.accounts[0].account.id().map(String::from).into_iter().collect::<Vec<_>>()).unwrap();
        let exported = write(&base, Target::Gmcr, &Limits::default()).unwrap();
        let second = read(name, &exported.bytes, None, &Limits::default()).unwrap();
        let second = study(&second.text);
        assert_eq!(first.accounts.len(), second.accounts.len(), "{name}");
        for (before, after) in first.accounts.iter().zip(&second.accounts) {
            assert_eq!(ranked(before), ranked(after), "{name}");
        }
        let believed = |study: &Study| {
            let all = study.case.perceptions.iter();
            all.map(|one| (one.actor.value.clone(), one.account.value.clone())).collect::<Vec<_>>()
        };
        assert_eq!(believed(&first), believed(&second));
    }
}

#[test]
fn tables_keep_states_and_ranks() {
    let may = May { choices: true, one_way: false, weights: true, more_rules: false };
    for study in random(0..150, may).iter().chain(&catalogue()).filter(|study| plain(study)) {
        let back = there_and_back(study, Target::Csv, "back.csv");
        if study.case.is_bare_graph() {
            continue;
        }
        let back = back.unwrap();
        assert_eq!(ranked(&study.accounts[0]), ranked(&back.accounts[0]), "{}", study.case.file.text);
    }
}

#[test]
fn workbooks_keep_states_moves_ranks_and_today() {
    let may = May { choices: true, one_way: true, weights: true, more_rules: false };
    for study in random(0..60, may).iter().chain(&catalogue()).filter(|study| plain(study)) {
        let back = there_and_back(study, Target::Xlsx, "back.xlsx").unwrap();
        let (before, after) = (&study.accounts[0], &back.accounts[0]);
        assert_eq!(ranked(before), ranked(after), "{}", study.case.file.text);
        let today = |one: &LaidOut| {
            one.graph.status_quo.map(|today| one.taken(today).join(" ")).filter(|taken| !taken.is_empty())
        };
        assert_eq!(today(before), today(after));
        for concept in Concept::USUAL {
            assert_eq!(outcomes(before, concept), outcomes(after, concept), "{}", study.case.file.text);
        }
    }
}

#[test]
fn bare_graphs_go_through_workbooks() {
    for seed in 0..40 {
        let study = study(&models::graph(seed));
        let back = there_and_back(&study, Target::Xlsx, "back.xlsx").unwrap();
        let (before, after) = (&study.accounts[0].graph, &back.accounts[0].graph);
        for state in before.state_ids() {
            assert_eq!(before.state_name(state), after.state_name(state));
            for actor in before.actor_ids() {
                assert_eq!(before.moves_from(actor, state), after.moves_from(actor, state));
            }
        }
        for concept in Concept::USUAL {
            let found = |graph| statecraft::stability::analyze(graph, &[concept]).unwrap().equilibria(concept);
            assert_eq!(found(before), found(after), "{seed}");
        }
    }
}

/// A game of a case without rules and one-way options has its Nash outcomes.
#[test]
fn games_keep_nash_outcomes() {
    let may = May { choices: true, ..May::default() };
    let (mut seen, mut boxes) = (0, 0);
    for study in random(0..200, may) {
        let one = &study.accounts[0];
        if one.graph.len() == 1 {
            continue; // nobody has a choice
        }
        let back = there_and_back(&study, Target::Nfg, "back.nfg").unwrap();
        let after = &back.accounts[0];
        let sizes = |one: &LaidOut| {
            (
                one.graph.len(),
                statecraft::stability::analyze(&one.graph, &[Concept::Nash]).unwrap().equilibria(Concept::Nash).len(),
            )
        };
        let (before, after) = (sizes(one), sizes(after));
        seen += 1;
        if before.0 == after.0 {
            assert_eq!(before, after, "{}", study.case.file.text);
            boxes += 1;
        } else {
            assert!(before.1 <= after.1, "{}", study.case.file.text);
        }
    }
    assert!(seen > 100 && boxes > 50, "{seen} {boxes}");
}

/// What is read of a game is read of it again.
#[test]
fn games_come_back() {
    for seed in 0..200 {
        let game = models::game(seed);
        let first = read("game.nfg", game.as_bytes(), None, &Limits::default()).unwrap();
        let back = there_and_back(&study(&first.text), Target::Nfg, "game.nfg").unwrap();
        assert_eq!(ranked(&study(&first.text).accounts[0]), ranked(&back.accounts[0]), "{game}");
    }
}

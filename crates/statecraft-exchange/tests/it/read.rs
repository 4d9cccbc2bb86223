//! What is read of the files of other tools, beside what the formats say by hand.

use statecraft::case::Case;
use statecraft::graph::Limits;
use statecraft::stability::{Concept, analyze};
use statecraft::study::{LaidOut, Study};
use statecraft_exchange::import::{Imported, read};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of other tools: those of the tests, and those that docs/exchange.md shows.
pub(crate) fn files() -> Vec<PathBuf> {
    let folders =
        ["tests/files", "../../docs/exchange"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    let mut found: Vec<PathBuf> =
        folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path()).collect();
    found.sort();
    assert!(found.len() >= 10);
    found
}

pub(crate) fn file(name: &str) -> Vec<u8> {
    let path = files().into_iter().find(|path| path.file_name().is_some_and(|known| known == name));
    fs::read(path.unwrap_or_else(|| panic!("{name}"))).unwrap()
}

/// One of these files as a case.
pub(crate) fn imported(name: &str) -> Imported {
    let bytes = file(name);
    let imported = read(name, &bytes, None, &Limits::default())
        .unwrap_or_else(|rejected| panic!("{name}: {:?}", rejected.problems));
    assert_eq!(Case::parse(&imported.text).unwrap().to_json(), imported.case.to_json(), "{name}");
    imported
}

pub(crate) fn study(text: &str) -> Study {
    let study = Study::from_text(text, &Limits::default());
    assert!(!study.has_errors(), "{:?}\n{text}", study.problems);
    study
}

/// Each state as what is taken in it, with its rank for each actor, 1 the best.
pub(crate) fn ranked(one: &LaidOut) -> BTreeSet<(String, Vec<usize>)> {
    let rank = |actor: &Vec<u32>, at: usize| {
        let better: BTreeSet<u32> = actor.iter().copied().filter(|rank| *rank > actor[at]).collect();
        better.len() + 1
    };
    let row = |state: statecraft::model::StateId| {
        let ranks = one.graph.ranks.iter().map(|actor| rank(actor, state.index())).collect();
        (one.taken(state).join(" "), ranks)
    };
    one.graph.state_ids().map(row).collect()
}

/// The outcomes under a concept, each as what is taken in it.
pub(crate) fn outcomes(one: &LaidOut, concept: Concept) -> BTreeSet<String> {
    let found = analyze(&one.graph, &[concept]).unwrap();
    found.equilibria(concept).iter().map(|state| one.taken(state).join(" ")).collect()
}

fn table(rows: &[(&str, &[usize])]) -> BTreeSet<(String, Vec<usize>)> {
    rows.iter().map(|(taken, ranks)| ((*taken).to_string(), ranks.to_vec())).collect()
}

/// Nothing is written that `check` would ask about, but that somebody does not care for an option or says nothing at all.
#[test]
fn every_file_becomes_a_case_without_errors() {
    for path in files() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let study = study(&imported(&name).text);
        let codes: Vec<&str> = study.problems.iter().map(|problem| problem.code).collect();
        assert!(codes.iter().all(|code| "unmentioned-option" == *code), "{name}: {codes:?}");
    }
}

#[test]
fn a_ranking_by_number_counts_states_in_the_order_of_the_file() {
    // Options in the file: raise, strike, promise; the union has strike, the company promise and raise. State by state, the first option
    // the lowest bit, raise and promise never both: 1 nothing, 2 raise, 3 strike, 4 raise strike, 5 promise, 6 strike promise.
    let study = study(&imported("ranked.gmcr").text);
    let wanted = [
        ("", &[3usize, 1] as &[usize]),
        ("company.raise", &[1, 1]),
        ("union.strike", &[5, 4]),
        ("union.strike company.raise", &[4, 4]),
        ("company.promise", &[2, 2]),
        ("union.strike company.promise", &[2, 3]),
    ];
    assert_eq!(ranked(&study.accounts[0]), table(&wanted));
}

#[test]
fn conditions_mean_what_they_mean_in_their_file() {
    let imported = imported("lock.gmcr");
    let study = study(&imported.text);
    // Of lower, keep and close exactly one; open and close never both; court without open and with lower never.
    let (open, court, lower, keep, close) = (
        "upper_town.open_the_sluice",
        "upper_town.go_to_court",
        "lock_company.lower_the_toll",
        "lock_company.keep_the_toll",
        "lock_company.close_the_lock",
    );
    let states: BTreeSet<String> = ranked(&study.accounts[0]).into_iter().map(|(taken, _)| taken).collect();
    let wanted: [&[&str]; 9] = [
        &[lower],
        &[open, lower],
        &[open, court, lower],
        &[keep],
        &[open, keep],
        &[court, keep],
        &[open, court, keep],
        &[close],
        &[court, close],
    ];
    assert_eq!(states, wanted.iter().map(|taken| taken.join(" ")).collect());
    let lost = [
        "not carried: who acts as one; it is asked with `statecraft coalitions CASE --structure upper_town+lock_company`",
    ];
    assert!(lost.iter().all(|lost| imported.notes.iter().any(|note| note == lost)), "{:?}", imported.notes);
    assert!(imported.notes.iter().any(|note| note.contains("legendPosition")));
    assert!(imported.text.contains("exactly_one = ['lock_company.lower_the_toll'"));
}

#[test]
fn misperceptions_are_accounts_that_their_holders_believe() {
    let imported = imported("misperceived.gmcr");
    let study = study(&imported.text);
    let count = |id| study.account(Some(id)).unwrap().graph.len();
    assert_eq!((count("as_it_is"), count("seen_by_north")), (6, 5));
    let believed: Vec<(&str, &str)> =
        imported.case.perceptions.iter().map(|one| (one.actor.value.as_str(), one.account.value.as_str())).collect();
    assert_eq!(believed, [("north", "seen_by_north"), ("south", "as_it_is")]);
}

#[test]
fn payoffs_become_ranks_with_ties() {
    let market = study(&imported("market.nfg").text);
    let state =
        |newcomer: &str, incumbent: &str| format!("newcomer.plays = '{newcomer}' incumbent.plays = '{incumbent}'");
    // 0 5, -1/2 0.5, 0 5, 0.25 3, 0 5.0, 2 -1.5; the newcomer's strategies run fastest.
    let wanted = [
        (state("stay out", "fight"), vec![3, 1]),
        (state("enter", "fight"), vec![4, 3]),
        (state("stay out", "share"), vec![3, 1]),
        (state("enter", "share"), vec![2, 2]),
        (state("stay out", "leave"), vec![3, 1]),
        (state("enter", "leave"), vec![1, 4]),
    ];
    assert_eq!(ranked(&market.accounts[0]), wanted.into_iter().collect());
    // By outcomes: -10 -10, then 3 1, then none (0 0), then 1/10 1/10.
    let crossing = study(&imported("crossing.nfg").text);
    let state = |ann: u32, ben: u32| format!("ann.plays = '{ann}' ben.plays = '{ben}'");
    let wanted =
        [(state(1, 1), vec![4, 4]), (state(2, 1), vec![1, 1]), (state(1, 2), vec![3, 3]), (state(2, 2), vec![2, 2])];
    assert_eq!(ranked(&crossing.accounts[0]), wanted.into_iter().collect());
}

#[test]
fn tables_say_what_their_headings_say() {
    let options = study(&imported("options.csv").text);
    let nash = outcomes(&options.accounts[0], Concept::Nash);
    assert_eq!(
        nash,
        BTreeSet::from(["us.air_strike us.blockade ussr.escalate".to_string(), "us.blockade ussr.escalate".into()])
    );
    let states = study(&imported("states.csv").text);
    let wanted = [
        ("", &[5usize, 1] as &[usize]),
        ("union.strike", &[4, 3]),
        ("company.raise_wages", &[1, 2]),
        ("union.strike company.raise_wages", &[3, 3]),
        ("company.promise_jobs", &[2, 2]),
    ];
    assert_eq!(ranked(&states.accounts[0]), table(&wanted));
}

#[test]
fn a_matrix_says_what_speaks_for_and_against() {
    let case = imported("evidence.csv").case;
    let none = case.account("no_retaliation").unwrap();
    let keys = |claims: &[statecraft::diag::Spanned<String>]| {
        claims.iter().map(|claim| claim.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(keys(&none.favours), ["leader_said_he_would_not", "no_attacks_abroad_during"]);
    assert_eq!(keys(&none.against), ["more_coded_broadcasts_to", "embassies_told_to_raise"]);
    assert_eq!(case.sources.len(), 3, "two items have one source");
    let likelihoods = imported("likelihoods.csv").case;
    let ranges: Vec<(f64, f64)> = likelihoods
        .evidence
        .iter()
        .flat_map(|item| item.likelihood.iter().map(|(_, range)| (range.low, range.high)))
        .collect();
    assert_eq!(ranges, [(0.6, 0.9), (0.2, 0.5), (0.5, 0.5), (0.5, 0.5), (0.2, 0.4)]);
}

#[test]
fn formats_are_told_from_the_name_or_the_beginning() {
    use statecraft_exchange::import::Source;
    assert_eq!(Source::of("a.GMCR", b""), Some(Source::Gmcr));
    assert_eq!(Source::of("a.tsv", b""), Some(Source::Csv));
    for (bytes, source) in [
        (b" {\"x\": 1}" as &[u8], Source::Gmcr),
        (b"NFG 1 R", Source::Nfg),
        (b"&A\n-b", Source::Scw),
        (b"PK\x03\x04", Source::Xlsx),
    ] {
        assert_eq!(Source::of("game.txt", bytes), Some(source));
    }
    assert_eq!(Source::of("notes", b"hello"), None);
}

//! The catalogue: every case of `cases/` opens, and the library finds what is published about it.
//!
//! Beside a case, `published.toml` holds the figures, each figure with the state numbers of the case:
//!
//! ```toml
//! format     = 1
//! citation   = "…"
//! provenance = "read"          # or "recalled": then the note says what is to be confirmed
//! note       = "…"             # numbering, translation, whatever a reader must know
//! [[results]]
//! account    = "game-01"       # left out in a case without accounts; `union = true`: in at least one account
//! concept    = "seq"           # any key that `analyze --concept` takes
//! origin     = "published"     # or "recomputed": by an independent program, not printed in the source
//! equilibria = [1, 4]          # this
//! stable     = { us = [1, 2] } # or this, or both
//! by_definition = { equilibria = [1, 5] } # where the printed figure is not what the definition says
//! why        = "…"             # and why not
//! [[coalitions]]               # for one account, as above
//! concept    = "nash"          # and origin, as above
//! leaves     = [{ coalition = ["us", "them"], from = 1, to = 4 }] # the smallest that leave each of these states, and for what
//! holds      = [4]             # no coalition would leave these
//! [histogram]
//! seq = [0, 50, 28]            # how many accounts have 0, 1, 2 … equilibria
//! ```
//!
//! Under unknown preference a concept has one of the four letters behind it, as `nash-a`.
//!
//! `[[later]]` has the keys of `[[results]]`, for concepts that the library does not have yet.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use statecraft::case::{Account, Case, OpenError};
use statecraft::coalitions::{About, Coalitions, Question};
use statecraft::graph::{Graph, Limits, StateId, StateSet};
use statecraft::model::{ActorId, Model};
use statecraft::stability::{self, Concept};
use statecraft::structures::{self, CONCEPTS, Extension};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Published {
    format: u32,
    citation: String,
    provenance: Provenance,
    note: String,
    results: Vec<Row>,
    #[serde(default)]
    later: Vec<Row>,
    #[serde(default)]
    coalitions: Vec<Joint>,
    #[serde(default)]
    histogram: BTreeMap<String, Vec<usize>>,
}

/// What coalitions leave and what they do not.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Joint {
    account: Option<String>,
    concept: String,
    #[serde(rename = "origin")]
    _origin: Origin,
    leaves: Vec<Way>,
    holds: Vec<usize>,
}

#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
struct Way {
    from: usize,
    coalition: Vec<String>,
    to: usize,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Provenance {
    Read,
    Recalled,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Origin {
    Published,
    Recomputed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    account: Option<String>,
    #[serde(default)]
    union: bool,
    concept: String,
    origin: Origin,
    equilibria: Option<Vec<usize>>,
    #[serde(default)]
    stable: BTreeMap<String, Vec<usize>>,
    by_definition: Option<Definition>,
    why: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
    equilibria: Option<Vec<usize>>,
    #[serde(default)]
    stable: BTreeMap<String, Vec<usize>>,
}

/// Numbers of states by what they are: "equilibria", "stable for us".
type Figures = BTreeMap<String, Vec<usize>>;

/// What the library finds, by account and concept.
type Answers = BTreeMap<Option<String>, BTreeMap<String, Figures>>;

#[test]
fn every_case_opens_and_every_line_rests_on_something() {
    for folder in folders() {
        let case = open(&folder);
        let bare = case.warnings.iter().filter(|warning| warning.code == "unsupported");
        let bare: Vec<&str> = bare.map(|warning| warning.message.as_str()).collect();
        assert!(bare.is_empty(), "{}: {bare:#?}", name(&folder));
        case.accounts.iter().for_each(|account| drop(model(&case, account)));
    }
}

#[test]
fn the_library_finds_what_is_published() {
    let mut published = folders();
    published.retain(|folder| folder.join("published.toml").exists());
    assert!(published.len() >= 11, "only {} cases have published results", published.len());
    let wrong: Vec<String> = published.iter().flat_map(|folder| check(folder)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_wrong_figure_and_a_stale_note_are_noticed() {
    let found = answers(&open(&catalogue().join("prisoners-dilemma")), &[]);
    let row = |text: &str| {
        let row = format!("concept = 'seq'\norigin = 'published'\n{text}");
        compare(&toml::from_str(&row).unwrap(), &found)
    };
    assert!(row("equilibria = [1, 4]\nstable = { first = [1, 3, 4] }").is_empty());
    assert_eq!(row("equilibria = [1]"), ["seq: equilibria: expected [1], found [1, 4]"]);
    assert_eq!(row("stable = { first = [1] }"), ["seq: stable for first: expected [1], found [1, 3, 4]"]);
    assert!(row("equilibria = [1]\nby_definition = { equilibria = [1, 4] }\nwhy = '…'").is_empty());
    assert_eq!(row("equilibria = [1, 4]\nby_definition = { equilibria = [1, 4] }\nwhy = '…'").len(), 1);

    let elmira = open(&catalogue().join("elmira"));
    let row = |text: &str| {
        let row = format!("concept = 'nash'\norigin = 'published'\n{text}");
        compare_coalitions(&toml::from_str(&row).unwrap(), &elmira)
    };
    let five = |to: usize| format!("leaves = [{{ coalition = ['moe', 'uniroyal'], from = 5, to = {to} }}]");
    assert!(row(&format!("{}\nholds = [8, 9]", five(8))).is_empty());
    assert_eq!(row(&format!("{}\nholds = [5, 8]", five(7))).len(), 2);
    assert_eq!(row("leaves = [{ coalition = ['moe', 'local'], from = 5, to = 8 }]\nholds = [8]").len(), 1);
}

fn catalogue() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases")
}

fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(catalogue()).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

fn open(folder: &Path) -> Case {
    match Case::open(folder) {
        Ok(case) => case,
        Err(OpenError::Rejected(rejected)) => {
            let errors: Vec<_> = rejected.problems.iter().map(|problem| &problem.message).collect();
            panic!("{}: {errors:#?}", name(folder))
        }
        Err(error) => panic!("{}: {error}", name(folder)),
    }
}

fn model(case: &Case, account: &Account) -> Model {
    let problem = |problem| panic!("{}, account {:?}: {problem:#?}", case.title, account.id());
    Model::from_case(case, account).unwrap_or_else(problem)
}

/// The usual concepts and those that the rows name.
fn answers(case: &Case, rows: &[Row]) -> Answers {
    let of = |account| (account_id(account), answer(case, account, rows));
    case.accounts.iter().map(of).collect()
}

fn account_id(account: &Account) -> Option<String> {
    account.id().map(str::to_string)
}

fn answer(case: &Case, account: &Account, rows: &[Row]) -> BTreeMap<String, Figures> {
    let model = model(case, account);
    let graph = Graph::explore(&model, &Limits::default()).unwrap_or_else(|error| panic!("{}: {error:?}", case.title));
    let keys = model.actor_keys();
    let named = rows.iter().filter_map(|row| Concept::parse(&row.concept, &keys).ok());
    let concepts: BTreeSet<Concept> = Concept::USUAL.into_iter().chain(named).collect();
    let concepts: Vec<Concept> = concepts.into_iter().collect();
    let found = stability::analyze(&graph, &concepts).unwrap_or_else(|refused| panic!("{}: {refused}", case.title));

    let numbers = |held: &dyn Fn(StateId) -> bool| -> Vec<usize> {
        (0..graph.len()).filter(|&k| held(StateId::new(k))).map(|k| k + 1).collect()
    };
    let of = |concept: Concept| {
        let equilibria = numbers(&|state| found.equilibria(concept).contains(state));
        let stable = model.actors().iter().enumerate().map(|(i, actor)| {
            (actor.key.clone(), numbers(&|state| found.stable(concept, ActorId::new(i)).contains(state)))
        });
        (concept.key(&keys), figures(Some(&equilibria), &stable.collect()))
    };
    let mut found: BTreeMap<String, Figures> = concepts.into_iter().map(of).collect();
    found.extend(rows.iter().filter_map(|row| Some((row.concept.clone(), unknown(&model, &graph, &row.concept)?))));
    found
}

/// The figures for a concept under unknown preference, if this is one.
fn unknown(model: &Model, graph: &Graph, concept: &str) -> Option<Figures> {
    let (concept, letter) = concept.split_once('-')?;
    let concept = Concept::parse(concept, &[]).ok().filter(|concept| CONCEPTS.contains(concept))?;
    let extension = Extension::ALL.into_iter().find(|extension| extension.key() == letter)?;
    let found = structures::unknown(graph, model, &[extension], &[concept], &Limits::default()).expect("no limit");
    let numbers = |set: &StateSet| set.iter().map(|state| state.index() + 1).collect::<Vec<_>>();
    let actors = model.actors().iter().zip(&found[0][0].stable);
    let stable = actors.map(|(actor, stable)| (actor.key.clone(), numbers(stable))).collect();
    Some(figures(Some(&numbers(&found[0][0].equilibria)), &stable))
}

fn figures(equilibria: Option<&Vec<usize>>, stable: &BTreeMap<String, Vec<usize>>) -> Figures {
    let stable = stable.iter().map(|(actor, states)| (format!("stable for {actor}"), states.clone()));
    equilibria.map(|states| ("equilibria".to_string(), states.clone())).into_iter().chain(stable).collect()
}

/// What is wrong between a case and its `published.toml`.
fn check(folder: &Path) -> Vec<String> {
    let name = name(folder);
    let text = fs::read_to_string(folder.join("published.toml")).unwrap();
    let published: Published = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}/published.toml: {error}"));
    assert!(published.format == 1 && !published.citation.is_empty(), "{name}: format and citation");
    let open_question = published.note.contains("confirmed");
    assert!(published.provenance == Provenance::Read || open_question, "{name}: what is to be confirmed?");
    let case = open(folder);
    let actors: Vec<&str> = case.actors.iter().map(|actor| actor.key.value.as_str()).collect();
    for row in &published.later {
        let known = Concept::parse(&row.concept, &actors).is_ok();
        assert!(!known, "{name}: the library has `{}` now: move it to the results", row.concept);
    }

    let found = answers(&case, &published.results);
    let mut wrong: Vec<String> = published.results.iter().flat_map(|row| compare(row, &found)).collect();
    wrong.extend(published.coalitions.iter().flat_map(|row| compare_coalitions(row, &case)));
    wrong.extend(published.histogram.iter().filter_map(|(concept, expected)| {
        let counted = histogram(&found, concept);
        (counted != *expected).then(|| format!("histogram of {concept}: expected {expected:?}, found {counted:?}"))
    }));
    wrong.into_iter().map(|problem| format!("{name}: {problem}")).collect()
}

/// Where a row is not what the library finds, and where a note on a difference is out of date.
fn compare(row: &Row, answers: &Answers) -> Vec<String> {
    let place = row.account.iter().map(|account| format!("{account}: ")).collect::<String>() + &row.concept;
    let Some(found) = find(row, answers) else { return vec![format!("{place}: no such account or concept")] };
    let printed = figures(row.equilibria.as_ref(), &row.stable);
    let definition = row.by_definition.as_ref();
    let defined = definition.map(|it| figures(it.equilibria.as_ref(), &it.stable)).unwrap_or_default();

    let mut wrong = Vec::new();
    let explained = row.why.is_some() && row.origin == Origin::Published;
    if printed.is_empty() || definition.is_some() != explained {
        wrong.push("a row has figures; a published one that differs has `by_definition` and `why`".into());
    }
    for what in defined.keys().filter(|what| printed.get(*what).is_none_or(|figure| *figure == defined[*what])) {
        wrong.push(format!("{what}: the printed figure is no different from the definition's"));
    }
    for (what, expected) in printed.iter().filter(|(what, _)| !defined.contains_key(*what)).chain(&defined) {
        if found.get(what) != Some(expected) {
            let found = found.get(what).map_or("none".into(), |found| format!("{found:?}"));
            wrong.push(format!("{what}: expected {expected:?}, found {found}"));
        }
    }
    wrong.into_iter().map(|problem| format!("{place}: {problem}")).collect()
}

/// Where a row on coalitions is not what the library finds.
fn compare_coalitions(row: &Joint, case: &Case) -> Vec<String> {
    let Some(account) = case.accounts.iter().find(|account| account.id() == row.account.as_deref()) else {
        return vec!["coalitions: no such account".into()];
    };
    let model = model(case, account);
    let keys = model.actor_keys();
    let graph = Graph::explore(&model, &Limits::default()).unwrap();
    let question = Question::of(Concept::parse(&row.concept, &keys).unwrap());
    let coalitions = Coalitions::of(&graph, &model, &question, &Limits::default()).unwrap();
    let found = coalitions.keeps(&About::All).unwrap();
    let set = |numbers: &mut dyn Iterator<Item = usize>| {
        let mut set = StateSet::empty(graph.len());
        numbers.for_each(|number| set.insert(StateId::new(number - 1)));
        set
    };
    let from = set(&mut row.leaves.iter().map(|way| way.from));
    let ways = coalitions.departures(&found, &from).unwrap().into_iter().map(|way| Way {
        from: way.from.index() + 1,
        coalition: way.coalition.members().map(|actor| keys[actor.index()].to_string()).collect(),
        to: way.to.index() + 1,
    });
    let ways: Vec<Way> = ways.collect();
    let left = set(&mut row.holds.iter().copied());
    let left: Vec<StateId> = left.iter().filter(|&state| !found.leaving(state).is_empty()).collect();
    let wrong = [
        (ways != row.leaves).then(|| format!("leaves: expected {:?}, found {ways:?}", row.leaves)),
        (!left.is_empty()).then(|| format!("holds: some coalition leaves {left:?}")),
    ];
    wrong.into_iter().flatten().map(|problem| format!("coalitions, {}: {problem}", row.concept)).collect()
}

/// What the library finds on the row's question.
fn find(row: &Row, answers: &Answers) -> Option<Figures> {
    if !row.union {
        return answers.get(&row.account)?.get(&*row.concept).cloned();
    }
    let each = answers.values().map(|answer| answer.get(&*row.concept)?.get("equilibria").cloned());
    let union: BTreeSet<usize> = each.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
    Some(figures(Some(&union.into_iter().collect()), &BTreeMap::new()))
}

/// How many accounts have 0, 1, 2 … equilibria.
fn histogram(answers: &Answers, concept: &str) -> Vec<usize> {
    let mut counted = Vec::new();
    for figures in answers.values().filter_map(|answer| answer.get(concept)) {
        let equilibria = figures["equilibria"].len();
        counted.resize(counted.len().max(equilibria + 1), 0);
        counted[equilibria] += 1;
    }
    counted
}

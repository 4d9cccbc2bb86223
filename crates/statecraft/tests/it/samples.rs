//! Small files, each showing one part of the format or one mistake; beside each mistake stands what is said about it.

use statecraft::case::{Case, OpenError};
use statecraft::diag::Diagnostic;
use statecraft::graph::{Graph, Limits, StateId};
use statecraft::model::Attitude::{Negative, Neutral, Positive};
use statecraft::model::{ActorId, Model, Preference};
use statecraft::stability::{self, Concept};
use statecraft::study::Study;
use statecraft::text::{Style, render_all};
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

const PLAIN: Style = Style { colour: false, width: 100 };

fn folder(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(kind)
}

/// The names of the samples of a kind, in order.
pub(crate) fn names(kind: &str) -> Vec<String> {
    with_ending(kind, ".toml")
}

fn with_ending(kind: &str, ending: &str) -> Vec<String> {
    let files = fs::read_dir(folder(kind)).expect("a folder of samples");
    let files = files.map(|file| file.expect("a file").file_name().into_string().expect("a name"));
    let names: BTreeSet<String> = files.filter_map(|name| name.strip_suffix(ending).map(String::from)).collect();
    assert!(!names.is_empty(), "no {kind} samples");
    names.into_iter().collect()
}

pub(crate) fn text_of(kind: &str, name: &str) -> String {
    fs::read_to_string(folder(kind).join(format!("{name}.toml"))).expect("a text")
}

/// The sample with all its problems, under a name that is the same on every machine.
fn open(kind: &str, name: &str) -> Study {
    let path = folder(kind).join(format!("{name}.toml"));
    let (mut case, problems) = Case::read(path).expect("a file that can be read");
    case.file.name = format!("{name}.toml");
    Study::of(case, problems, &Limits::default())
}

/// Runs a check on every sample, so that one run shows all that fail.
fn each(kind: &str, check: impl Fn(&str)) {
    let failed: Vec<String> =
        names(kind).into_iter().filter(|name| catch_unwind(AssertUnwindSafe(|| check(name))).is_err()).collect();
    assert!(failed.is_empty(), "{} {kind} samples fail: {}", failed.len(), failed.join(", "));
}

/// The problems as a reader sees them stand in a snapshot beside the sample.
fn shown(kind: &str, name: &str) {
    let opened = open(kind, name);
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(folder(kind));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        let text = render_all(&opened.case.file, &opened.problems, None, PLAIN);
        insta::assert_snapshot!(name, text.trim_end());
    });
}

#[test]
fn invalid_samples_are_answered_as_shown() {
    each("invalid", |name| shown("invalid", name));
}

#[test]
fn warned_samples_are_answered_as_shown() {
    each("warned", |name| shown("warned", name));
}

/// A sample's first line says which problems it has, in reading order: one mistake, one problem.
#[test]
fn one_mistake_is_one_problem() {
    for kind in ["invalid", "warned"] {
        each(kind, |name| {
            let text = text_of(kind, name);
            let first = text.lines().next().unwrap_or("").trim_start_matches('\u{feff}');
            let expected = first.strip_prefix("# expect: ").expect("a first line that says what is wrong");
            let found: Vec<&str> = open(kind, name).problems.iter().map(|problem| problem.code).collect();
            assert_eq!(found.join(", "), expected, "in {name}");
        });
    }
}

#[test]
fn invalid_samples_have_errors_and_warned_ones_have_none() {
    each("invalid", |name| assert!(open("invalid", name).has_errors(), "{name} has no error"));
    each("warned", |name| {
        let opened = open("warned", name);
        assert!(!opened.has_errors(), "{name} has errors");
        assert!(!opened.problems.is_empty(), "{name} has no warning");
        assert!(!opened.accounts.is_empty(), "{name} was not laid out");
    });
}

#[test]
fn every_problem_is_told_well() {
    for kind in ["invalid", "warned"] {
        each(kind, |name| {
            let opened = open(kind, name);
            opened.problems.iter().for_each(|problem| is_told_well(&opened, problem, name));
        });
    }
}

fn is_told_well(opened: &Study, problem: &Diagnostic, name: &str) {
    let text = &opened.case.file.text;
    let spans = problem.related.iter().map(|(span, _)| span).chain([&problem.span]);
    for span in spans {
        assert!(span.start <= span.end && span.end <= text.len(), "{name}: outside the file: {problem:?}");
        assert!(text.get(span.start..span.end).is_some(), "{name}: cuts a character: {problem:?}");
        let (line, column) = opened.case.file.position(span.start);
        let length = text.split('\n').nth(line - 1).expect("a line of the file").chars().count();
        assert!((1..=length + 1).contains(&column), "{name}: outside its line: {problem:?}");
        let lines = text[span.start..span.end].trim_end().lines().count();
        assert!(lines <= 3, "{name}: points at {lines} lines: {problem:?}");
    }
    let help = problem.help.as_deref().unwrap_or("");
    assert!(!help.trim().is_empty(), "{name}: no help: {problem:?}");
    assert!(!problem.message.trim().is_empty(), "{name}: no message: {problem:?}");
    let labels = problem.related.iter().map(|(_, label)| label.as_str());
    for words in labels.chain([problem.message.as_str(), problem.label.as_str(), help]) {
        is_plain(words, name);
    }
}

/// No sentence ends in a full stop, shows what only programmers read, or breaks the line.
fn is_plain(words: &str, name: &str) {
    assert!(!words.ends_with('.'), "{name}: a full stop ends: {words}");
    assert!(!words.contains(['\n', '\r', '\t']), "{name}: a line breaks in: {words}");
    assert_eq!(words.trim(), words, "{name}: blanks around: {words}");
    let marks = ["Some(", "None", "Ok(", "Err(", "Span {", "Spanned", "os error", "::", "\\u{", "()"];
    for mark in marks {
        assert!(!words.contains(mark), "{name}: `{mark}` in: {words}");
    }
}

#[test]
fn no_snapshot_is_left_behind() {
    for kind in ["invalid", "warned"] {
        let samples: BTreeSet<String> = names(kind).into_iter().collect();
        let left: Vec<String> = with_ending(kind, ".snap").into_iter().filter(|name| !samples.contains(name)).collect();
        assert!(left.is_empty(), "snapshots without samples: {left:?}");
    }
}

/// How many states each account of a valid sample has, in the order of the file.
const STATES: [(&str, &[usize]); 35] = [
    ("accounts", &[4, 3]),
    ("attitudes", &[4, 4]),
    ("beliefs", &[3]),
    ("byte-order-mark", &[4]),
    ("cannot", &[4]),
    ("changes", &[4, 4]),
    ("choices", &[6]),
    ("confirmed", &[4]),
    ("escapes", &[3]),
    ("evidence", &[4, 4]),
    ("evidence-alone", &[]),
    ("graded", &[4]),
    ("graph", &[3]),
    ("inline", &[4]),
    ("issues", &[12]),
    ("lines-end-in-two-bytes", &[4]),
    ("long-strings", &[3]),
    ("names", &[3]),
    ("nuances", &[4, 4]),
    ("one-way", &[8]),
    ("order-of-issues", &[12]),
    ("perceptions", &[4, 4]),
    ("plain", &[4]),
    ("presence", &[10]),
    ("ranking", &[4]),
    ("ranking-by-what-is-taken", &[4]),
    ("ranking-not-compared", &[4]),
    ("relations", &[4, 4, 4]),
    ("rules", &[5]),
    ("same", &[5]),
    ("scale", &[4]),
    ("scenarios", &[4]),
    ("scenarios-in-graph", &[3]),
    ("weights", &[8]),
    ("weights-of-statements", &[8]),
];

#[test]
fn valid_samples_have_their_states_and_no_problem() {
    let listed: Vec<&str> = STATES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names("valid"), listed);
    each("valid", |name| {
        let mut opened = open("valid", name);
        let style = Style { colour: false, width: 100 };
        // Samples of the format need not be whole cases.
        let doubts = ["unmentioned-option", "account-in-another", "idle-rule", "line-break"];
        opened.problems.retain(|problem| !doubts.contains(&problem.code));
        assert!(opened.problems.is_empty(), "{}", render_all(&opened.case.file, &opened.problems, Some(9), style));
        let states: Vec<usize> = opened.accounts.iter().map(|account| account.graph.len()).collect();
        let expected = STATES.iter().find(|(listed, _)| *listed == name).map(|(_, states)| *states);
        assert_eq!(Some(states.as_slice()), expected, "{name}");
    });
}

fn models(name: &str) -> Vec<Model> {
    open("valid", name).accounts.into_iter().map(|account| (*account.model).clone()).collect()
}

/// For each statement its degree, and whether its place is not known.
fn nuances(preference: &Preference) -> Vec<(u8, bool)> {
    let Preference::Statements(wishes) = preference else { panic!("statements") };
    wishes.iter().map(|wish| (wish.degree, wish.unsure)).collect()
}

fn names_of(states: impl IntoIterator<Item = StateId>, graph: &Graph) -> Vec<String> {
    states.into_iter().map(|state| graph.state_name(state)).collect()
}

#[test]
fn valid_samples_mean_what_they_say() {
    let graphs = |name: &str| open("valid", name).accounts.into_iter().map(|account| account.graph).collect::<Vec<_>>();
    let today = |graph: &Graph| names_of(graph.status_quo, graph);

    let [pay, jobs] = &graphs("accounts")[..] else { panic!("two accounts") };
    assert_eq!((today(pay), today(jobs)), (vec!["2".into()], vec!["3".into()]));
    assert_eq!(pay.ranks, [[1, 0, 3, 2], [3, 1, 2, 0]]);
    assert_eq!(jobs.ranks[0], [1, 2, 0]);

    let [jobs, fear] = &graphs("changes")[..] else { panic!("two accounts") };
    // Neither; a strike; a rise; both.
    assert_eq!(jobs.ranks, [[3, 1, 2, 0], [3, 1, 2, 0]]);
    assert_eq!(fear.ranks, [[3, 1, 2, 0], [1, 0, 1, 0]]);
    let well_first = &graphs("order-of-issues")[0];
    assert!(well_first.ranks[0].iter().zip(1..).all(|(rank, number)| (*rank < 4) == (number > 6)), "{well_first:?}");

    let weights = &graphs("weights")[0];
    assert_eq!(weights.ranks, [[0, 1, 2, 3, 3, 4, 5, 6], [2, 0, 2, 0, 3, 1, 3, 1]]);
    let of_statements = &graphs("weights-of-statements")[0];
    assert_eq!(of_statements.ranks, [[0, 3, 1, 2, 2, 6, 4, 5], [4, 1, 2, 0, 3, 3, 1, 1]]);
    let ranking = &graphs("ranking")[0];
    assert_eq!(ranking.ranks, [[2, 1, 3, 2], [1, 1, 1, 1]]);

    let attitudes = &models("attitudes");
    assert_eq!(attitudes[0].attitudes(), [[Positive, Negative], [Neutral, Positive]]);
    assert_eq!(attitudes[1].attitudes(), [[Neutral, Neutral], [Positive, Positive]]);
    let [ranked, alike] = &models("nuances")[..] else { panic!("two accounts") };
    assert_eq!(nuances(&ranked.preferences()[0]), [(2, false), (1, true)]);
    assert_eq!(nuances(&alike.preferences()[0]), [(2, true), (2, true)]);
    assert!(matches!(&ranked.preferences()[1], Preference::Ranking(ranking) if ranking.degrees == [3, 1]));
    assert!(matches!(alike.preferences()[1], Preference::Unknown(_)));
    assert_eq!(graphs("nuances")[1].ranks[1], [0; 4], "of whom nothing is known");

    // Who would rather be elsewhere and can get there.
    let restless = |graph: &Graph, actor: usize| {
        let found = stability::analyze(graph, &[Concept::Nash]).expect("Nash applies everywhere");
        let stays = |state: &StateId| found.stable(Concept::Nash, ActorId::new(actor)).contains(*state);
        names_of(graph.state_ids().filter(|state| !stays(state)), graph)
    };
    let climb = &graphs("graph")[0];
    assert_eq!(today(climb), ["1"]);
    assert_eq!(restless(climb, 0), ["1", "camp"]);
    // In 4 the owners would rather be in 2.
    assert_eq!(restless(&graphs("cannot")[0], 1), ["3"]);
    assert_eq!(restless(&graphs("plain")[0], 0), ["1", "3"]);
    let one_way = &graphs("one-way")[0];
    assert_eq!([restless(one_way, 0), restless(one_way, 1)].concat(), Vec::<String>::new());
}

#[test]
fn files_that_cannot_be_read_are_told_apart() {
    let told = |path: PathBuf| match Case::open(&path) {
        Err(error) => error.to_string().split_once(": ").expect("a reason").1.to_string(),
        Ok(_) => panic!("{} can be read", path.display()),
    };
    assert_eq!(told(folder("nowhere")), "there is no such file; name a folder that holds a case.toml");
    assert_eq!(told(folder("valid")), "there is no such file; name a folder that holds a case.toml");
    assert_eq!(
        told(folder("invalid/texts/not-utf8.txt")),
        "line 1 has bytes that are not UTF-8; save the file as UTF-8"
    );
    assert!(matches!(Case::open(folder("invalid/several.toml")), Err(OpenError::Rejected(_))));
}

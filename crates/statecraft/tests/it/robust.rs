//! No input makes the library panic or run away: not bytes, not half a file, not a file that is all mistakes.

use crate::samples;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use statecraft::answers::Check;
use statecraft::case::{Case, OpenError};
use statecraft::graph::Limits;
use statecraft::study::Study;
use statecraft::text::{Style, describe, render_all};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The same cases in every run.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() }
}

/// A file with this content; each test and thread has its own.
struct Written(PathBuf);

impl Written {
    fn new(content: &[u8]) -> Written {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("robust-{}-{number}.toml", std::process::id());
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, content).expect("a file");
        Written(path)
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// What is made of a file, and what must be true of it whatever the file.
fn open(content: &[u8]) -> Option<Study> {
    let few = Limits { states: 1 << 10, steps: 1 << 14, ..Limits::default() };
    let file = Written::new(content);
    let (case, problems) = match Case::read(&file.0) {
        Ok(read) => read,
        Err(OpenError::Unreadable { .. }) => return None,
        Err(error) => panic!("{error}"),
    };
    let opened = Study::of(case, problems, &few);
    let text = &opened.case.file.text;
    for problem in &opened.problems {
        for span in problem.related.iter().map(|(span, _)| *span).chain([problem.span]) {
            assert!(text.get(span.start..span.end).is_some(), "outside the text: {problem:?}");
        }
        assert!(problem.help.is_some() && problem.message.len() < 1_000, "badly told: {problem:?}");
    }
    assert!(
        opened.has_errors() || opened.stopped.is_some() || !opened.accounts.is_empty() || !opened.case.has_actors(),
        "neither good nor bad"
    );
    Some(opened)
}

/// All of it: also what is said about the file, in a narrow and in a wide column.
fn walk(content: &[u8]) {
    let Some(opened) = open(content) else { return };
    for width in [20, 100] {
        let style = Style { colour: width == 20, width };
        let text = render_all(&opened.case.file, &opened.problems, Some(50), style);
        assert_eq!(text.is_empty(), opened.problems.is_empty());
        Check::new(&opened, Vec::new(), &[]).text(&opened, &opened.problems, Some(50), style);
    }
    if !opened.has_errors() {
        describe(&opened, 80);
    }
}

/// Pieces that TOML files are made of.
const PIECES: [&str; 56] = [
    "\n",
    "\n",
    "\n",
    " ",
    " = ",
    "=",
    ".",
    ",",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "#",
    "\\",
    "\\u",
    "\r\n",
    "\t",
    "\u{feff}",
    "\u{0}",
    "é",
    "“",
    "1",
    "-0.5",
    "2024-05-17",
    "true",
    "nan",
    "title",
    "actors",
    "options",
    "a",
    "b",
    "x",
    "name",
    "label",
    "rules",
    "never",
    "when",
    "needs",
    "preferences",
    "wants",
    "ranking",
    "weights",
    "accounts",
    "status_quo",
    "taken",
    "'a.x'",
    "\"s\"",
    "[actors.a]\n",
    "[[rules]]\n",
    "{ wants = 'a.x' }",
];

/// Values for keys that want others.
const VALUES: [&str; 16] = [
    "1",
    "-1.5",
    "nan",
    "true",
    "2024-05-17",
    "''",
    "'a'",
    "'a.x'",
    "\"\\t\"",
    "[]",
    "[1]",
    "['a', 1]",
    "[[1], ['a.x']]",
    "{}",
    "{ a = 1 }",
    "{ wants = 'union.strike' }",
];

/// Pieces that statements are made of.
const WORDS: [&str; 20] = [
    "a.x", "a.y", "b.x", "not ", " and ", " or ", " if ", " iff ", "(", ")", " ", ".", "-", "a", "NOT", "&&",
    "\u{301}", "é.ö", "\"", "\\n",
];

const HEAD: &str = "title = 't'\n[actors.a]\nname = 'A'\noptions.x = { label = 'X' }\noptions.y = { label = 'Y' }\n\
    [actors.b]\nname = 'B'\noptions.x = { label = 'X' }\n[preferences]\na = ['a.x']\nb = []\n";

fn soup(pieces: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..most).prop_map(|pieces| pieces.concat())
}

/// What can happen to a file: at a place, given as a fraction, something is cut, doubled, swapped or put in.
fn damage() -> impl Strategy<Value = (u8, f64, usize, &'static str, &'static str)> {
    let (piece, value) = (prop::sample::select(&PIECES[..]), prop::sample::select(&VALUES[..]));
    (0u8..9, 0.0..1.0f64, 1usize..30, piece, value)
}

fn damaged(text: &str, (kind, place, length, piece, value): (u8, f64, usize, &str, &str)) -> String {
    let characters: Vec<char> = text.chars().collect();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let at = (place * characters.len() as f64) as usize;
    let line = ((place * lines.len() as f64) as usize).min(lines.len().saturating_sub(1));
    let end = (at + length).min(characters.len());
    let of = |range: &[char]| range.iter().collect::<String>();
    match kind {
        0 => of(&characters[..at]) + &of(&characters[end..]),
        1 => of(&characters[..end]) + &of(&characters[at..]),
        2 => of(&characters[..at]) + piece + &of(&characters[at..]),
        3 => of(&characters[..at]),
        4 => {
            of(&characters[..at])
                + &of(&characters[at..end].iter().rev().copied().collect::<Vec<_>>())
                + &of(&characters[end..])
        }
        5 | 6 => {
            let key = lines.get(line).and_then(|line| line.split_once('=')).map_or("key", |(key, _)| key);
            lines[..line].concat() + &format!("{key}= {value}\n") + &lines.get(line + 1..).unwrap_or_default().concat()
        }
        7 => lines.iter().enumerate().filter(|(at, _)| *at != line).map(|(_, line)| *line).collect(),
        _ => lines[..line].concat() + lines.get(line).unwrap_or(&"") + &lines[line..].concat(),
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn bytes(content in prop::collection::vec(any::<u8>(), 0..300)) {
        walk(&content);
        walk(String::from_utf8_lossy(&content).as_bytes());
    }

    #[test]
    fn characters(content in prop::collection::vec(any::<char>(), 0..200)) {
        walk(content.into_iter().collect::<String>().as_bytes());
    }

    #[test]
    fn soups_of_toml(text in soup(&PIECES, 60)) {
        walk(text.as_bytes());
        walk(format!("{HEAD}{text}").as_bytes());
    }

    #[test]
    fn soups_of_statements(text in soup(&WORDS, 20)) {
        let literal = text.replace(['\'', '\n'], " ");
        walk(format!("{HEAD}[[rules]]\nnever = '{literal}'\n").as_bytes());
        walk(format!("{HEAD}[[rules]]\nat_most_one = [\"{text}\", 'a.x']\n").as_bytes());
    }

    #[test]
    fn damaged_samples(
        kind in prop::sample::select(vec!["valid", "invalid", "warned"]),
        choice in any::<prop::sample::Index>(),
        damages in prop::collection::vec(damage(), 1..4),
    ) {
        let names = samples::names(kind);
        let text = samples::text_of(kind, &names[choice.index(names.len())]);
        walk(damages.into_iter().fold(text, |text, damage| damaged(&text, damage)).as_bytes());
    }
}

/// All beginnings of some samples; a file that is still being written must not hurt.
#[test]
fn beginnings_of_samples() {
    for (kind, name) in [("valid", "accounts"), ("valid", "graph"), ("valid", "long-strings"), ("invalid", "several")] {
        let text = samples::text_of(kind, name);
        let ends = text.char_indices().map(|(at, _)| at).step_by(7);
        ends.for_each(|end| walk(&text.as_bytes()[..end]));
    }
}

/// Comes to an end; it would not in anyone's time if that grew faster than a file of a megabyte does.
fn ends(text: &str) -> Study {
    let opened = open(text.as_bytes()).expect("text is readable");
    render_all(&opened.case.file, &opened.problems, Some(50), Style { colour: false, width: 100 });
    opened
}

const MEGABYTE: usize = 1 << 20;

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, at| {
        let _ = writeln!(text, "{}", line(at));
        text
    })
}

#[test]
fn a_megabyte_in_one_line() {
    ends(&"a".repeat(MEGABYTE));
    ends(&"a = 1, ".repeat(MEGABYTE / 7));
    ends(&"\"".repeat(MEGABYTE));
    ends(&"é".repeat(MEGABYTE / 2));
}

#[test]
fn a_megabyte_of_lines() {
    ends(&"\n".repeat(MEGABYTE));
    ends(&"# nothing\n".repeat(MEGABYTE / 10));
    ends(&"a line of prose\n".repeat(MEGABYTE / 16));
    ends(&lines(MEGABYTE / 16, |at| format!("key_{at} = {at}")));
}

#[test]
fn a_megabyte_in_one_string() {
    let long = "a word ".repeat(MEGABYTE / 7);
    ends(&format!("title = \"{long}\"\n"));
    ends(&format!("title = \"{long}\n"));
    ends(&format!("title = '''{long}"));
    ends(&format!("{HEAD}[[rules]]\nnever = 'a.x'\nreason = '{long}'\nclaims = ['{long}']\n"));
    ends(&format!("{HEAD}[actors.'{long}']\nname = 'X'\n[status_quo]\ntaken = ['a.{long}']\n"));
}

#[test]
fn a_megabyte_of_brackets() {
    for bracket in ["[", "]", "{", "}", "(", "[[", "[a", "a = [", "a = {", "[[a]]\n", "a.", "a = [{"] {
        ends(&bracket.repeat(MEGABYTE / bracket.len()));
    }
    ends(&format!("{HEAD}status_quo = {}", "[".repeat(MEGABYTE)));
}

#[test]
fn a_megabyte_of_statement() {
    for part in ["a.x and ", "a.x or not b.x and ", "not ", "(", "a.x if ", "a.x iff ", "a", "- ", "a.x "] {
        ends(&format!("{HEAD}[[rules]]\nnever = '{}a.x'\n", part.repeat(MEGABYTE / part.len())));
    }
}

#[test]
fn nesting_a_hundred_thousand_deep() {
    const DEEP: usize = 100_000;
    let never = |statement: &str| format!("{HEAD}[[rules]]\nnever = '{statement}'\n");
    ends(&never(&format!("{}a.x{}", "(".repeat(DEEP), ")".repeat(DEEP))));
    ends(&never(&format!("{}a.x", "not ".repeat(DEEP))));
    ends(&format!("{HEAD}rules = {}{}\n", "[".repeat(DEEP), "]".repeat(DEEP)));
    ends(&format!("{HEAD}rules = {}{}\n", "{ a = ".repeat(DEEP), "}".repeat(DEEP)));
    ends(&format!("{HEAD}[rules{}]\n", ".a".repeat(DEEP)));
    ends(&format!("{HEAD}rules{} = 1\n", ".a".repeat(DEEP)));
}

#[test]
fn ten_thousand_options() {
    let options = lines(10_000, |at| format!("option_{at} = {{ label = \"Option {at}\" }}"));
    let opened =
        ends(&format!("title = 't'\n[actors.a]\nname = 'A'\n[preferences]\na = []\n[actors.a.options]\n{options}"));
    assert_eq!(opened.problems.iter().filter(|problem| problem.is_error()).count(), 1);
    let wants = lines(10_000, |at| format!("'a.opton_{at}',"));
    ends(&format!(
        "title = 't'\n[actors.a]\nname = 'A'\n[preferences]\na = [\n{wants}]\n[actors.a.options]\n{options}"
    ));
}

#[test]
fn ten_thousand_actors_states_and_accounts() {
    let states = lines(10_000, |at| format!("[states.state_{at}]"));
    let actors = lines(10_000, |at| format!("[actors.actor_{at}]\nname = 'A'"));
    let moves = lines(10_000, |at| format!("[[moves]]\nactor = 'actor_{at}'\nfrom = 'state_{at}'\nto = 'state_0'"));
    let ranking = lines(10_000, |at| format!("'state_{}',", 9_999 - at));
    let all_the_same = lines(9_999, |at| format!("actor_{at} = []"));
    let preferences = format!("[preferences]\n{all_the_same}actor_9999 = {{ ranking = [{ranking}] }}");
    let opened = ends(&format!("title = 't'\n{states}{actors}{moves}{preferences}"));
    assert!(opened.problems.iter().any(|problem| problem.code == "bad-move"));
    let misspelt = |text: &str| text.replace("state_", "stade_").replace("actor_", "aktor_");
    ends(&format!("title = 't'\n{states}{actors}{}{preferences}", misspelt(&moves)));
    ends(&format!("title = 't'\n{states}{actors}{moves}{}", misspelt(&preferences)));
    let accounts = lines(1_000, |at| format!("[accounts.account_{at}]"));
    ends(&format!("{HEAD}[accounts.one]\n{accounts}"));
}

#[test]
fn ten_thousand_claims() {
    let claims = lines(10_000, |at| format!("[claims.claim_{at}]\nsource = 'source_{at}'\nquote = 'words {at}'"));
    let sources = lines(10_000, |at| format!("[sources.source_{at}]\ntitle = 'S'"));
    let cited = lines(10_000, |at| format!("'claim_{at}',"));
    ends(&format!("{HEAD}{claims}"));
    ends(&format!("{HEAD}{claims}{sources}"));
    let opened = ends(&format!("{HEAD}{claims}{sources}[status_quo]\ntaken = []\nclaims = [\n{cited}]"));
    assert!(!opened.has_errors());
    ends(&format!("{HEAD}{claims}{sources}[status_quo]\ntaken = []\nclaims = [\n{}]", cited.replace("claim", "klaim")));
    ends(&format!("{HEAD}{claims}{}", sources.replace("source", "sauce")));
}

#[test]
fn ten_thousand_problems() {
    let problems = |text: String| ends(&text).problems.len();
    assert!(problems(HEAD.to_string() + &lines(10_000, |at| format!("key_{at} = {at}"))) >= 10_000);
    assert!(problems(HEAD.to_string() + &lines(10_000, |_| "a line of prose".into())) >= 10_000);
    assert!(problems(HEAD.to_string() + &lines(10_000, |_| "[actors.a]\nname = 'A'".into())) >= 10_000);
    assert!(problems(HEAD.to_string() + &lines(10_000, |_| "a = []".into())) >= 10_000);
    assert!(problems(HEAD.to_string() + &lines(10_000, |at| format!("[[rules]]\nnever = 'a.x{at}'"))) >= 10_000);
    assert!(problems(HEAD.to_string() + &lines(10_000, |at| format!("[[rules]]\nnever = 'a.x & {at}'"))) >= 10_000);
    assert!(problems(HEAD.to_string() + &lines(10_000, |at| format!("[[rules]]\nkey_{at} = 'a.x'"))) >= 10_000);
    assert!(problems(HEAD.to_string() + &lines(10_000, |at| format!("[accounts.a{at}]\ntitle = 1"))) >= 10_000);
    assert!(problems(HEAD.to_string() + &lines(10_000, |_| "[[rules]]\nnever = ['open'".into())) >= 10_000);
}

#[test]
fn five_thousand_statements() {
    let statements = lines(5_000, |at| format!("'{}.x {} a.y',", ["a", "b"][at % 2], ["and", "or", "if"][at % 3]));
    ends(&HEAD.replace("b = []", &format!("b = [\n{statements}]")));
    ends(&format!("{HEAD}{}", lines(5_000, |_| "[[rules]]\nnever = 'a.x and not a.x'".into())));
    // No state is left, and nearly all rules have nothing to do with it.
    let harmless = lines(2_500, |_| "[[rules]]\nnever = 'a.x and not a.x'".into());
    let contradiction = "[[rules]]\nnever = 'a.x'\n[[rules]]\nnever = 'not a.x'\n";
    let opened = ends(&format!("{HEAD}{harmless}{contradiction}{harmless}"));
    let contradiction = opened.problems.iter().find(|problem| problem.code == "no-state").expect("no state");
    assert_eq!(contradiction.related.len(), 1, "{contradiction:?}");
    // Every rule forbids another state, so none can be left out.
    let options = lines(10, |at| format!("o{at} = {{ label = 'O' }}"));
    let rules = lines(1 << 10, |state| {
        let settings: Vec<String> =
            (0..10).map(|at| format!("{}c.o{at}", if state >> at & 1 == 1 { "" } else { "not " })).collect();
        format!("[[rules]]\nnever = '{}'", settings.join(" and "))
    });
    ends(&format!("{HEAD}c = []\n{rules}[actors.c]\nname = 'C'\n[actors.c.options]\n{options}"));
}

#[test]
fn bytes_that_no_text_should_have() {
    ends("title = \"a\u{0}b\"\n");
    ends("\u{0}\u{0}\u{0}");
    ends(&"\u{0}\n".repeat(10_000));
    ends("title = \"\\uD800\\uDFFF \\U00110000 \\x\"\n");
    ends("title = \"\\");
    ends("\u{feff}\u{feff}title = 't'\n");
    ends("title = 't'\r\r\n\rquestion = 'q'\r");
    ends("title = '\u{202e}t\u{2028}\u{85}'\n");
    assert!(open(b"title = '\xff'\n").is_none());
    assert!(open(b"\xed\xa0\x80").is_none());
}

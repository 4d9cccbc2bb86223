//! The schema for editors says the same as the library, as far as a schema can: it sees keys and types, not what names name.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Map, Value as Json, json};
use statecraft::case::Case;
use statecraft::diag::Diagnostic;
use statecraft::model::Model;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What a problem is called if a schema can see it.
const SHAPE: [&str; 7] =
    ["unknown-key", "wrong-type", "bad-value", "missing", "bad-rule", "bad-preference", "bad-name"];

/// What is said about problems of these kinds that a schema cannot see.
const UNSEEN: [&str; 5] = [
    "no actor has an option",
    "this number cannot be a weight",
    "has two weights",
    "begins above its end",
    "of an option and of a choice",
];

#[test]
fn cases_template_and_valid_samples_fit_the_schema() {
    let schema = Schema::load();
    let cases = fs::read_dir(root("cases")).unwrap().map(|entry| entry.unwrap().path().join("case.toml"));
    let mut files: Vec<PathBuf> = cases.filter(|path| path.exists()).collect();
    files.push(root("crates/statecraft-cli/src/template/case.toml"));
    let samples = samples("valid");
    assert!(files.len() > 10 && samples.len() > 5, "{} cases, {} samples", files.len(), samples.len());
    for path in files.iter().chain(&samples) {
        let text = fs::read_to_string(path).unwrap();
        let json = json_of(&text).unwrap();
        assert_eq!(schema.refuses(&json), None, "{}", path.display());
        if let Ok(case) = Case::parse(&text) {
            assert_eq!(case.to_json(), Some(json), "{}", path.display());
        }
    }
}

#[test]
fn invalid_samples_do_not_fit_where_a_schema_can_see_it() {
    let schema = Schema::load();
    let mut seen = BTreeSet::new();
    for path in samples("invalid") {
        let text = fs::read_to_string(&path).unwrap();
        let Some(data) = json_of(&text) else { continue };
        for problem in problems(&text).iter().filter(|problem| can_be_seen(problem)) {
            seen.insert(problem.code);
            assert!(schema.refuses(&data).is_some(), "{}: {}", path.display(), problem.message);
        }
    }
    assert_eq!(seen, SHAPE.into_iter().collect(), "kinds of problems among the samples");
}

/// Every key of some cases taken away or renamed, and every value made another: both refuse the same.
#[test]
fn schema_and_library_agree_on_small_changes() {
    let schema = Schema::load();
    let (mut changes, mut wrong) = (0, Vec::new());
    for text in [
        &fs::read_to_string(root("cases/tutorial-harbour-strike/case.toml")).unwrap(),
        &fs::read_to_string(root("cases/elmira/case.toml")).unwrap(),
        OTHER_RULES_AND_WEIGHTS,
        NUANCES,
        CHOICES,
        BARE_GRAPH,
    ] {
        for (change, changed) in variants(&toml::Value::Table(text.parse().unwrap())) {
            let toml::Value::Table(table) = &changed else { continue };
            let problems = problems(&table.to_string());
            changes += 1;
            match (schema.refuses(&to_json(&changed)), problems.iter().find(|problem| can_be_seen(problem))) {
                (None, Some(problem)) => wrong.push(format!("{change}: only the library says {}", problem.message)),
                (Some(words), None) if problems.is_empty() => wrong.push(format!("{change}: only the schema: {words}")),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty() && changes > 1_000, "{changes} changes, {}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_schema_has_the_keys_that_the_library_knows() {
    let text = "
        q9q9q9q9q9 = 1
        [sources.a]\nq9q9q9q9q9 = 1\n[claims.a]\nq9q9q9q9q9 = 1\n[accounts.a]\nq9q9q9q9q9 = 1
        [actors.a]\nq9q9q9q9q9 = 1\n[actors.a.options.o]\nq9q9q9q9q9 = 1\n[actors.a.choices.c]\nq9q9q9q9q9 = 1
        [states.a]\nq9q9q9q9q9 = 1\n[[moves]]\nq9q9q9q9q9 = 1\n[[rules]]\nq9q9q9q9q9 = 1\n[status_quo]\nq9q9q9q9q9 = 1
        [preferences]\na = { q9q9q9q9q9 = 1 }\nb = [{ q9q9q9q9q9 = 1 }]
        [accounts.a.preferences]\nb = { changes = [{ q9q9q9q9q9 = 1 }] }
        [attitudes.a.b]\nq9q9q9q9q9 = 1\n[evidence.a]\nq9q9q9q9q9 = 1\n[scenarios.a]\nq9q9q9q9q9 = 1\n[issues.a]\nq9q9q9q9q9 = 1
        [[later]]\nq9q9q9q9q9 = 1\n[codings.a]\nq9q9q9q9q9 = 1\n[forecasts.a]\nq9q9q9q9q9 = 1\n[[story]]\nq9q9q9q9q9 = 1";
    let problems = Case::parse(text).unwrap_err().problems;
    let helps = problems.iter().filter(|problem| problem.code == "unknown-key").filter_map(|it| it.help.as_deref());
    let known: BTreeMap<&str, BTreeSet<String>> = helps
        .filter_map(|help| help.split_once(" has: "))
        .map(|(what, keys)| (what, keys.split(", ").map(String::from).collect()))
        .collect();
    let schema = Schema::load();
    let places = [
        ("a case", ""),
        ("a source", "source"),
        ("a claim", "claim"),
        ("an actor", "actor"),
        ("an option", "option"),
        ("a choice", "choice"),
        ("a rule", "rule"),
        ("a state", "state"),
        ("a move", "move"),
        ("a status quo", "status_quo"),
        ("a preference", "order"),
        ("a preference line", "supported_line"),
        ("a change of a list", "change"),
        ("an attitude", "toward"),
        ("an account", "account"),
        ("an item of evidence", "evidence_item"),
        ("a scenario", "scenario"),
        ("an issue", "issue"),
        ("an entry of what happened later", "later_entry"),
        ("a coding", "coding"),
        ("a forecast", "forecast"),
        ("a step of the story", "story_step"),
    ];
    let listed: BTreeMap<&str, BTreeSet<String>> =
        places.into_iter().map(|(what, place)| (what, schema.keys(place))).collect();
    assert_eq!(listed, known);
    let places: BTreeSet<&str> = places.into_iter().map(|(_, place)| place).collect();
    assert_eq!(schema.with_keys().iter().map(String::as_str).collect::<BTreeSet<_>>(), places);
}

#[test]
fn the_schema_has_the_keys_of_the_page() {
    let schema = Schema::load();
    let page = fs::read_to_string(root("docs/reference/case-file.md")).unwrap();
    let mut seen = BTreeSet::new();
    for block in page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        let whole = block.replace("[ … ]", "[]");
        schema.walk("", &schema.text, &json_of(&whole).expect(block), &mut seen);
    }
    // What stands in no example stands in a table or a sentence.
    let words: BTreeSet<&str> = page.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    for place in schema.with_keys() {
        for key in schema.keys(&place) {
            let shown = seen.contains(&(place.clone(), key.clone())) || words.contains(key.as_str());
            assert!(shown, "the page does not have `{key}` of `{place}`");
        }
    }
    assert!(seen.len() > 50, "{seen:?}");
}

#[test]
fn every_key_is_described() {
    let schema = Schema::load();
    for place in schema.with_keys() {
        for (key, value) in schema.properties(&place) {
            let described = |value: &Json| value["description"].as_str().is_some_and(|words| words.ends_with('.'));
            let target = value["$ref"].as_str().map(|target| schema.at(target));
            assert!(described(&value) || target.is_some_and(described), "`{key}` of `{place}`");
        }
    }
}

const OTHER_RULES_AND_WEIGHTS: &str = r#"
title = "Rules and weights"
scale = "phia"
rules = [
  { never = 'a.x and b.y', reason = "r", leap = "l" },
  { at_most_one = ['a.x', 'b.y'], claims = ["c"] },
  { at_least_one = ['a.x', 'not a.x'], assumption = "r" },
  { same = 'a.x and b.y' },
  { actor = "a", from = 'a.x', to = 'not a.x', cannot = true },
]
[sources.s]
title = "S"
author = "A"
url = "U"
origin = "o"
reliability = "B"
basis = "r"
descriptor = "d"
accessed = "d"
archived = "d"
[claims.c]
source = "s"
quote = "q"
before = "b"
after = "a"
at = 3
directness = "said"
date = "d"
origin = "o"
credibility = 2
confirms = "c"
holder = "a"
factive = true
drafted_by = "d"
accepted_by = "a"
[claims.d]
source = "s"
quote = "q"
confirms = ["c"]
[actors.a]
name = "A"
options = { x = { label = "X", one_way = "drop", claims = ["c"] } }
[actors.b]
name = "B"
options = { y = { label = "Y" } }
[preferences]
a = { weights = { "a.x" = 3, "b.y" = -0.25 }, claims = ["c"] }
b = { weights = { a.x = 1, b.y = 2 } }
[accounts.one]
title = "One"
rules = [{ never = 'b.y' }]
status_quo = { taken = ["a.x"], claims = ["c"] }
preferences = { b = { wants = ['b.y', 'a.x'] } }
for = ["c"]
against = ["c"]
prior = [0.25, 1]
refines = "two"
excludes = ["three"]
[accounts.two]
title = "Two"
same_as = "three"
[accounts.three]
title = "Three"
[perceptions]
a = "one"
b = "one"
[evidence.e]
says = "E"
claims = ["c"]
likelihood = { one = [0.5, 0.75] }
"#;

const NUANCES: &str = r#"
title = "Nuances"
[actors.a]
name = "A"
options = { x = { label = "X" } }
[actors.b]
name = "B"
options = { y = { label = "Y" } }
[preferences]
a = [{ wants = 'a.x', strong = true }, { wants = 'b.y', degree = 1, unsure = true }]
b = { ranking = [[1], [2, 3], [4]], degrees = [2, 1], incomparable = [[1, 4], ['a.x']] }
[attitudes]
a = { b = "+", a = { sign = "0", assumption = "r" } }
[accounts.one]
title = "One"
preferences = { a = "unknown", b = { unknown = true, assumption = "r" } }
attitudes = { b = { a = "-" } }
[accounts.two]
title = "Two"
preferences = { a = { wants = 'b.y', degree = 3, unsure = true } }
[accounts.three]
title = "Three"
[accounts.three.preferences]
a = { like = "two", changes = [{ wants = 'a.x', in_place_of = 'b.y', degree = 2, claims = [] }, { wants = ['b.y'], after = 'a.x' }] }
[accounts.four]
title = "Four"
[accounts.four.preferences]
a = { changes = [{ move = 'b.y', before = 'a.x' }, { without = 'a.x' }], assumption = "r" }
b = { order = ["i", "j"], wants = ['b.y', { wants = 'a.x', unsure = true }], assumption = "r" }
[issues]
i = { title = "I", options = ["a.x"] }
j = { title = "J", options = ["b.y"] }
"#;

const CHOICES: &str = r#"
    title = "Levels"
    [actors.a.choices]
    x = { label = "X", levels = ["none", "some", "all"], one_way = "up", claims = [], assumption = "a" }
    [status_quo]
    taken = ["a.x = 'none'"]
    [preferences]
    a = ["a.x > 'none'", 'a.x <= "some"']
"#;

const BARE_GRAPH: &str = r#"
title = "A bare graph"
status_quo = { state = "s1", assumption = "r" }
moves = [{ actor = "a", from = "s1", to = "s2", claims = ["c"] }]
sources = { s = { title = "S" } }
claims = { c = { source = "s", quote = "q" } }
[states]
s1 = { label = "One", claims = ["c"] }
s2 = { assumption = "r" }
[actors.a]
name = "A"
[preferences]
a = { ranking = ["s1", ["s2"]], assumption = "r" }
"#;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn samples(kind: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root("crates/statecraft/tests/samples").join(kind)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

/// The errors of a file; the names in its preferences are looked into when a model is made of it.
fn problems(text: &str) -> Vec<Diagnostic> {
    match Case::parse(text) {
        Err(rejected) => rejected.problems.into_iter().filter(Diagnostic::is_error).collect(),
        Ok(case) => {
            case.accounts.iter().filter_map(|account| Model::from_case(&case, account).err()).flatten().collect()
        }
    }
}

fn can_be_seen(problem: &Diagnostic) -> bool {
    SHAPE.contains(&problem.code) && !UNSEEN.iter().any(|unseen| problem.message.contains(unseen))
}

/// What editors make of a file: dates are texts.
fn json_of(text: &str) -> Option<Json> {
    let table: toml::Table = text.trim_start_matches('\u{feff}').parse().ok()?;
    Some(to_json(&toml::Value::Table(table)))
}

fn to_json(value: &toml::Value) -> Json {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(value) => json!(value),
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(items) => items.iter().map(to_json).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), to_json(value))).collect(),
    }
}

/// The value with one thing changed, in every place: what was changed, and the result.
fn variants(value: &toml::Value) -> Vec<(String, toml::Value)> {
    let others = "a = [1, 0.5, true, '', 'a', [], ['a.x'], {}, { q = 1 }]".parse::<toml::Table>().unwrap();
    let others = others["a"].as_array().unwrap().iter();
    let mut found: Vec<_> = others.map(|other| (format!(" is {other}"), other.clone())).collect();
    match value {
        toml::Value::Table(table) => {
            let mut more = table.clone();
            more.insert("q9".into(), 1.into());
            found.push((" has q9".into(), more.into()));
            for (key, inner) in table {
                let mut less = table.clone();
                less.remove(key);
                found.push((format!(" without {key}"), less.clone().into()));
                less.insert("no name".into(), inner.clone());
                found.push((format!(" with another name for {key}"), less.into()));
                for (change, changed) in variants(inner) {
                    let mut table = table.clone();
                    table.insert(key.clone(), changed);
                    found.push((format!(".{key}{change}"), table.into()));
                }
            }
        }
        toml::Value::Array(items) => {
            for (at, inner) in items.iter().enumerate() {
                for (change, changed) in variants(inner) {
                    let mut items = items.clone();
                    items[at] = changed;
                    found.push((format!("[{at}]{change}"), items.into()));
                }
            }
        }
        _ => {}
    }
    found
}

struct Schema {
    text: Json,
    compiled: Schemas,
    index: SchemaIndex,
}

impl Schema {
    /// The schema, itself checked against the schema of schemas.
    fn load() -> Schema {
        let text = fs::read_to_string(root("docs/reference/case.schema.json")).unwrap();
        let text: Json = serde_json::from_str(&text).unwrap();
        let (mut compiled, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("case.schema.json", text.clone()).unwrap();
        let index = compiler.compile("case.schema.json", &mut compiled).unwrap_or_else(|error| panic!("{error:#}"));
        Schema { text, compiled, index }
    }

    /// What the schema has against a file.
    fn refuses(&self, data: &Json) -> Option<String> {
        self.compiled.validate(data, self.index).err().map(|error| error.to_string())
    }

    fn at(&self, target: &str) -> &Json {
        self.text.pointer(target.trim_start_matches('#')).expect(target)
    }

    fn place(&self, place: &str) -> &Json {
        if place.is_empty() { &self.text } else { &self.text["$defs"][place] }
    }

    fn properties(&self, place: &str) -> Map<String, Json> {
        self.place(place)["properties"].as_object().cloned().unwrap_or_default()
    }

    fn keys(&self, place: &str) -> BTreeSet<String> {
        self.properties(place).into_iter().map(|(key, _)| key).collect()
    }

    /// The file itself, as "", and every definition with keys of its own; none of them allows others.
    fn with_keys(&self) -> BTreeSet<String> {
        let definitions = self.text["$defs"].as_object().unwrap().keys().cloned();
        let places: BTreeSet<String> =
            definitions.chain([String::new()]).filter(|place| !self.keys(place).is_empty()).collect();
        places.iter().for_each(|place| assert_eq!(self.place(place)["additionalProperties"], false, "{place}"));
        places
    }

    /// Follows data and schema side by side and notes the keys met.
    fn walk(&self, place: &str, schema: &Json, data: &Json, seen: &mut BTreeSet<(String, String)>) {
        if let Some(target) = schema["$ref"].as_str() {
            return self.walk(target.trim_start_matches("#/$defs/"), self.at(target), data, seen);
        }
        if let Some(choices) = schema["anyOf"].as_array() {
            let kind = if data.is_object() { "object" } else { "array" };
            let target = |choice: &Json| choice["$ref"].as_str().map(|target| self.at(target).clone());
            let fits = |choice: &&Json| target(choice).unwrap_or((*choice).clone())["type"] == kind;
            choices.iter().filter(fits).for_each(|choice| self.walk(place, choice, data, seen));
        }
        for (key, value) in data.as_object().into_iter().flatten() {
            match (&schema["properties"][key], &schema["additionalProperties"]) {
                (Json::Null, Json::Bool(false)) => panic!("the page has `{key}`, `{place}` of the schema has not"),
                (Json::Null, others) => self.walk(place, others, value, seen),
                (inner, _) => {
                    seen.insert((place.to_string(), key.clone()));
                    self.walk(place, inner, value, seen);
                }
            }
        }
        for item in data.as_array().into_iter().flatten() {
            self.walk(place, &schema["items"], item, seen);
        }
    }
}

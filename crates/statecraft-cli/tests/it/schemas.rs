//! What the commands write fits the schemas in docs/reference. The goldens ask for every answer; what they do not run is here.

use crate::run::{root, scratch, statecraft};
use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};
use std::fs;

/// A schema of docs/reference; one of answers made stricter: they have no field that it does not name.
pub(crate) struct Schema {
    compiled: Schemas,
    index: SchemaIndex,
}

impl Schema {
    /// The schema of an `answer`, a `question` or a `certificate`.
    pub(crate) fn of(what: &str) -> Schema {
        let text = fs::read_to_string(root().join(format!("docs/reference/{what}.schema.json"))).unwrap();
        let mut text: Value = serde_json::from_str(&text).unwrap();
        for definition in text["$defs"].as_object_mut().unwrap().values_mut() {
            if what != "question" && definition["type"] == "object" && definition.get("additionalProperties").is_none()
            {
                definition["unevaluatedProperties"] = json!(false);
            }
        }
        let (mut compiled, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("schema.json", text).unwrap();
        let index = compiler.compile("schema.json", &mut compiled).unwrap_or_else(|error| panic!("{error:#}"));
        Schema { compiled, index }
    }

    /// What it has against a value.
    pub(crate) fn refuses(&self, value: &Value) -> Option<String> {
        self.compiled.validate(value, self.index).err().map(|error| format!("{error:#}"))
    }
}

fn said(args: &[&str]) -> Value {
    let ran = statecraft(&[args, &["--format", "json"]].concat());
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{args:?}: {error}\n{}", ran.err))
}

#[test]
fn answers_that_no_golden_has_fit_their_schema() {
    let schema = Schema::of("answer");
    let (case, folder) = ("cases/iran-taliban-2021-first", scratch("schemas"));
    let certificate = folder.join("certificate.json");
    let file = certificate.to_str().unwrap();
    for args in [
        &["analyze", case, "--certify", file][..],
        &["verify", case, file],
        &["analyze", "cases/prisoners-dilemma", "--unknown", "all", "--strength"],
        &["impact", case, "--state", "1"],
        &["robust", case, "--samples", "5"],
        &["coalitions", "cases/elmira", "--improvement", "pareto"],
        &["paths", case, "--to", "defiance"],
        &["explain", case, "--state", "1"],
        &["change", "cases/elmira", "--state", "5"],
    ] {
        let ran = statecraft(&[args, &["--format", "json"]].concat());
        let Ok(value) = serde_json::from_str(&ran.out) else { panic!("{args:?}: {} {}", ran.out, ran.err) };
        assert_eq!(schema.refuses(&value), None, "{args:?}");
    }
    let certificate = serde_json::from_str(&fs::read_to_string(certificate).unwrap()).unwrap();
    assert_eq!(Schema::of("certificate").refuses(&certificate), None);
}

#[test]
fn a_schema_refuses_what_is_no_answer() {
    let schema = Schema::of("answer");
    let answer = said(&["analyze", "cases/prisoners-dilemma"]);
    assert_eq!(schema.refuses(&answer), None);
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut changed = answer.clone();
        change(&mut changed);
        schema.refuses(&changed)
    };
    for (what, refused) in [
        ("a field that nobody knows", changed(&|it| it["accounts"][0]["new"] = json!(1))),
        ("a field less", changed(&|it| drop(it["accounts"][0].as_object_mut().unwrap().remove("states")))),
        ("a list in place of a text", changed(&|it| it["case"] = json!([]))),
        ("another format", changed(&|it| it["format"] = json!("statecraft-states"))),
    ] {
        assert!(refused.is_some(), "{what}");
    }
}

#[test]
fn questions_fit_their_schema() {
    let schema = Schema::of("question");
    assert_eq!(schema.refuses(&json!({ "question": "analysis", "concepts": ["nash"] })), None);
    assert!(schema.refuses(&json!({ "question": "weather" })).is_some());
}

//! A case as JSON, as a file written anew, and built in Rust: all mean the same.

use crate::lines::catalogue;
use crate::samples;
use crate::spec::Spec;
use serde_json::Value as Json;
use statecraft::case::{Case, CaseBuilder};
use statecraft::graph::{Graph, Limits};
use statecraft::model::{ActorId, Attitude, Model, ModelError, OptionId, Preference};

/// The files of the catalogue, of samples that are valid, and of random cases.
fn files() -> Vec<String> {
    let catalogue =
        catalogue().into_iter().map(|path| std::fs::read_to_string(path.join("case.toml")).expect("a file"));
    let samples = ["valid", "warned"]
        .into_iter()
        .flat_map(|kind| samples::names(kind).into_iter().map(move |name| samples::text_of(kind, &name)));
    catalogue.chain(samples).chain((0..300).map(|k| Spec::random(k).to_toml())).collect()
}

/// What a case says, and the order of its actors and their options.
fn said(case: &Case) -> (Json, Vec<String>) {
    let options = case
        .actors
        .iter()
        .flat_map(|actor| actor.options.iter().map(|option| format!("{}.{}", actor.key.value, option.key.value)));
    (case.to_json().expect("TOML"), options.collect())
}

/// The ranks of all actors in all accounts.
fn ranks(case: &Case) -> Vec<Vec<Vec<u32>>> {
    let graph = |model: Model| Graph::explore(&model, &Limits::default()).expect("small").ranks;
    if !case.has_actors() {
        return Vec::new();
    }
    case.accounts.iter().map(|account| graph(Model::from_case(case, account).expect("a model"))).collect()
}

#[test]
fn a_case_is_the_same_when_it_is_written_anew_and_as_json() {
    for text in files() {
        let case = Case::parse(&text).unwrap_or_else(|rejected| panic!("{:?}\n{text}", rejected.problems));
        let written = case.to_toml().expect("TOML");
        let again = Case::parse(&written).unwrap_or_else(|rejected| panic!("{:?}\n{written}", rejected.problems));
        assert_eq!(said(&again), said(&case), "{written}");
        assert_eq!(again.to_toml().as_ref(), Some(&written), "what is written so stays so");
        let json = case.to_json().expect("TOML").to_string();
        let back = Case::from_json(&json).unwrap_or_else(|rejected| panic!("{:?}\n{json}", rejected.problems));
        assert_eq!(said(&back), said(&case), "{json}");
        assert_eq!(ranks(&back), ranks(&case), "{json}");
        assert!(written.lines().all(|line| line == line.trim_end()) && !written.contains("\n\n\n"), "{written}");
    }
}

#[test]
fn a_file_is_written_as_a_person_would() {
    let text = samples::text_of("valid", "accounts");
    insta::assert_snapshot!(Case::parse(&text).expect("a case").to_toml().expect("TOML"));
}

#[test]
fn what_is_no_case_as_json_is_told_with_its_place() {
    let rejected = Case::from_json("{\n  \"title\": oops }").expect_err("no JSON");
    assert_eq!(rejected.problems[0].code, "json");
    assert_eq!(rejected.file.position(rejected.problems[0].span.start).0, 2);
    assert!(Case::from_json("[1]").is_err());
    let rejected = Case::from_json(r#"{ "title": "No actors", "as_of": null }"#).expect_err("no case");
    assert!(rejected.problems.iter().any(|problem| problem.message == "the case has no actors"), "{rejected:?}");
}

fn prisoners() -> CaseBuilder {
    let row = CaseBuilder::new("The prisoners").actor("row", "Row").option("row", "confess", "Confess");
    row.actor("column", "Column").option("column", "confess", "Confess")
}

#[test]
fn a_case_can_be_built_without_a_file() {
    let both = prisoners().wants("row", &["not column.confess", "row.confess"]);
    let case = both.wants("column", &["not row.confess", "column.confess"]).build().expect("a case");
    assert_eq!(ranks(&case), [[[2, 3, 0, 1], [2, 0, 3, 1]]]);
    let common = prisoners().wants("row", &["row.confess"]).never("row.confess and column.confess", "so it is");
    let one = common.account("one", "One").wants("column", &["column.confess"]).today(&["row.confess"]);
    let case = one.account("two", "Two").wants("column", &[]).build().expect("a case");
    assert_eq!(ranks(&case), [[[0, 1, 0], [0, 0, 1]], [[0, 1, 0], [0, 0, 0]]]);
    assert!(case.status_quo_in(&case.accounts[0]).is_some() && case.status_quo_in(&case.accounts[1]).is_none());
}

/// What a model could once hold unchecked is refused.
#[test]
fn a_builder_lets_nothing_pass_that_a_file_may_not_say() {
    let model = |case: &Case| Model::from_case(case, &case.accounts[0]);
    let nothing_wanted = prisoners().wants("row", &["row.confess"]).build().expect("only a model shows it");
    assert_eq!(model(&nothing_wanted).expect_err("a preference is missing")[0].code, "no-preference");
    let unknown = prisoners().wants("row", &["row.fly"]).wants("column", &[]).build().expect("only a model shows it");
    assert_eq!(model(&unknown).expect_err("no such option")[0].code, "unknown-name");
    assert!(prisoners().wants("row", &["row."]).build().is_err());
    assert!(prisoners().set(&["titel"], "A slip").build().is_err());
    assert!(prisoners().set(&["title", "inside"], 1).build().is_err());
}

/// A model can be changed only so that it stays sound.
#[test]
fn a_model_is_changed_only_soundly() {
    let case = prisoners().wants("row", &["row.confess"]).wants("column", &[]).build().expect("a case");
    let model = Model::from_case(&case, &case.accounts[0]).expect("a model");
    assert_eq!((model.actor("column"), model.actor("nobody")), (Some(ActorId::new(1)), None));
    let Preference::Statements(wishes) = model.preferences()[0].clone() else { panic!("statements") };
    let with = |actor: usize, preference| model.clone().with_preference(ActorId::new(actor), preference).map(|_| ());
    assert_eq!(with(1, Preference::Statements(wishes.clone())), Ok(()));
    assert_eq!(with(2, Preference::Statements(wishes.clone())), Err(ModelError::NoActor(2)));
    let (mut strong, mut elsewhere) = (wishes.clone(), wishes.clone());
    strong[0].degree = 10;
    assert_eq!(with(0, Preference::Statements(strong)), Err(ModelError::Degree(10)));
    elsewhere[0].statement.tree = statecraft::expr::Expr::Taken(OptionId::new(2));
    assert_eq!(with(0, Preference::Statements(elsewhere)), Err(ModelError::NoOption(2)));
    let mut statement = wishes[0].statement.clone();
    statement.tree = statecraft::expr::Expr::Taken(OptionId::new(9));
    let weights = vec![(statement, 1)];
    assert_eq!(with(0, Preference::Weights(weights, wishes[0].line.clone())), Err(ModelError::NoOption(9)));
    let lopsided = vec![vec![Attitude::Neutral]];
    assert_eq!(model.with_attitudes(lopsided).map(|_| ()), Err(ModelError::Attitudes));
}

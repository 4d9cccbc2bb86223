//! The one door: questions as data, and a study after an edit against one opened anew.

use crate::owned::studies;
use statecraft::answers::{
    Analyze, Answer, AskChange, AskLedger, AskRobust, CheckCase, Compare, Explain, ListStates, Question,
};
use statecraft::case::Order;
use statecraft::edit::{Edit, Wish};
use statecraft::graph::{Limits, Stop};
use statecraft::study::{Ask, Refused, StateName, Study, Which};
use std::sync::Arc;

/// The answer to a question that says nothing, asked from its JSON.
fn ask<Q: Ask + serde::de::DeserializeOwned>(study: &Study) -> Result<Q::Answer, Refused> {
    let question: Q = serde_json::from_str("{}").expect("everything has a default");
    study.ask(&question, &Limits::default())
}

#[test]
fn every_question_is_data() {
    for study in studies() {
        let analysis = ask::<Analyze>(&study).expect("an answer");
        assert_eq!(analysis.accounts.len(), study.accounts.len());
        assert!(analysis.accounts.iter().all(|account| account.verdicts.patterns.iter().count() == 5));
        assert_eq!(
            ask::<ListStates>(&study).expect("an answer").accounts[0].table.len(),
            study.accounts[0].graph.len()
        );
        assert!(!ask::<CheckCase>(&study).expect("an answer").errors);
        assert_eq!(ask::<Compare>(&study).expect("an answer").accounts.len(), study.accounts.len());
        match ask::<Explain>(&study) {
            Ok(explanation) => assert!(explanation.accounts.iter().all(|account| account.today)),
            Err(why) => assert!(study.case.status_quo.is_none() && why.code() == "state", "{why}"),
        }
        assert_eq!(ask::<AskLedger>(&study).expect("an answer").accounts.len(), study.accounts.len());
        let short = AskChange { most: 1, ..AskChange::default() };
        assert!(study.ask(&short, &Limits::default()).is_ok());
        let few = AskRobust { samples: 3, ..AskRobust::default() };
        let _ = study.ask(&few, &Limits::default()).expect("an answer");
    }
}

#[test]
fn what_does_not_fit_the_case_is_refused_with_a_code() {
    let study = &studies().into_iter().find(|study| study.accounts.len() > 1).expect("a case with accounts");
    let limits = Limits::default();
    let account = Analyze { accounts: vec!["no".into()], ..Analyze::default() };
    assert_eq!(study.ask(&account, &limits).unwrap_err().code(), "account");
    let concept = Analyze { concepts: vec!["nahs".into()], ..Analyze::default() };
    assert_eq!(study.ask(&concept, &limits).unwrap_err().code(), "concept");
    let states = ListStates { condition: Some("no such thing".into()), ..ListStates::default() };
    assert_eq!(study.ask(&states, &limits).unwrap_err().code(), "statement");
    for which in [Which::Named(StateName::Number(0)), Which::Where("no.option".into()), Which::Taken(vec!["x".into()])]
    {
        let explain = Explain { state: which, ..Explain::default() };
        assert!(["state", "statement", "option"].contains(&study.ask(&explain, &limits).unwrap_err().code()));
    }
    let broken = Study::from_text("title = 1", &limits);
    let refused = ask::<Analyze>(&broken).unwrap_err();
    assert_eq!(refused.code(), "case");
    assert!(
        serde_json::to_value(&refused).expect("it is written")["problems"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    );
}

/// Who asks many times in a second leaves the check out; the verdicts are the same, and the answer says so.
#[test]
fn the_check_can_be_left_out() {
    for study in studies() {
        let ask = |check| study.ask(&Analyze { check, ..Analyze::default() }, &Limits::default()).expect("an analysis");
        let (checked, quick) = (ask(true), ask(false));
        for (checked, quick) in checked.accounts.iter().zip(&quick.accounts) {
            assert_eq!(checked.verdicts, quick.verdicts);
            assert!(quick.checked.left_out && quick.checked.checked == 0 && !checked.checked.left_out);
            assert_eq!(checked.checked.verdicts, quick.checked.verdicts);
        }
    }
}

/// JSON in, JSON out: all that a page or a program in another language needs.
#[test]
fn any_question_is_asked_and_answered_as_json() {
    let limits = Limits::default();
    let questions = [
        r#"{"question": "analysis", "concepts": ["nash"]}"#,
        r#"{"question": "states"}"#,
        r#"{"question": "check"}"#,
        r#"{"question": "explanation"}"#,
        r#"{"question": "comparison", "concepts": ["gmr"]}"#,
        r#"{"question": "perceptions", "believes": []}"#,
        r#"{"question": "robust", "samples": 3}"#,
        r#"{"question": "ledger"}"#,
        r#"{"question": "change", "most": 1}"#,
        r#"{"question": "paths", "stop_at_equilibria": true, "most": 2}"#,
        r#"{"question": "coalitions", "concept": "nash", "improvement": "pareto", "moves": "sequence"}"#,
        r#"{"question": "impact", "policy": "falls"}"#,
        r#"{"question": "needs", "state": "today"}"#,
        r#"{"question": "brief"}"#,
        r#"{"question": "scenarios"}"#,
        r#"{"question": "watch"}"#,
    ];
    let mut answered = [0; 16];
    let small = |study: &Study| study.accounts.iter().all(|laid_out| laid_out.graph.len() < 200);
    for study in studies().iter().filter(|study| small(study)) {
        for (text, answered) in questions.iter().zip(&mut answered) {
            let question: Question = serde_json::from_str(text).expect("a question");
            let again = serde_json::to_value(&question).expect("it is written");
            assert_eq!(serde_json::from_value::<Question>(again.clone()).expect("the same"), question);
            let answer = match study.ask(&question, &limits) {
                Ok(answer) => answer,
                Err(why) => {
                    assert!(["state", "belief"].contains(&why.code()), "{text}: {why}");
                    continue;
                }
            };
            let written = serde_json::to_value(&answer).expect("it is written");
            let one = written.get(0).unwrap_or(&written);
            let name = again["question"].as_str().expect("a name");
            assert_eq!(one["format"], format!("statecraft-{name}"), "an answer has the name of its question");
            assert!(serde_json::from_value::<Answer>(written).expect("it is read") == answer, "{text}");
            *answered += 1;
        }
    }
    // No small case of the catalogue says what actors believe: of perceptions only the refusal is seen here.
    let answered: Vec<i32> = answered.into_iter().enumerate().filter(|(at, _)| *at != 5).map(|(_, it)| it).collect();
    assert!(answered.iter().all(|&answered| answered > 2), "{answered:?}");
    assert!(serde_json::from_str::<Question>(r#"{"question": "oracle"}"#).is_err());
    assert!(serde_json::from_str::<Answer>(r#"{"format": "statecraft-oracle"}"#).is_err());
}

#[test]
fn what_the_case_has_not_is_refused_by_every_question() {
    let studies = studies();
    let study = studies.iter().find(|study| study.accounts.len() > 1).expect("a case with accounts");
    for (text, code) in [
        (r#"{"question": "paths", "to": {"named": 99999999}}"#, "state"),
        (r#"{"question": "paths", "to_where": "no such"}"#, "statement"),
        (r#"{"question": "paths", "concepts": ["nahs"]}"#, "concept"),
        (r#"{"question": "coalitions", "concept": "mr3"}"#, "concept"),
        (r#"{"question": "coalitions", "coalitions": [["nobody"]]}"#, "actor"),
        (r#"{"question": "coalitions", "accounts": ["none"]}"#, "account"),
        (r#"{"question": "impact", "dropped": [{"claim": "none"}]}"#, "claim"),
        (r#"{"question": "impact", "dropped": [{"line": {"line": "rule", "place": 999}}]}"#, "line"),
        (r#"{"question": "needs", "state": {"where": "no such"}}"#, "statement"),
    ] {
        let question: Question = serde_json::from_str(text).expect("a question");
        assert_eq!(study.ask(&question, &Limits::default()).unwrap_err().code(), code, "{text}");
    }
}

/// A setting is one and the same state in every account that has it, whatever its number.
#[test]
fn a_state_goes_by_its_setting() {
    for study in studies().iter().filter(|study| !study.case.is_bare_graph()) {
        for laid_out in &study.accounts {
            let merged = laid_out.graph.state_ids().any(|state| !laid_out.open(state).is_empty());
            for state in laid_out.graph.state_ids().step_by(7).filter(|_| !merged) {
                let taken = laid_out.taken(state).into_iter().map(String::from).collect();
                assert_eq!(laid_out.which(&Which::Taken(taken)).expect("the state"), state);
            }
        }
    }
}

/// Every wish of every case of the catalogue, moved to the end and dropped: what is left and not computed anew is as if it were.
#[test]
fn a_study_after_an_edit_is_as_one_opened_anew() {
    let limits = Limits::default();
    let question = Analyze { concepts: vec!["nash".into(), "seq".into()], ..Analyze::default() };
    let mut edited = 0;
    for study in studies() {
        for (account, preferences) in preferences(&study) {
            for preference in preferences {
                let Order::Statements { lines, .. } = &preference.order else { continue };
                let actor = preference.actor.value.clone();
                let wish = Wish { account: account.clone(), actor, place: 1 };
                for edit in [Edit::Move { wish: wish.clone(), to: lines.len() }, Edit::Negate(wish)] {
                    let Ok(after) = study.edit(&edit, &limits) else { continue };
                    let anew = Study::from_text(&after.case.file.text, &limits);
                    let (after, anew) = (after.ask(&question, &limits), anew.ask(&question, &limits));
                    assert_eq!(after.expect("an answer"), anew.expect("an answer"), "{edit:?}");
                    edited += 1;
                }
            }
        }
    }
    assert!(edited > 30, "{edited}");
}

fn preferences(study: &Study) -> Vec<(Option<String>, &[statecraft::case::Preference])> {
    let of = |account: &'_ statecraft::case::Account| account.id().map(String::from);
    let own = study.case.accounts.iter().map(|account| (of(account), account.preferences.as_slice()));
    own.filter(|(id, _)| id.is_some()).chain([(None, study.case.preferences.as_slice())]).collect()
}

/// What an edit cannot change is shared with the study before it.
#[test]
fn a_study_after_an_edit_shares_what_stays() {
    let limits = Limits::default();
    let study = studies().into_iter().find(|study| study.accounts.len() > 2).expect("a case with accounts");
    let (account, preferences) = preferences(&study).swap_remove(0);
    let wish = Wish { account, actor: preferences[0].actor.value.clone(), place: 1 };
    let after = study.edit(&Edit::Move { wish, to: 2 }, &limits).expect("it can be moved");
    let shared: Vec<bool> =
        study.accounts.iter().zip(&after.accounts).map(|(a, b)| Arc::ptr_eq(&a.graph, &b.graph)).collect();
    assert_eq!((shared[0], shared[1..].iter().all(|shared| *shared)), (false, true));
}

#[test]
fn tables_have_the_marks_of_actors() {
    let text = r#"
        title = "Marks"
        [actors.us]
        name = "The United States of America"
        mark = "US"
        options.lift = { label = "Lift sanctions", assumption = "x" }
        [actors.iran]
        options.stop = { label = "Stop", assumption = "x" }
        [preferences]
        us = { wants = ['iran.stop', 'not us.lift'], assumption = "x" }
        iran = { wants = ['us.lift', 'not iran.stop'], assumption = "x" }
    "#;
    let study = Study::from_text(text, &Limits::default());
    let analysis = study.ask(&statecraft::answers::Analyze::default(), &Limits::default()).unwrap();
    let shown = analysis.text(&study, statecraft::text::TextOptions { width: 100, all: false });
    assert!(shown.contains("\n  US    ") && !shown.contains("\n  The United States of America "), "{shown}");
}

/// The outcomes by which states are named are looked for once for a study and all its clones, within the limits of the study.
#[test]
fn names_are_looked_for_once_and_within_the_limits() {
    let text = crate::samples::text_of("valid", "accounts");
    let study = Study::from_text(&text, &Limits::default());
    let clone = study.clone();
    let found = study.find_names();
    assert_eq!(found.len(), study.accounts.len());
    assert!(found.iter().any(|states| !states.is_empty()), "nothing found");
    assert!(std::ptr::eq(found, clone.find_names()), "looked for again");
    let limits = Limits::default();
    let study = Study::from_text(&text, &limits);
    limits.watch.stop(Stop::Time);
    assert!(study.find_names().is_empty(), "looked for when the time was over");
    let first = study.accounts[0].account.id().map(String::from).into_iter().collect::<Vec<_>>();
    let one = clone.only(&first).unwrap();
    assert_eq!(one.find_names().len(), 1, "those of a study with fewer accounts are its own");
}

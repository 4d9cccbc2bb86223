//! Lines have names that find them, in the case and in the answers, wherever a model puts them.

use crate::samples::text_of;
use crate::spec::Spec;
use statecraft::answers::{Because, Comparison};
use statecraft::case::{Case, LineId, LineRef, LineSays, Support};
use statecraft::graph::{Limits, StateId};
use statecraft::model::{ActorId, Preference};
use statecraft::study::{LaidOut, Study};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folders of the catalogue.
pub(crate) fn catalogue() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let entries = std::fs::read_dir(folder).expect("the catalogue");
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    found.retain(|path| path.join("case.toml").exists());
    found.sort();
    assert!(found.len() > 5);
    found
}

fn cases() -> impl Iterator<Item = Case> {
    let random = (0..400).map(|k| Case::parse(&Spec::random(k).to_toml()).expect("a case"));
    catalogue().into_iter().map(|path| Case::open(path).expect("a case")).chain(random)
}

#[test]
fn a_line_is_found_by_its_name_and_no_two_share_one() {
    let mut kinds = BTreeSet::new();
    for case in cases() {
        let lines = case.lines();
        let ids: BTreeSet<&LineId> = lines.iter().map(|line| &line.id).collect();
        assert_eq!(ids.len(), lines.len());
        for line in &lines {
            let found = case.line(&line.id).expect("the same case");
            assert_eq!(found.id, line.id);
            assert!(std::ptr::eq(found.support, line.support));
            let json = serde_json::to_string(&line.id).expect("plain data");
            assert_eq!(serde_json::from_str::<LineId>(&json).expect("what was written"), line.id);
            kinds.extend(json.split('"').nth(3).map(String::from));
        }
    }
    assert_eq!(kinds.len(), 8, "every kind but attitudes: {kinds:?}");
}

/// What a line rests on, as it lies in memory: two lines may rest on the same words, and one may hold several statements.
fn supports<'c>(line: &LineRef<'c>) -> Vec<&'c Support> {
    match line.says {
        LineSays::Wish(_, wishes) => wishes.iter().map(|wish| &wish.support).collect(),
        _ => vec![line.support],
    }
}

fn places<'c>(supports: impl IntoIterator<Item = &'c Support>) -> BTreeSet<*const Support> {
    supports.into_iter().map(std::ptr::from_ref).collect()
}

/// The lines in force in an account, by their names, are those on which the account is said to rest.
#[test]
fn a_line_is_in_force_where_its_account_rests_on_it() {
    let samples = ["attitudes", "accounts", "choices", "presence", "graph"].map(|name| text_of("valid", name));
    let samples = samples.into_iter().map(|text| Case::parse(&text).expect("a case"));
    let siblings = (0..200).step_by(2).map(|k| {
        let (one, other) = (Spec::random(k), Spec::random(k).sibling(k));
        Case::parse(&Spec::as_accounts(&[one, other], 0)).expect("a case")
    });
    let (mut own, mut common) = (0, 0);
    for case in cases().chain(samples).chain(siblings) {
        for account in &case.accounts {
            let lines = case.lines();
            let in_force = lines.iter().filter(|line| line.id.is_in(account));
            let judged = in_force.filter(|line| !matches!(line.id, LineId::State { .. } | LineId::Move { .. }));
            let judged: Vec<_> = judged.collect();
            own += judged.iter().filter(|line| line.id.account().is_some()).count();
            common += judged.iter().filter(|line| line.id.account().is_none()).count();
            let judged = places(judged.into_iter().flat_map(supports));
            assert_eq!(judged, places(case.supports_in(account)), "{}", case.title);
        }
        for (actor, choice) in
            case.actors.iter().flat_map(|actor| actor.choices.iter().map(move |choice| (actor, choice)))
        {
            let id = LineId::Option { actor: actor.key.value.clone(), option: choice.key.value.clone() };
            assert!(case.line(&id).is_some_and(|line| std::ptr::eq(line.support, &raw const choice.support)), "{id:?}");
        }
    }
    assert!(own > 100 && common > 100, "{own} {common}");
}

#[test]
fn a_name_is_readable_and_a_wrong_one_finds_nothing() {
    let case = Case::open(
        catalogue().into_iter().find(|path| path.ends_with("iran-taliban-2021-first")).expect("it is there"),
    );
    let case = case.expect("a case");
    let wish = LineId::Wish { account: Some("leverage".into()), actor: "iran".into(), place: 3 };
    let json = r#"{"line":"wish","account":"leverage","actor":"iran","place":3}"#;
    assert_eq!(serde_json::to_string(&wish).expect("plain data"), json);
    assert!(case.line(&wish).is_some());
    for place in [0, 99, usize::MAX] {
        assert!(case.line(&LineId::Wish { account: Some("leverage".into()), actor: "iran".into(), place }).is_none());
        assert!(case.line(&LineId::Rule { account: None, place }).is_none());
    }
    assert!(case.line(&LineId::Wish { account: None, actor: "nobody".into(), place: 1 }).is_none());
    assert!(case.line(&LineId::StatusQuo { account: Some("no account".into()) }).is_none());
}

/// Every wish that an explanation tells, with what it is said to rest on.
fn told(case: &Case, laid_out: &LaidOut, actor: ActorId) -> BTreeSet<(String, Vec<String>)> {
    let mut found = BTreeSet::new();
    for (from, to) in (1..laid_out.graph.len()).map(|at| (StateId::new(at - 1), StateId::new(at))) {
        if let Because::Statements { gains, loses, .. } = Comparison::of(case, laid_out, actor, from, to).because {
            found.extend(gains.into_iter().chain(loses).map(|wish| (wish.wants, wish.rests_on.claims)));
        }
    }
    found
}

/// Statements may be put in another order in memory; each still cites its own sentences.
#[test]
fn a_wish_cites_its_own_sentences_wherever_it_stands() {
    let mut differing = 0;
    for path in catalogue() {
        let opened = Study::open(&path, &Limits::default()).expect("a case");
        for laid_out in opened.accounts {
            for actor in laid_out.model.actor_ids() {
                let before = told(&opened.case, &laid_out, actor);
                let mut other = laid_out.clone();
                let Preference::Statements(mut wishes) = laid_out.model.preferences()[actor.index()].clone() else {
                    continue;
                };
                wishes.reverse();
                other.model = std::sync::Arc::new(
                    (*other.model).clone().with_preference(actor, Preference::Statements(wishes)).expect("sound"),
                );
                other.graph = std::sync::Arc::new(other.graph.ranked_by(&other.model).expect("all are ranked"));
                assert_eq!(told(&opened.case, &other, actor), before);
                differing += usize::from(before.iter().map(|(_, claims)| claims).collect::<BTreeSet<_>>().len() > 1);
            }
        }
    }
    assert!(differing > 3, "{differing}");
}

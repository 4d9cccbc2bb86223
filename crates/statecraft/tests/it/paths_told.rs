//! What is told of paths is what the paths are, in words, as data and as a picture.

use crate::spec::Spec;
use statecraft::answers::{AccountPaths, AskPaths, Goal, PathsReport, Rank, Reached};
use statecraft::case::Case;
use statecraft::draw::{Look, Picture};
use statecraft::graph::{Limits, StateId};
use statecraft::study::{StateName, Study, Which};
use statecraft::text::TextOptions;
use std::path::Path;

fn shipped(name: &str, account: Option<&str>) -> Study {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(name);
    let study = Study::open(path, &Limits::default()).expect("the case can be read");
    let accounts: Vec<String> = account.into_iter().map(String::from).collect();
    study.only(&accounts).expect("the case has it")
}

/// The paths from a state, or from today, to the outcomes, or to a state.
fn report(opened: &Study, from: Option<usize>, to: Option<u64>, stop: bool) -> PathsReport {
    let graph = &opened.accounts[0].graph;
    let from = from.map_or(Which::Today, |state| Which::Named(StateName::of(graph, StateId::new(state))));
    let to = to.map(|state| Which::Named(StateName::Number(state)));
    let question = AskPaths { from, to, stop_at_equilibria: stop, ..AskPaths::default() };
    opened.ask(&question, &Limits::default()).expect("small cases have room")
}

fn text(report: &PathsReport, study: &Study, width: usize) -> String {
    report.text(study, TextOptions { width, all: false })
}

#[test]
fn the_shipped_cases_in_words() {
    let iran = shipped("iran-taliban-2021", Some("leverage"));
    insta::assert_snapshot!("paths-outcomes", text(&report(&iran, None, None, false), &iran, 80));
    let back = Some(1387);
    insta::assert_snapshot!("paths-no-way", text(&report(&iran, Some(680), back, true), &iran, 80));
    let elmira = shipped("elmira", None);
    insta::assert_snapshot!("paths-intransitive", text(&report(&elmira, None, None, false), &elmira, 80));
}

#[test]
fn a_picture_of_the_shipped_case() {
    let iran = shipped("iran-taliban-2021", Some("leverage"));
    let report = report(&iran, None, None, false);
    insta::assert_snapshot!("paths-picture", report.pictures(&iran, 60)[0].dot());
    let small = &report.pictures(&iran, 8)[0];
    assert_eq!(small.boxes.len(), 6, "today, four moves to one outcome, and what is left out: {small:?}");
    assert_eq!((small.boxes[5].title.as_str(), small.boxes[5].lines.len()), ("Left out", 1), "{small:?}");
    let middle = &report.pictures(&iran, 12)[0];
    assert_eq!(
        middle.boxes.last().map(|node| node.lines[0].as_str()),
        Some("29 other ways to state 671"),
        "{middle:?}"
    );
}

#[test]
fn what_is_told_is_true() {
    let (mut paths, mut pictures, mut concessions, mut unreached) = (0, 0, 0, 0);
    for k in 0..1_500 {
        let spec = Spec::random(k);
        let case = Case::parse(&spec.to_toml()).expect("a case");
        let opened = Study::of(case, Vec::new(), &Limits::default());
        let plain = spec.plain();
        let from = k as usize * 7 % plain.states;
        let report = report(&opened, Some(from), None, k.is_multiple_of(5));
        let account = &report.accounts[0];
        let number = |name: &StateName| plain.names.iter().position(|known| *known == name.to_string()).expect("known");
        for goal in account.goals.iter().flat_map(|goals| &goals.told) {
            let mut at = from;
            for step in &goal.way {
                let by = spec.actors.iter().position(|actor| actor.key == step.by).expect("known");
                let to = number(&step.to);
                assert_eq!(number(&step.from), at, "{}", spec.title);
                assert!(plain.moves[by][at].contains(&to), "{}", spec.title);
                let gains = plain.rank[by][to] > plain.rank[by][at];
                assert_eq!(step.for_the_mover.is == Rank::Better, gains, "{}", spec.title);
                concessions += usize::from(!gains);
                at = to;
            }
            let reached = goal.reached != Reached::NotAtAll;
            assert!(!reached || at == number(&goal.state), "{}", spec.title);
            assert_eq!(reached, goal.why_unreached.is_none(), "{}", spec.title);
            paths += usize::from(!goal.way.is_empty());
            unreached += usize::from(!reached);
        }
        for goals in &account.goals {
            assert_eq!(goals.states, goals.by_improvements + goals.by_concessions + goals.unreached, "{}", spec.title);
            assert_eq!(goals.told.len(), goals.states.min(4), "{}", spec.title);
        }
        pictures += in_picture(account, &report.pictures(&opened, 1_000)[0], &spec.title);
        let text = text(&report, &opened, 80);
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
    assert!(
        paths > 1_000 && pictures > 500 && concessions > 500 && unreached > 100,
        "{paths} {pictures} {concessions} {unreached}"
    );
}

/// A picture shows as many easiest paths to each goal as there are, and no others.
fn in_picture(account: &AccountPaths, picture: &Picture, of: &str) -> usize {
    let Some(goals) = account.goals.first() else { return 0 };
    let start = picture.boxes.iter().position(|node| node.look == Look::Start).expect("paths begin somewhere");
    let mut seen = 0;
    for goal in goals.told.iter().filter(|goal| goal.way.len() > 1) {
        assert_eq!(ways(picture, start, goal, 0), goal.ways.expect("few"), "{of}: to state {}", goal.state);
        seen += 1;
    }
    seen
}

/// How many paths of the right length lead from a box to a goal.
fn ways(picture: &Picture, at: usize, goal: &Goal, moves: u32) -> u64 {
    if Some(moves) == goal.moves {
        return u64::from(picture.boxes[at].title == format!("State {}", goal.state));
    }
    let on = picture.arrows.iter().filter(|arrow| arrow.from == at);
    on.map(|arrow| ways(picture, arrow.to, goal, moves + 1)).sum()
}

/// A name with "and" in it stays as it is where others stand beside it.
#[test]
fn either_actor_may_have_a_name_of_several() {
    let case = Case::parse(
        r#"
title = "Trade"
[actors.ministry]
name = "Ministry of Trade and Industry"
options.open = { label = "Open the border", assumption = "a" }
[actors.union]
name = "Union"
options.work = { label = "Work", assumption = "a" }
[status_quo]
taken = []
assumption = "a"
[preferences]
ministry = [{ wants = 'ministry.open iff union.work', assumption = "a" }]
union = [{ wants = 'ministry.open iff union.work', assumption = "a" }]
"#,
    );
    let study = Study::of(case.expect("a case"), Vec::new(), &Limits::default());
    let text = text(&report(&study, None, None, false), &study, 200);
    assert!(text.contains("state 4 needs Ministry of Trade and Industry or Union to accept a loss"), "{text}");
}

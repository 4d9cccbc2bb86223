//! What is told of paths is what the paths are, in words, as data and as a picture.

use crate::spec::{Plain, Spec};
use statecraft::answers::{AccountPaths, AskPaths, Goal, PathPlan, PathsReport, Rank, Reached, WhyWait};
use statecraft::case::Case;
use statecraft::draw::{Look, Picture};
use statecraft::graph::{Limits, StateId, StateSpace};
use statecraft::study::{StateName, Study, Which};
use statecraft::text::TextOptions;
use std::collections::{BTreeMap, BTreeSet};
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
    let iran = shipped("iran-taliban-2021-first", Some("leverage"));
    insta::assert_snapshot!("paths-outcomes", text(&report(&iran, None, None, false), &iran, 80));
    let back = Some(1387);
    insta::assert_snapshot!("paths-no-way", text(&report(&iran, Some(680), back, true), &iran, 80));
    let elmira = shipped("elmira", None);
    insta::assert_snapshot!("paths-intransitive", text(&report(&elmira, None, None, false), &elmira, 80));
}

#[test]
fn a_picture_of_the_shipped_case() {
    let iran = shipped("iran-taliban-2021-first", Some("leverage"));
    let report = report(&iran, None, None, false);
    insta::assert_snapshot!("paths-picture", report.pictures(&iran, 60)[0].dot());
    let small = &report.pictures(&iran, 8)[0];
    assert_eq!(small.boxes.len(), 7, "today, a plan of four moves to one outcome, and what is left out: {small:?}");
    let report = by_states(&report);
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

/// The answer without plans, so that its pictures show states.
fn by_states(report: &PathsReport) -> PathsReport {
    let mut report = report.clone();
    let goals = report.accounts.iter_mut().flat_map(|account| &mut account.goals);
    goals.flat_map(|goals| &mut goals.told).for_each(|goal| goal.plans.told.clear());
    report
}

#[test]
fn what_is_told_is_true() {
    let (mut paths, mut pictures, mut concessions, mut unreached, mut early) = (0, 0, 0, 0, 0);
    let mut why = BTreeMap::new();
    for k in 0..1_500 {
        let spec = Spec::random(k);
        let case = Case::parse(&spec.to_toml()).expect("a case");
        let opened = Study::of(case, Vec::new(), &Limits::default());
        let plain = spec.plain();
        let from = k as usize * 7 % plain.states;
        let report = report(&opened, Some(from), None, k.is_multiple_of(5));
        let (account, graph) = (&report.accounts[0], &opened.accounts[0].graph);
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
            the_way_is_planned(goal, &spec.title);
            early += plans_are_true(goal, &spec, &plain, from);
            let waits = goal.plans.told.iter().flat_map(|plan| &plan.steps).flat_map(|step| &step.waits_for);
            for because in waits.flat_map(|wait| &wait.too_early).map(|early| early.because) {
                let merged = matches!(&graph.states, StateSpace::Settings(states) if !states.merged().is_empty());
                assert!(merged || because != WhyWait::LeadsElsewhere, "{}", spec.title);
                *why.entry(format!("{because:?}")).or_insert(0) += 1;
            }
            paths += usize::from(!goal.way.is_empty());
            unreached += usize::from(!reached);
        }
        for goals in &account.goals {
            assert_eq!(goals.states, goals.by_improvements + goals.by_concessions + goals.unreached, "{}", spec.title);
            assert_eq!(goals.told.len(), goals.states.min(4), "{}", spec.title);
        }
        pictures += in_picture(account, &report.pictures(&opened, 1_000)[0], &spec.title);
        let states = by_states(&report);
        in_picture(&states.accounts[0], &states.pictures(&opened, 1_000)[0], &spec.title);
        let text = text(&report, &opened, 80);
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
    assert!(
        paths > 1_000 && pictures > 500 && concessions > 500 && unreached > 100 && early > 200,
        "{paths} {pictures} {concessions} {unreached} {early}"
    );
    for because in ["NotLegal", "NoImprovement", "TwiceRunning", "Stopped", "OtherNotLegal", "OtherNoImprovement"] {
        assert!(why.get(because).is_some_and(|&count| count > 20), "{because}: {why:?}");
    }
}

/// A picture shows as many easiest paths to each goal as there are, and no others: as states, or as orders of the moves of a plan.
fn in_picture(account: &AccountPaths, picture: &Picture, of: &str) -> usize {
    let Some(goals) = account.goals.first() else { return 0 };
    let start = picture.boxes.iter().position(|node| node.look == Look::Start).expect("paths begin somewhere");
    let mut seen = 0;
    for goal in goals.told.iter().filter(|goal| goal.way.len() > 1) {
        let name = format!("State {}", goal.state);
        let end = picture.boxes.iter().position(|node| node.title == name).expect("the goal has a box");
        let plans = move_sets(picture, start, end);
        if plans.is_empty() {
            assert_eq!(ways(picture, start, goal, 0), goal.ways.expect("few"), "{of}: to state {}", goal.state);
        } else {
            let mut shown: Vec<u64> = plans.iter().map(|moves| orders(picture, moves, &[])).collect();
            let mut expected: Vec<u64> = goal.plans.told.iter().map(|plan| plan.ways).collect();
            shown.sort_unstable();
            expected.sort_unstable();
            assert_eq!(shown, expected, "{of}: to state {}", goal.state);
        }
        seen += 1;
    }
    seen
}

/// The boxes of moves from which arrows lead to a goal, plan by plan.
fn move_sets(picture: &Picture, start: usize, end: usize) -> Vec<BTreeSet<usize>> {
    let is_move = |at: usize| !["State ", "Plan "].iter().any(|word| picture.boxes[at].title.starts_with(word));
    let before = |at: usize| picture.arrows.iter().filter(move |arrow| arrow.to == at).map(|arrow| arrow.from);
    let mut plans: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for last in before(end).filter(|&at| is_move(at)) {
        let (mut open, mut moves, mut heads) = (vec![last], BTreeSet::new(), BTreeSet::new());
        while let Some(at) = open.pop() {
            moves.insert(at);
            open.extend(before(at).filter(|&at| is_move(at)));
            heads.extend(before(at).filter(|&at| !is_move(at)));
        }
        assert!(heads.len() == 1 && (heads.contains(&start) || before(heads.clone().pop_first().unwrap()).eq([start])));
        plans.entry(heads.pop_first().unwrap()).or_default().extend(moves);
    }
    plans.into_values().collect()
}

/// In how many orders some moves can be made, after these.
fn orders(picture: &Picture, moves: &BTreeSet<usize>, made: &[usize]) -> u64 {
    if made.len() == moves.len() {
        return 1;
    }
    let waits = |&at: &usize| {
        let mut before = picture.arrows.iter().filter(|arrow| arrow.to == at && moves.contains(&arrow.from));
        made.contains(&at) || before.any(|arrow| !made.contains(&arrow.from))
    };
    let ready = moves.iter().filter(|at| !waits(at));
    ready.map(|&at| orders(picture, moves, &[made, &[at]].concat())).sum()
}

/// How many paths of the right length lead from a box to a goal.
fn ways(picture: &Picture, at: usize, goal: &Goal, moves: u32) -> u64 {
    if Some(moves) == goal.moves {
        return u64::from(picture.boxes[at].title == format!("State {}", goal.state));
    }
    let on = picture.arrows.iter().filter(|arrow| arrow.from == at);
    on.map(|arrow| ways(picture, arrow.to, goal, moves + 1)).sum()
}

/// The way that is told is an order of the moves of some plan; one plan has all ways, several have no fewer.
fn the_way_is_planned(goal: &Goal, of: &str) {
    let plans = &goal.plans.told;
    assert_eq!(plans.is_empty(), goal.way.is_empty() || goal.plans.why_none.is_some(), "{of}");
    let ways: u64 = plans.iter().map(|plan| plan.ways).sum();
    assert!(plans.is_empty() || Some(ways) == goal.ways || (plans.len() > 1 && Some(ways) > goal.ways), "{of}");
    let fits = |plan: &PathPlan| {
        let mut made: Vec<usize> = Vec::new();
        for step in &goal.way {
            let next = plan.steps.iter().enumerate().find(|(at, planned)| {
                (&planned.by, &planned.takes_up, &planned.drops) == (&step.by, &step.takes_up, &step.drops)
                    && !made.contains(at)
                    && planned.waits_for.iter().all(|wait| made.contains(&wait.step))
            });
            made.extend(next.map(|(at, _)| at));
        }
        made.len() == plan.steps.len() && made.len() == goal.way.len()
    };
    assert!(plans.is_empty() || plans.iter().any(fits), "{of}: {goal:?}");
}

/// What is told of plans is true: a move made right before what it waits for goes wrong as it says.
fn plans_are_true(goal: &Goal, spec: &Spec, plain: &Plain, from: usize) -> usize {
    let mut seen = 0;
    for plan in &goal.plans.told {
        for (at, step) in plan.steps.iter().enumerate() {
            for wait in &step.waits_for {
                assert!(wait.step < at && !wait.too_early.is_empty(), "{}", spec.title);
                for early in &wait.too_early {
                    let Some(made) = &early.step else { continue };
                    let number = |name: &StateName| plain.names.iter().position(|known| *known == name.to_string());
                    let [begin, end] = [number(&made.from), number(&made.to)].map(|state| state.expect("known"));
                    let by = spec.actors.iter().position(|actor| actor.key == made.by).expect("known");
                    assert!(plain.moves[by][begin].contains(&end), "{}", spec.title);
                    assert!(plain.rank[by][end] <= plain.rank[by][begin], "{}: from {from}", spec.title);
                    let whose = if early.because == WhyWait::NoImprovement { at } else { wait.step };
                    assert_eq!(made.by, plan.steps[whose].by, "{}", spec.title);
                    assert_eq!(made.takes_up, plan.steps[whose].takes_up, "{}", spec.title);
                    seen += 1;
                }
            }
        }
    }
    seen
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
    assert!(text.contains("Ministry of Trade and Industry or Union to accept a loss"), "{text}");
}

//! Sweeps: parts in any order are one run, cells are what they say, and what does not fit is refused.

use statecraft::answers::sweep::{AskSweep, NotMerged, Sweep, SweepError, SweepPart, SweepPlan};
use statecraft::answers::{Draws, Robustness};
use statecraft::case::LineId;
use statecraft::graph::Limits;
use statecraft::robust::Doubt;
use statecraft::study::Study;

fn harbour() -> Study {
    Study::open("../../cases/tutorial-harbour-strike", &Limits::default()).expect("a case")
}

fn rule(place: usize) -> LineId {
    LineId::Rule { account: None, place }
}

fn asked(shards: u64) -> AskSweep {
    AskSweep {
        options: vec!["union.strike".into()],
        rules: vec![rule(1)],
        combinations: true,
        samples: 120,
        seed: 5,
        every_line: true,
        shards,
        ..AskSweep::default()
    }
}

fn plan(study: &Study, shards: u64) -> SweepPlan {
    SweepPlan::of(study, &asked(shards)).expect("a plan")
}

fn counted(study: &Study, plan: &SweepPlan) -> Vec<SweepPart> {
    (1..=plan.shards).map(|shard| plan.count(study, shard, &Limits::default()).expect("a part")).collect()
}

fn merged(study: &Study, plan: &SweepPlan, parts: &[SweepPart]) -> Result<Sweep, NotMerged> {
    plan.merge(study, parts, &Limits::default())
}

#[test]
fn shards_in_any_order_are_one_run() {
    let study = harbour();
    let one = plan(&study, 1);
    let whole = merged(&study, &one, &counted(&study, &one)).expect("a sweep");
    assert_eq!(whole.cells.len(), 4, "every combination");
    let whole = serde_json::to_string(&whole).expect("JSON");
    for shards in [2, 7, 200] {
        let plan = plan(&study, shards);
        let mut parts = counted(&study, &plan);
        parts.reverse();
        parts.push(parts[0].clone()); // counted twice, it counts once
        let read: Vec<SweepPart> =
            parts.iter().map(|part| serde_json::from_str(&serde_json::to_string(part).unwrap()).unwrap()).collect();
        let sweep = merged(&study, &plan, &read).expect("a sweep");
        assert_eq!(serde_json::to_string(&sweep).expect("JSON"), whole, "{shards} shards");
    }
}

/// A cell is the case read so: compared with the case edited by hand.
#[test]
fn a_cell_is_the_case_read_so() {
    let study = harbour();
    let plan = plan(&study, 1);
    let sweep = merged(&study, &plan, &counted(&study, &plan)).expect("a sweep");
    let text = &study.case.file.text;
    let draws = Draws { doubt: Doubt::EveryLine, most: 120, seed: 5, shard: (0, 1) };
    let counts = |study: &Study| {
        let robust = Robustness::of(study, draws, &Limits::default()).expect("counted");
        robust.accounts.into_iter().map(|account| account.counts).collect::<Vec<_>>()
    };
    let of = |name: &str| {
        let cell = sweep.cells.iter().find(|cell| cell.cell.name == name).unwrap_or_else(|| panic!("{name}"));
        cell.accounts.iter().map(|account| account.counted.counts.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("as it stands"), counts(&study));
    // Today the union is on strike.
    let frozen = format!("{text}\n[[rules]]\nnever = 'not union.strike'\nreason = \"as today\"\n");
    assert_eq!(of("union.strike as today"), counts(&Study::from_text(&frozen, &Limits::default())));
    assert_ne!(of("union.strike as today"), of("as it stands"), "the rule matters");
    let state = &sweep.cells[0].accounts[0].states;
    assert!(state.values().any(|about| about.scenario.is_some() && !about.taken.is_empty()), "states have names");
}

#[test]
fn variants_are_cells() {
    let study = Study::open("../../cases/iran-taliban-2021", &Limits::default())
        .expect("a case")
        .only(&["isis".into()])
        .unwrap();
    let asked = AskSweep {
        variants: vec!["power_first".into()],
        samples: 3,
        shards: 1,
        every_line: true,
        ..AskSweep::default()
    };
    let plan = SweepPlan::of(&study, &asked).expect("a plan");
    assert_eq!(plan.cells.iter().map(|cell| cell.name.as_str()).collect::<Vec<_>>(), ["as it stands", "power_first"]);
    let sweep = merged(&study, &plan, &counted(&study, &plan)).expect("a sweep");
    let varied = study.variant("power_first", &Limits::default()).unwrap().only(&["isis".into()]).unwrap();
    let draws = Draws { doubt: Doubt::EveryLine, most: 3, seed: 0, shard: (0, 1) };
    let robust = Robustness::of(&varied, draws, &Limits::default()).unwrap();
    assert_eq!(sweep.cells[1].accounts[0].counted.counts, robust.accounts[0].counts);
}

#[test]
fn what_does_not_fit_is_refused() {
    let study = harbour();
    let (plan, other) = (plan(&study, 3), plan(&study, 4));
    let parts = counted(&study, &plan);
    assert!(
        matches!(merged(&study, &plan, &parts[1..]), Err(NotMerged::Parts(SweepError::Missing(shards))) if shards == [1])
    );
    assert!(matches!(merged(&study, &other, &parts), Err(NotMerged::Parts(SweepError::OtherPlan(1)))));
    let mut changed = parts.clone();
    *changed[2].cells[0].accounts[0].counts.values_mut().next().unwrap().0.values_mut().next().unwrap() += 1;
    assert!(matches!(merged(&study, &plan, &changed), Err(NotMerged::Parts(SweepError::Damaged(3)))));
    assert_eq!(plan.missing(&changed), [3]);
    assert!(plan.count(&study, 0, &Limits::default()).is_err() && plan.count(&study, 4, &Limits::default()).is_err());
    let edited = Study::from_text(&format!("{}\n", study.case.file.text), &Limits::default());
    assert!(plan.count(&edited, 1, &Limits::default()).is_err(), "another case file");
    for wrong in [
        AskSweep { variants: vec!["none".into()], ..asked(1) },
        AskSweep { options: vec!["union.none".into()], ..asked(1) },
        AskSweep { rules: vec![rule(99)], ..asked(1) },
        AskSweep { samples: 0, ..asked(1) },
        AskSweep { shards: 0, ..asked(1) },
    ] {
        assert!(SweepPlan::of(&study, &wrong).is_err(), "{wrong:?}");
    }
}

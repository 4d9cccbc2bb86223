//! What happened, scored: hand-made tables, a literal oracle on random models, and seals that notice what changes a prediction.

use crate::samples::text_of;
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use statecraft::answers::score::{AskScore, Score};
use statecraft::answers::seal::{AskSeal, CheckSeal, SealPart};
use statecraft::case::{Case, later_beside};
use statecraft::graph::Limits;
use statecraft::hindsight::{For, Inside, Legal, Setting};
use statecraft::model::{Model, OptionSet};
use statecraft::study::{Refused, Study};
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn folder(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(case)
}

/// A case of the catalogue with the facts beside it.
fn study(case: &str) -> Study {
    let (mut case, problems) = Case::read(folder(case)).expect("a case");
    let file = later_beside(Path::new(&case.file.name)).expect("facts beside it");
    case.open_later(&file).unwrap_or_else(|error| panic!("{error}: {error:?}"));
    Study::of(case, problems, &Limits::default())
}

fn score(study: &Study) -> Score {
    study.ask(&AskScore::default(), &Limits::default()).expect("a score")
}

/// In how many options each outcome under Nash agrees, account by account.
fn nash(score: &Score, coding: Option<&str>) -> (usize, Option<u32>, Vec<Vec<u32>>) {
    let coding = score.codings.iter().find(|it| it.coding.as_deref() == coding).expect("a coding");
    let of = |account: &statecraft::answers::score::AccountScore| {
        let nash = account.concepts.iter().find(|it| it.concept == "nash").expect("Nash");
        nash.listed.iter().map(|it| it.agrees).collect()
    };
    (coding.clear, coding.nothing_changes, coding.accounts.iter().map(of).collect())
}

/// Whether the end is among the outcomes under the usual five concepts.
fn inside(score: &Score, coding: Option<&str>, account: usize) -> Vec<Option<Inside>> {
    let coding = score.codings.iter().find(|it| it.coding.as_deref() == coding).expect("a coding");
    coding.accounts[account].concepts.iter().map(|it| it.inside).collect()
}

const YES: Option<Inside> = Some(Inside::Yes);
const NO: Option<Inside> = Some(Inside::No);

/// The table that was made by hand: outcomes 671 and 681, 211 and 221, 210.
#[test]
fn the_shipped_case_scores_as_counted_by_hand() {
    let score = score(&study("iran-taliban-2021-first"));
    let table = [
        (Some("a"), (12, Some(10), vec![vec![9, 7], vec![7, 6], vec![7]])),
        (Some("b"), (12, Some(9), vec![vec![8, 8], vec![6, 7], vec![6]])),
        (None, (11, Some(8), vec![vec![8, 7], vec![6, 6], vec![5]])),
        (Some("d"), (10, Some(8), vec![vec![8, 6], vec![6, 5], vec![5]])),
        (Some("e"), (10, Some(8), vec![vec![7, 7], vec![5, 5], vec![5]])),
    ];
    for (coding, expected) in table {
        assert_eq!(nash(&score, coding), expected, "{coding:?}");
    }
    let path = |account: usize| -> Vec<(String, String, Option<For>)> {
        let steps = score.steps[account].steps.iter();
        steps.map(|it| (it.date.clone(), it.state.as_ref().expect("a state").to_string(), it.gain)).collect()
    };
    let expected = |host| {
        let step = |date: &str, state: &str, gain| (date.to_string(), state.to_string(), Some(gain));
        vec![
            step("2021-08-15", "1386", host),
            step("2021-08-30", "1500", For::Better),
            step("2021-09-06", "1488", For::Worse),
        ]
    };
    assert_eq!([path(0), path(1), path(2)], [expected(For::Worse), expected(For::Better), expected(For::Worse)]);
    // It holds under none of the five in any account.
    assert!((0..3).all(|account| inside(&score, None, account).iter().all(|it| *it == NO)));
    assert_eq!(score.beyond.len(), 1);
    let surprises: Vec<&str> = score.surprises.iter().map(|it| it.option.as_str()).collect();
    assert_eq!(surprises, ["kabul.share", "isis.expand"]);
}

/// Nash has only the state 6, in which both strike and withdraw; the others have 5 and 7.
#[test]
fn the_missile_crisis_is_a_hit_under_foresight_alone() {
    let score = score(&study("cuban-missile-crisis-1962"));
    assert_eq!(inside(&score, None, 0), [NO, YES, YES, YES, YES]);
    // The outcome has strike and withdraw, the end withdraw alone: blockade, withdraw and escalate are right, strike is wrong.
    assert_eq!(nash(&score, None), (4, Some(3), vec![vec![3]]));
    let seq = &score.codings[0].accounts[0].concepts[3];
    assert_eq!((seq.best, seq.states), (Some(4), 12));
    let steps: Vec<_> = score.steps[0].steps.iter().map(|it| it.state.as_ref().map(ToString::to_string)).collect();
    assert_eq!(steps, ["3", "7", "5"].map(|state| Some(state.to_string())));
    assert!(score.steps[0].steps.iter().all(|it| it.legal == Legal::Yes && it.gain == Some(For::Better)));
    assert_eq!(score.facts.unsaid, ["ussr.escalate"]);
    let open = score.codings.iter().find(|it| it.coding.is_some()).expect("a coding");
    assert_eq!(open.clear, 3);
}

/// State 8 holds under all five; 4 under GMR and SMR alone.
#[test]
fn elmira_is_a_hit_if_the_local_government_insisted() {
    let score = score(&study("elmira"));
    assert_eq!(inside(&score, Some("insists"), 0), [YES; 5]);
    assert_eq!(inside(&score, Some("does_not_insist"), 0), [NO, YES, YES, NO, NO]);
    let perhaps = Some(Inside::Perhaps);
    assert_eq!(inside(&score, None, 0), [perhaps, YES, YES, perhaps, perhaps]);
    assert_eq!(score.facts.origins, 1);
}

#[test]
fn other_published_cases_score_as_their_history_says() {
    let at = |case: &str| inside(&score(&study(case)), None, 0);
    let now = |is: &[Option<Inside>]| is.to_vec();
    assert_eq!(at("cuban-missile-crisis-1962-reversible")[1..], now(&[YES; 4])[..]);
    assert_eq!(at("cuban-missile-crisis-1962-reversible")[0], None);
    assert_eq!(at("north-korea-2017-original"), [YES; 5]);
    assert_eq!(at("north-korea-2017-deterrence"), [NO, YES, YES, YES, YES]);
    assert_eq!(at("north-korea-2017-bloodthirsty"), [NO; 5]);
    assert_eq!(at("lake-gisborne-economic"), [NO; 5]);
    assert!(at("lake-gisborne-environmental").iter().all(|it| *it == Some(Inside::Perhaps)));
}

/// A random case of three actors with two options each, and what happened later in it.
struct Drawn {
    case: String,
    /// For each entry its day and how it sets options: 0 dropped, 1 taken, 2 unclear.
    entries: Vec<(u32, Vec<(usize, u8)>)>,
    today: OptionSet,
    never: Option<(usize, usize)>,
    one_way: Option<usize>,
    weights: Vec<[i32; 6]>,
}

const OPTIONS: [&str; 6] = ["a.x", "a.y", "b.x", "b.y", "c.x", "c.y"];

fn draw(rng: &mut SmallRng) -> Drawn {
    let never = rng.random_bool(0.5).then(|| (rng.random_range(0..6), rng.random_range(0..6)));
    let one_way = rng.random_bool(0.5).then(|| rng.random_range(0..6));
    let allowed =
        |setting: OptionSet| never.is_none_or(|(one, other)| setting >> one & 1 == 0 || setting >> other & 1 == 0);
    let todays: Vec<OptionSet> = (0..64).filter(|&setting| allowed(setting)).collect();
    let today = todays[rng.random_range(0..todays.len())];
    let weights: Vec<[i32; 6]> = (0..3).map(|_| std::array::from_fn(|_| rng.random_range(-2..3))).collect();
    let mut case = String::from("title = \"t\"\nas_of = 2020-01-01\n");
    for (actor, key) in ["a", "b", "c"].iter().enumerate() {
        writeln!(case, "[actors.{key}]\nname = \"{key}\"\n[actors.{key}.options]").unwrap();
        for (option, name) in ["x", "y"].iter().enumerate() {
            let way = if one_way == Some(actor * 2 + option) { ", one_way = \"take\"" } else { "" };
            writeln!(case, "{name} = {{ label = \"{key} {name}\", assumption = \"t\"{way} }}").unwrap();
        }
    }
    if let Some((one, other)) = never {
        writeln!(case, "[[rules]]\nnever = '{} and {}'\nreason = \"t\"", OPTIONS[one], OPTIONS[other]).unwrap();
    }
    let taken: Vec<String> =
        (0..6).filter(|at| today >> at & 1 == 1).map(|at| format!("\"{}\"", OPTIONS[at])).collect();
    writeln!(case, "[status_quo]\ntaken = [{}]\nassumption = \"t\"\n[preferences]", taken.join(", ")).unwrap();
    for (actor, key) in ["a", "b", "c"].iter().enumerate() {
        let parts: Vec<String> = (0..6).map(|at| format!("'{}' = {}", OPTIONS[at], weights[actor][at])).collect();
        writeln!(case, "{key} = {{ weights = {{ {} }}, assumption = \"t\" }}", parts.join(", ")).unwrap();
    }
    let mut said: Vec<(u32, usize)> = Vec::new();
    let mut entries = Vec::new();
    for _ in 0..rng.random_range(1..6) {
        let day = rng.random_range(2..6);
        let mut sets = Vec::new();
        for option in 0..6 {
            if rng.random_bool(0.3) && !said.contains(&(day, option)) {
                said.push((day, option));
                sets.push((option, rng.random_range(0..3)));
            }
        }
        if !sets.is_empty() {
            entries.push((day, sets));
        }
    }
    Drawn { case, entries, today, never, one_way, weights }
}

fn later(entries: &[(u32, Vec<(usize, u8)>)]) -> String {
    let mut text = String::new();
    for (day, sets) in entries {
        writeln!(text, "[[later]]\ndate = 2020-01-0{day}\nassumption = \"t\"").unwrap();
        for (how, key) in ["dropped", "taken", "unclear"].iter().enumerate() {
            let of = sets.iter().filter(|(_, set)| usize::from(*set) == how);
            let names: Vec<String> = of.map(|(at, _)| format!("\"{}\"", OPTIONS[*at])).collect();
            writeln!(text, "{key} = [{}]", names.join(", ")).unwrap();
        }
    }
    text
}

fn opened(drawn: &Drawn, entries: &[(u32, Vec<(usize, u8)>)]) -> Option<Study> {
    let mut case = Case::parse(&drawn.case).ok()?;
    case.add_later("later.toml", &later(entries)).expect("facts");
    Some(Study::of(case, Vec::new(), &Limits::default())).filter(|study| !study.has_errors())
}

/// How things stood after each day, option by option: taken, not taken, or unclear.
fn literal(drawn: &Drawn) -> Vec<Vec<Option<bool>>> {
    let mut now: Vec<Option<bool>> = (0..6).map(|at| Some(drawn.today >> at & 1 == 1)).collect();
    let mut found = Vec::new();
    for day in 0..10 {
        for (_, sets) in drawn.entries.iter().filter(|(of, _)| *of == day) {
            sets.iter().for_each(|(option, how)| now[*option] = [Some(false), Some(true), None][usize::from(*how)]);
        }
        found.push(now.clone());
    }
    found
}

fn agrees(setting: OptionSet, end: &[Option<bool>]) -> u32 {
    (0..6).filter(|at| end[*at] == Some(setting >> at & 1 == 1)).count() as u32
}

#[test]
fn scores_are_those_of_the_definition_on_random_models() {
    let mut rng = SmallRng::seed_from_u64(11);
    let (mut scored, mut hits, mut perhaps) = (0, 0, 0);
    while scored < 1500 {
        let drawn = draw(&mut rng);
        if drawn.entries.is_empty() {
            continue;
        }
        let Some(study) = opened(&drawn, &drawn.entries) else { continue };
        let ask = AskScore { concepts: vec!["nash".into(), "seq".into()], ..AskScore::default() };
        let score = study.ask(&ask, &Limits::default()).expect("a score");
        let end = literal(&drawn).pop().expect("days");
        let feasible: Vec<OptionSet> = (0..64).filter(|setting| is_allowed(&drawn, *setting)).collect();
        let coding = &score.codings[0];
        assert_eq!(coding.options.iter().map(|it| it.taken).collect::<Vec<_>>(), end);
        assert_eq!(coding.nothing_changes, Some(agrees(drawn.today, &end)));
        let average = f64::from(feasible.iter().map(|it| agrees(*it, &end)).sum::<u32>()) / feasible.len() as f64;
        assert!((coding.accounts[0].at_random - average).abs() < 0.001);
        let fits = |setting: &OptionSet| agrees(*setting, &end) as usize == coding.clear;
        for of in &coding.accounts[0].concepts {
            let analysis = study.accounts[0].graph.clone();
            let concept = statecraft::stability::Concept::parse(&of.concept, &[]).expect("a concept");
            let found = statecraft::stability::analyze(&analysis, &[concept]).expect("it applies");
            let outcomes = statecraft::accounts::settings(&analysis, &found.equilibria(concept));
            let counts: Vec<u32> = outcomes.iter().map(|it| agrees(*it, &end)).collect();
            assert_eq!((of.best, of.worst), (counts.iter().max().copied(), counts.iter().min().copied()));
            let inside = match (outcomes.iter().filter(|it| fits(it)).count(), outcomes.is_empty()) {
                (_, true) => None,
                (0, _) => NO,
                (some, _) if some == feasible.iter().filter(|it| fits(it)).count() => YES,
                _ => Some(Inside::Perhaps),
            };
            assert_eq!(of.inside, inside);
            hits += u32::from(inside == YES);
            perhaps += u32::from(inside == Some(Inside::Perhaps));
            let all =
                |at: usize, taken: bool| !outcomes.is_empty() && outcomes.iter().all(|it| (it >> at & 1 == 1) == taken);
            let named = |right: bool| {
                let is = |at: &usize| end[*at].is_some_and(|taken| all(*at, taken == right));
                (0..6).filter(is).map(|at| OPTIONS[at].to_string()).collect::<Vec<_>>()
            };
            assert_eq!((&of.right, &of.wrong), (&named(true), &named(false)));
        }
        steps_are_literal(&drawn, &score);
        scored += 1;
    }
    assert!(hits > 50 && perhaps > 50, "{hits} {perhaps}");
}

fn is_allowed(drawn: &Drawn, setting: OptionSet) -> bool {
    drawn.never.is_none_or(|(one, other)| setting >> one & 1 == 0 || setting >> other & 1 == 0)
}

/// Each step is judged as its two settings say; and all steps of a day lead to how things stood after it, unclear options aside.
fn steps_are_literal(drawn: &Drawn, score: &Score) {
    let mut now = drawn.today;
    for step in &score.steps[0].steps {
        let bits = |keys: &[String]| {
            keys.iter().map(|key| 1 << OPTIONS.iter().position(|it| it == key).unwrap()).sum::<OptionSet>()
        };
        let to = (now | bits(&step.taken)) & !bits(&step.dropped);
        let actor = ["a", "b", "c"].iter().position(|it| *it == step.actor).expect("an actor");
        assert_eq!((now ^ to) & !(3 << (actor * 2)), 0);
        let barred = drawn.one_way.is_some_and(|at| now >> at & 1 == 1 && to >> at & 1 == 0);
        let legal = match (is_allowed(drawn, now), is_allowed(drawn, to)) {
            (false, _) => Legal::Lost,
            (_, false) => Legal::Forbidden,
            _ if barred => Legal::NoMove,
            _ => Legal::Yes,
        };
        assert_eq!(step.legal, legal);
        let worth = |setting: OptionSet| {
            (0..6).map(|at| if setting >> at & 1 == 1 { drawn.weights[actor][at] } else { 0 }).sum::<i32>()
        };
        let gain = match worth(to).cmp(&worth(now)) {
            std::cmp::Ordering::Greater => For::Better,
            std::cmp::Ordering::Equal => For::Same,
            std::cmp::Ordering::Less => For::Worse,
        };
        let both = is_allowed(drawn, now) && is_allowed(drawn, to);
        assert_eq!(step.gain, both.then_some(gain));
        now = to;
    }
    for (at, taken) in literal(drawn).pop().expect("days").iter().enumerate() {
        assert!(taken.is_none_or(|taken| (now >> at & 1 == 1) == taken));
    }
}

#[test]
fn the_order_of_entries_means_nothing() {
    let mut rng = SmallRng::seed_from_u64(12);
    let mut shuffled = 0;
    while shuffled < 300 {
        let drawn = draw(&mut rng);
        if drawn.entries.len() < 2 {
            continue;
        }
        let Some(study) = opened(&drawn, &drawn.entries) else { continue };
        let mut entries = drawn.entries.clone();
        entries.shuffle(&mut rng);
        let other = opened(&drawn, &entries).expect("the same facts");
        assert_eq!(score(&study), score(&other));
        shuffled += 1;
    }
}

#[test]
fn a_seal_notices_what_changes_a_prediction_and_names_it() {
    let mut rng = SmallRng::seed_from_u64(13);
    let limits = Limits::default();
    let (mut changed, mut same) = (0, 0);
    while changed < 100 || same < 20 {
        let drawn = draw(&mut rng);
        let before = Study::from_text(&drawn.case, &limits);
        let from = OPTIONS[rng.random_range(0..6)];
        let other = drawn.case.replacen(&format!("'{from}' = 1"), &format!("'{from}' = 2"), 1);
        let after = Study::from_text(&other, &limits);
        if before.has_errors() || other == drawn.case {
            continue;
        }
        let seal = before.ask(&AskSeal { date: "2020-01-01".into(), ..AskSeal::default() }, &limits).expect("a seal");
        let own = before.ask(&CheckSeal { seal: Box::new(seal.clone()) }, &limits).expect("a check");
        assert!(own.holds && own.same_case && own.changes.is_empty());
        let check = after.ask(&CheckSeal { seal: Box::new(seal.clone()) }, &limits).expect("a check");
        assert!(!check.same_case);
        for (at, concept) in statecraft::stability::Concept::USUAL.into_iter().enumerate() {
            let outcomes = |study: &Study| {
                let graph = &study.accounts[0].graph;
                let found = statecraft::stability::analyze(graph, &[concept]).expect("it applies");
                statecraft::accounts::settings(graph, &found.equilibria(concept))
            };
            let told = check
                .changes
                .iter()
                .any(|it| it.part == SealPart::Outcomes && it.concept.as_deref() == Some(seal.concepts[at].as_str()));
            assert_eq!(told, outcomes(&before) != outcomes(&after), "{concept:?}");
        }
        changed += u32::from(!check.holds);
        same += u32::from(check.holds);
    }
}

#[test]
fn what_was_sealed_is_scored_when_the_case_has_changed() {
    let limits = Limits::default();
    let study = study("cuban-missile-crisis-1962");
    let seal = study.ask(&AskSeal { date: "1962-10-17".into(), ..AskSeal::default() }, &limits).expect("a seal");
    let ask = AskScore { sealed: Some(Box::new(seal.clone())), ..AskScore::default() };
    let sealed = study.ask(&ask, &limits).expect("a score");
    let used = sealed.sealed.clone().expect("a seal");
    assert!(used.before && used.same_case);
    assert_eq!(sealed.codings, score(&study).codings);
    let other = super::hindsight::study("cuban-missile-crisis-1962-reversible");
    let scored = other.ask(&ask, &limits).expect("a score");
    assert_eq!(scored.codings[0].accounts[0].concepts[0].inside, NO); // the reversible case itself says nothing
    let late = AskSeal { date: "1962-10-25".into(), ..AskSeal::default() };
    let late = study.ask(&late, &limits).expect("a seal");
    let ask = AskScore { sealed: Some(Box::new(late)), ..AskScore::default() };
    assert!(!study.ask(&ask, &limits).expect("a score").sealed.expect("a seal").before);
}

/// Said 0.6 to 0.8 of what came, 0.25 of what did not, and 0.5 of what cannot be told.
#[test]
fn probabilities_of_the_analyst_are_scored_by_hand() {
    let text = std::fs::read_to_string(folder("cuban-missile-crisis-1962").join("case.toml")).expect("a case");
    let said = "
        [forecasts.out]\nwhere = 'ussr.withdraw and not us.strike'\nprobability = [0.6, 0.8]
        [forecasts.block]\nwhere = 'us.blockade'\nprobability = 0.25
        [forecasts.open]\nwhere = 'ussr.escalate'\nprobability = 0.5\n";
    let mut case = Case::parse(&(text + said)).expect("a case");
    let later = "
        [[later]]\ndate = 1962-11-20\ntaken = [\"ussr.withdraw\"]\nunclear = [\"ussr.escalate\"]\nassumption = \"t\"";
    case.add_later("later.toml", later).expect("facts");
    let scored = score(&Study::of(case, Vec::new(), &Limits::default())).forecasts.expect("forecasts");
    let came: Vec<Option<bool>> = scored.listed.iter().map(|it| it.came).collect();
    let names: Vec<&str> = scored.listed.iter().map(|it| it.said.forecast.as_str()).collect();
    assert_eq!(
        names.iter().zip(&came).filter(|(_, came)| came.is_none()).map(|(name, _)| *name).collect::<Vec<_>>(),
        ["open"]
    );
    let brier = scored.brier.expect("two that can be told");
    // (0.04 + 0.0625) / 2 and (0.16 + 0.0625) / 2.
    assert_eq!((brier.best, brier.worst), (0.05125, 0.11125));
    let log = scored.log.expect("none was called impossible");
    let bits = |of: f64| -of.log2();
    assert!((log.best - (bits(0.8) + bits(0.75)) / 2.0).abs() < 1e-5);
    assert!((log.worst - (bits(0.6) + bits(0.75)) / 2.0).abs() < 1e-5);
}

#[test]
fn facts_that_cannot_be_are_refused() {
    let case = || Case::parse(&draw(&mut SmallRng::seed_from_u64(1)).case).expect("a case");
    for (text, code) in [
        ("[[later]]\ndate = 2020-01-02\ntaken = [\"a.z\"]\nassumption = \"t\"", "unknown-name"),
        ("[[later]]\ndate = 2019-01-02\ntaken = [\"a.x\"]\nassumption = \"t\"", "too-early"),
        ("[[later]]\ndate = \"spring\"\ntaken = [\"a.x\"]\nassumption = \"t\"", "bad-value"),
        ("[[later]]\ntaken = [\"a.x\"]\nassumption = \"t\"", "missing"),
        ("[[later]]\ndate = 2020-01-02\nassumption = \"t\"", "missing"),
        ("[[later]]\ndate = 2020-01-02\ntaken = [\"a.x\"]\ndropped = [\"a.x\"]\nassumption = \"t\"", "two-forms"),
        ("[[later]]\ndate = 2020-01-02\ntaken = [\"a.x\"]\nclaims = [\"no\"]", "unknown-name"),
        ("[[later]]\ndate = 2020-01-02\ntakn = [\"a.x\"]\nassumption = \"t\"", "unknown-key"),
        ("[[later]]\ndate = 2020-01-02T10:00:00Z\ntaken = [\"a.x\"]\nassumption = \"t\"", "bad-value"),
        ("[claims.c]\nquote = \"q\"\n[[later]]\ndate = 2020-01-02\ntaken = [\"a.x\"]\nclaims = [\"c\"]", "missing"),
        ("until = 2020-01-03", "missing"),
        ("[[later", "toml"),
    ] {
        let refused = case().add_later("later.toml", text).unwrap_err();
        let codes: Vec<&str> = refused.problems.iter().filter(|it| it.is_error()).map(|it| it.code).collect();
        assert_eq!(codes, [code], "{text}");
    }
    let said = "[[later]]\ndate = 2020-01-02\ntaken = [\"a.x\"]\nassumption = \"t\"";
    let mut told = case();
    told.add_later("later.toml", said).expect("facts");
    assert_eq!(told.later.file.as_ref().map(|file| file.name.as_str()), Some("later.toml"));
    let twice = told.add_later("later.toml", said).unwrap_err();
    assert_eq!(twice.problems.iter().map(|it| it.code).collect::<Vec<_>>(), ["two-forms"]);
    let mut graph = Case::parse(&text_of("valid", "graph")).expect("a case");
    let options = graph.add_later("later.toml", said).unwrap_err();
    assert_eq!(options.problems.iter().map(|it| it.code).collect::<Vec<_>>(), ["two-forms"]);
    let nothing = Study::of(case(), Vec::new(), &Limits::default()).ask(&AskScore::default(), &Limits::default());
    assert!(matches!(nothing, Err(Refused::Question { code: "later", .. })));
}

/// What happened later is evidence where it is read with the case: a sign of one option or several came on the first day on which all of
/// them stood so, worked out here from the entries as they are written.
#[test]
fn a_comparison_says_which_signs_came() {
    use statecraft::answers::came::Came;
    use statecraft::answers::compare::{AccountComparison, Time, Watched};
    let study = study("iran-taliban-2021-first");
    let nash = [statecraft::stability::Concept::Nash];
    let compared = AccountComparison::of(&study, &nash, &Limits::default()).expect("compared");
    let today: Vec<String> = study.accounts[0]
        .taken(study.accounts[0].graph.status_quo.expect("today"))
        .into_iter()
        .map(String::from)
        .collect();
    let mut entries: Vec<_> = study.case.later.entries.iter().collect();
    entries.sort_by_key(|entry| &entry.date.value);
    // For each day all options of which it is known how they stood.
    let mut stood: std::collections::BTreeMap<String, Option<bool>> = study.accounts[0]
        .model
        .options()
        .iter()
        .map(|option| (option.key.clone(), Some(today.contains(&option.key))))
        .collect();
    let mut days: Vec<(String, std::collections::BTreeMap<String, Option<bool>>)> = Vec::new();
    for entry in entries {
        let sets = [
            (&entry.settings.taken, Some(true)),
            (&entry.settings.dropped, Some(false)),
            (&entry.settings.unclear, None),
        ];
        for (names, how) in sets {
            names.iter().for_each(|name| {
                stood.insert(name.value.to_string(), how);
            });
        }
        days.retain(|(date, _)| *date != entry.date.value);
        days.push((entry.date.value.clone(), stood.clone()));
    }
    let ever = |watched: &&Watched| {
        let change = watched.seen.taken.iter().any(|key| !today.contains(key))
            || watched.seen.not_taken.iter().any(|key| today.contains(key));
        let first_only = watched.speaks.because.iter().all(|because| because.when == Time::FirstStep);
        change && !first_only && watched.not_after.is_none()
    };
    let (mut came, mut not) = (0, 0);
    for watched in compared.watch.iter().filter(ever) {
        let is = |stood: &std::collections::BTreeMap<String, Option<bool>>| {
            watched.seen.taken.iter().all(|key| stood[key] == Some(true))
                && watched.seen.not_taken.iter().all(|key| stood[key] == Some(false))
        };
        let first = days.iter().find(|(_, stood)| is(stood)).map(|(date, _)| date.clone());
        let later = watched.later.as_ref().expect("what happened is known");
        assert_eq!(later.date, first, "{}", watched.seen.words);
        assert_eq!(later.came == Came::Yes, first.is_some(), "{}", watched.seen.words);
        if first.is_some() { came += 1 } else { not += 1 }
    }
    assert!(came > 0 && not > 0, "{came} came and {not} did not");
    let ledger = study.ask(&statecraft::answers::AskLedger::default(), &Limits::default()).expect("a ledger");
    assert_eq!(ledger.since, score(&study).signs);
    let (case, problems) = Case::read(folder("iran-taliban-2021-first")).expect("a case");
    let before = Study::of(case, problems, &Limits::default());
    let ledger = before.ask(&statecraft::answers::AskLedger::default(), &Limits::default()).expect("a ledger");
    assert!(ledger.since.is_empty(), "nothing is known of later unless it is read");
}

/// Of a choice with three levels (bits 0 to 2), what is said of one level tells of the others what its levels allow.
#[test]
fn what_is_said_of_a_level_tells_of_the_others() {
    let text = "title = \"Levels\"\n[actors.a]\nchoices.x = { label = \"X\", levels = [\"none\", \"some\", \"all\"] }\n\
        [status_quo]\ntaken = ['a.x = \"some\"']\n[preferences]\na = ['a.x = \"none\"']\n";
    let case = Case::parse(text).expect("a case");
    let model = Model::from_case(&case, &case.accounts[0]).expect("a model");
    let name = |level: &str| format!("['a.x = \"{level}\"']");
    for (said, [taken, dropped, unclear]) in [
        (format!("taken = {}", name("all")), [0b100, 0b011, 0]),
        (format!("dropped = {}", name("none")), [0, 0b001, 0b110]),
        (format!("dropped = {}", name("some")), [0, 0b010, 0b101]),
        (format!("dropped = {}", name("all")), [0, 0b100, 0b011]),
        (format!("unclear = {}", name("none")), [0, 0, 0b111]),
    ] {
        let mut told = case.clone();
        let later = format!("[[later]]\ndate = 2020-01-02\n{said}\nassumption = \"t\"");
        told.add_later("later.toml", &later).expect("facts");
        let setting = Setting::of(&model, &told.later.entries[0].settings);
        assert_eq!(setting, Setting { taken, dropped, unclear }, "{said}");
    }
}

//! Shares of compatible orders, against every compatible order one by one.

use crate::engine::laid_out;
use crate::oracle;
use crate::spec::{Plain, Preference, Spec, World};
use statecraft::answers::{Draws, MergeError, Robustness};
use statecraft::case::Case;
use statecraft::graph::{LimitReached, Limits, Stop};
use statecraft::model;
use statecraft::robust::{self, Compatible, Doubt, Plan};
use statecraft::study::Study;
use statecraft::text::TextOptions;
use std::collections::BTreeSet;

fn permutations(of: usize) -> Vec<Vec<usize>> {
    if of == 0 {
        return vec![vec![]];
    }
    let smaller = permutations(of - 1);
    let with = |order: &Vec<usize>, at: usize| [&order[..at], &[of - 1], &order[at..]].concat();
    smaller.iter().flat_map(|order| (0..of).map(move |at| with(order, at))).collect()
}

/// Sure lines keep their order; an unsure line is no higher than just above the nearest sure line above it, no lower than just
/// below the nearest sure line below it.
fn is_compatible(order: &[usize], unsure: &[bool]) -> bool {
    let place = |line: usize| order.iter().position(|&other| other == line).unwrap();
    let sure: Vec<usize> = (0..unsure.len()).filter(|&line| !unsure[line]).collect();
    let kept = sure.windows(2).all(|pair| place(pair[0]) < place(pair[1]));
    let near = (0..unsure.len()).filter(|&line| unsure[line]).all(|line| {
        let above: Vec<&usize> = sure.iter().filter(|&&other| other < line).rev().collect();
        let below: Vec<&usize> = sure.iter().filter(|&&other| other > line).collect();
        above.get(1).is_none_or(|&&other| place(other) < place(line))
            && below.get(1).is_none_or(|&&other| place(line) < place(other))
    });
    kept && near
}

fn case(unsure: &[bool]) -> String {
    let line =
        |(at, unsure): (usize, &bool)| format!("{{ wants = 'a.o{at}', unsure = {unsure}, assumption = \"so\" }}");
    let options: String =
        (0..unsure.len()).map(|at| format!("options.o{at} = {{ label = \"O\", assumption = \"so\" }}\n")).collect();
    let lines: Vec<String> = unsure.iter().enumerate().map(line).collect();
    format!("title = \"T\"\n[actors.a]\nname = \"A\"\n{options}[preferences]\na = [{}]\n", lines.join(", "))
}

#[test]
fn compatible_orders_are_counted_and_numbered() {
    for lines in 1..=6 {
        for marks in 1..1usize << lines {
            let unsure: Vec<bool> = (0..lines).map(|line| marks >> line & 1 == 1).collect();
            let (model, graph) = laid_out(&case(&unsure));
            let compatible = &Compatible::of(&model, graph.len(), Doubt::Marked).unwrap()[0];
            let all: BTreeSet<Vec<usize>> =
                permutations(lines).into_iter().filter(|order| is_compatible(order, &unsure)).collect();
            let count = compatible.count().unwrap();
            assert_eq!(count, all.len() as u128, "{unsure:?}");
            assert_eq!((0..count).map(|number| compatible.order(number)).collect::<BTreeSet<_>>(), all, "{unsure:?}");
        }
    }
}

#[test]
fn lines_one_place_higher_or_lower_are_counted_and_numbered() {
    for lines in 2..=7 {
        let (model, graph) = laid_out(&case(&vec![false; lines]));
        let compatible = &Compatible::of(&model, graph.len(), Doubt::EveryLine).unwrap()[0];
        let near = |order: &Vec<usize>| order.iter().enumerate().all(|(at, &line)| at.abs_diff(line) <= 1);
        let all: BTreeSet<Vec<usize>> = permutations(lines).into_iter().filter(near).collect();
        assert_eq!(compatible.count(), Some(all.len() as u128));
        assert_eq!((0..all.len() as u128).map(|number| compatible.order(number)).collect::<BTreeSet<_>>(), all);
    }
}

/// What cannot be numbered cannot be drawn evenly, and nothing is taken for sure instead.
#[test]
fn orders_beyond_counting_are_refused() {
    let (model, graph) = laid_out(&case(&[false, true, true]));
    let with = |lines: usize, doubt| {
        let written = model.preferences()[0].clone();
        let model::Preference::Statements(written) = written else { unreachable!("statements") };
        let unsure = written.iter().cycle().filter(|line| line.unsure).take(lines).cloned().collect();
        let unsure = model::Preference::Statements(unsure);
        let model = model.clone().with_preference(model::ActorId::new(0), unsure).expect("sound");
        Compatible::of(&model, graph.len(), doubt)
    };
    assert!(with(30, Doubt::Marked).is_ok() && with(100, Doubt::EveryLine).is_ok());
    assert_eq!(with(40, Doubt::Marked), Err(LimitReached::Orders(40)));
    assert_eq!(with(200, Doubt::EveryLine), Err(LimitReached::Orders(200)));
}

/// Every combination of the actors' orders, each line one place higher or lower at most.
fn combinations(spec: &Spec) -> Vec<Plain> {
    let members = spec.members();
    let mut found = vec![spec.plain()];
    for (actor, of) in spec.actors.iter().enumerate() {
        let Preference::Statements(lines) = &of.preference else { continue };
        let near = |order: &Vec<usize>| order.iter().enumerate().all(|(at, &line)| at.abs_diff(line) <= 1);
        let orders: Vec<Vec<usize>> = permutations(lines.len()).into_iter().filter(near).collect();
        let truth = |order: &Vec<usize>, state: &Vec<usize>| {
            order.iter().map(|&line| state.iter().all(|&setting| lines[line].holds(setting))).collect::<Vec<bool>>()
        };
        let rank = |order: &Vec<usize>| -> Vec<i64> {
            let truths: Vec<Vec<bool>> = members.iter().map(|state| truth(order, state)).collect();
            truths.iter().map(|own| truths.iter().filter(|other| *other < own).count() as i64).collect()
        };
        let with = |plain: &Plain, order: &Vec<usize>| {
            let mut plain = plain.clone();
            plain.rank[actor] = rank(order);
            plain
        };
        found =
            found.iter().flat_map(|plain| orders.iter().map(|order| with(plain, order)).collect::<Vec<_>>()).collect();
    }
    found
}

#[test]
fn shares_are_those_of_all_orders_one_by_one() {
    let mut trials = 0;
    for k in (0..4_000).step_by(2) {
        let mut spec = Spec::random(k);
        spec.account = false;
        let few = |preference: &Preference| !matches!(preference, Preference::Statements(lines) if lines.len() > 4);
        if !spec.actors.iter().all(|actor| few(&actor.preference))
            || spec.members().len() > 32
            || !matches!(spec.world, World::Options(_))
        {
            continue;
        }
        let all = combinations(&spec);
        if !(2..=60).contains(&all.len()) || trials == 150 {
            continue;
        }
        trials += 1;
        let (model, graph) = laid_out(&spec.to_toml());
        let plan = robust::plan(&Compatible::of(&model, graph.len(), Doubt::EveryLine).unwrap(), 1000, 1);
        assert_eq!(plan, Plan::All(all.len() as u64), "{}", spec.title);
        let counted = robust::count(&model, &graph, Doubt::EveryLine, plan, 0..plan.len(), &Limits::default()).unwrap();
        let mut expected = vec![vec![0; graph.len()]; 5];
        for plain in &all {
            for (counts, verdicts) in expected.iter_mut().zip(&oracle::verdicts(plain)) {
                let holds = oracle::equilibria(verdicts, plain.states);
                counts.iter_mut().zip(holds).for_each(|(count, holds)| *count += u64::from(holds));
            }
        }
        assert_eq!(counted.counts, expected, "{}", spec.title);
    }
    assert!(trials > 100, "{trials}");
}

const DOUBTFUL: &str = r#"
title = "Doubtful"
[actors.a]
name = "A"
options.x = { label = "X", assumption = "so" }
options.y = { label = "Y", assumption = "so" }
[actors.b]
name = "B"
options.z = { label = "Z", assumption = "so" }
[actors.c]
name = "C"
options.w = { label = "W", assumption = "so" }
[preferences]
a = [{ wants = 'a.x iff b.z', unsure = true, assumption = "so" }, { wants = 'not a.y if c.w', assumption = "so" }, { wants = 'a.y', unsure = true, assumption = "so" }]
b = [{ wants = 'b.z iff a.y', assumption = "so" }, { wants = 'not b.z', unsure = true, assumption = "so" }]
c = "unknown"
"#;

fn robustness(samples: u64, seed: u64, shard: (u64, u64)) -> Robustness {
    robustness_of(DOUBTFUL, Doubt::Marked, samples, seed, shard)
}

fn robustness_of(text: &str, doubt: Doubt, samples: u64, seed: u64, shard: (u64, u64)) -> Robustness {
    let opened = Study::of(Case::parse(text).unwrap(), vec![], &Limits::default());
    assert!(!opened.has_errors());
    Robustness::of(&opened, Draws { doubt, most: samples, seed, shard }, &Limits::default()).unwrap()
}

#[test]
fn parts_put_together_are_the_whole() {
    let whole = serde_json::to_string(&robustness(500, 7, (0, 1))).unwrap();
    for shards in [2, 7] {
        let parts: Vec<Robustness> = (0..shards).rev().map(|shard| robustness(500, 7, (shard, shards))).collect();
        assert_eq!(serde_json::to_string(&Robustness::merge(parts.clone()).unwrap()).unwrap(), whole);
        let twice = [parts.clone(), parts].concat();
        assert_eq!(Robustness::merge(twice), Err(MergeError::Overlap));
    }
    let others = [robustness(500, 7, (0, 2)), robustness(500, 8, (1, 2))];
    assert_eq!(Robustness::merge(others), Err(MergeError::Runs), "another seed");
    assert_ne!(whole, serde_json::to_string(&robustness(500, 8, (0, 1))).unwrap());
}

/// An unknown actor may order its states in any way: a share is near that of orders drawn by another seed.
#[test]
fn draws_agree_with_other_draws() {
    let (one, two) = (robustness(4_000, 1, (0, 1)), robustness(4_000, 2, (0, 1)));
    let mut compared = 0;
    for (concept, counts) in &one.accounts[0].counts {
        for (state, &hits) in &counts.0 {
            let other = two.accounts[0].counts[concept].0.get(state).copied().unwrap_or(0);
            assert!(hits.abs_diff(other) < 250, "{concept} {state} {hits} {other}");
            compared += usize::from(hits > 200 && hits < 3_800);
        }
    }
    assert!(compared > 10, "{compared}");
}

/// Two versions of a case that differ in a word of no consequence have the same shares; even so their parts are not mixed.
#[test]
fn parts_of_another_file_are_not_mixed_in() {
    let edited = DOUBTFUL.replace("label = \"W\"", "label = \"V\"");
    let one = robustness(500, 7, (0, 2));
    let other = robustness_of(&edited, Doubt::Marked, 500, 7, (1, 2));
    assert_eq!(Robustness::merge([one.clone(), other.clone()]), Err(MergeError::Files));
    assert_eq!(one.is_of(&Case::parse(DOUBTFUL).unwrap()), Ok(()));
    assert_eq!(one.is_of(&Case::parse(&edited).unwrap()), Err(MergeError::OtherCase));
    assert_eq!(other.is_of(&Case::parse(&edited).unwrap()), Ok(()));
}

/// What is missing is said, and no share of the whole where there is none.
#[test]
fn parts_that_are_not_all_say_what_is_missing() {
    let study = Study::of(Case::parse(DOUBTFUL).unwrap(), vec![], &Limits::default());
    let told = |of: &Robustness| of.text(&study, TextOptions { width: 200, all: false });
    let parts: Vec<Robustness> = (0..5).map(|shard| robustness(500, 7, (shard, 5))).collect();
    let two = Robustness::merge([parts[3].clone(), parts[1].clone()]).unwrap();
    assert_eq!(two.accounts[0].missing(), [(0, 100), (200, 300), (400, 500)]);
    assert!(told(&two).contains("Only 200 of 500 draws"), "{}", told(&two));
    assert!(told(&two).contains("missing are the numbers 1 to 100, 201 to 300 and 401 to 500."), "{}", told(&two));
    let none = robustness(3, 7, (0, 5));
    assert_eq!(none.counted(), (0, 3));
    assert!(told(&none).contains("None of the 3 combinations is counted here"), "{}", told(&none));
    assert!(!told(&none).contains("No state holds"), "{}", told(&none));
    assert!(!told(&robustness(500, 7, (0, 1))).contains("missing"));
}

/// What was counted when the time was over is a part like others.
#[test]
fn a_run_that_is_stopped_is_a_part() {
    let opened = Study::of(Case::parse(DOUBTFUL).unwrap(), vec![], &Limits::default());
    let limits = Limits::default();
    limits.watch.stop(Stop::Time);
    let draws = Draws { doubt: Doubt::Marked, most: 500, seed: 7, shard: (0, 1) };
    let stopped = Robustness::of(&opened, draws, &limits).unwrap();
    assert!(stopped.header.limit.is_some_and(|limit| limit.code() == "time"), "{stopped:?}");
    assert_eq!((stopped.counted(), stopped.accounts[0].missing()), ((0, 500), vec![(0, 500)]));
    let whole = robustness(500, 7, (0, 1));
    assert_eq!(Robustness::merge([stopped, whole.clone()]), Ok(whole));
}

/// Only actors with several orders are named: not one with a line that is unsure and alone.
#[test]
fn an_actor_with_one_order_is_not_in_doubt() {
    let alone = r#"
title = "Alone"
[actors.a]
name = "A"
options.x = { label = "X", assumption = "so" }
options.y = { label = "Y", assumption = "so" }
[actors.b]
name = "B"
options.z = { label = "Z", assumption = "so" }
[preferences]
a = ['a.x', { wants = 'a.y', unsure = true }]
b = [{ wants = 'b.z', unsure = true }]
"#;
    let found = robustness_of(alone, Doubt::Marked, 100, 1, (0, 1));
    assert_eq!(found.accounts[0].compatible.keys().collect::<Vec<_>>(), ["a"]);
    let found = robustness_of(DOUBTFUL, Doubt::EveryLine, 100, 1, (0, 1));
    assert_eq!(found.accounts[0].compatible.keys().collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(found.accounts[0].unknown, ["c"], "unknown actors are varied with --every-line too");
    let study = Study::of(Case::parse(DOUBTFUL).unwrap(), vec![], &Limits::default());
    assert!(
        found.text(&study, TextOptions { width: 200, all: false }).contains("any strict order of an unknown actor")
    );
}

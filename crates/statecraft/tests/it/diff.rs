//! What changed between two cases, against models with one edit after another worked out by hand.

use crate::oracle;
use crate::spec::random::stream;
use crate::spec::{Preference, Rule, Spec, Statement, World};
use rand::RngExt;
use statecraft::answers::Diff;
use statecraft::case::Case;
use statecraft::diff::{self, How, Part};
use statecraft::graph::Limits;
use statecraft::stability::Concept;
use statecraft::study::Study;
use std::collections::{BTreeMap, BTreeSet};

/// What holds, concept by concept: settings of the options.
type Held = Vec<BTreeSet<usize>>;

fn held(spec: &Spec) -> Held {
    let plain = spec.plain();
    let settings = spec.feasible();
    let of = |verdicts: &Vec<Vec<bool>>| {
        let holds = oracle::equilibria(verdicts, plain.states);
        settings.iter().zip(holds).filter(|(_, holds)| *holds).map(|(setting, _)| *setting).collect()
    };
    oracle::verdicts(&plain).iter().map(of).collect()
}

/// An edit of a model, of a place that no other edit has.
#[derive(Clone, Debug)]
enum Edit {
    Rule(usize),
    NewRule(Statement),
    DropWish(usize, usize),
    AddWish(usize, usize, Statement),
    SwapWishes(usize, usize),
    Negate(usize, usize),
}

impl Edit {
    fn apply(&self, spec: &mut Spec) {
        let wishes = |spec: &mut Spec, actor: usize, with: &mut dyn FnMut(&mut Vec<Statement>)| {
            if let Preference::Statements(wishes) = &mut spec.actors[actor].preference {
                with(wishes);
            }
        };
        match self.clone() {
            Edit::Rule(at) => {
                if let World::Options(rules) = &mut spec.world {
                    rules.remove(at);
                }
            }
            Edit::NewRule(never) => {
                if let World::Options(rules) = &mut spec.world {
                    rules.push(Rule::Never(never));
                }
            }
            Edit::DropWish(actor, at) => wishes(spec, actor, &mut |all| drop(all.remove(at))),
            Edit::AddWish(actor, at, new) => wishes(spec, actor, &mut |all| all.insert(at, new.clone())),
            Edit::SwapWishes(actor, at) => wishes(spec, actor, &mut |all| all.swap(at, at + 1)),
            Edit::Negate(actor, at) => {
                wishes(spec, actor, &mut |all| all[at] = Statement::Not(Box::new(all[at].clone())));
            }
        }
    }
}

/// Some edits that become one change each, in the order in which changes are told.
fn edits(spec: &Spec, k: u64) -> Vec<Edit> {
    let mut rng = stream(7_000_000 + k);
    let World::Options(rules) = &spec.world else { return Vec::new() };
    let mut found = Vec::new();
    if !rules.is_empty() && rng.random_bool(0.5) {
        found.push(Edit::Rule(rng.random_range(0..rules.len())));
    }
    if rng.random_bool(0.5) {
        found.push(Edit::NewRule(Statement::random_pattern(&mut rng, spec.options(), 2)));
    }
    for (at, actor) in spec.actors.iter().enumerate() {
        // Of four wishes and more, the last two are written as one line.
        let Preference::Statements(wishes) = &actor.preference else { continue };
        let texts: BTreeSet<String> = wishes.iter().map(|wish| format!("{wish:?}")).collect();
        if wishes.is_empty() || wishes.len() > 3 || texts.len() < wishes.len() {
            continue;
        }
        let (place, new) = (rng.random_range(0..wishes.len()), Statement::random(&mut rng, spec.options(), 2));
        let negated = Statement::Not(Box::new(wishes[place].clone()));
        match rng.random_range(0..5) {
            0 if wishes.len() > 1 => found.push(Edit::DropWish(at, place)),
            1 if wishes.len() < 3 && !texts.contains(&format!("{new:?}")) => found.push(Edit::AddWish(at, place, new)),
            2 if place + 1 < wishes.len() => found.push(Edit::SwapWishes(at, place)),
            3 if !texts.contains(&format!("{negated:?}")) => found.push(Edit::Negate(at, place)),
            _ => {}
        }
    }
    found
}

fn with(spec: &Spec, edits: &[Edit], picked: &[usize]) -> Spec {
    let mut edited = spec.clone();
    // From the last to the first: a rule that is taken away moves those behind it.
    picked.iter().rev().for_each(|&at| edits[at].apply(&mut edited));
    edited
}

/// Models without what names states by number, or has a lone account.
fn plain(k: u64) -> Option<Spec> {
    let mut spec = Spec::random(2 * k);
    spec.account = false;
    if let World::Options(rules) = &mut spec.world {
        rules.retain(|rule| !matches!(rule, Rule::Same(_)));
    }
    let ranked = spec.actors.iter().any(|actor| matches!(actor.preference, Preference::Ranking(_)));
    (!ranked && !spec.feasible().is_empty()).then_some(spec)
}

#[test]
fn causes_are_those_found_by_making_each_edit_by_hand() {
    let (mut alone, mut together, mut kinds) = (0, 0, BTreeSet::new());
    for k in 0..400 {
        let Some(spec) = plain(k) else { continue };
        let edits = edits(&spec, k);
        let all: Vec<usize> = (0..edits.len()).collect();
        let new = with(&spec, &edits, &all);
        if edits.is_empty() || new.feasible().is_empty() {
            continue;
        }
        let case = |spec: &Spec| Case::parse(&spec.to_toml()).unwrap_or_else(|why| panic!("{why:?}"));
        let compared = diff::compare(&case(&spec), &case(&new), &Concept::USUAL, &Limits::default()).unwrap();
        let bearing: Vec<usize> = (0..compared.changes.len()).filter(|&at| compared.changes[at].bears()).collect();
        // Two edits may come to the same as fewer: a rule that is taken away and added.
        if bearing.len() != edits.len() || compared.changes.len() != edits.len() {
            continue;
        }
        kinds.extend(compared.changes.iter().map(|change| change.how));
        let keys: Vec<String> = spec.option_names();
        let bits = |taken: &[String]| {
            keys.iter().enumerate().filter(|(_, key)| taken.contains(key)).map(|(at, _)| 1 << at).sum::<usize>()
        };
        let (before, after) = (held(&spec), held(&new));
        let [account] = compared.accounts.as_slice() else { panic!("{compared:?}") };
        let turned: usize = before.iter().zip(&after).map(|(one, other)| one.symmetric_difference(other).count()).sum();
        assert_eq!(account.judgements.len(), turned, "{}", spec.title);
        let mut known: BTreeMap<Vec<usize>, Option<Held>> = BTreeMap::new();
        for judgement in &account.judgements {
            let concept = Concept::USUAL.iter().position(|it| *it == judgement.concept).unwrap();
            let setting = bits(&judgement.taken);
            let mut so = |picked: &[usize]| {
                let held = known.entry(picked.to_vec()).or_insert_with(|| {
                    let edited = with(&spec, &edits, picked);
                    (!edited.feasible().is_empty()).then(|| held(&edited)) // a case without states says nothing
                });
                held.as_ref().is_some_and(|held| held[concept].contains(&setting) == judgement.holds)
            };
            assert!(after[concept].contains(&setting) == judgement.holds && so(&all), "{}", spec.title);
            let enough: Vec<usize> = all.iter().copied().filter(|&at| so(&[at])).collect();
            assert_eq!(judgement.alone, enough, "{}: {judgement:?}, {edits:?}", spec.title);
            assert!(judgement.alone.is_empty() != judgement.together.is_empty(), "{judgement:?}");
            if let [_, _, ..] = judgement.together.as_slice() {
                assert!(so(&judgement.together), "{}: {judgement:?}", spec.title);
                let without = |at| judgement.together.iter().copied().filter(|other| *other != at).collect::<Vec<_>>();
                for &at in &judgement.together {
                    assert!(!so(&without(at)), "{}: {judgement:?}", spec.title);
                }
                together += 1;
            }
            alone += usize::from(!judgement.alone.is_empty());
        }
    }
    assert!(alone > 80 && together > 4, "{alone} {together}");
    let four = [How::Added, How::Removed, How::Moved, How::Changed];
    assert_eq!(kinds, BTreeSet::from(four));
}

#[test]
fn the_old_case_with_all_changes_says_what_the_new_one_says() {
    let mut different = 0;
    for k in 0..700 {
        let (old, new) = (Spec::random(2 * k), Spec::random(2 * k).sibling(k));
        let case = |spec: &Spec| Case::parse(&spec.to_toml()).unwrap_or_else(|why| panic!("{why:?}"));
        let (old, new) = (case(&old), case(&new));
        let bearing = diff::changes(&old, &new).into_iter().filter(diff::Change::bears);
        let changes: Vec<diff::Change> = bearing.collect();
        let all: BTreeSet<&Part> = changes.iter().map(|it| &it.part).collect();
        let left = |case: &Case| diff::changes(case, &new).into_iter().filter(|it| it.bears()).collect::<Vec<_>>();
        assert_eq!(left(&diff::merged(&old, &new, &all)), [], "model {k}");
        assert_eq!(left(&diff::merged(&old, &new, &BTreeSet::new())), changes, "model {k}");
        different += usize::from(!all.is_empty());
    }
    assert!(different > 350, "{different}");
}

#[test]
fn the_answer_is_read_back_and_follows_its_cases() {
    let study = |name: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(name);
        Study::open(path, &Limits::default()).expect("a case")
    };
    let (one, other) = (study("cuban-missile-crisis-1962"), study("cuban-missile-crisis-1962-reversible"));
    let diff = Diff::of(&one, &other, &[], &Concept::USUAL, &Limits::default()).expect("an answer");
    let text = serde_json::to_string(&diff).expect("it is written");
    assert_eq!(serde_json::from_str::<Diff>(&text).expect("it is read"), diff);
    let same = Diff::of(&one, &one, &[], &Concept::USUAL, &Limits::default()).expect("an answer");
    assert!(same.changes.is_empty() && same.records.is_empty() && same.judgements() == 0);
    let strike = study("tutorial-harbour-strike");
    let unlike = Diff::of(&one, &strike, &[], &Concept::USUAL, &Limits::default()).expect("an answer");
    assert!(unlike.judgements() > 0 && !unlike.touches.is_empty());
}

//! Preferences that are more than an order, or less: the library against the definitions, and named laws and examples.
//!
//! A random model is decorated with degrees, unsure places, unknown actors and attitudes; its number brings it back.

use rand::RngExt;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_chacha::ChaCha8Rng;
use statecraft::case::Case;
use statecraft::diag::Span;
use statecraft::graph::{Graph, Limits, StateId, StateSet};
use statecraft::model::{ActorId, Attitude, LineId, Model, Preference, Ranked, RankedStates};
use statecraft::stability::Concept;
use statecraft::structures::{self, CONCEPTS, Extension, NotListed, STRONG, Ties, Verdicts};
use std::collections::BTreeSet;
use std::path::Path;

use crate::engine::{laid_out, verdicts};
use crate::oracle;
use crate::oracle_structures::{Attitudes, Four, Pair, Strength, Unknown, compatible_orders};
use crate::spec::random::stream;
use crate::spec::{self, Plain, Spec, Statement, World};

const MODELS: u64 = 1_200;

fn as_bits(found: &[Verdicts], plain: &Plain) -> Four {
    let of = |found: &Verdicts| -> Vec<Vec<bool>> {
        (found.stable.iter()).map(|set| (0..plain.states).map(|s| set.contains(StateId::new(s))).collect()).collect()
    };
    [&found[0], &found[1], &found[2], &found[3]].map(of)
}

fn assert_same(title: &str, what: &str, found: &[Verdicts], definition: &Four, plain: &Plain) {
    let library = as_bits(found, plain);
    for (at, name) in ["Nash", "GMR", "SMR", "SEQ"].into_iter().enumerate() {
        assert_eq!(library[at], definition[at], "{title}, {what}, {name}: left: library, right: definition");
        let all = |s: usize| definition[at].iter().all(|actor| actor[s]);
        let equilibria: Vec<bool> = (0..plain.states).map(|s| found[at].equilibria.contains(StateId::new(s))).collect();
        assert_eq!(equilibria, (0..plain.states).map(all).collect::<Vec<_>>(), "{title}, {what}, {name}: for all");
    }
}

/// How many verdicts were compared and how many were not those of the ordinary concepts: a structure that never matters tests nothing.
#[derive(Debug, Default)]
struct Seen {
    verdicts: usize,
    stable: usize,
    unlike_ordinary: usize,
}

impl Seen {
    fn count(&mut self, four: &Four, ordinary: &Four) {
        let all = |four: &Four| four.iter().flatten().flatten().copied().collect::<Vec<bool>>();
        let (four, ordinary) = (all(four), all(ordinary));
        self.verdicts += four.len();
        self.stable += four.iter().filter(|stable| **stable).count();
        self.unlike_ordinary += four.iter().zip(&ordinary).filter(|(a, b)| a != b).count();
    }

    fn expect(&self) {
        assert!(self.verdicts > 100_000 && self.unlike_ordinary > self.verdicts / 40, "{self:?}");
        assert!(self.stable > self.verdicts / 10 && self.stable < self.verdicts * 19 / 20, "{self:?}");
    }
}

pub(crate) fn ordinary(plain: &Plain) -> Four {
    let [nash, gmr, smr, seq, _] = oracle::verdicts(plain);
    [nash, gmr, smr, seq]
}

/// A model, what it is by definition, and its own random numbers.
pub(crate) fn drawn(k: u64) -> (Spec, Plain, Model, Graph, ChaCha8Rng) {
    let spec = Spec::random(k);
    let (plain, (model, graph)) = (spec.plain(), laid_out(&spec.to_toml()));
    (spec, plain, model, graph, stream(k + (1 << 40)))
}

const SIGNS: [(char, Attitude); 3] = [('+', Attitude::Positive), ('0', Attitude::Neutral), ('-', Attitude::Negative)];

#[test]
fn attitudes_agree_with_the_definitions() {
    let mut seen = Seen::default();
    for k in 0..MODELS {
        let (spec, plain, mut model, graph, mut rng) = drawn(k);
        let e = with_attitudes(&plain, &mut model, &mut rng);
        for (ties, weak) in [(Ties::Weak, true), (Ties::Strict, false)] {
            let definition = Attitudes { plain: &plain, e: e.clone(), weak }.verdicts();
            let found = structures::attitudes(&graph, &model, ties, &CONCEPTS, &Limits::default()).expect("no limit");
            assert_same(&spec.title, ties.key(), &found, &definition, &plain);
            seen.count(&definition, &ordinary(&plain));
        }
    }
    seen.expect();
}

/// Gives attitudes to actors; returns them as signs.
pub(crate) fn with_attitudes(plain: &Plain, model: &mut Model, rng: &mut ChaCha8Rng) -> Vec<Vec<char>> {
    let neutral = rng.random_range(0..3);
    let mut any = || match rng.random_range(0..3) < neutral {
        true => SIGNS[1],
        false => *SIGNS.choose(rng).expect("three signs"),
    };
    let rows: Vec<Vec<_>> = (0..plain.actors).map(|_| (0..plain.actors).map(|_| any()).collect()).collect();
    let attitudes = rows.iter().map(|row| row.iter().map(|(_, attitude)| *attitude).collect()).collect();
    *model = model.clone().with_attitudes(attitudes).expect("one for each two");
    rows.iter().map(|row| row.iter().map(|(sign, _)| *sign).collect()).collect()
}

/// For each actor where each of its statements is true; none for a preference of another kind.
fn truths(spec: &Spec) -> Vec<Option<Vec<Vec<bool>>>> {
    let members = spec.members();
    let of = |statement: &spec::Statement| -> Vec<bool> {
        members.iter().map(|state| state.iter().all(|&setting| statement.holds(setting))).collect()
    };
    let each = |actor: &spec::Actor| match &actor.preference {
        spec::Preference::Statements(statements) => Some(statements.iter().map(of).collect()),
        _ => None,
    };
    spec.actors.iter().map(each).collect()
}

/// Gives degrees to statements and rankings; returns by how much each actor prefers one state to another.
pub(crate) fn with_degrees(
    spec: &Spec,
    plain: &Plain,
    model: &mut Model,
    rng: &mut ChaCha8Rng,
) -> impl Fn(usize, usize, usize) -> u8 + use<> {
    let highest = *[2, 2, 3, 9].choose(rng).expect("four");
    let truths = truths(spec);
    let mut table = vec![vec![vec![0; plain.states]; plain.states]; plain.actors];
    for (i, actor) in spec.actors.iter().enumerate() {
        let mut degrees = Vec::new();
        let mut preference = model.preferences()[i].clone();
        match &mut preference {
            Preference::Statements(wishes) => {
                wishes.iter_mut().for_each(|wish| wish.degree = rng.random_range(1..=highest));
                degrees.extend(wishes.iter().map(|wish| wish.degree));
            }
            Preference::Ranking(ranking) => {
                degrees = (1..ranking.lists.len()).map(|_| rng.random_range(1..=highest)).collect();
                ranking.degrees = degrees.clone();
            }
            _ => {}
        }
        *model = model.clone().with_preference(ActorId::new(i), preference).expect("sound");
        for s in 0..plain.states {
            for t in (0..plain.states).filter(|&t| plain.rank[i][s] > plain.rank[i][t]) {
                table[i][s][t] = match (&actor.preference, &truths[i]) {
                    (spec::Preference::Ranking(best_first), _) => {
                        let place = |state| best_first.iter().position(|tied| tied.contains(&state)).expect("ranked");
                        degrees[place(s)..place(t)].iter().copied().max().expect("a step between")
                    }
                    (_, Some(truths)) if !truths.is_empty() => {
                        let first = truths.iter().position(|truth| truth[s] != truth[t]).expect("they differ");
                        degrees[first]
                    }
                    _ => 1,
                };
            }
        }
    }
    move |i, s, t| table[i][s][t]
}

#[test]
fn strengths_agree_with_the_definitions() {
    let mut seen = Seen::default();
    for k in 0..MODELS {
        let (spec, plain, mut model, graph, mut rng) = drawn(k);
        let degree = with_degrees(&spec, &plain, &mut model, &mut rng);
        let definition = Strength { plain: &plain, degree: &degree };
        let found = structures::strength(&graph, &model, &CONCEPTS, &Limits::default()).expect("no limit");
        assert_same(&spec.title, "in general", &found[0], &definition.general(), &plain);
        assert_eq!(definition.general(), ordinary(&plain), "{}", spec.title);
        for (level, found) in found.iter().enumerate().skip(1) {
            let definition = definition.level(level as u8);
            assert_same(&spec.title, &format!("level {level}"), found, &definition, &plain);
            if level == STRONG {
                seen.count(&definition, &ordinary(&plain));
            }
        }
        let above = found.len() as u8;
        let nash_at_least = |at: usize| definition.level(above)[at] == definition.general()[0];
        assert!((0..4).all(nash_at_least), "{}: a level above the highest that is shown", spec.title);
        for pair in found.windows(2) {
            for (lower, higher) in pair[0].iter().zip(&pair[1]) {
                let mut pairs = higher.stable.iter().zip(&lower.stable);
                assert!(pairs.all(|(higher, lower)| higher.is_subset(lower)), "{}: levels are nested", spec.title);
            }
        }
    }
    seen.expect();
}

#[test]
fn without_degrees_strong_is_nash_and_general_is_ordinary() {
    for k in 0..400 {
        let (spec, _, model, graph, _) = drawn(k);
        let found = structures::strength(&graph, &model, &CONCEPTS, &Limits::default()).expect("no limit");
        assert_eq!(found.len(), STRONG + 1);
        for (at, concept) in CONCEPTS.into_iter().enumerate() {
            assert_eq!(found[STRONG][at].stable, found[0][0].stable, "{}, {concept:?}", spec.title);
            assert_eq!(bits(&found[0][at], &graph), verdicts(&graph, concept).expect("usual"), "{}", spec.title);
        }
    }
}

fn bits(found: &Verdicts, graph: &Graph) -> Vec<Vec<bool>> {
    found.stable.iter().map(|set| graph.state_ids().map(|state| set.contains(state)).collect()).collect()
}

/// Makes places unsure and actors unknown; returns how each actor compares states, and the truths by which it does so.
pub(crate) fn with_unknowns(
    spec: &Spec,
    plain: &Plain,
    model: &mut Model,
    rng: &mut ChaCha8Rng,
) -> Vec<Vec<Vec<Pair>>> {
    let truths = truths(spec);
    let mut pairs = Vec::new();
    for (i, truths) in truths.iter().enumerate() {
        let unknown = rng.random_bool(0.15);
        let (mut orders, mut apart) = (None, Vec::new());
        let mut preference = model.preferences()[i].clone();
        match &mut preference {
            preference if unknown => {
                let line = LineId::Order { account: None, actor: spec.actors[i].key.clone() };
                *preference = Preference::Unknown(line);
            }
            Preference::Statements(wishes) => {
                let mut chosen: Vec<usize> = (0..wishes.len()).collect();
                chosen.shuffle(rng);
                chosen.truncate(rng.random_range(0..=if wishes.len() <= 4 { 4 } else { 2 }));
                chosen.iter().for_each(|&line| wishes[line].unsure = true);
                orders = Some(compatible_orders(&wishes.iter().map(|wish| wish.unsure).collect::<Vec<_>>()));
            }
            Preference::Ranking(ranking) if plain.states > 1 && rng.random_bool(0.6) => {
                apart = (0..rng.random_range(1..=3)).map(|_| not_compared(spec, plain, rng)).collect();
                ranking.incomparable =
                    apart.iter().map(|list| list.iter().map(|entry| entry.written(model, plain)).collect()).collect();
            }
            _ => {}
        }
        *model = model.clone().with_preference(ActorId::new(i), preference).expect("sound");
        let compare = |t: usize, s: usize| -> Pair {
            let by = |better: bool, worse: bool| match (better, worse) {
                (true, true) => Pair::Unknown,
                (true, false) => Pair::Better,
                (false, true) => Pair::Worse,
                (false, false) => Pair::Tied,
            };
            match (&orders, truths) {
                _ if unknown => by(t != s, t != s),
                _ if apart.iter().any(|list| are_apart(list, t, s)) => Pair::Unknown,
                (Some(orders), Some(truths)) => {
                    let told = |state: usize, order: &Vec<usize>| -> Vec<bool> {
                        order.iter().map(|&line| truths[line][state]).collect()
                    };
                    let better = orders.iter().any(|order| told(t, order) > told(s, order));
                    by(better, orders.iter().any(|order| told(t, order) < told(s, order)))
                }
                _ => by(plain.rank[i][t] > plain.rank[i][s], plain.rank[i][t] < plain.rank[i][s]),
            }
        };
        pairs.push((0..plain.states).map(|t| (0..plain.states).map(|s| compare(t, s)).collect()).collect());
    }
    pairs
}

/// An entry of a list of states that are not compared: its states, and a statement if it is one.
struct Entry {
    states: Vec<usize>,
    statement: Option<String>,
}

impl Entry {
    fn written(&self, model: &Model, plain: &Plain) -> Ranked {
        let states = match &self.statement {
            Some(text) => {
                let tree = statecraft::expr::parse(text, 0).expect("a statement");
                RankedStates::Where(model.resolve(&tree).expect("options of the model"))
            }
            None => RankedStates::Name(plain.names[self.states[0]].clone()),
        };
        Ranked { states, span: Span::default() }
    }
}

/// Up to four entries, by name or by statement.
fn not_compared(spec: &Spec, plain: &Plain, rng: &mut ChaCha8Rng) -> Vec<Entry> {
    let mut list = Vec::new();
    for _ in 0..rng.random_range(1..=4) {
        if matches!(spec.world, World::Options(_)) && rng.random_bool(0.5) {
            let statement = Statement::random(rng, spec.options(), 1);
            let members = spec.members();
            let holds = |state: &usize| members[*state].iter().all(|&setting| statement.holds(setting));
            let (states, text) =
                ((0..plain.states).filter(holds).collect(), statement.write(&spec.option_names(), true));
            list.push(Entry { states, statement: Some(text) });
        } else {
            list.push(Entry { states: vec![rng.random_range(0..plain.states)], statement: None });
        }
    }
    // What names no state, or one alone, is a mistake in a case.
    let named: BTreeSet<usize> = list.iter().flat_map(|entry| &entry.states).copied().collect();
    let sound = named.len() > 1 && list.iter().all(|entry| !entry.states.is_empty());
    if sound { list } else { not_compared_plainly(plain) }
}

fn not_compared_plainly(plain: &Plain) -> Vec<Entry> {
    (0..plain.states.min(2)).map(|state| Entry { states: vec![state], statement: None }).collect()
}

/// Literally: the one is in an entry, the other in another, or both in the only one.
fn are_apart(list: &[Entry], t: usize, s: usize) -> bool {
    let pair =
        |i: usize, j: usize| (i != j || list.len() == 1) && list[i].states.contains(&t) && list[j].states.contains(&s);
    t != s && (0..list.len()).any(|i| (0..list.len()).any(|j| pair(i, j)))
}

#[test]
fn unknown_preferences_agree_with_the_definitions() {
    let (mut seen, mut by_statements, mut by_ranking) = (Seen::default(), 0, 0);
    for k in 0..MODELS {
        let (spec, plain, mut model, graph, mut rng) = drawn(k);
        let pair = with_unknowns(&spec, &plain, &mut model, &mut rng);
        let known = |preference: &Preference| matches!(preference, Preference::Statements(_));
        let of_unsure = |(i, pairs): (usize, &Vec<Vec<Pair>>)| {
            known(&model.preferences()[i]) && pairs.iter().flatten().any(|pair| *pair == Pair::Unknown)
        };
        let ranked =
            |i: usize| matches!(&model.preferences()[i], Preference::Ranking(of) if !of.incomparable.is_empty());
        by_ranking += (0..plain.actors).filter(|&i| ranked(i)).count();
        by_statements += pair.iter().enumerate().filter(|&one| of_unsure(one)).count();
        let graph = graph.ranked_by(&model).expect("all are ranked");
        let definition = Unknown { plain: &plain, pair };
        let found = structures::unknown(&graph, &model, &Extension::ALL, &CONCEPTS, &Limits::default());
        let found = found.expect("no limit");
        for (extension, found) in Extension::ALL.into_iter().zip(&found) {
            let letter = extension.key().chars().next().expect("a letter");
            let definition = definition.verdicts(letter);
            assert_same(&spec.title, extension.key(), found, &definition, &plain);
            seen.count(&definition, &ordinary(&plain));
        }
        is_nested(&spec.title, &found);
    }
    seen.expect();
    assert!(by_statements > 100, "{by_statements} actors with unsure statements");
    assert!(by_ranking > 100, "{by_ranking} actors who do not compare all states");
}

/// For any one concept `a ⊆ b ⊆ d` and `a ⊆ c ⊆ d`; within an extension Nash ⊆ SEQ ⊆ GMR and Nash ⊆ SMR ⊆ GMR.
fn is_nested(title: &str, found: &[Vec<Verdicts>]) {
    let subset = |small: &Verdicts, large: &Verdicts| {
        let holds = small.stable.iter().zip(&large.stable).all(|(small, large)| small.is_subset(large));
        assert!(holds && small.equilibria.is_subset(&large.equilibria), "{title}");
    };
    for (small, large) in [(0, 1), (1, 3), (0, 2), (2, 3)] {
        assert_eq!((found[small].len(), found[large].len()), (CONCEPTS.len(), CONCEPTS.len()));
        found[small].iter().zip(&found[large]).for_each(|(small, large)| subset(small, large));
    }
    for found in found {
        for (small, large) in [(0, 3), (3, 1), (0, 2), (2, 1)] {
            subset(&found[small], &found[large]);
        }
    }
}

#[test]
fn where_nothing_is_unknown_all_extensions_are_ordinary() {
    for k in 0..400 {
        let (spec, _, model, graph, _) = drawn(k);
        let found = structures::unknown(&graph, &model, &Extension::ALL, &CONCEPTS, &Limits::default());
        for found in found.expect("no limit") {
            for (found, concept) in found.iter().zip(CONCEPTS) {
                assert_eq!(bits(found, &graph), verdicts(&graph, concept).expect("usual"), "{}", spec.title);
            }
        }
        let found = structures::compatible(&graph, &model, &CONCEPTS, &Limits::default()).expect("one order");
        assert_eq!((found.orders, &found.in_all), (1, &found.in_some), "{}", spec.title);
    }
}

/// All orders one by one, each by the oracle.
#[test]
fn compatible_orders_agree_with_the_definitions_order_by_order() {
    let (mut several, mut open) = (0, 0);
    for k in (0..2 * MODELS).step_by(2) {
        let (spec, plain, mut model, graph, mut rng) = drawn(k);
        with_unknowns(&spec, &plain, &mut model, &mut rng);
        if model.preferences().iter().any(|preference| matches!(preference, Preference::Unknown(_))) {
            let found = structures::compatible(&graph, &model, &CONCEPTS, &Limits::default());
            assert!(matches!(found, Err(NotListed::Unknown(_) | NotListed::Incomparable(_))), "{}", spec.title);
            continue;
        }
        if model.preferences().iter().any(|it| matches!(it, Preference::Ranking(of) if !of.incomparable.is_empty())) {
            let found = structures::compatible(&graph, &model, &CONCEPTS, &Limits::default());
            assert!(matches!(found, Err(NotListed::Incomparable(_))), "{}", spec.title);
            continue;
        }
        let plains = in_all_orders(&spec, &plain, &model);
        if plains.len() > 40 {
            continue;
        }
        several += usize::from(plains.len() > 1);
        let found = structures::compatible(&graph, &model, &CONCEPTS, &Limits::default()).expect("few orders");
        assert_eq!(found.orders, plains.len() as u128, "{}", spec.title);
        let fours: Vec<Four> = plains.iter().map(ordinary).collect();
        for at in 0..CONCEPTS.len() {
            for s in 0..plain.states {
                for i in 0..plain.actors {
                    let mut stable = fours.iter().map(|four| four[at][i][s]);
                    let (all, some) = (stable.clone().all(|stable| stable), stable.any(|stable| stable));
                    let (actor, id) = (ActorId::new(i), StateId::new(s));
                    let library = (found.in_all[at].is_stable(actor, id), found.in_some[at].is_stable(actor, id));
                    assert_eq!(library, (all, some), "{}", spec.title);
                    open += usize::from(all != some);
                }
                let mut holds = fours.iter().map(|four| (0..plain.actors).all(|i| four[at][i][s]));
                let expected = (holds.clone().all(|holds| holds), holds.any(|holds| holds));
                let library = (
                    found.in_all[at].equilibria.contains(StateId::new(s)),
                    found.in_some[at].equilibria.contains(StateId::new(s)),
                );
                assert_eq!(library, expected, "{}", spec.title);
            }
        }
    }
    assert!(several > 100 && open > 500, "{several} models with several orders, {open} verdicts that depend on them");
}

/// The model in each of its compatible orders.
pub(crate) fn in_all_orders(spec: &Spec, plain: &Plain, model: &Model) -> Vec<Plain> {
    let mut plains = vec![plain.clone()];
    for (i, truths) in truths(spec).iter().enumerate() {
        let (Preference::Statements(wishes), Some(truths)) = (&model.preferences()[i], truths) else { continue };
        let orders = compatible_orders(&wishes.iter().map(|wish| wish.unsure).collect::<Vec<_>>());
        let rank = |order: &Vec<usize>| -> Vec<i64> {
            let told: Vec<Vec<bool>> =
                (0..plain.states).map(|s| order.iter().map(|&line| truths[line][s]).collect()).collect();
            told.iter().map(|own| told.iter().filter(|other| *other < own).count() as i64).collect()
        };
        let with = |plain: &Plain| -> Vec<Plain> {
            let one = |order| {
                let mut plain = plain.clone();
                plain.rank[i] = rank(order);
                plain
            };
            orders.iter().map(one).collect()
        };
        plains = plains.iter().flat_map(with).collect();
    }
    plains
}

/// Each cares for itself alone: with strict rankings the relational concepts are the ordinary ones.
#[test]
fn discrete_attitudes_with_strict_rankings_are_ordinary() {
    let mut strict = 0;
    for k in 0..1_500 {
        let mut spec = Spec::random(k);
        let states = spec.plain().states;
        let mut rng = stream(k + (1 << 41));
        for actor in &mut spec.actors {
            let mut order: Vec<usize> = (0..states).collect();
            order.shuffle(&mut rng);
            actor.preference = spec::Preference::Ranking(order.into_iter().map(|state| vec![state]).collect());
        }
        let (model, graph) = laid_out(&spec.to_toml());
        for ties in [Ties::Weak, Ties::Strict] {
            let found = structures::attitudes(&graph, &model, ties, &CONCEPTS, &Limits::default()).expect("no limit");
            for (found, concept) in found.iter().zip(CONCEPTS) {
                assert_eq!(bits(found, &graph), verdicts(&graph, concept).expect("usual"), "{}", spec.title);
            }
        }
        strict += 1;
    }
    assert_eq!(strict, 1_500);
}

/// The strict reading gives the ordinary concepts back, ties or not; the weak one does not.
#[test]
fn discrete_attitudes_read_strictly_are_ordinary_with_ties_too() {
    let mut unlike = 0;
    for k in 0..400 {
        let (spec, _, model, graph, _) = drawn(k);
        let by = |ties| structures::attitudes(&graph, &model, ties, &CONCEPTS, &Limits::default()).expect("no limit");
        for ((strict, weak), concept) in by(Ties::Strict).iter().zip(&by(Ties::Weak)).zip(CONCEPTS) {
            assert_eq!(bits(strict, &graph), verdicts(&graph, concept).expect("usual"), "{}", spec.title);
            unlike += usize::from(strict != weak);
        }
    }
    assert!(unlike > 100, "{unlike}");
}

/// Nobody cares for anybody (Inohara & Hipel 2009): RNash = RSMR and RGMR = RSEQ.
#[test]
fn under_totally_neutral_attitudes_the_concepts_coincide() {
    for k in 0..400 {
        let (spec, _, mut model, graph, _) = drawn(k);
        let indifferent = vec![vec![Attitude::Neutral; model.actors().len()]; model.actors().len()];
        model = model.with_attitudes(indifferent).expect("one for each two");
        for ties in [Ties::Weak, Ties::Strict] {
            let found = structures::attitudes(&graph, &model, ties, &CONCEPTS, &Limits::default()).expect("no limit");
            let [nash, gmr, smr, seq] = &found[..] else { panic!("four concepts") };
            assert_eq!((&nash.stable, &gmr.stable), (&smr.stable, &seq.stable), "{}", spec.title);
        }
    }
}

const TIED: &str = r#"
title = "A move between equals"
[states.here]
[states.there]
[[moves]]
actor = "one"
from = "here"
to = "there"
[actors.one]
name = "One"
[actors.two]
name = "Two"
[preferences]
one = { ranking = [["here", "there"]] }
two = { ranking = ["here", "there"] }
"#;

/// As printed, an actor goes on to a state that it likes just as well: relational Nash is not Nash.
#[test]
fn a_tie_is_a_relational_reply_unless_read_strictly() {
    let (model, graph) = laid_out(TIED);
    let nash = |ties| {
        let found = structures::attitudes(&graph, &model, ties, &[Concept::Nash], &Limits::default());
        bits(&found.expect("no limit")[0], &graph)
    };
    assert_eq!(nash(Ties::Weak), [[false, true], [true, true]]);
    assert_eq!(nash(Ties::Strict), [[true, true], [true, true]]);
    // One comes to care for Two: then it stays, by either reading.
    let (mut model, graph) = laid_out(TIED);
    let mut attitudes = model.attitudes().to_vec();
    attitudes[0][1] = Attitude::Positive;
    model = model.with_attitudes(attitudes).expect("one for each two");
    for ties in [Ties::Weak, Ties::Strict] {
        let found = structures::attitudes(&graph, &model, ties, &[Concept::Nash], &Limits::default());
        assert_eq!(bits(&found.expect("no limit")[0], &graph), [[true, true], [true, true]]);
    }
}

const STRENGTHS: &str = r#"
title = "How bad the answer is"
[states.s]
[states.better]
[states.bad]
[states.worse]
[[moves]]
actor = "one"
from = "s"
to = "better"
[[moves]]
actor = "two"
from = "better"
to = "bad"
[[moves]]
actor = "three"
from = "bad"
to = "worse"
[actors.one]
name = "One"
[actors.two]
name = "Two"
[actors.three]
name = "Three"
[preferences]
one   = { ranking = ["better", "s", "bad", "worse"], degrees = [1, 1, 3] }
two   = { ranking = ["bad", ["s", "better", "worse"]] }
three = { ranking = [["s", "better", "bad", "worse"]] }
"#;

/// Three can make the answer much worse, at no gain: that deters strongly under GMR, and does not count under SEQ.
#[test]
fn a_strong_answer_deters_strongly() {
    let (model, graph) = laid_out(STRENGTHS);
    let found = structures::strength(&graph, &model, &CONCEPTS, &Limits::default()).expect("no limit");
    let one_stays_in_s: Vec<Vec<bool>> =
        found.iter().map(|level| level.iter().map(|found| bits(found, &graph)[0][0]).collect()).collect();
    // Nash, GMR, SMR, SEQ: in general, and at levels 1, 2, 3.
    assert_eq!(
        one_stays_in_s,
        [[false, true, true, true], [false, true, true, true], [false, true, true, false], [false, true, true, false]]
    );
}

/// The province of Lake Gisborne (Li, Hipel, Kilgour and Fang 2004), of which only this is known: other things equal, it would rather
/// have no appeal. The catalogue has what follows pair by pair; order by order nothing holds in all.
#[test]
fn lake_gisborne_with_a_province_that_nobody_can_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/lake-gisborne-unknown-preference");
    let case = Case::open(folder).expect("a case");
    let model = Model::from_case(&case, case.account("unread").expect("the account")).expect("a model");
    let graph = Graph::explore(&model, &Limits::default()).expect("eight states");
    let found = structures::compatible(&graph, &model, &[Concept::Nash], &Limits::default()).expect("few orders");
    let numbers = |set: &StateSet| set.iter().map(|state| state.index() + 1).collect::<Vec<_>>();
    assert_eq!(found.orders, 120);
    assert_eq!(numbers(&found.in_all[0].equilibria), [0; 0]);
    assert_eq!(numbers(&found.in_some[0].equilibria), [4, 6]);
}

//! The concepts of other foresight against their definitions, on thousands of random models.
//!
//! A model that fails is brought back by its number: `Spec::random(k)` or `Spec::random_sparse(k)`.

use statecraft::graph::{Graph, Limits, Moves};
use statecraft::stability::{Concept, Horizon, Reason};
use statecraft::study::Study;
use std::path::Path;

use crate::engine::{laid_out, verdicts};
use crate::foresight_oracle::{self, Stable};
use crate::oracle;
use crate::spec::{Plain, Rule, Spec, World};

const MODELS: u64 = 2_400;
const SPARSE: u64 = 40;
const FARTHEST: u8 = 9;

fn horizon(moves: u8) -> Horizon {
    Horizon::new(moves).expect("a horizon in range")
}

/// How many verdicts were compared, and how many of them were *stable*.
#[derive(Debug, Default)]
struct Seen {
    models: usize,
    ties: usize,
    one_way: usize,
    infeasible: usize,
    verdicts: usize,
    stable: usize,
}

impl Seen {
    fn count(&mut self, spec: &Spec, plain: &Plain, stable: &Stable) {
        let tied = |rank: &Vec<i64>| rank.iter().enumerate().any(|(state, value)| rank[..state].contains(value));
        let no_way_back =
            |moves: &Vec<Vec<usize>>| (0..plain.states).any(|s| moves[s].iter().any(|&t| !moves[t].contains(&s)));
        self.models += 1;
        self.ties += usize::from(plain.rank.iter().any(tied));
        self.one_way += usize::from(plain.moves.iter().any(no_way_back));
        self.infeasible += usize::from(matches!(spec.world, World::Options(_)) && plain.states < 1 << spec.options());
        self.verdicts += plain.actors * plain.states;
        self.stable += stable.iter().flatten().filter(|stable| **stable).count();
    }

    fn expect(&self, models: usize) {
        assert!(self.models >= models, "{self:?}");
        assert!(self.ties > models / 10 && self.one_way > models / 10, "{self:?}");
        assert!(self.stable > self.verdicts / 20 && self.verdicts - self.stable > self.verdicts / 50, "{self:?}");
    }
}

fn assert_agree(spec: &Spec, graph: &Graph, concept: Concept, definition: &Stable) {
    let keys: Vec<&str> = spec.actors.iter().map(|actor| actor.key.as_str()).collect();
    let name = concept.name(&keys);
    match verdicts(graph, concept) {
        Ok(library) => assert_eq!(
            library,
            *definition,
            "{}, {name}: left: library, right: definition\n{}",
            spec.title,
            spec.to_toml()
        ),
        Err(refused) => panic!("{}, {name}: {refused}\n{}", spec.title, spec.to_toml()),
    }
}

/// Even numbers are option forms, odd ones bare graphs.
#[test]
fn metarationalities_agree_with_the_recursion() {
    let mut seen = Seen::default();
    for k in 0..MODELS / 2 {
        compare_metarationalities(&Spec::random(k), &mut seen);
    }
    seen.expect(10_000);
}

fn compare_metarationalities(spec: &Spec, seen: &mut Seen) {
    let (plain, (_, graph)) = (spec.plain(), laid_out(&spec.to_toml()));
    let free = foresight_oracle::mr(&plain, usize::from(FARTHEST), false);
    let credible = foresight_oracle::mr(&plain, usize::from(FARTHEST), true);
    for (moves, (free, credible)) in (1..).zip(free.iter().zip(&credible)) {
        assert_agree(spec, &graph, Concept::Mr(horizon(moves)), free);
        assert_agree(spec, &graph, Concept::Cmr(horizon(moves)), credible);
        seen.count(spec, &plain, free);
        seen.count(spec, &plain, credible);
    }
}

#[test]
fn simultaneous_stability_agrees_with_the_definition() {
    let mut seen = Seen::default();
    for k in (0..2 * MODELS).step_by(2) {
        compare_simultaneous(&Spec::random(k), &mut seen);
    }
    seen.expect(800);
    assert!(seen.infeasible > 200, "{seen:?}");
}

/// A model with merged states or barred moves is refused, any other compared.
fn compare_simultaneous(spec: &Spec, seen: &mut Seen) {
    let World::Options(rules) = &spec.world else { panic!("{} is a bare graph", spec.title) };
    let (_, graph) = laid_out(&spec.to_toml());
    let (members, bars) = (spec.members(), rules.iter().any(|rule| matches!(rule, Rule::Cannot { .. })));
    if members.iter().any(|settings| settings.len() > 1) {
        assert_eq!(verdicts(&graph, Concept::Sim).unwrap_err().reason, Reason::MergedStates);
        assert_eq!(verdicts(&graph, Concept::SeqOrSim).unwrap_err().reason, Reason::MergedStates);
        return;
    }
    if bars {
        assert_eq!(verdicts(&graph, Concept::Sim).unwrap_err().reason, Reason::BarredMoves);
        return;
    }
    let plain = spec.plain();
    let settings: Vec<usize> = members.iter().map(|settings| settings[0]).collect();
    let sim = foresight_oracle::sim(&plain, &settings);
    assert_agree(spec, &graph, Concept::Sim, &sim);
    let seq = &oracle::verdicts(&plain)[oracle::SEQ];
    let either = |i: usize| (0..plain.states).map(|s| seq[i][s] || sim[i][s]).collect();
    assert_agree(spec, &graph, Concept::SeqOrSim, &(0..plain.actors).map(either).collect());
    seen.count(spec, &plain, &sim);
}

#[test]
fn what_two_actors_foresee_agrees_with_the_definition() {
    let (mut seen, mut strict, mut untied) = (Seen::default(), 0, 0);
    let specs = (0..3 * MODELS).map(Spec::random).filter(|spec| spec.actors.len() == 2);
    for spec in specs {
        let plain = spec.plain();
        untied += usize::from(plain.rank.iter().all(|rank| is_strict(rank)));
        strict += compare_duel(&spec, &plain, &mut seen);
    }
    seen.expect(1_000);
    assert!(strict > 100 && untied >= strict, "{strict} of {untied} without ties");
}

fn is_strict(rank: &[i64]) -> bool {
    rank.iter().enumerate().all(|(state, value)| !rank[..state].contains(value))
}

/// Compares all that is defined for two actors; tells whether the literal recursion was compared, too.
fn compare_duel(spec: &Spec, plain: &Plain, seen: &mut Seen) -> usize {
    let (_, graph) = laid_out(&spec.to_toml());
    let mut levels = vec![foresight_oracle::nothing_left(plain)];
    for moves in 1..=FARTHEST {
        let Some(expected) = foresight_oracle::one_more(plain, &levels[levels.len() - 1]) else { return 0 };
        assert_agree(spec, &graph, Concept::Limited(horizon(moves)), &foresight_oracle::stays(&expected));
        levels.push(expected);
    }
    seen.count(spec, plain, &foresight_oracle::stays(&levels[3]));
    let stays = [foresight_oracle::stays(&levels[1]), foresight_oracle::stays(&levels[2])];
    for (leader, actor) in graph.actor_ids().enumerate() {
        let definition: Stable = (0..2).map(|i| stays[usize::from(i == leader)][i].clone()).collect();
        assert_agree(spec, &graph, Concept::Stackelberg(actor), &definition);
    }
    if let Some(definition) = foresight_oracle::non_myopic(plain) {
        assert_agree(spec, &graph, Concept::NonMyopic, &definition);
    }
    if !plain.rank.iter().all(|rank| is_strict(rank)) || plain.states > 16 {
        return 0;
    }
    for moves in 1..=4 {
        let stays = |i: usize| (0..plain.states).map(|s| foresight_oracle::g(plain, moves, i, s) == s).collect();
        assert_agree(spec, &graph, Concept::Limited(horizon(moves as u8)), &(0..2).map(stays).collect());
    }
    1
}

/// 2,000 models and more, options and bare graphs by turns.
#[test]
fn the_largest_consistent_set_agrees_with_the_definition() {
    let mut seen = Seen::default();
    for k in 0..MODELS {
        compare_consistent(&Spec::random(k), &mut seen);
    }
    seen.expect(2_000);
}

fn compare_consistent(spec: &Spec, seen: &mut Seen) {
    let (plain, (_, graph)) = (spec.plain(), laid_out(&spec.to_toml()));
    let (set, stable) = foresight_oracle::largest_consistent(&plain);
    assert!(set.contains(&true), "{} has no consistent set", spec.title);
    let all = |s: usize| stable.iter().all(|stable| stable[s]);
    assert_eq!(set, (0..plain.states).map(all).collect::<Vec<_>>(), "the set is what is stable for all");
    assert_agree(spec, &graph, Concept::Lcs, &stable);
    seen.count(spec, &plain, &stable);
}

/// Models whose box would be mostly holes, so that their moves are kept as cliques.
#[test]
fn sparse_models_agree_with_the_definitions() {
    let (mut seen, mut cliques) = (Seen::default(), 0);
    for k in 0..SPARSE {
        let spec = Spec::random_sparse(k);
        let (plain, (_, graph)) = (spec.plain(), laid_out(&spec.to_toml()));
        cliques += usize::from(matches!(graph.moves, Moves::Cells(_)));
        let usual = oracle::verdicts(&plain);
        for (concept, definition) in Concept::USUAL.into_iter().zip(&usual) {
            assert_agree(&spec, &graph, concept, definition);
        }
        compare_metarationalities(&spec, &mut seen);
        compare_simultaneous(&spec, &mut seen);
        compare_consistent(&spec, &mut seen);
        if plain.actors == 2 {
            compare_duel(&spec, &plain, &mut seen);
        }
    }
    assert!(cliques > SPARSE as usize * 3 / 4, "only {cliques} of {SPARSE} are kept as cliques");
    seen.expect(SPARSE as usize);
}

/// With more than two actors, or one, nothing is said about what two foresee.
#[test]
fn concepts_for_two_actors_refuse_other_numbers() {
    let mut refused = 0;
    for spec in (0..300).map(Spec::random).filter(|spec| spec.actors.len() != 2) {
        let (_, graph) = laid_out(&spec.to_toml());
        let leader = graph.actor_ids().next().expect("a model has actors");
        for concept in [Concept::Limited(horizon(2)), Concept::NonMyopic, Concept::Stackelberg(leader)] {
            let refusal = verdicts(&graph, concept).unwrap_err();
            assert_eq!((refusal.concept, refusal.reason), (concept, Reason::TwoActors(spec.actors.len())));
            refused += 1;
        }
    }
    assert!(refused > 300);
}

/// The shipped cases that are small enough for the definition; of Elmira the set is {1, 5, 8, 9}.
#[test]
fn consistent_sets_of_shipped_cases_are_those_of_the_definition() {
    let (folder, mut compared) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases"), 0);
    for case in std::fs::read_dir(folder).expect("the cases") {
        let case = case.expect("a case").path();
        for laid_out in &Study::open(&case, &Limits::default()).expect("a case").accounts {
            let graph = &*laid_out.graph;
            if graph.len() > 100 {
                continue;
            }
            let moves = |actor| {
                let from = |state| graph.moves_from(actor, state).iter().map(|to| to.index()).collect();
                graph.state_ids().map(from).collect()
            };
            let plain = Plain {
                actors: graph.ranks.len(),
                states: graph.len(),
                moves: graph.actor_ids().map(moves).collect(),
                rank: graph.ranks.iter().map(|rank| rank.iter().map(|value| i64::from(*value)).collect()).collect(),
                names: Vec::new(),
            };
            let (set, stable) = foresight_oracle::largest_consistent(&plain);
            assert_eq!(verdicts(graph, Concept::Lcs).expect("it applies"), stable, "{}", case.display());
            let numbers: Vec<usize> = (1..=set.len()).filter(|number| set[number - 1]).collect();
            assert!(!case.ends_with("elmira") || numbers == [1, 5, 8, 9], "{numbers:?}");
            compared += 1;
        }
    }
    assert!(compared > 50, "{compared}");
}

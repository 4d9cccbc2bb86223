//! Laws of the engine on graphs with any ranks: models larger than the oracle's, whose preferences are drawn state by state and need
//! not follow from statements.

use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use statecraft::graph::{Graph, Moves, StateId};
use statecraft::model::ActorId;
use statecraft::stability::{Concept, Found, Horizon, analyze};

use crate::boxes::{by_arcs, case, varied};
use crate::engine::laid_out;
use crate::foresight_oracle::{nothing_left, one_more, stays};
use crate::spec::{Plain, Spec};

fn horizon(moves: u8) -> Horizon {
    Horizon::new(moves).expect("a horizon in range")
}

/// Concepts that apply to every graph.
fn for_all() -> Vec<Concept> {
    let further =
        [Concept::Mr(horizon(4)), Concept::Mr(horizon(5)), Concept::Cmr(horizon(3)), Concept::Cmr(horizon(4))];
    [&Concept::USUAL[..], &further].concat()
}

/// Concepts that apply wherever nothing is merged or barred.
fn for_boxes() -> Vec<Concept> {
    [for_all(), vec![Concept::Sim, Concept::SeqOrSim, Concept::Lcs]].concat()
}

fn graph(text: &str) -> Graph {
    laid_out(text).1
}

/// A box with so many options for each actor.
fn full_box(options: &[usize]) -> Graph {
    graph(&case(&mut ChaCha8Rng::seed_from_u64(0), options, "", false))
}

fn found(graph: &Graph, concepts: &[Concept]) -> Found {
    analyze(graph, concepts).unwrap_or_else(|refused| panic!("{refused}"))
}

/// No two states alike.
fn strict(rng: &mut impl Rng, states: usize) -> Vec<u32> {
    let mut ranks: Vec<u32> = (0..states as u32).collect();
    ranks.shuffle(rng);
    ranks
}

fn tied(rng: &mut impl Rng, states: usize, levels: u32) -> Vec<u32> {
    (0..states).map(|_| rng.random_range(0..levels)).collect()
}

/// Boxes with holes, one-way options or barred moves, against the same model arc by arc.
#[test]
fn layouts_agree_on_any_ranks() {
    let shapes: [&[usize]; 5] = [&[4, 2, 1], &[1; 7], &[2, 2, 2], &[6, 1], &[4, 1, 1, 1]];
    for (at, options) in shapes.into_iter().enumerate() {
        (0..16).for_each(|variant| assert_layouts_agree(&varied(50 + at, variant, options), variant as u64));
    }
}

fn assert_layouts_agree(text: &str, seed: u64) {
    let (mut one, mut other) = (graph(text), graph(&by_arcs(text)));
    assert!(matches!((&one.moves, &other.moves), (Moves::Lattice(_), Moves::Arcs(_))), "{text}");
    let (concepts, states, rng) = (for_all(), one.len(), &mut ChaCha8Rng::seed_from_u64(seed));
    for levels in [None, Some(6)] {
        let draw = |_| match levels {
            None => strict(rng, states),
            Some(levels) => tied(rng, states, levels),
        };
        one.ranks = (0..one.ranks.len()).map(draw).collect();
        other.ranks.clone_from(&one.ranks);
        assert_agree(&found(&one, &concepts), &found(&other, &concepts), &one, text);
    }
}

fn assert_agree(one: &Found, other: &Found, graph: &Graph, text: &str) {
    for concept in one.concepts() {
        for actor in graph.actor_ids() {
            let (one, other) = (one.stable(concept, actor), other.stable(concept, actor));
            assert!(one == other, "{concept:?}, {actor:?}: {:?}\n{text}", graph.ranks);
        }
    }
}

/// Ranks far apart, which need more than 16 bits, mean what the same order in few levels means.
#[test]
fn only_the_order_of_ranks_counts() {
    let concepts = for_all();
    for k in 0..300 {
        let text = Spec::random(k).to_toml();
        let mut graph = graph(&text);
        let before = found(&graph, &concepts);
        graph.ranks.iter_mut().flatten().for_each(|rank| *rank = *rank * 65_536 + 3);
        assert_agree(&before, &found(&graph, &concepts), &graph, &text);
    }
}

/// Somebody who wants nothing and whose options matter to nobody doubles the states, and every verdict with them.
#[test]
fn a_bystander_changes_nothing() {
    let (mut small, mut large) = (full_box(&[2, 2, 2]), full_box(&[2, 2, 2, 3]));
    for seed in 0..12 {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        small.ranks = (0..3).map(|_| tied(rng, 64, if seed % 2 == 0 { 6 } else { 64 })).collect();
        large.ranks = small.ranks.iter().map(|ranks| ranks.repeat(8)).collect();
        large.ranks.push(vec![0; 512]);
        let concepts = for_boxes();
        let (one, other) = (found(&small, &concepts), found(&large, &concepts));
        for concept in concepts {
            for (actor, state) in small.actor_ids().flat_map(|actor| large.state_ids().map(move |state| (actor, state)))
            {
                let expected = one.stable_in(concept, actor, StateId::new(state.index() % 64));
                assert_eq!(
                    other.stable_in(concept, actor, state),
                    expected,
                    "{concept:?} {actor:?}: {:?}",
                    small.ranks
                );
            }
        }
    }
}

/// The last actor becomes the first, and so on: with them the states change their order, and all that was looked at together.
#[test]
fn actors_in_the_opposite_order_have_the_same_verdicts() {
    let (mut one, mut other) = (full_box(&[2; 5]), full_box(&[2; 5]));
    let mirrored = |state: usize| (0..5).fold(0, |all, actor| all | (state >> (2 * actor) & 3) << (2 * (4 - actor)));
    for seed in 0..4 {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        one.ranks = (0..5).map(|_| tied(rng, 1024, 8)).collect();
        other.ranks =
            one.ranks.iter().rev().map(|ranks| (0..1024).map(|state| ranks[mirrored(state)]).collect()).collect();
        let concepts = for_boxes();
        let (before, after) = (found(&one, &concepts), found(&other, &concepts));
        for concept in concepts {
            for (actor, state) in one.actor_ids().flat_map(|actor| one.state_ids().map(move |state| (actor, state))) {
                let (other_actor, other_state) =
                    (ActorId::new(4 - actor.index()), StateId::new(mirrored(state.index())));
                let expected = before.stable_in(concept, actor, state);
                assert_eq!(
                    after.stable_in(concept, other_actor, other_state),
                    expected,
                    "{concept:?} {actor:?} {state:?}"
                );
            }
        }
    }
}

/// Where no ranks are tied one outcome is foreseen, and the definition can be followed in a thousand states.
#[test]
fn two_actors_foresee_the_same_in_many_states() {
    let mut graph = full_box(&[1, 9]);
    let own = [1, 0b11_1111_1110];
    let moves =
        |own: usize| (0..1024).map(|at| (0..1024).filter(|to| *to != at && (at ^ to) & !own == 0).collect()).collect();
    let moves: Vec<Vec<Vec<usize>>> = own.map(moves).into();
    for seed in 0..2 {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        graph.ranks = (0..2).map(|_| strict(rng, 1024)).collect();
        let rank = graph.ranks.iter().map(|ranks| ranks.iter().map(|&rank| i64::from(rank)).collect()).collect();
        let plain = Plain { actors: 2, states: 1024, moves: moves.clone(), rank, names: Vec::new() };
        let mut foreseen = nothing_left(&plain);
        for moves in 1..=4 {
            foreseen = one_more(&plain, &foreseen).expect("one outcome each");
            let concept = Concept::Limited(horizon(moves));
            let found = found(&graph, &[concept]);
            for (actor, stable) in graph.actor_ids().zip(stays(&foreseen)) {
                let library: Vec<bool> =
                    graph.state_ids().map(|state| found.stable_in(concept, actor, state)).collect();
                assert!(library == stable, "{moves} moves, {actor:?}, seed {seed}");
            }
        }
    }
}

/// Each equilibrium is in one group, under just those concepts by which it is one.
#[test]
fn groups_come_by_the_number_of_their_concepts() {
    let mut graph = full_box(&[2, 2, 1]);
    let concepts = [Concept::Sim, Concept::Nash, Concept::Smr, Concept::Seq, Concept::Gmr];
    let mut several = 0;
    for seed in 0..40 {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        graph.ranks = (0..3).map(|_| tied(rng, 32, 9)).collect();
        let found = found(&graph, &concepts);
        let groups = found.groups();
        assert!(groups.is_sorted_by_key(|(concepts, _)| std::cmp::Reverse(concepts.len())), "{groups:?}");
        for state in graph.state_ids() {
            let under: Vec<Concept> =
                concepts.into_iter().filter(|concept| found.equilibria(*concept).contains(state)).collect();
            let of: Vec<&Vec<Concept>> =
                groups.iter().filter(|(_, states)| states.contains(state)).map(|(concepts, _)| concepts).collect();
            let expected: Vec<&Vec<Concept>> = Some(&under).filter(|under| !under.is_empty()).into_iter().collect();
            assert_eq!(of, expected, "{state:?}");
        }
        several += usize::from(groups.len() > 2);
    }
    assert!(several > 10, "{several}");
}

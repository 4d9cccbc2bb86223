//! Witnesses where preferences are more than an order, or less: against the definitions and the independent checker.

use crate::oracle_structures::{Attitudes, Four, Strength, Unknown, compatible_orders};
use crate::spec::{Plain, Spec};
use crate::structures::{drawn, in_all_orders, ordinary, with_attitudes, with_degrees, with_unknowns};
use rand::RngExt;
use rand::seq::{IndexedRandom, SliceRandom};
use statecraft::graph::{Graph, StateId};
use statecraft::model::{ActorId, Model, Preference};
use statecraft::reasons::{self, Reasons, place};
use statecraft::structures::{self, CONCEPTS, Extension, ReadAs, Ties};
use statecraft::witness::{
    Checker, Fault, Place, Position, Proof, Question, Reading, Reply, Step, Structure, Turn, Witness,
};
use std::sync::Arc;

const MODELS: u64 = 1_500;

/// A random model with attitudes, degrees or something unknown, and what is stable by definition in each reading.
pub(crate) struct Decorated {
    pub spec: Spec,
    pub plain: Plain,
    pub model: Model,
    pub graph: Graph,
    pub read: Vec<(ReadAs, Four)>,
}

impl Decorated {
    pub(crate) fn draw(k: u64) -> Decorated {
        let (spec, plain, mut model, mut graph, mut rng) = drawn(k);
        let mut read = Vec::new();
        match rng.random_range(0..3) {
            0 => {
                let e = with_attitudes(&plain, &mut model, &mut rng);
                for (ties, weak) in [(Ties::Weak, true), (Ties::Strict, false)] {
                    let definition = Attitudes { plain: &plain, e: e.clone(), weak }.verdicts();
                    read.push((ReadAs::Attitudes(ties), definition));
                }
            }
            1 => {
                let degree = with_degrees(&spec, &plain, &mut model, &mut rng);
                let definition = Strength { plain: &plain, degree: &degree };
                read.push((ReadAs::Level(0), definition.general()));
                read.extend((1..=3).map(|level| (ReadAs::Level(level), definition.level(level))));
            }
            _ => {
                let definition = Unknown { plain: &plain, pair: with_unknowns(&spec, &plain, &mut model, &mut rng) };
                graph = graph.ranked_by(&model).expect("all are ranked");
                let letter = |extension: Extension| extension.key().chars().next().expect("a letter");
                read.extend(Extension::ALL.map(|at| (ReadAs::Unknown(at), definition.verdicts(letter(at)))));
            }
        }
        Decorated { spec, plain, model, graph, read }
    }

    /// Every witness, with the verdict by definition; found with all others and, if asked for, found alone.
    fn each(&self, alone: bool, mut visit: impl FnMut(bool, Witness)) {
        for (read_as, four) in &self.read {
            let structure = read_as.structure(&self.graph, &self.model);
            for actor in self.graph.actor_ids() {
                let said = reasons::structure(*read_as);
                let mut shared = Reasons::of(&self.graph, actor).read_as(said.clone(), Some(&*structure));
                for ((concept, four), state) in
                    CONCEPTS.iter().zip(four).flat_map(|at| self.graph.state_ids().map(move |s| (at, s)))
                {
                    let stable = four[actor.index()][state.index()];
                    visit(stable, shared.witness(*concept, state).expect("a reason"));
                    if alone {
                        let mut one =
                            Reasons::alone(&self.graph, actor, 1 << 32).read_as(said.clone(), Some(&*structure));
                        visit(stable, one.witness(*concept, state).expect("a reason"));
                    }
                }
            }
        }
    }
}

#[test]
fn every_witness_is_accepted_and_has_the_verdict_of_the_definition() {
    let (mut stays, mut leaves) = (0, 0);
    for k in 0..2 * MODELS {
        let decorated = Decorated::draw(k);
        let mut checker = Checker::new(&decorated.model).expect("few states");
        decorated.each(k % 10 == 0, |stable, witness| {
            let title = &decorated.spec.title;
            assert_eq!(matches!(witness.proof, Proof::Stays(_)), stable, "{title}: {witness:?}");
            assert_eq!(checker.check(&witness), Ok(()), "{title}: {witness:?}\n{}", decorated.spec.to_toml());
            if stable { stays += 1 } else { leaves += 1 }
        });
    }
    assert!(stays > 200_000 && leaves > 100_000, "{stays} {leaves}");
}

/// A forger changes anything anywhere. Whatever is accepted claims what is so by definition.
#[test]
fn what_is_accepted_is_true() {
    let (mut accepted, mut refused) = (0, 0);
    for k in 0..MODELS {
        let decorated = Decorated::draw(k);
        let mut checker = Checker::new(&decorated.model).expect("few states");
        let mut rng = crate::spec::random::stream(k + (1 << 42));
        let mut forged = Vec::new();
        decorated.each(false, |_, witness| {
            if rng.random_bool(0.05) {
                forged.push(witness);
            }
        });
        for _ in 0..200 {
            let (Some(one), Some(other)) = (forged.choose(&mut rng).cloned(), forged.choose(&mut rng).cloned()) else {
                break;
            };
            let wrong = forge(&decorated, one.clone(), other, &mut rng);
            if wrong == one {
                continue;
            }
            if checker.check(&wrong).is_err() {
                refused += 1;
                continue;
            }
            accepted += 1;
            let said = |(read_as, _): &&(ReadAs, Four)| reasons::structure(*read_as) == wrong.reading.structure;
            let (_, four) = decorated.read.iter().find(said).expect("a structure of this model");
            let concept = CONCEPTS
                .iter()
                .position(|at| reasons::question(*at).as_ref() == Some(&wrong.question))
                .expect("a concept");
            let state =
                decorated.graph.state_ids().find(|&s| place(&decorated.graph, s) == wrong.state).expect("a state");
            let stable = four[concept][wrong.player[0].index()][state.index()];
            assert_eq!(matches!(wrong.proof, Proof::Stays(_)), stable, "{}: {wrong:?}", decorated.spec.title);
            forged.push(wrong);
        }
    }
    assert!(accepted > 10_000 && refused > 30_000, "{accepted} {refused}");
}

/// One thing changed, to something at random or to what another witness says.
fn forge(of: &Decorated, one: Witness, other: Witness, rng: &mut rand_chacha::ChaCha8Rng) -> Witness {
    let any = Place(place(&of.graph, StateId::new(rng.random_range(0..of.plain.states))).0);
    let actor = vec![ActorId::new(rng.random_range(0..of.plain.actors))];
    match rng.random_range(0..7) {
        0 => Witness { state: other.state, ..one },
        1 => Witness { player: other.player, ..one },
        2 => Witness { question: other.question, ..one },
        3 => Witness { reading: other.reading, ..one },
        4 => Witness { proof: other.proof, ..one },
        _ => {
            let proof = match one.proof {
                Proof::Stays(mut turns) => {
                    if let Some(replies) = turns.first_mut().filter(|replies| !replies.is_empty()) {
                        let at = rng.random_range(0..replies.len());
                        let mut reply: Reply = (*replies[at]).clone();
                        match (rng.random_range(0..5), reply.path.len()) {
                            (0, _) => drop(reply.path.pop()),
                            (1, 1..) => reply.path[0].by = actor,
                            (2, many @ 1..) => reply.path[many - 1].to = any,
                            (3, _) => reply.path.push(Step { by: actor, to: any }),
                            _ => reply.to = any,
                        }
                        replies[at] = Arc::new(reply);
                    }
                    Proof::Stays(turns)
                }
                Proof::Leaves(mut turns) => {
                    let at = rng.random_range(0..turns.len());
                    let Turn { moves, positions } = turns[at].clone();
                    let (mut moves, mut positions) = (moves.to_vec(), positions.to_vec());
                    let mut other = Vec::new();
                    other.extend(positions.choose(rng).cloned());
                    match (rng.random_range(0..6), moves.len()) {
                        (0, _) => positions.retain(|position| !other.contains(position)),
                        (1, _) => positions.push(Position { state: any, last: actor }),
                        (2, _) => positions.iter_mut().for_each(|position| {
                            if other.contains(position) {
                                position.last = actor.clone();
                            }
                        }),
                        (3, 1..) => moves[0].1[0].to = any,
                        (4, 1..) => drop(moves.pop()),
                        _ => moves.push((any, vec![Step { by: actor, to: any }])),
                    }
                    turns[at] = Turn { moves: moves.into(), positions: positions.into() };
                    Proof::Leaves(turns)
                }
            };
            Witness { proof, ..one }
        }
    }
}

/// In an order that is compatible every verdict is proved; in any other none.
#[test]
fn orders_are_compatible_or_refused() {
    let (mut proved, mut incompatible) = (0, 0);
    for k in 0..2 * MODELS {
        let (spec, plain, mut model, graph, mut rng) = drawn(k);
        with_unknowns(&spec, &plain, &mut model, &mut rng);
        let unsure = |wishes: &[statecraft::model::Wish]| wishes.iter().map(|wish| wish.unsure).collect::<Vec<_>>();
        let each: Vec<Vec<Vec<usize>>> = (model.preferences().iter())
            .map(|preference| match preference {
                Preference::Statements(wishes) => compatible_orders(&unsure(wishes)),
                _ => vec![Vec::new()],
            })
            .collect();
        let count: usize = each.iter().map(Vec::len).product();
        if count == 1 || count > 40 || model.preferences().iter().any(|it| matches!(it, Preference::Unknown(_))) {
            continue;
        }
        let mut checker = Checker::new(&model).expect("few states");
        // The first actor's orders change slowest, as in the oracle's list.
        for (number, plain) in in_all_orders(&spec, &plain, &model).iter().enumerate() {
            let mut rest = count;
            let one = |orders: &Vec<Vec<usize>>| {
                rest /= orders.len();
                orders[number / rest % orders.len()].clone()
            };
            let orders: Arc<[Vec<usize>]> = each.iter().map(one).collect();
            let ranked = graph.ranked_by(&structures::in_order(&model, &orders)).expect("all are ranked");
            let four = ordinary(plain);
            let (actor, state) = (rng.random_range(0..plain.actors), rng.random_range(0..plain.states));
            for (concept, four) in CONCEPTS.into_iter().zip(four) {
                let said = Structure::InOrder(orders.clone());
                let mut reasons = Reasons::of(&ranked, ActorId::new(actor)).read_as(said, None);
                let witness = reasons.witness(concept, StateId::new(state)).expect("a reason");
                assert_eq!(matches!(witness.proof, Proof::Stays(_)), four[actor][state], "{}: {witness:?}", spec.title);
                assert_eq!(checker.check(&witness), Ok(()), "{}: {witness:?}", spec.title);
                proved += 1;
                let mut other = orders.to_vec();
                let changed = rng.random_range(0..other.len());
                other[changed].shuffle(&mut rng);
                if !each[changed].contains(&other[changed]) {
                    let structure = Structure::InOrder(other.into());
                    let wrong = Witness { reading: Reading { structure, ..Reading::default() }, ..witness };
                    assert_eq!(checker.check(&wrong), Err(Fault::Incompatible), "{}: {wrong:?}", spec.title);
                    incompatible += 1;
                }
            }
        }
    }
    assert!(proved > 5_000 && incompatible > 1_000, "{proved} {incompatible}");
}

/// What is not defined is not proved: more moves than two of an actor's own, coalitions, and other concepts.
#[test]
fn structures_are_for_the_concepts_that_they_carry_over() {
    let Decorated { model, graph, read, .. } = Decorated::draw(3);
    let mut checker = Checker::new(&model).expect("few states");
    let structure = reasons::structure(read[0].0);
    let mut undefined = 0;
    for concept in crate::witnesses::concepts() {
        let Ok(ordinary) = reasons::witness(&graph, concept, ActorId::new(0), StateId::new(0)) else { continue };
        if !matches!(ordinary.question, Question::Foresight { moves: ..=3, .. }) {
            let reading = Reading { structure: structure.clone(), ..Reading::default() };
            assert_eq!(checker.check(&Witness { reading, ..ordinary }), Err(Fault::Undefined), "{concept:?}");
            undefined += 1;
        }
    }
    assert!(undefined > 3);
}

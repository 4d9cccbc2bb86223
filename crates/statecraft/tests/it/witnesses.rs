//! Witnesses of every verdict, against the oracle and the independent checker.

use crate::engine::{laid_out, verdicts};
use crate::spec::Spec;
use statecraft::graph::{Graph, StateId};
use statecraft::model::ActorId;
use statecraft::reasons::{self, Reasons};
use statecraft::stability::{Concept, Horizon};
use statecraft::witness::{Checker, Fault, Place, Proof, Question, Reading, Replies, Step, Turn, Witness};

/// Every concept; those that do not apply to a case are passed over.
pub(crate) fn concepts() -> Vec<Concept> {
    let horizons = |of: fn(Horizon) -> Concept, moves: &[u8]| {
        moves.iter().map(|&moves| of(Horizon::new(moves).expect("in range"))).collect::<Vec<_>>()
    };
    let leaders = [0, 1].map(|leader| Concept::Stackelberg(ActorId::new(leader)));
    [
        &Concept::USUAL[..],
        &[Concept::Sim, Concept::SeqOrSim, Concept::NonMyopic],
        &leaders,
        &horizons(Concept::Mr, &[1, 4, 5, 6]),
        &horizons(Concept::Cmr, &[3, 4, 7]),
        &horizons(Concept::Limited, &[1, 2, 3, 6]),
    ]
    .concat()
}

/// For each verdict that the engine has, with its witness: found with all others and, if asked for, found alone.
fn each_witness(graph: &Graph, alone: bool, mut visit: impl FnMut(bool, Witness)) {
    for concept in concepts() {
        let Ok(verdicts) = verdicts(graph, concept) else { continue };
        for (actor, verdicts) in verdicts.iter().enumerate() {
            let actor = ActorId::new(actor);
            let mut reasons = Reasons::of(graph, actor);
            for (state, &stable) in verdicts.iter().enumerate() {
                visit(stable, reasons.witness(concept, StateId::new(state)).expect("a reason"));
                if alone {
                    visit(stable, reasons::witness(graph, concept, actor, StateId::new(state)).expect("a reason"));
                }
            }
        }
    }
}

/// Even numbers are option forms, odd ones bare graphs.
#[test]
fn every_witness_of_an_option_form_is_accepted_and_has_the_verdict() {
    let checked: usize = (0..5_000).step_by(2).map(|k| accept_all(&Spec::random(k), k % 20 == 0)).sum();
    assert!(checked > 1_000_000, "{checked}");
}

#[test]
fn every_witness_of_a_bare_graph_is_accepted_and_has_the_verdict() {
    let checked: usize = (1..5_000).step_by(2).map(|k| accept_all(&Spec::random(k), k % 20 == 1)).sum();
    assert!(checked > 900_000, "{checked}");
}

#[test]
fn witnesses_of_sparse_models_are_accepted() {
    for k in 0..2 {
        accept_all(&Spec::random_sparse(k), true);
    }
}

fn accept_all(spec: &Spec, alone: bool) -> usize {
    accept(&spec.to_toml(), alone)
}

/// The checker accepts every witness of a case; how many there are.
pub(crate) fn accept(text: &str, alone: bool) -> usize {
    let (model, graph) = laid_out(text);
    let mut checker = Checker::new(&model).expect("few states");
    let mut checked = 0;
    each_witness(&graph, alone, |stable, witness| {
        let stays = matches!(witness.proof, Proof::Stays(_));
        assert_eq!(stays, stable, "{witness:?}\n{text}");
        let verdict = checker.check(&witness);
        assert_eq!(verdict, Ok(()), "{witness:?}\n{text}");
        checked += 1;
    });
    checked
}

const PRISONERS: &str = r#"
    title = "Two prisoners"
    actors.one = { name = "Prisoner one", options.silent = { label = "Keep silent" } }
    actors.two = { name = "Prisoner two", options.silent = { label = "Keep silent" } }
    preferences.one = ['two.silent', 'not one.silent']
    preferences.two = ['one.silent', 'not two.silent']
"#;

/// Both confess, and together would rather keep silent.
#[test]
fn a_coalition_goes_where_no_member_would_go_alone() {
    let (model, _) = laid_out(PRISONERS);
    let mut checker = Checker::new(&model).expect("few states");
    let both = [ActorId::new(0), ActorId::new(1)];
    let step = |by: &[ActorId], to| Step { by: by.to_vec(), to: Place(to) };
    let leaving = |player: &[ActorId], jump, path: Vec<Step>| Witness {
        player: player.to_vec(),
        question: Question::Foresight { moves: 1, replies: Replies::Any },
        reading: Reading { jump, ..Reading::default() },
        state: Place(0),
        proof: Proof::Leaves(vec![Turn { moves: [(Place(0), path)].into(), positions: [].into() }]),
    };
    let one_by_one = vec![step(&both[..1], 1), step(&both[1..], 3)];
    let at_once = vec![step(&both, 3)];
    assert_eq!(checker.check(&leaving(&both, false, one_by_one.clone())), Ok(()));
    assert_eq!(checker.check(&leaving(&both, true, at_once.clone())), Ok(()));
    let no_move = |by: &str, from: &str, to: &str| Err(Fault::NoMove(by.into(), from.into(), to.into()));
    assert_eq!(checker.check(&leaving(&both, true, one_by_one.clone())), no_move("one", "{}", "{one.silent}"));
    assert_eq!(
        checker.check(&leaving(&both, false, at_once)),
        no_move("one with two", "{}", "{one.silent, two.silent}")
    );
    let alone = checker.check(&leaving(&both[..1], false, one_by_one[..1].to_vec()));
    assert_eq!(alone, Err(Fault::NoGain("{one.silent}".into())));
    let with_the_other = checker.check(&leaving(&both[..1], false, one_by_one.clone()));
    assert_eq!(with_the_other, no_move("two", "{one.silent}", "{one.silent, two.silent}"));
    for player in [&[][..], &[both[0], both[0]], &[ActorId::new(2)]] {
        assert_eq!(checker.check(&leaving(player, false, one_by_one.clone())), Err(Fault::NoPlayer));
    }
}

/// A question about no move at all proves nothing.
#[test]
fn no_moves_prove_nothing() {
    let (model, graph) = laid_out(PRISONERS);
    let mut checker = Checker::new(&model).expect("few states");
    let question = Question::Foresight { moves: 0, replies: Replies::Any };
    for proof in [Proof::Stays(vec![]), Proof::Leaves(vec![])] {
        let any = reasons::witness(&graph, Concept::Nash, ActorId::new(0), StateId::new(0)).expect("a reason");
        assert_eq!(checker.check(&Witness { question, proof, ..any }), Err(Fault::Undefined));
    }
}

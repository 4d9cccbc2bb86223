//! Witnesses of every verdict, against the oracle and the independent checker.

use crate::engine::laid_out;
use crate::oracle;
use crate::spec::Spec;
use statecraft::graph::StateId;
use statecraft::model::ActorId;
use statecraft::reasons;
use statecraft::stability::Concept;
use statecraft::witness::Proof;

#[test]
fn reasons_of_the_usual_concepts_have_the_verdict_of_the_definition() {
    for k in 0..1_000 {
        let spec = Spec::random(k);
        let (plain, (_, graph)) = (spec.plain(), laid_out(&spec.to_toml()));
        for (concept, verdicts) in Concept::USUAL.into_iter().zip(&oracle::verdicts(&plain)) {
            for (actor, verdicts) in verdicts.iter().enumerate() {
                for (state, &stable) in verdicts.iter().enumerate() {
                    let found = reasons::witness(&graph, concept, ActorId::new(actor), StateId::new(state)).unwrap();
                    let stays = matches!(found.proof, Proof::Stays(_));
                    assert_eq!(stays, stable, "{}, {concept:?}: actor {actor} in state {state}", spec.title);
                }
            }
        }
    }
}

//! Verdicts worked out around one state, against the oracle.

use statecraft::graph::StateId;
use statecraft::model::ActorId;
use statecraft::reasons::place;
use statecraft::stability::Concept;
use statecraft::witness::stays;

use crate::engine::laid_out;
use crate::oracle;
use crate::spec::Spec;
use crate::symbolic::foresight;

/// More steps than any of these models takes.
const ENOUGH: u64 = 1 << 20;

/// Even numbers are option forms, odd ones bare graphs.
#[test]
fn verdicts_around_a_state_are_those_of_the_definition() {
    let mut of_each = [0; 2];
    for k in 0..120 {
        let spec = Spec::random(k);
        let text = spec.to_toml();
        let (model, graph) = laid_out(&text);
        for (concept, verdicts) in Concept::USUAL.into_iter().zip(oracle::verdicts(&spec.plain())) {
            for (actor, verdicts) in verdicts.iter().enumerate() {
                for (state, &stable) in verdicts.iter().enumerate() {
                    let at = place(&graph, StateId::new(state));
                    let found = stays(&model, ActorId::new(actor), foresight(concept), at, ENOUGH, &|| false);
                    assert_eq!(found, Ok(stable), "{}: {concept:?}, actor {actor}, state {state}\n{text}", spec.title);
                    of_each[usize::from(stable)] += 1;
                }
            }
        }
    }
    assert!(of_each.iter().all(|&of| of > 1_000), "{of_each:?}");
}

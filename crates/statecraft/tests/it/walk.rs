//! Moves from one state at a time, against every move of the model worked out by hand.

use crate::engine::laid_out;
use crate::spec::Spec;
use statecraft::graph::{Moves, StateId};
use statecraft::model::ActorId;

#[test]
fn moves_from_a_state_are_those_of_the_definition() {
    let mut forms = [0; 3];
    for k in 0..2_000 {
        let spec = Spec::random(k);
        let (plain, (_, graph)) = (spec.plain(), laid_out(&spec.to_toml()));
        forms[match graph.moves {
            Moves::Lattice(_) => 0,
            Moves::Cells(_) => 1,
            Moves::Arcs(_) => 2,
        }] += 1;
        for (actor, moves) in plain.moves.iter().enumerate() {
            for (state, expected) in moves.iter().enumerate() {
                let found = graph.moves_from(ActorId::new(actor), StateId::new(state));
                let found: Vec<usize> = found.into_iter().map(StateId::index).collect();
                let mut expected = expected.clone();
                expected.sort_unstable();
                assert_eq!(found, expected, "{}: actor {actor} from state {state}", spec.title);
                let found = graph.moves_to(ActorId::new(actor), StateId::new(state));
                let found: Vec<usize> = found.into_iter().map(StateId::index).collect();
                let expected: Vec<usize> = (0..plain.states).filter(|&from| moves[from].contains(&state)).collect();
                assert_eq!(found, expected, "{}: actor {actor} to state {state}", spec.title);
            }
        }
    }
    assert!(forms[0] > 200 && forms[2] > 200, "{forms:?}");
}

//! **reasons**: why a verdict holds, found where it matters.
//!
//! The engine decides all verdicts at once and keeps no reasons. Here the reason for one verdict is looked for from its state
//! outwards: the tempting moves, and from each where the others' replies can lead, nearest first (`spread`), until one deters.
//! If each tempting move has such a reply the player stays, and the shortest replies are the proof; if one has none, all that
//! the others can bring about from there is the proof that the player leaves. No state is looked at that these moves do not
//! reach. What is found is a [`Witness`], which [`witness`](crate::witness) can check without any of this.

mod foresight;
mod spread;

use crate::graph::{Graph, StateId, StateSpace};
use crate::model::ActorId;
use crate::stability::{Concept, Reason};
use crate::witness::{Place, Proof, Question, Reading, Replies, Witness};
use foresight::Foresight;

/// The search for the reason of one verdict stops after so many steps.
const MOST_STEPS: u64 = 1 << 32;

/// Why an actor would or would not keep a state under a concept.
///
/// # Errors
/// The concept does not apply to the case, or the search took too many steps.
pub fn witness(graph: &Graph, concept: Concept, actor: ActorId, state: StateId) -> Result<Witness, Reason> {
    let question = question(concept);
    let proof = match question {
        Question::Foresight { moves, replies } => Foresight::of(graph, actor, replies).proof(moves, state)?,
        _ => Proof::Stays(Vec::new()),
    };
    Ok(Witness { player: vec![actor], question, reading: Reading::default(), state: place(graph, state), proof })
}

/// What a concept asks.
pub fn question(concept: Concept) -> Question {
    let foresight = |moves, replies| Question::Foresight { moves, replies };
    match concept {
        Concept::Nash => foresight(1, Replies::Any),
        Concept::Gmr => foresight(2, Replies::Any),
        Concept::Smr => foresight(3, Replies::Any),
        Concept::Seq => foresight(2, Replies::Improvements),
        Concept::SymSeq => foresight(3, Replies::Improvements),
        Concept::Mr(horizon) => foresight(horizon.moves(), Replies::Any),
        Concept::Cmr(horizon) => foresight(horizon.moves(), Replies::Improvements),
        Concept::Sim => Question::Simultaneous,
        Concept::SeqOrSim => Question::SequentialOrSimultaneous,
        Concept::Limited(horizon) => Question::Limited(horizon.moves()),
        Concept::NonMyopic => Question::NonMyopic,
        Concept::Stackelberg(leader) => Question::Stackelberg(leader),
    }
}

/// A state in terms of the model.
pub fn place(graph: &Graph, state: StateId) -> Place {
    match &graph.states {
        StateSpace::Settings(states) => Place(states.code(state)),
        StateSpace::Named(_) => Place(state.index() as u64),
    }
}

//! The library's answers to a case, in the shape of the oracle's.

use statecraft::case::Case;
use statecraft::graph::{Graph, Limits, StateId};
use statecraft::model::{ActorId, Model};
use statecraft::stability::{self, Concept, Refused};

use crate::oracle::Verdicts;

/// In the order of the oracle's verdicts.
const CONCEPTS: [Concept; 5] = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SymSeq];

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The keys of the actors, in the library's order.
    pub actors: Vec<String>,
    /// The names of the states, in the library's order.
    pub states: Vec<String>,
    pub verdicts: Verdicts,
    /// Concept, state: stable for all actors?
    pub equilibria: [Vec<bool>; 5],
}

impl Answer {
    /// Is the state stable for the actor? Both by name.
    pub(crate) fn stable(&self, concept: usize, actor: &str, state: &str) -> bool {
        self.verdicts[concept][place(&self.actors, actor)][place(&self.states, state)]
    }

    /// The names of the equilibria.
    pub(crate) fn equilibria(&self, concept: usize) -> Vec<&str> {
        let states = self.states.iter().zip(&self.equilibria[concept]);
        states.filter(|(_, stable)| **stable).map(|(name, _)| name.as_str()).collect()
    }
}

fn place(names: &[String], name: &str) -> usize {
    names.iter().position(|other| other == name).unwrap_or_else(|| panic!("no {name} in {names:?}"))
}

/// The only account of a case as a graph. Every failure shows the case.
pub(crate) fn laid_out(text: &str) -> (Model, Graph) {
    let case = Case::parse(text).unwrap_or_else(|problem| panic!("the case is refused: {problem:?}\n{text}"));
    let [account] = case.accounts.as_slice() else { panic!("a case without accounts has one\n{text}") };
    let model = Model::from_case(&case, account).unwrap_or_else(|problem| panic!("no model: {problem:?}\n{text}"));
    let graph = Graph::explore(&model, &Limits::default())
        .unwrap_or_else(|problem| panic!("the states cannot be listed: {problem:?}\n{text}"));
    (model, graph)
}

/// Actor, state: is it stable under this concept?
pub(crate) fn verdicts(graph: &Graph, concept: Concept) -> Result<Vec<Vec<bool>>, Refused> {
    let found = stability::analyze(graph, &[concept])?;
    let of = |actor: ActorId| {
        let stable = found.stable(concept, actor);
        graph.state_ids().map(|state| stable.contains(state)).collect()
    };
    Ok(graph.actor_ids().map(of).collect())
}

/// What the library makes of the only account of a case.
pub(crate) fn answer(text: &str) -> Answer {
    let (model, graph) = laid_out(text);
    let found = stability::analyze(&graph, &CONCEPTS).expect("the usual concepts apply to every case");

    let states: Vec<StateId> = (0..graph.len()).map(StateId::new).collect();
    let verdicts = CONCEPTS.map(|concept| {
        let of = |actor: usize| {
            let stable = found.stable(concept, ActorId::new(actor));
            states.iter().map(|&state| stable.contains(state)).collect()
        };
        (0..model.actors().len()).map(of).collect()
    });
    let equilibria = CONCEPTS.map(|concept| {
        let stable = found.equilibria(concept);
        states.iter().map(|&state| stable.contains(state)).collect()
    });
    Answer {
        actors: model.actors().iter().map(|actor| actor.key.clone()).collect(),
        states: states.iter().map(|&state| graph.state_name(state)).collect(),
        verdicts,
        equilibria,
    }
}

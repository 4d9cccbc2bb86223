//! **structures**: preferences that are more than an order, or less.
//!
//! The concepts of [`crate::stability`] ask of an actor which of two states it prefers. Preferences can say more (how strongly,
//! and for whose sake) or less (some pairs are open). Each such *structure* carries the concepts over by one template:
//!
//! > A state is stable for an actor when every *tempting* move has a reply that *deters* and that cannot be *escaped*.
//!
//! A reply is a legal sequence of the others' moves: any moves under GMR and SMR, moves that each of them would take of its own
//! accord under SEQ. Under Nash there are no replies, only under SMR can they be escaped. What tempts, what the others would take,
//! what deters and what helps to escape is all that a structure says (`template`).
//!
//! | structure | tempts | the others would take | deters | helps to escape | file |
//! |---|---|---|---|---|---|
//! | attitudes | a total relational reply | the same | what is none | what is one | [`attitudes`](fn@attitudes) |
//! | strength | an improvement | an improvement | general: what is no better; level k: what is worse by degree k | what does not deter | [`strength`](fn@strength) |
//! | unknown | an improvement; in a and c what may be one | what may be one | what is no better; in c and d what may be no better | what is better; in a and b what may be better | [`unknown`](fn@unknown) |
//!
//! None of this needs ranks, so it works on the states that replies reach, one tempting state at a time. Beside the readings pair
//! by pair, [`compatible`](fn@compatible) asks the ordinary concepts of every order that an actor with unsure statements may have.

mod attitudes;
mod compatible;
mod named;
mod strength;
mod template;
mod unknown;

pub use attitudes::{Ties, attitudes};
pub use compatible::{Compatible, MOST_ORDERS, NotListed, compatible, in_order, orders};
pub use named::{IN_ORDERS, Named, in_orders};
pub use strength::{STRONG, strength};
pub use template::PreferenceStructure;
pub use unknown::{Extension, unknown};

use crate::graph::{Graph, StateSet};
use crate::model::{ActorId, Model};
use crate::stability::{Concept, Found};

/// The concepts that are defined for every structure.
pub const CONCEPTS: [Concept; 4] = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq];

/// How preferences are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReadAs {
    /// With attitudes.
    Attitudes(Ties),
    /// By degrees, at this level; in general at 0.
    Level(u8),
    /// With unknown preference.
    Unknown(Extension),
}

impl ReadAs {
    /// What this says of the moves of a graph.
    pub fn structure<'g>(self, graph: &'g Graph, model: &'g Model) -> Box<dyn PreferenceStructure + 'g> {
        match self {
            ReadAs::Attitudes(ties) => Box::new(attitudes::Attitudes { graph, toward: &model.attitudes, ties }),
            ReadAs::Level(level) => Box::new(strength::StrengthLevel::of(graph, model, level)),
            ReadAs::Unknown(extension) => Box::new(unknown::UnknownPreference::of(graph, model, extension)),
        }
    }
}

/// What is stable under one concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdicts {
    /// The concept.
    pub concept: Concept,
    /// For each actor the states that it would keep.
    pub stable: Vec<StateSet>,
    /// The states that hold.
    pub equilibria: StateSet,
}

impl Verdicts {
    /// What holds is what every actor would keep.
    fn of(concept: Concept, states: usize, stable: Vec<StateSet>) -> Verdicts {
        let equilibria = stable.iter().fold(StateSet::full(states), |all, stable| all.intersection(stable));
        Verdicts { concept, stable, equilibria }
    }

    /// What the engine found.
    fn found(found: &Found, concept: Concept, graph: &Graph) -> Verdicts {
        let stable = graph.actor_ids().map(|actor| found.stable(concept, actor)).collect();
        Verdicts::of(concept, graph.len(), stable)
    }

    /// Whether an actor would keep a state.
    pub fn is_stable(&self, actor: ActorId, state: crate::graph::StateId) -> bool {
        self.stable[actor.index()].contains(state)
    }
}

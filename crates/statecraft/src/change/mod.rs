//! **change**: how small a mistake would change the answer.
//!
//! A preference by statements is a list of lines, the most important first. An *edit* moves a line one place, drops it, or negates
//! it. The negation of a line is what `'not …'` in the file would be; in a merged state it is true where the line is false in all
//! members. A move exchanges two neighbouring lines and costs as much as the cheaper of the two. The distance of a verdict from its
//! opposite is the least cost of edits after which the verdict is the opposite ([`least_edits`]). It is small for an outcome that
//! depends on one guess, large for one that no small mistake would change. Asked the other way round it is the mediator's
//! question: whose mind must change about what, for a wanted outcome to hold. It is the inverse problem of the
//! graph model (Kinsara, Petersons, Hipel & Kilgour 2015; Wang, Hipel, Fang & Dang 2018) in the terms in which the preferences
//! were written down.
//!
//! At the level of states the same question is how many states would have to change their order against the state in question
//! ([`least_reversals`]): a minimum hitting set, hard in general and small in practice.
//!
//! Nash, GMR and SMR ask an actor for its own preference only, so each actor is looked at by itself. Under SEQ and SymSEQ the
//! others reply by improvements of their own, so edits of all actors are tried together.

mod orders;
mod reversals;
mod search;
mod stays;
mod variants;

pub use reversals::{Reversals, StateVerdict, least_reversals};
pub use search::{Change, Changes, Editable, least_edits};
pub use variants::{Costs, Edit, EditKind};

use crate::graph::{Graph, LimitReached, StateId};
use crate::model::Model;
use crate::stability::Concept;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The state.
    pub state: StateId,
    /// Under which concept: one of [`Concept::USUAL`].
    pub concept: Concept,
    /// Whether it is to hold for all actors, or to fall for some.
    pub holds: bool,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoAnswer {
    /// Only the usual concepts are asked after.
    #[error("only Nash, GMR, SMR, SEQ and SymSEQ can be asked how far a state is from holding or falling")]
    Concept,
    /// There is more to do than allowed.
    #[error(transparent)]
    Limit(#[from] LimitReached),
}

/// A model and its graph.
#[derive(Clone, Copy, Debug)]
pub struct Laid<'g> {
    /// The model.
    pub model: &'g Model,
    /// Its graph.
    pub graph: &'g Graph,
}

//! **witness**: what proves a verdict.
//!
//! A verdict says whether a player would stay in a state. It *leaves* when some move of its own, and moves after that as far as
//! the concept lets it look, lead to something better whatever the others reply; the proof is its moves, and a set of states
//! that is closed under the others' replies and in which nothing deters. It *stays* when every tempting move has a reply that
//! deters; the proof is these replies, as sequences of moves in which nobody moves twice running. Either is checked by looking
//! at the model alone.

mod proof;

pub use proof::{Place, Position, Proof, Question, Reading, Replies, Reply, Step, Turn, Witness};

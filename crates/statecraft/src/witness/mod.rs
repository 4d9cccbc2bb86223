//! **witness**: what proves a verdict.
//!
//! A verdict says whether a player would stay in a state. It *leaves* when some move of its own, and moves after that as far as
//! the concept lets it look, lead to something better whatever the others reply; the proof is its moves, and a set of states
//! that is closed under the others' replies and in which nothing deters. It *stays* when every tempting move has a reply that
//! deters; the proof is these replies, as sequences of moves in which nobody moves twice running. Either is checked by looking
//! at the model alone. What tempts, what the others would do in reply and what deters hangs on how preferences are read (`wants`);
//! all else is the same for every reading, for an actor, a coalition and the blocks of a structure.
//!
//! [`Checker`] does so. It shares no code with what it checks: it reads the rules itself (`world`), follows each move, and holds
//! the witness against the printed definition (`check`, `wants`, `together`). Where there is a verdict and no witness, [`stays`] works it
//! out around one state (`around`). So a mistake in the engine and one here would have to agree.

mod around;
mod budget;
mod check;
mod fault;
mod feasible;
mod proof;
mod together;
mod wants;
mod world;

pub use around::{Foresight, stays};
pub use budget::Stop;
pub use check::Checker;
pub use fault::Fault;
pub use proof::{Place, Position, Proof, Question, Reading, Replies, Reply, Step, Structure, Turn, Ways, Witness};

//! **robust**: what holds when preferences are not known exactly.
//!
//! A line of a preference may be marked *unsure*: its order against its neighbours is not known. An actor may be *unknown*. Then
//! several orders are *compatible* with what is known ([`Compatible`]), and each outcome has a share: that of the compatible
//! orders, of all actors together, under which it holds. Where they are few all are computed, and the share is exact; else it is
//! estimated from orders drawn at random, every compatible order equally likely, with an interval (Wilson 1927).
//!
//! An unknown actor may have any *strict* order: how often two states tie would be a guess of its own. The shares depend on that, for
//! what is just as good does not tempt, and deters.
//!
//! Draw number k depends on k and the seed alone (ChaCha8, stream k, at a place of its own for each actor), so the work can be
//! divided in any way and put together again to the very same counts ([`Counts`]).

mod compatible;
mod counts;
mod sample;

pub use compatible::{Compatible, Doubt};
pub use counts::{Counts, interval};
pub use sample::{Counted, Plan, count, plan};

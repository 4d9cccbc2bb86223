//! The reading desk's tests.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod agreement;
mod deeds;
mod drafters;
mod formats;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "schema")]
mod schema;
mod scores;
mod spans;

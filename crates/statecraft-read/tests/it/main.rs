//! The reading desk's tests.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod deeds;
mod drafters;
mod formats;
mod scores;
mod spans;

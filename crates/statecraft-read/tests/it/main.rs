//! The reading desk's tests.

mod drafters;
mod formats;
mod scores;
mod spans;

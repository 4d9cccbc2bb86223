//! One test binary; every file of this folder is listed here, and `house` checks that.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod boxes;
mod catalogue;
mod differential;
mod engine;
mod examples;
mod house;
mod laws;
mod misreadings;
mod oracle;
mod patterns;
mod quotes;
mod robust;
mod samples;
mod schema;
mod spec;
mod statements;

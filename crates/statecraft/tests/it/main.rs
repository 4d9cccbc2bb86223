//! One test binary; every file of this folder is listed here, and `house` checks that.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod boxes;
mod catalogue;
mod certificates;
mod corruptions;
mod differential;
mod differential_more;
mod draw;
mod engine;
mod examples;
mod examples_more;
mod explain;
mod house;
mod laws;
mod laws_more;
mod misreadings;
mod oracle;
mod oracle_more;
mod paths;
mod paths_told;
mod patterns;
mod quotes;
mod robust;
mod samples;
mod schema;
mod spec;
mod statements;
mod walk;
mod witnesses;

//! One test binary; every file of this folder is listed here, and `house` checks that.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod boxes;
mod catalogue;
mod change;
mod coalition_examples;
mod coalitions;
mod corruptions;
mod differential;
mod differential_more;
mod engine;
mod examples;
mod examples_more;
mod house;
mod impact;
mod laws;
mod laws_more;
mod memory;
mod misreadings;
mod oracle;
mod oracle_coalitions;
mod oracle_more;
mod oracle_structures;
mod parquet;
mod patterns;
mod quotes;
mod robust;
mod robustness;
mod samples;
mod schema;
mod spec;
mod statements;
mod stopped;
mod structures;
mod walk;
mod witnesses;

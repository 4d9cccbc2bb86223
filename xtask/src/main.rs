//! Chores: what is generated, and by what. `cargo run -p xtask -- --help` lists them.

mod draw;
mod performance;
/// What the bench writes.
#[path = "../../crates/statecraft/benches/record.rs"]
mod record;

use clap::Parser;
use std::path::Path;

/// Chores of the house.
#[derive(Parser)]
enum Chore {
    /// Measures, and writes the figures of docs/performance.md and the curves beside it
    Performance(performance::Args),
}

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match Chore::parse() {
        Chore::Performance(args) => performance::run(&root, &args),
    }
}

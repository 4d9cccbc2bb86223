//! Chores: what is generated, and by what. `cargo run -p xtask -- --help` lists them.

mod draw;
mod fuzz;
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
    /// Remakes the golden transcripts: what every command says of every case of the catalogue
    Golden,
    /// Fuzzes the readers and the edits; wants cargo-fuzz
    Fuzz(fuzz::Args),
}

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match Chore::parse() {
        Chore::Performance(args) => performance::run(&root, &args),
        Chore::Golden => golden(&root),
        Chore::Fuzz(args) => fuzz::run(&root, &args),
    }
}

/// The test that compares the transcripts also writes them.
fn golden(root: &Path) -> anyhow::Result<()> {
    let mut test = std::process::Command::new("cargo");
    test.args(["test", "-p", "statecraft-cli", "--test", "it", "golden"]).current_dir(root).env("UPDATE_GOLDEN", "1");
    anyhow::ensure!(test.status()?.success(), "the transcripts were not made");
    Ok(())
}

//! Chores: what is generated, and by what. `cargo run -p xtask -- --help` lists them.

mod dist;
mod draw;
mod fuzz;
mod performance;
mod reading;
/// What the bench writes.
#[path = "../../crates/statecraft/benches/record.rs"]
mod record;
mod score;

use clap::Parser;
use std::path::Path;

/// Chores of the house.
#[derive(Parser)]
enum Chore {
    /// Measures, and writes the figures of docs/performance.md and the curves beside it
    Performance(performance::Args),
    /// Remakes the golden transcripts: what every command says of every case of the catalogue
    Golden,
    /// Remakes the page of each command in docs/commands
    Commands,
    /// Remakes the pictures of the README in docs/pictures
    Pictures,
    /// Remakes docs/gallery.md, which shows the catalogue, and its pictures
    Gallery,
    /// Remakes the JSON Schemas of questions, answers and certificates
    Schemas,
    /// Builds what is handed out, for this platform: program, wheel, completions, manual pages; wants maturin
    Dist,
    /// Trains the reading desk's tagger and parser on UD English EWT, and measures them
    TrainReading(reading::Train),
    /// Scores the reading desk's drafts against annotated texts
    ScoreReading(score::Args),
    /// Fuzzes the readers and the edits; wants cargo-fuzz
    Fuzz(fuzz::Args),
}

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match Chore::parse() {
        Chore::Performance(args) => performance::run(&root, &args),
        Chore::Dist => dist::run(&root),
        Chore::Golden => remake(&root, "UPDATE_GOLDEN", &["-p", "statecraft-cli", "--test", "it", "golden"]),
        Chore::Commands => remake(&root, "UPDATE_DOCS", &["-p", "statecraft-cli", "--test", "it", "command_pages"]),
        Chore::Pictures => remake(&root, "UPDATE_DOCS", &["-p", "statecraft-cli", "--test", "it", "pictures"]),
        Chore::Gallery => remake(&root, "UPDATE_DOCS", &["-p", "statecraft-cli", "--test", "it", "gallery"]),
        Chore::Schemas => {
            let ask = "UPDATE_SCHEMAS";
            remake(&root, ask, &["-p", "statecraft", "--features", "schema", "--test", "it", "answer_schemas"])?;
            remake(&root, ask, &["-p", "statecraft-mcp", "--features", "schema", "--test", "it"])?;
            remake(&root, ask, &["-p", "statecraft-read", "--features", "schema", "--test", "it", "schema"])
        }
        Chore::ScoreReading(args) => score::run(&args),
        Chore::TrainReading(args) => reading::train_reading(&root, &args),
        Chore::Fuzz(args) => fuzz::run(&root, &args),
    }
}

/// The test that compares what was made with what would be made now also writes it.
fn remake(root: &Path, ask: &str, test: &[&str]) -> anyhow::Result<()> {
    let done = std::process::Command::new("cargo").arg("test").args(test).current_dir(root).env(ask, "1").status()?;
    anyhow::ensure!(done.success(), "they were not made");
    Ok(())
}

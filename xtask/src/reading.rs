//! The reading desk's models: made, and measured.

use anyhow::Context;
use clap::Args as Arguments;
use statecraft_read::syntax::train::{Rounds, measure, train};
use std::path::{Path, PathBuf};

/// Where the treebank is.
#[derive(Arguments)]
pub(crate) struct Train {
    /// Folder with train.conllu, dev.conllu and test.conllu of UD English EWT
    folder: PathBuf,
    /// Rounds over the treebank for the tagger
    #[arg(long, default_value_t = 6)]
    tagger_rounds: usize,
    /// Rounds for the parser
    #[arg(long, default_value_t = 8)]
    parser_rounds: usize,
}

/// Trains the tagger and the parser, writes their weights and says how they do.
#[allow(clippy::print_stdout)]
pub(crate) fn train_reading(root: &Path, args: &Train) -> anyhow::Result<()> {
    let start = std::time::Instant::now();
    let rounds = Rounds { tagger: args.tagger_rounds, parser: args.parser_rounds };
    let weights = train(&args.folder, rounds).with_context(|| format!("{} cannot be read", args.folder.display()))?;
    println!("{} bytes of weights in {:.0} s", weights.len(), start.elapsed().as_secs_f64());
    std::fs::write(root.join("crates/statecraft-read/model/english.bin"), &weights)?;
    for part in ["dev", "test"] {
        let start = std::time::Instant::now();
        let found = measure(weights.clone(), &args.folder.join(format!("{part}.conllu")))?;
        let pace = found.words as f64 / start.elapsed().as_secs_f64();
        println!(
            "{part}: UPOS {:.2}, UAS {:.2}, LAS {:.2} ({} words, {pace:.0} a second)",
            found.upos, found.uas, found.las, found.words
        );
    }
    Ok(())
}

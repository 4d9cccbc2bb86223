//! Fuzzing: random inputs, guided by what they reach in the code.

use anyhow::ensure;
use std::path::Path;
use std::process::Command;

/// What is fuzzed; each has its file in fuzz/fuzz_targets and its corpus in fuzz/corpus.
const TARGETS: [&str; 7] = ["case", "statement", "quote", "certificate", "edit", "import", "reading"];

/// How long, and what.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Seconds for each target
    #[arg(long, default_value_t = 10)]
    seconds: u32,
    /// Only this target
    #[arg(long, value_parser = TARGETS)]
    target: Option<String>,
    /// Adds the inputs that reach something new to the committed corpus
    #[arg(long)]
    keep: bool,
}

/// Runs each target from its committed corpus. What it finds goes into fuzz/artifacts, and new inputs into fuzz/target unless they
/// are to be kept.
pub(crate) fn run(root: &Path, args: &Args) -> anyhow::Result<()> {
    let fuzz = |arguments: &[&str]| {
        let status = Command::new("cargo").arg("fuzz").args(arguments).current_dir(root.join("fuzz")).status()?;
        ensure!(status.success(), "cargo fuzz {} failed", arguments.join(" "));
        Ok(())
    };
    // Without a sanitizer stable Rust is enough: there is no unsafe code to look into.
    fuzz(&["build", "--sanitizer", "none"])?;
    for target in TARGETS.into_iter().filter(|target| args.target.as_deref().is_none_or(|only| only == *target)) {
        let (new, corpus) = (format!("target/new/{target}"), format!("corpus/{target}"));
        std::fs::create_dir_all(root.join("fuzz").join(&new))?;
        let seconds = format!("-max_total_time={}", args.seconds);
        let limits = [
            &*seconds,
            "-timeout=10",
            "-rss_limit_mb=2048",
            "-max_len=4096",
            "-verbosity=0",
            "-print_final_stats=1",
            "-dict=words.txt",
        ];
        let run = ["run", "--sanitizer", "none", target, &new, &corpus, "--"];
        fuzz(&[&run[..], &limits].concat())?;
        if args.keep {
            fuzz(&["run", "--sanitizer", "none", target, &corpus, &new, "--", "-merge=1", "-max_len=2048"])?;
        }
    }
    Ok(())
}

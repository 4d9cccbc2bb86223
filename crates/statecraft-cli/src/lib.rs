//! The `statecraft` command: one file per command under `cmd`. A binary and the Python wheel run it.
//!
//! Data goes to standard output, everything else to standard error. The exit code is 0 when all is well, 1 when the case has
//! errors, 2 when the command line is wrong, 3 when a limit
//! or Ctrl-C stopped the work, 4 when a proof or a sealed prediction does not hold, 130 when Ctrl-C or the like came a second time.

mod advice;
mod cmd;
mod control;
mod help;
mod out_file;
mod terminal;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::sync::LazyLock;

pub use control::free_memory;
pub use help::GROUPS;

/// Turns a described strategic situation into a model that runs.
///
/// Write down who the actors are, what each can do, what cannot be, where things stand and what each actor wants, with the
/// sentence that each line rests on. statecraft computes which outcomes hold, for whom, and against what foresight.
#[derive(Parser)]
#[command(name = "statecraft", version, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  all is well
  1  the case has errors, or an exercise is not solved
  2  the command line is wrong
  3  stopped at a limit, by Ctrl-C or SIGTERM, with what was done by then
  4  a proof or a sealed prediction does not hold
  130  stopped by a second Ctrl-C or SIGTERM, or while an answer was written

Start with `statecraft new my-case`.";

#[derive(Subcommand)]
enum Command {
    New(cmd::new::Args),
    Import(cmd::import::Args),
    Read(cmd::read::Args),
    Check(cmd::check::Args),
    Show(cmd::show::Args),
    States(cmd::states::Args),
    Scenarios(cmd::scenarios::Args),
    Variants(cmd::variants::Args),
    Brief(cmd::brief::Args),
    Analyze(cmd::analyze::Args),
    Explain(cmd::explain::Args),
    Paths(cmd::paths::Args),
    Coalitions(cmd::coalitions::Args),
    Linkage(cmd::linkage::Args),
    Compare(cmd::compare::Args),
    Watch(cmd::watch::Args),
    Perceptions(cmd::perceptions::Args),
    Ledger(cmd::ledger::Args),
    Impact(cmd::impact::Args),
    Change(cmd::change::Args),
    Edit(cmd::edit::Args),
    Diff(cmd::diff::Args),
    Robust(cmd::robust::Args),
    Sweep(cmd::sweep::Args),
    Seal(cmd::seal::Args),
    Score(cmd::score::Args),
    Verify(cmd::verify::Args),
    Serve(cmd::serve::Args),
    Mcp(cmd::mcp::Args),
    Report(cmd::report::Args),
    Export(cmd::export::Args),
    Exercise(cmd::exercise::Args),
    Completions(cmd::completions::Args),
    Man(cmd::man::Args),
}

/// The whole command line, as it is parsed, helped with and completed.
pub fn command() -> clap::Command {
    help::grouped(Cli::command()).long_version(FACTS.as_str())
}

/// What `--version` tells; the revision is that of the environment variable `STATECRAFT_REVISION` at build time.
static FACTS: LazyLock<String> = LazyLock::new(|| {
    let revision = option_env!("STATECRAFT_REVISION").unwrap_or("not known");
    let parquet = if cfg!(feature = "parquet") { ", parquet" } else { "" };
    let build = if cfg!(debug_assertions) { "for debugging" } else { "optimised" };
    let (processor, system) = (std::env::consts::ARCH, std::env::consts::OS);
    let version = env!("CARGO_PKG_VERSION");
    format!("{version}\nrevision: {revision}\nfeatures: docx{parquet}\nbuilt: {build}, for {processor} {system}")
});

/// Runs the command that was typed, the program's name first, and says with which code the process ends: a binary, or the
/// entry point of a wheel. What is wrong with the command line ends the process at once, as do `--help` and `--version`.
pub fn run(typed: impl IntoIterator<Item = OsString>) -> u8 {
    let typed: Vec<OsString> = typed.into_iter().collect();
    let matches = command().get_matches_from(&typed);
    advice::remember(&typed);
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let outcome = match cli.command {
        Command::New(args) => cmd::new::run(&args),
        Command::Import(args) => cmd::import::run(&args),
        Command::Read(args) => cmd::read::run(&args),
        Command::Check(args) => cmd::check::run(&args),
        Command::Show(args) => cmd::show::run(&args),
        Command::States(args) => cmd::states::run(&args),
        Command::Scenarios(args) => cmd::scenarios::run(&args),
        Command::Variants(args) => cmd::variants::run(&args),
        Command::Brief(args) => cmd::brief::run(&args),
        Command::Analyze(args) => cmd::analyze::run(&args),
        Command::Explain(args) => cmd::explain::run(&args),
        Command::Paths(args) => cmd::paths::run(&args),
        Command::Coalitions(args) => cmd::coalitions::run(&args),
        Command::Linkage(args) => cmd::linkage::run(&args),
        Command::Compare(args) => cmd::compare::run(&args),
        Command::Watch(args) => cmd::watch::run(&args),
        Command::Perceptions(args) => cmd::perceptions::run(&args),
        Command::Ledger(args) => cmd::ledger::run(&args),
        Command::Impact(args) => cmd::impact::run(&args),
        Command::Change(args) => cmd::change::run(&args),
        Command::Edit(args) => cmd::edit::run(&args),
        Command::Diff(args) => cmd::diff::run(&args),
        Command::Seal(args) => cmd::seal::run(&args),
        Command::Score(args) => cmd::score::run(&args),
        Command::Robust(args) => cmd::robust::run(&args),
        Command::Sweep(args) => cmd::sweep::run(&args),
        Command::Verify(args) => cmd::verify::run(&args),
        Command::Serve(args) => cmd::serve::run(&args),
        Command::Mcp(args) => cmd::mcp::run(&args),
        Command::Report(args) => cmd::report::run(&args),
        Command::Export(args) => cmd::export::run(&args),
        Command::Exercise(args) => cmd::exercise::run(&args),
        Command::Completions(args) => cmd::completions::run(&args),
        Command::Man(args) => cmd::man::run(&args),
    };
    match outcome {
        Ok(exit) => exit as u8,
        Err(error) if is_broken_pipe(&error) => cmd::Exit::Fine as u8,
        Err(error) => {
            terminal::complain(&format!("error: {error:#}\n"));
            cmd::Exit::Usage as u8
        }
    }
}

/// Whoever read our output has seen enough.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let plain = cause.downcast_ref().map(std::io::Error::kind);
        let json = || cause.downcast_ref::<serde_json::Error>()?.io_error_kind();
        let csv = || match cause.downcast_ref::<csv::Error>()?.kind() {
            csv::ErrorKind::Io(error) => Some(error.kind()),
            _ => None,
        };
        plain.or_else(json).or_else(csv) == Some(std::io::ErrorKind::BrokenPipe)
    })
}

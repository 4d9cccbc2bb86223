//! `statecraft mcp`: cases for assistants.

use super::Exit;
use crate::control::LimitArgs;
use anyhow::Context;
use statecraft_mcp::{Place, Rights, serve};
use std::path::PathBuf;
use std::time::Duration;

/// Let an assistant ask of a case, and with --write draft one: a server of the Model Context Protocol on standard input and output
///
/// An assistant's program starts this command and speaks with it; docs/agents.md says how. Every path stays inside the folder.
/// With --write each change is an edit that is checked first, and each quote must stand in its text.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The case, or a folder that holds cases or the texts of one to be
    #[arg(value_name = "CASE_OR_DIR")]
    path: PathBuf,
    /// Let the assistant begin a case and change it
    #[arg(long)]
    write: bool,
    #[command(flatten)]
    limits: LimitArgs,
}

/// So long one call may take unless it is said otherwise.
const TIME: Duration = Duration::from_secs(60);

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let place = Place::open(&args.path).with_context(|| format!("cannot serve {}", args.path.display()))?;
    let rights = if args.write { Rights::Write } else { Rights::Read };
    serve(place, rights, args.limits.limits(), args.limits.time().unwrap_or(TIME))?;
    Ok(Exit::Fine)
}

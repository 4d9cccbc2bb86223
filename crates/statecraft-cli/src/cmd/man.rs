//! `statecraft man`: the manual, as `man` reads it.

use super::Exit;
use crate::terminal;
use anyhow::Context;
use clap_mangen::{Man, generate_to};
use std::fs;
use std::path::PathBuf;

/// Write the manual page of the program or of a command, as `man` reads it
///
/// `statecraft man analyze | man -l -` shows one; `statecraft man --all ~/.local/share/man/man1` puts them all where `man` looks.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The page of this command, and of a command of it [default: the program]
    #[arg(value_name = "COMMAND", conflicts_with = "all")]
    command: Vec<String>,
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "FOLDER")]
    all: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut command = crate::command();
    if let Some(folder) = &args.all {
        let written = fs::create_dir_all(folder).and_then(|()| generate_to(command, folder));
        written.with_context(|| format!("cannot write into {}", folder.display()))?;
        return Ok(Exit::Fine);
    }
    command.build();
    let mut found = command;
    for name in &args.command {
        let next = found.find_subcommand(name).cloned();
        found = next.with_context(|| format!("there is no command `{name}`; `statecraft --help` lists them"))?;
    }
    let mut page = Vec::new();
    Man::new(found).render(&mut page)?;
    terminal::say_bytes(&page)?;
    Ok(Exit::Fine)
}

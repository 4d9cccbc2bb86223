//! `statecraft completions`: what a shell needs to complete commands.

use super::Exit;
use crate::terminal;
use clap_complete::{Shell, generate};

/// Write what a shell needs to complete commands and flags
///
/// Where it belongs differs from shell to shell: for bash
/// `statecraft completions bash > ~/.local/share/bash-completion/completions/statecraft`, for fish
/// `statecraft completions fish > ~/.config/fish/completions/statecraft.fish`, for zsh a file `_statecraft` in a folder of `$fpath`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    generate(args.shell, &mut crate::command(), "statecraft", &mut script);
    terminal::say_bytes(&script)?;
    Ok(Exit::Fine)
}

//! What is handed out, for this platform, in `target/dist`: the program, the Python wheel, shell completions, manual pages.

use anyhow::{Context, ensure};
use clap_complete::Shell;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

const SHELLS: [Shell; 5] = [Shell::Bash, Shell::Elvish, Shell::Fish, Shell::PowerShell, Shell::Zsh];

/// Makes everything anew. The revision that `--version` tells is that of the working copy, if git knows one.
pub(crate) fn run(root: &Path) -> anyhow::Result<()> {
    let to = root.join("target/dist");
    if to.exists() {
        fs::remove_dir_all(&to)?;
    }
    let (completions, manual) = (to.join("completions"), to.join("man"));
    fs::create_dir_all(&completions)?;
    fs::create_dir_all(&manual)?;
    let mut command = statecraft_cli::command();
    for shell in SHELLS {
        clap_complete::generate_to(shell, &mut command, "statecraft", &completions)?;
    }
    clap_mangen::generate_to(command, &manual)?;
    let revision = revision(root);
    let program = format!("statecraft{}", std::env::consts::EXE_SUFFIX);
    build(root, "cargo", &["build", "--locked", "--release", "-p", "statecraft-cli"], &revision)?;
    let built = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    fs::copy(built.join("release").join(&program), to.join(&program)).with_context(|| program.clone())?;
    let wheel = ["build", "--locked", "--profile", "wheel", "--out", "../../target/dist"];
    build(&root.join("crates/statecraft-py"), "maturin", &wheel, &revision)
}

/// The commit that is checked out; a mark behind it if something was changed since.
fn revision(root: &Path) -> OsString {
    let said = Command::new("git").args(["describe", "--always", "--dirty", "--abbrev=12"]).current_dir(root).output();
    let said = said
        .ok()
        .filter(|said| said.status.success())
        .map(|said| String::from_utf8_lossy(&said.stdout).trim().to_string());
    said.unwrap_or_else(|| "not known".into()).into()
}

fn build(folder: &Path, program: &str, args: &[&str], revision: &OsString) -> anyhow::Result<()> {
    let mut command = Command::new(program);
    command.args(args).current_dir(folder).env("STATECRAFT_REVISION", revision);
    let done =
        command.status().with_context(|| format!("{program} did not run; `pip install maturin` installs maturin"))?;
    ensure!(done.success(), "{program} {} failed", args.join(" "));
    Ok(())
}

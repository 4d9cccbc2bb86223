//! `statecraft new`: a case to begin with.

use super::Exit;
use crate::advice::typed;
use crate::terminal;
use anyhow::{Context, bail};
use std::fs;
use std::path::PathBuf;

/// Make a folder with a small commented case that runs as it stands
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder to make
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

const CASE: &str = include_str!("../template/case.toml");
const REPORT: &str = include_str!("../template/report.txt");

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let folder = &args.folder;
    if folder.exists() {
        bail!("{} is there already; name a folder that is not", folder.display());
    }
    let Some(name) = folder.file_name() else { bail!("{} is no name for a folder", folder.display()) };
    let mut unfinished = name.to_os_string();
    unfinished.push(format!(".{}.unfinished", std::process::id()));
    let unfinished = folder.with_file_name(unfinished);
    let written = fs::create_dir_all(unfinished.join("sources"))
        .and_then(|()| fs::write(unfinished.join("case.toml"), CASE))
        .and_then(|()| fs::write(unfinished.join("sources/report.txt"), REPORT))
        .and_then(|()| fs::rename(&unfinished, folder));
    if written.is_err() {
        let _ = fs::remove_dir_all(&unfinished); // whatever stands there is ours and of no use
    }
    written.with_context(|| format!("cannot make {}", folder.display()))?;
    let (path, made) = (typed(folder), folder.join("case.toml"));
    terminal::say(&format!(
        "Made {}. It runs as it stands:\n  statecraft check {path}\n  statecraft analyze {path}\nThen make it yours.\n",
        made.display()
    ))?;
    Ok(Exit::Fine)
}

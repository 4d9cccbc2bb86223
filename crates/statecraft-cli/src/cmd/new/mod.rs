//! `statecraft new`: a case to begin with.

mod from;

use super::Exit;
use crate::advice::typed;
use crate::terminal;
use anyhow::{Context, bail};
use statecraft_read::times::Date;
use std::fs;
use std::path::{Path, PathBuf};

/// Make a folder with a small commented case that runs as it stands; with --from, a draft from reports
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder to make
    #[arg(value_name = "FOLDER", required_unless_present = "from", conflicts_with = "out")]
    folder: Option<PathBuf>,
    /// Draft the case from these reports, or folders of them: plain text, Markdown, HTML or DOCX
    #[arg(long, value_name = "REPORTS", num_args = 1..)]
    from: Vec<PathBuf>,
    /// The folder to make for the draft, where it is not the first argument [default: draft-case]
    #[arg(short, long, value_name = "FOLDER", requires = "from")]
    out: Option<PathBuf>,
    /// Write the claims as well that one drafter alone found
    #[arg(long, requires = "from")]
    all_tiers: bool,
    /// The reports' date, against which "last week" and the like are read; else the one that a report opens with
    #[arg(long, value_name = "DATE", requires = "from")]
    date: Option<Date>,
}

const CASE: &str = include_str!("../../template/case.toml");
const REPORT: &str = include_str!("../../template/report.txt");

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let draft = PathBuf::from("draft-case");
    let folder = args.folder.as_ref().or(args.out.as_ref()).unwrap_or(&draft);
    if folder.exists() {
        bail!("{} is there already; name a folder that is not", folder.display());
    }
    let Some(name) = folder.file_name() else { bail!("{} is no name for a folder", folder.display()) };
    let mut unfinished = name.to_os_string();
    unfinished.push(format!(".{}.unfinished", std::process::id()));
    let unfinished = folder.with_file_name(unfinished);
    let written = match args.from.as_slice() {
        [] => example(&unfinished),
        reports => from::draft_case(reports, &unfinished, args.all_tiers, args.date),
    };
    let written = written.and_then(|told| {
        fs::rename(&unfinished, folder)?;
        Ok(told)
    });
    if written.is_err() {
        let _ = fs::remove_dir_all(&unfinished); // whatever stands there is ours and of no use
    }
    let told = written.with_context(|| format!("cannot make {}", folder.display()))?;
    let (path, made) = (typed(folder), folder.join("case.toml"));
    terminal::say(&format!(
        "Made {}. It runs as it stands:\n  statecraft check {path}\n  statecraft analyze {path}\n{told}",
        made.display()
    ))?;
    Ok(Exit::Fine)
}

/// The small case, and what to say of it.
fn example(folder: &Path) -> anyhow::Result<String> {
    fs::create_dir_all(folder.join("sources"))
        .and_then(|()| fs::write(folder.join("case.toml"), CASE))
        .and_then(|()| fs::write(folder.join("sources/report.txt"), REPORT))?;
    Ok("Then make it yours.\n".to_owned())
}

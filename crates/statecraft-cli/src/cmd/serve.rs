//! `statecraft serve`: the case in the browser.

use super::{Exit, MOST_PROBLEMS, plural};
use crate::advice::with_advice;
use crate::control::{Control, LimitArgs};
use crate::terminal;
use anyhow::bail;
use statecraft::diag::Diagnostic;
use statecraft::graph::Limits;
use statecraft::study::Study;
use statecraft::text::render_all;
use statecraft_web::{App, NotOpened, Server};
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// Open the case in the browser: read it, ask why, play it, change it
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The case: a folder, or its case.toml
    #[arg(value_name = "CASE")]
    path: PathBuf,
    /// The port; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// Only print the address, open no browser
    #[arg(long)]
    no_open: bool,
    /// Answer at this address and not only on this machine: whoever learns the token can then read and change the case
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// Show the texts of sources from this folder, matched by their sha256
    #[arg(long, value_name = "DIR")]
    texts: Option<PathBuf>,
    /// Review these drafts (`read --drafts`), in place of the drafts.jsonl beside the case
    #[arg(long, value_name = "FILE")]
    drafts: Option<PathBuf>,
    /// Show what other readers decided beside what is decided here: files reading.jsonl, or the folders of the cases beside them
    #[arg(long, value_name = "READERS", num_args = 1..)]
    decisions: Vec<PathBuf>,
    #[command(flatten)]
    limits: LimitArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    if let Some(missing) = args.drafts.iter().find(|path| !path.is_file()) {
        bail!("{} is not there; make it with `statecraft read REPORTS --drafts FILE`", missing.display());
    }
    let mut control = Control::new(&args.limits)?;
    let app = match open(&args.path, args.texts.as_deref(), &control.limits) {
        Ok(app) => app.with_drafts(args.drafts.clone(), args.decisions.clone()),
        Err(why) => {
            control.quiet();
            return not_opened(why);
        }
    };
    control.quiet();
    if !args.address.is_loopback() {
        terminal::complain(&format!(
            "warning: {} can be reached from other machines; whoever learns the token can read and change the case\n",
            args.address
        ));
    }
    let server = Server::bind(SocketAddr::new(args.address, args.port))?;
    let url = server.url();
    terminal::say(&format!("{url}\n"))?;
    terminal::complain("The pages are open at this address until Ctrl-C.\n");
    if !args.no_open {
        open_browser(&url);
    }
    let watch = control.limits.watch.clone();
    server.run(Arc::new(app), move || watch.stopped().is_some())?;
    Ok(Exit::Fine)
}

/// Opens a case for pages.
pub(crate) fn open(path: &Path, texts: Option<&Path>, limits: &Limits) -> Result<App, NotOpened> {
    App::open(path, texts, limits.clone())
}

/// Says why a case was not opened.
pub(crate) fn not_opened(why: NotOpened) -> anyhow::Result<Exit> {
    match why {
        NotOpened::Unusable(study) => Ok(unusable(&study)),
        other => Err(other.into()),
    }
}

fn unusable(study: &Study) -> Exit {
    let problems: Vec<Diagnostic> = study.problems.iter().filter(|problem| problem.is_error()).cloned().collect();
    if let (Some(limit), true) = (study.stopped, problems.is_empty()) {
        terminal::complain(&format!("{}\n", with_advice(&limit, false)));
        return Exit::Limit;
    }
    let style = terminal::style(&io::stderr());
    terminal::complain_styled(&render_all(&study.case.file, &problems, Some(MOST_PROBLEMS), style), style);
    terminal::complain(&format!("{}: {}\n", study.case.file.name, plural(problems.len(), "error")));
    Exit::CaseHasErrors
}

/// Asks the system to show an address; if it cannot, the address is on the screen.
fn open_browser(url: &str) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else {
        Command::new("xdg-open")
    };
    let quiet = command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let _ = quiet.spawn();
}

//! `statecraft report`: the pages as one file.

use super::Exit;
use super::serve::{not_opened, open};
use crate::control::{Control, LimitArgs};
use crate::out_file::{ForceArgs, OutFile};
use std::path::PathBuf;

/// Write one file with everything: it works offline, prints well and can be mailed
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The case: a folder, or its case.toml
    #[arg(value_name = "CASE")]
    path: PathBuf,
    /// Write the report into this file
    #[arg(short, long, value_name = "FILE.html")]
    out: PathBuf,
    /// Show the texts of sources from this folder, matched by their sha256
    #[arg(long, value_name = "DIR")]
    texts: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArgs,
    #[command(flatten)]
    limits: LimitArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = Control::new(&args.limits)?;
    let file = if args.path.is_dir() { args.path.join("case.toml") } else { args.path.clone() };
    let out = OutFile::begin(&args.out, &[file], args.force, &control.limits.watch)?;
    let app = match open(&args.path, args.texts.as_deref(), &control.limits) {
        Ok(app) => app,
        Err(why) => {
            control.quiet();
            return not_opened(why);
        }
    };
    let text = statecraft_web::report(&app.edition());
    control.computed();
    out.finish(|file| Ok(file.write_all(text.as_bytes())?))?;
    Ok(Exit::Fine)
}

//! `statecraft verify`: whether a certificate proves what it says.

use super::{Exit, MOST_PROBLEMS};
use crate::advice::typed;
use crate::control::{Control, LimitArgs};
use crate::terminal;
use anyhow::Context;
use clap::ValueEnum;
use statecraft::case::{Case, read_bytes};
use statecraft::certificate::{Certificate, Verification};
use statecraft::diag::Diagnostic;
use statecraft::study::Study;
use statecraft::text::render_all;
use std::io;
use std::path::PathBuf;

/// Check a certificate of `analyze --certify` against the case: by code that shares nothing with what made it
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The case: a folder, or its case.toml
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The certificate
    #[arg(value_name = "FILE")]
    certificate: PathBuf,
    #[command(flatten)]
    limits: LimitArgs,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = VerifyFormat::Text)]
    format: VerifyFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum VerifyFormat {
    /// For reading
    Text,
    /// For programs
    Json,
}

/// No certificate is larger: its verdicts are at most a million.
const MOST_BYTES: u64 = 1 << 30;

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut control = Control::new(&args.limits)?;
    let (case, problems) = Case::read(&args.case)?;
    // Laid out for its errors alone: the certificate is checked against the case.
    let opened = Study::of(case, problems, &control.limits);
    if opened.has_errors() {
        let errors: Vec<Diagnostic> = opened.problems.into_iter().filter(Diagnostic::is_error).collect();
        let style = terminal::style(&io::stderr());
        terminal::complain_styled(&render_all(&opened.case.file, &errors, Some(MOST_PROBLEMS), style), style);
        return Ok(Exit::CaseHasErrors);
    }
    if let Some(limit) = opened.stopped {
        terminal::complain(&format!("{}: {limit}\n", args.case.display()));
        return Ok(Exit::Limit);
    }
    let name = args.certificate.display();
    let bytes = read_bytes(&args.certificate, MOST_BYTES).with_context(|| format!("cannot read {name}"))?;
    let certificate = Certificate::read(&bytes).with_context(|| {
        let (case, file) = (typed(&args.case), typed(&args.certificate));
        format!("{name} is no certificate that can be read; `statecraft analyze {case} --certify {file}` writes one")
    })?;
    let verification = Verification::within(&opened.case, &certificate, &control.limits.watch);
    control.computed();
    match args.format {
        VerifyFormat::Text => terminal::say(&verification.text())?,
        VerifyFormat::Json => terminal::say_json(&verification)?,
    }
    Ok(if verification.is_refuted() {
        Exit::Refuted
    } else if verification.holds() {
        Exit::Fine
    } else {
        Exit::Limit
    })
}

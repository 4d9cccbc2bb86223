//! `statecraft verify`: whether a certificate proves what it says.

use super::{Exit, MOST_PROBLEMS};
use crate::terminal;
use anyhow::{Context, bail};
use clap::ValueEnum;
use statecraft::case::Case;
use statecraft::certificate::{Certificate, Verification};
use statecraft::diag::Diagnostic;
use statecraft::text::render_all;
use std::fs;
use std::io;
use std::path::PathBuf;

/// Check a certificate of `analyze --certify` against the case, by code that shares nothing with what made it
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The case: a folder, or its case.toml
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The certificate
    #[arg(value_name = "FILE")]
    certificate: PathBuf,
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

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let (case, problems) = Case::read(&args.case)?;
    let errors: Vec<Diagnostic> = problems.into_iter().filter(Diagnostic::is_error).collect();
    if !errors.is_empty() {
        terminal::complain(&render_all(&case.file, &errors, MOST_PROBLEMS, terminal::style(&io::stderr())));
        return Ok(Exit::CaseHasErrors);
    }
    let name = args.certificate.display();
    let bytes = fs::read(&args.certificate).with_context(|| format!("cannot read {name}"))?;
    let certificate: Certificate = serde_json::from_slice(&bytes)
        .with_context(|| format!("{name} is no certificate; `statecraft analyze CASE --certify FILE` writes one"))?;
    if (certificate.format.as_str(), certificate.version) != ("statecraft-certificate", 1) {
        bail!(
            "{name} has the format {} {}; expected is statecraft-certificate 1",
            certificate.format,
            certificate.version
        );
    }
    let verification = Verification::of(&case, &certificate);
    match args.format {
        VerifyFormat::Text => terminal::say(&verification.text())?,
        VerifyFormat::Json => terminal::say_json(&verification)?,
    }
    Ok(if verification.holds() { Exit::Fine } else { Exit::Refuted })
}

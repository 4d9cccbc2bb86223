//! `statecraft read`: what reports say, who says it, and in which words.

use super::{AnswerFormat, Exit};
use crate::terminal;
use anyhow::bail;
use statecraft_read::claims::{Claim, Kind, Tier};
use statecraft_read::document::Document;
use statecraft_read::draft::{Draft, Drafted, draft};
use statecraft_read::{intake, syntax};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Draft what reports say: who says, believes, wants or fears what, and in which words
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Reports: plain text or Markdown, folders of them, or `-` for standard input
    #[arg(value_name = "FILES")]
    files: Vec<PathBuf>,
    /// How the draft is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = AnswerFormat::Text)]
    format: AnswerFormat,
    /// Show the licence of the data that the tagger and the parser were trained on
    #[arg(long)]
    licence: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    if args.licence {
        terminal::say(syntax::LICENCE)?;
        return Ok(Exit::Fine);
    }
    let documents = documents(args)?;
    let draft = Draft { documents: documents.iter().map(draft).collect() };
    match args.format {
        AnswerFormat::Json => terminal::say_json(&draft)?,
        AnswerFormat::Text => {
            for (document, drafted) in documents.iter().zip(&draft.documents) {
                terminal::say(&text(document, drafted))?;
            }
        }
    }
    Ok(Exit::Fine)
}

fn documents(args: &Args) -> anyhow::Result<Vec<Document>> {
    if args.files.is_empty() {
        bail!("name a report to read, a folder of reports, or `-` for standard input");
    }
    let mut out = Vec::new();
    for path in &args.files {
        if path.as_os_str() == "-" {
            out.push(intake::read_from("-", std::io::stdin().lock())?);
            continue;
        }
        for file in intake::files(path)? {
            out.push(intake::read(&file)?);
        }
    }
    Ok(out)
}

/// The draft of a document for reading.
fn text(document: &Document, drafted: &Drafted) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", drafted.title.as_deref().unwrap_or(&drafted.path));
    for note in &drafted.notes {
        let _ = writeln!(out, "  note: {note}");
    }
    for tier in [Tier::Agreed, Tier::One, Tier::Whose] {
        let of_tier: Vec<&Claim> = drafted.claims.iter().filter(|claim| claim.tier == tier).collect();
        if of_tier.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{}", heading(tier));
        for claim in of_tier {
            let _ = writeln!(out, "  {}", sentence(claim));
        }
    }
    if drafted.claims.is_empty() {
        let _ = writeln!(out, "\nNobody is cited: what it says, the article says.");
    }
    let _ = document;
    out.push('\n');
    out
}

fn heading(tier: Tier) -> &'static str {
    match tier {
        Tier::Agreed => "Two drafters agree:",
        Tier::One => "One drafter found:",
        Tier::Whose => "Whose words? The text does not tell for certain:",
    }
}

fn sentence(claim: &Claim) -> String {
    let does = match claim.kind {
        Kind::Said => "says",
        Kind::Reported => "reports",
        Kind::Believes => "believes",
        Kind::Wants => "wants",
        Kind::Fears => "fears",
        Kind::Demands => "demands",
        Kind::Denies => "denies",
    };
    let speaker = claim.speaker.as_deref().unwrap_or("somebody");
    let cue = claim.cue.as_deref().map(|cue| format!(" ({cue})")).unwrap_or_default();
    format!("{speaker} {does}{cue}: {}", claim.quotes.join(" … "))
}

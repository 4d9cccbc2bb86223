//! `statecraft read`: what reports say, who says it, and in which words.

mod many;
mod readers;
mod relations;
mod review;

use super::{AnswerFormat, Exit, plural};
use crate::terminal;
use anyhow::{Context, bail};
use statecraft_desk::Desk;
use statecraft_read::claims::{Claim, Kind, Tier};
use statecraft_read::document::Document;
use statecraft_read::draft::{Drafted, draft};
use statecraft_read::drafters::{from_command, from_endpoint, merge};
use statecraft_read::names::Actor;
use statecraft_read::times::Date;
use statecraft_read::{intake, syntax};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Draft what reports say: who says, believes, wants or fears what, and in which words
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Reports: plain text, Markdown, HTML, DOCX or (if built in) PDF, folders of them, or `-` for standard input
    #[arg(value_name = "FILES")]
    files: Vec<PathBuf>,
    /// How the draft is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = AnswerFormat::Text)]
    format: AnswerFormat,
    /// Write what is accepted into this case: a folder, or its case.toml
    #[arg(long, value_name = "CASE")]
    into: Option<PathBuf>,
    /// Do not ask: accept all claims of this tier, marked as not reviewed
    #[arg(long, value_name = "TIER", value_enum, requires = "into")]
    accept: Option<Accept>,
    /// A program that drafts too: it gets the text and gives claims as JSON (docs/reading.md)
    #[arg(long, value_name = "PROG")]
    drafter_command: Option<String>,
    /// An endpoint that speaks the chat protocol of OpenAI and drafts too, such as http://localhost:8080
    #[arg(long, value_name = "URL", requires = "model")]
    drafter: Option<String>,
    /// The model to ask there
    #[arg(long, value_name = "NAME", requires = "drafter")]
    model: Option<String>,
    /// So long a drafter may take for one report
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    patience: u64,
    /// Keep the drafts in this file, one line of JSON for each report; the same command goes on where it was stopped
    #[arg(long, value_name = "FILE", conflicts_with_all = ["into", "ties", "compare"])]
    drafts: Option<PathBuf>,
    /// Tell how the actors of the reports stand to each other: who does what to whom, by whose word
    #[arg(long, conflicts_with_all = ["into", "compare"])]
    ties: bool,
    /// Draw the ties into this file, as SVG
    #[arg(long, value_name = "FILE", requires = "ties")]
    picture: Option<PathBuf>,
    /// Put two reports side by side: what both tell, where they differ, what only one tells
    #[arg(long, conflicts_with = "into")]
    compare: bool,
    /// The reports' date, against which "last week" and the like are read; else the one that a report opens with
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Write the text that is read of each file, and nothing else
    #[arg(long, conflicts_with_all = ["into", "ties", "compare", "drafts", "decisions"])]
    text: bool,
    /// Compare what several readers decided: files reading.jsonl, or the folders of the cases beside them
    #[arg(long, value_name = "READERS", num_args = 2.., conflicts_with_all = ["files", "into", "ties", "compare", "drafts"])]
    decisions: Vec<PathBuf>,
    /// Show the licence of the data that the tagger and the parser were trained on
    #[arg(long)]
    licence: bool,
}

/// Which claims are accepted unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Accept {
    /// Those on which two drafters agree
    Agreed,
    /// Those as well that one drafter found
    One,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    if args.licence {
        terminal::say(syntax::LICENCE)?;
        return Ok(Exit::Fine);
    }
    if args.text {
        for path in paths(&args.files)? {
            terminal::say_as_is(&intake::read(&path)?.text)?;
        }
        return Ok(Exit::Fine);
    }
    if !args.decisions.is_empty() {
        readers::tell(&args.decisions, args.format)?;
        return Ok(Exit::Fine);
    }
    if let Some(case) = &args.into {
        let mut desk = Desk::open(case)?;
        match args.accept {
            Some(accept) => accept_all(&mut desk, accept, args)?,
            None => review::review(&mut desk, args)?,
        }
        return Ok(Exit::Fine);
    }
    if !args.ties && !args.compare {
        return many::tell(args);
    }
    let documents = documents(&args.files, args.date)?;
    let dates: Vec<_> = documents.iter().map(|document| document.date).collect();
    let drafts: Vec<Drafted> = documents.iter().map(|document| with_others(args, document)).collect();
    if args.ties {
        relations::tell_ties(&drafts, &dates, args.format, args.picture.as_deref())?;
    } else {
        relations::tell_comparison(drafts, &dates, args.format)?;
    }
    Ok(Exit::Fine)
}

/// The rules' draft, with what the other drafters add. One that fails is told of, and the rest goes on.
fn with_others(args: &Args, document: &Document) -> Drafted {
    let mut drafted = draft(document);
    let command = args.drafter_command.as_ref().map(|program| from_command(document, program, args.patience));
    let endpoint = args
        .drafter
        .as_ref()
        .zip(args.model.as_ref())
        .map(|(url, model)| from_endpoint(document, url, model, args.patience));
    for checked in command.into_iter().chain(endpoint) {
        match checked {
            Ok(checked) => {
                merge(&mut drafted.claims, checked.claims);
                drafted
                    .notes
                    .extend(checked.dropped.into_iter().map(|why| format!("A drafter's claim was dropped: {why}")));
            }
            Err(failed) => drafted.notes.push(failed.to_string()),
        }
    }
    drafted
}

/// Writes all claims of a tier that the case does not have, one report after the other.
fn accept_all(desk: &mut Desk, accept: Accept, args: &Args) -> anyhow::Result<()> {
    let most = if accept == Accept::Agreed { Tier::Agreed } else { Tier::One };
    let (mut written, mut known, mut left) = (0, 0, 0);
    for path in paths(&args.files)? {
        let document = document(&path, args.date)?;
        let (below, beyond): (Vec<Claim>, Vec<Claim>) =
            with_others(args, &document).claims.into_iter().partition(|claim| claim.tier <= most);
        let mut shelf = desk.shelf(&document);
        for claim in &below {
            if shelf.has(&document, claim) {
                known += 1;
            } else {
                desk.add(&document, claim, statecraft_desk::speaker(claim), false)?;
                shelf.put(&document, claim);
                written += 1;
            }
        }
        left += beyond.len();
    }
    terminal::say(&format!(
        "{} written, not reviewed; {known} were there already; {left} left to decide (the same command without --accept asks).\n",
        plural(written, "claim")
    ))?;
    Ok(())
}

/// The documents of files, folders and `-`.
pub(super) fn documents(files: &[PathBuf], date: Option<Date>) -> anyhow::Result<Vec<Document>> {
    paths(files)?.iter().map(|path| document(path, date)).collect()
}

/// The document of a file, with this date if one is given.
fn document(path: &Path, date: Option<Date>) -> anyhow::Result<Document> {
    let document = match path {
        _ if path.as_os_str() == "-" => intake::read_from("-", std::io::stdin().lock())?,
        _ if cfg!(feature = "pdf") && is_pdf(path) => {
            // What reads PDF may crash or never end: this program does it once more, for this file alone.
            let program = std::env::current_exe().context("the program cannot find itself to read a PDF file")?;
            intake::pdf_by(path, Command::new(program).args(["read", "--text", "--"]).arg(path))?
        }
        _ => intake::read(path)?,
    };
    Ok(Document { date: date.or(document.date), ..document })
}

fn is_pdf(path: &Path) -> bool {
    let mut first = Vec::new();
    let file = std::fs::File::open(path);
    file.is_ok_and(|file| file.take(8).read_to_end(&mut first).is_ok()) && intake::is_pdf(&first)
}

fn paths(files: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    if files.is_empty() {
        bail!("name a report to read, a folder of reports, or `-` for standard input");
    }
    let mut out = Vec::new();
    for path in files {
        out.extend(intake::files(path)?);
    }
    Ok(out)
}

/// The draft of a document for reading.
fn text(drafted: &Drafted) -> String {
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
    for remark in &drafted.remarks {
        let _ = writeln!(out, "\n{remark}");
    }
    let proposed: Vec<&Actor> = drafted.actors.iter().filter(|actor| actor.proposed).collect();
    if !proposed.is_empty() {
        let _ = writeln!(out, "\nThe same?");
    }
    for actor in proposed {
        let _ =
            writeln!(out, "  {}", actor.forms.iter().map(|form| form.name.as_str()).collect::<Vec<_>>().join(" = "));
        for why in actor.forms.iter().filter_map(|form| form.why.as_ref()).collect::<BTreeSet<_>>() {
            let _ = writeln!(out, "    {why}");
        }
    }
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

/// In the past, so that one speaker and several have the same verb; the words of the report behind it, where they are others.
fn sentence(claim: &Claim) -> String {
    let did = match claim.kind {
        Kind::Said => "said",
        Kind::Reported => "reported",
        Kind::Believes => "believed",
        Kind::Wants => "wanted",
        Kind::Fears => "feared",
        Kind::Demands => "demanded",
        Kind::Denies => "denied",
    };
    let speaker = claim.speaker.as_deref().unwrap_or("somebody");
    let meant = claim.stands_for.as_deref().map(|name| format!(" [{name}?]")).unwrap_or_default();
    let stem = did.trim_end_matches("ed");
    let cue = claim.cue.as_deref().filter(|cue| !cue.to_lowercase().starts_with(stem));
    let cue = cue.map(|cue| format!(" ({cue})")).unwrap_or_default();
    format!("{speaker}{meant} {did}{cue}: {}", claim.quotes.join(" … "))
}

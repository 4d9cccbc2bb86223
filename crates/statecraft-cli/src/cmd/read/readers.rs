//! `read --decisions A B`: what several readers decided of the same claims, side by side.

use super::journal::{Decision, Verdict, of_reader};
use crate::cmd::{AnswerFormat, plural};
use crate::terminal;
use serde::Serialize;
use statecraft_read::agreement::{Agreement, Decided, agreement};
use statecraft_read::claims::Span;
use statecraft_read::document::Document;
use statecraft_read::intake;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What readers decided, and how far they agree.
#[derive(Serialize)]
struct Readers {
    /// The readers, as they were named.
    readers: Vec<String>,
    agreement: Agreement,
    /// Claims on which readers differ: on whether it holds, or on who says it.
    disputed: Vec<Disputed>,
}

/// A claim on which readers differ.
#[derive(Serialize)]
struct Disputed {
    sha256: String,
    spans: Vec<Span>,
    /// The words, where a text beside one of the cases has them.
    words: Option<String>,
    /// What each reader decided; none of those who have not.
    decided: Vec<Option<Verdict>>,
    /// Whom each reader who accepted it wrote down.
    speakers: Vec<Option<String>>,
}

/// Tells how far readers agree.
pub(super) fn tell(paths: &[PathBuf], format: AnswerFormat) -> anyhow::Result<()> {
    let readers = paths.iter().map(|path| of_reader(path)).collect::<anyhow::Result<Vec<_>>>()?;
    let places: BTreeSet<&(String, Vec<Span>)> = readers.iter().flat_map(HashMap::keys).collect();
    let rows: Vec<Vec<Option<&Decision>>> =
        places.iter().map(|place| readers.iter().map(|reader| reader.get(place)).collect()).collect();
    let decided = |row: &Vec<Option<&Decision>>| -> Vec<Decided> {
        row.iter().map(|one| one.map(|one| one.decision == Verdict::Accepted)).collect()
    };
    let texts = texts(paths);
    let found = Readers {
        readers: paths.iter().map(|path| path.display().to_string()).collect(),
        agreement: agreement(&rows.iter().map(decided).collect::<Vec<_>>()),
        disputed: rows.iter().filter(|row| differ(row)).map(|row| disputed(row, &texts)).collect(),
    };
    match format {
        AnswerFormat::Json => terminal::say_json(&found)?,
        AnswerFormat::Text => terminal::say(&text(&found))?,
    }
    Ok(())
}

fn differ(row: &[Option<&Decision>]) -> bool {
    let kinds: BTreeSet<Verdict> = row.iter().flatten().map(|one| one.decision).collect();
    let accepted = row.iter().flatten().filter(|one| one.decision == Verdict::Accepted);
    let speakers: BTreeSet<&Option<String>> = accepted.map(|one| &one.speaker).collect();
    kinds.len() > 1 || speakers.len() > 1
}

fn disputed(row: &[Option<&Decision>], texts: &HashMap<String, String>) -> Disputed {
    let (sha256, spans) =
        row.iter().flatten().next().map(|one| (one.sha256.clone(), one.spans.clone())).unwrap_or_default();
    let words = texts.get(&sha256).map(|text| {
        let pieces = spans.iter().filter_map(|span| text.get(span[0]..span[1]));
        pieces.map(|piece| piece.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join(" … ")
    });
    Disputed {
        sha256,
        spans,
        words,
        decided: row.iter().map(|one| one.map(|one| one.decision)).collect(),
        speakers: row.iter().map(|one| one.and_then(|one| one.speaker.clone())).collect(),
    }
}

/// The texts beside the readers' decisions, by fingerprint.
fn texts(paths: &[PathBuf]) -> HashMap<String, String> {
    let beside = |path: &Path| if path.is_dir() { path.join("sources") } else { path.with_file_name("sources") };
    let files = paths.iter().filter_map(|path| intake::files(&beside(path)).ok()).flatten();
    let documents = files.filter_map(|file| intake::read(&file).ok());
    documents.map(|Document { sha256, text, .. }| (sha256, text)).collect()
}

fn text(found: &Readers) -> String {
    let name = |reader: usize| found.readers[reader].as_str();
    let figure = |value: Option<f64>| value.map_or("not told".to_owned(), |value| format!("{value:.2}"));
    let mut out = format!(
        "{} decided by at least two of {}.\n",
        plural(found.agreement.claims, "claim"),
        plural(found.readers.len(), "reader")
    );
    for pair in &found.agreement.pairs {
        let [one, other] = pair.readers;
        let _ = writeln!(
            out,
            "  {} and {}: alike on {} of {}; Cohen's kappa {}",
            name(one),
            name(other),
            pair.alike,
            pair.both,
            figure(pair.kappa)
        );
    }
    let _ = writeln!(out, "  all: Krippendorff's alpha {}", figure(found.agreement.alpha));
    if !found.disputed.is_empty() {
        out.push_str("\nWhere they differ:\n");
    }
    for claim in &found.disputed {
        let unknown =
            || format!("bytes {:?} of the text {}", claim.spans, claim.sha256.chars().take(12).collect::<String>());
        let _ = writeln!(out, "\n  {}", claim.words.clone().unwrap_or_else(unknown));
        for (reader, decided) in claim.decided.iter().enumerate() {
            let does = match decided {
                None => "has not decided".to_owned(),
                Some(Verdict::Accepted) => {
                    format!("accepts, said by {}", claim.speakers[reader].as_deref().unwrap_or("the article itself"))
                }
                Some(_) => "rejects".to_owned(),
            };
            let _ = writeln!(out, "    {}: {does}", name(reader));
        }
    }
    out
}

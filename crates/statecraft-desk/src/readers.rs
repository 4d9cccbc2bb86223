//! What several readers decided of the same claims, side by side.

use crate::error::DeskError;
use crate::journal::{Decision, Place, Verdict, of_reader};
use serde::Serialize;
use statecraft_read::agreement::{Agreement, Decided, agreement};
use statecraft_read::claims::Span;
use statecraft_read::document::Document;
use statecraft_read::intake;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// What readers decided, and how far they agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Readers {
    /// The readers, as they were named.
    pub readers: Vec<String>,
    /// How far they agree on what holds.
    pub agreement: Agreement,
    /// Claims on which readers differ: on whether it holds, or on who says it.
    pub disputed: Vec<Disputed>,
}

/// A claim on which readers differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Disputed {
    /// The text's fingerprint.
    pub sha256: String,
    /// The content's places.
    pub spans: Vec<Span>,
    /// The words, where a text beside one of the cases has them.
    pub words: Option<String>,
    /// What each reader decided; none of those who have not.
    pub decided: Vec<Option<Verdict>>,
    /// Whom each reader who accepted it wrote down.
    pub speakers: Vec<Option<String>>,
}

/// The decisions of several readers, each a file `reading.jsonl` or the folder of the case beside it, side by side.
///
/// # Errors
/// One of them has no decisions, or a file that is damaged.
pub fn side_by_side(paths: &[PathBuf]) -> Result<Readers, DeskError> {
    let readers = paths.iter().map(|path| of_reader(path)).collect::<Result<Vec<_>, _>>()?;
    let places: BTreeSet<&Place> = readers.iter().flat_map(HashMap::keys).collect();
    let rows: Vec<Vec<Option<&Decision>>> =
        places.iter().map(|place| readers.iter().map(|reader| reader.get(place)).collect()).collect();
    let decided = |row: &Vec<Option<&Decision>>| -> Vec<Decided> {
        row.iter().map(|one| one.map(|one| one.decision == Verdict::Accepted)).collect()
    };
    let texts = texts(paths);
    Ok(Readers {
        readers: paths.iter().map(|path| path.display().to_string()).collect(),
        agreement: agreement(&rows.iter().map(decided).collect::<Vec<_>>()),
        disputed: rows.iter().filter(|row| differ(row)).map(|row| disputed(row, &texts)).collect(),
    })
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

//! What `statecraft read --drafts FILE` keeps, as far as it is to be decided: one line of JSON for each report.
//!
//! The file does not hold the texts. A text is found again by its fingerprint, so that a draft is shown beside its own text or beside none.

use crate::error::{DeskError, parse_lines, read_text};
use serde::Deserialize;
use statecraft_read::claims::Claim;
use statecraft_read::document::Document;
use statecraft_read::times::Date;
use std::collections::HashSet;
use std::path::Path;

/// The name of the file of drafts that is looked for beside a case.
pub const DRAFTS: &str = "drafts.jsonl";

/// The most bytes of a file of drafts that are read.
pub const LARGEST: u64 = 64 << 20;

/// The claims of a report that are to be decided.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Report {
    /// Where the report came from, as it was given.
    pub path: String,
    /// SHA-256 of its text.
    pub sha256: String,
    /// Its title, if it opens with one.
    pub title: Option<String>,
    /// Its date.
    #[serde(default)]
    pub date: Option<Date>,
    /// What a reader should know about the text.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Who says what, in the order of the text.
    pub claims: Vec<Claim>,
}

impl Report {
    /// The report with its text; none if this is another text.
    #[must_use]
    pub fn document(&self, text: &str) -> Option<Document> {
        let document = Document::new(&self.path, text);
        (document.sha256 == self.sha256).then(|| Document {
            title: self.title.clone(),
            date: self.date,
            notes: self.notes.clone(),
            ..document
        })
    }
}

/// Reads a file of drafts: each text once, however often it was drafted. A last line that was not written to its end is left out.
///
/// # Errors
/// The file cannot be read, is larger than [`LARGEST`], or has a line that is no draft.
pub fn read(path: &Path) -> Result<Vec<Report>, DeskError> {
    let text = read_text(path, LARGEST)?.unwrap_or_default();
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    let mut seen = HashSet::new();
    let mut reports: Vec<Report> = parse_lines(path, whole)?;
    reports.retain(|report| seen.insert(report.sha256.clone()));
    Ok(reports)
}

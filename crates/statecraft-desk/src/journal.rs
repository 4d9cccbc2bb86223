//! What a reader decided of the claims of a draft, kept beside the case: one line of JSON for each decision, in their order.

use crate::error::{DeskError, parse_lines, read_text};
use serde::{Deserialize, Serialize};
use statecraft_read::claims::{Claim, Kind, Span};
use statecraft_read::document::Document;
use std::collections::{HashMap, HashSet};
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The name of the file of decisions beside a case.
pub const JOURNAL: &str = "reading.jsonl";

/// The most bytes of it that are read.
const LARGEST: u64 = 64 << 20;

/// What is decided of a claim, or of a report as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is in the case.
    Accepted,
    /// It is not to be proposed again.
    Rejected,
    /// All claims of the report are decided: it need not be drafted again.
    Finished,
}

/// A decision as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// The text's fingerprint.
    pub sha256: String,
    /// The content's places; of a finished report none.
    #[serde(default)]
    pub spans: Vec<Span>,
    /// What is decided.
    pub decision: Verdict,
    /// The claim's key in the case; of a rejected one, the key that it had there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// Who is written down as the speaker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// What is done with the content, where the reader says otherwise than the draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// The claim was in the case before, as a draft that nobody had accepted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub confirmed: bool,
    /// Who drafted a finished report: others may find more in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drafters: Option<String>,
}

impl Decision {
    /// A decision on a claim, with nothing said of it.
    #[must_use]
    pub fn new(sha256: &str, spans: &[Span], decision: Verdict) -> Decision {
        Decision {
            sha256: sha256.to_owned(),
            spans: spans.to_vec(),
            decision,
            claim: None,
            speaker: None,
            kind: None,
            confirmed: false,
            drafters: None,
        }
    }
}

/// A claim's text, by its fingerprint, and its places there.
pub type Place = (String, Vec<Span>);

/// The decisions of one reader.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    lines: Vec<Decision>,
    decided: HashMap<Place, Verdict>,
    /// Finished reports, and who drafted them.
    finished: HashSet<(String, String)>,
}

impl Journal {
    /// The decisions in a file; none if there is no file.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn open(path: PathBuf) -> Result<Self, DeskError> {
        let lines = read(&path)?;
        let mut journal = Journal { path, lines: Vec::new(), decided: HashMap::new(), finished: HashSet::new() };
        lines.into_iter().for_each(|line| journal.note(line));
        Ok(journal)
    }

    fn note(&mut self, line: Decision) {
        match &line.drafters {
            Some(drafters) if line.decision == Verdict::Finished => {
                self.finished.insert((line.sha256.clone(), drafters.clone()));
            }
            _ => {
                self.decided.insert((line.sha256.clone(), line.spans.clone()), line.decision);
            }
        }
        self.lines.push(line);
    }

    /// What is decided of a claim of the text with this fingerprint, if it is.
    #[must_use]
    pub fn verdict(&self, sha256: &str, claim: &Claim) -> Option<Verdict> {
        self.decided.get(&(sha256.to_owned(), claim.spans.clone())).copied()
    }

    /// The last decision on a claim, which [`Self::undo`] would take back.
    #[must_use]
    pub fn last(&self) -> Option<&Decision> {
        self.lines.iter().rfind(|line| line.decision != Verdict::Finished)
    }

    /// Are all claims of the report decided, as these drafters found them?
    #[must_use]
    pub fn is_finished(&self, document: &Document, drafters: &str) -> bool {
        self.finished.contains(&(document.sha256.clone(), drafters.to_owned()))
    }

    /// Keeps one more decision: a line behind the others, so that nothing that is kept is touched.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn add(&mut self, line: Decision) -> Result<(), DeskError> {
        let text = written(&line);
        let file = OpenOptions::new().append(true).create(true).open(&self.path);
        file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| self.not_written(error))?;
        self.note(line);
        Ok(())
    }

    /// Takes the last decision on a claim back, with what follows from it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn undo(&mut self) -> Result<(), DeskError> {
        while let Some(line) = self.lines.pop() {
            if line.decision != Verdict::Finished {
                self.decided.remove(&(line.sha256.clone(), line.spans));
                self.finished.retain(|finished| finished.0 != line.sha256);
                break;
            }
        }
        let text: String = self.lines.iter().map(written).collect();
        let unfinished = self.path.with_extension("unfinished");
        let done = fs::write(&unfinished, text).and_then(|()| fs::rename(&unfinished, &self.path));
        done.map_err(|error| self.not_written(error))
    }

    fn not_written(&self, error: io::Error) -> DeskError {
        DeskError::NotWritten { path: self.path.clone(), error }
    }
}

/// A decision as a line of the file.
fn written(line: &Decision) -> String {
    serde_json::to_string(line).unwrap_or_default() + "\n"
}

fn read(path: &Path) -> Result<Vec<Decision>, DeskError> {
    let text = read_text(path, LARGEST)?.unwrap_or_default();
    parse_lines(path, &text)
}

/// The decisions of a reader by claim, from a file or from the folder of a case.
///
/// # Errors
/// There is no such file, or it is damaged.
pub fn of_reader(path: &Path) -> Result<HashMap<Place, Decision>, DeskError> {
    let path = if path.is_dir() { path.join(JOURNAL) } else { path.to_owned() };
    if !path.exists() {
        return Err(DeskError::NoReader(path));
    }
    let lines = read(&path)?.into_iter().filter(|line| line.decision != Verdict::Finished);
    Ok(lines.map(|line| ((line.sha256.clone(), line.spans.clone()), line)).collect())
}

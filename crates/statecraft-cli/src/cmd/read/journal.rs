//! What a reader decided of the claims of a draft, kept beside the case: one line of JSON for each decision, in their order.

use anyhow::Context;
use serde::{Deserialize, Serialize};
use statecraft_read::claims::{Claim, Span};
use statecraft_read::document::Document;
use std::collections::{HashMap, HashSet};
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What is decided of a claim, or of a report as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Verdict {
    /// It is in the case.
    Accepted,
    /// It is not to be proposed again.
    Rejected,
    /// All claims of the report are decided: it need not be drafted again.
    Finished,
}

/// A decision as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Decision {
    /// The text's fingerprint.
    pub(super) sha256: String,
    /// The content's places; of a finished report none.
    #[serde(default)]
    pub(super) spans: Vec<Span>,
    pub(super) decision: Verdict,
    /// The claim's key in the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) claim: Option<String>,
    /// Who is written down as the speaker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) speaker: Option<String>,
    /// Who drafted a finished report: others may find more in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) drafters: Option<String>,
}

/// A claim's text and places.
type Place = (String, Vec<Span>);

/// The decisions of one reader.
pub(super) struct Journal {
    path: PathBuf,
    lines: Vec<Decision>,
    decided: HashSet<Place>,
    /// Finished reports, and who drafted them.
    finished: HashSet<(String, String)>,
}

impl Journal {
    /// The decisions in a file; none if there is no file.
    pub(super) fn open(path: PathBuf) -> anyhow::Result<Self> {
        let lines = read(&path)?;
        let mut journal = Journal { path, lines: Vec::new(), decided: HashSet::new(), finished: HashSet::new() };
        lines.into_iter().for_each(|line| journal.note(line));
        Ok(journal)
    }

    fn note(&mut self, line: Decision) {
        match &line.drafters {
            Some(drafters) if line.decision == Verdict::Finished => {
                self.finished.insert((line.sha256.clone(), drafters.clone()));
            }
            _ => {
                self.decided.insert((line.sha256.clone(), line.spans.clone()));
            }
        }
        self.lines.push(line);
    }

    pub(super) fn has(&self, document: &Document, claim: &Claim) -> bool {
        self.decided.contains(&(document.sha256.clone(), claim.spans.clone()))
    }

    pub(super) fn is_finished(&self, document: &Document, drafters: &str) -> bool {
        self.finished.contains(&(document.sha256.clone(), drafters.to_owned()))
    }

    /// Keeps one more decision: a line behind the others, so that nothing that is kept is touched.
    pub(super) fn add(&mut self, line: Decision) -> anyhow::Result<()> {
        let mut text = serde_json::to_string(&line)?;
        text.push('\n');
        let file = OpenOptions::new().append(true).create(true).open(&self.path);
        file.and_then(|mut file| file.write_all(text.as_bytes())).with_context(|| self.told())?;
        self.note(line);
        Ok(())
    }

    /// Takes the last decision on a claim back, with what follows from it.
    pub(super) fn undo(&mut self) -> anyhow::Result<()> {
        while let Some(line) = self.lines.pop() {
            if line.decision != Verdict::Finished {
                self.decided.remove(&(line.sha256.clone(), line.spans));
                self.finished.retain(|finished| finished.0 != line.sha256);
                break;
            }
        }
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(&serde_json::to_string(line)?);
            text.push('\n');
        }
        let unfinished = self.path.with_extension("unfinished");
        fs::write(&unfinished, text).and_then(|()| fs::rename(&unfinished, &self.path)).with_context(|| self.told())
    }

    fn told(&self) -> String {
        format!("cannot write {}", self.path.display())
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<Decision>> {
    let Ok(text) = fs::read_to_string(path) else { return Ok(Vec::new()) };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| serde_json::from_str(line).with_context(|| format!("{} is damaged: {line}", path.display())))
        .collect()
}

/// The decisions of a reader by claim, from a file or from the folder of a case.
pub(super) fn of_reader(path: &Path) -> anyhow::Result<HashMap<Place, Decision>> {
    let path = if path.is_dir() { path.join("reading.jsonl") } else { path.to_owned() };
    anyhow::ensure!(
        path.exists(),
        "{} is not there; name a reading.jsonl, or the folder of the case beside it",
        path.display()
    );
    let lines = read(&path)?.into_iter().filter(|line| line.decision != Verdict::Finished);
    Ok(lines.map(|line| ((line.sha256.clone(), line.spans.clone()), line)).collect())
}

//! Drafts of reports that wait for a decision, and what a decision writes: a claim into the case file, a line into the file of decisions.
//!
//! Decisions are those of the terminal, in the same file. So nothing is kept here but the drafts, as long as their file is what it was.

use crate::app::{App, Stamp, stamp};
use crate::edition::Edition;
use crate::save::{Again, NotSaved};
use statecraft::case::{Case, read_bytes};
use statecraft::edit::{Acceptance, Edit, Kind as Named, accept, apply};
use statecraft::evidence::fingerprint;
use statecraft_desk::drafts::{self, DRAFTS, Report};
use statecraft_desk::{
    Added, Decision, DeskError, JOURNAL, Journal, Shelf, Verdict, added, speaker, stands_in, taken_out,
};
use statecraft_read::claims::{Claim, Kind, Span, Tier};
use statecraft_read::document::{Document, LARGEST};
use statecraft_read::intake;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Drafts by the state of the file that they were read from.
type Kept = Option<(Stamp, Arc<[Report]>)>;

/// Where drafts, texts and decisions are.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// The folder of the case.
    folder: PathBuf,
    /// The file of drafts, if one was named; else the one in the folder.
    named: Option<PathBuf>,
    /// A folder with texts, if one was given.
    texts: Option<PathBuf>,
    /// Other readers' decisions.
    others: Vec<PathBuf>,
    kept: Mutex<Kept>,
    /// Held while something is decided.
    deciding: Mutex<()>,
}

impl Reading {
    /// What lies beside a case, and texts in a folder.
    pub(crate) fn new(folder: PathBuf, texts: Option<PathBuf>) -> Reading {
        Reading { folder, texts, ..Reading::default() }
    }

    /// The same with a file of drafts that is named, and with other readers.
    pub(crate) fn with(&self, named: Option<PathBuf>, others: Vec<PathBuf>) -> Reading {
        Reading { named, others, ..Reading::new(self.folder.clone(), self.texts.clone()) }
    }

    /// Whether other readers' decisions were named.
    pub(crate) fn has_others(&self) -> bool {
        !self.others.is_empty()
    }

    /// Whether something is decided here.
    pub(crate) fn has_decided(&self) -> bool {
        self.folder.join(JOURNAL).exists()
    }

    /// Every reader who has decided something: this one, then the others.
    pub(crate) fn readers(&self) -> Vec<PathBuf> {
        let own = self.has_decided().then_some(&self.folder);
        own.into_iter().chain(&self.others).cloned().collect()
    }

    fn drafts(&self) -> PathBuf {
        self.named.clone().unwrap_or_else(|| self.folder.join(DRAFTS))
    }

    /// Whether there is a file of drafts.
    pub(crate) fn is_there(&self) -> bool {
        self.drafts().is_file()
    }

    /// This reader's decisions.
    fn journal(&self) -> Result<Journal, DeskError> {
        Journal::open(self.folder.join(JOURNAL))
    }

    fn reports(&self) -> Result<Arc<[Report]>, DeskError> {
        let path = self.drafts();
        let stamp = stamp(&path);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, reports)) = kept.as_ref().filter(|(of, _)| *of == stamp) {
            return Ok(reports.clone());
        }
        let reports: Arc<[Report]> = drafts::read(&path)?.into();
        *kept = Some((stamp, reports.clone()));
        Ok(reports)
    }

    /// A report with its text, if a text with its fingerprint is at hand: a source of the case, else a file where the report came from.
    fn document(&self, edition: &Edition, report: &Report) -> Option<Document> {
        let source = edition.texts.iter().find(|(_, text)| text.sha256 == report.sha256);
        if let Some((_, text)) = source {
            return report.document(&text.text);
        }
        let path = Path::new(&report.path);
        let beside = path.file_name().zip(self.texts.as_ref()).map(|(name, folder)| folder.join(name));
        // Drafts that came with the case lead to no file elsewhere.
        let inside = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let there = [path.to_owned(), self.folder.join(path)];
        let there = there.into_iter().filter(|_| inside || self.named.is_some());
        beside.into_iter().chain(there).find_map(|path| report.document(&text_of(&path)?))
    }
}

/// The text that is read of a file. One of a PDF file is not taken here: what does that may crash.
fn text_of(path: &Path) -> Option<String> {
    let bytes = path.is_file().then(|| read_bytes(path, LARGEST as u64).ok())??;
    (!intake::is_pdf(&bytes)).then(|| intake::from_bytes(&path.display().to_string(), &bytes).text)
}

/// How a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Open,
    Accepted,
    Refused,
    /// It is in the case, and nobody decided it here.
    There,
}

/// A claim of a draft, by the numbers of its report and in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) report: usize,
    pub(crate) claim: usize,
    pub(crate) standing: Standing,
    /// Is it in the case, as a draft that nobody has accepted?
    pub(crate) unseen: bool,
}

/// All claims of the drafts in their order.
#[derive(Debug)]
pub(crate) struct Queue {
    pub(crate) reports: Arc<[Report]>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) journal: Journal,
}

impl Queue {
    /// What is drafted and how it stands in an edition of the case.
    pub(crate) fn of(edition: &Edition) -> Result<Queue, DeskError> {
        let reading = &edition.reading;
        let (reports, journal) = (reading.reports()?, reading.journal()?);
        let mut entries = Vec::new();
        for (number, report) in reports.iter().enumerate() {
            let document = known(edition, report);
            let shelf = document.as_ref().map(|document| Shelf::of(&edition.study.case, document));
            for (at, claim) in report.claims.iter().enumerate() {
                let known = shelf.as_ref().zip(document.as_ref()).filter(|(shelf, text)| shelf.has(text, claim));
                let unseen = known.is_some_and(|(shelf, text)| shelf.is_open(text, claim));
                let standing = match journal.verdict(&report.sha256, claim) {
                    Some(Verdict::Accepted) => Standing::Accepted,
                    Some(_) => Standing::Refused,
                    None if known.is_some() && !unseen => Standing::There,
                    None => Standing::Open,
                };
                entries.push(Entry { report: number, claim: at, standing, unseen });
            }
        }
        Ok(Queue { reports, entries, journal })
    }

    pub(crate) fn report(&self, entry: &Entry) -> &Report {
        &self.reports[entry.report]
    }

    pub(crate) fn claim(&self, entry: &Entry) -> &Claim {
        &self.report(entry).claims[entry.claim]
    }

    pub(crate) fn count(&self, standing: Standing) -> usize {
        self.entries.iter().filter(|entry| entry.standing == standing).count()
    }

    /// How many open claims ask whose words they are.
    pub(crate) fn asked(&self) -> usize {
        let open = self.entries.iter().filter(|entry| entry.standing == Standing::Open);
        open.filter(|entry| self.claim(entry).tier == Tier::Whose).count()
    }

    /// The first open claim from a number on.
    pub(crate) fn open_from(&self, at: usize) -> Option<usize> {
        (at..self.entries.len()).find(|&at| self.entries[at].standing == Standing::Open)
    }

    fn find(&self, sha256: &str, spans: &[Span]) -> Option<usize> {
        self.entries.iter().position(|entry| self.report(entry).sha256 == sha256 && self.claim(entry).spans == spans)
    }
}

/// A report whose text is a source of the case.
fn known(edition: &Edition, report: &Report) -> Option<Document> {
    let (_, text) = edition.texts.iter().find(|(_, text)| text.sha256 == report.sha256)?;
    report.document(&text.text)
}

/// A report's text, as far as it is at hand.
pub(crate) fn document(edition: &Edition, report: &Report) -> Option<Document> {
    edition.reading.document(edition, report)
}

/// Who says it, as a reader says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// Nobody but the report.
    Report,
    Name(String),
}

/// What a reader decides of a claim.
#[derive(Clone, Debug)]
pub(crate) enum Choice {
    Accept(Who, Kind),
    Refuse,
}

fn refused(why: impl ToString) -> NotSaved {
    NotSaved::Refused(why.to_string())
}

impl App {
    /// Decides the claim at these places. Gives its number in the queue.
    pub(crate) fn decide(
        &self,
        (sha256, spans): (&str, &[Span]),
        choice: &Choice,
        version: &str,
    ) -> Result<usize, NotSaved> {
        let edition = self.edition();
        let reading = &edition.reading;
        let _deciding = reading.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let mut queue = Queue::of(&edition).map_err(refused)?;
        let at = queue.find(sha256, spans).ok_or_else(|| refused("the drafts no longer have this claim"))?;
        let entry = queue.entries[at];
        if entry.standing != Standing::Open {
            return Ok(at); // decided meanwhile, elsewhere
        }
        let mut line = Decision::new(sha256, spans, Verdict::Rejected);
        let document = document(&edition, queue.report(&entry));
        if let Choice::Accept(who, kind) = choice {
            let drafted = queue.claim(&entry);
            let claim = Claim { kind: *kind, ..drafted.clone() };
            let document = document.ok_or_else(|| refused("the text of the report is not here"))?;
            line.decision = Verdict::Accepted;
            line.speaker = match who {
                Who::Report => None,
                Who::Name(name) => Some(name.clone()),
            };
            line.kind = (*kind != drafted.kind).then_some(*kind);
            let added = self.accept(&document, &claim, line.speaker.as_deref(), version)?;
            (line.claim, line.confirmed) = (Some(added.key), added.confirmed);
        } else if let Some(document) = document {
            line.claim = self.refuse(&document, queue.claim(&entry), version)?;
        }
        queue.journal.add(line).map_err(refused)?;
        Ok(at)
    }

    /// Writes an accepted claim, if the file is still of this version.
    fn accept(
        &self,
        document: &Document,
        claim: &Claim,
        speaker: Option<&str>,
        version: &str,
    ) -> Result<Added, NotSaved> {
        let mut made = None;
        self.change(version, |text| {
            let added = added((&self.file, text), document, claim, speaker, true).map_err(refused)?;
            Ok(made.insert(added).text.clone())
        })?;
        made.ok_or_else(|| refused("nothing was made"))
    }

    /// Takes a refused claim out, if it is in the case as a draft that nobody has accepted. Gives its key.
    fn refuse(&self, document: &Document, claim: &Claim, version: &str) -> Result<Option<String>, NotSaved> {
        let without = |text: &str| {
            if stands_in(document, claim) { taken_out((&self.file, text), document, claim) } else { Ok(None) }
        };
        let now = self.edition().study.case.file.text.clone();
        let Some((_, key)) = without(&now).map_err(in_use)? else { return Ok(None) };
        self.change(version, |text| Ok(without(text).map_err(in_use)?.map_or(text.to_owned(), |made| made.0)))?;
        Ok(Some(key))
    }

    /// Takes the last decision back, if the file is still of this version. Gives its number in the queue.
    pub(crate) fn take_back(&self, version: &str) -> Result<usize, NotSaved> {
        let edition = self.edition();
        let _deciding = edition.reading.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let mut queue = Queue::of(&edition).map_err(refused)?;
        let last = queue.journal.last().cloned().ok_or_else(|| refused("nothing is decided yet"))?;
        if let Some(key) = &last.claim {
            self.as_before(key, &last, version)?;
        }
        queue.journal.undo().map_err(refused)?;
        Ok(queue.find(&last.sha256, &last.spans).unwrap_or(0))
    }

    /// The file as it was before a decision: byte by byte, if the decision was the last change; else an accepted claim is taken out, or is a draft
    /// again.
    fn as_before(&self, key: &str, decision: &Decision, version: &str) -> Result<(), NotSaved> {
        let stands = |text: &str| Case::read_text(text).0.claim(key).map(|claim| claim.accepted_by.is_some());
        let last = self.last_change().filter(|(before, after)| stands(before) != stands(after));
        if last.is_some_and(|(_, after)| fingerprint(&after) == version) {
            return self.again(Again::Undo);
        }
        let edition = self.edition();
        let Some(claim) = edition.study.case.claim(key).filter(|_| decision.decision == Verdict::Accepted) else {
            return Ok(());
        };
        if decision.confirmed {
            let draft = Acceptance {
                claim: key.to_owned(),
                speaker: claim.speaker.clone(),
                directness: claim.directness.map(|how| how.word().to_owned()),
                drafted_by: claim.drafted_by.clone(),
                accepted_by: None,
            };
            let read = |text: &str| Case::read_text(text).1;
            return self.change(version, |text| Ok(accept(&draft, text, &read).map_err(refused)?.text));
        }
        let edit = Edit::Remove { kind: Named::Claim, name: key.to_owned(), cited: false };
        self.change(version, |text| Ok(apply(&edit, text).map_err(in_use)?.text))
    }
}

/// Why a claim cannot be taken out.
fn in_use(why: impl Into<DeskError>) -> NotSaved {
    let why = match why.into() {
        DeskError::Edit(why) => why.to_string(),
        why => why.to_string(),
    };
    refused(format!("{why}; take it out of what rests on it first"))
}

/// Who is written down where the reader says nothing else; none where the text does not tell for certain.
pub(crate) fn drafted_speaker(claim: &Claim) -> Option<Who> {
    let name = || speaker(claim).map_or(Who::Report, |name| Who::Name(one_line(name)));
    (claim.tier != Tier::Whose).then(name)
}

/// Whether the claim's words can be shown in the text and accepted.
pub(crate) fn is_whole(document: Option<&Document>, claim: &Claim) -> bool {
    document.is_some_and(|document| stands_in(document, claim))
}

/// A text with single blanks for its white space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

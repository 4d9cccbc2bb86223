//! One case, open in the browser: its file, the edition that is shown, and what has become of the file since.

use crate::edition::Edition;
use crate::reading::Reading;
use crate::save::History;
use statecraft::answers::seal::Seal;
use statecraft::case::{Case, MAX_BYTES, OpenError, later_beside, read_bytes};
use statecraft::diag::Diagnostic;
use statecraft::evidence::Document;
use statecraft::graph::Limits;
use statecraft::study::Study;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::SystemTime;

/// Why a case was not opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotOpened {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] OpenError),
    /// It has errors, or was not laid out within the limits; what is known of it.
    #[error("{} cannot be used as it is", .0.case.file.name)]
    Unusable(Box<Study>),
}

/// By what a file is known to be unchanged without reading it.
pub(crate) type Stamp = Option<(SystemTime, u64)>;

/// What is shown now.
#[derive(Debug)]
struct Now {
    edition: Arc<Edition>,
    stamp: Stamp,
    /// What is wrong with the file as it is now, if it can no longer be used: then an earlier edition is shown.
    broken: Option<Arc<[String]>>,
}

/// A case that pages are made of.
#[derive(Debug)]
pub struct App {
    pub(crate) file: PathBuf,
    texts: Option<PathBuf>,
    pub(crate) limits: Limits,
    now: RwLock<Now>,
    pub(crate) history: Mutex<History>,
    reading: Arc<Reading>,
}

impl App {
    /// Opens a case, a folder or its file, with the texts of its sources that are in this folder, if one is given.
    ///
    /// # Errors
    /// The case cannot be used.
    pub fn open(path: &Path, texts: Option<&Path>, limits: Limits) -> Result<App, NotOpened> {
        let file = if path.is_dir() { path.join("case.toml") } else { path.to_path_buf() };
        let stamp = stamp(&file);
        let (folder, texts) = (file.parent().map(Path::to_path_buf).unwrap_or_default(), texts.map(Path::to_path_buf));
        let reading = Arc::new(Reading::new(folder, texts.clone()));
        let edition = Arc::new(read(&file, texts.as_deref(), &limits)?.with_reading(&reading));
        let now = RwLock::new(Now { edition, stamp, broken: None });
        Ok(App { file, texts, limits, now, history: Mutex::default(), reading })
    }

    /// The same with a file of drafts to be decided, in place of the one in the folder, and with what other readers decided.
    #[must_use]
    pub fn with_drafts(self, drafts: Option<PathBuf>, readers: Vec<PathBuf>) -> App {
        let reading = Arc::new(self.reading.with(drafts, readers));
        self.forget();
        App { reading, ..self }
    }

    /// The edition to be shown, and what is wrong with the file if it is not the last.
    pub(crate) fn now(&self) -> (Arc<Edition>, Option<Arc<[String]>>) {
        let stamp = stamp(&self.file);
        {
            let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
            if now.stamp == stamp {
                return (now.edition.clone(), now.broken.clone());
            }
        }
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        if now.stamp != stamp {
            self.reload(&mut now, stamp);
        }
        (now.edition.clone(), now.broken.clone())
    }

    fn reload(&self, now: &mut Now, stamp: Stamp) {
        match read(&self.file, self.texts.as_deref(), &self.limits) {
            Ok(edition) => {
                let same = edition.study.case.file.text == now.edition.study.case.file.text;
                if !same || !Arc::ptr_eq(&now.edition.reading, &self.reading) {
                    now.edition = Arc::new(edition.with_reading(&self.reading));
                }
                now.broken = None;
            }
            Err(NotOpened::Unusable(study)) => {
                let errors = study.problems.iter().filter(|problem| problem.is_error());
                let told = errors.map(|problem| in_words(&study.case, problem)).collect();
                now.broken = Some(told);
            }
            Err(NotOpened::Unreadable(why)) => now.broken = Some([why.to_string()].into()),
        }
        now.stamp = stamp;
    }

    /// Reads the file again at the next request, even if its time and size are what they were.
    pub(crate) fn forget(&self) {
        self.now.write().unwrap_or_else(PoisonError::into_inner).stamp = None;
    }

    /// Keeps the text of an edition, so that it can be shown what has changed since.
    pub(crate) fn remember(&self, edition: &Edition) {
        let mut history = self.history.lock().unwrap_or_else(PoisonError::into_inner);
        history.see(&edition.version, &edition.study.case.file.text);
    }

    /// The edition that is shown now.
    pub fn edition(&self) -> Arc<Edition> {
        self.now().0
    }
}

fn in_words(case: &Case, problem: &Diagnostic) -> String {
    format!("line {}: {}", case.file.position(problem.span.start).0, problem.message)
}

pub(crate) fn stamp(file: &Path) -> Stamp {
    let about = fs::metadata(file).ok()?;
    Some((about.modified().ok()?, about.len()))
}

/// Reads a case as it stands in its file.
fn read(file: &Path, texts: Option<&Path>, limits: &Limits) -> Result<Edition, NotOpened> {
    let (case, problems) = Case::read(file)?;
    let study = Study::of(case, problems, limits);
    let nothing = study.accounts.is_empty() && study.case.has_actors();
    if study.has_errors() || nothing || study.stopped.is_some() {
        return Err(NotOpened::Unusable(Box::new(study)));
    }
    let found = texts_of(&study.case, file, texts);
    let later = later(&study.case, file);
    Ok(Edition::new(study, found, limits.clone()).with_later(later))
}

/// The case with what happened later, from itself or from the file beside it, and what was sealed, where that can be read.
fn later(case: &Case, file: &Path) -> Option<(Case, Option<Seal>)> {
    let mut case = case.clone();
    if case.later.is_empty() {
        case.open_later(&later_beside(file)?).ok()?;
    }
    let sealed = file.with_file_name("sealed.json");
    let sealed = read_bytes(&sealed, MAX_BYTES).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    Some((case, sealed))
}

/// The texts of sources: those that the case ships, and those in a folder that are known by their fingerprint.
fn texts_of(case: &Case, file: &Path, folder: Option<&Path>) -> Vec<(String, Document)> {
    let given = folder.map(documents).unwrap_or_default();
    let shipped = |name: &str| {
        let path = Path::new(name);
        // Only files in the folder of the case: never what a name with `..` would lead to.
        let inside = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let path = file.parent().unwrap_or(Path::new("")).join(path);
        let bytes = inside.then(|| read_bytes(&path, MAX_BYTES).ok())??;
        String::from_utf8(bytes).ok().map(Document::new)
    };
    let text = |source: &statecraft::case::Source| {
        let key = source.key.value.clone();
        let own = source.text.as_ref().and_then(|name| shipped(&name.value));
        let known = || {
            let hash = &source.sha256.as_ref()?.value;
            given.iter().find(|document| document.sha256 == *hash).cloned()
        };
        Some((key, own.or_else(known)?))
    };
    case.sources.iter().filter_map(text).collect()
}

/// The texts in a folder; what is not text, or too large to be one, is no document.
fn documents(folder: &Path) -> Vec<Document> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let text = |entry: fs::DirEntry| {
        let bytes = read_bytes(&entry.path(), MAX_BYTES).ok()?;
        String::from_utf8(bytes).ok().map(Document::new)
    };
    entries.filter_map(text).collect()
}

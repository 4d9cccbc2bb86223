//! Writing the file: whole or not at all, and never over what somebody else has written meanwhile. What was written can be taken
//! back as long as it still stands in the file.

use crate::app::App;
use crate::draft::Draft;
use statecraft::edit::{CaseFile, Edit, EditError, FileError, apply};
use statecraft::evidence::fingerprint;
use std::collections::VecDeque;
use std::sync::PoisonError;

/// So many earlier texts and changes are remembered.
const MOST: usize = 32;

/// What was written, and what can be taken back.
#[derive(Debug, Default)]
pub(crate) struct History {
    /// Texts before and after each change that was written.
    undo: Vec<(String, String)>,
    /// The same of changes that were taken back.
    redo: Vec<(String, String)>,
    /// Texts that pages were made of, by their fingerprint, the latest last.
    seen: VecDeque<(String, String)>,
}

impl History {
    /// Remembers a text that pages are made of, so that it can be shown what has changed since.
    pub(crate) fn see(&mut self, version: &str, text: &str) {
        if self.seen.iter().any(|(known, _)| known == version) {
            return;
        }
        if self.seen.len() == MOST {
            self.seen.pop_front();
        }
        self.seen.push_back((version.to_string(), text.to_string()));
    }

    fn wrote(&mut self, before: String, after: String) {
        if self.undo.len() == MOST {
            self.undo.remove(0);
        }
        self.undo.push((before, after));
        self.redo.clear();
    }
}

/// Why nothing was written.
#[derive(Debug)]
pub(crate) enum NotSaved {
    /// The file is no longer the one that the page was made of: that one, if it is remembered, and how the file is now.
    Changed {
        /// The text that the page was made of.
        base: Option<String>,
        /// The text that is there now.
        theirs: String,
    },
    /// The edit does not fit, or the file cannot be written.
    Refused(String),
}

/// What can be taken back or made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Again {
    Undo,
    Redo,
}

impl App {
    /// Writes a draft into the file, if the file is still of this version.
    pub(crate) fn save(&self, draft: &Draft, version: &str) -> Result<(), NotSaved> {
        self.change(version, |text| draft.made(text))
    }

    /// Writes one edit into the file, if the file is still of this version.
    pub(crate) fn edit(&self, edit: &Edit, version: &str) -> Result<(), NotSaved> {
        self.change(version, |text| Ok(apply(edit, text)?.text))
    }

    fn change(&self, version: &str, make: impl Fn(&str) -> Result<String, EditError>) -> Result<(), NotSaved> {
        let mut history = self.history.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = self.file_now()?;
        if fingerprint(&file.text) != version {
            let base = history.seen.iter().find(|(known, _)| known == version).map(|(_, text)| text.clone());
            return Err(NotSaved::Changed { base, theirs: file.text });
        }
        let before = file.text.clone();
        let after = make(&before).map_err(|why| NotSaved::Refused(why.to_string()))?;
        write(&mut file, &after)?;
        self.forget();
        history.wrote(before, after);
        Ok(())
    }

    /// Takes the last written change back, or makes the last one that was taken back again.
    pub(crate) fn again(&self, which: Again) -> Result<(), NotSaved> {
        let mut history = self.history.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = self.file_now()?;
        let from = if which == Again::Undo { &history.undo } else { &history.redo };
        let Some((before, after)) = from.last().cloned() else {
            return Err(NotSaved::Refused("there is nothing to take back or make again".to_string()));
        };
        let (is, becomes) = if which == Again::Undo { (&after, &before) } else { (&before, &after) };
        if file.text != *is {
            return Err(NotSaved::Changed { base: Some(is.clone()), theirs: file.text });
        }
        write(&mut file, becomes)?;
        self.forget();
        let (from, to) = match which {
            Again::Undo => {
                let History { undo, redo, .. } = &mut *history;
                (undo, redo)
            }
            Again::Redo => {
                let History { undo, redo, .. } = &mut *history;
                (redo, undo)
            }
        };
        to.extend(from.pop());
        Ok(())
    }

    /// Whether something can be taken back, and made again.
    pub(crate) fn can(&self) -> (bool, bool) {
        let history = self.history.lock().unwrap_or_else(PoisonError::into_inner);
        (!history.undo.is_empty(), !history.redo.is_empty())
    }

    fn file_now(&self) -> Result<CaseFile, NotSaved> {
        CaseFile::open(&self.file).map_err(|why| NotSaved::Refused(why.to_string()))
    }
}

fn write(file: &mut CaseFile, text: &str) -> Result<(), NotSaved> {
    match file.write(text) {
        Ok(()) => Ok(()),
        Err(FileError::Changed(_)) => {
            let theirs = CaseFile::open(&file.path).map(|now| now.text).unwrap_or_default();
            Err(NotSaved::Changed { base: Some(file.text.clone()), theirs })
        }
        Err(why) => Err(NotSaved::Refused(why.to_string())),
    }
}

//! Writing the file: whole or not at all, and never over what somebody else has written meanwhile. What was written can be taken
//! back as long as it still stands in the file.

use crate::app::App;
use crate::draft::Draft;
use crate::three::{Choice, merged, parts};
use statecraft::case::Case;
use statecraft::edit::{CaseFile, Edit, EditError, FileError, apply};
use statecraft::evidence::fingerprint;
use statecraft::study::Study;
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
        self.change(version, |text| draft.made(text).map_err(refused))
    }

    /// Writes what was chosen of a draft, made on an earlier text, and of the file as it is, if it is still of this version; nothing if
    /// the whole could not be used.
    pub(crate) fn merge(
        &self,
        draft: &Draft,
        base: &str,
        version: &str,
        choices: impl Iterator<Item = Choice>,
    ) -> Result<(), NotSaved> {
        let refused = |why: &str| NotSaved::Refused(why.to_string());
        let before =
            self.seen(base).ok_or_else(|| refused("the text that this was made of is no longer remembered"))?;
        let yours = draft.made(&before).map_err(|why| NotSaved::Refused(why.to_string()))?;
        let theirs = self.file_now()?.text;
        let text = merged(&parts(&before, &yours, &theirs), choices);
        let text = text.ok_or_else(|| refused("not every part was chosen"))?;
        let (case, problems) = Case::read_text(&text);
        if let Some(wrong) = Study::of(case, problems, &self.limits).problems.iter().find(|problem| problem.is_error())
        {
            return Err(NotSaved::Refused(format!("what was chosen does not fit together: {}", wrong.message)));
        }
        self.change(version, |_| Ok(text.clone())).map_err(|why| match why {
            NotSaved::Changed { theirs, .. } => NotSaved::Changed { base: Some(before), theirs }, // once more
            refused @ NotSaved::Refused(_) => refused,
        })
    }

    /// A text that pages were made of, if it is remembered.
    fn seen(&self, version: &str) -> Option<String> {
        let history = self.history.lock().unwrap_or_else(PoisonError::into_inner);
        history.seen.iter().find(|(known, _)| known == version).map(|(_, text)| text.clone())
    }

    /// Writes one edit into the file, if the file is still of this version.
    pub(crate) fn edit(&self, edit: &Edit, version: &str) -> Result<(), NotSaved> {
        self.change(version, |text| Ok(apply(edit, text).map_err(refused)?.text))
    }

    /// Writes what is made of the text, if the file is still of this version.
    pub(crate) fn change(
        &self,
        version: &str,
        make: impl FnOnce(&str) -> Result<String, NotSaved>,
    ) -> Result<(), NotSaved> {
        let mut history = self.history.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = self.file_now()?;
        if fingerprint(&file.text) != version {
            let base = history.seen.iter().find(|(known, _)| known == version).map(|(_, text)| text.clone());
            return Err(NotSaved::Changed { base, theirs: file.text });
        }
        let before = file.text.clone();
        let after = make(&before)?;
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

    /// The texts before and after the last change that was written.
    pub(crate) fn last_change(&self) -> Option<(String, String)> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner).undo.last().cloned()
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

fn refused(why: EditError) -> NotSaved {
    NotSaved::Refused(why.to_string())
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

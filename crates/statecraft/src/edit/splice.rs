//! Replacing parts of a text, and putting them back.

use super::EditError;
use crate::diag::Span;
use serde::{Deserialize, Serialize};

/// What stands in place of what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Splice {
    /// Where, in the text before.
    at: usize,
    was: String,
    now: String,
}

/// What takes an edit back: each part that was replaced, as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Undo {
    /// One set of replacements after the other.
    steps: Vec<Vec<Splice>>,
}

impl Undo {
    /// The text as it was before the edit.
    ///
    /// # Errors
    /// The text is not the one that the edit gave.
    pub fn apply(&self, text: &str) -> Result<String, EditError> {
        self.steps.iter().try_fold(text.to_string(), |text, step| replaced(&text, step))
    }
}

/// A text on the way, and how it came there.
#[derive(Clone, Debug)]
pub(super) struct Work {
    pub(super) text: String,
    undo: Undo,
}

/// One replacement that is to be made.
pub(super) type Change = (Span, String);

impl Work {
    pub(super) fn new(text: &str) -> Work {
        Work { text: text.to_string(), undo: Undo::default() }
    }

    /// Makes replacements; their places are those of the text before any of them.
    pub(super) fn make(&mut self, mut changes: Vec<Change>) -> Result<(), EditError> {
        changes.sort_by_key(|(span, _)| *span);
        let splices: Vec<Splice> = changes
            .into_iter()
            .map(|(span, now)| {
                let was = self.text.get(span.start..span.end).unwrap_or_default().to_string();
                Splice { at: span.start, was, now }
            })
            .collect();
        self.text = replaced(&self.text, &splices)?;
        self.undo.steps.insert(0, inverse(splices));
        Ok(())
    }

    pub(super) fn done(self) -> (String, Undo) {
        (self.text, self.undo)
    }
}

fn inverse(splices: Vec<Splice>) -> Vec<Splice> {
    let (mut removed, mut added) = (0, 0);
    let turned = splices.into_iter().map(|Splice { at, was, now }| {
        let at = at + added - removed;
        removed += was.len();
        added += now.len();
        Splice { at, was: now, now: was }
    });
    turned.collect()
}

fn replaced(text: &str, splices: &[Splice]) -> Result<String, EditError> {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for Splice { at, was, now } in splices {
        let end = at + was.len();
        if *at < done || text.get(*at..end) != Some(was) {
            return Err(EditError::Changed);
        }
        result += &text[done..*at];
        result += now;
        done = end;
    }
    result += &text[done..];
    Ok(result)
}

//! A text to read, and what is kept of it.

use crate::times::{Date, date_of};
use sha2::{Digest, Sha256};

/// The most bytes of a text that are read.
pub const LARGEST: usize = 16 << 20;

/// A text as it is stored, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Where it came from, as given.
    pub path: String,
    /// The text. All places are bytes of it.
    pub text: String,
    /// SHA-256 of the text.
    pub sha256: String,
    /// The title, if the text opens with one.
    pub title: Option<String>,
    /// The report's date, against which "last week" and the like are read: the first whole date in its first lines.
    pub date: Option<Date>,
    /// What a reader should know about how the text was got.
    pub notes: Vec<String>,
}

impl Document {
    /// A text that is at hand.
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        let digest = Sha256::digest(text.as_bytes());
        let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let first = crate::segments::paragraphs(text).into_iter().next();
        let title =
            first.filter(|part| part.kind == crate::segments::Kind::Heading).map(|part| text[part.span].to_owned());
        Self { path: path.to_owned(), text: text.to_owned(), sha256, title, date: date_of(text), notes: Vec::new() }
    }
}

//! The draft of some documents: what `statecraft read --format json` writes.

use crate::claims::{Claim, claims};
use crate::document::Document;
use serde::Serialize;

/// Drafts of documents, in their order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Draft {
    /// One for each document.
    pub documents: Vec<Drafted>,
}

/// What one document says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drafted {
    /// Where the document came from.
    pub path: String,
    /// SHA-256 of the stored text, which all places are bytes of.
    pub sha256: String,
    /// Its title, if it opens with one.
    pub title: Option<String>,
    /// What a reader should know about the document.
    pub notes: Vec<String>,
    /// Who says what, in the order of the text.
    pub claims: Vec<Claim>,
}

/// Drafts one document.
#[must_use]
pub fn draft(document: &Document) -> Drafted {
    let claims = claims(document);
    Drafted {
        path: document.path.clone(),
        sha256: document.sha256.clone(),
        title: document.title.clone(),
        notes: document.notes.clone(),
        claims,
    }
}

//! The draft of some documents: what `statecraft read --format json` writes.

use crate::claims::{Claim, Kind, Span, Tier, claims};
use crate::deeds::{Deed, deeds};
use crate::document::Document;
use crate::names::{Actor, actors};
use crate::times::Date;
use serde::Serialize;

/// Drafts of documents, in their order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Draft {
    /// One for each document.
    pub documents: Vec<Drafted>,
}

/// What one document says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Drafted {
    /// Where the document came from.
    pub path: String,
    /// SHA-256 of the stored text, which all places are bytes of.
    pub sha256: String,
    /// The stored text.
    #[serde(skip)]
    pub text: String,
    /// Its date, against which its time words are read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub date: Option<Date>,
    /// Its title, if it opens with one.
    pub title: Option<String>,
    /// What a reader should know about the document.
    pub notes: Vec<String>,
    /// Who says what, in the order of the text.
    pub claims: Vec<Claim>,
    /// Who is named, with the forms of the name: proposals.
    pub actors: Vec<Actor>,
    /// Who does what to whom, and by whose word: proposals.
    pub deeds: Vec<Deed>,
    /// What a reader should be told about the claims as a whole.
    pub remarks: Vec<String>,
}

impl Drafted {
    /// The sentence of a claim or a deed, if the text is at hand: blanks in place of its line breaks.
    #[must_use]
    pub fn sentence(&self, place: Span) -> String {
        self.text.get(place[0]..place[1]).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Drafts one document.
#[must_use]
pub fn draft(document: &Document) -> Drafted {
    let claims = claims(document);
    Drafted {
        path: document.path.clone(),
        sha256: document.sha256.clone(),
        text: document.text.clone(),
        title: document.title.clone(),
        date: document.date,
        notes: document.notes.clone(),
        actors: actors(document, &claims),
        deeds: deeds(document, &claims),
        remarks: remarks(&claims),
        claims,
    }
}

/// How many sources the text cites, said when it is one or none.
fn remarks(claims: &[Claim]) -> Vec<String> {
    let cited =
        claims.iter().filter(|claim| claim.kind == Kind::Said && claim.tier != Tier::Whose && claim.speaker.is_some());
    let named: std::collections::BTreeSet<&str> =
        cited.filter_map(|claim| claim.stands_for.as_deref().or(claim.speaker.as_deref())).collect();
    match named.len() {
        0 => vec!["No source is cited: what is said here, the article says itself.".to_owned()],
        1 => vec![format!(
            "One source is cited, {}: everything else, the article says itself.",
            named.into_iter().next().unwrap_or_default()
        )],
        _ => Vec::new(),
    }
}

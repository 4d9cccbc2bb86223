//! `[sources.NAME]` and `[claims.NAME]`.

use super::fields::{Entry, Reader, Shape};
use crate::case::{Claim, Directness, Source};
use crate::diag::{Diagnostic, Spanned, nearest, shown};
use crate::evidence::Anchor;

const SOURCE: Shape = Shape {
    what: "a source",
    written: "[sources.NAME] above its keys",
    keys: &["title", "publisher", "author", "date", "url", "sha256", "text", "origin"],
};
const CLAIM: Shape = Shape {
    what: "a claim",
    written: "[claims.NAME] above its keys",
    keys: &["source", "quote", "speaker", "says", "directness", "date", "origin", "before", "after", "at"],
};

pub(super) fn sources(reader: &mut Reader, root: &Entry) -> Vec<Source> {
    let mut found = Vec::new();
    for (key, entry) in reader.named(root, "sources", SOURCE) {
        let sha256 = reader.string(&entry, "sha256");
        if let Some(hash) = sha256.as_ref().filter(|hash| !is_sha256(&hash.value)) {
            let message = "this is not a SHA-256 fingerprint";
            let help = "write the 64 digits 0-9 and a-f that `sha256sum FILE` prints, or leave it out";
            let label = match is_sha256(&hash.value.to_lowercase()) {
                true => "the letters are small".to_string(),
                false => format!("{} characters", hash.value.chars().count()),
            };
            reader.tell(Diagnostic::error("bad-value", hash.span, message).label(label).help(help));
        }
        found.push(Source {
            title: reader.required_string(&entry, "title").map(|title| title.value).unwrap_or_default(),
            publisher: reader.text(&entry, "publisher"),
            author: reader.text(&entry, "author"),
            date: reader.date(&entry, "date"),
            url: reader.text(&entry, "url"),
            text: reader.words(&entry, "text"),
            origin: reader.words(&entry, "origin"),
            sha256,
            key,
        });
    }
    found
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

pub(super) fn claims(reader: &mut Reader, root: &Entry) -> Vec<Claim> {
    let mut found = Vec::new();
    for (key, entry) in reader.named(root, "claims", CLAIM) {
        let missing = || Spanned::new(String::new(), key.span);
        let source = reader.required_string(&entry, "source").unwrap_or_else(missing);
        let quote = reader.required_string(&entry, "quote").unwrap_or_else(missing);
        let (speaker, says) = (reader.text(&entry, "speaker"), reader.text(&entry, "says"));
        let (directness, date) = (directness(reader, &entry), reader.date(&entry, "date"));
        let origin = reader.words(&entry, "origin");
        let (before, after) = (reader.text(&entry, "before"), reader.text(&entry, "after"));
        let at = reader.position(&entry, "at");
        let anchor = Anchor { quote: quote.value, before, after, at };
        let quote_span = quote.span;
        found.push(Claim { key, source, speaker, says, directness, date, origin, anchor, quote_span });
    }
    found
}

fn directness(reader: &mut Reader, entry: &Entry) -> Option<Directness> {
    let written = reader.string(entry, "directness")?;
    let found = Directness::ALL.into_iter().find(|known| known.word() == written.value);
    if found.is_none() {
        let words = Directness::ALL.map(Directness::word);
        let message = format!("the directness of a claim is not \"{}\"", shown(&written.value));
        let help = match nearest(&written.value, words) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write one of \"{}\"", words.join("\", \"")),
        };
        reader.tell(Diagnostic::error("bad-value", written.span, message).help(help));
    }
    found
}

//! `[sources.NAME]` and `[claims.NAME]`.

use super::fields::{Entry, Reader, Shape, one_line};
use crate::case::{Claim, Directness, Source};
use crate::diag::{Diagnostic, Spanned, nearest, shown};
use crate::evidence::{Anchor, is_fingerprint};

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
        // Some programs print it in capitals.
        let sha256 = sha256.map(|hash| Spanned::new(hash.value.to_lowercase(), hash.span));
        if let Some(hash) = sha256.as_ref().filter(|hash| !is_fingerprint(&hash.value)) {
            let message = "this is not a SHA-256 fingerprint";
            let help = "write the 64 digits 0-9 and a-f that `sha256sum FILE` prints, or leave it out";
            let label = format!("{} characters", hash.value.chars().count());
            reader.tell(Diagnostic::error("bad-value", hash.span, message).label(label).help(help));
        }
        found.push(Source {
            title: reader.title(&entry),
            publisher: reader.name(&entry, "publisher"),
            author: reader.name(&entry, "author"),
            date: reader.date(&entry, "date"),
            url: reader.prose(&entry, "url"),
            text: reader.words(&entry, "text"),
            origin: origin(reader, &entry),
            sha256,
            key,
        });
    }
    found
}

pub(super) fn claims(reader: &mut Reader, root: &Entry) -> Vec<Claim> {
    let mut found = Vec::new();
    for (key, entry) in reader.named(root, "claims", CLAIM) {
        let missing = || Spanned::new(String::new(), key.span);
        let source = reader.required_string(&entry, "source").unwrap_or_else(missing);
        let quote = reader.required_string(&entry, "quote").unwrap_or_else(missing);
        let (speaker, says) = (reader.name(&entry, "speaker"), reader.prose(&entry, "says"));
        let (directness, date) = (directness(reader, &entry), reader.date(&entry, "date"));
        let origin = origin(reader, &entry);
        let (before, after) = (reader.text(&entry, "before"), reader.text(&entry, "after"));
        let at = reader.position(&entry, "at");
        let anchor = Anchor { quote: quote.value, before, after, at };
        let quote_span = quote.span;
        found.push(Claim { key, source, speaker, says, directness, date, origin, anchor, quote_span });
    }
    found
}

fn origin(reader: &mut Reader, entry: &Entry) -> Option<Spanned<String>> {
    reader.words(entry, "origin").map(|found| Spanned::new(one_line(&found.value), found.span))
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

//! `[sources.NAME]` and `[claims.NAME]`.

use super::fields::{Entry, Reader, Shape, one_line, span, whole};
use crate::case::{Claim, Credibility, Directness, Provenance, Reliability, Scale, Source};
use crate::diag::{Diagnostic, Spanned, nearest, shown};
use crate::evidence::{Anchor, is_fingerprint};

const SOURCE: Shape = Shape {
    what: "a source",
    written: "[sources.NAME] above its keys",
    keys: &[
        "title",
        "publisher",
        "author",
        "date",
        "url",
        "sha256",
        "text",
        "origin",
        "reliability",
        "basis",
        "descriptor",
        "accessed",
        "archived",
    ],
};
const CLAIM: Shape = Shape {
    what: "a claim",
    written: "[claims.NAME] above its keys",
    keys: &[
        "source",
        "quote",
        "speaker",
        "says",
        "directness",
        "date",
        "origin",
        "credibility",
        "confirms",
        "holder",
        "factive",
        "provenance",
        "drafted_by",
        "accepted_by",
        "before",
        "after",
        "at",
    ],
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
            reliability: reliability(reader, &entry),
            basis: reader.prose(&entry, "basis"),
            descriptor: reader.prose(&entry, "descriptor"),
            accessed: reader.date(&entry, "accessed"),
            archived: reader.date(&entry, "archived"),
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
        let provenance = provenance(reader, &entry);
        let recalled = provenance == Some(Provenance::Memory) && entry.get("quote").is_none();
        let quote = if recalled { None } else { reader.required_string(&entry, "quote") }.unwrap_or_else(missing);
        let (speaker, says) = (reader.name(&entry, "speaker"), reader.prose(&entry, "says"));
        let (directness, date) = (directness(reader, &entry), reader.date(&entry, "date"));
        let origin = origin(reader, &entry);
        let (before, after) = (reader.text(&entry, "before"), reader.text(&entry, "after"));
        let at = reader.position(&entry, "at");
        let anchor = Anchor { quote: quote.value, before, after, at };
        let quote_span = quote.span;
        found.push(Claim {
            credibility: credibility(reader, &entry),
            confirms: reader.one_or_more(&entry, "confirms"),
            holder: holder(reader, &entry),
            factive: reader.boolean(&entry, "factive") == Some(true),
            provenance,
            drafted_by: reader.prose(&entry, "drafted_by"),
            accepted_by: reader.prose(&entry, "accepted_by"),
            key,
            source,
            speaker,
            says,
            directness,
            date,
            origin,
            anchor,
            quote_span,
        });
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

/// How far the words were read.
fn provenance(reader: &mut Reader, entry: &Entry) -> Option<Provenance> {
    let written = reader.string(entry, "provenance")?;
    let found = Provenance::ALL.into_iter().find(|known| known.word() == written.value);
    if found.is_none() {
        let words = Provenance::ALL.map(Provenance::word);
        let message = format!("the provenance of a claim is not \"{}\"", shown(&written.value));
        let help = match nearest(&written.value, words) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write one of \"{}\": how far its words were read", words.join("\", \"")),
        };
        reader.tell(Diagnostic::error("bad-value", written.span, message).help(help));
    }
    found
}

fn reliability(reader: &mut Reader, entry: &Entry) -> Option<Reliability> {
    let help = "write a letter from \"A\" (completely reliable) to \"E\" (unreliable), or \"F\" (cannot be judged)";
    let written = reader.string_or(entry.get("reliability")?, "the reliability of a source is a letter", help)?;
    let found = Reliability::of(&written.value);
    if found.is_none() {
        let message = format!("the reliability of a source is not \"{}\"", shown(&written.value));
        let help = match Reliability::of(&written.value.trim().to_uppercase()) {
            Some(meant) => format!("did you mean \"{}\"?", meant.letter()),
            None => help.to_string(),
        };
        reader.tell(Diagnostic::error("bad-value", written.span, message).help(help));
    }
    found
}

fn credibility(reader: &mut Reader, entry: &Entry) -> Option<Spanned<Credibility>> {
    let help = "write a number from 1 (confirmed) to 5 (improbable), or 6 (cannot be judged)";
    let value = entry.get("credibility")?;
    let Some(number) = value.get_ref().as_integer() else {
        reader.wrong_type(value, "the credibility of a claim is a whole number", value.get_ref(), help);
        return None;
    };
    let found = whole(number).and_then(Credibility::of);
    if found.is_none() {
        let message = "this number cannot be the credibility of a claim";
        reader.tell(Diagnostic::error("bad-value", span(value), message).help(help));
    }
    found.map(|grade| Spanned::new(grade, span(value)))
}

/// Whose view it is. That a source vouches for a view says nothing where no view is reported.
fn holder(reader: &mut Reader, entry: &Entry) -> Option<Spanned<String>> {
    let found = reader.words(entry, "holder");
    if entry.get("factive").is_some() && entry.get("holder").is_none() && !entry.misspells(&["holder"]) {
        let message = "`factive` says that a source vouches for somebody's view, and here is nobody's";
        let help = "add holder = \"ACTOR\", whose view the claim reports, or leave `factive` out";
        reader.tell(Diagnostic::error("no-holder", entry.key("factive"), message).help(help));
    }
    found
}

/// `scale` at the top of the file.
pub(super) fn scale(reader: &mut Reader, root: &Entry) -> Option<Scale> {
    let written = reader.string(root, "scale")?;
    let found = Scale::ALL.into_iter().find(|known| known.word() == written.value);
    if found.is_none() {
        let words = Scale::ALL.map(Scale::word);
        let message = format!("there is no scale of likelihood \"{}\"", shown(&written.value));
        let help = match nearest(&written.value, words) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write one of \"{}\"", words.join("\", \"")),
        };
        reader.tell(Diagnostic::error("bad-value", written.span, message).help(help));
    }
    found
}

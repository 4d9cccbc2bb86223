//! Claims into a case file: sources with their texts beside the case, quotes that verify, nothing twice.

use crate::error::DeskError;
use crate::journal::JOURNAL;
use statecraft::case::{Case, NotRead, read_bytes};
use statecraft::edit::{Acceptance, CaseFile, Edit, Kind as Named, NewClaim, NewSource, accept, apply_checked};
use statecraft_read::claims::{Claim, Kind, Span, is_pronoun};
use statecraft_read::document::{Document, LARGEST};
use statecraft_read::names;
use std::fs;
use std::path::{Path, PathBuf};

/// A case that claims are written into.
#[derive(Debug)]
pub struct Desk {
    file: CaseFile,
}

/// What stands in the case of one document.
#[derive(Debug)]
pub struct Shelf {
    /// The source's key, which it has or will have.
    key: String,
    known: bool,
    /// The claims that the case has from it.
    claims: Vec<Known>,
}

/// A claim of the case.
#[derive(Debug)]
struct Known {
    key: String,
    quote: String,
    drafted_by: Option<String>,
    /// Is it a draft that nobody has accepted?
    unseen: bool,
}

/// What marks a draft that was written unseen.
const UNSEEN: &str = ", not reviewed";

/// Who accepts, as the case has it.
const READER: &str = "the reader of the draft";

/// The text of a case file with one more claim.
#[derive(Debug)]
pub struct Added {
    /// The text.
    pub text: String,
    /// The claim's key in it.
    pub key: String,
    /// Was the claim in the case before, as a draft that nobody had accepted?
    pub confirmed: bool,
}

impl Desk {
    /// Opens a case, a folder or its file.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn open(path: &Path) -> Result<Self, DeskError> {
        Ok(Self { file: CaseFile::open(path)? })
    }

    /// Where decisions are kept.
    #[must_use]
    pub fn journal(&self) -> PathBuf {
        self.file.path.with_file_name(JOURNAL)
    }

    /// The text of the case file, to come back to.
    #[must_use]
    pub fn text(&self) -> String {
        self.file.text.clone()
    }

    /// Writes an earlier text again.
    ///
    /// # Errors
    /// The file has changed since, or cannot be written.
    pub fn back_to(&mut self, text: &str) -> Result<(), DeskError> {
        Ok(self.file.write(text)?)
    }

    /// What the case has of a document.
    #[must_use]
    pub fn shelf(&self, document: &Document) -> Shelf {
        Shelf::of(&Case::read_as(&self.file.path, self.file.text.clone()).0, document)
    }

    /// Writes a claim, and before the first of a document its source and its text. One that is there as a draft which nobody has accepted is accepted.
    ///
    /// # Errors
    /// The claim does not fit, or something cannot be written.
    pub fn add(
        &mut self,
        document: &Document,
        claim: &Claim,
        speaker: Option<&str>,
        accepted: bool,
    ) -> Result<Added, DeskError> {
        let made = added((&self.file.path, &self.file.text), document, claim, speaker, accepted)?;
        self.file.write(&made.text)?;
        Ok(made)
    }

    /// Takes a refused claim out, if it is in the case as a draft that nobody has accepted. Gives its key.
    ///
    /// # Errors
    /// Something rests on it, or the file cannot be written.
    pub fn refuse(&mut self, document: &Document, claim: &Claim) -> Result<Option<String>, DeskError> {
        let Some((text, key)) = taken_out((&self.file.path, &self.file.text), document, claim)? else {
            return Ok(None);
        };
        self.file.write(&text)?;
        Ok(Some(key))
    }
}

/// The text of a case file with a claim, and before the first of a document with its source, whose text is put beside the case. Quotes are checked
/// against the text; nothing else of the file changes.
///
/// # Errors
/// The claim does not fit, or the document's text cannot be put beside the case.
pub fn added(
    (path, text): (&Path, &str),
    document: &Document,
    claim: &Claim,
    speaker: Option<&str>,
    accepted: bool,
) -> Result<Added, DeskError> {
    if !stands_in(document, claim) {
        return Err(DeskError::NotTheWords);
    }
    let (case, _) = Case::read_as(path, text.to_owned());
    let read = |text: &str| Case::read_as(path, text.to_owned()).1;
    let shelf = Shelf::of(&case, document);
    if let Some(known) = shelf.unseen(document, claim).filter(|_| accepted) {
        let yes = Acceptance {
            claim: known.key.clone(),
            speaker: speaker.map(str::to_owned),
            directness: Some(directness(claim, speaker).to_owned()),
            drafted_by: known.drafted_by.as_deref().map(|by| by.trim_end_matches(UNSEEN).to_owned()),
            accepted_by: Some(READER.to_owned()),
        };
        return Ok(Added { text: accept(&yes, text, &read)?.text, key: known.key.clone(), confirmed: true });
    }
    let mut text = text.to_owned();
    if !shelf.known {
        let place = format!("sources/{}.txt", shelf.key);
        store(&path.with_file_name(&place), &document.text)?;
        let source = NewSource {
            key: shelf.key.clone(),
            title: document.title.clone().unwrap_or_else(|| stem(document).to_owned()),
            sha256: Some(document.sha256.clone()),
            text: Some(place),
            date: document.date.map(|date| date.to_string()),
            ..NewSource::default()
        };
        text = apply_checked(&Edit::AddSource(source), &text, &read)?.text;
    }
    let taken = |key: &str| case.claims.iter().any(|claim| claim.key.value == key);
    let name = speaker.map_or_else(|| shelf.key.clone(), names::core);
    let key =
        free(&slug(&name), &|key| key.rsplit('-').next().is_none_or(|end| end.parse::<usize>().is_err()) || taken(key));
    let new = written(document, claim, speaker, accepted, (&key, &shelf.key));
    let text = apply_checked(&Edit::AddClaim(new), &text, &read)?.text;
    Ok(Added { text, key, confirmed: false })
}

/// The text of a case file without a claim that it has as a draft which nobody has accepted, and the claim's key; none if it has no such claim.
///
/// # Errors
/// Something in the case rests on it.
pub fn taken_out(
    (path, text): (&Path, &str),
    document: &Document,
    claim: &Claim,
) -> Result<Option<(String, String)>, DeskError> {
    let (case, _) = Case::read_as(path, text.to_owned());
    let shelf = Shelf::of(&case, document);
    let Some(known) = shelf.unseen(document, claim) else { return Ok(None) };
    let edit = Edit::Remove { kind: Named::Claim, name: known.key.clone(), cited: false };
    let read = |text: &str| Case::read_as(path, text.to_owned()).1;
    Ok(Some((apply_checked(&edit, text, &read)?.text, known.key.clone())))
}

/// Puts a text beside the case; another text of the same name stays.
fn store(path: &Path, text: &str) -> Result<(), DeskError> {
    match read_bytes(path, LARGEST as u64) {
        Ok(there) if there == text.as_bytes() => return Ok(()),
        Err(NotRead::Missing) => {}
        _ => return Err(DeskError::OtherText(path.to_owned())),
    }
    let unwritten = |error| DeskError::NotWritten { path: path.to_owned(), error };
    path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text)).map_err(unwritten)
}

/// Are the pieces of a claim the words at their places in the text, one behind the other, and its sentence a place in it?
#[must_use]
pub fn stands_in(document: &Document, claim: &Claim) -> bool {
    let words = |&[start, end]: &Span| document.text.get(start..end).filter(|words| !words.is_empty());
    let same = claim.spans.len() == claim.quotes.len()
        && claim.spans.iter().zip(&claim.quotes).all(|(span, quote)| words(span) == Some(quote.as_str()));
    let in_order = claim.spans.windows(2).all(|two| two[0][1] <= two[1][0]);
    !claim.spans.is_empty() && same && in_order && words(&claim.sentence).is_some()
}

impl Shelf {
    /// What a case has of a document, which is known by its fingerprint.
    #[must_use]
    pub fn of(case: &Case, document: &Document) -> Shelf {
        let same = |hash: &statecraft::diag::Spanned<String>| hash.value == document.sha256;
        let source = case.sources.iter().find(|source| source.sha256.as_ref().is_some_and(same));
        let taken = |key: &str| case.sources.iter().any(|source| source.key.value == key);
        let key = source.map_or_else(|| free(&source_key(document), &taken), |source| source.key.value.clone());
        let claims = case.claims.iter().filter(|claim| claim.source.value == key).map(|claim| Known {
            key: claim.key.value.clone(),
            quote: claim.anchor.quote.clone(),
            drafted_by: claim.drafted_by.clone(),
            unseen: claim.drafted_by.is_some() && claim.accepted_by.is_none(),
        });
        Shelf { claims: claims.collect(), known: source.is_some(), key }
    }

    /// The source's key, which it has or will have.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Notes that the claim is in the case now.
    pub fn put(&mut self, document: &Document, claim: &Claim) {
        let quote = quote(document, claim).to_owned();
        self.claims.push(Known { key: String::new(), quote, drafted_by: None, unseen: false });
    }

    /// Does the case have the claim already?
    #[must_use]
    pub fn has(&self, document: &Document, claim: &Claim) -> bool {
        let quote = quote(document, claim);
        self.claims
            .iter()
            .map(|known| &known.quote)
            .any(|known| known == quote || known.contains(quote) || claim.quotes.iter().any(|piece| known == piece))
    }

    /// Is the claim to be decided: is it not in the case, or there as a draft that nobody has accepted?
    #[must_use]
    pub fn is_open(&self, document: &Document, claim: &Claim) -> bool {
        !self.has(document, claim) || self.unseen(document, claim).is_some()
    }

    /// The claim as it stands in the case as a draft that nobody has accepted.
    fn unseen(&self, document: &Document, claim: &Claim) -> Option<&Known> {
        let quote = quote(document, claim);
        self.claims.iter().find(|known| known.unseen && known.quote == quote)
    }
}

/// The words from the first to the last of a claim, as they stand in the text.
#[must_use]
pub fn quote<'a>(document: &'a Document, claim: &Claim) -> &'a str {
    let start = claim.spans.first().map_or(0, |span| span[0]);
    let end = claim.spans.last().map_or(start, |span| span[1]);
    document.text.get(start..end).unwrap_or_default()
}

fn written(
    document: &Document,
    claim: &Claim,
    speaker: Option<&str>,
    accepted: bool,
    (key, source): (&str, &str),
) -> NewClaim {
    let quote = quote(document, claim);
    let several = document.text.matches(quote).count() > 1;
    let (start, end) = (claim.spans.first().map_or(0, |span| span[0]), claim.spans.last().map_or(0, |span| span[1]));
    let before = document.text[..start].rsplit('\n').next().unwrap_or_default();
    let after = document.text[end..].split('\n').next().unwrap_or_default();
    let words = |text: &str, last: bool| {
        let all: Vec<&str> = text.split_whitespace().collect();
        let some = if last { &all[all.len().saturating_sub(5)..] } else { &all[..all.len().min(5)] };
        some.join(" ")
    };
    NewClaim {
        key: key.to_owned(),
        source: source.to_owned(),
        quote: quote.to_owned(),
        speaker: speaker.map(str::to_owned),
        directness: Some(directness(claim, speaker).to_owned()),
        date: said_at(claim),
        before: Some(words(before, true)).filter(|words| several && !words.is_empty()),
        after: Some(words(after, false)).filter(|words| several && !words.is_empty()),
        drafted_by: Some(format!(
            "statecraft read ({}){}",
            claim.drafters.join(" and "),
            if accepted { "" } else { UNSEEN }
        )),
        accepted_by: accepted.then(|| READER.to_owned()),
        ..NewClaim::default()
    }
}

/// How directly a claim comes, as the case file has it.
fn directness(claim: &Claim, speaker: Option<&str>) -> &'static str {
    match claim.kind {
        Kind::Reported => "unnamed",
        Kind::Believes | Kind::Wants | Kind::Fears => "believed",
        _ if speaker.is_none() => "reported",
        _ => "said",
    }
}

/// The day on which it was said, if the text tells one day.
fn said_at(claim: &Claim) -> Option<String> {
    let (first, last) = claim.said_at.as_ref()?.days?;
    (first == last).then(|| first.to_string())
}

/// Who is written down as the speaker: of a pronoun, whom it stands for.
#[must_use]
pub fn speaker(claim: &Claim) -> Option<&str> {
    let named = claim.speaker.as_deref().filter(|name| !is_pronoun(name));
    named.or(claim.stands_for.as_deref()).or(claim.speaker.as_deref())
}

fn stem(document: &Document) -> &str {
    let path = Path::new(&document.path);
    path.file_stem().and_then(|stem| stem.to_str()).filter(|stem| *stem != "-").unwrap_or("report")
}

/// A key for a document: the name of its file, or its title if that is a row of digits.
fn source_key(document: &Document) -> String {
    let stem = stem(document);
    let digits = stem.chars().filter(char::is_ascii_digit).count();
    let title = document.title.as_deref().filter(|_| 3 * digits > stem.chars().count());
    title.map_or_else(|| slug(stem), |title| slug(&title.split_whitespace().take(4).collect::<Vec<_>>().join(" ")))
}

/// Letters and digits of at most four words, joined by hyphens: a key that needs no quotation marks.
fn slug(name: &str) -> String {
    let plain = name.to_lowercase();
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty() && !["the", "of", "a", "an"].contains(word))
        .collect();
    let some = words[words.len().saturating_sub(4)..].join("-");
    let short: String = some.chars().take(40).collect();
    if short.is_empty() { "report".to_owned() } else { short }
}

/// The name, with a number behind it if need be.
fn free(name: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let numbered = (1..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|key| !taken(key)).unwrap_or_else(|| name.to_owned())
}

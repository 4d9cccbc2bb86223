//! Whether each claim's quote stands in its document.

use super::{Case, Claim, Source};
use crate::diag::{Diagnostic, shown, visible};
use crate::evidence::{Document, Finding, Sentence, is_fingerprint, locate};

/// A claim's quote and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteReport {
    /// The claim.
    pub claim: String,
    /// Where its quote stands, or why it does not.
    pub finding: Finding,
    /// The sentence that it stands in, if it stands in one place.
    pub sentence: Option<Sentence>,
}

/// Checks all quotes against documents, each document belonging to the sources that have its fingerprint.
///
/// Gives the findings, and what is wrong: also a source whose fingerprint no document has.
pub fn check_quotes(case: &Case, documents: &[Document]) -> (Vec<QuoteReport>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut found = Vec::new();
    // Of a fingerprint that is none, it is said already.
    let sound = |source: &&Source| source.sha256.as_ref().is_none_or(|hash| is_fingerprint(&hash.value));
    for source in case.sources.iter().filter(|source| source.text.is_none()).filter(sound) {
        let document =
            source.sha256.as_ref().map(|hash| documents.iter().find(|document| document.sha256 == hash.value));
        match document {
            Some(Some(document)) => check_source(case, source, document, &mut found, &mut problems),
            Some(None) => problems.push(
                Diagnostic::warning(
                    "no-text",
                    source.key.span,
                    format!("no document has the fingerprint of `{}`", source.key.value),
                )
                .help("look whether the right file is there; one that was edited or re-saved has another fingerprint"),
            ),
            None => problems.push(
                Diagnostic::warning(
                    "no-text",
                    source.key.span,
                    format!("`{}` has no sha256, so no document can be matched to it", source.key.value),
                )
                .help("add sha256 = \"…\" of the text that you quoted (`sha256sum FILE` prints it)"),
            ),
        }
    }
    (found, problems)
}

/// What became of the quotes of sources whose text is shipped.
#[derive(Default)]
pub(super) struct Shipped {
    /// Each quote.
    pub(super) reports: Vec<QuoteReport>,
    /// The fingerprint of each text, by its source.
    pub(super) texts: Vec<(String, String)>,
    /// What is wrong.
    pub(super) problems: Vec<Diagnostic>,
}

/// Checks the quotes of the sources whose text `shipped` gives.
pub(super) fn check_shipped(case: &Case, shipped: &dyn Fn(&Source) -> Option<Result<Document, Diagnostic>>) -> Shipped {
    let Shipped { mut reports, mut texts, mut problems } = Shipped::default();
    for source in &case.sources {
        match shipped(source) {
            None => {}
            Some(Err(problem)) => problems.push(problem),
            Some(Ok(document)) => {
                texts.push((source.key.value.clone(), document.sha256.clone()));
                if let Some(hash) =
                    source.sha256.as_ref().filter(|hash| is_fingerprint(&hash.value) && hash.value != document.sha256)
                {
                    problems.push(
                        Diagnostic::warning("text-changed", hash.span, "the text is not the one that was quoted")
                            .help(format!("look at the changes, then write sha256 = \"{}\"", document.sha256)),
                    );
                }
                check_source(case, source, &document, &mut reports, &mut problems);
            }
        }
    }
    Shipped { reports, texts, problems }
}

fn check_source(
    case: &Case,
    source: &Source,
    document: &Document,
    found: &mut Vec<QuoteReport>,
    problems: &mut Vec<Diagnostic>,
) {
    let quoted = |claim: &&Claim| claim.source.value == source.key.value && !claim.anchor.quote.trim().is_empty();
    for claim in case.claims.iter().filter(quoted) {
        let finding = locate(document, &claim.anchor);
        let sentence = match &finding {
            Finding::Found(place) | Finding::Moved(place) => Some(Sentence::around(document, place)),
            _ => None,
        };
        problems.extend(problem(claim, &finding, document));
        problems.extend(sentence.as_ref().and_then(|sentence| negated(claim, sentence)));
        found.push(QuoteReport { claim: claim.key.value.clone(), finding, sentence });
    }
}

fn problem(claim: &Claim, finding: &Finding, document: &Document) -> Option<Diagnostic> {
    let key = shown(&claim.key.value);
    match finding {
        Finding::Found(_) => None,
        Finding::Moved(place) => {
            let at = document.characters_before(place.start);
            Some(
                Diagnostic::warning(
                    "quote-moved",
                    claim.quote_span,
                    format!("the quote of `{key}` stands elsewhere than its anchor says"),
                )
                .label(format!("found at character {at}"))
                .help(format!(
                    "look whether it still means the same, then write at = {at} or mend `before` and `after`"
                )),
            )
        }
        Finding::Ambiguous(places) => {
            let count = places.len();
            let at: Vec<String> =
                places.iter().take(4).map(|place| document.characters_before(place.start).to_string()).collect();
            let more = if count > 4 { ", …" } else { "" };
            Some(
                Diagnostic::error(
                    "quote-ambiguous",
                    claim.quote_span,
                    format!("the quote of `{key}` stands in {count} places"),
                )
                .label(format!("at characters {}{more}", at.join(", ")))
                .help("quote more words, or add before = \"…\" or after = \"…\""),
            )
        }
        Finding::Cut { word, .. } => Some(
            Diagnostic::error(
                "quote-cut",
                claim.quote_span,
                format!("the quote of `{key}` begins or ends inside a word"),
            )
            .label(format!("the text has “{}”", shown(word)))
            .help("quote whole words: a part of one may say the opposite"),
        ),
        Finding::Lost { begins } => {
            let label = match begins.as_str() {
                "" => "not even its first word is in the text".to_string(),
                begins => format!("the text has “{}” but does not go on so", shown(&end_of(begins))),
            };
            Some(
                Diagnostic::error(
                    "quote-lost",
                    claim.quote_span,
                    format!("the quote of `{key}` is not in `{}`", claim.source.value),
                )
                .label(label)
                .help("copy the words from the document as they stand"),
            )
        }
    }
}

/// A warning that the words around a quote may turn its meaning round.
fn negated(claim: &Claim, sentence: &Sentence) -> Option<Diagnostic> {
    let word = shown(sentence.negation.as_ref()?);
    let message = format!("“{word}” stands just outside the quote of `{}`", shown(&claim.key.value));
    let help = format!("quote it too if it bears on the quote; the sentence is “{}”", shortened(sentence));
    Some(Diagnostic::warning("quote-negated", claim.quote_span, message).help(help))
}

/// A sentence that fits into a message: what is nearest to both ends of the quote.
fn shortened(sentence: &Sentence) -> String {
    const BESIDE: usize = 120;
    let last = |text: &str| match text.char_indices().rev().nth(BESIDE) {
        Some((at, _)) => format!("… {}", text[at..].split_once(' ').map_or(&text[at..], |(_, words)| words)),
        None => text.to_string(),
    };
    let first = |text: &str| match text.char_indices().nth(BESIDE) {
        Some((at, _)) => format!("{} …", text[..at].rsplit_once(' ').map_or(&text[..at], |(words, _)| words)),
        None => text.to_string(),
    };
    let quote = if sentence.quote.chars().count() > 2 * BESIDE {
        format!("{} {}", first(&sentence.quote), last(&sentence.quote))
    } else {
        sentence.quote.clone()
    };
    let whole = format!("{}[[{quote}]]{}", last(&sentence.before), first(&sentence.after));
    whole.chars().map(visible).collect()
}

/// The last words of a beginning: there the quote and the text part.
fn end_of(begins: &str) -> String {
    const MOST: usize = 50;
    match begins.char_indices().rev().nth(MOST) {
        None => begins.to_string(),
        Some((at, _)) => format!("… {}", begins[at..].split_once(' ').map_or(&begins[at..], |(_, words)| words)),
    }
}

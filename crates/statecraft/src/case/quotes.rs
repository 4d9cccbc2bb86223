//! Whether each claim's quote stands in its document.

use super::{Case, Claim, Source};
use crate::diag::{Diagnostic, shown};
use crate::evidence::{Document, Finding, locate};

/// A claim's quote and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteReport {
    /// The claim.
    pub claim: String,
    /// Where its quote stands, or why it does not.
    pub finding: Finding,
}

/// Checks all quotes against documents, each document belonging to the sources that have its fingerprint.
///
/// Gives the findings, and what is wrong: also a source whose fingerprint no document has.
pub fn check_quotes(case: &Case, documents: &[Document]) -> (Vec<QuoteReport>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut found = Vec::new();
    for source in case.sources.iter().filter(|source| source.text.is_none()) {
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

/// Checks the quotes of the sources whose text `shipped` gives.
pub(super) fn check_shipped(
    case: &Case,
    shipped: &dyn Fn(&Source) -> Option<Result<Document, Diagnostic>>,
) -> (Vec<QuoteReport>, Vec<Diagnostic>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for source in &case.sources {
        match shipped(source) {
            None => {}
            Some(Err(problem)) => problems.push(problem),
            Some(Ok(document)) => {
                if let Some(hash) = source.sha256.as_ref().filter(|hash| hash.value != document.sha256) {
                    problems.push(
                        Diagnostic::warning("text-changed", hash.span, "the text is not the one that was quoted")
                            .help(format!("look at the changes, then write sha256 = \"{}\"", document.sha256)),
                    );
                }
                check_source(case, source, &document, &mut found, &mut problems);
            }
        }
    }
    (found, problems)
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
        problems.extend(problem(claim, &finding, document));
        found.push(QuoteReport { claim: claim.key.value.clone(), finding });
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

/// The last words of a beginning: there the quote and the text part.
fn end_of(begins: &str) -> String {
    const MOST: usize = 50;
    match begins.char_indices().rev().nth(MOST) {
        None => begins.to_string(),
        Some((at, _)) => format!("… {}", begins[at..].split_once(' ').map_or(&begins[at..], |(_, words)| words)),
    }
}

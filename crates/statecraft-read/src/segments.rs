//! Paragraphs, sentences and quotations of a text, by rules.
//!
//! - A line is a paragraph. Lines that were broken at a column are one: two or more without a blank line between them, none longer
//!   than 120 letters, all but the last at least 40 letters and six tenths of the longest.
//! - `#`, `>`, `-`, `*` and `+` at the start of a line (Markdown) are not part of it.
//! - A sentence ends after `.`, `!` or `?` and what closes behind it, before a blank and a capital, a digit or an opening mark; not
//!   inside a quotation, and not after an initial or a short form ("U.S.", "Gen.").
//! - A quotation goes from an opening mark to its closing mark in the same paragraph. Marks that stay open reach to the end of the
//!   paragraph and are said to be broken.
//! - A paragraph without a mark at its end and with no more than 14 words is a heading.
//! - What tells of the site and not of the matter ("Also read:", copyright) is boilerplate.

use crate::tokens::is_abbreviation;
use std::ops::Range;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Running text.
    Body,
    /// A title or heading.
    Heading,
    /// Of the site, not of the matter.
    Boilerplate,
}

/// A paragraph with its quotations and sentences, in bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// Its quotations.
    pub quotations: Vec<Quotation>,
    /// Its sentences.
    pub sentences: Vec<Range<usize>>,
}

/// Words between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// With the marks.
    pub outer: Range<usize>,
    /// Without them.
    pub inner: Range<usize>,
    /// Is a mark missing?
    pub broken: bool,
}

const SITE: &[&str] = &[
    "also read",
    "read also",
    "read more",
    "related news",
    "latest news",
    "related articles",
    "all rights reserved",
    "copyright",
    "all publishing rights",
    "subscribe",
    "sign up",
    "follow us",
    "share this",
    "click here",
    "advertisement",
    "©",
    "photo:",
    "image:",
    "more on this",
    "newsletter",
    "cookie",
    "you may also like",
    "recommended",
    "this article was",
];

/// Cuts a text into paragraphs.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    blocks(text).into_iter().flat_map(|block| joined(text, &block)).map(|span| paragraph(text, span)).collect()
}

fn paragraph(text: &str, span: Range<usize>) -> Paragraph {
    let quotations = quotations(text, &span);
    let sentences = sentences(text, &span, &quotations);
    let kind = kind(&text[span.clone()]);
    Paragraph { span, kind, quotations, sentences }
}

fn kind(text: &str) -> Kind {
    let small = text.to_lowercase();
    let words = text.split_whitespace().count();
    if SITE.iter().any(|site| small.starts_with(site) || (words <= 20 && small.contains(site))) {
        return Kind::Boilerplate;
    }
    let ends = text.trim_end_matches(['"', '”', '’', '\'', ')', '»']).ends_with(['.', '!', '?', ':', ',', ';', '…']);
    if ends || words > 14 { Kind::Body } else { Kind::Heading }
}

/// Lines of text, in groups without a blank line between them.
fn blocks(text: &str) -> Vec<Vec<Range<usize>>> {
    let (mut out, mut block, mut start) = (Vec::new(), Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        match trimmed(text, start..start + line.len()) {
            Some(span) => block.push(span),
            None => out.push(std::mem::take(&mut block)),
        }
        start += line.len();
    }
    out.push(block);
    out
}

/// A line without blanks around it and without Markdown's marks at its start; none if nothing is left.
fn trimmed(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let whole = &text[line.clone()];
    let mut rest = whole.trim_start();
    let hashes = rest.trim_start_matches('#');
    if hashes.len() < rest.len() && hashes.starts_with(' ') {
        rest = hashes.trim_start();
    }
    for mark in ["> ", "- ", "* ", "+ "] {
        rest = rest.strip_prefix(mark).unwrap_or(rest).trim_start();
    }
    let start = line.end - rest.len();
    let end = start + rest.trim_end().len();
    (end > start).then_some(start..end)
}

fn joined(text: &str, block: &[Range<usize>]) -> Vec<Range<usize>> {
    let long = |line: &Range<usize>| text[line.clone()].chars().count();
    let longest = block.iter().map(long).max().unwrap_or(0);
    let Some((last, others)) = block.split_last() else { return Vec::new() };
    let broken_at_column = longest <= 120
        && !others.is_empty()
        && others.iter().all(|line| long(line) >= 40 && long(line) * 10 >= longest * 6);
    if broken_at_column { std::iter::once(block[0].start..last.end).collect() } else { block.to_vec() }
}

/// The quotations of a paragraph.
fn quotations(text: &str, span: &Range<usize>) -> Vec<Quotation> {
    let letters: Vec<(usize, char)> =
        text[span.clone()].char_indices().map(|(at, letter)| (span.start + at, letter)).collect();
    let (mut out, mut open): (Vec<Quotation>, Option<(usize, usize, char)>) = (Vec::new(), None);
    let double = letters.iter().any(|letter| matches!(letter.1, '“' | '"' | '«' | '„'));
    for (place, &(at, mark)) in letters.iter().enumerate() {
        let before = place.checked_sub(1).map(|place| letters[place].1);
        let after = letters.get(place + 1).map(|letter| letter.1);
        match open {
            None if opens(mark, before, after, double) => open = Some((at, at + mark.len_utf8(), mark)),
            Some((outer, inner, first)) if closes(first, mark, before, after) => {
                out.push(Quotation { outer: outer..at + mark.len_utf8(), inner: inner..at, broken: false });
                open = None;
            }
            // A second opening mark: the first was never closed.
            Some((_, _, '“')) if mark == '“' => open = Some((at, at + mark.len_utf8(), mark)),
            _ => {}
        }
    }
    if let Some((outer, inner, mark)) = open.filter(|open| !matches!(open.2, '‘' | '\'')) {
        let first = outer == span.start;
        let _ = mark;
        out.push(Quotation { outer: outer..span.end, inner: inner..span.end, broken: !first });
    }
    out.retain(|quotation| !text[quotation.inner.clone()].trim().is_empty());
    out
}

fn opens(mark: char, before: Option<char>, after: Option<char>, double: bool) -> bool {
    let free = before.is_none_or(|c| c.is_whitespace() || "([{—–-:/".contains(c));
    let word = after.is_some_and(|c| !c.is_whitespace());
    match mark {
        '“' | '«' | '„' => true,
        '"' => free && word,
        '‘' | '\'' => !double && free && after.is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

fn closes(first: char, mark: char, before: Option<char>, after: Option<char>) -> bool {
    let ends = after.is_none_or(|c| !c.is_alphanumeric());
    match first {
        '“' => matches!(mark, '”' | '"'),
        '„' => matches!(mark, '“' | '”' | '"'),
        '«' => mark == '»',
        '"' => matches!(mark, '"' | '”') && ends,
        _ => matches!(mark, '’' | '\'') && ends && before.is_some_and(|c| ",.!?".contains(c)),
    }
}

/// The sentences of a paragraph.
pub(crate) fn sentences(text: &str, span: &Range<usize>, quotations: &[Quotation]) -> Vec<Range<usize>> {
    let letters: Vec<(usize, char)> =
        text[span.clone()].char_indices().map(|(at, letter)| (span.start + at, letter)).collect();
    let (mut out, mut start, mut place, mut quotation) = (Vec::new(), span.start, 0, 0);
    while place < letters.len() {
        let at = letters[place].0;
        while quotations.get(quotation).is_some_and(|one| one.outer.end <= at) {
            quotation += 1;
        }
        let last = quotations
            .get(quotation)
            .is_some_and(|one| text[at..one.inner.end.max(at)].trim_end().len() == letters[place].1.len_utf8());
        let inside = quotations.get(quotation).is_some_and(|one| one.outer.contains(&at)) && !last;
        if !inside && let Some(end) = sentence_end(text, &letters, place, start) {
            out.push(start..end);
            let next = text[end..span.end].trim_start();
            start = span.end - next.len();
            place = letters.partition_point(|letter| letter.0 < start);
        } else {
            place += 1;
        }
    }
    if start < span.end {
        out.push(start..span.end);
    }
    out
}

/// Where the sentence ends, if the mark at `place` ends it.
fn sentence_end(text: &str, letters: &[(usize, char)], place: usize, start: usize) -> Option<usize> {
    let (at, mark) = letters[place];
    if !matches!(mark, '.' | '!' | '?' | '…') {
        return None;
    }
    if mark == '.' {
        let word = text[start..at].rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or_default();
        if is_abbreviation(word) && !word.is_empty() {
            return None;
        }
    }
    let closers = letters[place + 1..].iter().take_while(|letter| "\"”’')]»".contains(letter.1)).count();
    let end = place + 1 + closers;
    let Some(&(after, blank)) = letters.get(end) else {
        return Some(letters.last().map_or(at, |last| last.0 + last.1.len_utf8()));
    };
    let next = letters[end..].iter().find(|letter| !letter.1.is_whitespace())?.1;
    let opens = next.is_uppercase()
        || next.is_numeric()
        || "“\"‘'«„([".contains(next)
        || (!next.is_lowercase() && next.is_alphabetic());
    (blank.is_whitespace() && opens).then_some(after)
}

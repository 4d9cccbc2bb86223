//! Where a quote stands.

use super::document::{Document, Normal};
use super::words::{cut, word_around};

/// A quote and what tells its place from others with the same words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The words.
    pub quote: String,
    /// Words that stand right before it.
    pub before: Option<String>,
    /// Words that stand right after it.
    pub after: Option<String>,
    /// Where it began when it was taken, in characters from 0.
    pub at: Option<usize>,
}

/// A byte range of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whether white space or quotation marks differ from the quote's.
    pub normalised: bool,
}

/// What became of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It stands where the anchor says, or in one place only.
    Found(Place),
    /// It stands in one place only, but not where the anchor says.
    Moved(Place),
    /// It stands in several places, and the anchor does not tell which.
    Ambiguous(Vec<Place>),
    /// Its letters stand there, but begin or end inside a word wherever they do, as "willing" in "unwilling".
    Cut {
        /// The first place.
        place: Place,
        /// The whole word that it cuts.
        word: String,
    },
    /// It does not stand there. `begins` is how much of its beginning does, which may be nothing.
    Lost {
        /// The longest beginning of the quote that the document has.
        begins: String,
    },
}

/// Looks for a quote in a document: exactly, else exactly after normalising; never otherwise, and never inside a word.
///
/// Context decides between several places, else the recorded position does. A single place that has not the recorded
/// context or position is *moved*.
pub fn locate(document: &Document, anchor: &Anchor) -> Finding {
    let (whole, within) = places(document, &anchor.quote);
    let context = |words: &Option<String>| Normal::of(words.as_deref().unwrap_or("")).text;
    let (before, after) = (context(&anchor.before), context(&anchor.after));
    let in_context: Vec<Place> =
        whole.iter().copied().filter(|place| has_context(document, &before, &after, place)).collect();
    let recorded = anchor.at.and_then(|at| document.text.char_indices().nth(at)).map(|(byte, _)| byte);
    match (whole.as_slice(), in_context.as_slice()) {
        ([], _) => {
            match within.first().and_then(|place| Some((*place, cut(&document.text, place.start..place.end)?))) {
                Some((place, at)) => Finding::Cut { place, word: word_around(&document.text, at) },
                None => Finding::Lost { begins: longest_beginning(document, &anchor.quote) },
            }
        }
        ([only], []) => Finding::Moved(*only),
        ([_], [only]) if anchor.at.is_some() && recorded != Some(only.start) => Finding::Moved(*only),
        (_, [only]) => Finding::Found(*only),
        (several, fitting) => match fitting.iter().find(|place| recorded == Some(place.start)) {
            Some(place) => Finding::Found(*place),
            None => Finding::Ambiguous(several.to_vec()),
        },
    }
}

/// Where the quote stands in whole words, exactly or else after normalising; and where it cuts a word.
fn places(document: &Document, quote: &str) -> (Vec<Place>, Vec<Place>) {
    let in_words = |places: Vec<Place>| {
        places.into_iter().partition(|place| cut(&document.text, place.start..place.end).is_none())
    };
    let exact = occurrences(&document.text, quote).into_iter();
    let exact = exact.map(|start| Place { start, end: start + quote.len(), normalised: false }).collect();
    let (whole, within): (Vec<Place>, Vec<Place>) = in_words(exact);
    if !whole.is_empty() {
        return (whole, within);
    }
    let (normal, quote) = (document.normal(), Normal::of(quote).text);
    let places = occurrences(&normal.text, &quote).into_iter();
    let place =
        |at: usize| Place { start: normal.origin[at], end: end_of(document, at + quote.len()), normalised: true };
    in_words(places.map(place).collect())
}

/// The byte of the document after the normalised character that ends before `at`.
fn end_of(document: &Document, at: usize) -> usize {
    let last = document.normal().origin[at - 1];
    last + document.text[last..].chars().next().map_or(0, char::len_utf8)
}

/// All places of `words` in `text`, overlapping ones too, in one pass (Knuth, Morris & Pratt 1977).
fn occurrences(text: &str, words: &str) -> Vec<usize> {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    if words.is_empty() {
        return Vec::new();
    }
    // How much of the words' beginning ends with the next byte, if so much of it ended before.
    let next = |borders: &[usize], mut length: usize, byte: u8| {
        while length > 0 && words.get(length) != Some(&byte) {
            length = borders[length - 1];
        }
        length + usize::from(words.get(length) == Some(&byte))
    };
    let mut borders = vec![0; words.len()];
    for at in 1..words.len() {
        borders[at] = next(&borders, borders[at - 1], words[at]);
    }
    let (mut found, mut length) = (Vec::new(), 0);
    for (at, &byte) in text.iter().enumerate() {
        length = next(&borders, length, byte);
        if length == words.len() {
            found.push(at + 1 - length);
        }
    }
    found
}

/// Whether the words of the anchor stand beside the place.
fn has_context(document: &Document, before: &str, after: &str, place: &Place) -> bool {
    let Normal { text, origin } = document.normal();
    let start = origin.partition_point(|&byte| byte < place.start);
    let end = origin.partition_point(|&byte| byte < place.end);
    text[..start].trim_end().ends_with(before) && text[end..].trim_start().starts_with(after)
}

/// The longest beginning of the quote, cut between words, that the document has.
fn longest_beginning(document: &Document, quote: &str) -> String {
    let quote = Normal::of(quote).text;
    let cuts: Vec<usize> = quote.match_indices(' ').map(|(at, _)| at).collect();
    let stands = |cut: &usize| document.normal().text.contains(&quote[..*cut]);
    let found = cuts.partition_point(stands);
    found.checked_sub(1).map_or(String::new(), |last| quote[..cuts[last]].to_string())
}

//! Names in diagnostics: which one may have been meant, and how one is shown.

use std::cell::Cell;
use std::collections::HashSet;
use textwrap::core::Word;
use unicode_linebreak::linebreaks;

/// Nobody meant a name that is longer.
const LONGEST_NAME: usize = 200;

/// The candidate that is nearest to what was written, if one is near enough to be what was meant.
///
/// Capitals and the marks `-`, `_` count as little: `Iran-Back` is near `iran_back`.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |name: &str| name.to_lowercase().replace(['-', ' '], "_");
    let written = if written.len() <= LONGEST_NAME { plain(written) } else { return None };
    let length = written.chars().count();
    let near = |candidate: &'a str| {
        if candidate.len() > LONGEST_NAME {
            return None;
        }
        let name = plain(candidate);
        let most = 1 + length.min(name.chars().count()) / 4;
        if length.abs_diff(name.chars().count()) > most {
            return None;
        }
        let distance = strsim::damerau_levenshtein(&written, &name);
        (distance <= most).then_some((distance, candidate))
    };
    candidates.into_iter().filter_map(near).min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// What a user wrote, fit to stand in a sentence: in one line, and not longer than a reader can take in.
pub fn shown(written: &str) -> String {
    const MOST: usize = 60;
    let more = if written.chars().nth(MOST).is_some() { "…" } else { "" };
    written.chars().take(MOST).map(visible).chain(more.chars()).collect()
}

/// Whether a character does something to a terminal or page in place of standing there: escapes, other control characters, and
/// those that turn the direction of what follows.
pub fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The character, or a mark in place of a hidden one.
pub fn visible(c: char) -> char {
    if is_hidden(c) { char::REPLACEMENT_CHARACTER } else { c }
}

/// The names of one kind that a file declares.
#[derive(Debug)]
pub(crate) struct Names {
    list: Vec<String>,
    known: HashSet<String>,
    letters: usize,
    /// How much may still be compared, so that a file full of mistakes takes hardly longer than others.
    left: Cell<usize>,
}

impl Names {
    pub(crate) fn new(names: impl IntoIterator<Item = impl Into<String>>) -> Names {
        let list: Vec<String> = names.into_iter().map(Into::into).collect();
        let letters = list.iter().map(String::len).sum();
        Names { known: list.iter().cloned().collect(), list, letters, left: Cell::new(10_000_000) }
    }

    pub(crate) fn contains(&self, name: &str) -> bool {
        self.known.contains(name)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The first few of those that begin so, for a sentence; empty if there is none.
    pub(crate) fn listed(&self, beginning: &str) -> String {
        const MOST: usize = 12;
        let mut fitting = self.list.iter().filter(|name| name.starts_with(beginning));
        let first: Vec<String> = fitting.by_ref().take(MOST).map(|name| shown(name)).collect();
        first.join(", ") + if fitting.next().is_some() { ", …" } else { "" }
    }

    /// The one that may have been meant, among those that begin so; none once too much was compared.
    pub(crate) fn nearest(&self, written: &str, beginning: &str) -> Option<&str> {
        self.left.set(self.left.get().checked_sub(self.letters * written.len())?);
        nearest(written, self.list.iter().map(String::as_str).filter(|name| name.starts_with(beginning)))
    }
}

/// The words of a line as Unicode has them (UAX #14), but for hyphens, `Al-Nasser` stays one, and for a bracket after a
/// quotation mark, which may stand on the next line.
pub(crate) fn whole_words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let brackets = line.match_indices(" (").chain(line.match_indices(" [")).map(|(space, _)| space + 1);
    let mut ends: Vec<usize> = linebreaks(line).map(|(end, _)| end).chain(brackets).collect();
    ends.sort_unstable();
    let (mut words, mut start) = (Vec::new(), 0);
    for end in ends {
        if end > start && (end == line.len() || !line[..end].ends_with('-')) {
            words.push(Word::from(&line[start..end]));
            start = end;
        }
    }
    Box::new(words.into_iter())
}

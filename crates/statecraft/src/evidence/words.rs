//! Whether a place of a text cuts a word.
//!
//! A word is a run of letters, digits and marks upon them. A hyphen, an apostrophe or a bracket between two letters joins them, so
//! that `non-aligned`, `don't` and `(un)willing` are one word each; so does a point, comma or colon between two digits (`1,500`), and a hyphen at the
//! end of a line. Soft hyphens and other invisible characters are looked past. Where a script writes no blanks between its
//! words, any place may begin or end a quote.

use std::ops::Range;

/// So much of a word is looked at on either side.
const LONGEST: usize = 60;

/// Where a word is cut: the beginning of the place, or else its end.
pub(super) fn cut(text: &str, place: Range<usize>) -> Option<usize> {
    [place.start, place.end].into_iter().find(|&at| is_inside(text, at))
}

/// Whether one word stands on both sides of this byte.
fn is_inside(text: &str, at: usize) -> bool {
    let visible = |c: &char| !is_invisible(*c);
    let mut left = text[..at].chars().rev().take(LONGEST).filter(visible);
    let mut right = text[at..].chars().take(LONGEST).filter(visible);
    let (Some(last), Some(first)) = (left.next(), right.next()) else { return false };
    match (left.next(), right.next()) {
        _ if is_mark(first) => is_letter(last),
        _ if is_letter(last) && is_letter(first) => !(writes_no_blanks(last) && writes_no_blanks(first)),
        (_, Some(second)) if joins(last, first, second) => true,
        (Some(before), _) if joins(before, last, first) => true,
        (Some('-' | '\u{2010}'), _) if last == '\n' => left.next().is_some_and(is_letter) && first.is_lowercase(),
        _ => false,
    }
}

/// Whether what stands between these two makes one word of them.
fn joins(left: char, between: char, right: char) -> bool {
    match between {
        '.' | ',' | ':' => left.is_numeric() && right.is_numeric(),
        _ => is_joint(between) && is_letter(left) && is_letter(right),
    }
}

/// Hyphens, apostrophes, and the marks of `(un)willing`, `[T]he` and `*un*willing`.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | 'ʼ' | '＇' | '(' | ')' | '[' | ']' | '*' | '_')
}

/// Letters, digits, and the marks upon them.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a character takes no place of its own in a line.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Scripts of Asia in which a sentence is written without blanks.
fn writes_no_blanks(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{a4cf}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// The word on both sides of this byte, up to blanks or other marks; a hyphen at the end of a line is looked past.
pub(super) fn word_around(text: &str, at: usize) -> String {
    let part = |c: &char| is_letter(*c) || is_invisible(*c) || matches!(c, '.' | ',' | ':' | '\n') || is_joint(*c);
    let (left, right) = text.split_at(at);
    let left: Vec<char> = left.chars().rev().take_while(part).take(LONGEST).collect();
    let around = left.into_iter().rev().chain(right.chars().take_while(part).take(LONGEST));
    let word: String = around.filter(|c| !is_invisible(*c)).collect();
    let word = word.replace("-\n", "-").replace('\n', " ");
    word.split(' ').max_by_key(|part| part.len()).unwrap_or("").trim_matches(|c| !is_letter(c)).to_string()
}

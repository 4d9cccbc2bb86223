//! Words with their places in the text, cut as the treebank cuts them.
//!
//! A hyphen stands alone (`long - range`), `'s` and `n't` are words of their own, an abbreviation keeps its full stop.

use std::ops::Range;

/// A word or mark, by its bytes in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Bytes in the stored text.
    pub span: Range<usize>,
}

impl Token {
    /// The token as written.
    #[must_use]
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.span.clone()).unwrap_or_default()
    }
}

/// Short forms that end in a full stop without ending a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "maj", "capt", "sgt", "cmdr", "adm", "brig", "sen", "rep",
    "gov", "pres", "st", "mt", "no", "nos", "vs", "jr", "sr", "rev", "hon", "min", "amb", "sec", "dept", "gov", "jan",
    "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "fig", "inc", "ltd", "co", "corp",
    "approx", "est", "op", "cf", "al", "messrs",
];

/// Is the word before a full stop an initial or a short form, so that the stop belongs to it?
#[must_use]
pub(crate) fn is_abbreviation(word: &str) -> bool {
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    initial || word.contains('.') || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// Cuts a piece of the text into tokens; every byte that is not blank is in exactly one.
#[must_use]
pub fn tokens(text: &str, within: Range<usize>) -> Vec<Token> {
    let Some(piece) = text.get(within.clone()) else { return Vec::new() };
    let letters: Vec<(usize, char)> = piece.char_indices().collect();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < letters.len() {
        if letters[at].1.is_whitespace() || letters[at].1 == '\0' {
            at += 1;
            continue;
        }
        let end = token_end(&letters, at);
        let byte = |at: usize| within.start + letters.get(at).map_or(piece.len(), |letter| letter.0);
        push_word(text, byte(at)..byte(end), &mut out);
        at = end;
    }
    out
}

fn token_end(letters: &[(usize, char)], start: usize) -> usize {
    let letter = |at: usize| letters.get(at).map(|letter| letter.1);
    let is_word = |at: usize| letter(at).is_some_and(char::is_alphanumeric);
    if !is_word(start) {
        let mark = letters[start].1;
        let same = letters[start..].iter().take_while(|letter| letter.1 == mark).count();
        return if matches!(mark, '.' | '-' | '!' | '?' | '*' | '_' | '=') { start + same } else { start + 1 };
    }
    let mut at = start;
    loop {
        at += 1;
        let inner = match letter(at) {
            Some(mark) if mark.is_alphanumeric() || is_joined(mark) => continue,
            Some('.' | ',' | ':' | '/') => {
                letter(at - 1).is_some_and(|c| c.is_ascii_digit()) && letter(at + 1).is_some_and(|c| c.is_ascii_digit())
            }
            Some('\'' | '’' | '&') => is_word(at + 1),
            Some('@') => is_word(at + 1),
            _ => false,
        };
        if inner {
            continue;
        }
        let stop = letter(at) == Some('.');
        let word: String = letters[start..at].iter().map(|letter| letter.1).collect();
        let is_initials = at - start == 1 || word.contains('.');
        if stop && is_initials && letters[at - 1].1.is_alphabetic() && is_word(at + 1) {
            continue;
        }
        return if stop && is_abbreviation(&word) && letters[start].1.is_alphabetic() { at + 1 } else { at };
    }
}

/// Marks over letters and the like belong to their word.
fn is_joined(mark: char) -> bool {
    matches!(mark, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

/// Cuts `'s`, `'re`, `n't` and the like off a word.
fn push_word(text: &str, span: Range<usize>, out: &mut Vec<Token>) {
    let word = text[span.clone()].to_lowercase().replace('’', "'");
    let clitic = ["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"]
        .into_iter()
        .find(|end| word.len() > end.len() && word.ends_with(end));
    let letters = clitic.map_or(0, |end| end.chars().count());
    let cut = text[span.clone()].char_indices().rev().nth(letters.saturating_sub(1)).map(|(at, _)| span.start + at);
    match cut {
        Some(cut) if letters > 0 && cut > span.start => {
            out.push(Token { span: span.start..cut });
            out.push(Token { span: cut..span.end });
        }
        _ => out.push(Token { span }),
    }
}

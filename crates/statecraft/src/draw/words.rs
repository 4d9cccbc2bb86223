//! Text in pictures: lines, an estimate of their width, and what XML allows.

use crate::diag::{visible, whole_words};
use textwrap::core::display_width;
use textwrap::{Options, WordSeparator};

/// Lines of no more than so many columns.
pub(super) fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let options = Options::new(columns).word_separator(WordSeparator::Custom(whole_words));
    textwrap::wrap(text.trim(), options).into_iter().map(|line| line.into_owned()).collect()
}

/// About how wide a line is in a wide sans-serif font of this size; rather too much than too little.
pub(super) fn width(line: &str, size: f64) -> f64 {
    line.chars().map(em).sum::<f64>() * size
}

fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '\'' | '.' | ',' | ':' | ';' | '|' | '!' | ' ' => 0.36,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' => 0.42,
        'm' | 'M' | 'w' | 'W' | '%' | '@' => 1.0,
        'A'..='Z' => 0.74,
        ' '..='~' => 0.64,
        _ => 0.9 * display_width(letter.encode_utf8(&mut [0; 4])).max(1) as f64,
    }
}

/// Text that may stand anywhere in XML; what XML cannot hold becomes a replacement character.
pub(super) fn escaped(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => found += "&amp;",
            '<' => found += "&lt;",
            '>' => found += "&gt;",
            '"' => found += "&quot;",
            '\'' => found += "&#39;",
            '\n' | '\t' => found.push(letter),
            '\u{fffe}' | '\u{ffff}' => found.push('\u{fffd}'),
            _ => found.push(visible(letter)),
        }
    }
    found
}

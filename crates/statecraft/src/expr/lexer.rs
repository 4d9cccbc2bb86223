//! Text to tokens.

use super::Name;
use crate::diag::{Diagnostic, Span};

/// The words of the language; no actor or option may be called so.
pub const KEYWORDS: [&str; 5] = ["not", "and", "or", "if", "iff"];

/// What the parser sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Option(Name),
    Not,
    And,
    Or,
    If,
    Iff,
    Open,
    Close,
}

/// Cuts `text` into tokens; spans are shifted by `offset`, the place of the text in its file.
pub(super) fn tokens(text: &str, offset: usize) -> Result<Vec<(Token, Span)>, Diagnostic> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match first {
            c if c.is_whitespace() => c.len_utf8(),
            '(' | ')' => 1,
            c if is_word(c) && c != '-' => word_length(rest),
            _ => return Err(strange(first, rest, Span::new(offset + at, offset + at + first.len_utf8()))),
        };
        let span = Span::new(offset + at, offset + at + length);
        match first {
            '(' => found.push((Token::Open, span)),
            ')' => found.push((Token::Close, span)),
            c if c.is_whitespace() => {}
            _ => found.push((word(&rest[..length], span)?, span)),
        }
        at += length;
    }
    Ok(found)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// The length of `word` or `word.word` at the beginning of `text`.
fn word_length(text: &str) -> usize {
    let run = |text: &str| text.find(|c| !is_word(c)).unwrap_or(text.len());
    let first = run(text);
    match text[first..].strip_prefix('.') {
        Some(rest) => first + 1 + run(rest),
        None => first,
    }
}

fn word(text: &str, span: Span) -> Result<Token, Diagnostic> {
    if let Some((actor, option)) = text.split_once('.') {
        if option.is_empty() {
            return Err(Diagnostic::error("syntax", span, format!("`{text}` breaks off after the point"))
                .help("an option is written `actor.option`"));
        }
        return Ok(Token::Option(Name { actor: actor.into(), option: option.into() }));
    }
    match text {
        "not" => Ok(Token::Not),
        "and" => Ok(Token::And),
        "or" => Ok(Token::Or),
        "if" => Ok(Token::If),
        "iff" => Ok(Token::Iff),
        _ => Err(lone_word(text, span)),
    }
}

fn lone_word(text: &str, span: Span) -> Diagnostic {
    let lower = text.to_lowercase();
    let help = if KEYWORDS.contains(&lower.as_str()) {
        format!("the words of the language are written small: `{lower}`")
    } else if lower == "then" || lower == "implies" {
        "a condition is written the other way round: `A if B`".into()
    } else {
        "an option is written with its actor, `actor.option`; the words are not, and, or, if, iff".into()
    };
    Diagnostic::error("syntax", span, format!("`{text}` is neither an option nor a word of the language"))
        .label("not understood")
        .help(help)
}

/// Signs that other tools use, and what is written here.
fn strange(sign: char, rest: &str, span: Span) -> Diagnostic {
    let help = match sign {
        '!' | '~' | '¬' | '-' => "write `not`",
        '&' | '∧' | ',' => "write `and`",
        '|' | '∨' | '+' => "write `or`",
        '<' | '=' if rest.starts_with("<-") || rest.starts_with("=") => "write `if` or `iff`",
        '.' => "an option is written `actor.option`, without spaces",
        '"' | '\'' | '“' | '”' | '‘' | '’' => "options stand without quotation marks",
        _ => "a statement has options (`actor.option`), not, and, or, if, iff and parentheses",
    };
    Diagnostic::error("syntax", span, format!("`{}` has no meaning in a statement", sign.escape_debug()))
        .label("here")
        .help(help)
}

//! Text to tokens.

use super::Name;
use super::level::level;
use crate::diag::{Diagnostic, Span, nearest, shown};

/// The words of the language; no actor or option may be called so.
pub const KEYWORDS: [&str; 6] = ["not", "and", "or", "if", "iff", "unless"];

/// What the parser sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Option(Name),
    Not,
    And,
    Or,
    If,
    Iff,
    /// `A unless B` is `A if not B`.
    Unless,
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
            _ => return Err(strange(text, at, offset)),
        };
        let mut span = Span::new(offset + at, offset + at + length);
        match first {
            '(' => found.push((Token::Open, span)),
            ')' => found.push((Token::Close, span)),
            c if c.is_whitespace() => {}
            _ => {
                let mut token = word(&rest[..length], span)?;
                if let (Token::Option(name), Some((level, end))) = (&mut token, level(&rest[length..])) {
                    let Some(end) = end else { return Err(unclosed(text, at, offset)) };
                    span.end += end;
                    name.level = Some(level);
                }
                found.push((token, span));
            }
        }
        at = span.end - offset;
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
            return Err(Diagnostic::error("syntax", span, format!("`{}` breaks off after the point", shown(text)))
                .label("no option")
                .help("an option is written `actor.option`: one point, no blanks around it"));
        }
        return Ok(Token::Option(Name::new(actor, option)));
    }
    match text {
        "not" => Ok(Token::Not),
        "and" => Ok(Token::And),
        "or" => Ok(Token::Or),
        "if" => Ok(Token::If),
        "iff" => Ok(Token::Iff),
        "unless" => Ok(Token::Unless),
        _ => Err(lone_word(text, span)),
    }
}

/// A level whose quotation mark is never closed.
fn unclosed(text: &str, at: usize, offset: usize) -> Diagnostic {
    let open = at + text[at..].find(['\'', '"']).unwrap_or(0);
    let span = Span::new(offset + open, offset + text.trim_end().len());
    Diagnostic::error("syntax", span, "this quotation mark is never closed")
        .label("opened here")
        .help("a level stands between two marks of one kind: `actor.choice = 'level'`")
}

fn lone_word(text: &str, span: Span) -> Diagnostic {
    let lower = text.to_lowercase();
    let help = match lower.as_str() {
        small if KEYWORDS.contains(&small) => format!("the words of the language are written small: `{small}`"),
        "then" | "implies" => OTHER_WAY_ROUND.into(),
        "when" | "whenever" => "write `if`".into(),
        "but" => "write `and`".into(),
        "xor" => "`A xor B` is written `A iff not B`".into(),
        small => match nearest(small, KEYWORDS) {
            Some(near) => format!("did you mean `{near}`? an option is written with its actor, `actor.option`"),
            None => "an option is written with its actor, `actor.option`; the words are not, and, or, if, iff".into(),
        },
    };
    Diagnostic::error("syntax", span, format!("`{}` is neither an option nor a word of the language", shown(text)))
        .label("not understood")
        .help(help)
}

pub(super) const OTHER_WAY_ROUND: &str = "a condition is written the other way round: `B if A` for “if A then B”";

/// Signs that other languages use, and what is written here.
fn strange(text: &str, at: usize, offset: usize) -> Diagnostic {
    let sign = &text[at..at + sign_length(&text[at..])];
    let truth = compared_with_truth(text[..at].trim_end(), sign, text[at + sign.len()..].trim_start());
    let before = text[..at].trim_end();
    let after_option = before.rsplit(|c: char| c != '.' && !is_word(c)).next().filter(|word| word.contains('.'));
    let level = after_option.and_then(|option| level_help(option, sign, text[at + sign.len()..].trim()));
    let help = match sign {
        _ if level.is_some() => level.as_deref().unwrap_or_default(),
        _ if truth.is_some() => truth.as_deref().unwrap_or_default(),
        "->" | "-->" | "=>" | "==>" | "→" | "⇒" | "⊃" => OTHER_WAY_ROUND,
        "," if text.trim_start().to_lowercase().starts_with("if ") => OTHER_WAY_ROUND,
        "<-" | "<=" | "←" | "⇐" => "write `if`",
        "=" | "==" | "===" | "<->" | "<=>" | "↔" | "⇔" | "≡" => "write `iff`",
        "!=" | "<>" | "≠" | "^" | "⊕" => "write `A iff not B`",
        "!" | "~" | "¬" | "-" => "write `not`",
        "&" | "&&" | "∧" | "," | ";" | "*" | "·" => "write `and`",
        "|" | "||" | "∨" | "+" | "/" => "write `or`",
        "." => "an option is written `actor.option`: one point, no blanks around it",
        "\"" | "'" | "“" | "”" | "„" | "‘" | "’" | "`" => "options stand without quotation marks",
        "[" | "]" | "{" | "}" => "group with ( and )",
        _ => "a statement has options (`actor.option`), not, and, or, if, iff and parentheses",
    };
    let span = Span::new(offset + at, offset + at + sign.len());
    Diagnostic::error("syntax", span, format!("`{}` has no meaning in a statement", shown(sign)))
        .label("not understood")
        .help(help)
}

/// How a level is compared, where that was probably meant: a quoted level behind a sign of another language, or a level without
/// quotation marks behind a sign that compares.
fn level_help(option: &str, sign: &str, after: &str) -> Option<String> {
    let option = shown(option);
    let quoted = after.starts_with(['\'', '"']);
    match sign {
        "==" | "===" if quoted => Some("write one `=`".into()),
        "!=" | "<>" | "≠" if quoted => Some(format!("write `not {option} = …`")),
        "≥" | "=>" if quoted => Some("write `>=`".into()),
        "≤" | "=<" if quoted => Some("write `<=`".into()),
        ">" | ">=" if !quoted => Some(format!("a level stands in quotation marks: `{option} {sign} 'level'`")),
        "=" | "<" | "<=" if after.starts_with(['“', '‘', '„', '«']) => {
            Some(format!("a level stands in plain quotation marks: `{option} {sign} 'level'`"))
        }
        _ => None,
    }
}

/// What stands for `actor.option = 0` and its like; nothing if no option is compared with true or false.
fn compared_with_truth(before: &str, sign: &str, after: &str) -> Option<String> {
    let option = shown(before.rsplit(|c: char| c != '.' && !is_word(c)).next().filter(|word| word.contains('.'))?);
    let value = after[..word_length(after)].to_lowercase();
    let wanted = match value.as_str() {
        "1" | "true" | "yes" | "y" => true,
        "0" | "false" | "no" | "n" => false,
        _ => return None,
    };
    let equal = match sign {
        "=" | "==" | "===" | "≡" => true,
        "!=" | "<>" | "≠" => false,
        _ => return None,
    };
    let not = if wanted == equal { "" } else { "not " };
    Some(format!("an option is either taken or not: write `{not}{option}`"))
}

/// The length of a sign such as `&&` or `<->`; brackets, quotation marks and the like stand alone.
fn sign_length(rest: &str) -> usize {
    let long = |c: char| matches!(c, '&' | '|' | '=' | '<' | '>' | '-' | '!');
    let run: usize = rest.chars().take(3).take_while(|&c| long(c)).map(char::len_utf8).sum();
    run.max(rest.chars().next().map_or(0, char::len_utf8))
}

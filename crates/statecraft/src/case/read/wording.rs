//! What the TOML parser says, in plain words and at the place that a reader would look at.

use super::scan::{line_at, string_length};
use crate::diag::{Diagnostic, Span, shown};

const DATE: &str = "write year-month-day, such as 2024-05-17, or put it in quotation marks";

/// A mistake that the parser reports at `span`, told for people.
pub(super) fn plain(text: &str, parser: &str, span: Span) -> Diagnostic {
    let parser = parser.split(", expected").next().unwrap_or(parser);
    let here = Here { text, at: span, line: line_at(text, span.start) };
    let simple = |message: &str, help: &str| here.error(span, message, "").help(help);
    match parser {
        "duplicate key" => here.twice(),
        "key with no value" | "missing value for key" => here.no_equals(),
        "invalid unquoted key" => here.bad_key(),
        "unclosed table" | "unclosed array table" => here.bad_header(),
        "unexpected key or value" => here.something_after(),
        "string values must be quoted" => here.bad_value(),
        "missing escaped value" | "too few unicode value digits" | "invalid value" => here.bad_escape(),
        "extra `=`" => simple("one `=` is enough", "remove this one"),
        "unexpected `=` in array" => simple("a list has no keys", "put key = value into { … }"),
        "missing assignment between key-value pairs" | "extra assignment between key-value pairs" => {
            simple("a key is followed by one `=`", "write { key = value, key = value }")
        }
        "missing comma between array elements" | "missing comma between key-value pairs" => {
            simple("a comma is missing before this", "separate the items by commas")
        }
        "extra comma in array" | "extra comma in inline table" => simple("there is a comma too many", "remove it"),
        "missing array opening" | "missing inline table opening" | "missing table open" => {
            simple("this bracket was never opened", "remove it, or open one")
        }
        "unquoted keys cannot be empty" | "invalid key-value pair" | "missing key for inline table element" => {
            simple("a key is missing here", "write key = value")
        }
        "keys cannot be multi-line basic strings" | "keys cannot be multi-line literal strings" => {
            simple("a key stands on one line", "write it without quotation marks, or in one pair of them")
        }
        "carriage return must be followed by newline" => {
            simple("this line ends in an unusual way", "save the file with ordinary line ends")
        }
        "cannot recurse further; max recursion depth met" | "recursion limit" => {
            simple("brackets nest too deep here", "write it flat: no part of a case nests deep")
        }
        _ if parser.starts_with("cannot extend value") => here.added_to(),
        _ if parser.starts_with("invalid date") || parser.starts_with("invalid time") => {
            here.error(span, "this is no date", "").help(DATE)
        }
        _ if parser.contains("string") || parser.contains("comment") => here.bad_string(),
        _ => here.bad_value(),
    }
}

/// The name in a header.
fn section(line: &str) -> &str {
    line.split('#').next().unwrap_or("").trim().trim_matches(['[', ']']).trim()
}

/// The place of a mistake.
struct Here<'t> {
    text: &'t str,
    at: Span,
    line: Span,
}

impl Here<'_> {
    fn error(&self, span: Span, message: &str, label: &str) -> Diagnostic {
        Diagnostic::error("toml", span, message).label(label)
    }

    fn of(&self, span: Span) -> &str {
        &self.text[span.start..span.end]
    }

    fn before(&self) -> &str {
        &self.text[self.line.start..self.at.start]
    }

    fn after(&self) -> &str {
        &self.text[self.at.start..self.line.end]
    }

    /// The line without blanks around it.
    fn trimmed(&self) -> Span {
        let line = self.of(self.line);
        let start = self.line.start + line.len() - line.trim_start().len();
        Span::new(start, start + line.trim().len())
    }

    /// The value that the mistake is in, as far as it has no blanks.
    fn token(&self) -> Span {
        let outside = |c: char| c.is_whitespace() || matches!(c, '=' | ',' | '[' | ']' | '{' | '}');
        let start = self.before().rfind(outside).map_or(self.line.start, |at| {
            self.line.start + at + self.before()[at..].chars().next().map_or(0, char::len_utf8)
        });
        let rest = &self.text[self.at.end.min(self.line.end)..self.line.end];
        Span::new(start, self.at.end.min(self.line.end) + rest.find(outside).unwrap_or(rest.len()))
    }

    fn no_equals(&self) -> Diagnostic {
        let whole = self.trimmed();
        let bare = |key: &str| key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
        match self.of(whole).split_once('=') {
            Some((key, _)) if bare(key) => {
                let key = key.trim();
                let span = Span::new(whole.start, whole.start + key.len());
                let help = format!("write {} = …", shown(&key.split_whitespace().collect::<Vec<_>>().join("_")));
                self.error(span, "a key is one word", "").help(help)
            }
            _ => self
                .error(whole, "this line is not `key = value`", "not understood")
                .help("write key = value, or begin the line with # to make it a comment"),
        }
    }

    fn bad_key(&self) -> Diagnostic {
        let bad = self.after().chars().next().unwrap_or(' ');
        let span = Span::new(self.at.start, self.at.start + bad.len_utf8().min(self.after().len()));
        let word = self.before().rsplit(['[', '{', ',', '.', ' ']).next().unwrap_or("").trim();
        match bad {
            ':' => self
                .error(span, "key and value are joined by `=`, not by `:`", "")
                .help(format!("write {} = …", shown(word))),
            '/' if self.of(self.trimmed()).starts_with("//") => {
                let span = Span::new(span.start, (span.start + 2).min(self.line.end));
                self.error(span, "a comment begins with `#`", "").help("write # in place of //")
            }
            letter if letter.is_alphabetic() => {
                let message = format!("a name with `{letter}` stands in quotation marks");
                self.error(span, &message, "").help("write it as in [accounts.\"öl\"], or with the letters a to z")
            }
            other => {
                let message = format!("`{}` cannot stand in a key", shown(&other.to_string()));
                self.error(span, &message, "").help("keys have letters, digits, `_` and `-`")
            }
        }
    }

    fn bad_header(&self) -> Diagnostic {
        let whole = self.trimmed();
        let header = self.of(whole).split('#').next().unwrap_or("").trim_end();
        let span = Span::new(whole.start, whole.start + header.len());
        let list = header.starts_with("[[");
        let name = header.trim_matches(['[', ']']).split_whitespace().collect::<Vec<_>>().join("_");
        let message = if !header.ends_with(']') {
            "this bracket is never closed"
        } else if list && !header.ends_with("]]") {
            "what opens with `[[` closes with `]]`"
        } else {
            "the name of a section is one word"
        };
        let (open, close) = if list { ("[[", "]]") } else { ("[", "]") };
        self.error(span, message, "").help(format!("write {open}{}{close}", shown(&name)))
    }

    fn something_after(&self) -> Diagnostic {
        let rest = Span::new(self.at.start, self.at.start + self.after().trim_end().len());
        let first = Span::new(self.at.start, self.at.start + self.after().chars().next().map_or(0, char::len_utf8));
        let quoted = self.before().trim_end().chars().next_back().filter(|mark| matches!(mark, '"' | '\''));
        let quoted = quoted.filter(|mark| self.of(rest).contains(*mark));
        match (self.of(first), quoted) {
            ("," | ";", _) => {
                self.error(first, "each key stands on a line of its own", "").help("remove this and begin a new line")
            }
            ("]" | "}", _) => self.error(first, "this bracket was never opened", "").help("remove it, or open one"),
            (_, Some('\'')) => self
                .error(rest, "the text ends before this", "not part of the text")
                .help("put a text that has ' in it in double quotation marks"),
            (_, Some(_)) => self
                .error(rest, "the text ends before this", "not part of the text")
                .help("write \\\" for a quotation mark inside the text, or put the text in single ones"),
            _ => self.error(rest, "nothing more can stand on this line", "").help("begin a new line"),
        }
    }

    fn bad_value(&self) -> Diagnostic {
        let span = if self.at.start == self.at.end || self.of(self.at).contains(' ') { self.at } else { self.token() };
        let value = self.of(span).to_string();
        let numeric = |c: char| {
            c.is_ascii_digit() || matches!(c, '+' | '-' | '_' | '.' | ',' | ':' | '/' | 'e' | 'E' | 'x' | 'o')
        };
        let parts = value.split(['-', '.', '/']).filter(|part| part.starts_with(|c: char| c.is_ascii_digit())).count();
        if value.is_empty() {
            return self.no_value();
        }
        if let small @ ("true" | "false") = value.to_lowercase().as_str() {
            return self.error(span, &format!("`{small}` is written small"), "").help(format!("write {small}"));
        }
        if value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) && value.chars().all(numeric)
        {
            return match parts {
                3.. => self.error(span, "this is no date", "").help(DATE),
                _ => {
                    self.error(span, "this is no number", "").help("write it as 3, -3 or 0.25, without zeros in front")
                }
            };
        }
        self.unquoted(span, &value)
    }

    /// A text without quotation marks, or with such as only printers use.
    fn unquoted(&self, span: Span, value: &str) -> Diagnostic {
        let statement = value.split_whitespace().any(|word| {
            word.split_once('.')
                .is_some_and(|(actor, option)| !actor.is_empty() && option.starts_with(char::is_alphabetic))
        });
        if value.starts_with(['“', '”', '„', '‘', '’', '«', '»']) {
            return self.error(span, "these are not plain quotation marks", "").help("write \"…\" with straight marks");
        }
        let (mark, inside) = if statement { ("'", shown(value)) } else { ("\"", shown(value)) };
        let inside = if value.contains(['"', '\'', '\\']) { "…" } else { &inside };
        self.error(span, "this stands without quotation marks", "").help(format!("write {mark}{inside}{mark}"))
    }

    /// Nothing after `=`, or `1,5` where a list would go on after the comma.
    fn no_value(&self) -> Diagnostic {
        let digits = |text: &str| text.bytes().rev().take_while(u8::is_ascii_digit).count();
        let before = self.before().trim_end();
        let fraction = digits(before);
        if fraction > 0
            && let Some(whole) = before[..before.len() - fraction].strip_suffix(',')
        {
            let number = Span::new(self.line.start + whole.len() - digits(whole), self.line.start + before.len());
            if digits(whole) > 0 {
                let help = format!("write {}", self.of(number).replace(',', "."));
                return self.error(number, "the fraction of a number follows a point", "").help(help);
            }
        }
        if let Some(rest) = self.after().strip_prefix('.') {
            let number = &rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())];
            let span = Span::new(self.at.start, self.at.start + 1 + number.len());
            return self.error(span, "a number does not begin with its point", "").help(format!("write 0.{number}"));
        }
        let Some(key) = before.strip_suffix('=').map(str::trim_end) else {
            return self
                .error(self.at, "a value is missing here", "")
                .help("write a value, or remove what calls for one");
        };
        let start = key.rfind([',', '{', ' ']).map_or(key.len() - key.trim_start().len(), |at| at + 1);
        let span = Span::new(self.line.start + start, self.line.start + before.len());
        self.error(span, "nothing stands after `=`", "").help("write a value, or remove the key")
    }

    fn bad_escape(&self) -> Diagnostic {
        let upto = (self.at.start + 1).min(self.line.end);
        let upto = (self.line.start..=upto).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(self.line.start);
        let start = self.text[self.line.start..upto].rfind('\\').map_or(self.at.start, |at| self.line.start + at);
        let length: usize = self.text[start..self.line.end].chars().take(2).map(char::len_utf8).sum();
        let span = Span::new(start, start + length);
        let message = format!("`{}` means nothing inside double quotation marks", shown(self.of(span)));
        self.error(span, &message, "").help("write \\\\ for a backslash, or put the text in single quotation marks")
    }

    /// A string that is not closed on its line, or that has a character which no text can have.
    fn bad_string(&self) -> Diagnostic {
        if self.after().starts_with(char::is_control) && !self.after().starts_with('\r') {
            let span = Span::new(self.at.start, self.at.start + self.after().chars().next().map_or(0, char::len_utf8));
            return self.error(span, "an invisible character stands here", "").help("remove it");
        }
        match self.open_string() {
            Some(start) => {
                let mark = &self.text[start..start + 1];
                let end = start + self.text[start..self.line.end].trim_end().len();
                self.error(Span::new(start, end), "this text is never closed", "")
                    .help(format!("close it with {mark} on the same line"))
            }
            None => self.no_value(),
        }
    }

    /// Where the string begins that is open at the end of the line.
    fn open_string(&self) -> Option<usize> {
        let mut at = self.line.start;
        while let Some(first) = self.text[at..self.line.end].chars().next() {
            let rest = &self.text[at..self.line.end];
            let string = matches!(first, '"' | '\'');
            let length = if string { string_length(rest, first) } else { first.len_utf8() };
            let closed = length > 1 && rest[..length].ends_with(first);
            if string && !closed {
                return Some(at);
            }
            at += if first == '#' { rest.len() } else { length };
        }
        None
    }

    fn added_to(&self) -> Diagnostic {
        let message = format!("`{}` is complete above, and nothing can be added to it", shown(self.of(self.at)));
        self.error(self.at, &message, "").help("write all of it in one place")
    }

    /// A key or section that stands twice; with the first one, if it is near.
    fn twice(&self) -> Diagnostic {
        let name = shown(self.of(self.at));
        let line = self.of(self.line).trim();
        if !line.starts_with('[') {
            let problem = self
                .error(self.at, &format!("`{name}` stands twice"), "the second")
                .help("keep one of the two, or rename one");
            return self.first_key().into_iter().fold(problem, |problem, first| problem.also(first, "the first"));
        }
        let header = shown(line.split('#').next().unwrap_or(line).trim_end());
        let mut start = 0;
        let first = self.text[..self.line.start].split_inclusive('\n').find_map(|other| {
            let here = Span::new(start, start + other.trim_end().len());
            start += other.len();
            (other.trim_start().starts_with('[') && section(other) == section(line)).then_some(here)
        });
        let list = first.is_some_and(|first| self.of(first).starts_with("[["));
        let help = if list {
            format!("write [[{}]] here too", shown(section(line)))
        } else {
            "put all its keys below the first one, or rename one".to_string()
        };
        let problem =
            self.error(self.trimmed(), &format!("the section {header} stands twice"), "the second").help(help);
        first.into_iter().fold(problem, |problem, first| problem.also(first, "the first"))
    }

    /// Where the key stands first: earlier in the line, or in one of the lines above.
    fn first_key(&self) -> Option<Span> {
        const NEAR: usize = 500;
        let key = self.of(self.at);
        let names = |start: usize, rest: &str| {
            let found = rest.trim_start().strip_prefix(key)?.trim_start().starts_with('=');
            let start = start + rest.len() - rest.trim_start().len();
            found.then_some(Span::new(start, start + key.len()))
        };
        let same_line = self.before().char_indices().filter(|(_, c)| matches!(c, '{' | ',')).find_map(|(at, _)| {
            let start = self.line.start + at + 1;
            names(start, &self.text[start..self.at.start])
        });
        let mut end = self.line.start;
        let above = self.text[..self.line.start].lines().rev().take(NEAR);
        same_line.or_else(|| {
            let mut section = above.take_while(|line| !line.trim_start().starts_with('['));
            section.find_map(|line| {
                end = self.text[..end - 1].rfind('\n').map_or(0, |at| at + 1);
                names(end, line)
            })
        })
    }
}

//! Lines that are not TOML: where the mistake is, in plain words, and what the rest of the file says without them.
//!
//! The parser tells one mistake many times over: after a bracket that nobody closed, everything is wrong. So each line is told
//! once, brackets are matched here, and what a broken line takes with it is blanked before the file is read again.

use super::scan::{line_at, string_length};
use super::wording::plain;
use crate::diag::{Diagnostic, Span};
use toml::de::{DeTable, Error};

/// After so many attempts the rest of the file is given up.
const ROUNDS: usize = 4;

/// A mistake and the part of the text that cannot be read because of it.
struct Broken {
    problem: Diagnostic,
    lost: Span,
}

/// The text with all that cannot be read blanked, places unchanged; and what is wrong.
pub(super) fn without_broken_lines(text: &str, mut errors: Vec<Error>) -> (String, Vec<Diagnostic>) {
    let (mut left, mut told) = (text.to_string(), Vec::new());
    let mut open = unclosed(text);
    for _ in 0..ROUNDS {
        for broken in broken(&left, &errors, open) {
            blank(&mut left, broken.lost);
            told.push(broken.problem);
        }
        // A bracket that is open only now was closed in a line that is blank.
        unclosed(&left).iter().for_each(|open| blank(&mut left, open.lost));
        open = Vec::new();
        errors = DeTable::parse_recoverable(&left).1;
        if errors.is_empty() {
            return (left, told);
        }
    }
    (" ".repeat(text.len()), told)
}

fn blank(text: &mut String, lost: Span) {
    let blanks: String =
        text[lost.start..lost.end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(lost.start..lost.end, &blanks);
}

/// What is wrong, in order, leaving out what lies in a part that is lost already.
fn broken(text: &str, errors: &[Error], open: Vec<Broken>) -> Vec<Broken> {
    let mut places: Vec<(Span, &Error)> = errors.iter().map(|error| (inside(text, error), error)).collect();
    places.sort_by_key(|(span, _)| *span);
    let last = places.last().map_or(0, |(span, _)| span.end);
    let open: Vec<Broken> = open.into_iter().filter(|open| open.problem.span.start < last).collect();
    let first_open = open.first().map_or(text.len() + 1, |open| open.problem.span.start);
    let mut found: Vec<Broken> = Vec::new();
    // Behind an open bracket the parser is lost; what is wrong there shows in the next round.
    for (span, error) in places.into_iter().take_while(|(span, _)| span.start < first_open) {
        if found.last().is_none_or(|last| span.start > last.lost.end) {
            found.push(told(text, error, span));
        }
    }
    let lost = found.last().map_or(0, |last| last.lost.end);
    found.extend(open.into_iter().skip_while(|open| open.problem.span.start < lost));
    found
}

fn told(text: &str, error: &Error, span: Span) -> Broken {
    let line = line_at(text, span.start);
    let problem = plain(text, error.message(), span);
    let lost = if is_header(&text[line.start..line.end]) {
        Span::new(line.start, next_header(text, line.end))
    } else if error.message().starts_with("unexpected key or value") {
        Span::new(span.start, line.end)
    } else {
        Span::new(line.start, line_at(text, span.end).end)
    };
    Broken { problem, lost }
}

/// Where an error is; the parser may point past the end, or into a character.
fn inside(text: &str, error: &Error) -> Span {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let range = error.span().unwrap_or_default();
    Span::new(boundary(range.start), boundary(range.end.max(range.start)))
}

/// Whether a line is `[section]` or `[[section]]`, or begins like one.
fn is_header(line: &str) -> bool {
    let name = line.trim_start().trim_start_matches('[');
    line.trim_start().starts_with('[') && name.trim_start().starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Where the next section begins.
fn next_header(text: &str, from: usize) -> usize {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        if at > from && is_header(line) && closes(line) {
            return at;
        }
        at += line.len();
    }
    text.len()
}

/// Whether a line that begins like a header ends like one.
fn closes(line: &str) -> bool {
    line.split('#').next().is_some_and(|line| line.trim_end().ends_with(']'))
}

/// Brackets and long texts that are never closed.
fn unclosed(text: &str) -> Vec<Broken> {
    let mut scan = Scan { text, open: Vec::new(), found: Vec::new() };
    let mut at = 0;
    while at < text.len() {
        let line = line_at(text, at);
        scan.resume(line);
        let header = scan.open.is_empty() && text[line.start..line.end].trim_start().starts_with('[');
        at = 1 + if header { line.end } else { scan.line(line) };
    }
    scan.give_up(text.len());
    scan.found
}

struct Scan<'t> {
    text: &'t str,
    /// Where brackets were opened.
    open: Vec<usize>,
    found: Vec<Broken>,
}

impl Scan<'_> {
    /// A line that only makes sense outside brackets shows that one was not closed.
    fn resume(&mut self, line: Span) {
        let text = &self.text[line.start..line.end];
        let in_list = self.open.last().is_some_and(|&at| self.text[at..].starts_with('['));
        if !self.open.is_empty() && (is_header(text) && closes(text) || in_list && is_key(text)) {
            self.give_up(line.start);
        }
    }

    /// The innermost open bracket is one that nobody closed.
    fn give_up(&mut self, end: usize) {
        if let Some(at) = self.open.pop() {
            let (message, close) = if self.text[at..].starts_with('[') {
                ("this list is never closed", "]")
            } else {
                ("this `{` is never closed", "}")
            };
            self.never_closed(Span::new(at, at + 1), end, message, close);
        }
        self.open.clear();
    }

    fn never_closed(&mut self, opening: Span, end: usize, message: &str, close: &str) {
        let problem = Diagnostic::error("toml", opening, message).label("opened here");
        let lost = Span::new(line_at(self.text, opening.start).start, end);
        self.found.push(Broken { problem: problem.help(format!("close it with {close}")), lost });
    }

    /// Follows brackets and strings to the end of a line, or of the line where a long string ends.
    fn line(&mut self, line: Span) -> usize {
        let Span { start: mut at, mut end } = line;
        while let Some(first) = self.text[at..end].chars().next() {
            let rest = &self.text[at..end];
            match first {
                '#' => return end,
                '"' | '\'' if rest.starts_with("\"\"\"") || rest.starts_with("'''") => {
                    at = self.long_string(at);
                    end = if at > end { line_at(self.text, at).end } else { end };
                    continue;
                }
                '[' | '{' => self.open.push(at),
                ']' | '}' => self.close(at, first),
                _ => {}
            }
            at += if matches!(first, '"' | '\'') { string_length(rest, first) } else { first.len_utf8() };
        }
        end
    }

    fn close(&mut self, at: usize, bracket: char) {
        let fits = |&open: &usize| (self.text.as_bytes()[open] == b'[') == (bracket == ']');
        match self.open.last().map(fits) {
            Some(true) => drop(self.open.pop()),
            Some(false) => self.give_up(line_at(self.text, at).end),
            None => {}
        }
    }

    /// Gives where a long string that begins here ends.
    fn long_string(&mut self, at: usize) -> usize {
        let mark = &self.text[at..at + 3];
        let escaped = |end: usize| {
            mark == "\"\"\"" && self.text[..end].bytes().rev().take_while(|&b| b == b'\\').count() % 2 == 1
        };
        let end = self.text[at + 3..].match_indices(mark).map(|(end, _)| at + 3 + end).find(|&end| !escaped(end));
        match end {
            Some(end) => end + 3,
            None => {
                self.never_closed(Span::new(at, at + 3), self.text.len(), "this text is never closed", mark);
                self.open.clear();
                self.text.len()
            }
        }
    }
}

/// Whether a line begins with `key =`.
fn is_key(line: &str) -> bool {
    let bare = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    line.split_once('=').is_some_and(|(key, _)| !key.trim().is_empty() && key.trim().chars().all(bare))
}

//! Strings as they are written, in all four forms of TOML: which byte of the text each character comes from.

use crate::diag::Span;

/// A string, and where each of its bytes stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) text: String,
    /// For each byte of `text`, where its character is written in the file: an escape is longer than what it means.
    places: Vec<Span>,
    /// Where the string ends in the file, before its quotation marks.
    end: usize,
}

impl Written {
    /// Where a part of the string stands in the file.
    pub(super) fn place(&self, part: Span) -> Span {
        let start = self.places.get(part.start).map_or(self.end, |place| place.start);
        let last = self.places.get(part.start..part.end).and_then(<[Span]>::last);
        Span::new(start, last.map_or(start, |place| place.end))
    }
}

/// Reads the string that is written at `span`; `None` if there is none.
pub(super) fn read(text: &str, span: Span) -> Option<Written> {
    let raw = text.get(span.start..span.end)?;
    let mark = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|mark| raw.starts_with(mark))?;
    let inside = raw.get(mark.len()..raw.len().checked_sub(mark.len())?)?;
    let first_break = match inside {
        _ if mark.len() == 1 => 0,
        _ if inside.starts_with("\r\n") => 2,
        _ => usize::from(inside.starts_with('\n')),
    };
    let mut cursor = Cursor { rest: &inside[first_break..], at: span.start + mark.len() + first_break };
    let mut written = Written { text: String::new(), places: Vec::new(), end: span.end - mark.len() };
    while let Some((place, c)) = cursor.character(mark.starts_with('"'))? {
        written.text.push(c);
        written.places.resize(written.text.len(), Span::new(place, cursor.at));
    }
    Some(written)
}

struct Cursor<'a> {
    rest: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn skip(&mut self, bytes: usize) -> Option<()> {
        self.rest = self.rest.get(bytes..)?;
        self.at += bytes;
        Some(())
    }

    /// The next character and where it begins; `None` inside at the end, outside if it cannot be read.
    fn character(&mut self, escapes: bool) -> Option<Option<(usize, char)>> {
        while escapes && self.is_folded() {
            let blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
            let next = self.rest[1..].find(|c| !blank(c)).map_or(self.rest.len(), |at| at + 1);
            self.skip(next)?;
        }
        let place = self.at;
        let Some(c) = self.rest.chars().next() else { return Some(None) };
        if c != '\\' || !escapes {
            self.skip(c.len_utf8())?;
            return Some(Some((place, c)));
        }
        let sign = self.rest[1..].chars().next()?;
        let digits = match sign {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let meant = match sign {
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{c}',
            'r' => '\r',
            'e' => '\u{1b}',
            '"' | '\\' => sign,
            _ => char::from_u32(u32::from_str_radix(self.rest.get(2..2 + digits)?, 16).ok()?)?,
        };
        self.skip(1 + sign.len_utf8() + digits)?;
        Some(Some((place, meant)))
    }

    /// Whether a backslash ends the line here, so that the string goes on with the next word.
    fn is_folded(&self) -> bool {
        let after = self.rest.strip_prefix('\\').map(|rest| rest.trim_start_matches([' ', '\t']));
        after.is_some_and(|rest| rest.starts_with('\n') || rest.starts_with("\r\n"))
    }
}

/// A key as it is written: plain where that can be, else in quotation marks.
pub(super) fn key(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(plain) { name.to_string() } else { quoted(name) }
}

/// A string in double quotation marks.
pub(super) fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            c if c.is_control() => written.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => written.push(c),
        }
    }
    written + "\""
}

/// A statement in single quotation marks, so that nothing in it is escaped; in double ones where that cannot be.
pub(super) fn literal(text: &str) -> String {
    if text.chars().any(|c| c == '\'' || c.is_control()) { quoted(text) } else { format!("'{text}'") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_as_toml_reads_them() -> Result<(), toml::de::Error> {
        let written = [
            "'a.b and c.d'",
            "\"a.b\"",
            "''",
            "\"\"",
            "'''a'''",
            "'''\na.b\r\nand c.d'''",
            "\"\"\"\r\na.b\"\"\"",
            r#""\u0061.b \x61nd c\t\"\\\e\U0001F600é""#,
            "\"\"\"a.b \\\n   \t and \\  \r\n\r\n c.d\"\"\"",
            "\"\"\"a\"\"b\"\"\"\"\"",
            "'''a''b'''''",
            "\"\"\"\\\n  a\\\n\"\"\"",
        ];
        for raw in written {
            let table: toml::Table = toml::from_str(&format!("k = {raw}"))?;
            let read = read(raw, Span::new(0, raw.len()));
            assert_eq!(read.as_ref().map(|read| read.text.as_str()), table["k"].as_str(), "{raw}");
            assert!(read.is_some_and(|read| read.places.len() == read.text.len()), "{raw}");
        }
        Ok(())
    }

    #[test]
    fn what_is_quoted_reads_back() {
        for text in ["", "a", "it's \"so\"", "a\\b\n\r\t\u{1}\u{7f}", "é'"] {
            for raw in [quoted(text), literal(text)] {
                assert_eq!(read(&raw, Span::new(0, raw.len())).map(|read| read.text).as_deref(), Some(text));
            }
        }
    }
}

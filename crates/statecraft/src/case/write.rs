//! Writes a case file as a careful person would: one section after the other, the equals signs of a section below each other,
//! statements in single quotation marks, a preference line by line, claims at the end.

use toml::value::Datetime;
use toml::{Table, Value};

/// Lines are no longer than this where they can be broken.
const WIDTH: usize = 120;

/// The sections of a file, and those of an account, in their order.
const SECTIONS: [&str; 19] = [
    "sources",
    "actors",
    "issues",
    "states",
    "moves",
    "rules",
    "scenarios",
    "status_quo",
    "preferences",
    "attitudes",
    "perceptions",
    "accounts",
    "evidence",
    "forecasts",
    "later",
    "codings",
    "story",
    "claims",
    "variants",
];

/// Keys whose texts are statements.
const STATEMENTS: [&str; 19] = [
    "where",
    "wants",
    "never",
    "when",
    "needs",
    "at_most_one",
    "at_least_one",
    "exactly_one",
    "same",
    "from",
    "to",
    "begins",
    "ends",
    "after",
    "then",
    "without",
    "move",
    "in_place_of",
    "before",
];

/// The text of a case file.
pub(super) fn file(document: &Table) -> String {
    let mut writer = Writer { text: String::new() };
    writer.entries(&[], document);
    writer.text.trim_start().to_string()
}

struct Writer {
    text: String,
}

impl Writer {
    /// What stands below a header: values first, then the sections inside.
    fn entries(&mut self, path: &[&str], table: &Table) {
        let (mut sections, values): (Vec<_>, Vec<_>) =
            table.iter().partition(|(key, value)| is_section(&child(path, key), value));
        if matches!(path, [] | ["accounts", _]) {
            sections.sort_by_key(|(key, _)| SECTIONS.iter().position(|section| section == key));
        }
        let width = values.iter().map(|(name, _)| key(name).chars().count()).max().unwrap_or(0);
        for (name, value) in values {
            let name = key(name);
            let pad = width - name.chars().count();
            let start = format!("{name}{} = ", " ".repeat(pad));
            let value = self.value(path, &name, value, WIDTH.saturating_sub(start.chars().count()));
            self.text += &format!("{start}{value}\n");
        }
        for (name, value) in sections {
            self.section(&child(path, name), value);
        }
    }

    fn section(&mut self, path: &[&str], value: &Value) {
        let header = path.iter().map(|part| key(part)).collect::<Vec<_>>().join(".");
        match value {
            Value::Table(table) => {
                if !is_silent(path, table) {
                    // The options and choices stand right below the name of their actor.
                    let blank = if matches!(path.last(), Some(&("options" | "choices"))) { "" } else { "\n" };
                    self.text += &format!("{blank}[{header}]\n");
                }
                self.entries(path, table);
            }
            Value::Array(items) => {
                for item in items.iter().filter_map(Value::as_table) {
                    self.text += &format!("\n[[{header}]]\n");
                    self.entries(path, item);
                }
            }
            _ => {}
        }
    }

    /// A value to the right of its key, broken into lines where it is too long or a list of wishes.
    fn value(&self, path: &[&str], name: &str, value: &Value, room: usize) -> String {
        let said = if path.last() == Some(&"preferences") { "wants" } else { name };
        let inline = inline(said, value);
        match value {
            Value::Array(items) if said == "wants" && !items.is_empty() || inline.chars().count() > room => {
                let Value::Array(items) = value else { return inline };
                let lines: String = items.iter().map(|item| format!("  {},\n", self::inline(said, item))).collect();
                format!("[\n{lines}]")
            }
            _ => inline,
        }
    }
}

fn child<'p>(path: &[&'p str], key: &'p str) -> Vec<&'p str> {
    path.iter().copied().chain([key]).collect()
}

/// What has a header of its own.
fn is_section(path: &[&str], value: &Value) -> bool {
    let path = if let ["accounts", _, rest @ ..] = path { if rest.is_empty() { path } else { rest } } else { path };
    match (path, value) {
        (["rules" | "moves" | "later"], Value::Array(items)) => !items.is_empty() && items.iter().all(Value::is_table),
        (
            [
                "sources" | "claims" | "states" | "evidence" | "forecasts" | "codings" | "actors" | "issues"
                | "accounts" | "variants",
            ],
            Value::Table(_),
        )
        | (
            [
                "sources" | "claims" | "states" | "evidence" | "forecasts" | "codings" | "actors" | "issues"
                | "accounts" | "variants",
                _,
            ],
            Value::Table(_),
        )
        | (
            ["actors", _, "options" | "choices"]
            | ["status_quo" | "preferences" | "attitudes" | "perceptions"]
            | ["preferences", _, "weights"],
            Value::Table(_),
        ) => true,
        (["preferences", actor], Value::Table(_)) => {
            actor.chars().count() + inline(actor, value).chars().count() > WIDTH
        }
        _ => false,
    }
}

/// Whether a header would say nothing, as the sections inside have their own.
fn is_silent(path: &[&str], table: &Table) -> bool {
    let is_order = matches!(path, ["preferences"] | ["accounts", _, "preferences"]);
    (path.len() == 1 || is_order)
        && !table.is_empty()
        && table.iter().all(|(key, value)| is_section(&child(path, key), value))
}

fn inline(name: &str, value: &Value) -> String {
    match value {
        Value::String(text) => self::text(name, text),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Boolean(truth) => truth.to_string(),
        Value::Datetime(date) => date.to_string(),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(|item| inline(name, item)).collect::<Vec<_>>().join(", "))
        }
        Value::Table(table) if table.is_empty() => "{}".into(),
        Value::Table(table) => {
            let entries = table.iter().map(|(name, value)| format!("{} = {}", key(name), inline(name, value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

fn text(name: &str, text: &str) -> String {
    let is_date = ["as_of", "horizon", "until", "date", "accessed", "archived"].contains(&name)
        && text.parse::<Datetime>().is_ok_and(|date| date.date.is_some() && date.to_string() == text);
    let is_statement =
        (STATEMENTS.contains(&name) || ["ranking", "incomparable"].contains(&name)) && text.contains('.');
    if is_date {
        text.into()
    } else if is_statement {
        statement(text)
    } else {
        quoted(text)
    }
}

/// A statement as a string of the file: in single quotation marks, unless a level in it has them.
pub(crate) fn statement(text: &str) -> String {
    if text.contains(|c: char| c == '\'' || c.is_control()) { quoted(text) } else { format!("'{text}'") }
}

/// In double quotation marks.
fn quoted(text: &str) -> String {
    let mut found = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => found += "\\\"",
            '\\' => found += "\\\\",
            '\n' => found += "\\n",
            '\t' => found += "\\t",
            c if c.is_control() => found += &format!("\\u{:04X}", c as u32),
            c => found.push(c),
        }
    }
    found + "\""
}

/// A key, in quotation marks where it needs them; a statement, as it is the only key with blanks, in single ones.
fn key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let is_statement = name.contains(' ') && !name.contains(|c: char| c == '\'' || c.is_control());
    match (is_bare, is_statement) {
        (true, _) => name.into(),
        (_, true) => format!("'{name}'"),
        _ => quoted(name),
    }
}

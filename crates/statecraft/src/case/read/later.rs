//! `[[later]]` and `[codings.NAME]`: what happened after the day that the case describes.

use super::evidence;
use super::fields::{Entry, Reader, Shape, Value, span};
use crate::case::later::is_day;
use crate::case::{Coding, Later, LaterEntry, Settings};
use crate::diag::{Diagnostic, SourceFile, Spanned, shown};
use crate::expr::Name;
use toml::de::{DeTable, DeValue};

const FILE: Shape = Shape {
    what: "a file of what happened later",
    written: "",
    keys: &["until", "later", "codings", "sources", "claims"],
};
const ENTRY: Shape = Shape {
    what: "an entry of what happened later",
    written: "[[later]] above its keys",
    keys: &["date", "says", "taken", "dropped", "unclear", "claims", "assumption"],
};
const CODING: Shape = Shape {
    what: "a coding",
    written: "[codings.NAME] above its keys",
    keys: &["title", "reason", "taken", "dropped", "unclear"],
};
const DAY: &str = "write a whole date such as 2021-08-30; of a longer time its first day";

/// A file beside the case.
pub(in crate::case) fn file(file: SourceFile) -> (Later, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    if let Some(first) = errors.first() {
        let at = first.span().map_or_else(Default::default, crate::diag::Span::from);
        return (Later::default(), vec![Diagnostic::error("toml", at, first.message().to_string())]);
    }
    let mut reader = Reader::new(&file.text);
    let root = reader.root(table.get_ref(), FILE);
    let mut later = later(&mut reader, &root);
    later.sources = evidence::sources(&mut reader, &root);
    later.claims = evidence::claims(&mut reader, &root);
    if later.entries.is_empty() && root.get("later").is_none() {
        let problem = Diagnostic::error("missing", root.at, "the file says nothing of what happened");
        reader.tell(problem.help("add [[later]], and below it date = 2021-08-30 and taken = [\"actor.option\"]"));
    }
    (later, reader.problems)
}

/// The `later`, `codings` and `until` of a case, or of a file beside it.
pub(super) fn later(reader: &mut Reader, root: &Entry) -> Later {
    let until = root.get("until").and_then(|value| day(reader, value));
    let (mut entries, mut codings) = (Vec::new(), Vec::new());
    if let Some(value) = root.get("later") {
        let items = reader.array(value, "`later`", "write [[later]] above the keys of each entry");
        for item in items.into_iter().flatten() {
            entries.extend(entry(reader, item));
        }
    }
    for (key, entry) in reader.named(root, "codings", CODING) {
        let (title, reason) = (reader.title(&entry), reader.prose(&entry, "reason"));
        codings.push(Coding { title, reason, settings: settings(reader, &entry), key });
    }
    Later { until, entries, codings, ..Later::default() }
}

fn entry(reader: &mut Reader, item: &Value) -> Option<LaterEntry> {
    let at = span(item);
    let entry = reader.table(item, at, ENTRY)?;
    let date = match entry.get("date") {
        Some(value) => day(reader, value),
        None => {
            reader.missing(&entry, "date");
            None
        }
    };
    let settings = settings(reader, &entry);
    let says = reader.prose(&entry, "says");
    if settings.all().next().is_none() && says.is_none() && !entry.misspells(ENTRY.keys) {
        let problem = Diagnostic::error("missing", at, "this entry does not say what happened");
        reader
            .tell(problem.help(
                "add taken, dropped or unclear = [\"actor.option\"], or says = \"…\" for what no option can say",
            ));
    }
    let support = reader.support(&entry);
    if support.is_none() {
        let problem = Diagnostic::warning("unsupported", at, "this entry rests on neither claim nor assumption");
        reader.tell(problem.help("cite claims = [\"…\"], or say assumption = \"why you think so\""));
    }
    Some(LaterEntry { date: date?, says, settings, claims: support.claims, assumption: support.assumption, span: at })
}

fn settings(reader: &mut Reader, entry: &Entry) -> Settings {
    let mut names = |key: &str| -> Vec<Spanned<Name>> {
        let written = reader.strings(entry, key);
        written.iter().filter_map(|name| reader.option_name(name)).collect()
    };
    Settings { taken: names("taken"), dropped: names("dropped"), unclear: names("unclear") }
}

/// A whole date, so that days can be put in order.
fn day(reader: &mut Reader, value: &Value) -> Option<Spanned<String>> {
    let found = match value.get_ref() {
        DeValue::Datetime(date) => Spanned::new(date.to_string(), span(value)),
        _ => reader.string_or(value, "this is a date", DAY)?,
    };
    if is_day(&found.value) {
        return Some(found);
    }
    let message = format!("`{}` is not one day", shown(&found.value));
    reader.lose(Diagnostic::error("bad-value", found.span, message).help(DAY));
    None
}

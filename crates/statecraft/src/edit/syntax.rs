//! A TOML file as it is written: sections, pairs, lists, each with its place.
//!
//! What a value *means* is the business of [`crate::case`]; here it is only known where it stands, so that it can be replaced and
//! all else left alone. The text between two places is blank, a comment or a punctuation mark.

use super::strings;
use crate::diag::Span;
use std::collections::HashMap;
use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, parse_document};

/// One part of a key: `iran` in `[actors.iran]`.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) span: Span,
}

/// `key = value`, where the key may be dotted.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) keys: Vec<Key>,
    pub(super) value: Value,
}

/// A value of any kind.
#[derive(Debug)]
pub(super) enum Value {
    /// A string, a number, a date, true or false.
    Scalar(Span),
    List(List<Value>),
    Table(List<Pair>),
}

/// What stands between brackets or braces, with commas between.
#[derive(Debug)]
pub(super) struct List<T> {
    pub(super) span: Span,
    pub(super) items: Vec<T>,
    /// Where the commas are: one after each item, but perhaps none after the last.
    pub(super) commas: Vec<usize>,
}

/// What has a place.
pub(super) trait Placed {
    fn span(&self) -> Span;
}

impl Placed for Value {
    fn span(&self) -> Span {
        match self {
            Value::Scalar(span) => *span,
            Value::List(list) => list.span,
            Value::Table(table) => table.span,
        }
    }
}

impl Placed for Pair {
    fn span(&self) -> Span {
        let start = self.keys.first().map_or(self.value.span().start, |key| key.span.start);
        Span::new(start, self.value.span().end)
    }
}

/// A header with the pairs below it; the first section of a file has no header.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// The parts of the header.
    pub(super) keys: Vec<Key>,
    /// From bracket to bracket.
    pub(super) header: Span,
    /// The names that lead here from the top of the file, `#0`, `#1`, … for the elements of a list of sections.
    pub(super) path: Vec<String>,
    pub(super) pairs: Vec<Pair>,
}

impl Section {
    /// Where the last pair ends, or the header.
    pub(super) fn end(&self) -> usize {
        self.pairs.last().map_or(self.header.end, |pair| pair.span().end)
    }
}

/// A pair with the names that lead to it from the top of the file.
#[derive(Clone, Debug)]
pub(super) struct Found<'t> {
    pub(super) path: Vec<String>,
    pub(super) pair: &'t Pair,
    pub(super) home: Home<'t>,
}

/// What a pair stands in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Home<'t> {
    Section(&'t Section),
    Braces(&'t List<Pair>),
}

/// A whole file.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) sections: Vec<Section>,
}

impl Tree {
    /// Reads a file; `None` if it is not TOML throughout.
    pub(super) fn read(text: &str) -> Option<Tree> {
        let mark = usize::from(text.starts_with('\u{feff}'));
        let text = text.replacen('\u{feff}', "   ", mark);
        if !toml::de::DeTable::parse_recoverable(&text).1.is_empty() {
            return None;
        }
        let source = Source::new(&text);
        let (mut events, mut errors): (Vec<Event>, Vec<_>) = (Vec::new(), Vec::new());
        parse_document(&source.lex().into_vec(), &mut events, &mut errors);
        let passed_over = [EventKind::Whitespace, EventKind::Comment, EventKind::Newline, EventKind::KeySep];
        events.retain(|event| !passed_over.contains(&event.kind()));
        let sections = errors.is_empty().then(|| Reader { source, events: &events, next: 0 }.sections())??;
        Some(Tree { sections })
    }

    /// All pairs of the file, also those inside braces; those inside lists are not looked at.
    pub(super) fn pairs(&self) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        for section in &self.sections {
            below(&section.path, &section.pairs, Home::Section(section), &mut found);
        }
        found
    }

    /// The value that stands under a path, if it is written as one.
    pub(super) fn value(&self, path: &[&str]) -> Option<&Value> {
        self.pairs().into_iter().find(|found| found.path == path).map(|found| &found.pair.value)
    }

    /// The section of a path.
    pub(super) fn section(&self, path: &[&str]) -> Option<&Section> {
        self.sections.iter().find(|section| !section.keys.is_empty() && section.path == path)
    }

    /// The elements of a list of sections, `[[path]]`.
    pub(super) fn each(&self, path: &[&str]) -> Vec<&Section> {
        let is_one = |section: &&Section| {
            section.path.len() == path.len() + 1
                && begins(&section.path, path)
                && section.path[path.len()].starts_with('#')
        };
        self.sections.iter().filter(is_one).collect()
    }
}

/// Whether a path begins so.
pub(super) fn begins(path: &[String], beginning: &[&str]) -> bool {
    path.len() >= beginning.len() && path.iter().zip(beginning).all(|(a, b)| a == b)
}

fn below<'t>(path: &[String], pairs: &'t [Pair], home: Home<'t>, found: &mut Vec<Found<'t>>) {
    for pair in pairs {
        let path: Vec<String> = path.iter().cloned().chain(pair.keys.iter().map(|key| key.name.clone())).collect();
        found.push(Found { path: path.clone(), pair, home });
        if let Value::Table(table) = &pair.value {
            below(&path, &table.items, Home::Braces(table), found);
        }
    }
}

struct Reader<'a> {
    source: Source<'a>,
    events: &'a [Event],
    next: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<EventKind> {
        self.events.get(self.next).map(Event::kind)
    }

    /// The next event and its place.
    fn take(&mut self) -> Option<(Event, Span)> {
        let event = *self.events.get(self.next)?;
        self.next += 1;
        Some((event, Span::new(event.span().start(), event.span().end())))
    }

    fn sections(mut self) -> Option<Vec<Section>> {
        let mut found = vec![Section::default()];
        let mut lists: HashMap<Vec<String>, usize> = HashMap::new();
        while let Some(kind) = self.peek() {
            if kind == EventKind::SimpleKey {
                let pair = self.pair()?;
                found.last_mut()?.pairs.push(pair);
                continue;
            }
            let (_, open) = self.take()?;
            let keys = self.keys()?;
            let (_, close) = self.take()?;
            let path = path(&keys, kind == EventKind::ArrayTableOpen, &mut lists);
            found.push(Section { keys, header: Span::new(open.start, close.end), path, pairs: Vec::new() });
        }
        Some(found)
    }

    fn keys(&mut self) -> Option<Vec<Key>> {
        let mut keys = Vec::new();
        while self.peek() == Some(EventKind::SimpleKey) {
            let (event, span) = self.take()?;
            let mut name = String::new();
            self.source.get(event)?.decode_key(&mut name, &mut ());
            keys.push(Key { name, span });
        }
        Some(keys)
    }

    fn pair(&mut self) -> Option<Pair> {
        let keys = self.keys()?;
        self.take()?; // the equals sign
        Some(Pair { keys, value: self.value()? })
    }

    fn value(&mut self) -> Option<Value> {
        let (event, span) = self.take()?;
        Some(match event.kind() {
            EventKind::Scalar => Value::Scalar(span),
            EventKind::ArrayOpen => Value::List(self.list(span.start, EventKind::ArrayClose, Reader::value)?),
            EventKind::InlineTableOpen => {
                Value::Table(self.list(span.start, EventKind::InlineTableClose, Reader::pair)?)
            }
            _ => return None,
        })
    }

    fn list<T>(&mut self, start: usize, close: EventKind, item: fn(&mut Self) -> Option<T>) -> Option<List<T>> {
        let (mut items, mut commas) = (Vec::new(), Vec::new());
        loop {
            match self.peek()? {
                kind if kind == close => {
                    let end = self.take()?.1.end;
                    return Some(List { span: Span::new(start, end), items, commas });
                }
                EventKind::ValueSep => commas.push(self.take()?.1.start),
                _ => items.push(item(self)?),
            }
        }
    }
}

/// Where a header leads: a name that stands for a list of sections means the last of them.
fn path(keys: &[Key], another: bool, lists: &mut HashMap<Vec<String>, usize>) -> Vec<String> {
    let mut path: Vec<String> = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        path.push(key.name.clone());
        if at + 1 == keys.len() && another {
            *lists.entry(path.clone()).or_default() += 1;
        }
        if let Some(count) = lists.get(&path) {
            path.push(format!("#{}", count - 1));
        }
    }
    path
}

/// The string that stands at a place, if it is one.
pub(super) fn string(text: &str, value: &Value) -> Option<strings::Written> {
    match value {
        Value::Scalar(span) => strings::read(text, *span),
        _ => None,
    }
}

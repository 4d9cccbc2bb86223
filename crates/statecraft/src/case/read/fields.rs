//! Typed access to a TOML tree: what is missing, unknown or of the wrong type is reported where it stands.

use crate::case::{Reading, Statement, Support};
use crate::diag::{Diagnostic, Span, Spanned, is_hidden, nearest, shown};
use crate::expr::{self, Expr, KEYWORDS, Name};
use toml::de::{DeArray, DeInteger, DeTable, DeValue};

/// A value of the tree.
pub(super) type Value<'t> = toml::Spanned<DeValue<'t>>;

/// What a table is, how it is written, and the keys that it may have.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pub(super) what: &'static str,
    pub(super) written: &'static str,
    pub(super) keys: &'static [&'static str],
}

/// What an actor is called; its name stands in statements.
pub(super) const AN_ACTOR: &str = "an actor";
/// What an option is called; its name stands in statements.
pub(super) const AN_OPTION: &str = "an option";

/// What a choice is called; its name stands in statements.
pub(super) const A_CHOICE: &str = "a choice";

pub(super) const CASE: Shape = Shape {
    what: "a case",
    written: "",
    keys: &[
        "title",
        "question",
        "as_of",
        "horizon",
        "scale",
        "sources",
        "claims",
        "actors",
        "issues",
        "rules",
        "states",
        "moves",
        "scenarios",
        "variants",
        "status_quo",
        "preferences",
        "attitudes",
        "accounts",
        "perceptions",
        "evidence",
        "forecasts",
        "later",
        "codings",
        "until",
        "story",
    ],
};

/// One table: what it is, its keys, and the place that stands for it.
pub(super) struct Entry<'t> {
    pub(super) shape: Shape,
    pub(super) table: &'t DeTable<'t>,
    pub(super) at: Span,
}

impl<'t> Entry<'t> {
    pub(super) fn get(&self, key: &str) -> Option<&'t Value<'t>> {
        self.table.get(key)
    }

    /// Where a key stands, or what stands for the table if it has no such key.
    pub(super) fn key(&self, key: &str) -> Span {
        self.table.get_key_value(key).map_or(self.at, |(key, _)| Span::from(key.span()))
    }

    /// Whether one of these keys may stand here under another name; that is then said of the other name.
    pub(super) fn misspells(&self, keys: &[&str]) -> bool {
        let unknown = self.table.keys().filter(|key| !self.shape.keys.contains(&key.get_ref().as_ref()));
        unknown.into_iter().any(|key| nearest(key.get_ref(), keys.iter().copied()).is_some())
    }
}

/// Reads values and collects problems.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) reading: Reading,
    /// How much may still be copied from one list to another, in bytes.
    left: usize,
}

/// So much is copied from list to list at most, in bytes.
const MOST_COPIED: usize = 100 << 20;

/// A whole number, however it is written.
pub(super) fn whole(number: &DeInteger) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// White space of any kind as single blanks, none at the ends.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The span of a value.
pub(super) fn span(value: &Value) -> Span {
    Span::from(value.span())
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Reader<'a> {
        Reader { text, problems: Vec::new(), reading: Reading::Whole, left: MOST_COPIED }
    }

    /// Whether so much may still be copied; if so, it is counted.
    pub(super) fn affords(&mut self, bytes: usize) -> bool {
        let left = self.left.checked_sub(bytes);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }

    /// A problem that takes nothing from the meaning of the case.
    pub(super) fn tell(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// A problem through which something is lost that the file says.
    pub(super) fn lose(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
        self.lost();
    }

    /// Something that the file says could not be read.
    pub(super) fn lost(&mut self) {
        self.reading = self.reading.min(Reading::Names);
    }

    /// The whole file.
    pub(super) fn root<'t>(&mut self, table: &'t DeTable<'t>, shape: Shape) -> Entry<'t> {
        self.entry(table, Span::new(0, self.text.lines().next().unwrap_or("").len()), shape)
    }

    fn entry<'t>(&mut self, table: &'t DeTable<'t>, at: Span, shape: Shape) -> Entry<'t> {
        for (key, _) in table.iter().filter(|(key, _)| !shape.keys.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref().as_ref();
            let help = match nearest(name, shape.keys.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if CASE.keys.contains(&name) => {
                    "it stands at the top of the file, above the first [section]".into()
                }
                None => format!("{} has: {}", shape.what, shape.keys.join(", ")),
            };
            let message = format!("{} has no key `{}`", shape.what, shown(name));
            self.lose(
                Diagnostic::error("unknown-key", Span::from(key.span()), message).label("unknown key").help(help),
            );
        }
        Entry { shape, table, at }
    }

    /// A value that must be a table.
    pub(super) fn table<'t>(&mut self, value: &'t Value<'t>, at: Span, shape: Shape) -> Option<Entry<'t>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(self.entry(table, at, shape)),
            other => {
                let expected = format!("{} is written with keys such as `{}`", shape.what, shape.keys[0]);
                self.wrong_type(value, &expected, other, &format!("write {}", shape.written));
                None
            }
        }
    }

    /// The named entries of a section such as `[sources.NAME]`, names checked.
    pub(super) fn named<'t>(
        &mut self,
        parent: &Entry<'t>,
        key: &str,
        shape: Shape,
    ) -> Vec<(Spanned<String>, Entry<'t>)> {
        let Some(value) = parent.get(key) else { return Vec::new() };
        let DeValue::Table(table) = value.get_ref() else {
            let (_, kind) = shape.what.split_once(' ').unwrap_or(("", shape.what));
            let expected = format!("in `{key}` each {kind} stands under its name");
            self.wrong_type(value, &expected, value.get_ref(), &format!("write {}", shape.written));
            self.reading = Reading::Parts;
            return Vec::new();
        };
        let mut found = Vec::new();
        for (name, value) in table.iter() {
            let name = Spanned::new(name.get_ref().to_string(), name.span());
            self.check_name(&name, shape);
            match self.table(value, name.span, shape) {
                Some(entry) => found.push((name, entry)),
                None => self.reading = Reading::Parts,
            }
        }
        found
    }

    fn check_name(&mut self, name: &Spanned<String>, shape: Shape) {
        let fits = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let text = &name.value;
        let in_statements = [AN_ACTOR, AN_OPTION, A_CHOICE].contains(&shape.what);
        let problem = if in_statements && KEYWORDS.contains(&text.as_str()) {
            format!("`{text}` is a word of the statement language, so {} cannot have it as its name", shape.what)
        } else if shape.what == AN_ACTOR && text == "all" {
            "`all` stands for all actors in tables, so no actor can have it as its name".to_string()
        } else if text.is_empty() || text.starts_with('-') || !text.chars().all(fits) {
            format!("`{}` cannot be the name of {}", shown(text), shape.what)
        } else {
            return;
        };
        let help = "names have letters, digits, `_` and `-`; what readers see goes into `name`, `label` or `title`";
        self.tell(Diagnostic::error("bad-name", name.span, problem).label("not a name").help(help));
    }

    pub(super) fn string(&mut self, entry: &Entry, key: &str) -> Option<Spanned<String>> {
        self.string_value(entry.get(key)?, &format!("`{key}`"))
    }

    pub(super) fn text(&mut self, entry: &Entry, key: &str) -> Option<String> {
        self.string(entry, key).map(|found| found.value)
    }

    pub(super) fn required_string(&mut self, entry: &Entry, key: &str) -> Option<Spanned<String>> {
        if entry.get(key).is_none() {
            self.missing(entry, key);
        }
        self.words(entry, key)
    }

    /// A string that says something, if there is one.
    pub(super) fn words(&mut self, entry: &Entry, key: &str) -> Option<Spanned<String>> {
        let found = self.string(entry, key)?;
        if found.value.trim().is_empty() {
            let message = format!("the `{key}` of {} is empty", entry.shape.what);
            let help = if key == "text" { "write where it lies in the case folder" } else { "write a few words" };
            self.tell(Diagnostic::error("missing", found.span, message).label("nothing here").help(help));
        }
        Some(found)
    }

    /// Words that readers see, in one line however they are written.
    pub(super) fn prose(&mut self, entry: &Entry, key: &str) -> Option<String> {
        self.text(entry, key).map(|text| one_line(&text))
    }

    /// A name that readers see; one that is broken over lines is read as one line, and said so.
    pub(super) fn name(&mut self, entry: &Entry, key: &str) -> Option<String> {
        self.string(entry, key).map(|found| self.on_one_line(entry, key, &found))
    }

    /// The title that a case, a source or an account must have.
    pub(super) fn title(&mut self, entry: &Entry) -> String {
        let found = self.required_string(entry, "title");
        found.map(|found| self.on_one_line(entry, "title", &found)).unwrap_or_default()
    }

    fn on_one_line(&mut self, entry: &Entry, key: &str, found: &Spanned<String>) -> String {
        if key != "says" && found.value.trim().contains(['\n', '\r', '\t']) {
            let message = format!("the `{key}` of {} breaks the line", entry.shape.what);
            let problem = Diagnostic::warning("line-break", entry.key(key), message).label("read as one line");
            self.tell(problem.help("write it on one line: it stands in sentences and tables"));
        }
        one_line(&found.value)
    }

    /// A name for readers; without one they see the name in the file.
    pub(super) fn for_readers(&mut self, entry: &Entry, key: &str, name: &Spanned<String>) -> String {
        if entry.get(key).is_none() {
            let message =
                format!("{} should have a `{key}`: readers see only `{}`", entry.shape.what, shown(&name.value));
            let help = format!("add {key} = \"…\", a few words that say what it is");
            if !entry.misspells(&[key]) {
                self.tell(Diagnostic::warning("no-label", name.span, message).help(help));
            }
            return name.value.clone();
        }
        self.words(entry, key).map(|found| self.on_one_line(entry, key, &found)).unwrap_or_default()
    }

    /// The name of a state: a text, or in a list of numbers a number.
    pub(super) fn state_name(&mut self, value: &Value, what: &str) -> Option<Spanned<String>> {
        match value.get_ref() {
            DeValue::Integer(number) => {
                let name = whole(number).map_or(number.to_string(), |number| number.to_string());
                Some(Spanned::new(name, span(value)))
            }
            DeValue::String(text) => Some(Spanned::new(text.to_string(), self.content(span(value), text))),
            other => {
                let expected = format!("{what} is the number or the name of a state");
                self.wrong_type(
                    value,
                    &expected,
                    other,
                    "write a number such as 3, in a bare graph a name such as \"s3\"",
                );
                None
            }
        }
    }

    pub(super) fn missing(&mut self, entry: &Entry, key: &str) {
        if entry.misspells(&[key]) {
            return;
        }
        let message = format!("{} needs `{key}`", entry.shape.what);
        let value = if key == "wants" { "'…'" } else { "\"…\"" };
        self.tell(
            Diagnostic::error("missing", entry.at, message)
                .label(format!("no `{key}` here"))
                .help(format!("add {key} = {value}")),
        );
    }

    /// A string, with the place of its content.
    pub(super) fn string_value(&mut self, value: &Value, what: &str) -> Option<Spanned<String>> {
        self.string_or(value, &format!("{what} is a text"), "write it in quotation marks")
    }

    /// A string; if the value is something else, this is said.
    pub(super) fn string_or(&mut self, value: &Value, expected: &str, help: &str) -> Option<Spanned<String>> {
        match value.get_ref() {
            DeValue::String(text) => {
                self.hidden(value, text);
                Some(Spanned::new(text.to_string(), self.content(span(value), text)))
            }
            other => {
                self.wrong_type(value, expected, other, help);
                None
            }
        }
    }

    /// A warning where a text has characters that do something to a terminal or page.
    fn hidden(&mut self, value: &Value, text: &str) {
        let unwanted = |c: &char| is_hidden(*c) && !matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}');
        if let Some(first) = text.chars().find(unwanted) {
            let message = format!("this text has an invisible character, U+{:04X}", u32::from(first));
            let at = span(value);
            let end = self.text[at.start..at.end].find('\n').map_or(at.end, |line| at.start + line);
            let problem = Diagnostic::warning("hidden-character", Span::new(at.start, end), message);
            self.tell(problem.help("remove it; where it would be shown, `\u{fffd}` stands in its place"));
        }
    }

    /// Where the content of a string stands: inside its quotation marks, unless escapes make the two differ.
    fn content(&self, span: Span, text: &str) -> Span {
        let raw = self.text.get(span.start..span.end).unwrap_or("");
        match raw.find(text) {
            Some(at) if !text.is_empty() => Span::new(span.start + at, span.start + at + text.len()),
            _ => span,
        }
    }

    /// A date as TOML has it, or a string.
    pub(super) fn date(&mut self, entry: &Entry, key: &str) -> Option<String> {
        let value = entry.get(key)?;
        match value.get_ref() {
            DeValue::Datetime(date) => Some(date.to_string()),
            _ => {
                let help = "write a date, such as 2024-05-17, or a text";
                self.string_or(value, &format!("`{key}` is a date"), help).map(|found| one_line(&found.value))
            }
        }
    }

    pub(super) fn boolean(&mut self, entry: &Entry, key: &str) -> Option<bool> {
        let value = entry.get(key)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong_type(value, &format!("`{key}` is true or false"), value.get_ref(), "write true or false");
        }
        found
    }

    pub(super) fn position(&mut self, entry: &Entry, key: &str) -> Option<usize> {
        let value = entry.get(key)?;
        let found = value.get_ref().as_integer().and_then(whole).and_then(|number| usize::try_from(number).ok());
        if found.is_none() {
            let help = "leave it out, or count the characters before the quote";
            self.wrong_type(value, &format!("`{key}` is a whole number from 0"), value.get_ref(), help);
        }
        found
    }

    pub(super) fn array<'t>(&mut self, value: &'t Value<'t>, what: &str, help: &str) -> Option<&'t DeArray<'t>> {
        let found = value.get_ref().as_array();
        if found.is_none() {
            self.wrong_type(value, &format!("{what} is a list"), value.get_ref(), help);
        }
        found
    }

    pub(super) fn strings(&mut self, entry: &Entry, key: &str) -> Vec<Spanned<String>> {
        let Some(value) = entry.get(key) else { return Vec::new() };
        let items = self.array(value, &format!("`{key}`"), "write [\"…\", \"…\"]");
        let what = format!("each of `{key}`");
        items.into_iter().flatten().filter_map(|item| self.string_value(item, &what)).collect()
    }

    /// A string, or a list of them.
    pub(super) fn one_or_more(&mut self, entry: &Entry, key: &str) -> Vec<Spanned<String>> {
        match entry.get(key).map(|value| value.get_ref()) {
            Some(DeValue::Array(_)) => self.strings(entry, key),
            _ => self.string(entry, key).into_iter().collect(),
        }
    }

    /// `claims`, `assumption` and `leap`.
    pub(super) fn support(&mut self, entry: &Entry) -> Support {
        let mut words = |key| self.words(entry, key).map(|found| one_line(&found.value));
        let (assumption, leap) = (words("assumption"), words("leap"));
        Support { claims: self.strings(entry, "claims"), assumption, leap }
    }

    /// A value that must be a statement.
    pub(super) fn statement(&mut self, value: &Value, what: &str) -> Option<Statement> {
        let help = "write one statement in single quotation marks, such as 'actor.option and not actor.option'";
        let text = self.string_or(value, &format!("{what} is a statement"), help)?;
        self.parsed(text)
    }

    /// A statement that stands as a key, in quotation marks.
    pub(super) fn statement_in(&mut self, text: &str, key: Span) -> Option<Statement> {
        let content = self.content(key, text);
        self.parsed(Spanned::new(text.to_string(), content))
    }

    fn parsed(&mut self, text: Spanned<String>) -> Option<Statement> {
        let as_written = self.text.get(text.span.start..text.span.end) == Some(text.value.as_str());
        let offset = if as_written { text.span.start } else { 0 };
        match expr::parse(&text.value, offset) {
            Ok(tree) if as_written => Some(Statement { text: text.value, span: text.span, tree }),
            Ok(tree) => {
                // Escapes shift positions inside the string: everything in it points at the whole.
                let whole = |name: &Spanned<Name>| Some(Spanned::new(name.value.clone(), text.span));
                let tree: Expr<Spanned<Name>> = tree.try_map(&whole)?;
                Some(Statement { text: text.value, span: text.span, tree })
            }
            Err(mut problem) => {
                if !as_written {
                    problem.span = text.span;
                }
                self.lose(problem);
                None
            }
        }
    }

    /// A list of statements.
    pub(super) fn statements(&mut self, value: &Value, what: &str) -> Vec<Statement> {
        let items = self.array(value, what, "write ['actor.option', 'actor.option']");
        let each = format!("each of {what}");
        items.into_iter().flatten().filter_map(|item| self.statement(item, &each)).collect()
    }

    /// The name of an option, `actor.option`.
    pub(super) fn option_name(&mut self, written: &Spanned<String>) -> Option<Spanned<Name>> {
        if let Some(name) = expr::parse_name(&written.value).filter(|name| name.level.is_some()) {
            return Some(Spanned::new(name, written.span));
        }
        match written.value.split_once('.') {
            Some((actor, option)) if !actor.is_empty() && !option.is_empty() && !option.contains(['\'', '"']) => {
                Some(Spanned::new(Name::new(actor, option), written.span))
            }
            _ => {
                let message = format!("`{}` is not the name of an option", shown(&written.value));
                self.lose(
                    Diagnostic::error("unknown-name", written.span, message)
                        .label("not declared")
                        .help("an option is written with its actor: \"actor.option\""),
                );
                None
            }
        }
    }

    pub(super) fn wrong_type(&mut self, value: &Value, expected: &str, found: &DeValue, help: &str) {
        let kind = match found {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.lose(Diagnostic::error("wrong-type", span(value), expected).label(format!("this is {kind}")).help(help));
    }
}

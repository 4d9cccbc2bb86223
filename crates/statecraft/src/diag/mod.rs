//! **diag**: where something is wrong, and what to do about it.
//!
//! A [`Diagnostic`] names one problem at one place of a text: what is wrong, the place itself, other places that
//! matter, and one thing to try. It knows nothing of how it is shown; [`crate::text`] draws it with line and caret.
//! Places are byte ranges ([`Span`]) of a [`SourceFile`].

mod names;

pub(crate) use names::Names;
pub(crate) use names::whole_words;
pub use names::{is_hidden, nearest, shown, visible};

use std::ops::Range;

/// A byte range of a text, `start..end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// A value and the place where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, which stands at `span`.
    pub fn new(value: T, span: impl Into<Span>) -> Spanned<T> {
        Spanned { value, span: span.into() }
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The case cannot be used.
    Error,
    /// The case can be used; something in it is probably not meant.
    Warning,
}

/// One problem: what, where, and one thing to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// A stable name of this kind of problem, such as `unknown-name`.
    pub code: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The place that is wrong.
    pub span: Span,
    /// A few words beside that place; may be empty.
    pub label: String,
    /// Other places that matter, each with a few words.
    pub related: Vec<(Span, String)>,
    /// One thing to try.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error of this kind at `span`.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, span, message.into())
    }

    /// A warning of this kind at `span`.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, span, message.into())
    }

    fn new(severity: Severity, code: &'static str, span: Span, message: String) -> Diagnostic {
        Diagnostic { severity, code, message, span, label: String::new(), related: Vec::new(), help: None }
    }

    /// With a few words beside the place.
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// With one thing to try.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// With another place that matters.
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.related.push((span, label.into()));
        self
    }

    /// Whether the case cannot be used because of this.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Errors before warnings, both in reading order, each problem once.
pub fn in_order(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    problems.sort_by(|a, b| (a.severity, a.span, &a.message).cmp(&(b.severity, b.span, &b.message)));
    problems.dedup();
    problems
}

/// A text with a name, able to tell line and column of a byte.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The name to show, usually the path as the user gave it.
    pub name: String,
    /// The whole text.
    pub text: String,
    line_starts: Vec<usize>,
}

impl SourceFile {
    /// A text under a name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> SourceFile {
        let text = text.into();
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        SourceFile { name: name.into(), text, line_starts }
    }

    /// Line and column of a byte, both from 1; the column counts characters.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line_of(offset);
        let before = self.text.get(self.line_starts[line]..offset.min(self.text.len())).unwrap_or("");
        (line + 1, before.chars().count() + 1)
    }

    /// The whole lines that hold `span`: the byte where they begin, the number of the first (from 1), their text.
    pub fn lines(&self, span: Span) -> (usize, usize, &str) {
        let first = self.line_of(span.start);
        let last = self.line_of(span.end.max(span.start));
        let start = self.line_starts[first];
        let end = self.line_starts.get(last + 1).copied().unwrap_or(self.text.len());
        (start, first + 1, &self.text[start..end])
    }

    fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }
}

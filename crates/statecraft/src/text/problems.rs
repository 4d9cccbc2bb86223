//! Diagnostics as people read them: the line, a caret, what to try.

use crate::diag::{Diagnostic, Severity, SourceFile, Span};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether colours may be used; they never carry meaning alone.
    pub colour: bool,
    /// How many columns a line has.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Style {
        Style { colour: false, width: 100 }
    }
}

/// One problem.
pub fn render(file: &SourceFile, problem: &Diagnostic, style: Style) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let all = problem
        .related
        .iter()
        .fold(problem.span, |all, (span, _)| Span::new(all.start.min(span.start), all.end.max(span.end)));
    let (start, line, text) = file.lines(all);
    let local = |span: Span| inside(text, span.start - start, span.end.max(span.start) - start);
    let mut snippet = Snippet::source(text).line_start(line).path(file.name.as_str());
    snippet = snippet.annotation(AnnotationKind::Primary.span(local(problem.span)).label(problem.label.as_str()));
    for (span, label) in &problem.related {
        snippet = snippet.annotation(AnnotationKind::Context.span(local(*span)).label(label.as_str()));
    }
    let mut group = level.primary_title(problem.message.as_str()).element(snippet);
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(style.width).render(&[group])
}

/// A range of `text`, moved to where characters begin.
fn inside(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    boundary(start)..boundary(end)
}

/// All problems, a blank line between them; after the first `most` their number.
pub fn render_all(file: &SourceFile, problems: &[Diagnostic], most: usize, style: Style) -> String {
    let mut text: Vec<String> = problems.iter().take(most).map(|problem| render(file, problem, style)).collect();
    if problems.len() > most {
        text.push(format!("… and {} more problems; --all shows them", problems.len() - most));
    }
    text.into_iter().map(|one| one + "\n\n").collect()
}

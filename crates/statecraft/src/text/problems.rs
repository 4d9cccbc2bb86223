//! Diagnostics as people read them: the line, a caret, what to try.

use crate::diag::{Diagnostic, Severity, SourceFile, Span, visible};
use crate::phrase::english::{count, list};
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

/// One problem. In a file without a name no place is given, only the line itself.
pub fn render(file: &SourceFile, problem: &Diagnostic, style: Style) -> String {
    render_with(file, problem, None, style)
}

/// One problem, with a note below it.
fn render_with(file: &SourceFile, problem: &Diagnostic, note: Option<String>, style: Style) -> String {
    let plain = |text: &str| text.chars().map(visible).collect::<String>();
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
    let mut snippet = Snippet::source(text).line_start(line);
    snippet = if file.name.is_empty() { snippet } else { snippet.path(plain(&file.name)) };
    snippet = snippet.annotation(AnnotationKind::Primary.span(local(problem.span)).label(plain(&problem.label)));
    for (span, label) in &problem.related {
        snippet = snippet.annotation(AnnotationKind::Context.span(local(*span)).label(plain(label)));
    }
    let mut group = level.primary_title(plain(&problem.message)).element(snippet);
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(plain(help)));
    }
    if let Some(note) = note {
        group = group.element(Level::NOTE.message(note));
    }
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(style.width).render(&[group])
}

/// A range of `text`, moved to where characters begin.
fn inside(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    boundary(start)..boundary(end)
}

/// Problems, a blank line between them: all of them, or so that a reader sees every kind. Then warnings of one kind on many lines
/// are one, with the first of the other lines, and after the first `most` stands their number.
pub fn render_all(file: &SourceFile, problems: &[Diagnostic], most: Option<usize>, style: Style) -> String {
    let folded = if most.is_some() { folded(problems) } else { problems.iter().map(|one| (one, Vec::new())).collect() };
    let most = most.unwrap_or(usize::MAX);
    let shown = folded.iter().take(most).map(|(first, others)| {
        let like_it = format!("{} more like it, in {}", others.len(), lines(file, others));
        render_with(file, first, (!others.is_empty()).then_some(like_it), style)
    });
    let left = folded.iter().skip(most).map(|(_, others)| 1 + others.len()).sum::<usize>();
    let left = (left > 0).then(|| format!("… and {}", count(left, "more problem", "more problems")));
    shown.chain(left).map(|one| one + "\n\n").collect()
}

/// Whether [`render_all`] with this limit leaves something out.
pub fn is_shortened(problems: &[Diagnostic], most: usize) -> bool {
    let folded = folded(problems);
    folded.len() > most || folded.iter().any(|(_, others)| !others.is_empty())
}

/// Warnings of one kind are one where there are more than a few of them: the first, with those that follow.
fn folded(problems: &[Diagnostic]) -> Vec<(&Diagnostic, Vec<&Diagnostic>)> {
    const FEW: usize = 3;
    let alike = |one: &Diagnostic| problems.iter().filter(|other| other.code == one.code && !other.is_error()).count();
    let mut found: Vec<(&Diagnostic, Vec<&Diagnostic>)> = Vec::new();
    for problem in problems {
        let many = !problem.is_error() && alike(problem) > FEW;
        match found.iter_mut().find(|(first, _)| many && first.code == problem.code && !first.is_error()) {
            Some((_, others)) => others.push(problem),
            None => found.push((problem, Vec::new())),
        }
    }
    found
}

/// In which lines these are, the first few by number.
fn lines(file: &SourceFile, problems: &[&Diagnostic]) -> String {
    const FEW: usize = 5;
    let mut lines: Vec<String> = problems.iter().map(|one| file.position(one.span.start).0.to_string()).collect();
    lines.dedup();
    let more = lines.len().saturating_sub(FEW);
    lines.truncate(FEW);
    lines.extend((more > 0).then(|| format!("{more} others")));
    format!("{} {}", if lines.len() == 1 { "line" } else { "lines" }, list(&lines))
}

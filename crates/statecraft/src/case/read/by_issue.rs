//! Wishes in the order of their issues: lexicographic across the issues, and within each as they are written.

use super::fields::{Entry, Reader};
use crate::case::{Issue, Line, Reading, unknown};
use crate::diag::{Diagnostic, Names, Span, shown};
use std::collections::HashMap;

/// The lines in the order that `order` names; as they are where nothing is said of it.
pub(super) fn by_issue(reader: &mut Reader, entry: &Entry, lines: Vec<Line>, issues: &[Issue]) -> Vec<Line> {
    let (true, Some(order)) = (entry.get("order").is_some(), order(reader, entry, issues)) else { return lines };
    let options = issues.iter().flat_map(|issue| issue.options.iter().map(move |name| (name, issue)));
    let issue_of = options.map(|(name, issue)| ((&*name.value.actor, &*name.value.option), &*issue.key.value));
    let (issue_of, at) = (issue_of.collect(), entry.key("order"));
    let mut placed: Vec<(usize, Line)> = Vec::new();
    for line in lines {
        match place(&line, &order, &issue_of, at) {
            Ok(place) => placed.push((place, line)),
            Err(problem) => reader.lose(problem),
        }
    }
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, line)| line).collect()
}

/// The issues in their order; nothing if it is not plain which.
fn order(reader: &mut Reader, entry: &Entry, issues: &[Issue]) -> Option<HashMap<String, usize>> {
    let known = Names::new(issues.iter().map(|issue| &issue.key.value));
    let mut order: HashMap<String, (usize, Span)> = HashMap::new();
    let whole = reader.reading > Reading::Parts;
    let names = reader.strings(entry, "order");
    for (place, name) in names.iter().enumerate() {
        if let (Some(problem), true) = (unknown("issue", name, &known), whole) {
            reader.lose(problem);
        }
        if let Some((_, before)) = order.insert(name.value.clone(), (place, name.span)) {
            let message = format!("`{}` stands in the order twice", shown(&name.value));
            let problem = Diagnostic::error("bad-order", name.span, message).also(before, "it stands here already");
            reader.lose(problem.help("keep one of the two"));
        }
    }
    let is_plain = order.len() == names.len() && names.iter().all(|name| known.contains(&name.value));
    is_plain.then(|| order.into_iter().map(|(name, (place, _))| (name, place)).collect())
}

/// The place of the issue of a line among all; the last where its options are in none, which is told elsewhere.
fn place(
    line: &Line,
    order: &HashMap<String, usize>,
    issue_of: &HashMap<(&str, &str), &str>,
    at: Span,
) -> Result<usize, Diagnostic> {
    let atoms = line.wants.tree.atoms().into_iter();
    let mut issues =
        atoms.filter_map(|name| Some((*issue_of.get(&(&*name.value.actor, &*name.value.option))?, name.span)));
    let Some((issue, first)) = issues.next() else { return Ok(order.len()) };
    if let Some((other, span)) = issues.find(|(other, _)| *other != issue) {
        let problem =
            Diagnostic::error("crosses-issues", span, "a wish that crosses issues has no place in their order");
        let problem = problem.label(format!("this is of `{}`", shown(other)));
        let problem = problem.also(first, format!("this is of `{}`", shown(issue)));
        return Err(
            problem.help("leave `order` out and write the wishes in their order, or wish for one issue at a time")
        );
    }
    order.get(issue).copied().ok_or_else(|| {
        let message = format!("`order` does not say where `{}` comes", shown(issue));
        let problem = Diagnostic::error("bad-order", line.wants.span, message).label("of this issue");
        problem.also(at, "the order").help(format!("add \"{}\" to `order`", shown(issue)))
    })
}

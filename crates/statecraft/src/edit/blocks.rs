//! Sections and pairs: taking one out, putting one in, in whatever form the file already has there.

use super::commas::{Commas, blanks, comments_above, indent, line_end, line_start, newline, newline_at};
use super::splice::Change;
use super::strings;
use super::syntax::{Found, Home, Placed, Section, Tree, Value, begins};
use crate::diag::Span;

/// A file's text with what stands where.
pub(super) struct Page<'t> {
    pub(super) text: &'t str,
    pub(super) tree: &'t Tree,
}

impl Page<'_> {
    /// The lines of a section, from the comments right above its header to the end of its last pair.
    pub(super) fn block(&self, section: &Section) -> Span {
        let line = line_start(self.text, section.header.start);
        let start = comments_above(self.text, line, self.end_before(section)).unwrap_or(line);
        Span::new(start, line_end(self.text, section.end()))
    }

    fn end_before(&self, section: &Section) -> usize {
        let before = self.tree.sections.iter().take_while(|other| other.header.start < section.header.start).last();
        before.map_or(0, |before| line_end(self.text, before.end()))
    }

    /// Takes out whatever is written under a path: its sections, and its pairs in others.
    pub(super) fn remove(&self, path: &[&str]) -> Vec<Change> {
        let sections =
            self.tree.sections.iter().filter(|section| !section.keys.is_empty() && begins(&section.path, path));
        let mut gone: Vec<Span> = sections.map(|section| self.with_blank_lines(self.block(section))).collect();
        for found in self.topmost(path) {
            gone.extend(self.remove_pair(&found));
        }
        gone.sort();
        gone.dedup();
        let mut changes: Vec<Change> = Vec::new();
        for span in gone {
            match changes.last_mut() {
                Some((last, _)) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => changes.push((span, String::new())),
            }
        }
        changes
    }

    /// The pairs of a path that stand in no section or pair of it.
    fn topmost(&self, path: &[&str]) -> Vec<Found<'_>> {
        let is_one = |found: &Found| begins(&found.path, path) && found.path.len() - found.pair.keys.len() < path.len();
        self.tree.pairs().into_iter().filter(is_one).collect()
    }

    fn remove_pair(&self, found: &Found) -> Vec<Span> {
        match found.home {
            Home::Braces(table) => {
                let at = table.items.iter().position(|pair| pair.span() == found.pair.span());
                let commas = Commas::new(self.text, table);
                at.into_iter().flat_map(|at| commas.remove(at)).map(|(span, _)| span).collect()
            }
            Home::Section(section) => {
                let line = line_start(self.text, found.pair.span().start);
                let first = section.pairs.iter().take_while(|pair| pair.span() != found.pair.span()).last();
                let bound = first.map_or(section.header.end, |pair| line_end(self.text, pair.span().end));
                let start = comments_above(self.text, line, bound).unwrap_or(line);
                let end = line_end(self.text, found.pair.span().end);
                vec![Span::new(start, newline_at(self.text, end).unwrap_or(end))]
            }
        }
    }

    /// The lines and, of the blank lines before and behind, the fewer: so that the distance to what stays is as it was.
    fn with_blank_lines(&self, lines: Span) -> Span {
        let end = newline_at(self.text, lines.end).unwrap_or(lines.end);
        let (mut above, mut below) = (lines.start, end);
        while above > 0 && self.text[line_start(self.text, above - 1)..above].trim().is_empty() {
            above = line_start(self.text, above - 1);
        }
        while let Some(next) = newline_at(self.text, blanks(self.text, below)).filter(|next| *next > below) {
            below = next;
        }
        let lines_in = |span: Span| self.text[span.start..span.end].matches('\n').count();
        let (before, behind) = (Span::new(above, lines.start), Span::new(end, below));
        if below == self.text.len() || lines_in(before) < lines_in(behind) {
            return Span::new(above, if below == self.text.len() { below } else { end });
        }
        Span::new(lines.start, below)
    }

    /// Puts a pair under a path that has none, in the form in which its surroundings are written.
    pub(super) fn put(&self, path: &[&str], value: &str) -> Vec<Change> {
        for depth in (0..path.len()).rev() {
            let (parent, rest) = path.split_at(depth);
            let written = rest.iter().map(|name| strings::key(name)).collect::<Vec<_>>().join(".");
            let pair = format!("{written} = {value}");
            if depth > 0
                && let Some(Value::Table(table)) = self.tree.value(parent)
            {
                return Commas::new(self.text, table).insert(table.items.len(), &pair);
            }
            let dotted = |found: &Found| {
                begins(&found.path, parent)
                    && found.path.len() > depth
                    && found.path.len() - found.pair.keys.len() < depth
            };
            if let Some(found) = self.tree.pairs().into_iter().rfind(dotted) {
                let shared = depth + found.pair.keys.len() - found.path.len();
                let before = found.pair.keys[..shared].iter().map(|key| &self.text[key.span.start..key.span.end]);
                let pair = before.map(|key| format!("{key}.")).collect::<String>() + &pair;
                return self.beside(&found, &pair);
            }
            if let Some(section) = self.tree.section(parent) {
                return match rest {
                    [_] => vec![self.line_in(section, &pair)],
                    [..] => vec![self.section_below(path, value)],
                };
            }
            if depth > 0 && self.tree.sections.iter().any(|section| begins(&section.path, parent)) {
                return vec![self.section_below(path, value)];
            }
        }
        vec![self.section_below(path, value)]
    }

    fn beside(&self, found: &Found, pair: &str) -> Vec<Change> {
        match found.home {
            Home::Section(_) => vec![self.line_after(found.pair.span().start, found.pair.span().end, pair)],
            Home::Braces(table) => Commas::new(self.text, table).insert(table.items.len(), pair),
        }
    }

    fn line_in(&self, section: &Section, pair: &str) -> Change {
        let last = section.pairs.last().map_or(section.header.start, |last| last.span().start);
        self.line_after(last, section.end(), pair)
    }

    /// A line below the one that ends here, as far in as the one that starts there.
    fn line_after(&self, start: usize, end: usize, line: &str) -> Change {
        let end = line_end(self.text, end);
        let indent = indent(self.text, line_start(self.text, start));
        (Span::new(end, end), format!("{}{indent}{line}", newline(self.text)))
    }

    fn section_below(&self, path: &[&str], value: &str) -> Change {
        let (parent, key) = path.split_at(path.len() - 1);
        let pair = format!("{} = {value}", strings::key(key[0]));
        let is_above = parent.len() > 1 && self.tree.section(&parent[..parent.len() - 1]).is_some();
        self.new_section(&format!("[{}]", header(parent)), &[pair], parent, !is_above)
    }

    /// A section of its own, behind the last one that has most of a path; with or without a blank line between.
    pub(super) fn new_section(&self, header: &str, pairs: &[String], path: &[&str], apart: bool) -> Change {
        let newline = newline(self.text);
        let related = (1..=path.len()).rev().find_map(|depth| {
            let shares = |section: &&Section| !section.keys.is_empty() && begins(&section.path, &path[..depth]);
            self.tree.sections.iter().rfind(shares)
        });
        let lines: Vec<&str> = std::iter::once(header).chain(pairs.iter().map(String::as_str)).collect();
        let lines = lines.join(newline);
        match related {
            Some(section) => {
                let end = line_end(self.text, section.end());
                let blank = if apart { newline } else { "" };
                (Span::new(end, end), format!("{newline}{blank}{lines}"))
            }
            None => {
                let end = self.text.len();
                let last_line = if self.text.is_empty() || self.text.ends_with('\n') { "" } else { newline };
                (Span::new(end, end), format!("{last_line}{newline}{lines}{newline}"))
            }
        }
    }
}

/// A path as it stands in a header.
pub(super) fn header(path: &[&str]) -> String {
    path.iter().filter(|name| !name.starts_with('#')).map(|name| strings::key(name)).collect::<Vec<_>>().join(".")
}

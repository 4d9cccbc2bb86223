//! Lists in brackets and tables in braces: taking an item out, putting one in, moving one.
//!
//! Each item keeps its own comments: those that stand above it, on lines of their own without a blank line between, and the one
//! behind it, which in the file comes after the comma and so before the next item. Where items stand on lines of their own, whole
//! lines are taken and put; where several share a line, or the brackets stand beside them, the layout stays and the items change
//! places in it.

use super::splice::Change;
use super::syntax::{List, Placed};
use crate::diag::Span;

/// A list in its text.
pub(super) struct Commas<'t> {
    text: &'t str,
    /// What is between the brackets.
    inside: Span,
    items: Vec<Span>,
    commas: Vec<usize>,
}

impl<'t> Commas<'t> {
    pub(super) fn new<T: Placed>(text: &'t str, list: &List<T>) -> Commas<'t> {
        let inside = Span::new(list.span.start + 1, list.span.end - 1);
        let items = list.items.iter().map(Placed::span).collect();
        Commas { text, inside, items, commas: list.commas.clone() }
    }

    fn comma(&self, item: usize) -> Option<usize> {
        self.commas.get(item).copied()
    }

    /// Where the item ends with its comma.
    fn end_with_comma(&self, item: usize) -> usize {
        self.comma(item).map_or(self.items[item].end, |comma| comma + 1)
    }

    /// Where what belongs to the items before ends.
    fn bound(&self, item: usize) -> usize {
        item.checked_sub(1).map_or(self.inside.start, |before| self.tail(before).end.max(self.end_with_comma(before)))
    }

    /// Where what belongs to the item begins: at its first comment, or else at itself.
    fn start(&self, item: usize) -> usize {
        let at = self.items[item].start;
        match own_line(self.text, at) {
            Some(line) if line >= self.bound(item) => comments_above(self.text, line, self.bound(item)).unwrap_or(at),
            _ => at,
        }
    }

    /// The comment behind an item on the same line, with the blanks before it; empty if there is none. It stands after the comma,
    /// or before it where the comma begins the next line.
    fn tail(&self, item: usize) -> Span {
        let behind = |from: usize| {
            let blanks = blanks(self.text, from);
            self.text[blanks..].starts_with('#').then(|| Span::new(from, line_end(self.text, blanks)))
        };
        let end = self.items[item].end;
        let after = self.comma(item).and_then(|comma| behind(comma + 1));
        behind(end).or(after).unwrap_or(Span::new(end, end))
    }

    /// The lines of an item that shares none of them: from its first comment to the end of its last line.
    fn row(&self, item: usize) -> Option<Span> {
        let line = own_line(self.text, self.items[item].start).filter(|line| *line >= self.bound(item))?;
        let end = self.items[item].end;
        let comma_is_near = self.comma(item).is_none_or(|comma| blanks(self.text, end) == comma);
        let rest = self.tail(item).end.max(self.end_with_comma(item));
        let newline = newline_at(self.text, blanks(self.text, rest))?;
        let start = comments_above(self.text, line, self.bound(item)).unwrap_or(line);
        (comma_is_near && newline <= self.inside.end).then_some(Span::new(start, newline))
    }

    /// Takes an item out, with its comments.
    pub(super) fn remove(&self, item: usize) -> Vec<Change> {
        let gone = match self.row(item) {
            Some(row) => row,
            None => self.beside(item),
        };
        vec![(gone, String::new())]
    }

    /// What is to go of an item that shares a line.
    fn beside(&self, item: usize) -> Span {
        let (start, tail) = (self.start(item), self.tail(item));
        let end = tail.end.max(self.end_with_comma(item));
        if self.comma(item).is_some() {
            let next = blanks(self.text, end);
            let span = Span::new(start, if newline_at(self.text, next).is_some() { end } else { next });
            return whole_line(self.text, span);
        }
        let before = item.checked_sub(1).and_then(|before| self.comma(before)).filter(|comma| {
            !self.text[comma + 1..start].contains('#') // else the comment behind the item before would go with the comma
        });
        whole_line(self.text, Span::new(before.unwrap_or(start), end))
    }

    /// Puts an item before the one that is now at this place, or last.
    pub(super) fn insert(&self, at: usize, item: &str) -> Vec<Change> {
        match at {
            _ if self.items.is_empty() => vec![self.only(item)],
            at if at < self.items.len() => vec![self.before(at, item)],
            _ => self.last(item),
        }
    }

    fn before(&self, at: usize, item: &str) -> Change {
        let place = self.items[at].start;
        match own_line(self.text, place).filter(|line| *line >= self.bound(at)) {
            None => (Span::new(place, place), format!("{item}, ")),
            Some(line) => {
                let start = comments_above(self.text, line, self.bound(at)).unwrap_or(line);
                let row = format!("{}{item},{}", &self.text[line..place], newline(self.text));
                (Span::new(start, start), row)
            }
        }
    }

    /// The first item of an empty list.
    fn only(&self, item: &str) -> Change {
        let inside = &self.text[self.inside.start..self.inside.end];
        if inside.contains('\n') {
            let end = own_line(self.text, self.inside.end).unwrap_or(self.inside.end);
            return (
                Span::new(end, end),
                format!("{}  {item},{}", &self.text[end..self.inside.end], newline(self.text)),
            );
        }
        let braces = self.text[..self.inside.start].ends_with('{');
        (self.inside, if braces { format!(" {item} ") } else { item.to_string() })
    }

    fn last(&self, item: &str) -> Vec<Change> {
        let last = self.items.len() - 1;
        let (end, comma, tail) = (self.items[last].end, self.comma(last), self.tail(last));
        let behind = tail.end.max(self.end_with_comma(last));
        let missing = comma.is_none().then(|| (Span::new(end, end), ",".to_string()));
        let and_comma = if comma.is_some() { "," } else { "" };
        let own = own_line(self.text, self.items[last].start).filter(|line| *line >= self.bound(last));
        let line = line_start(self.text, self.items[last].start);
        let new = match (own, tail.start < tail.end) {
            (Some(line), _) => {
                format!("{}{}{item}{and_comma}", newline(self.text), &self.text[line..self.items[last].start])
            }
            (None, true) => format!("{}{}  {item}{and_comma}", newline(self.text), indent(self.text, line)),
            (None, false) => format!(" {item}{and_comma}"),
        };
        let mut changes: Vec<Change> = missing.into_iter().collect();
        changes.push((Span::new(behind, behind), new));
        join_at_one_place(changes)
    }

    /// Moves an item to a place among the others.
    pub(super) fn shift(&self, from: usize, to: usize) -> Vec<Change> {
        if from == to {
            return Vec::new();
        }
        let touched = from.min(to)..=from.max(to);
        let rows: Option<Vec<Span>> = touched.clone().map(|item| self.row(item)).collect();
        match rows {
            Some(rows) => self.shift_rows(from, to, &rows),
            None => self.turn(from, to),
        }
    }

    fn shift_rows(&self, from: usize, to: usize, rows: &[Span]) -> Vec<Change> {
        let down = from < to;
        let (moved, target) = if down { (rows[0], rows[rows.len() - 1]) } else { (rows[rows.len() - 1], rows[0]) };
        let mut row = self.text[moved.start..moved.end].to_string();
        let in_row = self.items[from].end - moved.start;
        let mut changes = vec![(moved, String::new())];
        match (self.comma(from), self.comma(to)) {
            (None, _) => row.insert(in_row, ','),
            (Some(comma), None) => {
                row.remove(comma - moved.start);
                changes.push((Span::new(self.items[to].end, self.items[to].end), ",".into()));
            }
            _ => {}
        }
        let place = if down { target.end } else { target.start };
        changes.push((Span::new(place, place), row));
        changes
    }

    /// Items change places in a layout that stays.
    fn turn(&self, from: usize, to: usize) -> Vec<Change> {
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        let item = order.remove(from);
        order.insert(to, item);
        let mut changes = Vec::new();
        for slot in from.min(to)..=from.max(to) {
            changes.extend(self.fill(slot, order[slot]));
        }
        changes
    }

    /// An item with its comments in the place of another.
    fn fill(&self, slot: usize, item: usize) -> Vec<Change> {
        let (place, old_tail) = (self.items[slot], self.tail(slot));
        let above =
            |item: usize| &self.text[self.start(item)..own_start(self.text, self.items[item].start, self.start(item))];
        let tail = self.tail(item);
        let tail = &self.text[tail.start..tail.end];
        let mut changes = Vec::new();
        let line = own_line(self.text, place.start).filter(|line| *line >= self.bound(slot));
        let indent = indent(self.text, line_start(self.text, place.start));
        let mut value = self.text[self.items[item].start..self.items[item].end].to_string();
        match line {
            Some(line) => changes.push((Span::new(self.start(slot).min(line), line), above(item).to_string())),
            None if above(item).is_empty() => {}
            None => value = format!("{}{}{indent}{value}", newline(self.text), above(item)),
        }
        changes.push((place, value));
        let behind = match self.comma(slot) {
            // A comma on a later line leaves the comment before it.
            Some(comma) if !self.text[place.end..comma].contains('\n') => comma + 1,
            _ => place.end,
        };
        let next = blanks(self.text, old_tail.end.max(behind));
        let closed = tail.is_empty() || newline_at(self.text, next).is_some();
        let ending = if closed { String::new() } else { newline(self.text).to_owned() + indent };
        if old_tail.start < old_tail.end && old_tail.start >= behind {
            changes.push((old_tail, tail.to_string() + &ending));
        } else {
            if old_tail.start < old_tail.end {
                changes.push((old_tail, String::new()));
            }
            changes.push((Span::new(behind, behind), tail.to_string() + &ending));
        }
        changes.retain(|(span, now)| self.text[span.start..span.end] != *now);
        join_at_one_place(changes)
    }
}

/// Insertions at one place become one, in their order.
fn join_at_one_place(changes: Vec<Change>) -> Vec<Change> {
    let mut joined: Vec<Change> = Vec::new();
    for (span, now) in changes {
        match joined.last_mut() {
            Some((last, text)) if *last == span => text.push_str(&now),
            _ => joined.push((span, now)),
        }
    }
    joined
}

/// The end of the line that begins the item when comments stand above it, else where the item's text starts.
fn own_start(text: &str, item: usize, start: usize) -> usize {
    if start == item { item } else { line_start(text, item) }
}

/// What ends a line in this file.
pub(super) fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Where the line of a place ends, before its newline.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

/// The place after the newline that begins here, or the end of the text.
pub(super) fn newline_at(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    match rest {
        "" => Some(at),
        _ if rest.starts_with("\r\n") => Some(at + 2),
        _ => rest.starts_with('\n').then_some(at + 1),
    }
}

/// The first place from here on that is not a blank.
pub(super) fn blanks(text: &str, at: usize) -> usize {
    text[at..].find(|c| c != ' ' && c != '\t').map_or(text.len(), |blanks| at + blanks)
}

/// The blanks at the beginning of a line.
pub(super) fn indent(text: &str, line: usize) -> &str {
    &text[line..blanks(text, line)]
}

/// The start of the line, if only blanks stand before the place.
fn own_line(text: &str, at: usize) -> Option<usize> {
    let line = line_start(text, at);
    (blanks(text, line) >= at).then_some(line)
}

/// Where the comments begin that stand right above a line, on lines of their own, after `bound`.
pub(super) fn comments_above(text: &str, line: usize, bound: usize) -> Option<usize> {
    let mut start = line;
    while start > 0 {
        let above = line_start(text, start - 1);
        let comment = &text[blanks(text, above)..start];
        if above < bound || !comment.starts_with('#') || comment.starts_with("#:") {
            break;
        }
        start = above;
    }
    (start < line).then_some(start)
}

/// The whole line, if only blanks stand beside a part of it that is to go.
fn whole_line(text: &str, span: Span) -> Span {
    match (own_line(text, span.start), newline_at(text, blanks(text, span.end))) {
        (Some(line), Some(end)) => Span::new(line, end),
        _ => span,
    }
}

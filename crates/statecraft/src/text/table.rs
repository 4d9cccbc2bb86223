//! Tables: names to the left, figures or marks beside them, never wider than the page.
//!
//! What is too long for its column goes on below it. Columns for which there is no room follow under the names once more.

use crate::text::words::{lines, padded};
use textwrap::core::display_width;

/// Where a column has its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
    Centre,
}

/// A table before it is set.
pub(crate) struct Table<'a> {
    /// What the columns are called; as many as every row has cells.
    pub head: Vec<String>,
    /// Cells from left to right.
    pub rows: Vec<Vec<String>>,
    /// So many columns at the left are names.
    pub names: usize,
    /// Where the columns behind the names have their text; the last holds for all that follow.
    pub align: &'a [Align],
}

/// The blanks before each column.
const GAP: usize = 2;
/// A column gets this much before others are moved below.
const LEAST: usize = 24;

impl Table<'_> {
    /// The table in lines of at most this width.
    pub(crate) fn text(&self, width: usize) -> String {
        let natural: Vec<usize> = (0..self.head.len()).map(|column| self.widest(column)).collect();
        let least = |column: usize| natural[column].min(LEAST.min((width / 2).saturating_sub(GAP))) + GAP;
        let names: usize = (0..self.names).map(least).sum();
        let mut text = String::new();
        let mut next = self.names;
        while text.is_empty() || next < self.head.len() {
            let (first, mut used) = (next, names);
            while next < self.head.len() && (next == first || used + least(next) <= width) {
                used += least(next);
                next += 1;
            }
            let columns: Vec<usize> = (0..self.names).chain(first..next).collect();
            let wanted: Vec<usize> = columns.iter().map(|&column| natural[column]).collect();
            text += if text.is_empty() { "" } else { "\n" };
            text += &self.block(&columns, &shares(&wanted, width.saturating_sub(GAP * columns.len())));
        }
        text
    }

    fn widest(&self, column: usize) -> usize {
        self.all().map(|row| display_width(&row[column])).max().unwrap_or(0)
    }

    fn all(&self) -> impl Iterator<Item = &Vec<String>> {
        std::iter::once(&self.head).chain(&self.rows)
    }

    fn block(&self, columns: &[usize], widths: &[usize]) -> String {
        let mut text = String::new();
        for row in self.all() {
            let cells: Vec<Vec<String>> =
                columns.iter().zip(widths).map(|(&column, &width)| lines(&row[column], width)).collect();
            for at in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                let mut line = String::new();
                for ((cell, &column), &width) in cells.iter().zip(columns).zip(widths) {
                    line += &" ".repeat(GAP);
                    line += &aligned(cell.get(at).map_or("", String::as_str), width, self.align_of(column));
                }
                text += &format!("{}\n", line.trim_end());
            }
        }
        text
    }

    fn align_of(&self, column: usize) -> Align {
        let behind = column.checked_sub(self.names);
        behind.and_then(|at| self.align.get(at).or(self.align.last())).copied().unwrap_or(Align::Left)
    }
}

/// A width for each column: what it wants where that is no more than its part of the room, else as much as is left to each.
fn shares(wanted: &[usize], room: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&at| wanted[at]);
    let (mut widths, mut left) = (vec![0; wanted.len()], room);
    for (done, &at) in order.iter().enumerate() {
        widths[at] = wanted[at].min(left / (wanted.len() - done)).max(1);
        left = left.saturating_sub(widths[at]);
    }
    widths
}

fn aligned(text: &str, width: usize, align: Align) -> String {
    let blank = width.saturating_sub(display_width(text));
    match align {
        Align::Left => padded(text, width),
        Align::Right => " ".repeat(blank) + text,
        Align::Centre => " ".repeat(blank / 2) + &padded(text, width - blank / 2),
    }
}

/// The lines of a label, the marks behind the first.
pub(crate) fn with_marks(lines: &str, marks: &str, margin: usize) -> String {
    let (first, rest) = lines.split_once('\n').unwrap_or((lines, ""));
    format!("{}{marks}\n{rest}", padded(first, margin))
}

#[cfg(test)]
mod tests {
    use super::{Align, Table};
    use textwrap::core::display_width;

    fn table(names: [&str; 2], columns: usize) -> Table<'static> {
        let head = std::iter::once(String::new()).chain((0..columns).map(|column| format!("column {column}")));
        let row = |name: &str| std::iter::once(name.to_string()).chain((0..columns).map(|at| at.to_string())).collect();
        Table { head: head.collect(), rows: names.map(row).to_vec(), names: 1, align: &[Align::Right] }
    }

    #[test]
    fn figures_stand_under_their_heads() {
        let expected = "        column 0  column 1\n  Iran         0         1\n  Us           0         1\n";
        assert_eq!(table(["Iran", "Us"], 2).text(40), expected);
    }

    #[test]
    fn no_line_is_wider_than_the_page_whatever_stands_in_it() {
        let sentence = "a name of many words that goes on and on and on ".repeat(3);
        for name in ["Iran", sentence.trim(), &"x".repeat(70_000)] {
            for (columns, width) in [(1, 40), (3, 40), (30, 40), (30, 80), (0, 40)] {
                let text = table([name, "Us"], columns).text(width);
                assert!(text.lines().all(|line| display_width(line) <= width), "{columns} in {width}:\n{text}");
                let letters = |text: &str| text.matches(|letter: char| letter.is_alphabetic()).count();
                assert!(letters(&text) >= letters(name), "{text}");
                assert!((0..columns).all(|column| text.contains(&format!("column {column}"))), "{text}");
            }
        }
    }
}

//! A table of marks: a line for each thing, a column for each judge.

use super::svg::opened;
use super::words::{escaped, wrapped};
use std::fmt::Write;

/// A table of marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// What the picture shows.
    pub title: String,
    /// What the columns are. They are numbered in the picture, and told below it.
    pub columns: Vec<String>,
    /// The lines.
    pub rows: Vec<MatrixRow>,
    /// What stands below.
    pub notes: Vec<String>,
}

/// A line of marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixRow {
    /// What it is about.
    pub label: String,
    /// What is said of it beside that.
    pub says: String,
    /// The mark in each column; a line without any is a heading.
    pub cells: Vec<Mark>,
}

/// What stands in a cell. Its shape says it; colour says it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It was right: a disc.
    Right,
    /// It was wrong: a cross.
    Wrong,
    /// It says nothing: a ring.
    Open,
    /// It cannot be told: empty.
    Empty,
    /// A number.
    Count(u32),
}

const LETTERS: f64 = 13.0;
const LINE: f64 = 17.0;
const LEFT: f64 = 16.0;
/// Where what is said stands, and where the first column does.
const PLACES: [f64; 2] = [290.0, 460.0];
/// From one column to the next.
const STEP: f64 = 30.0;
/// Lines of text are no longer than so many letters: of labels, of what is said, across the picture.
const LONGEST: [usize; 3] = [34, 18, 68];

impl Mark {
    fn in_words(self) -> String {
        match self {
            Mark::Right => "right".into(),
            Mark::Wrong => "wrong".into(),
            Mark::Open => "says nothing".into(),
            Mark::Empty => "cannot be told".into(),
            Mark::Count(count) => count.to_string(),
        }
    }

    fn drawn(self, svg: &mut String, x: f64, y: f64) {
        let _ = match self {
            Mark::Right => writeln!(svg, "<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5.5\"/>"),
            Mark::Wrong => writeln!(svg, "<path class=\"cross\" d=\"M{x:.1},{y:.1}m-5,-5l10,10m0,-10l-10,10\"/>"),
            Mark::Open => writeln!(svg, "<circle class=\"ring\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"/>"),
            Mark::Empty => Ok(()),
            Mark::Count(count) => {
                writeln!(svg, "<text class=\"middle\" x=\"{x:.1}\" y=\"{:.1}\">{count}</text>", y + 4.5)
            }
        };
    }
}

impl Matrix {
    /// The picture as SVG, for light and dark pages.
    pub fn svg(&self) -> String {
        let across = (PLACES[1] + STEP * self.columns.len() as f64).max(520.0);
        let mut body = String::new();
        let mut y = lines(&mut body, "title", [LEFT, 12.0], &self.title, LONGEST[2]) + 6.0;
        for at in 0..self.columns.len() {
            Mark::Count(at as u32 + 1).drawn(&mut body, column(at), y + LINE / 2.0);
        }
        y += LINE + 4.0;
        for row in &self.rows {
            y = row.drawn(&mut body, y, across);
        }
        y += 8.0;
        for (at, says) in self.columns.iter().enumerate() {
            y = lines(&mut body, "plain", [LEFT, y], &format!("{}  {says}", at + 1), LONGEST[2]);
        }
        for note in &self.notes {
            y = lines(&mut body, "faint", [LEFT, y + 8.0], note, LONGEST[2]);
        }
        opened(&self.title, &self.in_words(), [across, y + 12.0]) + &body + "</svg>\n"
    }

    /// What the picture shows, for those who cannot see it.
    fn in_words(&self) -> String {
        let row = |row: &MatrixRow| {
            let cells = row.cells.iter().zip(&self.columns);
            let cells: Vec<String> = cells.map(|(mark, column)| format!("{column}: {}", mark.in_words())).collect();
            format!("{}, {}. {}.", row.label, row.says, cells.join(", "))
        };
        self.rows.iter().filter(|of| !of.cells.is_empty()).map(row).collect::<Vec<_>>().join(" ")
    }
}

impl MatrixRow {
    fn drawn(&self, svg: &mut String, y: f64, across: f64) -> f64 {
        let right = across - 12.0;
        let _ = writeln!(svg, "<path class=\"tick\" d=\"M{LEFT:.1},{y:.1}H{right:.1}\"/>");
        let class = if self.cells.is_empty() { "title" } else { "plain" };
        let bottom = lines(svg, class, [LEFT, y + 4.0], &self.label, LONGEST[0]);
        let other = lines(svg, "faint", [PLACES[0], y + 4.0], &self.says, LONGEST[1]);
        for (at, mark) in self.cells.iter().enumerate() {
            mark.drawn(svg, column(at), y + 4.0 + LINE / 2.0);
        }
        bottom.max(other) + 4.0
    }
}

fn column(at: usize) -> f64 {
    PLACES[1] + STEP * at as f64
}

/// Text on as many lines as it needs; where the next thing may begin.
fn lines(svg: &mut String, class: &str, [x, y]: [f64; 2], says: &str, longest: usize) -> f64 {
    let lines = wrapped(says, longest);
    for (at, line) in lines.iter().enumerate() {
        let y = y + LINE * at as f64 + LETTERS;
        let _ = writeln!(svg, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escaped(line));
    }
    y + LINE * lines.len() as f64
}

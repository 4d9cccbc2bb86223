//! Shares as dots with intervals on one axis from nothing to all, line below line.

use super::svg::opened;
use super::words::{escaped, width, wrapped};
use std::fmt::Write;

/// Shares as dots with intervals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dots {
    /// What the picture shows.
    pub title: String,
    /// What each kind of mark means, in their order.
    pub marks: Vec<String>,
    /// The lines.
    pub rows: Vec<DotRow>,
    /// What stands below.
    pub notes: Vec<String>,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct DotRow {
    /// What it is about; a line without dots is a heading.
    pub label: String,
    /// Its dots, one below the other.
    pub dots: Vec<Dot>,
}

/// A share with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Which kind of mark.
    pub mark: usize,
    /// The share, from 0 to 1.
    pub share: f64,
    /// From where to where it may be.
    pub interval: (f64, f64),
}

const WIDTH: f64 = 560.0;
/// Of the axis: left and right.
const AXIS: [f64; 2] = [16.0, 420.0];
const LETTERS: f64 = 13.0;
const LINE: f64 = 17.0;
/// From one dot to the one below.
const STEP: f64 = 19.0;
/// Lines of text are no longer than so many letters.
const LONGEST: usize = 72;

impl Dots {
    /// The picture as SVG, for light and dark pages.
    pub fn svg(&self) -> String {
        let mut body = String::new();
        let mut y = 12.0;
        y = lines(&mut body, "title", y, &self.title);
        for (mark, says) in self.marks.iter().enumerate() {
            shape(&mut body, mark, AXIS[0] + 6.0, y + STEP / 2.0);
            text(&mut body, "plain", AXIS[0] + 20.0, y + STEP / 2.0 + 4.5, says);
            y += STEP;
        }
        y = axis(&mut body, y + 6.0);
        for row in &self.rows {
            y = row.drawn(&mut body, y + 8.0);
        }
        for note in &self.notes {
            y = lines(&mut body, "faint", y + 8.0, note);
        }
        opened(&self.title, &self.in_words(), [WIDTH, y + 12.0]) + &body + "</svg>\n"
    }

    /// What the picture shows, for those who cannot see it.
    fn in_words(&self) -> String {
        let dot = |dot: &Dot| {
            let mark = self.marks.get(dot.mark).map_or("", String::as_str);
            format!("{mark} {}", dot.in_percent())
        };
        let row = |row: &DotRow| format!("{}: {}.", row.label, row.dots.iter().map(dot).collect::<Vec<_>>().join(", "));
        self.rows.iter().filter(|of| !of.dots.is_empty()).map(row).collect::<Vec<_>>().join(" ")
    }
}

impl DotRow {
    fn drawn(&self, svg: &mut String, y: f64) -> f64 {
        let mut y = lines(svg, if self.dots.is_empty() { "title" } else { "plain" }, y, &self.label);
        for dot in &self.dots {
            let middle = y + STEP / 2.0;
            let [from, to] = [dot.interval.0, dot.interval.1].map(place);
            let _ = writeln!(
                svg,
                "<path class=\"faint\" d=\"M{:.1},{middle:.1}H{:.1}\"/><path class=\"whisker\" d=\"M{from:.1},{middle:.1}H{to:.1}\"/>",
                AXIS[0], AXIS[1]
            );
            shape(svg, dot.mark, place(dot.share), middle);
            text(svg, "plain", AXIS[1] + 14.0, middle + 4.5, &dot.in_percent());
            y += STEP;
        }
        y
    }
}

impl Dot {
    /// `64 % (61–67)`.
    pub fn in_percent(self) -> String {
        let [share, low, high] = [self.share, self.interval.0, self.interval.1].map(|it| format!("{:.0}", it * 100.0));
        if low == high { format!("{share} %") } else { format!("{share} % ({low}–{high})") }
    }
}

/// Where a share stands on the axis.
fn place(share: f64) -> f64 {
    AXIS[0] + share.clamp(0.0, 1.0) * (AXIS[1] - AXIS[0])
}

fn axis(svg: &mut String, y: f64) -> f64 {
    for (share, says) in [(0.0, "0"), (0.5, "50"), (1.0, "100 %")] {
        let at = place(share);
        let left = (at - width(says, LETTERS) / 2.0).max(AXIS[0]);
        text(svg, "faint", left, y + LETTERS, says);
        let _ = writeln!(svg, "<path class=\"tick\" d=\"M{at:.1},{:.1}v5\"/>", y + LINE);
    }
    y + LINE + 5.0
}

/// A mark of its own for each kind: a lozenge, a disc, a ring.
fn shape(svg: &mut String, mark: usize, x: f64, y: f64) {
    let _ = match mark {
        0 => writeln!(svg, "<path class=\"dot\" d=\"M{x:.1},{y:.1}m0,-6l6,6l-6,6l-6,-6z\"/>"),
        1 => writeln!(svg, "<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"/>"),
        _ => writeln!(svg, "<circle class=\"ring\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\"/>"),
    };
}

fn text(svg: &mut String, class: &str, x: f64, y: f64, says: &str) {
    let _ = writeln!(svg, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escaped(says));
}

/// Text on as many lines as it needs; where the next thing may begin.
fn lines(svg: &mut String, class: &str, y: f64, says: &str) -> f64 {
    let lines = wrapped(says, LONGEST);
    for (at, line) in lines.iter().enumerate() {
        text(svg, class, AXIS[0], y + LINE * at as f64 + LETTERS, line);
    }
    y + LINE * lines.len() as f64
}

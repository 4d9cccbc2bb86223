//! Pictures as SVG.
//!
//! What a box or an arrow is, its line says: thick, double, dashed or dotted; colour says it again. Colours follow the
//! reader's scheme, on a ground of their own. Nothing has an identifier, so that several pictures can stand on one page.

use super::place::{Area, LETTERS, LINE, PADDING, Placed, Route};
use super::words::escaped;
use super::{Look, Picture};
use std::fmt::Write;

const STYLE: &str = "\
  .picture text { font-family: sans-serif; font-size: 13px; fill: #1c1c1c }
  .picture .title { font-weight: 600 }
  .picture .ground { fill: #fff; stroke: none }
  .picture rect, .picture path { fill: none; stroke: #555; stroke-width: 1.3 }
  .picture rect { fill: #f6f6f4 }
  .picture path.head { fill: #555; stroke: none }
  .picture .start { stroke: #0b5cad; stroke-width: 3 }
  .picture .good { stroke: #00694b; stroke-width: 2 }
  .picture .bad { stroke: #b3380b; stroke-width: 2; stroke-dasharray: 7 4 }
  .picture .faint { stroke: #777; stroke-dasharray: 2 3 }
  .picture rect.start { fill: #eaf2fb } .picture path.head.start { fill: #0b5cad }
  .picture rect.good { fill: #e8f5ef } .picture path.head.good { fill: #00694b }
  .picture rect.bad { fill: #fcefe9 } .picture path.head.bad { fill: #b3380b }
  .picture rect.inner, .picture path.start, .picture path.good, .picture path.bad { fill: none }
  .picture text.faint { fill: #5c5c5c; stroke: none }
  .picture text.middle { text-anchor: middle }
  .picture .dot { fill: #1c1c1c; stroke: none } .picture .ring { fill: none; stroke: #1c1c1c; stroke-width: 1.6 }
  .picture path.whisker { stroke: #555; stroke-width: 3 } .picture path.tick { stroke: #ccc; stroke-width: 1 }
  .picture path.cross { fill: none; stroke: #b3380b; stroke-width: 2.2 }
  @media (prefers-color-scheme: dark) {
    .picture text { fill: #ececec }
    .picture .ground { fill: #16181c }
    .picture rect, .picture path { stroke: #a5a5a5 }
    .picture rect { fill: #22252a }
    .picture path.head { fill: #a5a5a5 }
    .picture .start { stroke: #6db5f5 }
    .picture .good { stroke: #3cc79a }
    .picture .bad { stroke: #ff9062 }
    .picture .faint { stroke: #8a8a8a }
    .picture rect.start { fill: #14283b } .picture path.head.start { fill: #6db5f5 }
    .picture rect.good { fill: #12302a } .picture path.head.good { fill: #3cc79a }
    .picture rect.bad { fill: #3a1f15 } .picture path.head.bad { fill: #ff9062 }
    .picture rect.inner, .picture path.start, .picture path.good, .picture path.bad { fill: none }
    .picture text.faint { fill: #b5b5b5 }
    .picture .dot { fill: #ececec; stroke: none } .picture .ring { stroke: #ececec }
    .picture path.whisker { stroke: #a5a5a5 } .picture path.tick { stroke: #3c4047 } .picture path.cross { stroke: #ff9062 }
  }
";
/// So many arrows are told in words.
const TOLD: usize = 60;

impl Picture {
    /// The picture as SVG, for light and dark pages.
    pub fn svg(&self) -> String {
        let placed = Placed::of(self);
        let (width, height) = (placed.width.ceil(), placed.height.ceil());
        let mut svg = opened(&self.title, &self.in_words(), [width, height]);
        for route in &placed.routes {
            self.arrow(&mut svg, route);
        }
        for (at, area) in placed.boxes.iter().enumerate() {
            node(&mut svg, area, self.boxes[at].look);
        }
        svg + "</svg>\n"
    }

    /// What the picture shows, for those who cannot see it.
    fn in_words(&self) -> String {
        let arrows: Vec<_> = self.sound_arrows().map(|(_, arrow)| arrow).collect();
        let mut words = format!("{} boxes and {} arrows.", self.boxes.len(), arrows.len());
        for arrow in arrows.iter().take(TOLD) {
            let _ = write!(words, " {} → {}", self.boxes[arrow.from].title, self.boxes[arrow.to].title);
            let _ = if arrow.label.is_empty() { write!(words, ".") } else { write!(words, ": {}.", arrow.label) };
        }
        if arrows.len() > TOLD {
            let _ = write!(words, " And {} arrows more.", arrows.len() - TOLD);
        }
        words
    }

    fn arrow(&self, svg: &mut String, route: &Route) {
        let arrow = &self.arrows[route.arrow];
        let (look, from, to) = (class(arrow.look), arrow.from, arrow.to);
        let way = way(&route.points);
        let _ = writeln!(svg, "<path class=\"{look}\" data-from=\"{from}\" data-to=\"{to}\" d=\"{way}\"/>");
        if let [.., (before, _), (x, y)] = route.points[..] {
            let back = if before < x { -8.0 } else { 8.0 };
            let _ = writeln!(svg, "<path class=\"head {look}\" d=\"M{x:.1},{y:.1}l{back},-4.5v9z\"/>");
        }
        if let Some((left, bottom)) = route.label {
            let top = bottom - LINE * (route.lines.len() - 1) as f64;
            lines(svg, text_class(arrow.look), [left, top], route.lines.iter());
        }
    }
}

/// The head of a picture of this size: what it is called, what it shows, its style and its ground.
pub(super) fn opened(title: &str, words: &str, [width, height]: [f64; 2]) -> String {
    let (title, words) = (escaped(title), escaped(words));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{title}</title>\n<desc>{words}</desc>\n\
         <style>\n{STYLE}</style>\n<rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>\n"
    )
}

/// Level through columns, curved between them.
fn way(points: &[(f64, f64)]) -> String {
    let mut way = String::new();
    for (at, &(x, y)) in points.iter().enumerate() {
        let _ = match at.checked_sub(1).map(|before| points[before]) {
            None => write!(way, "M{x:.1},{y:.1}"),
            Some((left, level)) if left == x || level == y => write!(way, "L{x:.1},{y:.1}"),
            Some((left, level)) => {
                let middle = f64::midpoint(left, x);
                write!(way, "C{middle:.1},{level:.1} {middle:.1},{y:.1} {x:.1},{y:.1}")
            }
        };
    }
    way
}

fn node(svg: &mut String, area: &Area, look: Look) {
    let Area { left, top, width, height, .. } = area;
    let round = if look == Look::Start { height / 2.0 } else { 4.0 }.min(16.0);
    let class = class(look);
    let _ = writeln!(
        svg,
        "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{round}\"/>"
    );
    if look == Look::Good {
        let (left, top, width, height) = (left + 3.5, top + 3.5, width - 7.0, height - 7.0);
        let _ = writeln!(
            svg,
            "<rect class=\"inner\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"2\"/>"
        );
    }
    let (titles, rest) = area.lines.split_at(area.titles);
    let first = [left + PADDING, top + (height - LINE * area.lines.len() as f64) / 2.0 + LETTERS];
    lines(svg, "title", first, titles.iter());
    lines(svg, text_class(look), [first[0], first[1] + LINE * titles.len() as f64], rest.iter());
}

fn lines<'a>(svg: &mut String, class: &str, [x, y]: [f64; 2], lines: impl Iterator<Item = &'a String>) {
    for (at, line) in lines.enumerate() {
        let y = y + LINE * at as f64;
        let _ = writeln!(svg, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escaped(line));
    }
}

fn text_class(look: Look) -> &'static str {
    if look == Look::Faint { "faint" } else { "plain" }
}

fn class(look: Look) -> &'static str {
    match look {
        Look::Plain => "plain",
        Look::Start => "start",
        Look::Good => "good",
        Look::Bad => "bad",
        Look::Faint => "faint",
    }
}

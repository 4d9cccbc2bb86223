//! Curves as SVG: two logarithmic axes, ticks, a line with marks and a name for each curve.
//!
//! Colours follow the reader's scheme, on a ground of their own. A curve is told by its mark and its name, not by its colour alone.

use std::fmt::Write;

const WIDTH: f64 = 820.0;
const HEIGHT: f64 = 460.0;
/// Of the plot: left, right, top, bottom.
const EDGES: [f64; 4] = [72.0, 610.0, 48.0, 404.0];
/// Between the names of curves.
const LINE: f64 = 18.0;

const STYLE: &str = "\
  text { font-family: sans-serif; font-size: 13px; fill: #222 }
  .title { font-size: 15px; font-weight: 600 }
  .ground { fill: #fff }
  .grid { stroke: #ddd }
  .lead { stroke: #aaa; stroke-dasharray: 2 3; fill: none }
  .curve { fill: none; stroke-width: 2 }
  .c0 { stroke: #0072b2 } .c1 { stroke: #d55e00 } .c2 { stroke: #007a5a }
  .c3 { stroke: #a8437f } .c4 { stroke: #8a6d00 } .c5 { stroke: #444 }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd }
    .ground { fill: #16181c }
    .grid { stroke: #363a40 }
    .lead { stroke: #777 }
    .c0 { stroke: #5cb4ee } .c1 { stroke: #ff8f4a } .c2 { stroke: #33c79c }
    .c3 { stroke: #e592c2 } .c4 { stroke: #e3c33c } .c5 { stroke: #bbb }
  }
";
/// As many as there are colours.
const CURVES: usize = 6;

/// A picture of several curves.
pub(crate) struct Chart<'a> {
    pub(crate) title: &'a str,
    pub(crate) x: Axis,
    pub(crate) y: Axis,
    pub(crate) curves: Vec<Curve>,
}

/// A logarithmic axis.
pub(crate) struct Axis {
    pub(crate) says: &'static str,
    /// The ratio between two ticks.
    pub(crate) step: f64,
    /// What a tick says.
    pub(crate) tick: fn(f64) -> String,
}

/// A named line.
pub(crate) struct Curve {
    pub(crate) name: String,
    pub(crate) points: Vec<(f64, f64)>,
}

/// From values to places along one axis.
struct Scale {
    step: f64,
    /// The first and the last tick, as powers of the step.
    ticks: [i32; 2],
    /// Where they are drawn.
    places: [f64; 2],
}

impl Scale {
    fn of(step: f64, values: impl Iterator<Item = f64>, places: [f64; 2]) -> Scale {
        let powers: Vec<f64> = values.map(|value| value.log(step)).collect();
        let least = powers.iter().copied().fold(f64::INFINITY, f64::min);
        let most = powers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        // A power that is whole is not always exactly so.
        let first = (least + 1e-9).floor() as i32;
        Scale { step, ticks: [first, ((most - 1e-9).ceil() as i32).max(first + 1)], places }
    }

    fn place(&self, value: f64) -> f64 {
        let [first, last] = self.ticks.map(f64::from);
        let [from, to] = self.places;
        from + (value.log(self.step) - first) / (last - first) * (to - from)
    }

    /// Values and places.
    fn ticks(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        (self.ticks[0]..=self.ticks[1]).map(|power| self.step.powi(power)).map(|value| (value, self.place(value)))
    }
}

impl Chart<'_> {
    /// The picture; nothing if there are no points.
    pub(crate) fn svg(&self) -> Option<String> {
        let points = || self.curves.iter().flat_map(|curve| &curve.points);
        points().next()?;
        let [left, right, top, bottom] = EDGES;
        let x = Scale::of(self.x.step, points().map(|point| point.0), [left, right]);
        let y = Scale::of(self.y.step, points().map(|point| point.1), [bottom, top]);
        let title = escaped(self.title);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n\
             <rect class=\"ground\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>\n\
             <text class=\"title\" x=\"{left}\" y=\"24\">{title}</text>\n"
        );
        self.axes(&mut svg, &x, &y);
        self.lines(&mut svg, &x, &y);
        svg += "</svg>\n";
        Some(svg)
    }

    fn axes(&self, svg: &mut String, x: &Scale, y: &Scale) {
        let [left, right, top, bottom] = EDGES;
        for (value, at) in x.ticks() {
            let says = escaped(&(self.x.tick)(value));
            line(svg, "grid", [(at, top), (at, bottom)]);
            let _ =
                writeln!(svg, "<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{says}</text>", bottom + 20.0);
        }
        for (value, at) in y.ticks() {
            let says = escaped(&(self.y.tick)(value));
            line(svg, "grid", [(left, at), (right, at)]);
            let _ =
                writeln!(svg, "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{says}</text>", left - 8.0, at + 4.0);
        }
        let middle = f64::midpoint(left, right);
        let (across, up) = (escaped(self.x.says), escaped(self.y.says));
        let _ = writeln!(svg, "<text x=\"{middle}\" y=\"{:.1}\" text-anchor=\"middle\">{across}</text>", HEIGHT - 12.0);
        let _ = writeln!(svg, "<text x=\"{left}\" y=\"{:.1}\">{up}</text>", top - 6.0);
    }

    fn lines(&self, svg: &mut String, x: &Scale, y: &Scale) {
        let ends: Vec<(f64, f64)> = self.curves.iter().map(|curve| curve.last(x, y)).collect();
        let names = apart(&ends.iter().map(|end| end.1).collect::<Vec<_>>());
        for (at, (curve, (end, name))) in self.curves.iter().zip(ends.iter().zip(names)).enumerate() {
            let class = format!("curve c{}", at % CURVES);
            let places: Vec<(f64, f64)> =
                curve.points.iter().map(|point| (x.place(point.0), y.place(point.1))).collect();
            line(svg, "lead", [*end, (EDGES[1] + 14.0, name)]);
            line(svg, &class, places.iter().copied());
            places.iter().for_each(|&place| mark(svg, &class, at, place));
            mark(svg, &class, at, (EDGES[1] + 22.0, name));
            let says = escaped(&curve.name);
            let _ = writeln!(svg, "<text x=\"{:.1}\" y=\"{:.1}\">{says}</text>", EDGES[1] + 34.0, name + 4.0);
        }
    }
}

impl Curve {
    fn last(&self, x: &Scale, y: &Scale) -> (f64, f64) {
        self.points.last().map_or((EDGES[1], EDGES[3]), |point| (x.place(point.0), y.place(point.1)))
    }
}

/// Places near these in the same order, far enough apart to write at.
fn apart(wanted: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    let mut found = wanted.to_vec();
    let mut least = EDGES[2];
    for &at in &order {
        found[at] = found[at].max(least);
        least = found[at] + LINE;
    }
    let mut most = EDGES[3];
    for &at in order.iter().rev() {
        found[at] = found[at].min(most);
        most = found[at] - LINE;
    }
    found
}

fn line(svg: &mut String, class: &str, places: impl IntoIterator<Item = (f64, f64)>) {
    let places: Vec<String> = places.into_iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let _ = writeln!(svg, "<polyline class=\"{class}\" points=\"{}\"/>", places.join(" "));
}

/// A mark of its own for each curve.
fn mark(svg: &mut String, class: &str, which: usize, (x, y): (f64, f64)) {
    let path = match which % CURVES {
        0 => "m-3,-3h6v6h-6z",
        1 => "m0,-4l4,7h-8z",
        2 => "m0,-4l4,4l-4,4l-4,-4z",
        3 => "m-4,0h8m-4,-4v8",
        4 => "m-3,-3l6,6m0,-6l-6,6",
        _ => "m-3.5,0a3.5,3.5 0 1 0 7,0a3.5,3.5 0 1 0 -7,0",
    };
    let _ = writeln!(svg, "<path class=\"{class}\" d=\"M{x:.1},{y:.1}{path}\"/>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::{Axis, Chart, Curve, LINE, Scale, apart};

    fn chart(curves: Vec<Curve>) -> Option<String> {
        let axis = || Axis { says: "n & m", step: 10.0, tick: |value| value.to_string() };
        Chart { title: "a < b", x: axis(), y: axis(), curves }.svg()
    }

    #[test]
    fn powers_stand_at_even_distances() {
        let scale = Scale::of(10.0, [1.0, 1000.0].into_iter(), [0.0, 300.0]);
        let places: Vec<f64> = scale.ticks().map(|(_, place)| place.round()).collect();
        assert_eq!(places, [0.0, 100.0, 200.0, 300.0]);
    }

    #[test]
    fn names_keep_their_order_and_their_distance() {
        let found = apart(&[400.0, 100.0, 104.0, 403.0]);
        assert!(found[2] - found[1] >= LINE && found[3] - found[0] >= LINE && found[3] <= 404.0, "{found:?}");
    }

    #[test]
    fn text_is_escaped_and_every_curve_drawn() {
        let curve = |name: &str| Curve { name: name.into(), points: vec![(1.0, 2.0), (10.0, 20.0)] };
        let svg = chart(vec![curve("one"), curve("two")]).unwrap_or_default();
        assert!(svg.contains("a &lt; b") && svg.contains("n &amp; m"));
        assert_eq!(svg.matches("<polyline class=\"curve").count(), 2);
    }

    #[test]
    fn without_points_there_is_no_picture() {
        assert_eq!(chart(Vec::new()), None);
    }
}

//! Where everything in a picture stands, in pixels.

use super::columns::{Chain, Columns};
use super::words::{width, wrapped};
use super::{Arrow, Node, Picture};

/// The size of letters in boxes and on arrows.
pub(super) const LETTERS: f64 = 13.0;
/// From one line of text to the next.
pub(super) const LINE: f64 = 17.0;
/// Around the text in a box.
pub(super) const PADDING: f64 = 10.0;
/// Between arrows that meet at one side of a box.
const DOOR: f64 = 9.0;
/// A box grows for so many.
const MOST_DOORS: usize = 12;
/// Around the whole picture.
const MARGIN: f64 = 12.0;
/// Lines of text are no longer than so many letters.
const LONGEST: [usize; 2] = [34, 26];
/// Between the things of a column, and between columns at least.
const GAPS: [f64; 2] = [14.0, 30.0];
/// So often the columns are gone through to find heights.
const SWEEPS: usize = 24;

/// A picture with places.
pub(super) struct Placed {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) boxes: Vec<Area>,
    pub(super) routes: Vec<Route>,
}

/// Where a box is, and its lines; the first is its title.
#[derive(Clone)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    /// So many of the lines are its title.
    pub(super) titles: usize,
    pub(super) lines: Vec<String>,
}

/// The way of an arrow.
pub(super) struct Route {
    pub(super) arrow: usize,
    pub(super) points: Vec<(f64, f64)>,
    /// Where the label's lines stand: their left, and the bottom of the last.
    pub(super) label: Option<(f64, f64)>,
    pub(super) lines: Vec<String>,
}

/// How much room an item takes: its width, and its height above and below the line that it stands on.
#[derive(Clone, Copy, Default)]
struct Room {
    width: f64,
    above: f64,
    below: f64,
}

impl Area {
    /// A box that has room for its text, and for so many arrows at one side.
    fn of(node: &Node, loops: &[&Arrow], doors: usize) -> Area {
        let mut lines = wrapped(&node.title, LONGEST[0]);
        let titles = lines.len();
        lines.extend(node.lines.iter().flat_map(|line| wrapped(line, LONGEST[0])));
        let loops = loops.iter().filter(|arrow| !arrow.label.is_empty());
        lines.extend(loops.flat_map(|arrow| wrapped(&format!("↺ {}", arrow.label), LONGEST[0])));
        let size = |at: usize| if at < titles { LETTERS * 1.1 } else { LETTERS }; // titles are bold
        let widest = lines.iter().enumerate().map(|(at, line)| width(line, size(at))).fold(24.0, f64::max);
        let height = (LINE * lines.len().max(1) as f64).max(DOOR * doors.min(MOST_DOORS) as f64) + PADDING;
        Area { left: 0.0, top: 0.0, width: widest + 2.0 * PADDING, height, titles, lines }
    }

    fn room(&self) -> Room {
        Room { width: self.width, above: self.height / 2.0, below: self.height / 2.0 }
    }
}

impl Placed {
    /// Finds a place for everything.
    pub(super) fn of(picture: &Picture) -> Placed {
        let columns = Columns::of(picture);
        let loops = |node| picture.arrows.iter().filter(move |arrow| arrow.from == node && arrow.to == node);
        let doors = |node: usize| columns.items[node].joined.iter().map(Vec::len).max().unwrap_or(0);
        let area = |(at, node)| Area::of(node, &loops(at).collect::<Vec<_>>(), doors(at));
        let mut boxes: Vec<Area> = picture.boxes.iter().enumerate().map(area).collect();
        let labels: Vec<Vec<String>> =
            columns.chains.iter().map(|chain| wrapped(&picture.arrows[chain.arrow].label, LONGEST[1])).collect();
        let rooms = rooms(&columns, &boxes, &labels);
        let mut levels = levels(&columns, &rooms);
        let top = (0..rooms.len()).map(|item| levels[item] - rooms[item].above).fold(f64::INFINITY, f64::min);
        levels.iter_mut().for_each(|level| *level += MARGIN - top);
        let bottom = (0..rooms.len()).map(|item| levels[item] + rooms[item].below).fold(MARGIN, f64::max);
        let (spans, right) = spans(&columns, &rooms, &levels);
        for (at, area) in boxes.iter_mut().enumerate() {
            let [left, right] = spans[columns.items[at].column];
            (area.left, area.width, area.top) = (left, right - left, levels[at] - area.height / 2.0);
        }
        let mut routes = routes(&columns, &boxes, &spans, &levels, labels);
        routes.extend(
            picture
                .sound_arrows()
                .filter(|(_, arrow)| arrow.from == arrow.to)
                .map(|(at, arrow)| round(at, &boxes[arrow.from])),
        );
        Placed { width: right + MARGIN, height: bottom + MARGIN, boxes, routes }
    }
}

/// An arrow from a box to itself.
fn round(arrow: usize, area: &Area) -> Route {
    let (right, middle) = (area.left + area.width, area.top + area.height / 2.0);
    let points =
        vec![(right, middle - 6.0), (right + 16.0, middle - 6.0), (right + 16.0, middle + 6.0), (right, middle + 6.0)];
    Route { arrow, points, label: None, lines: Vec::new() }
}

fn rooms(columns: &Columns, boxes: &[Area], labels: &[Vec<String>]) -> Vec<Room> {
    let mut rooms: Vec<Room> = boxes.iter().map(Area::room).collect();
    rooms.resize(columns.items.len(), Room::default());
    for (chain, lines) in columns.chains.iter().zip(labels) {
        if let Some(item) = chain.label {
            let widest = lines.iter().map(|line| width(line, LETTERS)).fold(0.0, f64::max);
            rooms[item] = Room { width: widest + PADDING, above: LINE * lines.len() as f64 + 2.0, below: 2.0 };
        }
    }
    rooms
}

/// How low each item stands: as near to the middle of its neighbours as the others of its column allow.
fn levels(columns: &Columns, rooms: &[Room]) -> Vec<f64> {
    let mut levels = vec![0.0; rooms.len()];
    for column in &columns.columns {
        let wanted = vec![(0.0, 1.0); column.len()];
        settle(column, rooms, &wanted, &mut levels);
    }
    let count = columns.columns.len();
    for sweep in 0..SWEEPS {
        for at in 0..count {
            let (column, near) = if sweep % 2 == 0 { (count - 1 - at, 1) } else { (at, 0) };
            let sides = if sweep < SWEEPS / 2 { near..near + 1 } else { 0..2 };
            let column = &columns.columns[column];
            let wanted: Vec<(f64, f64)> = column
                .iter()
                .map(|&item| {
                    let joined = || columns.items[item].joined[sides.clone()].iter().flatten();
                    let sum: f64 = joined().map(|&other| levels[other]).sum();
                    let links = joined().count() as f64;
                    if links > 0.0 { (sum / links, links) } else { (levels[item], 0.01) }
                })
                .collect();
            settle(column, rooms, &wanted, &mut levels);
        }
    }
    levels
}

/// Puts the items of a column as near as can be to where each wants to be, by weighted squares, in their order and apart:
/// neighbours that would overlap are pooled (Ayer and others 1955).
fn settle(column: &[usize], rooms: &[Room], wanted: &[(f64, f64)], levels: &mut [f64]) {
    let mut offset = 0.0;
    let mut offsets = Vec::new();
    let mut pools: Vec<(f64, f64, usize)> = Vec::new(); // sum of weighted wishes, of weights, and how many items
    for (at, &item) in column.iter().enumerate() {
        if at > 0 {
            offset += rooms[column[at - 1]].below + GAPS[0] + rooms[item].above;
        }
        offsets.push(offset);
        let (wish, weight) = wanted[at];
        let mut pool = ((wish - offset) * weight, weight, 1);
        while let Some(last) = pools.pop_if(|last| last.0 / last.1 >= pool.0 / pool.1) {
            pool = (last.0 + pool.0, last.1 + pool.1, last.2 + pool.2);
        }
        pools.push(pool);
    }
    let settled = pools.iter().flat_map(|pool| std::iter::repeat_n(pool.0 / pool.1, pool.2));
    for ((&item, offset), base) in column.iter().zip(offsets).zip(settled) {
        levels[item] = base + offset;
    }
}

/// From where to where each column reaches, and where the last one ends. Steep arrows get more room.
fn spans(columns: &Columns, rooms: &[Room], levels: &[f64]) -> (Vec<[f64; 2]>, f64) {
    let mut right = MARGIN;
    let mut spans = Vec::new();
    for column in &columns.columns {
        let widest = column.iter().map(|&item| rooms[item].width).fold(0.0, f64::max);
        let rise = |&item: &usize| {
            let left = columns.items[item].joined[0].iter();
            left.map(|&other| (levels[other] - levels[item]).abs()).fold(0.0, f64::max)
        };
        if !spans.is_empty() {
            right += GAPS[1] + (column.iter().map(rise).fold(0.0, f64::max) * 0.12).min(90.0);
        }
        spans.push([right, right + widest]);
        right += widest;
    }
    (spans, right + 18.0)
}

/// The ways of all arrows. Those that meet at one side of a box stand apart there, in the order of where they come from.
fn routes(
    columns: &Columns,
    boxes: &[Area],
    spans: &[[f64; 2]],
    levels: &[f64],
    labels: Vec<Vec<String>>,
) -> Vec<Route> {
    let mut doors = vec![[const { Vec::new() }; 2]; boxes.len()];
    for (at, chain) in columns.chains.iter().enumerate() {
        if let ([first, second, ..], [.., before, last]) = (&chain.items[..], &chain.items[..]) {
            doors[*first][1].push((levels[*second], at));
            doors[*last][0].push((levels[*before], at));
        }
    }
    let mut door = vec![[0.0; 2]; columns.chains.len()];
    for (node, sides) in doors.iter_mut().enumerate() {
        for (side, arrows) in sides.iter_mut().enumerate() {
            arrows.sort_by(|a, b| a.0.total_cmp(&b.0));
            let apart = (boxes[node].height - PADDING) / arrows.len().max(1) as f64;
            for (place, &(_, at)) in arrows.iter().enumerate() {
                let from_middle = place as f64 - (arrows.len() - 1) as f64 / 2.0;
                door[at][1 - side] = levels[node] + from_middle * apart.min(DOOR);
            }
        }
    }
    let route = |((chain, doors), lines): ((&Chain, [f64; 2]), Vec<String>)| {
        let mut points = Vec::new();
        for (at, &item) in chain.items.iter().enumerate() {
            let [left, right] = spans[columns.items[item].column];
            match at {
                0 => points.push((right, doors[0])),
                _ if at + 1 == chain.items.len() => points.push((left, doors[1])),
                _ => points.extend([(left, levels[item]), (right, levels[item])]),
            }
        }
        if chain.backward {
            points.reverse();
        }
        let label = chain.label.map(|item| (spans[columns.items[item].column][0] + PADDING / 2.0, levels[item] - 5.0));
        Route { arrow: chain.arrow, points, label, lines }
    };
    columns.chains.iter().zip(door).zip(labels).map(route).collect()
}

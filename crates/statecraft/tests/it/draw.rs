//! Pictures: well-formed, legible, and with every arrow where it belongs.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use statecraft::draw::{Arrow, Look, Node, Picture};
use std::collections::BTreeMap;

const LOOKS: [Look; 5] = [Look::Plain, Look::Start, Look::Good, Look::Bad, Look::Faint];

/// A tag as read: its name and its attributes.
type Tag = (String, BTreeMap<String, String>);

/// Reads XML without comments, entities of its own or a doctype; panics where it is not well-formed.
fn tags(xml: &str) -> Vec<Tag> {
    let (mut found, mut open, mut rest) = (Vec::new(), Vec::new(), xml);
    while let Some(at) = rest.find('<') {
        text(&rest[..at]);
        let end = rest[at..].find('>').expect("a tag that ends") + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(name.chars().all(char::is_alphabetic), "{name}");
        let mut known = BTreeMap::new();
        while let Some((key, after)) = attributes.split_once("=\"") {
            let (value, after) = after.split_once('"').expect("a value that ends");
            assert!(known.insert(key.trim().to_string(), text(value)).is_none(), "{key} twice");
            attributes = after;
        }
        assert_eq!(attributes.trim(), "");
        assert!(!open.is_empty() || found.is_empty(), "more than one root");
        found.push((name.to_string(), known));
        open.extend((!closed).then(|| name.to_string()));
    }
    assert_eq!((open.len(), rest.trim()), (0, ""));
    found
}

fn text(raw: &str) -> String {
    assert!(!raw.contains('<') && raw.chars().all(|c| c >= ' ' || c == '\n' || c == '\t'), "{raw:?}");
    for entity in raw.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
        assert!(known.iter().any(|known| entity.starts_with(known)), "&{entity}");
    }
    raw.to_string()
}

/// A picture of random boxes and arrows: a tree and more, with circles, arrows in parallel and to the box itself.
fn random(seed: u64) -> Picture {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let count = rng.random_range(1..40);
    let words =
        ["", "short", "somewhat longer words that need two lines at the least", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"];
    let boxes = (0..count).map(|at| Node {
        title: format!("State {at} {}", words[rng.random_range(0..words.len())]),
        lines: (0..rng.random_range(0..4)).map(|_| words[rng.random_range(0..words.len())].to_string()).collect(),
        look: LOOKS[rng.random_range(0..5)],
    });
    let boxes = boxes.collect();
    let mut ends: Vec<(usize, usize)> = (1..count).map(|at| (rng.random_range(0..at), at)).collect();
    for _ in 0..rng.random_range(0..20) {
        ends.push((rng.random_range(0..count), rng.random_range(0..count)));
    }
    let arrows = ends.into_iter().map(|(from, to)| Arrow {
        from,
        to,
        label: words[rng.random_range(0..words.len())].to_string(),
        look: LOOKS[rng.random_range(0..5)],
    });
    let arrows = arrows.collect();
    Picture { title: "random".into(), boxes, arrows }
}

/// Left, top, right, bottom.
type Area = [f64; 4];

fn number(tag: &Tag, key: &str) -> f64 {
    tag.1[key].parse().expect("a number")
}

fn areas(tags: &[Tag]) -> Vec<Area> {
    let inner = |tag: &Tag| ["ground", "inner"].contains(&tag.1["class"].as_str());
    let rects = tags.iter().filter(|tag| tag.0 == "rect" && !inner(tag));
    let area = |tag: &Tag| {
        let [left, top] = ["x", "y"].map(|key| number(tag, key));
        [left, top, left + number(tag, "width"), top + number(tag, "height")]
    };
    rects.map(area).collect()
}

/// Where an arrow's path begins and ends.
fn ends(tag: &Tag) -> [(f64, f64); 2] {
    let numbers: Vec<f64> = tag.1["d"].split(['M', 'L', 'C', ' ', ',']).filter_map(|part| part.parse().ok()).collect();
    let [x, y, .., right, bottom] = numbers[..] else { panic!("{tag:?}") };
    [(x, y), (right, bottom)]
}

/// Whether a place is on the left or the right side of a box.
fn at_side(area: Area, (x, y): (f64, f64)) -> bool {
    let on = |side: f64| (x - side).abs() < 0.3;
    (on(area[0]) || on(area[2])) && area[1] < y && y < area[3]
}

#[test]
fn boxes_keep_apart_and_arrows_join_theirs() {
    for seed in 0..400 {
        let picture = random(seed);
        let tags = tags(&picture.svg());
        let areas = areas(&tags);
        assert_eq!(areas.len(), picture.boxes.len());
        let [width, height] = ["width", "height"].map(|key| number(&tags[0], key));
        for (at, a) in areas.iter().enumerate() {
            assert!(a[0] >= 0.0 && a[1] >= 0.0 && a[2] <= width && a[3] <= height, "seed {seed}: {at} is outside");
            for (other, b) in areas.iter().enumerate().skip(at + 1) {
                let apart = a[2] < b[0] || b[2] < a[0] || a[3] < b[1] || b[3] < a[1];
                assert!(apart, "seed {seed}: {at} and {other} overlap");
            }
        }
        let paths: Vec<&Tag> = tags.iter().filter(|tag| tag.1.contains_key("data-from")).collect();
        let mut drawn = Vec::new();
        for path in paths {
            let joins = ["data-from", "data-to"].map(|key| number(path, key) as usize);
            drawn.push(joins);
            let [first, last] = ends(path);
            assert!(at_side(areas[joins[0]], first) && at_side(areas[joins[1]], last), "seed {seed}: {joins:?}");
        }
        let mut wanted: Vec<[usize; 2]> = picture.arrows.iter().map(|arrow| [arrow.from, arrow.to]).collect();
        drawn.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(drawn, wanted, "seed {seed}");
    }
}

#[test]
fn arrows_point_right_where_they_can() {
    for seed in 0..400 {
        let mut picture = random(seed);
        picture.arrows.retain(|arrow| arrow.from < arrow.to);
        for path in tags(&picture.svg()).iter().filter(|tag| tag.1.contains_key("data-from")) {
            let [first, last] = ends(path);
            assert!(first.0 < last.0, "seed {seed}");
        }
    }
}

#[test]
fn a_tree_has_no_crossings() {
    let mut picture = random(7);
    let node = picture.boxes[0].clone();
    picture.boxes = vec![Node { look: Look::Plain, ..node }; 121];
    let arrow = |to: usize| Arrow { from: (to - 1) / 3, to, label: format!("to {to}"), look: Look::Plain };
    picture.arrows = (1..121).rev().map(arrow).collect();
    let areas = areas(&tags(&picture.svg()));
    let mut leaves: Vec<(f64, usize)> = (40..121).map(|at| (areas[at][1], (at - 1) / 3)).collect();
    leaves.sort_by(|a, b| a.0.total_cmp(&b.0));
    leaves.dedup_by_key(|leaf| leaf.1);
    assert_eq!(leaves.len(), 27, "the leaves of each box stand together");
}

#[test]
fn hostile_words_stay_words() {
    let hostile = "<script>alert(\"1\")</script> & 'x' \\\\ \\N \u{0}\u{8}\u{1b}\u{ffff} ]]> <!-- &amp; a\nb";
    let node = |look| Node { title: hostile.into(), lines: vec![hostile.into(), String::new()], look };
    let arrow = |from, to| Arrow { from, to, label: hostile.into(), look: Look::Bad };
    let picture = Picture {
        title: hostile.into(),
        boxes: vec![node(Look::Start), node(Look::Good)],
        arrows: vec![arrow(0, 1), arrow(1, 0), arrow(1, 1), arrow(0, 9)],
    };
    let svg = picture.svg();
    let names: Vec<String> = tags(&svg).into_iter().map(|tag| tag.0).collect();
    assert!(
        names.iter().all(|name| ["svg", "title", "desc", "style", "rect", "path", "text"].contains(&name.as_str()))
    );
    assert!(svg.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;"));

    let dot = picture.dot();
    for line in dot.lines().filter(|line| line.contains("label=")) {
        let (mut outside, mut quoted, mut letters) = (String::new(), false, line.chars());
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => assert!(matches!(letters.next(), Some('\\' | '"' | 'n')), "{line}"),
                '"' => quoted = !quoted,
                letter if !quoted => outside.push(letter),
                letter => assert!(!letter.is_control(), "{line}"),
            }
        }
        assert!(!quoted && !outside.contains(['<', '&', '#']) && outside.ends_with("];"), "{outside}");
    }
    assert_eq!(dot.matches(" -> ").count(), 3, "an arrow to nowhere is no arrow");
    assert!(dot.contains("&amp;amp; a\\nb"), "{dot}");
}

#[test]
fn the_same_picture_is_drawn_the_same() {
    for seed in 0..20 {
        assert_eq!(random(seed).svg(), random(seed).svg());
        assert_eq!(random(seed).dot(), random(seed).dot());
    }
}

#[test]
fn nothing_is_a_picture_too() {
    let svg = Picture::default().svg();
    assert!(tags(&svg).len() >= 4, "{svg}");
    assert_eq!(Picture::default().dot().lines().count(), 6);
}

#[test]
fn what_things_are_shows_without_colour() {
    let node = |look| Node { title: "x".into(), lines: Vec::new(), look };
    let svg = Picture { title: String::new(), boxes: LOOKS.map(node).to_vec(), arrows: Vec::new() }.svg();
    let style: String = svg.lines().filter(|line| line.starts_with("  .picture .")).collect();
    for rule in ["start { stroke: #0b5cad; stroke-width: 3", "bad { stroke: #b3380b; stroke-width: 2; stroke-dasharray"]
    {
        assert!(style.contains(rule), "{rule}");
    }
    assert_eq!(svg.matches("class=\"inner\"").count(), 1, "what is good has a double line");
}

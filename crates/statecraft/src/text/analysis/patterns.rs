//! Many outcomes in words: what all share, those nearest to today, and the patterns they fall into.

use crate::graph::StateSet;
use crate::model::Model;
use crate::patterns::{Near, Shared, nearest, patterns};
use crate::phrase::english::{capital, count, list, number, or_levels};
use crate::study::LaidOut;
use crate::text::analysis::TextOptions;
use crate::text::words::wrapped;

/// So many patterns are shown unless all are asked for.
const PATTERNS: usize = 3;
/// So many free options are named; of more only the number is said.
const NAMED: usize = 6;

/// The patterns of a set and what all of its states share; `None` where the case has no options.
pub(crate) fn text(laid_out: &LaidOut, set: &StateSet, options: TextOptions) -> Option<String> {
    let shared = Shared::of(laid_out, set)?;
    let Some(patterns) = patterns(laid_out, set) else {
        let text = all_share(&laid_out.model, &shared, options.width);
        let mixed = "They are too mixed for patterns.";
        return Some(text + &wrapped("    ", mixed, options.width));
    };
    let shown = if options.all || patterns.len() == PATTERNS + 1 { usize::MAX } else { PATTERNS };
    let mut text = String::new();
    let mut known = Vec::new();
    if patterns.len() > 1 {
        text += &all_share(&laid_out.model, &shared, options.width);
        known = [shared.taken, shared.not_taken].concat();
        text += &format!("    They fall into {} patterns:\n", number(patterns.len()));
    }
    let margin = patterns.first().map_or(0, |first| number(first.states).len());
    for pattern in patterns.iter().take(shown) {
        let states = if pattern.states == 1 { "state " } else { "states" };
        let first = format!("    {:>margin$} {states}  ", number(pattern.states));
        let parts = [&pattern.taken[..], &pattern.not_taken, &pattern.either];
        text += &wrapped(&first, &in_words(&laid_out.model, parts, &known), options.width);
    }
    if patterns.len() > shown {
        let left: usize = patterns.iter().skip(shown).map(|pattern| pattern.states).sum();
        let (more, left) = (number(patterns.len() - shown), count(left, "state", "states"));
        text += &format!("    … and {more} more patterns for {left}\n");
    }
    Some(text)
}

/// What all states of a set have in common.
pub(crate) fn all_share(model: &Model, shared: &Shared, width: usize) -> String {
    let [taken, not_taken, _] = by_choice(model, [&shared.taken, &shared.not_taken, &[]], &[]);
    let what = said(&[("always", &taken), ("never", &not_taken)]);
    if what.is_empty() {
        "    No option is the same in all of them.\n".to_string()
    } else {
        wrapped("    In all of them  ", &what, width)
    }
}

/// `always: …; never: …; either: …`, without what is known already.
pub(crate) fn in_words(model: &Model, parts: [&[String]; 3], known: &[String]) -> String {
    let [taken, not_taken, either] = by_choice(model, parts, known);
    let free = match either.len() {
        many if many > NAMED => vec![format!("the other {many} options")],
        _ => either,
    };
    said(&[("always", &taken), ("never", &not_taken), ("either", &free)])
}

/// Options taken, not taken and either way, without what is known already. A choice is told once: by the level that it has, or by those
/// that are left to it.
fn by_choice(model: &Model, [taken, not_taken, either]: [&[String]; 3], known: &[String]) -> [Vec<String>; 3] {
    let new = |names: &[String]| names.iter().filter(|name| !known.contains(name)).cloned().collect::<Vec<_>>();
    let [mut always, mut never, mut free] = [new(taken), new(not_taken), either.to_vec()];
    for choice in model.choices() {
        let levels = model.options().get(choice.all.clone()).unwrap_or_default();
        let is_level = |name: &String| levels.iter().any(|level| level.key == *name);
        let (has_one, is_narrowed, is_free) =
            (taken.iter().any(is_level), never.iter().any(is_level), free.iter().any(is_level));
        never.retain(|name| !is_level(name));
        free.retain(|name| !is_level(name));
        let left = levels.iter().enumerate().filter(|(_, level)| !not_taken.contains(&level.key));
        let left: Vec<(usize, &String)> = left.filter_map(|(at, it)| Some((at, &it.level.as_ref()?.text))).collect();
        if is_narrowed && !has_one {
            always.push(format!("{}: {}", choice.choice, or_levels(&left)));
        } else if is_free {
            free.push(choice.choice.clone());
        }
    }
    [always, never, free]
}

fn said(parts: &[(&str, &[String])]) -> String {
    let said = parts.iter().filter(|(_, names)| !names.is_empty());
    said.map(|(word, names)| format!("{word}: {}", names.join(", "))).collect::<Vec<_>>().join("; ")
}

/// The states of a set that differ from today in the fewest options.
pub(crate) fn closest(laid_out: &LaidOut, set: &StateSet) -> Vec<Near> {
    let mut near = nearest(laid_out, set);
    let least = near.first().map_or(0, |first| first.changed.len());
    near.retain(|near| near.changed.len() == least);
    near
}

/// Which they are, and how far.
pub(crate) fn nearest_line(near: &[Near], width: usize) -> String {
    let Some(first) = near.first() else { return String::new() };
    let names: Vec<String> = near.iter().map(|near| near.state.to_string()).collect();
    let which = if names.len() == 1 { "state" } else { "states" };
    let far = match first.changed.len() {
        0 => "today itself".to_string(),
        1 if names.len() == 1 => format!("{} changes", first.changed[0]),
        changed => format!("{} changed", count(changed, "option", "options")),
    };
    wrapped("    ", &capital(&format!("nearest to today: {which} {} ({far})", list(&names))), width)
}

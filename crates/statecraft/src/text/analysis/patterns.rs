//! Many outcomes in words: what all share, those nearest to today, and the patterns they fall into.

use crate::graph::StateSet;
use crate::patterns::{Near, Shared, nearest, patterns};
use crate::phrase::english::{capital, count, list, number};
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
        let text = all_share(&shared, options.width);
        let mixed = "They are too mixed for patterns.";
        return Some(text + &wrapped("    ", mixed, options.width));
    };
    let shown = if options.all || patterns.len() == PATTERNS + 1 { usize::MAX } else { PATTERNS };
    let mut text = String::new();
    let mut known = Vec::new();
    if patterns.len() > 1 {
        text += &all_share(&shared, options.width);
        known = [shared.taken, shared.not_taken].concat();
        text += &format!("    They fall into {} patterns:\n", number(patterns.len()));
    }
    let margin = patterns.first().map_or(0, |first| number(first.states).len());
    for pattern in patterns.iter().take(shown) {
        let states = if pattern.states == 1 { "state " } else { "states" };
        let first = format!("    {:>margin$} {states}  ", number(pattern.states));
        text +=
            &wrapped(&first, &in_words([&pattern.taken, &pattern.not_taken, &pattern.either], &known), options.width);
    }
    if patterns.len() > shown {
        let left: usize = patterns.iter().skip(shown).map(|pattern| pattern.states).sum();
        let (more, left) = (number(patterns.len() - shown), count(left, "state", "states"));
        text += &format!("    … and {more} more patterns for {left}\n");
    }
    Some(text)
}

/// What all states of a set have in common.
pub(crate) fn all_share(shared: &Shared, width: usize) -> String {
    let what = said(&[("always", &shared.taken), ("never", &shared.not_taken)]);
    if what.is_empty() {
        "    No option is the same in all of them.\n".to_string()
    } else {
        wrapped("    In all of them  ", &what, width)
    }
}

/// `always: …; never: …; either: …`, without what is known already.
pub(crate) fn in_words([taken, not_taken, either]: [&[String]; 3], known: &[String]) -> String {
    let new = |names: &[String]| names.iter().filter(|name| !known.contains(name)).cloned().collect::<Vec<_>>();
    let free = match either.len() {
        many if many > NAMED => vec![format!("the other {many} options")],
        _ => either.to_vec(),
    };
    said(&[("always", &new(taken)), ("never", &new(not_taken)), ("either", &free)])
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

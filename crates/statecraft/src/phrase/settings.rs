//! Option settings in words: `Iran still host talks and no longer raise the confrontation`, to stand after "if you see" or, with
//! "would", as what somebody would do. Labels are commands ("Host talks"), so no verb needs an ending.

use crate::accounts::Seen;
use crate::model::Model;
use crate::phrase::english::list;

/// The words of one case: its options, and how they are today.
#[derive(Debug)]
pub(crate) struct Wording<'c> {
    pub(crate) model: Option<&'c Model>,
    /// The options taken today, where all accounts agree on it.
    pub(crate) today: Option<u64>,
}

impl Wording<'_> {
    /// What is seen, actor by actor, each with this word behind its name: `would` or nothing.
    pub(crate) fn clauses(&self, seen: Seen, word: &str) -> Vec<String> {
        let of = |actor: &crate::model::Actor| {
            let own = actor.options.clone().filter(|at| seen.options() >> at & 1 == 1);
            let deeds: Vec<String> = own.map(|at| self.deed(at, seen.taken >> at & 1 == 1)).collect();
            let word = if word.is_empty() { String::new() } else { format!(" {word}") };
            (!deeds.is_empty()).then(|| format!("{}{word} {}", actor.name, list(&deeds)))
        };
        self.model.map(|model| model.actors.iter().filter_map(of).collect()).unwrap_or_default()
    }

    /// The same in one line.
    pub(crate) fn phrase(&self, seen: Seen) -> String {
        list(&self.clauses(seen, ""))
    }

    /// `host talks`, `still host talks`, `no longer host talks`, `not host talks`.
    fn deed(&self, option: usize, taken: bool) -> String {
        let label = self.model.map(|model| small(&model.options()[option].label)).unwrap_or_default();
        match (self.today.map(|today| today >> option & 1 == 1), taken) {
            (Some(true), true) => format!("still {label}"),
            (Some(true), false) => format!("no longer {label}"),
            (_, true) => label,
            (_, false) => format!("not {label}"),
        }
    }

    /// How many of the options are seen otherwise than they are today.
    pub(crate) fn changes(&self, seen: Seen) -> u32 {
        self.today.map_or(0, |today| ((seen.taken & !today) | (seen.not_taken & today)).count_ones())
    }

    /// The names of options given as bits.
    pub(crate) fn names(model: &Model, bits: u64) -> Vec<&str> {
        let options = model.options().iter().enumerate();
        options.filter(|(at, _)| bits >> at & 1 == 1).map(|(_, option)| option.key.as_str()).collect()
    }
}

/// A label inside a sentence: a capital first letter becomes small unless more capitals follow.
fn small(label: &str) -> String {
    let mut rest = label.chars();
    match (rest.next(), rest.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(rest).collect(),
        _ => label.to_string(),
    }
}

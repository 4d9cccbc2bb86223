//! Option settings in words: `Iran would host talks and would no longer raise the confrontation`, or, to stand after "if you see",
//! `Iran host talks and no longer raise the confrontation`. Labels are commands ("Host talks"), so no verb needs an ending. What is
//! done and what is not done never stand under one verb: "would not cut and flood" says the opposite of what it means.

use crate::accounts::SettingPattern;
use crate::model::{Actor, Model, OptionSet};
use crate::phrase::english::{clauses, list, or_list};

/// The words of one case: its options, and how they are today.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wording<'m> {
    pub(crate) model: Option<&'m Model>,
    /// The options taken today, where all accounts agree on it.
    pub(crate) today: Option<OptionSet>,
}

impl Wording<'_> {
    /// What somebody would do, actor by actor: `Iran would host talks and would no longer raise the confrontation`.
    pub(crate) fn clauses(&self, seen: SettingPattern) -> Vec<String> {
        self.by_actor(seen, "would ")
    }

    /// What is seen, in one line, to stand after "if you see".
    pub(crate) fn phrase(&self, seen: SettingPattern) -> String {
        clauses(&self.by_actor(seen, ""))
    }

    /// What each actor does and does not, with this word before each verb.
    fn by_actor(&self, seen: SettingPattern, word: &str) -> Vec<String> {
        let actors = self.model.map(|model| model.actors.as_slice()).unwrap_or_default();
        let of = |actor: &Actor| {
            let parts = self.parts(seen, actor);
            let parts: Vec<String> = parts.into_iter().map(|part| format!("{word}{part}")).collect();
            (!parts.is_empty()).then(|| format!("{} {}", actor.in_text, clauses(&parts)))
        };
        actors.iter().filter_map(of).collect()
    }

    /// What an actor does, what it no longer does, and what it does not do: `open the gate and still host talks`, `no longer
    /// strike or march`, `not pay`.
    fn parts(&self, seen: SettingPattern, actor: &Actor) -> Vec<String> {
        let not_taken = self.model.map_or(seen.not_taken, |model| model.to_tell(seen.taken, seen.not_taken));
        let seen = SettingPattern { not_taken, ..seen };
        let label = |option: usize| self.model.map(|model| small(&model.options()[option].label)).unwrap_or_default();
        let today = |option: usize| self.today.is_some_and(|today| today >> option & 1 == 1);
        let own = |bits: OptionSet, taken_today: bool| {
            let own = actor.options.clone().filter(move |&at| bits >> at & 1 == 1 && today(at) == taken_today);
            own.map(label).collect::<Vec<String>>()
        };
        let still = own(seen.taken, true).into_iter().map(|label| format!("still {label}"));
        let drop = |at: usize| self.model.and_then(|model| model.options()[at].drop.as_deref()).map(small);
        let dropped = actor.options.clone().filter(|&at| seen.not_taken >> at & 1 == 1 && today(at));
        let (stops, no_longer): (Vec<usize>, Vec<usize>) = dropped.partition(|&at| drop(at).is_some());
        let stops = stops.into_iter().filter_map(drop);
        let does: Vec<String> = own(seen.taken, false).into_iter().chain(stops).chain(still).collect();
        // "Not" before "enrich: stop" would be read as "stop enriching".
        let refused = |at: usize| match self.model.map(|model| &model.options()[at]) {
            Some(option) if option.level.is_some() => format!("choose “{}”", option.label),
            _ => label(at),
        };
        let no_longer: Vec<String> = no_longer.into_iter().map(refused).collect();
        let not = actor.options.clone().filter(|&at| seen.not_taken >> at & 1 == 1 && !today(at));
        let not: Vec<String> = not.map(refused).collect();
        let negative = |word: &str, labels: &[String]| format!("{word} {}", or_list(labels));
        let does = (!does.is_empty()).then(|| list(&does));
        let no_longer = (!no_longer.is_empty()).then(|| negative("no longer", &no_longer));
        let not = (!not.is_empty()).then(|| negative("not", &not));
        does.into_iter().chain(no_longer).chain(not).collect()
    }

    /// How many of the options are seen otherwise than they are today.
    pub(crate) fn changes(&self, seen: SettingPattern) -> u32 {
        self.today.map_or(0, |today| ((seen.taken & !today) | (seen.not_taken & today)).count_ones())
    }

    /// The options of a model with these keys, one bit each.
    pub(crate) fn bits(&self, keys: &[String]) -> OptionSet {
        self.model.map_or(0, |model| model.option_bits(keys))
    }
}

/// A label inside a sentence: a capital first letter becomes small unless more capitals follow.
pub fn small(label: &str) -> String {
    let mut rest = label.chars();
    match (rest.next(), rest.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(rest).collect(),
        _ => label.to_string(),
    }
}

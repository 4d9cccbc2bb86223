//! Outcomes as sets, made for reading: how many there are, what they share, the largest patterns, and how today stands.

use super::TextOptions;
use super::analysis::patterns::{all_share, in_words};
use super::table::{Align, Table};
use super::words::{column, padded, wrapped};
use crate::answers::OutcomeSets;
use crate::answers::outcome_sets::{AccountOutcomeSets, ConceptSets, Count};
use crate::case::Case;
use crate::model::Model;
use crate::patterns::Shared;
use crate::phrase::english::{capital, list};
use crate::stability::Concept;

/// So many patterns are shown unless all are asked for.
const PATTERNS: usize = 3;

impl OutcomeSets {
    /// The whole answer as text.
    pub fn text(&self, case: &Case, options: TextOptions) -> String {
        let mut text = format!("{}\n", self.header.case);
        if let Some(question) = &self.header.question {
            text += &wrapped("", question, options.width);
        }
        let models =
            case.accounts.iter().filter_map(|account| Some((account.id(), Model::from_case(case, account).ok()?)));
        let models: Vec<(Option<&str>, Model)> = models.collect();
        if let Some((_, model)) = models.first() {
            text += &self.meanings(model, options.width);
        }
        for account in &self.accounts {
            if let Some((_, model)) = models.iter().find(|(id, _)| *id == account.id.as_deref()) {
                text += &format!("\n{}", Told { account, model, options }.text());
            }
        }
        if !self.header.accounts_not_done.is_empty() {
            let accounts = if self.header.accounts_not_done.len() == 1 { "account" } else { "accounts" };
            let line = format!("Not done: the {accounts} {}.", list(&self.header.accounts_not_done));
            text += &format!("\n{}", wrapped("", &line, options.width));
        }
        models.first().map_or(text.clone(), |(_, model)| text + &options_named(model, options.width))
    }

    fn meanings(&self, model: &Model, width: usize) -> String {
        let keys = model.actor_keys();
        let concepts: Vec<Concept> = self.concepts.iter().filter_map(|key| Concept::parse(key, &keys).ok()).collect();
        let names: Vec<String> = concepts.iter().map(|concept| concept.name(&keys)).collect();
        let margin = column(names.iter().map(String::as_str), width).max(6) + 2;
        let line = |(name, concept): (&String, &Concept)| {
            wrapped(&format!("  {}", padded(name, margin)), &concept.meaning(), width)
        };
        let lines: String = names.iter().zip(&concepts).map(line).collect();
        format!("\nWhat it means that an actor would keep a state\n{lines}")
    }
}

/// The options that patterns name, with their labels.
fn options_named(model: &Model, width: usize) -> String {
    let margin = column(model.options().iter().map(|option| option.key.as_str()), width);
    let line = |option: &crate::model::ModelOption| {
        wrapped(&format!("  {}  ", padded(&option.key, margin)), &option.label, width)
    };
    format!("\nThe options named above\n{}", model.options().iter().map(line).collect::<String>())
}

/// One account, and how it is told.
struct Told<'t> {
    account: &'t AccountOutcomeSets,
    model: &'t Model,
    options: TextOptions,
}

impl Told<'_> {
    fn text(&self) -> String {
        let (account, width) = (self.account, self.options.width);
        let mut text = match (&account.id, &account.title) {
            (Some(id), Some(title)) => wrapped(&format!("Account {id}: "), title, width),
            _ => String::new(),
        };
        let states = format!("{}, as sets: they were not listed. {}", states(account.states), self.today());
        text += &wrapped("", states.trim_end(), width);
        text += &account.not_counted.iter().map(|note| wrapped("", &note.words, width)).collect::<String>();
        text += "\nOutcomes: the states that every actor would keep\n";
        for (concepts, sets) in self.groups() {
            let names: Vec<String> = concepts.iter().map(|key| self.called(key)).collect();
            let under = format!("Under {}: {}", list(&names), states_or_none(sets.outcomes));
            text += &wrapped("  ", &under, width);
            text += &self.outcomes(sets);
        }
        text += &format!("\n{}\n", self.table());
        text += &wrapped("", &format!("What this rests on: {}.", account.grounds.sentence()), width);
        text + &wrapped("", &format!("{}.", account.checked.sentence()), width)
    }

    /// Concepts of which the same is told stand together.
    fn groups(&self) -> Vec<(Vec<&str>, &ConceptSets)> {
        let mut groups: Vec<(Vec<&str>, &ConceptSets)> = Vec::new();
        let told = |one: &ConceptSets| (one.outcomes, one.shared.clone(), one.patterns.clone(), one.scenarios.clone());
        for (concept, sets) in self.account.sets.iter() {
            match groups.iter_mut().find(|(_, known)| told(known) == told(sets)) {
                Some((concepts, _)) => concepts.push(concept),
                None => groups.push((vec![concept], sets)),
            }
        }
        groups
    }

    fn called(&self, key: &str) -> String {
        let keys = self.model.actor_keys();
        Concept::parse(key, &keys).map_or(key.to_string(), |concept| concept.name(&keys))
    }

    /// Under which concepts today holds, and who would leave it under the others.
    fn today(&self) -> String {
        let (mut holds, mut told) = (Vec::new(), Vec::new());
        for (concept, sets) in self.account.sets.iter() {
            match &sets.today {
                Some(today) if today.holds => holds.push(self.called(concept)),
                Some(today) => told.push((self.called(concept), &today.leave)),
                None => return String::new(),
            }
        }
        let mut text = match holds.as_slice() {
            [] => "Today is no outcome under any of these concepts.".to_string(),
            holds => format!("Today is an outcome under {}.", list(holds)),
        };
        if let Some((concept, leave)) = told.first() {
            let actors = self.model.actors.iter().filter(|actor| leave.contains(&actor.key));
            let actors: Vec<&str> = actors.map(|actor| actor.in_text.as_str()).collect();
            text += &format!(" Under {concept} {} would not keep it.", list(&actors));
        }
        text
    }

    fn outcomes(&self, sets: &ConceptSets) -> String {
        let width = self.options.width;
        let Some(shared) = &sets.shared else { return String::new() };
        let mut text = String::new();
        if let Some(near) = sets.nearest.first() {
            let what = match near.changed.as_slice() {
                [] => "today itself".to_string(),
                changed => list(changed),
            };
            text += &wrapped("    Nearest to today  ", &capital(&what), width);
        }
        text += &self.patterns(sets, shared);
        let within = sets.scenarios.iter().filter(|(_, count)| count.0 > 0);
        let within = within.filter_map(|(key, count)| {
            let scenario = self.model.scenarios.iter().find(|scenario| scenario.key == key)?;
            Some(format!("“{}” {count}", scenario.title))
        });
        let within: Vec<String> = within.collect();
        text + &if within.is_empty() { String::new() } else { wrapped("    In scenarios  ", &within.join("; "), width) }
    }

    fn patterns(&self, sets: &ConceptSets, shared: &Shared) -> String {
        let (width, patterns) = (self.options.width, &sets.patterns);
        let shown = if self.options.all || patterns.largest.len() == PATTERNS + 1 { usize::MAX } else { PATTERNS };
        let shown = patterns.largest.len().min(shown);
        let (mut text, mut known) = (String::new(), Vec::new());
        if patterns.all != Some(Count(1)) {
            text += &all_share(self.model, shared, width);
            known = [&shared.taken[..], &shared.not_taken].concat();
            text += &match patterns.all {
                Some(all) => format!("    They fall into {all} patterns:\n"),
                None => "    The largest of their patterns, which are too many to count:\n".to_string(),
            };
        }
        let margin = patterns.largest.first().map_or(0, |first| first.states.to_string().len());
        for pattern in patterns.largest.iter().take(shown) {
            let what = if pattern.states == Count(1) { "state " } else { "states" };
            let first = format!("    {:>margin$} {what}  ", pattern.states.to_string());
            let parts = [&pattern.taken[..], &pattern.not_taken, &pattern.either];
            text += &wrapped(&first, &in_words(self.model, parts, &known), width);
        }
        let left =
            patterns.largest.iter().take(shown).fold(sets.outcomes.0, |left, told| left - told.states.0.min(left));
        let more = patterns.all.map(|all| Count(all.0 - (shown as u128).min(all.0)));
        match more {
            _ if left == 0 => text,
            Some(more) => text + &format!("    … and {more} more patterns for {}\n", states(Count(left))),
            None => text + &format!("    … and more patterns for {}\n", states(Count(left))),
        }
    }

    /// For each actor and concept how many states it would keep.
    fn table(&self) -> String {
        let sets = &self.account.sets;
        let head = std::iter::once("States kept by".to_string()).chain(sets.iter().map(|(key, _)| self.called(key)));
        let mut rows: Vec<Vec<String>> = Vec::new();
        for actor in &self.model.actors {
            let kept = sets.iter().map(|(_, sets)| sets.kept.get(&actor.key).map_or(String::new(), Count::to_string));
            rows.push(std::iter::once(actor.mark.clone()).chain(kept).collect());
        }
        let all = sets.iter().map(|(_, sets)| sets.outcomes.to_string());
        rows.push(std::iter::once("All together".to_string()).chain(all).collect());
        Table { head: head.collect(), rows, names: 1, align: &[Align::Right] }.text(self.options.width)
    }
}

fn states(count: Count) -> String {
    format!("{count} {}", if count == Count(1) { "state" } else { "states" })
}

fn states_or_none(count: Count) -> String {
    if count == Count(0) { "none".to_string() } else { states(count) }
}

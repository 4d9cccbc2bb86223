//! A watch list for reading and ticking off.

use super::analysis::TextOptions;
use super::compare::whose_word;
use super::words::{column, padded, wrapped};
use crate::answers::compare::Combination;
use crate::answers::watch::{Exception, Indicator, Kind, Sides, WatchList};
use crate::phrase::english::{capital, count, list, number};
use std::collections::BTreeMap;

/// The margin of what stands below an indicator.
const MARGIN: &str = "         ";
/// So many surprises are shown unless all are asked for.
const SURPRISES: usize = 8;
/// So many alternatives are named.
const ALIKE: usize = 2;

impl WatchList {
    /// The list in words: each indicator with the accounts that it speaks for and against, what would count, and whose word it is.
    pub fn text(&self, options: TextOptions) -> String {
        let mut text = self.head(options.width);
        text += &self.to_tick_off(options);
        if !self.surprises.is_empty() {
            text += "\nIt would surprise every account to see\n";
            let shown = if options.all || self.surprises.len() == SURPRISES + 1 { usize::MAX } else { SURPRISES };
            text += &self.surprises.iter().take(shown).map(|it| short(it, options.width)).collect::<String>();
            if self.surprises.len() > shown {
                text += &format!("  … and {} more\n", number(self.surprises.len() - shown));
            }
        }
        if !self.expected.is_empty() {
            text += "\nEvery account expects to see, so that it tells nothing\n";
            text += &self.expected.iter().map(|it| short(it, options.width)).collect::<String>();
        }
        text + &self.legend(options.width)
    }

    fn head(&self, width: usize) -> String {
        let mut text = format!("{}\n", self.header.case);
        let until = match (&self.as_of, &self.by) {
            (Some(from), Some(by)) => format!("Watched from {from} until {by}."),
            (None, Some(by)) => format!("Watched until {by}."),
            _ => "The case names no day by which things should have been seen (`horizon`).".to_string(),
        };
        text += &wrapped("", &until, width);
        let ids: Vec<&str> = self.accounts.iter().map(|account| account.id.as_str()).collect();
        let wide = column(ids.iter().copied(), width);
        for account in self.accounts.iter().filter(|account| account.title.is_some()) {
            let title = account.title.as_deref().unwrap_or_default();
            text += &wrapped(&format!("  {}  ", padded(&account.id, wide)), title, width);
        }
        text
    }

    fn to_tick_off(&self, options: TextOptions) -> String {
        if self.indicators.is_empty() {
            let why = match (self.accounts.len(), self.not_believable) {
                (0 | 1, _) => "There is one account, so nothing tells accounts apart.".to_string(),
                (_, 0) => "Nothing that could be seen tells these accounts apart.".to_string(),
                (_, some) => format!("Nothing tells these accounts apart: {}.", misleading(some)),
            };
            return format!("\n{}", wrapped("", &why, options.width));
        }
        let mut text = "\nTo tick off, the sharpest first\n".to_string();
        let ids: Vec<&str> = self.accounts.iter().map(|account| account.id.as_str()).collect();
        let mut said = BTreeMap::new();
        for (place, indicator) in self.indicators.iter().enumerate() {
            text += &entry(place + 1, indicator, options.width);
            text += &whose_word(&ids, &indicator.lines, (place + 1, &mut said), options);
        }
        let left_out = (self.left_out > 0)
            .then(|| format!("{} less telling, and left out", count(self.left_out, "other is", "others are")));
        let misled = (self.not_believable > 0).then(|| misleading(self.not_believable));
        let notes: Vec<String> = left_out.into_iter().chain(misled).map(|note| capital(&note) + ".").collect();
        if notes.is_empty() { text } else { text + &wrapped("  ", &notes.join(" "), options.width) }
    }

    fn legend(&self, width: usize) -> String {
        if self.indicators.is_empty() {
            return String::new();
        }
        let text = "Yes speaks for an account that has it in every outcome and on every way there, against one that has it in \
                    none; an outcome is one from which nobody gains by moving, or a believable one. Each counts as one, \
                    which makes no probability. The log to be filled in: --format csv.";
        format!("\n{}", wrapped("", text, width))
    }
}

/// `2 signs under Nash tell no accounts apart among the believable outcomes, and are left out`.
fn misleading(signs: usize) -> String {
    format!(
        "{} no accounts apart among all believable outcomes, and {} left out",
        count(signs, "sign under Nash tells", "signs under Nash tell"),
        if signs == 1 { "is" } else { "are" }
    )
}

fn entry(place: usize, indicator: &Indicator, width: usize) -> String {
    let mut text = wrapped(&format!("{place:>3}. [ ] "), &indicator.words, width);
    let alike: Vec<&str> = indicator.alike.iter().take(ALIKE).map(|what| what.words.as_str()).collect();
    if !alike.is_empty() {
        let more = indicator.alike.len() - alike.len();
        let more = if more > 0 { format!("; and {} more", number(more)) } else { String::new() };
        let line = format!("(or, which comes to the same: {}{more})", alike.join("; or "));
        text += &wrapped(MARGIN, &line, width);
    }
    text += &wrapped(MARGIN, &format!("Yes {}.", sides(&indicator.yes)), width);
    text += &indicator.unless.iter().map(|it| wrapped(MARGIN, &exception(it), width)).collect::<String>();
    if let Some(no) = &indicator.no {
        let by = indicator.by.as_ref().map_or("in the end".to_string(), |by| format!("by {by}"));
        text += &wrapped(MARGIN, &format!("No {by} {}.", sides(no)), width);
    }
    text + &counts(indicator, MARGIN, width)
}

/// An indicator of the other two lists.
fn short(indicator: &Indicator, width: usize) -> String {
    let when = if indicator.kind == Kind::Stays { "when the time is up, " } else { "" };
    let text = wrapped("  [ ] ", &format!("{when}{}", indicator.seen.words), width);
    text + &counts(indicator, "      ", width)
}

fn counts(indicator: &Indicator, margin: &str, width: usize) -> String {
    let line = |counts: &crate::answers::watch::WhatCounts| {
        wrapped(margin, &format!("What counts for {}: {}", counts.label, counts.words), width)
    };
    indicator.counts.iter().map(line).collect()
}

/// `speaks for a, against c; fits b`.
fn sides(sides: &Sides) -> String {
    let part = |word: &str, accounts: &[String]| (!accounts.is_empty()).then(|| format!("{word} {}", list(accounts)));
    let spoken: Vec<String> = part("for", &sides.by).into_iter().chain(part("against", &sides.against)).collect();
    let spoken = (!spoken.is_empty()).then(|| format!("speaks {}", spoken.join(", ")));
    spoken.into_iter().chain(part("fits", &sides.fits)).collect::<Vec<_>>().join("; ")
}

fn exception(exception: &Exception) -> String {
    let changes: Vec<&str> = exception.any_of.iter().map(|what: &Combination| what.words.as_str()).collect();
    format!("But it fits {} where you also see {}.", exception.account, changes.join(" or "))
}

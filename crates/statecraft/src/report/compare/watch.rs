//! The watch list: what to look out for, for whom it speaks, why, and whose word that is.

use super::build::id;
use super::signs::{Fit, Sign, What, When};
use super::{BearingLine, Comparison, SignData};
use crate::accounts::Seen;
use crate::graph::StateId;
use crate::report::TextOptions;
use crate::report::words::{list, number, wrapped};
use std::collections::BTreeMap;

/// So many entries are shown unless all are asked for.
const SHOWN: usize = 6;
/// So many alternatives are named.
const ALIKE: usize = 2;
/// Quotes are cut to so many characters.
const QUOTE: usize = 60;
/// The margin of what stands below an entry.
const MARGIN: &str = "     ";

/// Signs that are seen in the same thing: its positions in the list of signs, and in that of its reverse.
struct Entry {
    signs: Vec<usize>,
    reverse: Vec<usize>,
}

impl Comparison<'_> {
    pub(super) fn watch_list(&self, options: TextOptions) -> String {
        let entries = self.entries();
        if entries.is_empty() {
            return "\nNothing that these accounts predict tells them apart.\n".into();
        }
        let mut text = "\nWhat to watch for, most telling first. If you see …\n".to_string();
        let shown = if options.all || entries.len() == SHOWN + 1 { usize::MAX } else { SHOWN };
        for (place, entry) in entries.iter().take(shown).enumerate() {
            text += &self.entry(place + 1, entry, options);
        }
        if entries.len() > shown {
            text += &format!("  … and {} more (--all shows them)\n", number(entries.len() - shown));
        }
        text + &self.legend(options.width)
    }

    /// The signs, those together that are about the same thing; most telling first. Of a thing and its reverse what would be new
    /// comes first.
    fn entries(&self) -> Vec<Entry> {
        let mut found: Vec<Entry> = Vec::new();
        for (at, sign) in self.signs.iter().enumerate() {
            let about = |entry: &Entry, what: &What| entry.signs.iter().any(|&known| same(&self.signs[known], sign, what));
            let known = found.iter().position(|entry| about(entry, &sign.what));
            let opposite = reverse(&sign.what).and_then(|what| found.iter().position(|entry| about(entry, &what)));
            match (known, opposite) {
                (Some(entry), _) => found[entry].signs.push(at),
                (None, Some(entry)) => found[entry].reverse.push(at),
                (None, None) => found.push(Entry { signs: vec![at], reverse: Vec::new() }),
            }
        }
        for entry in &mut found {
            let new = |signs: &[usize]| signs.first().is_some_and(|&at| self.signs[at].changes(&self.wording) > 0);
            if new(&entry.reverse) && !new(&entry.signs) {
                std::mem::swap(&mut entry.signs, &mut entry.reverse);
            }
        }
        found
    }

    fn entry(&self, number: usize, entry: &Entry, options: TextOptions) -> String {
        let Some(&first) = entry.signs.first() else { return String::new() };
        let sign = &self.signs[first];
        let seen = match sign.when {
            When::NotAfter(before) => format!("{} before {}", self.what(&sign.what), self.what(&before)),
            When::First(actor) if sign.what == What::Settings(Seen::default()) => {
                let name = self.wording.model.map_or("", |model| &model.actors[actor.index()].name);
                format!("{name} change course before anybody else does")
            }
            _ => self.what(&sign.what),
        };
        let mut text = wrapped(&format!("{number:>3}. "), &format!("… {seen}"), options.width);
        if let Some(alike) = self.alike(sign) {
            text += &wrapped(MARGIN, &alike, options.width);
        }
        text += &wrapped(&format!("{MARGIN}→ "), &self.speaks(sign), options.width);
        for (place, &at) in entry.signs.iter().enumerate() {
            let first = if place == 0 { "because " } else { "        " };
            text += &wrapped(&format!("{MARGIN}{first}"), &self.because(&self.signs[at]), options.width);
        }
        for &at in &entry.reverse {
            let sign = &self.signs[at];
            let line = format!("{} ({})", self.speaks(sign), self.because(sign));
            text += &wrapped(&format!("{MARGIN}otherwise "), &line, options.width);
        }
        text + &self.whose_word(&self.watch[first], options)
    }

    /// What comes to the same.
    fn alike(&self, sign: &Sign) -> Option<String> {
        let alike: Vec<String> = sign.alike.iter().take(ALIKE).map(|what| self.what(what)).collect();
        let more = sign.alike.len() - alike.len();
        let more = if more > 0 { format!("; and {} more", number(more)) } else { String::new() };
        (!alike.is_empty()).then(|| format!("(or, which comes to the same: {}{more})", alike.join("; or ")))
    }

    fn what(&self, what: &What) -> String {
        match what {
            What::Settings(seen) => self.wording.phrase(*seen),
            What::State(at) => {
                let name = |one: &&crate::report::LaidOut| one.graph.state_name(StateId::new(*at));
                format!("state {}", self.laid_out.first().map(name).unwrap_or_default())
            }
        }
    }

    /// For whom it speaks, and against whom.
    fn speaks(&self, sign: &Sign) -> String {
        let with = |fit: Fit| -> Vec<&str> {
            let accounts = self.laid_out.iter().zip(&sign.fits).filter(|(_, known)| **known == fit);
            accounts.map(|(account, _)| id(account)).collect()
        };
        let (always, some, never) = (with(Fit::Always), with(Fit::Sometimes), with(Fit::Never));
        let mut parts = Vec::new();
        if !always.is_empty() {
            parts.push(format!("speaks for {}", list(&always)));
        }
        if !some.is_empty() {
            parts.push(format!("{} {}", if always.is_empty() { "speaks for" } else { "fits" }, list(&some)));
        }
        if !never.is_empty() {
            parts.push(format!("against {}", list(&never)));
        }
        parts.join(", ")
    }

    /// What each account predicts of it.
    fn because(&self, sign: &Sign) -> String {
        let when = match sign.when {
            When::First(_) => "as a first step",
            When::OnTheWay => "on the way",
            When::NotAfter(_) => "in this order",
            When::AtRest => "at rest",
        };
        let each = self.laid_out.iter().enumerate().map(|(at, account)| format!("{} in {}", often(sign, at), id(account)));
        format!("{when}: {}", each.collect::<Vec<_>>().join(", "))
    }

    /// The lines that bear on it: those in which the accounts differ, or, if there is none, those that they share.
    fn whose_word(&self, data: &SignData, options: TextOptions) -> String {
        let mut all: BTreeMap<(usize, usize), (Vec<&str>, &BearingLine)> = BTreeMap::new();
        for (at, account) in data.accounts.iter().enumerate() {
            for (place, line) in account.lines.iter().enumerate() {
                let same = all.values_mut().find(|(_, known)| (known.actor, &known.wants) == (line.actor, &line.wants) && known.claims == line.claims && known.assumption == line.assumption);
                match same {
                    Some((accounts, _)) => accounts.push(account.account),
                    None => drop(all.insert((at, place), (vec![account.account], line))),
                }
            }
        }
        let differing = all.values().any(|(accounts, _)| accounts.len() < data.accounts.len());
        let shown = all.values().filter(|(accounts, _)| options.all || !differing || accounts.len() < data.accounts.len());
        let line = |(accounts, line): &(Vec<&str>, &BearingLine)| {
            let who = if accounts.len() == data.accounts.len() { "all".to_string() } else { list(accounts) };
            wrapped(&format!("{MARGIN}- "), &format!("{who}: {}", self.line(line, options.all)), options.width)
        };
        shown.map(line).collect()
    }

    fn line(&self, line: &BearingLine, all: bool) -> String {
        let actor = self.wording.model.and_then(|model| model.actors.iter().find(|actor| actor.key == line.actor));
        let name = actor.map_or(line.actor, |actor| &actor.name);
        let quoted = line.claims.iter().map(|claim| format!("{}: “{}”", claim.speaker.unwrap_or(claim.source), cut(claim.quote)));
        let mut grounds: Vec<String> = quoted.take(if all { usize::MAX } else { 1 }).collect();
        let more = line.claims.len() - grounds.len();
        if more > 0 {
            grounds.push(format!("and {}", crate::report::words::count(more, "more claim", "more claims")));
        }
        grounds.extend(line.assumption.map(|assumption| format!("assumed: {assumption}")));
        let grounds = if grounds.is_empty() { "rests on nothing".to_string() } else { grounds.join("; ") };
        format!("{name} wants {} [{grounds}]", line.wants)
    }

    fn legend(&self, width: usize) -> String {
        let concept = self.names.first().map(String::as_str).unwrap_or_default();
        let text = format!("A first step is an improvement from today, before anybody else has moved. On the way means on paths of improvements from today. At rest are the outcomes under {concept}. All counts count alike; none is a probability.");
        wrapped("  ", &text, width)
    }
}

/// Whether a sign is about this, and not about an order.
fn same(known: &Sign, sign: &Sign, what: &What) -> bool {
    let order = |sign: &Sign| match sign.when {
        When::NotAfter(before) => Some(before),
        _ => None,
    };
    let empty = What::Settings(Seen::default());
    known.what == *what && *what != empty && order(known) == order(sign)
}

/// The reverse of one option.
fn reverse(what: &What) -> Option<What> {
    match what {
        What::Settings(seen) if seen.len() == 1 => {
            Some(What::Settings(Seen { taken: seen.not_taken, not_taken: seen.taken }))
        }
        _ => None,
    }
}

/// How often one account has a sign.
fn often(sign: &Sign, at: usize) -> String {
    let counted = sign.shares.get(at).map(|share| format!("{} of {}", number(share.holds), number(share.of)));
    match (sign.when, sign.fits[at], counted) {
        (When::First(_), Fit::Never, _) if sign.shares[at].of == 0 => "no step".into(),
        (_, Fit::Silent, _) => "nothing".into(),
        (_, _, Some(counted)) => counted,
        (_, Fit::Always, None) => "always".into(),
        (_, Fit::Sometimes, None) => "sometimes".into(),
        (_, Fit::Never, None) => "never".into(),
    }
}

/// A quote, cut between words.
fn cut(quote: &str) -> String {
    if quote.chars().count() <= QUOTE {
        return quote.to_string();
    }
    let short: String = quote.chars().take(QUOTE).collect();
    let end = short.rfind(' ').unwrap_or(short.len());
    format!("{} …", &short[..end])
}

//! The watch list: what to look out for, for whom it speaks, why, and whose word that is.

use super::data::{Because, InAccount, Speaks, Watched};
use super::signs::Fit;
use super::{BearingLine, Comparison};
use crate::report::TextOptions;
use crate::report::words::{count, list, number, wrapped};

/// So many entries are shown unless all are asked for.
const SHOWN: usize = 6;
/// So many alternatives are named.
const ALIKE: usize = 2;
/// Quotes are cut to so many characters.
const QUOTE: usize = 60;
/// The margin of what stands below an entry.
const MARGIN: &str = "     ";

impl Comparison<'_> {
    pub(super) fn watch_list(&self, options: TextOptions) -> String {
        if self.watch.is_empty() {
            let concept = self.names.first().map(|name| format!(" under {name}")).unwrap_or_default();
            let line = format!("Nothing that these accounts predict{concept} tells them apart{}.", self.elsewhere());
            return format!("\n{}", wrapped("", &line, options.width));
        }
        let mut text = "\nWhat to watch for, most telling first. If you see …\n".to_string();
        let shown = if options.all || self.watch.len() == SHOWN + 1 { usize::MAX } else { SHOWN };
        for (place, watched) in self.watch.iter().take(shown).enumerate() {
            text += &self.entry(place + 1, watched, options);
        }
        if self.watch.len() > shown {
            text += &format!("  … and {} more (--all shows them)\n", number(self.watch.len() - shown));
        }
        text + &self.legend(options.width)
    }

    fn entry(&self, number: usize, watched: &Watched, options: TextOptions) -> String {
        let width = options.width;
        let before =
            watched.not_after.as_ref().map(|before| format!(" before or without {}", before.words)).unwrap_or_default();
        let mut text = wrapped(&format!("{number:>3}. "), &format!("… {}{before}", watched.seen.words), width);
        text += &alike(watched).map(|alike| wrapped(MARGIN, &alike, width)).unwrap_or_default();
        text += &wrapped(&format!("{MARGIN}→ "), &speaks(&watched.speaks), width);
        for (place, because) in watched.speaks.because.iter().enumerate() {
            let first = if place == 0 { "because " } else { "        " };
            text += &wrapped(&format!("{MARGIN}{first}"), &why(because), width);
        }
        if let Some(otherwise) = &watched.otherwise {
            let why: Vec<String> = otherwise.because.iter().map(why).collect();
            let line = format!("If you do not, it {} ({}).", speaks(otherwise), why.join("; "));
            text += &wrapped(MARGIN, &line, width);
        }
        text + &self.whose_word(watched, options)
    }

    /// The lines that bear on it: those in which the accounts differ, or, if there is none, those that they share.
    fn whose_word(&self, watched: &Watched, options: TextOptions) -> String {
        let mut all: Vec<(Vec<&str>, &BearingLine)> = Vec::new();
        let lines = self.laid_out.iter().map(|account| super::build::id(account));
        for (account, line) in lines.flat_map(|id| watched.lines[id].iter().map(move |line| (id, line))) {
            match all.iter_mut().find(|(_, known)| known.says_the_same(line)) {
                Some((accounts, _)) => accounts.push(account),
                None => all.push((vec![account], line)),
            }
        }
        let shared = |accounts: &Vec<&str>| accounts.len() == self.laid_out.len();
        let differing = all.iter().any(|(accounts, _)| !shared(accounts));
        let shown = all.iter().filter(|(accounts, _)| options.all || !differing || !shared(accounts));
        let line = |(accounts, line): &(Vec<&str>, &BearingLine)| {
            let who = if shared(accounts) { "all".to_string() } else { list(accounts) };
            let text = format!("{who}: {}", self.line(line, options.all));
            wrapped(&format!("{MARGIN}- "), &text, options.width)
        };
        shown.map(line).collect()
    }

    fn line(&self, line: &BearingLine, all: bool) -> String {
        let actor = self.wording.model.and_then(|model| model.actors.iter().find(|actor| actor.key == line.actor));
        let name = actor.map_or(line.actor, |actor| &actor.name);
        let said = line
            .claims
            .iter()
            .map(|claim| format!("{}: “{}”", claim.speaker.unwrap_or(claim.source), cut(claim.quote)));
        let mut grounds: Vec<String> = said.take(if all { usize::MAX } else { 1 }).collect();
        let more = line.claims.len() - grounds.len();
        if more > 0 {
            grounds.push(format!("and {}", count(more, "more claim", "more claims")));
        }
        grounds.extend(line.assumption.map(|assumption| format!("assumed: {assumption}")));
        let grounds = if grounds.is_empty() { "rests on nothing".to_string() } else { grounds.join("; ") };
        format!("{name} wants {} [{grounds}]", line.wants)
    }

    fn legend(&self, width: usize) -> String {
        let concept = self.names.first().map(String::as_str).unwrap_or_default();
        let text = format!(
            "A first step is an improvement from today, before anybody else has moved; on the way are all paths of \
             improvements from today; at rest are the outcomes under {concept}. Each counts as one, which makes no \
             probability."
        );
        wrapped("  ", &text, width)
    }
}

/// `speaks for a, fits b, against c`.
fn speaks(speaks: &Speaks) -> String {
    let fits = if speaks.by.is_empty() { "speaks for" } else { "fits" };
    let parts = [("speaks for", &speaks.by), (fits, &speaks.fits), ("against", &speaks.against)];
    let parts = parts.into_iter().filter(|(_, accounts)| !accounts.is_empty());
    parts.map(|(word, accounts)| format!("{word} {}", list(accounts))).collect::<Vec<_>>().join(", ")
}

/// `at rest: 2 of 2 in leverage, 0 of 1 in isis`.
fn why(because: &Because) -> String {
    let when = match because.when {
        "first_step" => "as a first step",
        "on_the_way" => "on the way",
        "not_after" => "in this order",
        _ => "at rest",
    };
    let each = because.accounts.iter().map(|account| format!("{} in {}", often(account), account.account));
    format!("{when}: {}", each.collect::<Vec<_>>().join(", "))
}

fn often(account: &InAccount) -> String {
    match (account.predicts, account.holds, account.of) {
        (Fit::Silent, ..) => "nothing".into(),
        (_, _, Some(0)) => "no step".into(),
        (_, Some(holds), Some(of)) => format!("{} of {}", number(holds), number(of)),
        (Fit::Always, ..) => "always".into(),
        (Fit::Sometimes, ..) => "sometimes".into(),
        (Fit::Never, ..) => "never".into(),
    }
}

/// What comes to the same.
fn alike(watched: &Watched) -> Option<String> {
    let before = if watched.not_after.is_some() { "before or without " } else { "" };
    let alike: Vec<String> = watched.alike.iter().take(ALIKE).map(|alike| format!("{before}{}", alike.words)).collect();
    let more = watched.alike.len() - alike.len();
    let more = if more > 0 { format!("; and {} more", number(more)) } else { String::new() };
    (!alike.is_empty()).then(|| format!("(or, which comes to the same: {}{more})", alike.join("; or ")))
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

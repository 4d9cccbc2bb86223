//! The watch list: what to look out for, for whom it speaks, why, and whose word that is.

use super::Page;
use crate::answers::came::Came;
use crate::answers::compare::{
    BearingLine, Because, CameLater, Combination, Compared, InAccount, Prediction, Speaks, Time, Watched,
};
use crate::phrase::english::{capital, count, list, number};
use crate::text::analysis::TextOptions;
use crate::text::words::wrapped;
use std::collections::BTreeMap;

/// So many entries are shown unless all are asked for.
const SHOWN: usize = 6;
/// So many alternatives are named.
const ALIKE: usize = 2;
/// Quotes are cut to so many characters.
const QUOTE: usize = 60;
/// The margin of what stands below an entry.
const MARGIN: &str = "     ";

impl Page<'_> {
    pub(super) fn watch_list(&self, options: TextOptions) -> String {
        if self.data.watch.is_empty() {
            return format!("\n{}", wrapped("", &self.nothing_to_watch(), options.width));
        }
        let mut text = "\nWhat to watch for, most telling first. If you see …\n".to_string();
        let shown = if options.all || self.data.watch.len() == SHOWN + 1 { usize::MAX } else { SHOWN };
        let mut said = BTreeMap::new();
        for (place, watched) in self.data.watch.iter().take(shown).enumerate() {
            text += &self.entry(place + 1, watched, options);
            let accounts: Vec<&str> = self.data.names().collect();
            text += &whose_word(&accounts, &watched.lines, (place + 1, &mut said), options);
        }
        if self.data.watch.len() > shown {
            text += &format!("  … and {} more\n", number(self.data.watch.len() - shown));
        }
        if self.data.watch_left_out > 0 {
            let left_out = count(self.data.watch_left_out, "other is", "others are");
            text += &wrapped("  ", &format!("{} less telling, and left out.", capital(&left_out)), options.width);
        }
        text + &self.legend(options.width)
    }

    fn nothing_to_watch(&self) -> String {
        if self.data.header.stopped.is_some() {
            return "The work was stopped before it was clear what there is to watch for.".into();
        }
        let under = self.names.first().map(|name| format!(" under {name}")).unwrap_or_default();
        if self.data.concepts.first().is_some_and(Compared::part) {
            format!(
                "No sign of up to three options tells them apart{under}: whatever fits one of them fits the others too."
            )
        } else {
            format!("Nothing that these accounts predict{under} tells them apart{}.", self.elsewhere())
        }
    }

    fn entry(&self, number: usize, watched: &Watched, options: TextOptions) -> String {
        let width = options.width;
        let before = |what: &Combination| format!("before or without {}", what.words);
        let order = watched.not_after.as_ref().map(|what| format!(" {}", before(what))).unwrap_or_default();
        let mut text = wrapped(&format!("{number:>3}. "), &format!("… {}{order}", watched.seen.words), width);
        let alike = others(&watched.alike, "or, which comes to the same", &|what| what.words.clone());
        let instead = others(&watched.instead, "or, of which they say the same", &before);
        text += &alike.into_iter().chain(instead).map(|line| wrapped(MARGIN, &line, width)).collect::<String>();
        text += &wrapped(&format!("{MARGIN}→ "), &speaks(&watched.speaks), width);
        for (place, because) in watched.speaks.because.iter().enumerate() {
            let first = if place == 0 { "because " } else { "        " };
            text += &wrapped(&format!("{MARGIN}{first}"), &why(because), width);
        }
        if let Some(later) = &watched.later {
            text += &wrapped(MARGIN, &since(later), width);
        }
        if let Some(otherwise) = &watched.otherwise {
            let why: Vec<String> = otherwise.because.iter().map(why).collect();
            let line = format!("If you do not, that {} ({}).", speaks(otherwise), why.join("; "));
            text += &wrapped(MARGIN, &line, width);
        }
        text
    }

    fn legend(&self, width: usize) -> String {
        let concept = self.names.first().map(String::as_str).unwrap_or_default();
        let text = format!(
            "A first step is an improvement from today, before anybody else has moved; on the way are all paths of \
             improvements from today; of these only lean ones count, no part of which would serve its actor better; at rest are the outcomes under {concept}. A sign speaks for an account that has it \
             throughout at each of these times at which it says anything of it, against one that has it at none, and fits \
             one that has it in part. Each counts as one, which makes no probability."
        );
        wrapped("  ", &text, width)
    }
}

/// Whether it came after the day that the case describes.
fn since(later: &CameLater) -> String {
    let date = later.date.as_ref().map(|date| format!(" on {date}")).unwrap_or_default();
    match later.came {
        Came::Yes => format!("What happened since: it came{date}."),
        Came::No => "What happened since: it did not come.".into(),
        Came::Unclear => "What happened since: whether it came cannot be told.".into(),
        Came::NotTested => "What happened since: it was never put to the test.".into(),
    }
}

/// The lines that bear on something, by account: those in which the accounts differ, or, if there is none, those that they share.
/// What a line rests on is said once, where the line first bears on something.
pub(in crate::text) fn whose_word(
    accounts: &[&str],
    lines: &BTreeMap<String, Vec<BearingLine>>,
    (number, said): (usize, &mut BTreeMap<String, usize>),
    options: TextOptions,
) -> String {
    let mut all: Vec<(Vec<&str>, &BearingLine)> = Vec::new();
    for (account, line) in accounts.iter().flat_map(|id| lines.get(*id).into_iter().flatten().map(move |it| (*id, it)))
    {
        match all.iter_mut().find(|(_, known)| known.says_the_same(line)) {
            Some((accounts, _)) => accounts.push(account),
            None => all.push((vec![account], line)),
        }
    }
    let shared = |of: &Vec<&str>| of.len() == accounts.len();
    let differing = all.iter().any(|(of, _)| !shared(of));
    let shown = all.iter().filter(|(of, _)| options.all || !differing || !shared(of));
    let mut line = |(of, line): &(Vec<&str>, &BearingLine)| {
        let who = if shared(of) { "all".to_string() } else { list(of) };
        let grounds = grounds(line, options.all);
        let first = *said.entry(format!("{who}: {} [{grounds}]", line.words)).or_insert(number);
        let grounds = if first == number { grounds } else { format!("as in {first}") };
        wrapped(&format!("{MARGIN}- "), &format!("{who}: {} [{grounds}]", line.words), options.width)
    };
    shown.map(&mut line).collect()
}

/// What a line rests on.
fn grounds(line: &BearingLine, all: bool) -> String {
    let said = line
        .claims
        .iter()
        .map(|claim| format!("{}: “{}”", claim.speaker.as_ref().unwrap_or(&claim.source), cut(&claim.quote)));
    let mut grounds: Vec<String> = said.take(if all { usize::MAX } else { 1 }).collect();
    let more = line.claims.len() - grounds.len();
    if more > 0 {
        grounds.push(format!("and {}", count(more, "more claim", "more claims")));
    }
    grounds.extend(line.assumption.as_ref().map(|assumption| format!("assumed: {assumption}")));
    if grounds.is_empty() { "rests on nothing".to_string() } else { grounds.join("; ") }
}

/// `speaks for a, against c; fits b`.
fn speaks(speaks: &Speaks) -> String {
    let part = |word: &str, accounts: &[String]| (!accounts.is_empty()).then(|| format!("{word} {}", list(accounts)));
    let spoken: Vec<String> = part("for", &speaks.by).into_iter().chain(part("against", &speaks.against)).collect();
    let spoken = (!spoken.is_empty()).then(|| format!("speaks {}", spoken.join(", ")));
    spoken.into_iter().chain(part("fits", &speaks.fits)).collect::<Vec<_>>().join("; ")
}

/// `at rest: 2 of 2 in leverage, 0 of 1 in isis`.
fn why(because: &Because) -> String {
    let when = match because.when {
        Time::FirstStep => "as a first step",
        Time::OnTheWay => "on the way",
        Time::NotAfter => "in this order",
        Time::AtRest => "at rest",
    };
    let each = because.accounts.iter().map(|account| format!("{} in {}", often(account), account.account));
    format!("{when}: {}", each.collect::<Vec<_>>().join(", "))
}

fn often(account: &InAccount) -> String {
    match (account.predicts, account.holds, account.of) {
        (Prediction::Silent, ..) => "nothing".into(),
        (_, _, Some(0)) => "no step".into(),
        (_, Some(holds), Some(of)) => format!("{} of {}", number(holds), number(of)),
        (Prediction::Always, ..) => "always".into(),
        (Prediction::Sometimes, ..) => "sometimes".into(),
        (Prediction::Never, ..) => "never".into(),
    }
}

/// `(or, which comes to the same: …; or …; and 3 more)`, if there is any.
fn others(all: &[Combination], why: &str, words: &dyn Fn(&Combination) -> String) -> Option<String> {
    let shown: Vec<String> = all.iter().take(ALIKE).map(words).collect();
    let more = all.len() - shown.len();
    let more = if more > 0 { format!("; and {} more", number(more)) } else { String::new() };
    (!shown.is_empty()).then(|| format!("({why}: {}{more})", shown.join("; or ")))
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

//! The watch list: what to look out for, for whom it speaks, why, and whose word that is.

use super::build::id;
use super::signs::{Fit, Sign, What, When};
use super::{BearingLine, Comparison, InAccount, SignData};
use crate::report::words::{count, list, number, wrapped};
use crate::report::TextOptions;

/// So many signs are shown unless all are asked for.
const SHOWN: usize = 8;
/// So many alternatives are named.
const ALIKE: usize = 3;
/// Quotes are cut to so many characters.
const QUOTE: usize = 60;

impl Comparison<'_> {
    pub(super) fn watch_list(&self, options: TextOptions) -> String {
        let shown = if options.all { usize::MAX } else { SHOWN };
        let mut text = "\nWhat to watch for, most telling first. If you see …\n".to_string();
        if self.signs.is_empty() {
            return "\nNothing that these accounts predict tells them apart.\n".into();
        }
        for (place, (sign, data)) in self.signs.iter().zip(&self.watch).take(shown).enumerate() {
            text += &wrapped(&format!("{:>3}. ", place + 1), &format!("… {}", self.seen(sign)), options.width);
            text += &wrapped("     → ", &self.speaks(sign), options.width);
            text += &wrapped("     because ", &self.because(sign), options.width);
            text += &self.whose_word(data, options);
        }
        if self.signs.len() > shown {
            text += &format!("  … and {} more (--all shows them)\n", number(self.signs.len() - shown));
        }
        text
    }

    /// What is seen, with when.
    fn seen(&self, sign: &Sign) -> String {
        let what = |what: &What| self.what(what);
        let seen = match sign.when {
            When::First(actor) => {
                let name = self.wording.model.map_or("", |model| &model.actors[actor.index()].name);
                match sign.what {
                    What::Settings(seen) if seen.is_empty() => format!("{name} be the first to move"),
                    _ => format!("as its first move, {}", what(&sign.what)),
                }
            }
            When::OnTheWay => format!("on the way, {}", what(&sign.what)),
            When::NotAfter(before) => format!("{} before {}", what(&sign.what), what(&before)),
            When::AtRest => format!("when things have settled, {}", what(&sign.what)),
        };
        let alike: Vec<String> = sign.alike.iter().take(ALIKE).map(what).collect();
        let more = sign.alike.len() - alike.len();
        let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
        if alike.is_empty() { seen } else { format!("{seen}; or, which comes to the same, {}{more}", alike.join("; ")) }
    }

    fn what(&self, what: &What) -> String {
        match what {
            What::Settings(seen) => self.wording.phrase(*seen),
            What::State(at) => format!("state {}", self.laid_out.first().map(|one| one.graph.state_name(crate::graph::StateId::new(*at))).unwrap_or_default()),
        }
    }

    fn with(&self, sign: &Sign, fits: &[Fit]) -> Vec<&str> {
        let accounts = self.laid_out.iter().zip(&sign.fits).filter(|(_, fit)| fits.contains(fit));
        accounts.map(|(account, _)| id(account)).collect()
    }

    /// For whom it speaks, and against whom.
    fn speaks(&self, sign: &Sign) -> String {
        let (always, some) = (self.with(sign, &[Fit::Always]), self.with(sign, &[Fit::Sometimes]));
        let never = self.with(sign, &[Fit::Never]);
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
        let each = self.laid_out.iter().enumerate().map(|(at, account)| format!("{} {}", id(account), because(sign, at)));
        each.collect::<Vec<_>>().join("; ")
    }

    /// The lines of each account that bear on it: its own ones, or, if it has none, those that all share.
    fn whose_word(&self, data: &SignData, options: TextOptions) -> String {
        let mut text = String::new();
        for account in &data.accounts {
            let own: Vec<&BearingLine> = account.lines.iter().filter(|line| line.own || options.all).collect();
            for line in own {
                text += &wrapped(&format!("     {}: ", account.account), &self.line(line), options.width);
            }
        }
        text
    }

    fn line(&self, line: &BearingLine) -> String {
        let name = self.wording.model.and_then(|model| model.actors.iter().find(|actor| actor.key == line.actor));
        let name = name.map_or(line.actor, |actor| &actor.name);
        let mut grounds: Vec<String> = line.claims.iter().map(|claim| {
            format!("{} “{}”", claim.speaker.unwrap_or(claim.source), cut(claim.quote))
        }).collect();
        grounds.extend(line.assumption.map(|assumption| format!("assumed: {assumption}")));
        let grounds = if grounds.is_empty() { "rests on nothing".to_string() } else { grounds.join("; ") };
        format!("{name} wants {} [{grounds}]", line.wants)
    }
}

/// What one account predicts of a sign.
fn because(sign: &Sign, at: usize) -> String {
    let of = |one: &str, many: &str| sign.shares.get(at).map(|share| (share.holds, count(share.of, one, many)));
    match (sign.when, sign.fits[at]) {
        (_, Fit::Silent) => "predicts nothing of the kind".into(),
        (When::AtRest, _) => of("outcome", "outcomes").map_or(String::new(), |(holds, of)| format!("has it in {} of {of}", number(holds))),
        (When::First(_), Fit::Never) if sign.shares[at].of == 0 => "gives that actor no reason to move".into(),
        (When::First(_), _) => of("first move", "first moves").map_or(String::new(), |(holds, of)| format!("has it in {} of {of}", number(holds))),
        (_, Fit::Always) => "has it on every path of improvements".into(),
        (_, Fit::Sometimes) => "has it on some paths of improvements".into(),
        (_, Fit::Never) => "has it on none".into(),
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

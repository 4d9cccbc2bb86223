//! The ledger of evidence, made for reading.

use crate::answers::ledger::{
    AccountEvidence, Ledger, LedgerClaim, LedgerEvidence, LedgerFact, LedgerPair, Side, WeighedPart,
};
use crate::ledger::{Interval, Standing};
use crate::phrase::english::{capital, count, form, list};
use crate::text::analysis::TextOptions;
use crate::text::score::signs;
use crate::text::table::{Align, Table};
use crate::text::words::{column, padded, wrapped};

/// So many claims of a side are shown unless all are asked for.
const CLAIMS: usize = 6;

impl Ledger {
    /// The answer as text.
    pub fn text(&self, options: TextOptions) -> String {
        let mut text = format!("{}\n", self.header.case);
        text += &self.header.question.as_ref().map(|question| wrapped("", question, options.width)).unwrap_or_default();
        text += &self.counts(options.width);
        for account in &self.accounts {
            let name = account.id.as_ref().map_or("What it rests on".to_string(), |id| match &account.title {
                Some(title) => format!("{id}: {title}"),
                None => id.to_string(),
            });
            text += &format!("\n{}", wrapped("", &name, options.width));
            text += &self.side("For it", &account.favours, options);
            text += &self.side("Against it", &account.against, options);
        }
        text += &self.dates(options.width);
        text += &self.facts(options);
        text += &self.explained(options.width);
        text += &self.matrix(options.width);
        text += &self.weighed(options.width);
        text += &self.since(options);
        text + &self.sources.as_ref().map(|sources| sources.text(options)).unwrap_or_default()
    }

    /// What happened after the day of the case, as evidence.
    fn since(&self, options: TextOptions) -> String {
        let signs =
            signs("What has happened since, by the signs that the case gives for its accounts", &self.since, options);
        let note = "These are the signs of the case as it is now. Only a sealed prediction shows that they were \
                    given beforehand. They change none of the figures above.";
        if signs.is_empty() { signs } else { signs + &wrapped("  ", note, options.width) }
    }

    /// The matrix of items and accounts, and the items that tell nothing apart.
    fn matrix(&self, width: usize) -> String {
        let accounts: Vec<&str> = self.accounts.iter().filter_map(|account| account.id.as_deref()).collect();
        if self.evidence.is_empty() || accounts.is_empty() {
            return self.for_all(width);
        }
        let row = |item: &LedgerEvidence| {
            let note = match (&item.absence, &item.assumption) {
                (Some(_), _) => " (not found)",
                (_, Some(_)) => " (assumed)",
                _ => "",
            };
            let range = |id: &&str| match item.likelihood.get(id) {
                Some((low, high)) if low == high => low.to_string(),
                Some((low, high)) => format!("{low}–{high}"),
                None => String::new(),
            };
            std::iter::once(format!("{}{note}", item.says)).chain(accounts.iter().map(range)).collect()
        };
        let table = Table {
            head: std::iter::once(String::new()).chain(accounts.iter().map(|id| (*id).to_string())).collect(),
            rows: self.evidence.iter().map(row).collect(),
            names: 1,
            align: &[Align::Right],
        };
        let mut text = format!("\nHow likely each item would be under each account\n{}", table.text(width));
        let silent: Vec<String> =
            self.evidence.iter().filter(|item| !item.tells).map(|item| format!("“{}”", item.says)).collect();
        if !silent.is_empty() && accounts.len() > 1 {
            let (is, it, tells) = if silent.len() > 1 { ("are", "they", "tell") } else { ("is", "it", "tells") };
            let line = format!(
                "{} {is} put as likely under each account: as things stand, {it} {tells} nothing apart.",
                list(&silent)
            );
            text += &wrapped("  ", &line, width);
        }
        text + &self.for_all(width)
    }

    /// The claims that speak for every account, or against every one.
    fn for_all(&self, width: usize) -> String {
        let [first, others @ ..] = self.accounts.as_slice() else { return String::new() };
        if others.is_empty() {
            return String::new();
        }
        let side = |word: &str, of: fn(&AccountEvidence) -> &Side| {
            let all = of(first).claims.iter().filter(|claim| others.iter().all(|it| of(it).claims.contains(claim)));
            let quote =
                |key: &String| self.claims.iter().find(|claim| claim.claim == *key).map(|it| format!("“{}”", it.quote));
            let quotes: Vec<String> = all.filter_map(quote).collect();
            let speak = form(quotes.len() > 1, "speaks", "speak");
            let line = format!(
                "{} {speak} {word} every account, and so {} nothing apart.",
                list(&quotes),
                form(quotes.len() > 1, "tells", "tell")
            );
            if quotes.is_empty() { String::new() } else { format!("\n{}", wrapped("", &line, width)) }
        };
        side("for", |account| &account.favours) + &side("against", |account| &account.against)
    }

    /// How many origins stand on each side.
    fn counts(&self, width: usize) -> String {
        let title = "\nWhat speaks for and against each account: origins, each counted once\n";
        let head = ["", "", "said", "reported", "believed", "unnamed", "unmarked", "in all"];
        let mut rows: Vec<Vec<String>> = Vec::new();
        let row = |name: &str, which: &str, side: &Side| {
            let of = &side.origins;
            let figures = [of.said, of.reported, of.believed, of.unnamed, of.unmarked, of.all];
            [name, which].map(String::from).into_iter().chain(figures.map(|figure| figure.to_string())).collect()
        };
        for account in &self.accounts {
            rows.push(row(account.id.as_deref().unwrap_or("the case"), "for", &account.favours));
            rows.push(row("", "against", &account.against));
        }
        if self.alike.origins.all > 0 {
            rows.push(row("all", "alike", &self.alike));
        }
        let table = Table { head: head.map(String::from).to_vec(), rows, names: 2, align: &[Align::Right] }.text(width);
        let mut note = "Claims of one origin (a person, a document, a wire story) count as one, where the most direct \
                        of them stands."
            .to_string();
        if self.alike.origins.all > 0 {
            note += " Alike is what stands behind lines that every account has: it tells nothing apart.";
        }
        format!("{title}{table}{}", wrapped("  ", &note, width))
    }

    /// The claims of a side, origin by origin.
    fn side(&self, title: &str, side: &Side, options: TextOptions) -> String {
        if side.claims.is_empty() {
            return format!("  {title}: nothing\n");
        }
        let most = if options.all { usize::MAX } else { CLAIMS };
        let of_side = side.claims.iter().filter_map(|name| self.claims.iter().find(|claim| claim.claim == *name));
        let mut text = format!("  {title}, {}\n", count(side.origins.all, "origin", "origins"));
        let mut last = None;
        for claim in of_side.take(most) {
            if last != Some(&claim.origin) {
                text += &wrapped("    ", &claim.origin, options.width);
                last = Some(&claim.origin);
            }
            text += &self.claim(claim, options.width);
        }
        let more = side.claims.len().saturating_sub(most);
        if more > 0 {
            text += &format!("    … and {}\n", count(more, "more claim", "more claims"));
        }
        text
    }

    fn claim(&self, claim: &LedgerClaim, width: usize) -> String {
        let as_called = claim.speaker.as_ref().filter(|speaker| !claim.origin.starts_with(*speaker));
        let mut notes: Vec<String> = as_called.map(|speaker| format!("as {speaker}")).into_iter().collect();
        notes.push(claim.source.to_string());
        notes.extend(claim.date.clone());
        let directness = claim.directness.as_deref().unwrap_or("unmarked");
        wrapped(&format!("      {directness:<8}  "), &format!("“{}” ({})", claim.quote, notes.join(", ")), width)
    }

    /// When the sources appeared, the first one first and those without a date last.
    fn dates(&self, width: usize) -> String {
        let mut sources: Vec<(bool, Option<&str>, &str)> = Vec::new();
        for claim in &self.claims {
            let date = claim.appeared.as_deref();
            sources.push((date.is_none(), date, claim.source.as_str()));
        }
        if sources.iter().all(|(undated, ..)| *undated) {
            return String::new();
        }
        sources.sort_unstable();
        sources.dedup();
        let longest = column(sources.iter().map(|(.., source)| *source), width);
        let line = |(_, date, source): &(bool, Option<&str>, &str)| {
            wrapped(&format!("  {}  ", padded(source, longest)), date.unwrap_or("no date"), width)
        };
        format!("\nWhen the sources appeared\n{}", sources.iter().map(line).collect::<String>())
    }

    /// Fact by fact, which accounts explain it.
    fn facts(&self, options: TextOptions) -> String {
        if self.facts.is_empty() {
            return String::new();
        }
        let width = options.width;
        let (rows, plain): (Vec<_>, Vec<_>) =
            self.facts.iter().partition(|fact| options.all || fact.taken || !fact.all_stand(Standing::Explains));
        let accounts = self.accounts.iter().map(|of| of.id.as_deref().unwrap_or("here").to_string());
        let row = |fact: &LedgerFact| {
            let marks = fact.accounts.iter().map(|account| mark(account.standing).to_string());
            std::iter::once(fact_in_words(fact)).chain(marks).collect()
        };
        let table = Table {
            head: std::iter::once(String::new()).chain(accounts).collect(),
            rows: rows.into_iter().map(row).collect(),
            names: 1,
            align: &[Align::Centre],
        };
        let mut table = table.text(width);
        if !plain.is_empty() {
            let more = count(plain.len(), "option", "options");
            table += &wrapped("  ", &format!("… and {more} not taken, as every account explains"), width);
        }
        let mut note = "Y explained: by what the actor wants there, it would have it just so, the others doing what \
                        they do today; ± it would as soon have it otherwise; · it would change it"
            .to_string();
        let is_somewhere =
            |one: Standing| self.facts.iter().any(|fact| fact.accounts.iter().any(|account| account.standing == one));
        note += if is_somewhere(Standing::Denies) { "; × today is otherwise there" } else { "" };
        note += if is_somewhere(Standing::Silent) { "; blank where nothing is said of today." } else { "." };
        format!("\nWhat is so today, and who explains it\n{table}{}", wrapped("  ", &note, width))
    }

    /// What one account explains and others do not.
    fn explained(&self, width: usize) -> String {
        let mut found: Vec<(&str, &[String], Vec<&str>)> = Vec::new();
        for (one, other, facts) in
            self.pairs.iter().flat_map(LedgerPair::sides).filter(|(_, _, facts)| !facts.is_empty())
        {
            match found.iter_mut().find(|(known, same, _)| (*known, *same) == (one, facts)) {
                Some((_, _, others)) => others.push(other),
                None => found.push((one, facts, vec![other])),
            }
        }
        if found.is_empty() && self.accounts.len() > 1 && !self.facts.is_empty() {
            return self.told_apart_at_all(width) + &self.explained_by_none(width);
        }
        let line = |(one, facts, others): &(&str, &[String], Vec<&str>)| {
            let facts: Vec<String> = facts.iter().map(|key| self.fact_named(key)).collect();
            let do_not = if others.len() == 1 { "does" } else { "do" };
            let line = format!("{one} explains, and {} {do_not} not: {}.", list(others), list(&facts));
            wrapped("  ", &line, width)
        };
        found.iter().map(line).collect::<String>() + &self.explained_by_none(width)
    }

    /// Where no account explains what another does not: what they still say differently.
    fn told_apart_at_all(&self, width: usize) -> String {
        let differ = |fact: &&LedgerFact| fact.accounts.first().is_some_and(|first| !fact.all_stand(first.standing));
        match self.facts.iter().filter(differ).map(fact_quoted).collect::<Vec<_>>() {
            differ if differ.is_empty() => wrapped("  ", "The accounts stand alike to all of it.", width),
            differ => {
                let differ = list(&differ);
                let line =
                    format!("No account explains what another does not, but they do not stand alike to: {differ}.");
                wrapped("  ", &line, width)
            }
        }
    }

    /// What every account would have otherwise.
    fn explained_by_none(&self, width: usize) -> String {
        let facts = self.facts.iter().filter(|fact| fact.all_stand(Standing::WouldChange));
        match facts.map(fact_quoted).collect::<Vec<_>>() {
            facts if facts.is_empty() => String::new(),
            facts => wrapped("  ", &format!("Every account would have it otherwise: {}.", list(&facts)), width),
        }
    }

    fn fact_named(&self, key: &str) -> String {
        let fits =
            |fact: &&LedgerFact| key.strip_prefix(if fact.taken { "" } else { "not " }) == Some(fact.fact.as_str());
        self.facts.iter().find(fits).map_or(key.to_string(), fact_quoted)
    }

    /// What the analyst's ranges come to.
    fn weighed(&self, width: usize) -> String {
        if self.pairs.iter().all(|pair| pair.log_odds.is_none()) {
            let why = if self.evidence.is_empty() {
                "The case gives no ranges of likelihood, so nothing is weighed."
            } else {
                "No two of these accounts have ranges for one item of evidence, so nothing is weighed."
            };
            return if self.pairs.is_empty() { String::new() } else { format!("\n{}", wrapped("", why, width)) };
        }
        let note = "The ranges are the analyst's own, and this is arithmetic on them, nothing more. Of evidence that \
                    shares an origin no two items are counted together; the ends span every way to choose.";
        let mut text = format!("\nWhat the analyst's ranges come to\n{}", wrapped("  ", note, width));
        for pair in &self.pairs {
            text += &pair.text(width);
        }
        text + &wrapped("  ", &self.conclusion(), width)
    }

    fn conclusion(&self) -> String {
        if let Some(leader) = &self.leader {
            return format!("{} leads over the whole range.", capital(leader));
        }
        let ahead: Vec<String> = self
            .pairs
            .iter()
            .filter_map(|pair| {
                let leader = pair.leader.as_ref()?;
                let behind = if *leader == pair.account { &pair.other } else { &pair.account };
                Some(format!("{leader} is ahead of {behind}"))
            })
            .collect();
        if ahead.is_empty() {
            "None leads over the whole range.".into()
        } else {
            format!("None leads every other over the whole range; {}.", list(&ahead))
        }
    }
}

impl LedgerPair {
    /// Each of the two, the other, and what it explains and the other does not.
    fn sides(&self) -> [(&str, &str, &[String]); 2] {
        [(&self.account, &self.other, &self.explains), (&self.other, &self.account, &self.other_explains)]
    }

    fn text(&self, width: usize) -> String {
        let Some(odds) = self.log_odds else {
            let nothing = "no item has a range for both, so they are not weighed";
            return wrapped("  ", &format!("{} against {}: {nothing}.", self.account, self.other), width);
        };
        let what = if self.priors { "log-odds" } else { "log-odds, without priors," };
        let figures = format!("{what} {}, {}", ends(odds), times(odds, self.priors));
        let mut text = wrapped("  ", &format!("{} against {}: {figures}", self.account, self.other), width);
        for part in &self.counted {
            text += &wrapped("    ", &format!("{} {}", part.name(), ends(part.adds)), width);
        }
        if !self.left_out.is_empty() {
            let line = format!("Left out, for want of a range for both: {}.", list(&self.left_out));
            text += &wrapped("    ", &line, width);
        }
        if self.leader.is_none() {
            text += &wrapped("    ", &self.undecided(), width);
        }
        text
    }

    /// Whose range would have to be narrower.
    fn undecided(&self) -> String {
        let deciding = self.counted.iter().filter(|part| part.deciding);
        let names: Vec<String> = deciding.map(WeighedPart::name).collect();
        match names.as_slice() {
            [] => "Neither leads; no one range, however narrow, would settle it alone.".into(),
            [one] => format!("Neither leads; a narrower range could settle it alone for {one}."),
            many => format!("Neither leads; a narrower range could settle it alone for any of {}.", list(many)),
        }
    }
}

impl WeighedPart {
    fn name(&self) -> String {
        match self.items.as_slice() {
            [] => "the priors".into(),
            [only] => only.to_string(),
            many => format!("{} (of shared origin)", many.join(" + ")),
        }
    }
}

/// `0.18 to 2.48`.
fn ends(interval: Interval) -> String {
    let figure = |figure: f64| format!("{:+.2}", (figure * 100.0).round() / 100.0 + 0.0);
    format!("{} to {}", figure(interval.lower), figure(interval.upper))
}

/// The same as factors.
fn times(odds: Interval, priors: bool) -> String {
    let what = if priors { "as likely" } else { "what the odds were" };
    format!("so {} to {} times {what}", factor(odds.lower), factor(odds.upper))
}

fn factor(log: f64) -> String {
    match log.exp() {
        small if small < 0.001 => "less than 0.001".into(),
        small if small < 10.0 => format!("{small:.2}"),
        large if large < 1e6 => format!("{large:.0}"),
        _ => "more than a million".into(),
    }
}

fn mark(standing: Standing) -> &'static str {
    match standing {
        Standing::Explains => "Y",
        Standing::LeavesOpen => "±",
        Standing::WouldChange => "·",
        Standing::Denies => "×",
        Standing::Silent => "",
    }
}

/// Whose option it is and how it stands.
impl LedgerFact {
    /// Whether every account stands to it like this.
    fn all_stand(&self, standing: Standing) -> bool {
        self.accounts.iter().all(|account| account.standing == standing)
    }
}

/// The same inside a sentence: `not “Settle” (the Taliban)`.
fn fact_quoted(fact: &LedgerFact) -> String {
    let not = if fact.taken { "" } else { "not " };
    let whose = fact.actor.as_ref().map(|actor| format!(" ({actor})")).unwrap_or_default();
    format!("{not}“{}”{whose}", fact.label)
}

fn fact_in_words(fact: &LedgerFact) -> String {
    let not = if fact.taken { "" } else { ", not" };
    match &fact.actor {
        Some(actor) => format!("{}{not}: {}", capital(actor), fact.label),
        None => fact.label.to_string(),
    }
}

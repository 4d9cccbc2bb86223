//! A comparison made for reading: in words first, then as a table, then what to watch for.

mod watch;

pub(super) use watch::whose_word;

use crate::accounts::SettingPattern;
use crate::answers::compare::build::{agree_on_today, wording};
use crate::answers::compare::{
    AccountComparison, Combination, Compared, ComparedAccount, ComparedOption, End, FromToday, Held, NamedSetting,
    Prediction, Separation,
};
use crate::answers::naming::{Names, listed};
use crate::model::{Model, OptionSet};
use crate::phrase::english::{capital, count, list, number, or_levels, or_list};
use crate::phrase::settings::Wording;
use crate::stability::Concept;
use crate::study::{LaidOut, StateName, Study};
use crate::text::analysis::TextOptions;
use crate::text::table::{Align, Table};
use crate::text::words::{column, padded, wrapped};
use std::cmp::Reverse;
use textwrap::core::display_width;

/// So many outcomes are named.
const NAMED: usize = 6;
/// So many lines of a kind are shown unless all are asked for.
const LINES: usize = 12;
/// Every option.
const ALL: SettingPattern = SettingPattern { taken: OptionSet::MAX, not_taken: OptionSet::MAX };
/// What a table of outcomes needs beside its columns.
const MARGINS: usize = 32;

impl AccountComparison {
    /// The whole comparison as text.
    pub fn text(&self, study: &Study, options: TextOptions) -> String {
        Page::new(self, study).text(options)
    }

    /// The watch list alone.
    pub fn watch_text(&self, study: &Study, options: TextOptions) -> String {
        Page::new(self, study).watch_text(options)
    }
}

/// A comparison with the words of its case.
struct Page<'a> {
    data: &'a AccountComparison,
    laid_out: Vec<&'a LaidOut>,
    /// The names of the states, account by account.
    state_names: Vec<(&'a str, Names<'a>)>,
    wording: Wording<'a>,
    /// What readers call the concepts.
    names: Vec<String>,
}

impl<'a> Page<'a> {
    fn new(data: &'a AccountComparison, study: &'a Study) -> Page<'a> {
        let laid_out = data.laid_out(study);
        let state_names = data.names().zip(&laid_out).map(|(id, laid_out)| (id, Names::new(study, laid_out))).collect();
        Page { data, state_names, wording: wording(&laid_out), laid_out, names: data.concept_names(study) }
    }

    fn text(&self, options: TextOptions) -> String {
        let width = options.width;
        let mut text = self.head(options);
        if self.data.accounts.len() > 1 {
            for at in self.readings() {
                text += &self.agreement(at, options);
                text += &self.differences(at, options);
            }
        }
        text += &self.courses(options);
        text += &self.table(width);
        text += &self.watch_list(options);
        text += &self.overview(width);
        text += &self.not_done(width);
        text
    }

    fn watch_text(&self, options: TextOptions) -> String {
        self.head(options) + &self.watch_list(options) + &self.not_done(options.width)
    }

    fn head(&self, options: TextOptions) -> String {
        let width = options.width;
        let mut text = format!("{}\n", self.data.header.case);
        if let Some(question) = &self.data.header.question {
            text += &wrapped("", question, width);
        }
        text += "\n";
        let names: Vec<&String> = self.readings().into_iter().map(|at| &self.names[at]).collect();
        let under = if names.is_empty() { String::new() } else { format!(", compared under {}", list(&names)) };
        text += &format!("{}{under}\n", capital(&count(self.data.accounts.len(), "account", "accounts")));
        let margin = column(self.data.names(), width);
        let each = |account: &ComparedAccount| {
            let title = account.title.as_deref().unwrap_or("");
            wrapped(&format!("  {}  ", padded(account.name(), margin)), title, width)
        };
        text + &some(self.data.accounts.iter().map(each), options.all)
    }

    /// The concepts under which the comparison is told in full, by place: the first, and SEQ.
    fn readings(&self) -> Vec<usize> {
        let seq = Concept::Seq.key(&[]);
        (0..self.data.concepts.len()).filter(|&at| at == 0 || self.data.concepts[at].concept == seq).collect()
    }

    /// ` under Nash`, where several readings are told.
    fn reading(&self, at: usize) -> String {
        if self.readings().len() > 1 { format!(" under {}", self.names[at]) } else { String::new() }
    }

    /// What would be so wherever it comes to rest, in every account.
    fn agreement(&self, at: usize, options: TextOptions) -> String {
        let width = options.width;
        let first = &self.data.concepts[at];
        let mut seen = SettingPattern::default();
        for (at, option) in first.options.iter().enumerate() {
            let fits: Vec<Prediction> =
                option.taken.values().copied().filter(|fit| *fit != Prediction::Silent).collect();
            match fits.first() {
                Some(Prediction::Always) if fits.iter().all(|fit| *fit == Prediction::Always) => {
                    seen = seen.and(SettingPattern::one(at, true))
                }
                Some(Prediction::Never) if fits.iter().all(|fit| *fit == Prediction::Never) => {
                    seen = seen.and(SettingPattern::one(at, false))
                }
                _ => {}
            }
        }
        let mut text = format!("\nWhere they agree{}\n", self.reading(at));
        let silent: Vec<&str> = self.silent(at);
        if !silent.is_empty() {
            let (under, it, they) =
                (&self.names[at], the_accounts(&silent), if silent.len() == 1 { "it" } else { "they" });
            let line =
                format!("Under {under} nothing holds in {it}, so of where it comes to rest {they} can say nothing.");
            text += &wrapped("  ", &line, width);
        }
        if silent.len() + 1 >= self.data.accounts.len() {
            return text;
        }
        if !first.options.is_empty() {
            let line = if seen.is_empty() {
                "There is no option of which all predict the same.".to_string()
            } else {
                let of = format!("{} of {}", self.rows(seen), count(self.rows(ALL), "option", "options"));
                let what = self.wording.clauses(seen).join("; ");
                format!(
                    "Wherever it comes to rest, {of} would be the same: {what}. None of that tells the accounts apart."
                )
            };
            text += &wrapped("  ", &line, width);
        }
        let each = |held: &Held| {
            let under = if held.accounts.len() == self.data.accounts.len() {
                "all accounts".to_string()
            } else {
                list(&held.accounts)
            };
            let outcomes = count(held.outcomes, "outcome holds", "outcomes hold");
            wrapped("  ", &format!("{} under {under}: {}.", capital(&outcomes), self.states(held)), width)
        };
        text += &some(first.held.iter().filter(|held| held.accounts.len() > 1).map(each), options.all);
        if first.held.iter().all(|held| held.accounts.len() == 1) {
            text += "  No outcome holds under more than one of them.\n";
        }
        text
    }

    /// Of how many options it is told how they are, a choice counted once, where it is told which level holds.
    fn rows(&self, seen: SettingPattern) -> usize {
        let options = self.wording.model.map(Model::options).unwrap_or_default().iter().enumerate();
        let told = options.filter(|(at, option)| match &option.level {
            Some(level) if seen == ALL => level.all.start == *at,
            Some(_) => seen.taken >> at & 1 == 1,
            None => (seen.taken | seen.not_taken) >> at & 1 == 1,
        });
        told.count()
    }

    /// The accounts in which nothing holds under a concept.
    fn silent(&self, at: usize) -> Vec<&str> {
        self.data.names().filter(|id| self.data.concepts[at].outcomes.get(*id) == Some(&0)).collect()
    }

    /// `“Deadlock” (state 7)`, or with `state 7 in leverage and 5 in isis` where accounts have numbers of their own.
    fn states(&self, held: &Held) -> String {
        let name = |listed: &NamedSetting| {
            let own: Vec<(&String, &StateName)> =
                listed.state.iter().filter(|(id, _)| held.accounts.contains(id)).collect();
            let (id, state) = own[0];
            if own.iter().all(|(_, other)| *other == state) {
                return (self.name(id, state), state.to_string());
            }
            let each: Vec<String> = own.iter().map(|(id, state)| format!("{state} in {id}")).collect();
            (self.name(id, state), list(&each))
        };
        let named: Vec<(Option<String>, String)> = held.listed.iter().take(NAMED).map(name).collect();
        let more = held.outcomes - named.len();
        listed(named, more)
    }

    /// What a state is called in the account of this name, without its number.
    fn name(&self, id: &str, state: &StateName) -> Option<String> {
        let names = self.state_names.iter().find(|(known, _)| *known == id).map(|(_, names)| names)?;
        names.name(names.laid_out().state(state)?)
    }

    /// The same with its number.
    fn called(&self, id: &str, state: &StateName) -> String {
        let number = format!("state {state}");
        self.name(id, state).map_or(number.clone(), |name| format!("{name} ({number})"))
    }

    /// What would be so in one account alone.
    fn differences(&self, at: usize, options: TextOptions) -> String {
        let width = options.width;
        let first = &self.data.concepts[at];
        let mut text = format!("\nWhere they part{}\n", self.reading(at));
        let each = |held: &Held| {
            let account = &held.accounts[0];
            let line = format!("Only the account {account} would end in {}", self.states(held));
            let line = match self.own(at, account) {
                Some(seen) => {
                    let what = self.wording.clauses(seen).join("; ");
                    let them = if held.outcomes == 1 { "There alone" } else { "In them, and in no other outcome," };
                    format!("{line}. {them} {what}.")
                }
                _ => format!("{line}."),
            };
            wrapped("  ", &line, width)
        };
        text += &some(first.held.iter().filter(|held| held.accounts.len() == 1).map(each), options.all);
        if first.held.iter().all(|held| held.accounts.len() != 1) {
            let line = format!(
                "What holds under {} does not tell them apart{}.",
                self.names[at],
                if at == 0 { self.elsewhere() } else { String::new() }
            );
            text += &wrapped("  ", &line, width);
        }
        text
    }

    /// What is so in all that holds in an account and in nothing that holds in the others, in the fewest words.
    fn own(&self, at: usize, account: &str) -> Option<SettingPattern> {
        let all = |one: &&Separation| one.account == account && one.against.len() + 1 == self.data.accounts.len();
        let own = self.data.concepts[at].separators.iter().find(all).filter(|own| own.exact)?;
        let bits = |keys: &[String]| self.wording.bits(keys);
        let seen = own
            .combinations
            .iter()
            .map(|one| SettingPattern { taken: bits(&one.taken), not_taken: bits(&one.not_taken) });
        seen.min_by_key(|seen| {
            (seen.len(), Reverse(self.wording.changes(*seen)), Reverse(seen.taken.count_ones()), *seen)
        })
    }

    /// Where else they part.
    fn elsewhere(&self) -> String {
        let mut others = self.data.concepts.iter().zip(&self.names).skip(1);
        let other = others.find(|(compared, _)| compared.part());
        other.map(|(_, name)| format!("; other concepts do, such as {name}")).unwrap_or_default()
    }

    /// Who would move from today, and where improvements lead.
    fn courses(&self, options: TextOptions) -> String {
        let width = options.width;
        let from_today = |account: &'a ComparedAccount| Some((account.name(), account.from_today.as_ref()?));
        let known: Vec<(&str, &FromToday)> = self.data.accounts.iter().filter_map(from_today).collect();
        if known.is_empty() {
            return "\nNothing says where things stand today, so nothing is said of what comes next.\n".into();
        }
        let mut text = "\nWhat each would have happen next\n".to_string();
        if !agree_on_today(&self.laid_out) {
            let line = "They do not begin at the same place, so first steps and ways are not compared.";
            text += &wrapped("  ", line, width);
        }
        text += &wrapped("  ", &self.movers(&known), width);
        let each = |(account, from_today): &(&str, &FromToday)| {
            wrapped("  ", &format!("Under the account {account} {}.", self.ends(account, from_today)), width)
        };
        text += &some(known.iter().map(each), options.all);
        let left_out: Vec<(usize, &str)> =
            known.iter().map(|(id, from_today)| (from_today.not_lean, *id)).filter(|(count, _)| *count > 0).collect();
        if !left_out.is_empty() {
            let each = left_out.iter().map(|(more, id)| format!("{} in {id}", number(*more)));
            let line = format!(
                "Left out are improvements that bundle what their actor wants with what it does not: {}. A part of each would \
                 serve it better.",
                list(&each.collect::<Vec<_>>())
            );
            text += &wrapped("  ", &line, width);
        }
        text
    }

    /// Where the paths of improvements end.
    fn ends(&self, account: &str, from_today: &FromToday) -> String {
        let Some(ends) = &from_today.ends else { return "there are too many improvements to follow".into() };
        let circles = if from_today.circles { ", or can go round without end" } else { "" };
        let each = |end: &End| {
            let moves = count(end.moves, "move", "moves");
            format!("in {} after {moves} at least", self.called(account, &end.state))
        };
        match ends.as_slice() {
            [] if from_today.circles => "improvements go round without end".into(),
            [] => "improvements lead to no state that all would keep".into(),
            [end] if end.moves == 0 => "things stay as they are".into(),
            many if many.len() <= NAMED => {
                format!("improvements end {}{circles}", or_list(&many.iter().map(each).collect::<Vec<_>>()))
            }
            many => format!("improvements can end in {}{circles}", count(many.len(), "state", "states")),
        }
    }

    /// Who could do better by a move of its own from today, and in which accounts.
    fn movers(&self, known: &[(&str, &FromToday)]) -> String {
        let mut groups: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
        for actor in self.wording.model.map(|model| model.actors.as_slice()).unwrap_or_default() {
            let moves = |from_today: &FromToday| from_today.movers.iter().any(|mover| mover.actor == actor.key);
            let accounts: Vec<&str> =
                known.iter().filter(|(_, from_today)| moves(from_today)).map(|(id, _)| *id).collect();
            match groups.iter_mut().find(|(known, _)| *known == accounts) {
                Some((_, actors)) => actors.push(&actor.in_text),
                None => groups.push((accounts, vec![&actor.in_text])),
            }
        }
        groups.retain(|(accounts, _)| !accounts.is_empty());
        groups.sort_by_key(|(accounts, _)| Reverse(accounts.len()));
        let clause = |(accounts, actors): &(Vec<&str>, Vec<&str>)| {
            let under = if accounts.len() == known.len() && known.len() > 1 {
                "in every account".to_string()
            } else {
                format!("under {}", the_accounts(accounts))
            };
            format!("{} {under}", list(actors))
        };
        let clauses: Vec<String> = groups.iter().map(clause).collect();
        if clauses.is_empty() {
            "From today nobody could do better by a move of its own.".into()
        } else {
            format!("From today these could do better by a move of their own: {}.", clauses.join("; "))
        }
    }

    /// How each option is in what holds, one column for each account.
    fn table(&self, width: usize) -> String {
        let (Some(first), Some(model)) = (self.data.concepts.first(), self.wording.model) else { return String::new() };
        let mut columns: Vec<&str> = self.data.names().collect();
        if self.wording.today.is_some() {
            columns.insert(0, "today");
        }
        let across: usize = columns.iter().map(|column| display_width(column) + 2).sum();
        if first.options.is_empty() || across + 30 > width {
            return String::new();
        }
        let mut rows: Vec<Vec<String>> = Vec::new();
        for actor in model.actors.iter().filter(|actor| !actor.options.is_empty()) {
            rows.push(std::iter::once(capital(&actor.name)).chain(columns.iter().map(|_| String::new())).collect());
            rows.extend(actor.options.clone().filter_map(|at| self.option_row(model, &first.options, at)));
        }
        let head = std::iter::once("").chain(columns).map(String::from).collect();
        let table = Table { head, rows, names: 1, align: &[Align::Centre] }.text(width);
        let levels = if model.options().iter().any(|option| option.level.is_some()) {
            "; of a choice the levels that it has there"
        } else {
            ""
        };
        let note = format!("Y taken in everything that holds, · in nothing, ± in some{levels}; * the accounts differ");
        format!("\nOption by option\n{table}{}", wrapped("  ", &note, width))
    }

    /// How an option is today and in each account, or a choice, which has one row with its level; nothing for its further levels.
    fn option_row(&self, model: &Model, options: &[ComparedOption], at: usize) -> Option<Vec<String>> {
        let option = &model.options()[at];
        let levels = option.level.as_ref().map(|level| level.all.clone());
        if levels.as_ref().is_some_and(|levels| levels.start != at) {
            return None;
        }
        let row = levels.clone().unwrap_or(at..at + 1);
        let text = |at: usize| model.options()[at].level.as_ref().map_or("Y", |level| level.text.as_str());
        let cell = |id: &str| {
            let fits = |at: usize| options[at].taken[id];
            let all: Vec<&str> = row.clone().filter(|&at| fits(at) == Prediction::Always).map(text).collect();
            let some = row.clone().filter(|&at| fits(at) == Prediction::Sometimes);
            let some: Vec<(usize, &str)> = some.map(|at| (at, text(at))).collect();
            match (levels.is_some(), all.first(), some.is_empty()) {
                (_, Some(level), _) => level.to_string(),
                (true, None, false) => or_levels(&some),
                _ => mark(fits(at)).to_string(),
            }
        };
        let taken = |today: OptionSet| row.clone().find(|at| today >> at & 1 == 1).map_or("·", text).to_string();
        let mut speaking = self.data.names().map(|id| row.clone().map(|at| options[at].taken[id]).collect::<Vec<_>>());
        let mut speaking = speaking.by_ref().filter(|fits| !fits.contains(&Prediction::Silent));
        let differ = speaking.next().is_some_and(|first| speaking.any(|fits| fits != first));
        let label = option.level.as_ref().map_or(&option.label, |level| &level.label);
        let name = format!("{}{label}", if differ { "* " } else { "  " });
        let cells = self.wording.today.map(taken).into_iter().chain(self.data.names().map(cell));
        Some(std::iter::once(name).chain(cells).collect())
    }

    /// How many outcomes each account has under each concept.
    fn overview(&self, width: usize) -> String {
        if self.data.concepts.len() < 2 {
            return String::new();
        }
        let every: Vec<&str> = self.data.names().collect();
        let across: usize = every.iter().map(|id| display_width(id).max(6) + 2).sum();
        let columns = if across + MARGINS > width { Vec::new() } else { every.clone() };
        let row = |(name, compared): (&String, &Compared)| {
            let of = |fits: &dyn Fn(usize) -> bool| {
                compared.held.iter().filter(|held| fits(held.accounts.len())).map(|held| held.outcomes).sum::<usize>()
            };
            let in_all = [of(&|n| n == every.len()), of(&|n| n == 1)];
            let counts = columns.iter().map(|id| compared.outcomes[*id]).chain(in_all);
            std::iter::once(name.clone()).chain(counts.map(number)).collect()
        };
        let head = ["Outcomes"].iter().chain(&columns).chain(&["in all", "in one"]);
        let table = Table {
            head: head.map(|head| head.to_string()).collect(),
            rows: self.names.iter().zip(&self.data.concepts).map(row).collect(),
            names: 1,
            align: &[Align::Right],
        };
        let text = format!("\n{}", table.text(width));
        text + &self.whatever_the_foresight(width)
    }

    /// For each account what is exact against all others under most concepts, if it is under more than one.
    fn whatever_the_foresight(&self, width: usize) -> String {
        let mut text = String::new();
        for account in self.data.names() {
            let mut exact: Vec<(Vec<&str>, &Combination)> = Vec::new();
            for (name, compared) in self.names.iter().zip(&self.data.concepts) {
                let from_all = |one: &&Separation| one.exact && one.against.len() + 1 == self.data.accounts.len();
                let own = compared.separators.iter().find(|one| one.account == account && from_all(one));
                for combination in own.into_iter().flat_map(|own| &own.combinations) {
                    match exact.iter_mut().find(|(_, known)| known.words == combination.words) {
                        Some((names, _)) => names.push(name),
                        None => exact.push((vec![name], combination)),
                    }
                }
            }
            let best = exact.iter().min_by_key(|(names, one)| (Reverse(names.len()), one.len()));
            if let Some((names, combination)) = best.filter(|(names, _)| names.len() > 1) {
                let line = format!("the account {account}, under {}: {}.", list(names), combination.words);
                text += &wrapped("  ", &line, width);
            }
        }
        if text.is_empty() {
            text
        } else {
            format!("\nTrue of all outcomes of one account alone, under several concepts at once\n{text}")
        }
    }

    fn not_done(&self, width: usize) -> String {
        let mut parts: Vec<String> =
            self.data.header.accounts_not_done.iter().map(|id| format!("the account {id}")).collect();
        parts.extend(self.data.concepts_not_done.iter().map(|concept| format!("the concept {concept}")));
        if parts.is_empty() {
            String::new()
        } else {
            format!("\n{}", wrapped("", &format!("Not done: {}.", list(&parts)), width))
        }
    }
}

/// Some of many lines, unless all are wanted.
fn some(lines: impl Iterator<Item = String>, all: bool) -> String {
    let mut lines: Vec<String> = lines.collect();
    let shown = if all || lines.len() <= LINES + 1 { lines.len() } else { LINES };
    let left_out = lines.split_off(shown).len();
    if left_out > 0 {
        lines.push(format!("  … and {} more\n", number(left_out)));
    }
    lines.concat()
}

/// `the account pay`, `the accounts pay and jobs`.
fn the_accounts(ids: &[&str]) -> String {
    format!("the {} {}", if ids.len() == 1 { "account" } else { "accounts" }, list(ids))
}

fn mark(fit: Prediction) -> &'static str {
    match fit {
        Prediction::Always => "Y",
        Prediction::Sometimes => "±",
        Prediction::Never => "·",
        Prediction::Silent => "",
    }
}

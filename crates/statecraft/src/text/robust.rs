//! What holds when preferences are not known exactly, made for reading.

use crate::answers::naming::{Names, listed};
use crate::answers::robust::{AccountRobustness, Robustness, Share};
use crate::phrase::english::{capital, count, list, number};
use crate::stability::Concept;
use crate::study::{StateName, Study};
use crate::text::analysis::TextOptions;
use crate::text::table::{Align, Table};
use crate::text::words::wrapped;

/// So many outcomes of an account are shown unless all are asked for.
const ROWS: usize = 10;

impl Robustness {
    /// The answer as text, with the words of the study that was asked; what it has not is called by its number.
    pub fn text(&self, study: &Study, options: TextOptions) -> String {
        let mut text = format!("{}\n", self.header.case);
        for account in &self.accounts {
            text += "\n";
            text += &account.id.as_ref().map(|id| format!("Account {id}\n")).unwrap_or_default();
            let laid_out = study.account(account.id.as_deref());
            text += &account.text(laid_out.map(|laid_out| Names::new(study, laid_out)).as_ref(), options);
        }
        match self.counted().0 {
            0 => text,
            _ => text + "\nShares in %. (*) holds with the preferences as they are written.\n",
        }
    }
}

impl AccountRobustness {
    fn text(&self, names: Option<&Names>, options: TextOptions) -> String {
        let mut first = self.said_first();
        if !self.as_ranked.is_empty() {
            first += &format!(" States that are not compared by {} count as they are ranked.", list(&self.as_ranked));
        }
        let mut text = wrapped("  ", &first, options.width);
        if self.counted() > 0 {
            text += &self.table(names, options);
        }
        text
    }

    /// What is compatible, and how much of it was looked at.
    fn said_first(&self) -> String {
        if self.compatible.is_empty() {
            let why = match self.doubt.as_str() {
                "marked" => "no line is marked unsure where it could stand elsewhere, no actor unknown",
                _ => "no actor has two lines that could change places, and none is unknown",
            };
            let only = if self.as_ranked.is_empty() { "is compatible" } else { "is looked at" };
            return format!("Only one order {only}, the one that is written: {why}.");
        }
        let orders = |(actor, orders): (&String, &Option<String>)| match orders {
            Some(orders) => format!("{} {orders}", self.name(actor)),
            None => format!("{} any", self.name(actor)),
        };
        let each: Vec<String> = self.compatible.iter().map(orders).collect();
        let doubt = match (self.doubt.as_str(), self.unknown.is_empty()) {
            ("marked", true) => "Compatible with what is known are these numbers of orders",
            ("marked", false) => {
                "Compatible with what is known are these numbers of orders, of an unknown actor any strict one"
            }
            (_, true) => "With every line one place higher or lower there are these numbers of orders",
            (_, false) => {
                "With every line one place higher or lower, and any strict order of an unknown actor, there are these numbers of orders"
            }
        };
        let counted = number(self.counted() as usize);
        let how = match (self.all, self.counted() == self.orders) {
            (_, false) => self.incomplete(),
            (true, true) => format!("All {counted} combinations were computed, so the shares are exact."),
            (false, true) => {
                format!("{counted} combinations were drawn (seed {}); in brackets an interval of 95 %.", self.seed)
            }
        };
        format!("{doubt}: {}. {how}", each.join(", "))
    }

    fn name<'n>(&'n self, actor: &'n str) -> &'n str {
        self.names.get(actor).map_or(actor, String::as_str)
    }

    /// What is counted and what is missing.
    fn incomplete(&self) -> String {
        let (counted, all) = (number(self.counted() as usize), number(self.orders as usize));
        let range = |(from, to): &(u64, u64)| match to - from {
            1 => number(*to as usize),
            _ => format!("{} to {}", number(*from as usize + 1), number(*to as usize)),
        };
        let missing = list(&self.missing().iter().map(range).collect::<Vec<_>>());
        match (self.counted(), self.all) {
            (0, _) => format!("None of the {all} combinations is counted here, so there are no shares."),
            (_, true) => format!(
                "Only {counted} of {all} combinations are counted here, and the shares are shares of these; missing are the numbers {missing}, without which nothing can be said of the whole."
            ),
            (_, false) => format!(
                "Only {counted} of {all} draws (seed {}) are counted here, and the shares are shares of these, in brackets an interval of 95 %; missing are the numbers {missing}.",
                self.seed
            ),
        }
    }

    /// The outcomes, those with the largest shares first.
    fn table(&self, names: Option<&Names>, options: TextOptions) -> String {
        let concepts: Vec<(String, String)> =
            Concept::USUAL.iter().map(|concept| (concept.key(&[]), concept.name(&[]))).collect();
        let keys: Vec<String> = concepts.iter().map(|(key, _)| key.clone()).collect();
        let rows = self.ranked(&keys);
        let shown = if options.all { rows.len() } else { rows.len().min(ROWS) };
        if shown == 0 {
            return "  No state holds under any of those counted.\n".to_string();
        }
        let row = |state: &&str| {
            let cells = keys.iter().map(|key| in_percent(self.share(key, state), self.all));
            std::iter::once(capital(&called(names, state))).chain(cells).collect()
        };
        let table = Table {
            head: std::iter::once("State".to_string()).chain(concepts.iter().map(|(_, name)| name.clone())).collect(),
            rows: rows[..shown].iter().map(row).collect(),
            names: 1,
            align: &[Align::Right],
        };
        let mut text = table.text(options.width);
        if shown < rows.len() {
            let more = count(rows.len() - shown, "more state", "more states");
            text += &format!("  … and {more}\n");
        }
        text + &self.certain(names, options.width)
    }

    /// What holds under every order, by the first concept under which something does.
    fn certain(&self, names: Option<&Names>, width: usize) -> String {
        let always = |concept: &Concept| {
            let counts = self.counts.get(&concept.key(&[]))?;
            let mut states: Vec<&str> =
                counts.0.iter().filter(|(_, hits)| **hits == self.counted()).map(|(state, _)| state.as_str()).collect();
            states.sort_by_key(|state| (state.len(), *state));
            let named = states.iter().map(|state| {
                (
                    names.and_then(|names| names.name(names.laid_out().state(&StateName::from(*state))?)),
                    state.to_string(),
                )
            });
            let some = match states.len() {
                0 => return None,
                1..=ROWS => listed(named, 0),
                many => number(many) + " states",
            };
            Some((concept.name(&[]), some))
        };
        let mut told: Vec<(Vec<String>, String)> = Vec::new();
        for (concept, some) in Concept::USUAL.iter().filter_map(always) {
            match told.iter_mut().find(|(_, known)| *known == some) {
                Some((concepts, _)) => concepts.push(concept),
                None => told.push((vec![concept], some)),
            }
        }
        let always: Vec<String> =
            told.iter().map(|(concepts, some)| format!("under {} {some}", list(concepts))).collect();
        if always.is_empty() {
            return String::new();
        }
        wrapped("  ", &format!("With every order looked at there hold {}.", always.join("; ")), width)
    }
}

/// What a state is called, with its number.
fn called(names: Option<&Names>, state: &str) -> String {
    names.map_or_else(|| format!("state {state}"), |names| names.of_name(&StateName::from(state)))
}

/// `64 (61–67)*`: the share, its interval where orders were drawn, and a star if it holds as written.
fn in_percent(share: Share, all: bool) -> String {
    let star = if share.written { "*" } else { " " };
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    let (low, high) = (percent(share.interval.0), percent(share.interval.1));
    let share = percent(share.share);
    if all || low == high { format!("{share}{star}") } else { format!("{share} ({low}–{high}){star}") }
}

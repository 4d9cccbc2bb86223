//! A sweep, made for reading.

use crate::answers::sweep::{Sweep, SweepPlan, SweptAccount, SweptCell};
use crate::phrase::english::{count, list, number};
use crate::phrase::names::Words;
use crate::robust::interval;
use crate::study::Study;
use crate::text::analysis::TextOptions;
use crate::text::table::{Align, Table};
use crate::text::words::wrapped;
use std::collections::BTreeMap;

/// So many outcomes of an account are shown unless all are asked for.
const ROWS: usize = 8;
/// So many readings of a plan are named.
const CELLS: usize = 12;

/// An outcome by its scenario and what is done in it.
type Outcome<'o> = (Option<&'o str>, &'o [String]);

impl SweepPlan {
    /// The plan as text.
    pub fn text(&self, width: usize) -> String {
        let mut text = format!("{}\n", self.header.case);
        let line = format!(
            "{}, {} orders in each at most (seed {}), in {}.",
            count(self.cells.len(), "reading", "readings"),
            number(usize::try_from(self.samples).unwrap_or(usize::MAX)),
            self.seed,
            count(usize::try_from(self.shards).unwrap_or(usize::MAX), "shard", "shards"),
        );
        text += &wrapped("", &line, width);
        text += &self.cells.iter().take(CELLS).map(|cell| wrapped("  ", &cell.name, width)).collect::<String>();
        let more = self.cells.len().saturating_sub(CELLS);
        if more > 0 { text + &format!("  … and {} more\n", number(more)) } else { text }
    }
}

impl Sweep {
    /// The answer as text, with the words of the study that was asked: for each account its outcomes by what is done in them, and in
    /// how much of the orders of each reading they hold under this concept.
    pub fn text(&self, study: &Study, concept: &str, options: TextOptions) -> String {
        let mut text = format!("{}\n", self.header.case);
        let ids: Vec<Option<String>> = self
            .cells
            .first()
            .map(|cell| cell.accounts.iter().map(|it| it.counted.id.clone()).collect())
            .unwrap_or_default();
        for id in ids {
            let rows: Vec<(&SweptCell, &SweptAccount)> = self
                .cells
                .iter()
                .filter_map(|cell| Some((cell, cell.accounts.iter().find(|account| account.counted.id == id)?)))
                .collect();
            text += &id.as_ref().map(|id| format!("\nAccount {id}\n")).unwrap_or("\n".into());
            text += &account(study, &rows, concept, options);
        }
        let note = "Shares in % of the orders that are compatible with what is known, under the concept asked for; in brackets an \
                    interval of 95 % where orders were drawn. A share is no probability of the outcome.";
        text + &format!("\n{}", wrapped("", note, options.width))
    }
}

fn account(study: &Study, rows: &[(&SweptCell, &SweptAccount)], concept: &str, options: TextOptions) -> String {
    // Outcomes are the same where the same is done in them; their numbers differ from reading to reading.
    let mut best: BTreeMap<Outcome, u64> = BTreeMap::new();
    // For each reading in how many orders each of them holds.
    let mut held: Vec<BTreeMap<Outcome, u64>> = Vec::new();
    for (_, account) in rows {
        let counts = account.counted.counts.get(concept).into_iter().flat_map(|counts| &counts.0);
        let told = counts.filter_map(|(state, holds)| {
            let about = account.states.get(state)?;
            Some(((about.scenario.as_deref(), about.taken.as_slice()), *holds))
        });
        let here: BTreeMap<_, _> = told.collect();
        for (outcome, holds) in &here {
            let most = best.entry(*outcome).or_default();
            *most = (*most).max(*holds);
        }
        held.push(here);
    }
    let mut outcomes: Vec<_> = best.into_iter().collect();
    outcomes.sort_by(|(one, holds), (other, more)| more.cmp(holds).then(one.cmp(other)));
    let left = outcomes.len().saturating_sub(if options.all { usize::MAX } else { ROWS });
    let mut text = String::new();
    for ((scenario, taken), _) in outcomes.iter().take(outcomes.len() - left) {
        let name = scenario.map(|title| format!("“{title}”: ")).unwrap_or_default();
        let done = if taken.is_empty() { "nothing is done".to_string() } else { done(study, taken) };
        text += &wrapped("  ", &format!("{name}{done}"), options.width);
        let row = |((cell, account), held): (&(&SweptCell, &SweptAccount), &BTreeMap<_, u64>)| {
            let holds = held.get(&(*scenario, *taken)).copied().unwrap_or(0);
            vec![format!("    {}", cell.cell.name), share(holds, account)]
        };
        let table = Table {
            head: vec!["    in the reading".into(), "holds in %".into()],
            rows: rows.iter().zip(&held).map(row).collect(),
            names: 1,
            align: &[Align::Right],
        };
        text += &table.text(options.width);
    }
    if outcomes.is_empty() {
        text += "  Nothing holds in any reading.\n";
    }
    if left > 0 {
        text + &format!("  … and {} that hold more seldom\n", count(left, "outcome", "outcomes"))
    } else {
        text
    }
}

/// What is done, each with whose it is.
fn done(study: &Study, taken: &[String]) -> String {
    let Some(first) = study.accounts.first() else { return taken.join(", ") };
    let words = Words(&first.model);
    let one = |key: &String| {
        let actor = key.split('.').next().unwrap_or_default();
        format!("“{}” ({})", words.option(key), words.actor(actor))
    };
    list(&taken.iter().map(one).collect::<Vec<_>>())
}

fn share(holds: u64, account: &SweptAccount) -> String {
    let orders = account.counted.orders;
    let percent = |share: f64| format!("{:.1}", share * 100.0);
    let share = percent(holds as f64 / orders.max(1) as f64);
    if account.counted.all {
        return share;
    }
    let (low, high) = interval(holds, orders);
    format!("{share} ({}–{})", percent(low), percent(high))
}

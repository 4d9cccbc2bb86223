//! The steps that led to the end, as each account has them.

use super::Page;
use crate::answers::compare::called;
use crate::answers::score::{AccountSteps, ScoredStep};
use crate::hindsight::{For, Legal};
use crate::phrase::english::capital;
use crate::text::table::{Align, Table};

impl Page<'_> {
    /// One table where all accounts have the same steps, as they mostly do; else one for each.
    pub(super) fn steps(&self) -> String {
        let all = &self.score.steps;
        let Some(first) = all.first().filter(|first| !first.steps.is_empty()) else { return String::new() };
        let same = |one: &ScoredStep, other: &ScoredStep| {
            (&one.date, &one.actor, &one.taken, &one.dropped)
                == (&other.date, &other.actor, &other.taken, &other.dropped)
        };
        let alike = all.iter().all(|of| {
            of.steps.len() == first.steps.len()
                && of.steps.iter().zip(&first.steps).all(|(one, other)| same(one, other))
        });
        let title = "\nThe steps, and what each was to whoever took it\n".to_string();
        if alike {
            return title + &self.table(&all.iter().collect::<Vec<_>>());
        }
        let one = |of: &AccountSteps| format!("  Account {}\n{}", called(of.account.as_deref()), self.table(&[of]));
        title + &all.iter().map(one).collect::<String>()
    }

    fn table(&self, accounts: &[&AccountSteps]) -> String {
        let head = ["Day", "Step"].map(String::from).to_vec();
        let ids = accounts.iter().map(|of| called(of.account.as_deref()).to_string());
        let steps = accounts.first().map(|of| of.steps.as_slice()).unwrap_or_default();
        let rows = steps.iter().enumerate().map(|(at, step)| {
            let verdicts = accounts.iter().map(|of| of.steps.get(at).map(verdict).unwrap_or_default());
            [step.date.clone(), self.step(step)].into_iter().chain(verdicts).collect()
        });
        let head = head.into_iter().chain(ids).collect();
        Table { head, rows: rows.collect(), names: 2, align: &[Align::Left] }.text(self.options.width)
    }

    fn step(&self, step: &ScoredStep) -> String {
        let options = || self.words.0.options().iter();
        let label = |key: &String| self.words.option(key).to_string();
        let drop = |key: &String| {
            let own = options().find(|option| option.key == *key).and_then(|option| option.drop.clone());
            own.unwrap_or_else(|| format!("no longer: {}", label(key)))
        };
        let parts = step.taken.iter().map(label).chain(step.dropped.iter().map(drop));
        format!("{}: {}", capital(self.words.actor(&step.actor)), parts.collect::<Vec<_>>().join("; "))
    }
}

fn verdict(step: &ScoredStep) -> String {
    match (step.legal, step.gain) {
        (Legal::Forbidden, _) => "its rules forbid it",
        (Legal::Lost, _) => "its rules forbade where it began",
        (Legal::NoMove, _) => "no move of the actor",
        (Legal::Yes, Some(For::Better)) => "a gain",
        (Legal::Yes, Some(For::Worse)) => "a loss",
        (Legal::Yes, _) => "neither",
    }
    .to_string()
}

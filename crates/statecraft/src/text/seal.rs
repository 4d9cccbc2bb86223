//! A seal, and the check of one, made for reading.

use super::words::wrapped;
use crate::answers::compare::called;
use crate::answers::seal::{Seal, SealChange, SealCheck, SealPart};
use crate::phrase::english::{capital, count, form, list};
use crate::sentences::concepts::name;
use crate::study::Study;

/// So many lines of what changed are shown unless all are asked for.
const MOST: usize = 6;

impl Seal {
    /// What was sealed, in short.
    pub fn text(&self, study: &Study, width: usize) -> String {
        let mut text = format!("{}\n", self.header.case);
        let accounts = count(self.accounts.len(), "account", "accounts");
        let concepts = count(self.concepts.len(), "concept", "concepts");
        let signs = count(self.indicators.len(), "sign", "signs");
        let by = self.by.as_ref().map_or("No day is named by which it should have come about.".to_string(), |by| {
            format!("It should have come about by {by}.")
        });
        let what = format!(
            "Sealed as of {}: what {accounts} {} under {concepts}, and {signs} to watch for. {by}",
            self.sealed,
            form(self.accounts.len() > 1, "predicts", "predict")
        );
        text += &wrapped("", &what, width);
        for account in &self.accounts {
            let outcomes: Vec<String> =
                account.outcomes.iter().map(|it| format!("{} {}", under(study, &it.concept), it.count)).collect();
            let line = format!("of {}; outcomes: {}", count(account.states, "state", "states"), outcomes.join(", "));
            text += &wrapped(&format!("  {}  ", called(account.account.as_deref())), &line, width);
        }
        let hash = format!("The case file has the SHA-256 {}.", self.sha256);
        text += &wrapped("", &hash, width);
        let claim = "A hash shows that nothing was changed since. That it was so on that day, only a commit, a letter or a time stamp shows.";
        text + &wrapped("", claim, width)
    }
}

impl SealCheck {
    /// Whether the case still says so, and what changed.
    pub fn text(&self, study: &Study, width: usize, all: bool) -> String {
        let mut text = format!("{}\n", self.header.case);
        let still = match (self.holds, self.same_case) {
            (true, true) => {
                format!("The case is still the one that was sealed on {}, and predicts the same.", self.sealed)
            }
            (true, false) => format!(
                "The case predicts what was sealed on {}. Its file is another now, in what changes no prediction.",
                self.sealed
            ),
            (false, true) => format!(
                "The case file is still the one that was sealed on {}, and yet it does not predict the same.",
                self.sealed
            ),
            (false, false) => {
                let what = count(self.changes.len(), "prediction has", "predictions have");
                format!("The case does not predict what was sealed on {}: {what} changed.", self.sealed)
            }
        };
        text += &wrapped("", &still, width);
        if let Some(program) = &self.other_program {
            text += &wrapped("", &format!("It was sealed by version {program} of the program."), width);
        }
        if !self.other_texts.is_empty() {
            let plural = if self.other_texts.len() == 1 { "The text of" } else { "The texts of" };
            text += &wrapped("", &format!("{plural} {} changed, or cannot be found.", list(&self.other_texts)), width);
        }
        for change in &self.changes {
            text += &wrapped("  ", &capital(&title(change, study)), width);
            text += &lines("no longer", &change.gone, width, all);
            text += &lines("new", &change.new, width, all);
        }
        text
    }
}

/// What readers call a concept.
fn under(study: &Study, key: &str) -> String {
    study.accounts.first().map_or(key.to_string(), |it| name(&it.model, key))
}

fn title(change: &SealChange, study: &Study) -> String {
    let what = match (change.part, &change.concept) {
        (SealPart::Outcomes, Some(concept)) => format!("the outcomes under {}", under(study, concept)),
        (SealPart::Outcomes, None) => "the outcomes".into(),
        (SealPart::AsOf, _) => "the day that the case describes".into(),
        (SealPart::By, _) => "the day by which things should have been seen".into(),
        (SealPart::Options, _) => "the options of the case".into(),
        (SealPart::Accounts, _) => "the accounts of the case".into(),
        (SealPart::States, _) => "how many states there are".into(),
        (SealPart::Today, _) => "where things stand".into(),
        (SealPart::FirstSteps, _) => "who would do what first".into(),
        (SealPart::Forecasts, _) => "how likely the analyst holds what".into(),
        (SealPart::Indicators, _) => "what is to be watched for".into(),
    };
    match &change.account {
        Some(account) => format!("account {account}: {what}"),
        None => what,
    }
}

fn lines(word: &str, items: &[String], width: usize, all: bool) -> String {
    let most = if all { usize::MAX } else { MOST };
    let shown = items.iter().take(most).map(|item| wrapped(&format!("    {word}: "), item, width));
    let more = items.len().saturating_sub(most);
    let rest = if more > 0 { format!("    … and {more} more\n") } else { String::new() };
    shown.collect::<String>() + &rest
}

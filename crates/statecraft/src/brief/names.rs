//! What outcomes and accounts are called on a page.

use crate::answers::apart::{Fixed, apart as fewest_options};
use crate::answers::brief::{Brief, BriefOutcome, Way};
use crate::model::Model;
use crate::phrase::english::{count, list, number};
use crate::study::Study;

/// An account by the first words of its title, in quotation marks: `“Leverage”`.
pub(super) fn account(study: &Study, id: &str) -> String {
    let title = study.case.account(id).and_then(|account| account.title.as_deref()).unwrap_or(id);
    let short = title.split_once(": ").map_or(title, |(short, _)| short);
    format!("“{short}”")
}

/// So many accounts are named one by one.
const MOST_NAMED: usize = 6;

/// `“Leverage” and “Spoiling”`; of many how many they are.
pub(super) fn accounts(study: &Study, ids: &[String]) -> String {
    if ids.len() > MOST_NAMED {
        return format!("{} of the {}", number(ids.len()), count(study.accounts.len(), "explanation", "explanations"));
    }
    list(&ids.iter().map(|id| account(study, id)).collect::<Vec<_>>())
}

/// What each outcome is called: its scenario, if no other outcome has the same; else the fewest options that tell it from the others.
/// Those that are told as exchanges do not count.
pub fn outcomes(study: &Study, brief: &Brief) -> Vec<String> {
    let Some(model) = study.accounts.first().map(|first| &first.model) else { return Vec::new() };
    let told: Vec<&BriefOutcome> = brief.outcomes.iter().filter(|outcome| !outcome.exchange).collect();
    let name = |outcome: &BriefOutcome| {
        let alone = told.iter().filter(|other| other.scenario == outcome.scenario).count() == 1;
        let title = outcome.scenario.as_deref().and_then(|key| study.case.scenario(key)).map(|found| &found.title);
        match title {
            Some(title) if alone => format!("“{title}”"),
            Some(title) => {
                let rivals = told.iter().copied().filter(|other| other.scenario == outcome.scenario);
                format!("“{title}” {}", apart(model, outcome, rivals))
            }
            None if told.len() == 1 => "the only outcome".to_string(),
            None if outcome.holds.iter().all(|holds| holds.way == Some(Way::Here)) => "today's situation".to_string(),
            None if model.options().is_empty() => {
                outcome.holds.first().map(|holds| format!("“{}”", holds.state)).unwrap_or_default()
            }
            None => format!("the outcome {}", apart(model, outcome, told.iter().copied())),
        }
    };
    brief.outcomes.iter().map(name).collect()
}

/// `with “Settle” (Taliban) and without “Host talks” (Iran)`: the fewest options that no other outcome has so, the first of several.
fn apart<'b>(model: &Model, outcome: &BriefOutcome, others: impl Iterator<Item = &'b BriefOutcome>) -> String {
    let fixed = |outcome: &BriefOutcome| {
        let taken = model.option_bits(&outcome.taken);
        Fixed { taken, not_taken: !taken }
    };
    let one = fixed(outcome);
    let one = Fixed { not_taken: model.to_tell(one.taken, one.not_taken), ..one };
    let chosen = fewest_options(one, &others.map(fixed).collect::<Vec<_>>());
    let options = (0..model.options().len()).filter(|at| chosen >> at & 1 == 1);
    let (with, without): (Vec<usize>, Vec<usize>) = options.partition(|at| one.taken >> at & 1 == 1);
    let labels = |options: &[usize]| {
        let label = |&at: &usize| {
            let option = &model.options()[at];
            match model.options().iter().filter(|other| other.label == option.label).count() {
                1 => format!("“{}”", option.label),
                _ => format!("“{}” ({})", option.label, model.actors()[option.actor.index()].name),
            }
        };
        options.iter().map(label).collect::<Vec<_>>()
    };
    let part =
        |word: &str, options: &[usize]| (!options.is_empty()).then(|| format!("{word} {}", list(&labels(options))));
    [part("with", &with), part("without", &without)].into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

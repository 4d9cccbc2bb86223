//! What outcomes and accounts are called on a page.

use crate::answers::apart::Fixed;
use crate::answers::brief::{Brief, BriefOutcome, Way};
use crate::answers::compare::build::wording;
use crate::answers::naming::{Name, apart_in_words, fixed, name};
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

/// What each outcome is called: its scenario, if no other outcome has the same; else what sets it apart from today or from the others.
/// Those that are told as exchanges do not count.
pub fn outcomes(study: &Study, brief: &Brief) -> Vec<String> {
    named(study, brief).into_iter().map(|name| name.text).collect()
}

/// The same, with whether a name tells all that is otherwise than today.
pub(super) fn named(study: &Study, brief: &Brief) -> Vec<Name> {
    let Some(model) = study.accounts.first().map(|first| &*first.model) else { return Vec::new() };
    let wording = wording(&study.accounts.iter().collect::<Vec<_>>());
    let fixed = |outcome: &BriefOutcome| {
        let known = outcome.holds.first().and_then(|holds| {
            let laid_out = study.account(holds.account.as_deref())?;
            Some(fixed(laid_out, laid_out.state(&holds.state)?))
        });
        known.unwrap_or(Fixed { taken: model.option_bits(&outcome.taken), not_taken: 0 })
    };
    let told: Vec<&BriefOutcome> = brief.outcomes.iter().filter(|outcome| !outcome.exchange).collect();
    let all: Vec<Fixed> = match told.as_slice() {
        [_] => brief.outcomes.iter().map(fixed).collect(),
        told => told.iter().map(|outcome| fixed(outcome)).collect(),
    };
    let name = |outcome: &BriefOutcome| {
        let rivals: Vec<Fixed> =
            told.iter().filter(|other| other.scenario == outcome.scenario).map(|other| fixed(other)).collect();
        let title = outcome.scenario.as_deref().and_then(|key| study.case.scenario(key)).map(|found| &found.title);
        let text = match title {
            Some(title) if rivals.len() <= 1 => format!("“{title}”"),
            Some(title) => format!("“{title}” {}", apart_in_words(model, fixed(outcome), &rivals)),
            None if model.options().is_empty() => in_graph(study, outcome),
            None if brief.outcomes.len() == 1 => "the only outcome".to_string(),
            None if outcome.holds.iter().all(|holds| holds.way == Some(Way::Here)) => {
                return Name { text: "today's situation".to_string(), from_today: true };
            }
            None => match name(wording, fixed(outcome), &all) {
                Some(name) => return name,
                None => in_graph(study, outcome),
            },
        };
        Name { text, from_today: false }
    };
    brief.outcomes.iter().map(name).collect()
}

/// What a state of a bare graph is called: its label, or its name.
fn in_graph(study: &Study, outcome: &BriefOutcome) -> String {
    let Some(holds) = outcome.holds.first() else { return String::new() };
    let title = study.account(holds.account.as_deref()).and_then(|of| of.title_of(of.state(&holds.state)?));
    title.map_or_else(|| format!("“{}”", holds.state), |title| format!("“{title}”"))
}

//! What an outcome is called.

use crate::accounts::SettingPattern;
use crate::answers::brief::bits;
use crate::answers::compare::build::wording;
use crate::diff::Judgement;
use crate::graph::{StateId, StateSpace};
use crate::phrase::english::list;
use crate::study::{LaidOut, Study};

/// The scenario of an outcome in the case where it holds, and what it is in words.
pub(super) fn in_words(study: &Study, account: Option<&str>, judgement: &Judgement) -> (Option<String>, String) {
    let Some(laid_out) = study.account(account) else {
        return (None, judgement.state.clone().unwrap_or_else(|| judgement.taken.join(", ")));
    };
    match state(laid_out, judgement) {
        Some(state) => (laid_out.scenario_of(state).map(|scenario| scenario.key.clone()), called(laid_out, state)),
        None => (None, judgement.state.clone().unwrap_or_else(|| judgement.taken.join(", "))),
    }
}

fn state(laid_out: &LaidOut, judgement: &Judgement) -> Option<StateId> {
    match &laid_out.graph.states {
        StateSpace::Named(_) => laid_out.graph.states.named(judgement.state.as_deref()?),
        StateSpace::Settings(states) => {
            let (taken, open) =
                (laid_out.model.option_bits(&judgement.taken), laid_out.model.option_bits(&judgement.open));
            let is_it = |state: &StateId| states.taken(*state) == taken && states.open(*state) == open;
            states.find(taken).filter(is_it).or_else(|| states.merged().into_iter().find(is_it))
        }
    }
}

/// What a state is called without its number: the title of its scenario, and how it differs from today.
pub(crate) fn called(laid_out: &LaidOut, state: StateId) -> String {
    let detail = detail(laid_out, state);
    match laid_out.scenario_of(state) {
        Some(scenario) => format!("“{}” ({detail})", scenario.title),
        None => detail,
    }
}

/// How it differs from today; everything that is done in it, where nothing is said of today.
fn detail(laid_out: &LaidOut, state: StateId) -> String {
    if let StateSpace::Named(names) = &laid_out.graph.states {
        return format!("state {}", names[state.index()]);
    }
    if Some(state) == laid_out.graph.status_quo {
        return "today's situation".into();
    }
    let wording = wording(&[laid_out]);
    let (taken, not_taken) = bits(laid_out, state);
    let told = wording.today.map_or(taken, |today| taken & !today);
    let gone = wording.today.map_or(0, |today| today & not_taken);
    let clauses = wording.clauses(SettingPattern { taken: told, not_taken: gone });
    match (clauses.is_empty(), wording.today) {
        (true, _) => "nobody does anything".into(),
        (false, Some(_)) => format!("as today, but {}", list(&clauses)),
        (false, None) => list(&clauses),
    }
}

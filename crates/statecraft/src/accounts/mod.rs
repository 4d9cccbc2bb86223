//! **accounts**: what separates rival explanations, and what follows when each actor believes its own.
//!
//! Each account is a model, so each predicts: where the conflict could rest (its *outcomes*, the states stable for every actor),
//! who would move first, and in what order things would change. Accounts may have rules of their own and hence states of
//! their own, so they are compared by *settings* of options (by names in bare graphs), never by numbers of states; a merged
//! state is all of its settings.
//!
//! A *sign* is a combination of option settings that somebody could see. It is exact for one account against others when it holds
//! in everything that the one predicts and in nothing that the others do. [`separators`] finds every smallest exact sign,
//! or, where there is none, those that separate most (`signs`). [`Course`] follows the improvements that lead on from today (`course`),
//! and says what comes before what. [`Hypergame`] has each actor decide by the account that it believes (`perceive`).

mod course;
mod perceive;
mod signs;

pub use course::{Course, Ends, FirstMove};
pub use perceive::{BelievedCourse, Hypergame, Surprising};
pub use signs::{MOST, Separators, Sets, SettingPattern, Share, separators};

use crate::graph::{Graph, StateId, StateSet, StateSpace};
use crate::model::OptionSet;

/// The settings that a set of states stands for, ascending; in a bare graph the positions of the states.
pub fn settings(graph: &Graph, set: &StateSet) -> Vec<OptionSet> {
    let mut found = Vec::with_capacity(set.len());
    set.iter().for_each(|state| found.extend(members(graph, state)));
    found.sort_unstable();
    found
}

/// The settings that are one state.
fn members(graph: &Graph, state: StateId) -> Vec<OptionSet> {
    match &graph.states {
        StateSpace::Settings(states) => states.members(state).into_owned(),
        StateSpace::Named(_) => vec![state.index() as OptionSet],
    }
}

/// The state that a setting is in this graph, if it is feasible there.
pub fn state_of(graph: &Graph, setting: OptionSet) -> Option<StateId> {
    match &graph.states {
        StateSpace::Settings(states) => states.find(setting),
        StateSpace::Named(names) => usize::try_from(setting).ok().filter(|&at| at < names.len()).map(StateId::new),
    }
}

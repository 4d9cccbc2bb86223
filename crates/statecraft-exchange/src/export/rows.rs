//! States as rows: the setting of each, and its rank for each actor, 1 the best.

use super::NotExported;
use statecraft::graph::{StateId, StateSpace};
use statecraft::model::OptionSet;
use statecraft::study::LaidOut;

/// For each actor the states by their numbers from 1, best first, ties in one list.
pub(super) fn best_first(laid_out: &LaidOut, actor: usize) -> Vec<Vec<usize>> {
    let ranks = &laid_out.graph.ranks[actor];
    let mut states: Vec<usize> = (0..ranks.len()).collect();
    states.sort_by_key(|state| (std::cmp::Reverse(ranks[*state]), *state));
    let lists = states.chunk_by(|one, next| ranks[*one] == ranks[*next]);
    lists.map(|list| list.iter().map(|state| state + 1).collect()).collect()
}

/// For each actor the rank of each state from 1, 1 the best.
pub(super) fn ranks(laid_out: &LaidOut) -> Vec<Vec<usize>> {
    let of = |actor| {
        let mut ranks = vec![0; laid_out.graph.len()];
        for (at, list) in best_first(laid_out, actor).into_iter().enumerate() {
            list.into_iter().for_each(|state| ranks[state - 1] = at + 1);
        }
        ranks
    };
    (0..laid_out.model.actors().len()).map(of).collect()
}

/// The headings of a table of states.
pub(super) fn headings(laid_out: &LaidOut) -> Vec<String> {
    let options = laid_out.model.options().iter().map(|option| option.key.clone());
    let ranks = laid_out.model.actor_keys().into_iter().map(|actor| format!("rank.{actor}"));
    std::iter::once("state".to_string()).chain(options).chain(ranks).collect()
}

/// The rows of a table of states: the name of a state, its options as 0 or 1, its ranks. A merged state has a row for each member.
pub(super) fn rows(laid_out: &LaidOut) -> impl Iterator<Item = (String, Vec<usize>)> + '_ {
    let ranks = ranks(laid_out);
    let options = laid_out.model.options().len();
    let members = |state: StateId| match &laid_out.graph.states {
        StateSpace::Settings(states) => states.members(state).into_owned(),
        StateSpace::Named(_) => vec![0],
    };
    laid_out.graph.state_ids().flat_map(move |state| {
        let name = laid_out.graph.state_name(state);
        let own: Vec<usize> = ranks.iter().map(|ranks| ranks[state.index()]).collect();
        let row = move |setting: OptionSet| {
            let setting = (0..options).map(|at| usize::from(setting >> at & 1 == 1));
            (name.clone(), setting.chain(own.iter().copied()).collect())
        };
        members(state).into_iter().map(row).collect::<Vec<_>>()
    })
}

pub(super) fn csv(laid_out: &LaidOut, notes: &mut Vec<String>) -> Result<Vec<u8>, NotExported> {
    let failed = |error: csv::Error| NotExported::Writer(error.to_string());
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(headings(laid_out)).map_err(failed)?;
    for (state, cells) in rows(laid_out) {
        out.write_record(std::iter::once(state).chain(cells.iter().map(usize::to_string))).map_err(failed)?;
    }
    notes.push(if matches!(laid_out.graph.states, StateSpace::Named(_)) {
        "not carried: moves, and the labels of states".into()
    } else {
        "not carried: the names and labels of actors and options".into()
    });
    out.into_inner().map_err(|error| NotExported::Writer(error.to_string()))
}

//! How large a graph will be, known before it is made; and how large it is.

use super::ranks::IN_TABLE;
use super::{Bytes, LimitReached, Limits, StateSpace, States};
use crate::diag::Span;
use crate::model::{Form, Model, OptionForm, Preference};

/// A name: its place in the list, its bytes, and what it takes to have a piece of memory.
const NAME: u64 = 24 + 8 + 24;
/// A move: where it ends, and a pair of states while the lists are made.
const MOVE: u64 = 4 + 8;

/// What is kept of each state: its setting or name; one bit for each option; a rank for each actor.
fn kept_per_state(model: &Model) -> u64 {
    let named = match &model.form {
        Form::Options(form) if form.rules.is_empty() && form.merges.is_empty() => 0,
        Form::Options(form) => {
            if form.options.len() > u64::BITS as usize {
                16
            } else {
                8
            }
        }
        Form::Graph(_) => NAME,
    };
    named + (model.options().len() as u64).div_ceil(8) + 4 * model.actors.len() as u64
}

/// What each state takes beside that, while it is ranked.
fn ranking_per_state(preference: &Preference) -> u64 {
    match preference {
        Preference::Statements(statements) => {
            let classes = if statements.len() > IN_TABLE { 2 + 8 } else { 0 };
            (statements.len() as u64).div_ceil(8) + classes
        }
        Preference::Weights(..) => 2 * size_of::<i128>() as u64,
        Preference::Ranking(..) => size_of::<Option<(u32, Span)>>() as u64 + NAME,
        Preference::Unknown(_) => 0,
    }
}

/// What each state takes at most, but for the moves.
fn bytes_per_state(model: &Model) -> u64 {
    kept_per_state(model) + model.preferences.iter().map(ranking_per_state).max().unwrap_or(0)
}

/// The memory of a graph with so many states, as far as it is known before the moves are laid out.
pub(super) fn bytes(model: &Model, states: usize) -> u64 {
    let moves = match &model.form {
        Form::Options(_) => 0,
        Form::Graph(form) => MOVE * form.moves.len() as u64 + starts(model, states),
    };
    bytes_per_state(model).saturating_mul(states as u64).saturating_add(moves)
}

/// For each actor where the moves from each state begin.
fn starts(model: &Model, states: usize) -> u64 {
    (size_of::<usize>() * model.actors.len() * states) as u64
}

/// The memory of states and ranks.
pub(super) fn kept(model: &Model, states: &StateSpace) -> u64 {
    kept_per_state(model) * states.len() as u64
}

/// Lists the states of an option form, unless there are too many of them or they take too much memory.
pub(super) fn states(model: &Model, form: &OptionForm, limits: &Limits) -> Result<States, LimitReached> {
    let fitting = usize::try_from(limits.bytes / bytes_per_state(model)).unwrap_or(usize::MAX);
    free(model, form, limits, fitting.min(limits.states))?;
    let within = Limits { states: fitting.min(limits.states), ..limits.clone() };
    States::enumerate(form, &within).map_err(|limit| match limit {
        LimitReached::States(most) if most < limits.states => {
            let needed = Bytes(bytes(model, most.saturating_add(1)));
            LimitReached::Memory { needed, allowed: Bytes(limits.bytes) }
        }
        other => other,
    })
}

/// Options that no rule mentions double the number of states, each of them, if there is any state.
fn free(model: &Model, form: &OptionForm, limits: &Limits, allowed: usize) -> Result<(), LimitReached> {
    let mentioned = form.rules.iter().fold(0, |all, rule| all | rule.kind.options());
    let free = form.options.len() - (mentioned.count_ones() as usize).min(form.options.len());
    let states = 1u64.checked_shl(free as u32).unwrap_or(u64::MAX);
    if states <= allowed as u64 || !any(form, limits) {
        return Ok(());
    }
    let needed = bytes_per_state(model).saturating_mul(states);
    if states <= limits.states as u64 {
        limits.allow(needed)
    } else {
        Err(LimitReached::Free { free, states, allowed: limits.states, bytes: Bytes(needed) })
    }
}

/// Whether the rules leave any state, as far as a short search tells.
fn any(form: &OptionForm, limits: &Limits) -> bool {
    let first = Limits { states: 0, steps: 1 << 20, ..limits.clone() };
    matches!(States::enumerate(form, &first), Err(LimitReached::States(_)))
}

//! How large a graph will be, known before it is made.

use super::{Bytes, LimitReached, Limits, States};
use crate::model::{Form, Model, OptionForm};

/// The memory for each state of a graph: its setting, twice while the list grows; one bit for each option; for each actor a
/// rank and a place among its cells; its point in the box.
fn bytes_per_state(model: &Model) -> u64 {
    let (options, actors) = (model.options().len() as u64, model.actors.len() as u64);
    16 + options.div_ceil(8) + 12 * actors + 4
}

/// The memory of a graph with so many states.
pub(super) fn bytes(model: &Model, states: usize) -> u64 {
    let moves = match &model.form {
        Form::Options(_) => 0,
        Form::Graph(form) => 24 * form.moves.len() as u64,
    };
    bytes_per_state(model).saturating_mul(states as u64).saturating_add(moves)
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
    let mentioned = form.rules.iter().fold(0u64, |all, rule| all | rule.kind.options());
    let free = form.options.len() - (mentioned.count_ones() as usize).min(form.options.len());
    let states = 1u64.checked_shl(free as u32).unwrap_or(u64::MAX);
    if states <= allowed as u64 || !any(form, limits) {
        return Ok(());
    }
    let needed = bytes_per_state(model).saturating_mul(states);
    match states <= limits.states as u64 {
        true => limits.allow(needed),
        false => Err(LimitReached::Free { free, states, allowed: limits.states, bytes: Bytes(needed) }),
    }
}

/// Whether the rules leave any state, as far as a short search tells.
fn any(form: &OptionForm, limits: &Limits) -> bool {
    let first = Limits { states: 0, steps: 1 << 20, ..limits.clone() };
    matches!(States::enumerate(form, &first), Err(LimitReached::States(_)))
}

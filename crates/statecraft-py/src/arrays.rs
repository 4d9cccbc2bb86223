//! Ranks and verdicts as arrays over the states of an account, in their order.
//!
//! Python hands arrays in through the buffer protocol, which shares their memory; out they go as bytes, written once. NumPy makes arrays of
//! these without another copy. So the crate needs no binding of NumPy.

use pyo3::buffer::PyBuffer;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use statecraft::graph::{Graph, Limits, StateSet};
use statecraft::model::ActorId;
use statecraft::stability::analyze_within;
use statecraft::study::{LaidOut, Refused};

/// Ranks as the bytes of numbers of 32 bits, in the order of the machine.
pub(crate) fn numbers<'py>(py: Python<'py>, ranks: &[u32]) -> PyResult<Bound<'py, PyBytes>> {
    PyBytes::new_with(py, size_of_val(ranks), |bytes| {
        bytes.chunks_exact_mut(4).zip(ranks).for_each(|(cell, rank)| cell.copy_from_slice(&rank.to_ne_bytes()));
        Ok(())
    })
}

/// A set as one byte for each state, 1 or 0.
pub(crate) fn truths<'py>(py: Python<'py>, states: usize, set: &StateSet) -> PyResult<Bound<'py, PyBytes>> {
    PyBytes::new_with(py, states, |bytes| {
        set.iter().for_each(|state| bytes[state.index()] = 1);
        Ok(())
    })
}

/// Ranks that Python handed in, for a graph of so many states.
pub(crate) fn ranks_in(py: Python<'_>, actor: &str, buffer: &PyBuffer<u32>, states: usize) -> PyResult<Vec<u32>> {
    if buffer.dimensions() != 1 || buffer.item_count() != states {
        let got = buffer.shape();
        return Err(PyValueError::new_err(format!(
            "ranks of {actor}: the account has {states} states, the array has the shape {got:?}; hand in one number for each state"
        )));
    }
    buffer.to_vec(py)
}

/// The states that hold for this actor, or for all, when some actors rank the states otherwise.
pub(crate) fn holding(
    laid_out: &LaidOut,
    concept: &str,
    actor: Option<ActorId>,
    ranks: Vec<(ActorId, Vec<u32>)>,
    limits: &Limits,
) -> Result<StateSet, Refused> {
    let concept = statecraft::stability::Concept::parse(concept, &laid_out.model.actor_keys())?;
    let again;
    let graph: &Graph = if ranks.is_empty() {
        &laid_out.graph
    } else {
        let mut graph = Graph::clone(&laid_out.graph);
        ranks.into_iter().for_each(|(actor, ranks)| graph.rerank(&laid_out.model, actor, ranks));
        again = graph;
        &again
    };
    let found = analyze_within(graph, &[concept], limits)?;
    if let Some(stopped) = found.stopped() {
        return Err(Refused::Limit(stopped));
    }
    Ok(actor.map_or_else(|| found.equilibria(concept), |actor| found.stable(concept, actor)))
}

//! A part of the conflict by itself: the same states and ranks, where only some options can be changed.

use super::arcs::Arcs;
use super::cells::{Cells, own_options};
use super::{Graph, LimitReached, Limits, Moves, StateSpace};
use crate::model::{ActorId, Form, Model, OptionSet};

/// A part of a graph, with the actors that can change something in it.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// The actors that own some of its options, ascending.
    pub(crate) actors: Vec<ActorId>,
    /// The states of the whole; ranks and moves of these actors, in this order.
    pub(crate) graph: Graph,
}

impl Graph {
    /// The graph in which only these options can be changed, one bit each. What the other options say stays as it is in each state, so
    /// that all their settings are looked at side by side. In a bare graph there are no options, and nobody can move.
    ///
    /// # Errors
    /// Its moves take more memory than allowed.
    pub(crate) fn within(&self, model: &Model, options: OptionSet, limits: &Limits) -> Result<Part, LimitReached> {
        let actors: Vec<ActorId> =
            model.actor_ids().filter(|&actor| own_options(model, actor) & options != 0).collect();
        let ranks: Vec<Vec<u32>> = actors.iter().map(|actor| self.ranks[actor.index()].clone()).collect();
        let moves = match (&model.form, &self.states) {
            (Form::Options(form), StateSpace::Settings(states))
                if form.merges.is_empty() && form.barred.is_empty() && form.follows.is_empty() =>
            {
                let mut taken = 0;
                let cells = |(&actor, ranks): (&ActorId, &Vec<u32>)| {
                    let cells = Cells::within(model, own_options(model, actor) & options, states, ranks);
                    taken += cells.bytes();
                    limits.allow(taken).map(|()| cells)
                };
                Moves::Cells(actors.iter().zip(&ranks).map(cells).collect::<Result<_, _>>()?)
            }
            (Form::Options(form), StateSpace::Settings(states)) => {
                Moves::Arcs(Arcs::within(model, form, states, (&actors, options), limits)?.into())
            }
            _ => Moves::Arcs([].into()),
        };
        let bytes = moves.bytes() + 4 * (actors.len() * self.len()) as u64;
        let graph = Graph { states: self.states.clone(), ranks, moves, warnings: Vec::new(), bytes, ..*self };
        Ok(Part { actors, graph })
    }
}

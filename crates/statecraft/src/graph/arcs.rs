//! The moves of one actor, arc by arc: for bare graphs, merged states and barred moves.

use super::cells::{Directions, own_options};
use super::{LimitReached, Limits, StateId, States};
use crate::model::{ActorId, Barred, GraphForm, Model, OptionForm, holds};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The moves of one actor, by where they begin.
#[derive(Clone, Debug)]
pub struct Arcs {
    /// For each state where its moves begin in the list of all.
    starts: Vec<usize>,
    ends: Vec<StateId>,
    /// The same by where they end, for those few who ask.
    turned: OnceLock<Box<Arcs>>,
}

impl Arcs {
    fn new(mut pairs: Vec<(StateId, StateId)>, states: usize) -> Arcs {
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = vec![0; states + 1];
        pairs.iter().for_each(|(from, _)| starts[from.index() + 1] += 1);
        (0..states).for_each(|at| starts[at + 1] += starts[at]);
        Arcs { starts, ends: pairs.iter().map(|&(_, to)| to).collect(), turned: OnceLock::new() }
    }

    /// How many states there are.
    pub fn states(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many moves there are.
    pub fn moves(&self) -> usize {
        self.ends.len()
    }

    /// The memory that they take.
    pub(super) fn bytes(&self) -> u64 {
        (size_of_val(&*self.starts) + size_of_val(&*self.ends)) as u64
    }

    /// The states that the actor can move to.
    pub fn from(&self, state: StateId) -> &[StateId] {
        &self.ends[self.starts[state.index()]..self.starts[state.index() + 1]]
    }

    /// The states from which the actor can move here, ascending.
    pub fn into(&self, state: StateId) -> &[StateId] {
        let states = (0..self.states()).map(StateId::new);
        let turned = || states.flat_map(|from| self.from(from).iter().map(move |&to| (to, from))).collect();
        self.turned.get_or_init(|| Box::new(Arcs::new(turned(), self.states()))).from(state)
    }

    /// The listed moves of a bare graph, for each actor.
    pub(super) fn of_graph(form: &GraphForm, actors: usize) -> Vec<Arcs> {
        let mut pairs = vec![Vec::new(); actors];
        form.moves.iter().for_each(|&(actor, from, to)| pairs[actor.index()].push((from, to)));
        pairs.into_iter().map(|pairs| Arcs::new(pairs, form.states.len())).collect()
    }

    /// The moves of an option form between its (merged) states, for each actor: from one to another where some members
    /// have the move.
    pub(super) fn of_options(
        model: &Model,
        form: &OptionForm,
        states: &States,
        limits: &Limits,
    ) -> Result<Vec<Arcs>, LimitReached> {
        let actors: Vec<ActorId> = model.actor_ids().collect();
        Arcs::within(model, form, states, (&actors, u64::MAX), limits)
    }

    /// The same for some actors, who can change only those of their options that are among these, one bit each.
    pub(super) fn within(
        model: &Model,
        form: &OptionForm,
        states: &States,
        (actors, options): (&[ActorId], u64),
        limits: &Limits,
    ) -> Result<Vec<Arcs>, LimitReached> {
        let (mut left, mut taken) = (limits.steps, 0);
        let directions = Directions::of(model);
        let arcs = actors.iter().map(|&actor| {
            let barred: Vec<&Barred> = form.barred.iter().filter(|barred| barred.actor == actor).collect();
            let own = own_options(model, actor) & options;
            let can = |from: u64, to: u64| {
                if !form.follows.is_empty() {
                    return form.can_move((actor, own), from, to);
                }
                directions.allow(from, to)
                    && !barred.iter().any(|barred| holds(&barred.from.tree, from) && holds(&barred.to.tree, to))
            };
            let cliques = cliques(own | form.followers(), states);
            let most: usize = cliques.values().map(|clique| clique.len() * clique.len()).sum();
            left = left.checked_sub(most).ok_or(LimitReached::Arcs(limits.steps))?;
            limits.allow(taken + size_of::<(StateId, StateId)>() as u64 * 2 * most as u64)?;
            let mut pairs = Vec::with_capacity(most);
            for clique in cliques.into_values() {
                for &(state, from) in &clique {
                    let targets = clique.iter().filter(|&&(other, to)| other != state && can(from, to));
                    pairs.extend(targets.map(|&(other, _)| (state, other)));
                }
            }
            let arcs = Arcs::new(pairs, states.len());
            taken += arcs.bytes();
            Ok(arcs)
        });
        arcs.collect()
    }
}

/// All settings with their states, by what they say of all other options than these: what an actor sets, and what can follow.
fn cliques(own: u64, states: &States) -> HashMap<u64, Vec<(StateId, u64)>> {
    let mut found: HashMap<u64, Vec<(StateId, u64)>> = HashMap::new();
    for state in (0..states.len()).map(StateId::new) {
        for &code in states.members(state).iter() {
            found.entry(code & !own).or_default().push((state, code));
        }
    }
    found
}

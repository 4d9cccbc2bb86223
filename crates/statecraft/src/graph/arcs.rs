//! The moves of one actor, arc by arc: for bare graphs, merged states and barred moves.

use super::cells::{Directions, own_options};
use super::{LimitReached, Limits, StateId, States};
use crate::model::{ActorId, Barred, GraphForm, Model, OptionForm, OptionSet, holds};
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
        Arcs::within(model, form, states, (&actors, OptionSet::MAX), limits)
    }

    /// The same for some actors, who can change only those of their options that are among these, one bit each.
    pub(super) fn within(
        model: &Model,
        form: &OptionForm,
        states: &States,
        (actors, options): (&[ActorId], OptionSet),
        limits: &Limits,
    ) -> Result<Vec<Arcs>, LimitReached> {
        let (mut left, mut taken) = (limits.steps, 0);
        let arcs = actors.iter().map(|&actor| {
            let moves = Moves {
                form,
                states,
                directions: Directions::of(model),
                actor,
                own: own_options(model, actor) & options,
            };
            let mut allow = |most: usize| {
                left = left.checked_sub(most).ok_or(LimitReached::Arcs(limits.steps))?;
                limits.allow(taken + size_of::<(StateId, StateId)>() as u64 * 2 * most as u64)
            };
            let arcs = Arcs::new(moves.pairs(&mut allow)?, states.len());
            taken += arcs.bytes();
            Ok(arcs)
        });
        arcs.collect()
    }
}

/// The moves of one actor in an option form.
struct Moves<'m> {
    form: &'m OptionForm,
    states: &'m States,
    directions: Directions,
    actor: ActorId,
    /// The options that it can set, one bit each.
    own: OptionSet,
}

impl Moves<'_> {
    /// All of them; `allow` is asked before so many pairs are looked at.
    fn pairs(
        &self,
        allow: &mut impl FnMut(usize) -> Result<(), LimitReached>,
    ) -> Result<Vec<(StateId, StateId)>, LimitReached> {
        if !self.form.follows.is_empty() {
            let settings = self.own_settings();
            allow(settings.len().saturating_mul(self.states.len()))?;
            return Ok(self.by_setting(&settings));
        }
        let cliques = cliques(self.own, self.states);
        let most = cliques.values().map(|clique| clique.len() * clique.len()).sum();
        allow(most)?;
        let mut pairs = Vec::with_capacity(most);
        let barred: Vec<&Barred> = self.form.barred.iter().filter(|barred| barred.actor == self.actor).collect();
        let can = |from: OptionSet, to: OptionSet| {
            self.directions.allow(from, to)
                && !barred.iter().any(|barred| holds(&barred.from.tree, from) && holds(&barred.to.tree, to))
        };
        for clique in cliques.into_values() {
            for &(state, from) in &clique {
                let targets = clique.iter().filter(|&&(other, to)| other != state && can(from, to));
                pairs.extend(targets.map(|&(other, _)| (state, other)));
            }
        }
        Ok(pairs)
    }

    /// How the actor's options are set in some state, each way once.
    fn own_settings(&self) -> Vec<OptionSet> {
        let states = (0..self.states.len()).map(StateId::new);
        let mut found: Vec<OptionSet> = states
            .flat_map(|state| self.states.members(state).iter().map(|code| code & self.own).collect::<Vec<_>>())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The moves found from what the actor sets: what follows is then known, and so is where each leads.
    fn by_setting(&self, settings: &[OptionSet]) -> Vec<(StateId, StateId)> {
        let mut pairs = Vec::new();
        for state in (0..self.states.len()).map(StateId::new) {
            for &from in self.states.members(state).iter() {
                let ends = settings.iter().filter_map(|set| self.form.move_to((self.actor, self.own), from, *set));
                let targets = ends.filter_map(|to| self.states.find(to)).filter(|other| *other != state);
                pairs.extend(targets.map(|other| (state, other)));
            }
        }
        pairs
    }
}

/// All settings with their states, by what they say of all other options than these.
fn cliques(own: OptionSet, states: &States) -> HashMap<OptionSet, Vec<(StateId, OptionSet)>> {
    let mut found: HashMap<OptionSet, Vec<(StateId, OptionSet)>> = HashMap::new();
    for state in (0..states.len()).map(StateId::new) {
        for &code in states.members(state).iter() {
            found.entry(code & !own).or_default().push((state, code));
        }
    }
    found
}

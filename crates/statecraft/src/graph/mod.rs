//! **graph**: the model laid out: its states, who can move where, and how each actor ranks them.
//!
//! [`Graph::explore`] enumerates the feasible states (`states`), gives every actor its moves and a rank for every state
//! (`ranks`). In option form an actor can move between all states that agree on the others' options; such a clique is
//! stored once, as a list of its members (`cells`), never as arcs. Bare graphs, and option forms with merged states or barred
//! moves, have arcs (`arcs`). Nothing here is quadratic in the number of states. What can only be seen once the states are
//! known (a ranking that misses one, a statement that can never matter) is found here (`findings`).

mod arcs;
mod cells;
mod findings;
mod lattice;
mod limits;
mod lists;
pub(crate) mod parallel;
mod ranking;
mod ranks;
mod reach;
mod size;
mod state_set;
mod states;
mod walk;
mod watch;
mod within;

pub use crate::model::StateId;
pub use arcs::Arcs;
pub(crate) use cells::Directions;
pub use cells::{Cell, Cells};
pub use lattice::{Axis, Bars, Lattice};
pub use limits::{Bytes, LimitReached, Limits};
pub(crate) use lists::Lists;
pub use ranking::fingerprint;
pub(crate) use ranking::place_in;
pub(crate) use reach::Reach;
pub use state_set::StateSet;
pub use states::States;
pub use watch::{Phase, Progress, Stop, Watch};
pub(crate) use within::Part;

use crate::diag::Diagnostic;
use crate::expr::Expr;
use crate::model::{ActorId, Form, Model, OptionId, Preference, Within};
use std::sync::Arc;

/// A model laid out.
#[derive(Clone, Debug)]
pub struct Graph {
    /// The states.
    pub states: StateSpace,
    /// The moves of all actors.
    pub moves: Moves,
    /// Whether rules bar moves, or something follows them.
    pub barred: bool,
    /// For each actor, the rank of each state; higher is preferred, equal is tied.
    pub ranks: Vec<Vec<u32>>,
    /// Today's state.
    pub status_quo: Option<StateId>,
    /// What is probably not meant.
    pub warnings: Vec<Diagnostic>,
    /// The memory that it takes, as estimated; while it was made it took some more.
    pub bytes: u64,
}

/// The states, in their order; graphs that differ in ranks alone share them.
#[derive(Clone, Debug)]
pub enum StateSpace {
    /// Settings of options, in ascending binary order.
    Settings(Arc<States>),
    /// The states of a bare graph, in the order declared.
    Named(Arc<[String]>),
}

/// The moves of all actors, in the form that suits them; graphs that differ in ranks alone share what does not follow the ranks.
#[derive(Clone, Debug)]
pub enum Moves {
    /// A box with one axis for each actor, along which it moves; such moves are transitive.
    Lattice(Arc<Lattice>),
    /// Cliques of states that an actor can move between, where a box would be mostly holes.
    Cells(Vec<Cells>),
    /// Arcs one by one; such moves need not be transitive.
    Arcs(Arc<[Arcs]>),
}

/// Why a model could not be laid out.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExploreError {
    /// The case contradicts itself in a way that only its states show.
    #[error("the case has {} errors", .0.len())]
    Invalid(Vec<Diagnostic>),
    /// There is more to do than allowed.
    #[error(transparent)]
    Limit(#[from] LimitReached),
}

impl Graph {
    /// Lays a model out.
    ///
    /// # Errors
    /// Rules that leave no state, a status quo that is not feasible, a ranking that is not one of all states, or a limit.
    pub fn explore(model: &Model, limits: &Limits) -> Result<Graph, ExploreError> {
        let watch = &limits.watch;
        watch.begin(Phase::States, 0);
        let states = match &model.form {
            Form::Options(form) => StateSpace::Settings(Arc::new(size::states(model, form, limits)?)),
            Form::Graph(form) => StateSpace::Named(form.states.as_slice().into()),
        };
        if states.is_empty() {
            return Err(ExploreError::Invalid(vec![findings::no_state(model)]));
        }
        limits.allow(size::bytes(model, states.len()))?;
        let mut notes = findings::Notes::default();
        watch.begin(Phase::Ranks, model.preferences.len());
        let mut ranks = Vec::new();
        for preference in &model.preferences {
            watch.check()?;
            ranks.push(ranks::ranks(model, &states, preference, &mut notes));
            watch.step();
        }
        let status_quo = findings::status_quo(model, &states, &mut notes);
        findings::options_that_never_change(model, &states, &mut notes);
        findings::scenarios(model, &states, &mut notes);
        if !notes.errors.is_empty() {
            return Err(ExploreError::Invalid(notes.errors));
        }
        watch.check()?;
        watch.begin(Phase::Moves, 0);
        let kept = size::kept(model, &states);
        let moves = Moves::of(model, &states, &ranks, &limits.less(kept))?;
        watch.check()?;
        let bytes = kept + moves.bytes();
        let barred = matches!(&model.form, Form::Options(form) if !form.barred.is_empty() || !form.follows.is_empty());
        Ok(Graph { states, moves, barred, ranks, status_quo, warnings: notes.warnings, bytes })
    }

    /// Gives an actor another order over the states; nothing else of the graph depends on it.
    pub fn rerank(&mut self, model: &Model, actor: ActorId, ranks: Vec<u32>) {
        if let (Moves::Cells(moves), StateSpace::Settings(states)) = (&mut self.moves, &self.states) {
            moves[actor.index()] = Cells::of(model, actor, states, &ranks);
        }
        self.ranks[actor.index()] = ranks;
    }

    /// The same states and moves, ranked as a model says that differs from this graph's in preferences alone.
    ///
    /// # Errors
    /// A ranking that is not one of all states.
    pub fn ranked_by(&self, model: &Model) -> Result<Graph, ExploreError> {
        self.ranked_again(model, None)
    }

    /// The same, where this graph was ranked by another model: who wants the same as in that keeps its ranks.
    ///
    /// # Errors
    /// As [`Graph::ranked_by`].
    pub(crate) fn ranked_again(&self, model: &Model, before: Option<&Model>) -> Result<Graph, ExploreError> {
        let (graph, errors) = self.ranked_anew(model, before);
        if errors.is_empty() { Ok(graph) } else { Err(ExploreError::Invalid(errors)) }
    }

    /// The same states and moves for a model that differs in the order of statements alone.
    pub(crate) fn reordered(&self, model: &Model) -> Graph {
        self.ranked_anew(model, None).0
    }

    fn ranked_anew(&self, model: &Model, before: Option<&Model>) -> (Graph, Vec<Diagnostic>) {
        let mut notes = findings::Notes::default();
        let rank = |(at, preference): (usize, &Preference)| {
            let same =
                before.and_then(|before| before.preferences.get(at)).filter(|old| old.wants_the_same(preference));
            let known = same.and_then(|_| self.ranks.get(at)).cloned();
            known.unwrap_or_else(|| ranks::ranks(model, &self.states, preference, &mut notes))
        };
        let ranks: Vec<Vec<u32>> = model.preferences.iter().enumerate().map(rank).collect();
        let moves = match (&self.moves, &self.states) {
            (Moves::Cells(_), StateSpace::Settings(states)) => {
                let cells = |actor: ActorId| Cells::of(model, actor, states, &ranks[actor.index()]);
                Moves::Cells(model.actor_ids().map(cells).collect())
            }
            (moves, _) => moves.clone(),
        };
        (Graph { ranks, moves, states: self.states.clone(), warnings: Vec::new(), ..*self }, notes.errors)
    }

    /// How many states there are.
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether there is no state; never true of an explored graph.
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// What readers call a state: its number from 1, or its name.
    pub fn state_name(&self, state: StateId) -> String {
        self.states.name(state)
    }

    /// The ids of all actors.
    pub fn actor_ids(&self) -> impl Iterator<Item = ActorId> + use<> {
        (0..self.ranks.len()).map(ActorId::new)
    }

    /// The ids of all states.
    pub fn state_ids(&self) -> impl Iterator<Item = StateId> + use<> {
        (0..self.len()).map(StateId::new)
    }

    /// The states where a statement is true; none in a bare graph, which has no options.
    pub fn holding(&self, statement: &Expr<OptionId>) -> StateSet {
        self.states.holding(statement)
    }
}

impl StateSpace {
    /// The states of a scenario.
    pub fn within(&self, within: &Within) -> StateSet {
        match within {
            Within::Where(statement) => self.holding(&statement.tree),
            Within::States(states) => StateSet::of(self.len(), |state| states.contains(&state)),
        }
    }

    fn holding(&self, statement: &Expr<OptionId>) -> StateSet {
        match self {
            StateSpace::Settings(states) => states.holding(statement),
            StateSpace::Named(names) => StateSet::empty(names.len()),
        }
    }

    /// How many states there are.
    pub fn len(&self) -> usize {
        match self {
            StateSpace::Settings(states) => states.len(),
            StateSpace::Named(names) => names.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number from 1, or the name.
    pub fn name(&self, state: StateId) -> String {
        match self {
            StateSpace::Settings(_) => (state.index() + 1).to_string(),
            StateSpace::Named(names) => names[state.index()].clone(),
        }
    }

    /// The state that readers call so.
    pub fn named(&self, name: &str) -> Option<StateId> {
        let position = match self {
            StateSpace::Settings(states) => {
                name.parse::<usize>().ok()?.checked_sub(1).filter(|&at| at < states.len())?
            }
            StateSpace::Named(names) => names.iter().position(|known| known == name)?,
        };
        Some(StateId::new(position))
    }
}

impl Moves {
    fn of(model: &Model, states: &StateSpace, ranks: &[Vec<u32>], limits: &Limits) -> Result<Moves, LimitReached> {
        Ok(match (&model.form, states) {
            (Form::Options(form), StateSpace::Settings(states)) => {
                let plain = form.merges.is_empty() && form.follows.is_empty();
                let mut taken = 0;
                let cells = |actor: ActorId| {
                    let cells = Cells::of(model, actor, states, &ranks[actor.index()]);
                    taken += cells.bytes(); // how many cells there are shows only when they are made
                    limits.allow(taken).map(|()| cells)
                };
                match if plain { Lattice::of(model, form, states) } else { None } {
                    Some(lattice) => {
                        limits.allow(lattice.bytes())?;
                        Moves::Lattice(Arc::new(lattice))
                    }
                    None if plain && form.barred.is_empty() => {
                        Moves::Cells(model.actor_ids().map(cells).collect::<Result<_, _>>()?)
                    }
                    None => Moves::Arcs(Arcs::of_options(model, form, states, limits)?.into()),
                }
            }
            (Form::Graph(form), _) => Moves::Arcs(Arcs::of_graph(form, model.actors.len()).into()),
            (Form::Options(_), StateSpace::Named(_)) => Moves::Arcs(Arc::new([])),
        })
    }

    /// The memory that they take.
    fn bytes(&self) -> u64 {
        match self {
            Moves::Lattice(lattice) => lattice.bytes(),
            Moves::Cells(moves) => moves.iter().map(Cells::bytes).sum(),
            Moves::Arcs(moves) => moves.iter().map(Arcs::bytes).sum(),
        }
    }
}

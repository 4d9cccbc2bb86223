//! From a model to its verdicts.

use super::NotSymbolic;
use super::focal::{Board, Mover};
use super::order::order;
use super::rules::Diagrams;
use super::set::Set;
use super::variables::Variables;
use super::work::Work;
use crate::expr::Expr;
use crate::graph::{LimitReached, Limits, Phase, parallel};
use crate::model::{ActorId, Form, MAX_OPTIONS, Model, OptionForm, OptionId, Preference, Today};
use crate::stability::Concept;
use biodivine_lib_bdd::Bdd;
use std::sync::{Arc, OnceLock};

/// The verdicts of a model, as sets.
#[derive(Clone, Debug)]
pub struct Symbolic {
    /// Its states.
    pub states: Set,
    concepts: Vec<Concept>,
    /// For each concept, for each actor, the states that are stable for it.
    stable: Vec<Vec<Set>>,
    /// For each concept, the states that are stable for all.
    outcomes: Vec<Set>,
}

/// The states of a model, without listing them.
///
/// # Errors
/// The model has what diagrams do not say, or a limit was reached.
pub fn feasible(model: &Model, limits: &Limits) -> Result<Set, NotSymbolic> {
    let form = said(model)?;
    let (variables, work) = (Arc::new(variables(model, form, 0)), Work::new(limits));
    let diagram = Diagrams { variables: &variables, work: &work }.feasible(form)?;
    Ok(Set { variables, diagram })
}

/// With more states than this, structured cases are quicker by diagrams than by a list, as measured (docs/performance.md).
const MANY: u128 = 1 << 20;
/// Ranks with more digits than this make diagrams larger than lists of so many states.
const DIGITS: usize = 12;
/// The memory for finding out whether a model suits.
const SHORTLY: u64 = 64 << 20;

/// Whether diagrams suit a model better than a list of its states: there are more states than may be listed; or there are many, rules
/// leave a part of the settings only, and no rank is made of many statements. A model with few states never does.
pub fn suits(model: &Model, limits: &Limits) -> bool {
    if model.options().len() <= MANY.ilog2() as usize {
        return false;
    }
    let shortly = Limits { bytes: limits.bytes.min(SHORTLY), ..limits.clone() };
    let Ok(states) = feasible(model, &shortly) else { return false };
    let count = states.count();
    let settings = 1u128.checked_shl(model.options().len() as u32).unwrap_or(u128::MAX);
    let is_structured = count < settings && digits(model) <= DIGITS;
    count > MANY && (count > limits.states as u128 || is_structured)
}

impl Symbolic {
    /// Computes what is stable for each actor under each of these concepts, which must be among [`Concept::USUAL`].
    ///
    /// # Errors
    /// The model has what diagrams do not say, it contradicts itself, or a limit was reached.
    pub fn of(model: &Model, concepts: &[Concept], limits: &Limits) -> Result<Symbolic, NotSymbolic> {
        if concepts.iter().any(|concept| !Concept::USUAL.contains(concept)) {
            return Err(NotSymbolic::Unsaid(
                "only Nash, GMR, SMR, SEQ and SymSEQ can be computed without listing states",
            ));
        }
        let form = said(model)?;
        let work = Work::new(limits);
        let variables = Arc::new(variables(model, form, digits(model)));
        let board = Board::of(model, form, Diagrams { variables: &variables, work: &work })?;
        let set = |diagram| Set { variables: variables.clone(), diagram };
        let states = set(board.feasible.clone());
        sound(model, &states)?;
        let tasks = tasks(model, concepts);
        limits.watch.begin(Phase::Verdicts, tasks.len());
        let over = OnceLock::new(); // the first limit that a task came up against: the others need not begin
        let stable = |&(concept, actor): &(Concept, ActorId)| {
            if let Some(limit) = over.get() {
                return Err(*limit);
            }
            let work = Work::new(limits);
            let found = Diagrams { variables: &variables, work: &work }.stable(&board, actor.index(), concept);
            limits.watch.step();
            found.inspect_err(|limit| _ = over.set(*limit))
        };
        let found: Vec<Result<Bdd, LimitReached>> = parallel::map(&tasks, stable);
        let found = found.into_iter().collect::<Result<Vec<Bdd>, _>>()?;
        let mut stable = vec![Vec::new(); concepts.len()];
        for ((concept, _), diagram) in tasks.iter().zip(found) {
            let at = concepts.iter().position(|asked| asked == concept).unwrap_or(0);
            stable[at].push(set(diagram));
        }
        let outcomes = stable.iter().map(|actors| outcomes(&states, actors, &work)).collect::<Result<_, _>>()?;
        Ok(Symbolic { states, concepts: concepts.to_vec(), stable, outcomes })
    }

    /// The concepts, in the order asked.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The states that are stable for an actor under a concept; none if the concept was not asked.
    pub fn stable(&self, concept: Concept, actor: ActorId) -> Option<&Set> {
        self.stable.get(self.place(concept)?)?.get(actor.index())
    }

    /// The states that are stable for every actor under a concept; none if the concept was not asked.
    pub fn outcomes(&self, concept: Concept) -> Option<&Set> {
        self.outcomes.get(self.place(concept)?)
    }

    /// The states where a statement is true.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn holding(&self, statement: &Expr<OptionId>, limits: &Limits) -> Result<Set, LimitReached> {
        let (variables, work) = (self.states.variables.clone(), Work::new(limits));
        let diagram = Diagrams { variables: &variables, work: &work }.holding(statement)?;
        let diagram = work.and(&diagram, &self.states.diagram)?;
        Ok(Set { variables, diagram })
    }

    fn place(&self, concept: Concept) -> Option<usize> {
        self.concepts.iter().position(|asked| *asked == concept)
    }
}

impl Board {
    fn of(model: &Model, form: &OptionForm, diagrams: Diagrams) -> Result<Board, NotSymbolic> {
        let feasible = diagrams.feasible(form)?;
        if feasible.is_true() && form.options.len() == MAX_OPTIONS {
            return Err(NotSymbolic::Unsaid("without any rule, so many options make more states than can be counted"));
        }
        let barred = !form.barred.is_empty();
        let mut actors = Vec::new();
        for (actor, id) in model.actors.iter().zip(model.actor_ids()) {
            let own = actor.own();
            let wants = diagrams.wants(model, id.index(), &feasible)?;
            let moves = diagrams.moves(form, id, own, &feasible, barred)?;
            let improvements = diagrams.improvements(&moves, &wants, own)?;
            actors.push(Mover { own, wants, moves, improvements });
        }
        Ok(Board { feasible, actors, barred })
    }
}

/// The form of a model of which all can be said by diagrams.
fn said(model: &Model) -> Result<&OptionForm, NotSymbolic> {
    let Form::Options(form) = &model.form else {
        return Err(NotSymbolic::Unsaid("a bare graph lists its states, so there is nothing to spare"));
    };
    if !form.merges.is_empty() {
        return Err(NotSymbolic::Unsaid("`same` rules make one state of several, which needs a list of the states"));
    }
    if !form.follows.is_empty() {
        return Err(NotSymbolic::Unsaid(
            "`then`, and options that are dropped where an actor ends, need a list of the states",
        ));
    }
    Ok(form)
}

/// The largest number of digits that a rank can have.
fn digits(model: &Model) -> usize {
    let digits = |preference: &Preference| match preference {
        Preference::Statements(wishes) => wishes.len(),
        Preference::Ranking(ranking) => (usize::BITS - ranking.lists.len().leading_zeros()) as usize,
        Preference::Weights(..) => (u128::BITS + usize::BITS) as usize, // of so many sums
        Preference::Unknown(_) => 0,
    };
    model.preferences.iter().map(digits).max().unwrap_or(0)
}

fn variables(model: &Model, form: &OptionForm, digits: usize) -> Variables {
    Variables::new(order(model, form), digits)
}

/// There are states, and today is one of them.
fn sound(model: &Model, states: &Set) -> Result<(), NotSymbolic> {
    let today = model.status_quo.as_ref().map(|today| today.today);
    match today {
        _ if states.is_empty() => Err(NotSymbolic::NoState),
        Some(Today::Taken(setting)) if !states.contains(setting) => Err(NotSymbolic::NoToday),
        _ => Ok(()),
    }
}

/// Each concept of each actor, those that take longest first.
fn tasks(model: &Model, concepts: &[Concept]) -> Vec<(Concept, ActorId)> {
    let actors = |concept: Concept| model.actor_ids().map(move |actor| (concept, actor));
    concepts.iter().rev().copied().flat_map(actors).collect()
}

fn outcomes(states: &Set, actors: &[Set], work: &Work) -> Result<Set, LimitReached> {
    let all = actors.iter().try_fold(states.diagram.clone(), |all, stable| work.and(&all, &stable.diagram))?;
    Ok(Set { diagram: all, ..states.clone() })
}

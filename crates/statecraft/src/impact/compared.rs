//! What holds before and after, outcome by outcome and verdict by verdict.

use super::Computed;
use crate::graph::{Graph, StateId, StateSpace};
use crate::model::OptionSet;
use crate::stability::{Concept, Found};

/// What changes in a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// In each account; none when nothing fell.
    pub accounts: Vec<AccountEffect>,
}

/// What changes in one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountEffect {
    /// Which account, by position.
    pub account: usize,
    /// Under each concept; or why nothing can be said.
    pub concepts: Result<Vec<ConceptEffect>, String>,
}

/// What changes under one concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConceptEffect {
    /// The concept.
    pub concept: Concept,
    /// Outcomes that hold no longer, as states of the graph before.
    pub lost: Vec<StateId>,
    /// Those among them that no longer exist, because an option is fixed or a move merged what was apart.
    pub gone: usize,
    /// Outcomes that held not before.
    pub gained: Outcomes,
    /// For each actor how many of the states that exist before and after it would keep before and not after, or the other way.
    pub verdicts: Vec<usize>,
}

/// Outcomes that exist only after the change, or held not before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// Those that are states of the graph before.
    pub known: Vec<StateId>,
    /// The settings, one bit for each option taken, of those that were none: a rule forbade them.
    pub new: Vec<OptionSet>,
}

impl Effect {
    /// How many outcomes are lost or gained, over all accounts and concepts.
    pub fn outcomes(&self) -> usize {
        self.concepts().map(|effect| effect.lost.len() + effect.gained.known.len() + effect.gained.new.len()).sum()
    }

    /// How many verdicts change, over all accounts, concepts and actors.
    pub fn verdicts(&self) -> usize {
        self.concepts().flat_map(|effect| &effect.verdicts).sum()
    }

    fn concepts(&self) -> impl Iterator<Item = &ConceptEffect> {
        self.accounts.iter().flat_map(|account| account.concepts.iter().flatten())
    }
}

/// Compares one account. Where its preferences name states by number, these must be the same states before and after.
pub(super) fn accounts(
    account: usize,
    concepts: &[Concept],
    before: &Computed,
    after: &Computed,
    ranked: bool,
) -> AccountEffect {
    let compared = match (before, after) {
        (Ok(before), Ok(after)) if ranked && !are_numbered_alike(&before.graph, &after.graph) => {
            Err("a ranking names states by number, and without it the numbers mean other states".to_string())
        }
        (Ok(before), Ok(after)) => {
            let to = Matched::of(&before.graph, &after.graph);
            Ok(concepts.iter().map(|&concept| to.under(concept, &before.found, &after.found)).collect())
        }
        (Err(reason), _) | (_, Err(reason)) => Err(reason.clone()),
    };
    AccountEffect { account, concepts: compared }
}

/// States before and after that are the same setting, or have the same name.
struct Matched<'g> {
    after: &'g Graph,
    /// None where they are the very same states.
    apart: Option<Places>,
}

/// Which states are which.
struct Places {
    /// For each state before, what it is after.
    later: Vec<Option<StateId>>,
    /// For each state after, what it was before.
    earlier: Vec<Option<StateId>>,
}

impl<'g> Matched<'g> {
    fn of(before: &Graph, after: &'g Graph) -> Matched<'g> {
        if before.states.are_shared(&after.states) {
            return Matched { after, apart: None };
        }
        let later: Vec<Option<StateId>> = before.state_ids().map(|state| same(before, state, after)).collect();
        let mut earlier = vec![None; after.len()];
        for (state, to) in before.state_ids().zip(&later) {
            if let Some(to) = to {
                earlier[to.index()] = Some(state);
            }
        }
        Matched { after, apart: Some(Places { later, earlier }) }
    }

    fn under(&self, concept: Concept, before: &Found, after: &Found) -> ConceptEffect {
        let (held, holding) = (before.equilibria(concept), after.equilibria(concept));
        let Some(places) = &self.apart else {
            let known = holding.difference(&held).iter().collect();
            let differ = |actor| {
                let (kept, keeping) = (before.stable(concept, actor), after.stable(concept, actor));
                kept.difference(&keeping).len() + keeping.difference(&kept).len()
            };
            return ConceptEffect {
                concept,
                lost: held.difference(&holding).iter().collect(),
                gone: 0,
                gained: Outcomes { known, new: Vec::new() },
                verdicts: self.after.actor_ids().map(differ).collect(),
            };
        };
        let is_left = |state: &StateId| places.later[state.index()].is_some_and(|to| holding.contains(to));
        let lost: Vec<StateId> = held.iter().filter(|state| !is_left(state)).collect();
        let gone = lost.iter().filter(|state| places.later[state.index()].is_none()).count();
        let mut gained = Outcomes::default();
        for state in holding.iter() {
            match (places.earlier[state.index()], &self.after.states) {
                (Some(earlier), _) if held.contains(earlier) => {}
                (Some(earlier), _) => gained.known.push(earlier),
                (None, StateSpace::Settings(states)) => gained.new.push(states.code(state)),
                (None, StateSpace::Named(_)) => {}
            }
        }
        let differ = |actor| {
            let (kept, keeping) = (before.stable(concept, actor), after.stable(concept, actor));
            let pairs = places.later.iter().enumerate().filter_map(|(at, to)| Some((StateId::new(at), (*to)?)));
            pairs.filter(|&(state, to)| kept.contains(state) != keeping.contains(to)).count()
        };
        ConceptEffect { concept, lost, gone, gained, verdicts: self.after.actor_ids().map(differ).collect() }
    }
}

fn are_numbered_alike(before: &Graph, after: &Graph) -> bool {
    before.states.are_shared(&after.states)
        || before.len() == after.len() && before.state_ids().all(|state| same(before, state, after) == Some(state))
}

/// The state of the other graph that is the same setting, or has the same name.
fn same(graph: &Graph, state: StateId, other: &Graph) -> Option<StateId> {
    match (&graph.states, &other.states) {
        (StateSpace::Settings(here), StateSpace::Settings(there)) => there.find(here.code(state)),
        _ => Some(state).filter(|state| state.index() < other.len()),
    }
}

//! What holds in one account, as sets of states by concept and actor.

use crate::answers::maps::Map;
use crate::graph::{Among, Graph, StateId, StateSet, StateSpace};
use crate::patterns::{Near, Pattern, Shared, nearest, patterns};
use crate::stability::{Concept, Found};
use crate::study::{LaidOut, StateName};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use std::sync::Arc;

/// What holds in one account.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verdicts {
    /// For each concept and actor the states that the actor would keep.
    pub stable: Map<Map<StateNames>>,
    /// For each concept the states that every actor would keep.
    pub equilibria: Map<StateNames>,
    /// The concepts that were not computed.
    pub not_done: Vec<String>,
    /// For each concept the equilibria as patterns; none in a bare graph, or where they are too mixed.
    pub patterns: Map<Option<Vec<Pattern>>>,
    /// For each concept what all equilibria have in common.
    pub shared: Map<Option<Shared>>,
    /// For each concept the equilibria that are nearest to today.
    pub nearest: Map<Vec<Near>>,
}

impl Verdicts {
    /// The sets that the engine found.
    pub(crate) fn new(laid_out: &LaidOut, found: &Found) -> Verdicts {
        let LaidOut { model, graph, .. } = laid_out;
        let keys = model.actor_keys();
        let stable = |concept| {
            let of = |actor| StateNames::of(graph, found.stable(concept, actor));
            keys.iter().zip(model.actor_ids()).map(|(key, actor)| (*key, of(actor))).collect()
        };
        Verdicts {
            stable: found.concepts().map(|concept| (concept.key(&keys), stable(concept))).collect(),
            equilibria: found
                .concepts()
                .map(|concept| (concept.key(&keys), StateNames::of(graph, found.equilibria(concept))))
                .collect(),
            not_done: found.not_done().iter().map(|concept| concept.key(&keys)).collect(),
            ..Verdicts::default()
        }
    }

    /// Adds the equilibria as patterns, what they share, and which are nearest to today.
    pub(crate) fn summarise(&mut self, laid_out: &LaidOut) {
        for (concept, states) in self.equilibria.iter() {
            let set = states.in_graph(&laid_out.graph);
            self.patterns.0.push((concept.into(), patterns(laid_out, &set)));
            self.shared.0.push((concept.into(), Shared::of(laid_out, &set)));
            self.nearest.0.push((concept.into(), nearest(laid_out, &set)));
        }
    }

    /// The memory that the engine's sets take, in bytes: those of each concept and actor.
    pub(crate) fn bytes(&self) -> u64 {
        let sets = self.stable.iter().flat_map(|(_, by_actor)| by_actor.iter());
        sets.map(|(_, states)| states.bytes()).sum()
    }

    /// The same as the engine's sets; concepts and actors that the model does not have are left out.
    pub(crate) fn found(&self, laid_out: &LaidOut) -> Found {
        let LaidOut { model, graph, .. } = laid_out;
        let keys = model.actor_keys();
        let sets = |by_actor: &Map<StateNames>| {
            let of = |key: &&str| by_actor.get(key).map(|states| states.in_graph(graph));
            keys.iter().map(of).collect::<Option<Vec<StateSet>>>()
        };
        let concept = |key: &str| Concept::parse(key, &keys).ok();
        let stable = self.stable.iter().filter_map(|(key, by_actor)| Some((concept(key)?, sets(by_actor)?)));
        let not_done = self.not_done.iter().filter_map(|key| concept(key));
        Found::from_sets(graph.len(), stable.collect(), not_done.collect())
    }
}

/// A set of states of one account; serialises as the list of their names, ascending.
///
/// Read back from such a list it knows its members and no other state.
#[derive(Clone, Debug)]
pub struct StateNames {
    set: Members,
    /// The names of all states, in a bare graph.
    names: Option<Arc<[String]>>,
}

/// Which states are in a set.
#[derive(Clone, Debug)]
enum Members {
    Any(StateSet),
    Among(Among),
}

impl StateNames {
    /// These states of a graph.
    pub(crate) fn of(graph: &Graph, set: StateSet) -> StateNames {
        StateNames { set: Members::Any(set), names: names(graph) }
    }

    /// The same for a set of some states.
    pub(crate) fn among(graph: &Graph, set: Among) -> StateNames {
        StateNames { set: Members::Among(set), names: names(graph) }
    }

    fn states(&self) -> Box<dyn Iterator<Item = StateId> + '_> {
        match &self.set {
            Members::Any(set) => Box::new(set.iter()),
            Members::Among(set) => Box::new(set.iter()),
        }
    }

    /// The memory that the set takes.
    pub(crate) fn bytes(&self) -> u64 {
        match &self.set {
            Members::Any(set) => set.states().div_ceil(8) as u64,
            Members::Among(set) => set.bytes(),
        }
    }

    /// The names, ascending.
    pub fn iter(&self) -> impl Iterator<Item = StateName> + '_ {
        self.states().map(|state| match &self.names {
            None => StateName::Number(state.index() as u64 + 1),
            Some(names) => StateName::Name(names[state.index()].clone()),
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.set {
            Members::Any(set) => set.len(),
            Members::Among(set) => set.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a state is among them.
    pub fn contains(&self, name: &StateName) -> bool {
        let has = |state: StateId| match &self.set {
            Members::Any(set) => state.index() < set.states() && set.contains(state),
            Members::Among(set) => set.contains(state),
        };
        match (name, &self.names) {
            (StateName::Number(number), None) => usize::try_from(*number)
                .ok()
                .and_then(|number| number.checked_sub(1))
                .is_some_and(|at| has(StateId::new(at))),
            (StateName::Name(_), Some(_)) => self.iter().any(|known| known == *name),
            _ => false,
        }
    }

    /// The set in the graph of its account; states that the graph does not have are left out.
    pub(crate) fn in_graph(&self, graph: &Graph) -> StateSet {
        if let Members::Any(set) = &self.set
            && set.states() == graph.len()
        {
            return set.clone();
        }
        let mut set = StateSet::empty(graph.len());
        self.iter().filter_map(|name| graph.states.named(&name.to_string())).for_each(|state| set.insert(state));
        set
    }
}

/// The names of all states, in a bare graph.
fn names(graph: &Graph) -> Option<Arc<[String]>> {
    match &graph.states {
        StateSpace::Settings(_) => None,
        StateSpace::Named(names) => Some(names.clone()),
    }
}

impl PartialEq for StateNames {
    fn eq(&self, other: &StateNames) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Serialize for StateNames {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for StateNames {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<StateNames, D::Error> {
        let listed = Vec::<StateName>::deserialize(deserializer)?;
        let number = |name: &StateName| match name {
            StateName::Number(number) => usize::try_from(*number).ok().and_then(|number| number.checked_sub(1)),
            StateName::Name(_) => None,
        };
        if let Some(numbers) = listed.iter().map(number).collect::<Option<Vec<usize>>>() {
            let states = numbers.iter().max().map_or(0, |most| most + 1);
            if states > MOST_READ {
                return Err(serde::de::Error::custom(format!("there is no state {states}")));
            }
            let mut set = StateSet::empty(states);
            numbers.into_iter().for_each(|at| set.insert(StateId::new(at)));
            return Ok(StateNames { set: Members::Any(set), names: None });
        }
        let names: Vec<String> = listed.iter().map(StateName::to_string).collect();
        Ok(StateNames { set: Members::Any(StateSet::full(names.len())), names: Some(names.into()) })
    }
}

/// No case has more states than this.
const MOST_READ: usize = 1 << 28;

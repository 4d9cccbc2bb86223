//! What holds in one account, for programs; sets of states stay sets until they are written.

use crate::graph::StateSet;
use crate::model::ActorId;
use crate::patterns::{Patterns, Shared, nearest};
use crate::stability::{Concept, Found};
use crate::study::LaidOut;
use crate::study::StateName;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// What holds in one account.
///
/// Serialises as `stable`, for each concept and actor the stable states; `equilibria`, for each concept the states that are
/// stable for all; `not_done`, the concepts that were not computed; and for the equilibria of each concept `patterns`, `shared`
/// and `nearest`. Lists are made state by state while they are written.
#[derive(Debug)]
pub struct Verdicts<'c> {
    pub(crate) laid_out: &'c LaidOut,
    pub(crate) found: Found,
}

/// A set of states; serialises as the list of their names.
#[derive(Clone, Debug)]
pub struct StateNames<'c> {
    pub(crate) laid_out: &'c LaidOut,
    /// The states.
    pub set: StateSet,
}

impl<'c> Verdicts<'c> {
    /// The states that an actor would keep under a concept.
    pub fn stable(&self, concept: Concept, actor: ActorId) -> StateNames<'c> {
        StateNames { laid_out: self.laid_out, set: self.found.stable(concept, actor) }
    }

    /// The states that every actor would keep under a concept.
    pub fn equilibria(&self, concept: Concept) -> StateNames<'c> {
        StateNames { laid_out: self.laid_out, set: self.found.equilibria(concept) }
    }

    /// Everything as sets.
    pub fn found(&self) -> &Found {
        &self.found
    }
}

impl<'c> StateNames<'c> {
    /// These states of an account.
    pub(crate) fn of(laid_out: &'c LaidOut, set: StateSet) -> StateNames<'c> {
        StateNames { laid_out, set }
    }

    /// The names, ascending.
    pub fn iter(&self) -> impl Iterator<Item = StateName> + '_ {
        self.set.iter().map(|state| StateName::of(&self.laid_out.graph, state))
    }
}

impl Serialize for StateNames<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl Serialize for Verdicts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let equilibria = |concept| self.found.equilibria(concept);
        let actors = self.laid_out.model.actor_keys();
        let keys = |concepts: &[Concept]| concepts.iter().map(|concept| concept.key(&actors)).collect::<Vec<_>>();
        let mut map = serializer.serialize_map(Some(6))?;
        map.serialize_entry("stable", &self.by_concept(|concept| ByActor { verdicts: self, concept }))?;
        map.serialize_entry("equilibria", &self.by_concept(|concept| self.equilibria(concept)))?;
        map.serialize_entry("not_done", &keys(self.found.not_done()))?;
        map.serialize_entry("patterns", &self.by_concept(|at| Patterns::of(self.laid_out, &equilibria(at))))?;
        map.serialize_entry("shared", &self.by_concept(|at| Shared::of(self.laid_out, &equilibria(at))))?;
        map.serialize_entry("nearest", &self.by_concept(|at| nearest(self.laid_out, &equilibria(at))))?;
        map.end()
    }
}

impl<'c> Verdicts<'c> {
    fn by_concept<F: Fn(Concept) -> T, T>(&self, value: F) -> ByConcept<'_, 'c, F> {
        ByConcept { verdicts: self, value }
    }
}

/// A map from concepts to what is made of each when it is written.
struct ByConcept<'v, 'c, F> {
    verdicts: &'v Verdicts<'c>,
    value: F,
}

impl<F: Fn(Concept) -> T, T: Serialize> Serialize for ByConcept<'_, '_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let actors = self.verdicts.laid_out.model.actor_keys();
        let concepts = self.verdicts.found.concepts();
        serializer.collect_map(concepts.map(|concept| (concept.key(&actors), (self.value)(concept))))
    }
}

/// A map from actors to the states that each would keep.
struct ByActor<'v, 'c> {
    verdicts: &'v Verdicts<'c>,
    concept: Concept,
}

impl Serialize for ByActor<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let model = &self.verdicts.laid_out.model;
        let actors = model.actors.iter().zip(model.actor_ids());
        serializer.collect_map(actors.map(|(actor, id)| (actor.key.as_str(), self.verdicts.stable(self.concept, id))))
    }
}

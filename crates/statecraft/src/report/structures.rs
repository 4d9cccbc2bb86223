//! What follows when preferences are read as more than an order, or less; as data.

use super::verdicts::StateNames;
use super::{Analysis, LaidOut};
use crate::graph::{LimitReached, Limits, StateSet};
use crate::stability::Concept;
use crate::structures::{self, Compatible, Extension, NotListed, STRONG, Ties, Verdicts};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Which structures of preference are asked about, under which concepts.
#[derive(Clone, Debug, Default)]
pub struct StructuresAsked {
    /// Attitudes, in this reading.
    pub attitudes: Option<Ties>,
    /// Strength of preference.
    pub strength: bool,
    /// Unknown preference: these extensions, and all compatible orders.
    pub unknown: Vec<Extension>,
    /// Some of [`structures::CONCEPTS`].
    pub concepts: Vec<Concept>,
}

/// What follows, account by account; what was not asked for is left out.
#[derive(Debug, Default, serde::Serialize)]
pub struct Structures<'c> {
    /// When actors follow their attitudes: one reading, `weak` or `strict`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attitudes: Vec<Readings<'c>>,
    /// How strongly: `general`, `weak`, `strong`; and where there are higher degrees `level_1`, `level_3` and so on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub strength: Vec<Readings<'c>>,
    /// Where something is unknown: `a` to `d`, then `in_all_orders` and `in_some_orders` if these were listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<Readings<'c>>,
}

/// The verdicts of one account in several readings.
#[derive(Debug)]
pub struct Readings<'c> {
    pub(super) laid_out: &'c LaidOut,
    /// Each by its name.
    pub readings: Vec<(String, Vec<Verdicts>)>,
    /// How many compatible orders there are, or why they were not listed; none where nobody asked.
    pub orders: Option<Result<u128, String>>,
}

impl<'c> Analysis<'c> {
    /// Adds what follows under other structures of preference. Within limits: [`Analysis::stopped`] says why something is missing.
    pub fn read_as(&mut self, asked: &StructuresAsked, limits: &Limits) {
        let taken = |account: &super::AccountAnalysis| account.laid_out().graph.bytes + account.found().bytes();
        let limits = limits.less(self.accounts.iter().map(taken).sum());
        for at in 0..self.accounts.len() {
            if let Err(limit) = self.read_account(self.accounts[at].laid_out(), asked, &limits) {
                self.stopped.get_or_insert(limit);
                return;
            }
        }
    }

    fn read_account(
        &mut self,
        laid_out: &'c LaidOut,
        asked: &StructuresAsked,
        limits: &Limits,
    ) -> Result<(), LimitReached> {
        let LaidOut { model, graph, .. } = laid_out;
        let concepts = &asked.concepts;
        let found = &mut self.structures;
        if let Some(ties) = asked.attitudes {
            let verdicts = structures::attitudes(graph, model, ties, concepts, limits)?;
            let readings = vec![(ties.key().to_string(), verdicts)];
            found.attitudes.push(Readings { laid_out, readings, orders: None });
        }
        if asked.strength {
            let readings = by_strength(structures::strength(graph, model, concepts, limits)?);
            found.strength.push(Readings { laid_out, readings, orders: None });
        }
        if !asked.unknown.is_empty() {
            let verdicts = structures::unknown(graph, model, &asked.unknown, concepts, limits)?;
            let mut readings: Vec<_> =
                asked.unknown.iter().map(|extension| extension.key().to_string()).zip(verdicts).collect();
            let orders = match structures::compatible(graph, model, concepts, limits) {
                Ok(Compatible { orders, in_all, in_some }) => {
                    readings.extend([("in_all_orders".to_string(), in_all), ("in_some_orders".into(), in_some)]);
                    Ok(orders)
                }
                Err(NotListed::Limit(limit)) => return Err(limit),
                Err(other) => Err(other.to_string()),
            };
            found.unknown.push(Readings { laid_out, readings, orders: Some(orders) });
        }
        Ok(())
    }
}

/// The levels by name, with what is stable in general and not strongly; other levels than the strong one only if there are higher.
fn by_strength(levels: Vec<Vec<Verdicts>>) -> Vec<(String, Vec<Verdicts>)> {
    let weak = |(general, strong): (&Verdicts, &Verdicts)| Verdicts {
        concept: general.concept,
        stable: general.stable.iter().zip(&strong.stable).map(|(general, strong)| general.difference(strong)).collect(),
        equilibria: general.equilibria.difference(&strong.equilibria),
    };
    let weak = levels[0].iter().zip(&levels[STRONG]).map(weak).collect();
    let mut named = vec![("general".to_string(), levels[0].clone()), ("weak".into(), weak)];
    named.push(("strong".into(), levels[STRONG].clone()));
    if levels.len() > STRONG + 1 {
        let by_level = levels.into_iter().enumerate().filter(|(level, _)| ![0, STRONG].contains(level));
        named.extend(by_level.map(|(level, verdicts)| (format!("level_{level}"), verdicts)));
    }
    named
}

impl<'c> Readings<'c> {
    pub(super) fn names(&self, set: &StateSet) -> StateNames<'c> {
        StateNames { laid_out: self.laid_out, set: set.clone() }
    }
}

impl Serialize for Readings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.laid_out.account.id())?;
        for (name, verdicts) in &self.readings {
            map.serialize_entry(name, &Reading { of: self, verdicts })?;
        }
        if let Some(orders) = &self.orders {
            map.serialize_entry("orders", &orders.as_ref().ok())?;
            map.serialize_entry("not_listed", &orders.as_ref().err())?;
        }
        map.end()
    }
}

/// One reading: `stable`, for each concept and actor, and `equilibria`, for each concept.
struct Reading<'r, 'c> {
    of: &'r Readings<'c>,
    verdicts: &'r [Verdicts],
}

impl Serialize for Reading<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stable = |verdicts| ByActor { of: self.of, verdicts };
        let equilibria = |verdicts: &Verdicts| self.of.names(&verdicts.equilibria);
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("stable", &ByConcept(self.verdicts.iter().map(|it| (it.concept, stable(it))).collect()))?;
        map.serialize_entry(
            "equilibria",
            &ByConcept(self.verdicts.iter().map(|it| (it.concept, equilibria(it))).collect()),
        )?;
        map.end()
    }
}

struct ByConcept<T>(Vec<(Concept, T)>);

impl<T: Serialize> Serialize for ByConcept<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(concept, value)| (concept.key(&[]), value)))
    }
}

struct ByActor<'r, 'c> {
    of: &'r Readings<'c>,
    verdicts: &'r Verdicts,
}

impl Serialize for ByActor<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let actors = self.of.laid_out.model.actors.iter().zip(&self.verdicts.stable);
        serializer.collect_map(actors.map(|(actor, stable)| (&actor.key, self.of.names(stable))))
    }
}

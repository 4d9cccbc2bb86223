//! What follows when preferences are read as more than an order, or less; as data.

use crate::answers::analysis::Analysis;
use crate::answers::analysis::verdicts::StateNames;
use crate::graph::{LimitReached, Limits, StateSet};
use crate::proofs::Checked;
use crate::proofs::MOST_STEPS;
use crate::stability::Concept;
use crate::structures::{self, Compatible, Extension, IN_ORDERS, Named, NotListed, ReadAs, STRONG, Ties, Verdicts};
use crate::study::LaidOut;
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
    pub(crate) laid_out: &'c LaidOut,
    /// Each by its name.
    pub readings: Vec<Named>,
    /// How many compatible orders there are, or why they were not listed; none where nobody asked.
    pub orders: Option<Result<u128, String>>,
    /// How many of the verdicts were checked by independent code.
    pub checked: Checked,
}

impl<'c> Analysis<'c> {
    /// Adds what follows under other structures of preference. Within limits: [`Analysis::stopped`] says why something is missing.
    pub fn read_as(&mut self, asked: &StructuresAsked, limits: &Limits) {
        let taken = |account: &super::AccountAnalysis| account.laid_out().graph.bytes + account.found().bytes();
        let limits = limits.less(self.accounts.iter().map(taken).sum());
        let steps = MOST_STEPS / self.accounts.len().max(1) as u64;
        for at in 0..self.accounts.len() {
            if let Err(limit) = self.read_account(self.accounts[at].laid_out(), asked, steps, &limits) {
                self.stopped.get_or_insert(limit);
                return;
            }
        }
    }

    fn read_account(
        &mut self,
        laid_out: &'c LaidOut,
        asked: &StructuresAsked,
        steps: u64,
        limits: &Limits,
    ) -> Result<(), LimitReached> {
        let LaidOut { model, graph, .. } = laid_out;
        let concepts = &asked.concepts;
        let found = &mut self.structures;
        let checked = |readings, orders| Readings::checked(laid_out, readings, orders, steps);
        if let Some(ties) = asked.attitudes {
            let verdicts = structures::attitudes(graph, model, ties, concepts, limits)?;
            let readings = vec![Named::new(ties.key(), Some(ReadAs::Attitudes(ties)), verdicts)];
            found.attitudes.push(checked(readings, None));
        }
        if asked.strength {
            let readings = by_strength(structures::strength(graph, model, concepts, limits)?);
            found.strength.push(checked(readings, None));
        }
        if !asked.unknown.is_empty() {
            let verdicts = structures::unknown(graph, model, &asked.unknown, concepts, limits)?;
            let named = |(&extension, verdicts): (&Extension, _)| {
                Named::new(extension.key(), Some(ReadAs::Unknown(extension)), verdicts)
            };
            let mut readings: Vec<Named> = asked.unknown.iter().zip(verdicts).map(named).collect();
            let orders = match structures::compatible(graph, model, concepts, limits) {
                Ok(Compatible { orders, in_all, in_some }) => {
                    readings.extend(
                        IN_ORDERS.into_iter().zip([in_all, in_some]).map(|(name, it)| Named::new(name, None, it)),
                    );
                    Ok(orders)
                }
                Err(NotListed::Limit(limit)) => return Err(limit),
                Err(other) => Err(other.to_string()),
            };
            found.unknown.push(checked(readings, Some(orders)));
        }
        Ok(())
    }
}

/// The levels by name, with what is stable in general and not strongly; other levels than the strong one only if there are higher.
fn by_strength(levels: Vec<Vec<Verdicts>>) -> Vec<Named> {
    let weak = |(general, strong): (&Verdicts, &Verdicts)| Verdicts {
        concept: general.concept,
        stable: general.stable.iter().zip(&strong.stable).map(|(general, strong)| general.difference(strong)).collect(),
        equilibria: general.equilibria.difference(&strong.equilibria),
    };
    let weak = levels[0].iter().zip(&levels[STRONG]).map(weak).collect();
    let at = |level: usize| Some(ReadAs::Level(level as u8));
    let mut named = vec![Named::new("general", at(0), levels[0].clone()), Named::new("weak", None, weak)];
    named.push(Named::new("strong", at(STRONG), levels[STRONG].clone()));
    if levels.len() > STRONG + 1 {
        let by_level = levels.into_iter().enumerate().filter(|(level, _)| ![0, STRONG].contains(level));
        named.extend(by_level.map(|(level, verdicts)| Named::new(format!("level_{level}"), at(level), verdicts)));
    }
    named
}

impl<'c> Structures<'c> {
    /// Of all kinds, all accounts.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Readings<'c>> {
        self.attitudes.iter().chain(&self.strength).chain(&self.unknown)
    }
}

impl<'c> Readings<'c> {
    fn checked(
        laid_out: &'c LaidOut,
        readings: Vec<Named>,
        orders: Option<Result<u128, String>>,
        steps: u64,
    ) -> Readings<'c> {
        let mut readings = Readings { laid_out, readings, orders, checked: Checked::default() };
        readings.checked = Checked::of_readings(laid_out, &readings.readings, steps);
        readings
    }

    /// How many witnesses prove all verdicts: one for each, and in each compatible order.
    pub(crate) fn witnesses_count(&self) -> usize {
        let one = self.readings.first().map_or(0, |first| first.verdicts.len());
        let orders = self.orders.as_ref().and_then(|orders| orders.as_ref().ok()).copied().unwrap_or(0) as usize;
        let read = self.readings.iter().filter(|named| named.read_as.is_some()).count() + orders;
        read * one * self.laid_out.model.actors.len() * self.laid_out.graph.len()
    }

    pub(crate) fn names(&self, set: &StateSet) -> StateNames<'c> {
        StateNames { laid_out: self.laid_out, set: set.clone() }
    }
}

impl Serialize for Readings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.laid_out.account.id())?;
        for Named { name, verdicts, .. } in &self.readings {
            map.serialize_entry(name, &Reading { of: self, verdicts })?;
        }
        if let Some(orders) = &self.orders {
            map.serialize_entry("orders", &orders.as_ref().ok())?;
            map.serialize_entry("not_listed", &orders.as_ref().err())?;
        }
        map.serialize_entry("checked", &self.checked)?;
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

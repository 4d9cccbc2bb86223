//! What follows when preferences are read as more than an order, or less; as data.

use crate::answers::analysis::Analysis;
use crate::answers::analysis::verdicts::StateNames;
use crate::answers::maps::Map;
use crate::graph::{LimitReached, Limits, StateSet, Watch};
use crate::proofs::{Checked, MOST_STEPS};
use crate::stability::Concept;
use crate::structures::{self, Compatible, Extension, IN_ORDERS, Named, NotListed, ReadAs, STRONG, Ties, Verdicts};
use crate::study::{LaidOut, Study};

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
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Structures {
    /// When actors follow their attitudes: one reading, `weak` or `strict`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attitudes: Vec<Readings>,
    /// How strongly: `general`, `weak`, `strong`; and where there are higher degrees `level_1`, `level_3` and so on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub strength: Vec<Readings>,
    /// Where something is unknown: `a` to `d`, then `in_all_orders` and `in_some_orders` if these were listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<Readings>,
}

/// The verdicts of one account in several readings.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Readings {
    /// The name of the account; none if the case has no accounts.
    pub id: Option<String>,
    /// Each by its name.
    #[serde(flatten)]
    pub readings: Map<Reading>,
    /// How many compatible orders there are; none where nobody asked, or where they were not listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orders: Option<u64>,
    /// Why they were not listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_listed: Option<String>,
    /// How many of the verdicts were checked by independent code.
    pub checked: Checked,
}

/// What is stable in one reading.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reading {
    /// How preferences are read; none where this follows from other readings, or from the verdicts in all compatible orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_as: Option<ReadAs>,
    /// For each concept and actor the states that the actor would keep.
    pub stable: Map<Map<StateNames>>,
    /// For each concept the states that every actor would keep.
    pub equilibria: Map<StateNames>,
}

impl Reading {
    fn new(laid_out: &LaidOut, named: &Named) -> Reading {
        let LaidOut { model, graph, .. } = laid_out;
        let keys = model.actor_keys();
        let states = |set: &StateSet| StateNames::of(graph, set.clone());
        let by_actor = |it: &Verdicts| keys.iter().zip(&it.stable).map(|(key, set)| (*key, states(set))).collect();
        let verdicts = named.verdicts.iter();
        Reading {
            read_as: named.read_as,
            stable: verdicts.clone().map(|it| (it.concept.key(&keys), by_actor(it))).collect(),
            equilibria: verdicts.map(|it| (it.concept.key(&keys), states(&it.equilibria))).collect(),
        }
    }

    /// The same as the engine's sets; concepts and actors that the model does not have are left out.
    pub(crate) fn verdicts(&self, laid_out: &LaidOut) -> Vec<Verdicts> {
        let LaidOut { model, graph, .. } = laid_out;
        let keys = model.actor_keys();
        let of_concept = |(key, equilibria): (&str, &StateNames)| {
            let by_actor = self.stable.get(key)?;
            let stable = keys.iter().map(|actor| Some(by_actor.get(actor)?.in_graph(graph)));
            Some(Verdicts {
                concept: Concept::parse(key, &keys).ok()?,
                stable: stable.collect::<Option<_>>()?,
                equilibria: equilibria.in_graph(graph),
            })
        };
        self.equilibria.iter().filter_map(of_concept).collect()
    }
}

impl Analysis {
    /// Adds what follows under other structures of preference. Within limits: the header says why something is missing.
    pub fn read_as(&mut self, study: &Study, asked: &StructuresAsked, limits: &Limits) {
        let taken = |laid_out: &LaidOut| laid_out.graph.bytes;
        let sets = self.accounts.iter().map(|account| account.verdicts.bytes()).sum::<u64>();
        let limits = limits.less(study.accounts.iter().map(taken).sum::<u64>() + sets);
        let steps = MOST_STEPS / study.accounts.len().max(1) as u64;
        for laid_out in &study.accounts {
            if let Err(limit) = self.structures.add(laid_out, asked, steps, &limits) {
                self.header.stop(limit);
                return;
            }
        }
        limits.watch.check().err().into_iter().for_each(|limit| self.header.stop(limit));
    }
}

impl Structures {
    /// Of all kinds, all accounts.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Readings> {
        self.attitudes.iter().chain(&self.strength).chain(&self.unknown)
    }

    fn add(
        &mut self,
        laid_out: &LaidOut,
        asked: &StructuresAsked,
        steps: u64,
        limits: &Limits,
    ) -> Result<(), LimitReached> {
        let LaidOut { model, graph, .. } = laid_out;
        let concepts = &asked.concepts;
        if let Some(ties) = asked.attitudes {
            let verdicts = structures::attitudes(graph, model, ties, concepts, limits)?;
            let readings = [Named::new(ties.key(), Some(ReadAs::Attitudes(ties)), verdicts)];
            self.attitudes.push(Readings::new(laid_out, &readings, (steps, &limits.watch)));
        }
        if asked.strength {
            let readings = by_strength(structures::strength(graph, model, concepts, limits)?);
            self.strength.push(Readings::new(laid_out, &readings, (steps, &limits.watch)));
        }
        if !asked.unknown.is_empty() {
            let verdicts = structures::unknown(graph, model, &asked.unknown, concepts, limits)?;
            let named = |(&extension, verdicts): (&Extension, _)| {
                Named::new(extension.key(), Some(ReadAs::Unknown(extension)), verdicts)
            };
            let mut readings: Vec<Named> = asked.unknown.iter().zip(verdicts).map(named).collect();
            let (mut orders, mut not_listed) = (None, None);
            match structures::compatible(graph, model, concepts, limits) {
                Ok(Compatible { orders: listed, in_all, in_some }) => {
                    orders = u64::try_from(listed).ok(); // a thousand at most are listed
                    let both = IN_ORDERS.into_iter().zip([in_all, in_some]);
                    readings.extend(both.map(|(name, verdicts)| Named::new(name, None, verdicts)));
                }
                Err(NotListed::Limit(limit)) => return Err(limit),
                Err(other) => not_listed = Some(other.to_string()),
            }
            self.unknown.push(Readings {
                orders,
                not_listed,
                ..Readings::new(laid_out, &readings, (steps, &limits.watch))
            });
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

impl Readings {
    fn new(laid_out: &LaidOut, readings: &[Named], (steps, watch): (u64, &Watch)) -> Readings {
        Readings {
            id: laid_out.account.id().map(String::from),
            readings: readings.iter().map(|named| (named.name.clone(), Reading::new(laid_out, named))).collect(),
            orders: None,
            not_listed: None,
            checked: Checked::of_readings(laid_out, readings, steps, watch),
        }
    }

    /// The readings as the engine has them.
    pub(crate) fn named(&self, laid_out: &LaidOut) -> Vec<Named> {
        let named = |(name, reading): (&str, &Reading)| Named::new(name, reading.read_as, reading.verdicts(laid_out));
        self.readings.iter().map(named).collect()
    }

    /// How many witnesses prove all verdicts: one for each, and in each compatible order.
    pub(crate) fn witnesses_count(&self, laid_out: &LaidOut) -> usize {
        let one = self.readings.iter().next().map_or(0, |(_, first)| first.equilibria.iter().count());
        let orders = self.orders.unwrap_or(0) as usize;
        let read = self.readings.iter().filter(|(_, reading)| reading.read_as.is_some()).count() + orders;
        read * one * laid_out.model.actors.len() * laid_out.graph.len()
    }
}

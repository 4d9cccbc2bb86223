//! **Compatible orders**: what holds whatever the order of unsure statements is, and what may hold.
//!
//! Where the places of some statements are not known, each actor has a set of compatible orders ([`Places`]), and together they
//! have one of each. The ordinary concepts are computed for all of them: a state holds *in all*, or *in some*. The extensions a to d
//! of [`super::unknown`] judge pair by pair and do not bound this: an order is the same order for all pairs. Cost: that of the
//! ordinary concepts, times the orders; so there must be few.

use super::Verdicts;
use crate::graph::{Graph, LimitReached, Limits, StateSet};
use crate::model::{ActorId, Model, Places, Preference};
use crate::stability::{self, Concept, Found, Refused};
use std::sync::Arc;

/// So many orders are looked at, at most.
pub const MOST_ORDERS: u128 = 1_000;

/// What holds in the orders that are compatible with what is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compatible {
    /// How many there are, of all actors together.
    pub orders: u128,
    /// What is stable in all of them.
    pub in_all: Vec<Verdicts>,
    /// What is stable in some of them.
    pub in_some: Vec<Verdicts>,
}

/// Why the compatible orders were not looked at one by one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotListed {
    /// An actor may have any order.
    #[error("nothing is known of what {0} wants, so it may have any order of all states")]
    Unknown(String),
    /// An actor does not compare all states.
    #[error("{0} does not compare some states, so what it wants is none of the orders of all states")]
    Incomparable(String),
    /// They are too many.
    #[error("{}{} orders are compatible with what is known; up to {MOST_ORDERS} are looked at", at_least(*.0), .0)]
    TooMany(u128),
    /// A limit.
    #[error(transparent)]
    Limit(#[from] LimitReached),
    /// A concept that does not apply to the case.
    #[error(transparent)]
    Refused(#[from] Refused),
}

fn at_least(orders: u128) -> &'static str {
    if orders == u128::MAX { "at least " } else { "" }
}

/// What is stable in all compatible orders, and in some.
///
/// # Errors
/// An actor of whom nothing is known or who does not compare all states, too many orders, a concept that does not apply, or a limit.
pub fn compatible(
    graph: &Graph,
    model: &Model,
    concepts: &[Concept],
    limits: &Limits,
) -> Result<Compatible, NotListed> {
    let orders = orders_of_each(model)?;
    let everywhere = |set: StateSet| {
        let one = |&concept: &Concept| Verdicts {
            concept,
            stable: vec![set.clone(); model.actors.len()],
            equilibria: set.clone(),
        };
        concepts.iter().map(one).collect::<Vec<_>>()
    };
    let mut in_all = everywhere(StateSet::full(graph.len()));
    let mut in_some = everywhere(StateSet::empty(graph.len()));
    let count: usize = orders.iter().map(Vec::len).product();
    for number in 0..count {
        let graph = graph.reordered(&in_order(model, &numbered(&orders, number)));
        let found = stability::analyze_within(&graph, concepts, limits)?;
        found.stopped().map_or(Ok(()), Err)?;
        for (all, some) in in_all.iter_mut().zip(&mut in_some) {
            all.gather(&found, StateSet::intersection);
            some.gather(&found, StateSet::union);
        }
    }
    Ok(Compatible { orders: count as u128, in_all, in_some })
}

impl Verdicts {
    /// Joins what was found for another order.
    fn gather(&mut self, found: &Found, join: fn(&StateSet, &StateSet) -> StateSet) {
        for (at, stable) in self.stable.iter_mut().enumerate() {
            *stable = join(stable, &found.stable(self.concept, ActorId::new(at)));
        }
        self.equilibria = join(&self.equilibria, &found.equilibria(self.concept));
    }
}

/// For each actor its compatible orders.
fn orders_of_each(model: &Model) -> Result<Vec<Vec<Vec<usize>>>, NotListed> {
    let mut places = Vec::new();
    for (preference, actor) in model.preferences.iter().zip(&model.actors) {
        places.push(match preference {
            Preference::Statements(wishes) => Places::of(wishes),
            Preference::Unknown(_) => return Err(NotListed::Unknown(actor.name.clone())),
            Preference::Ranking(ranking) if !ranking.incomparable.is_empty() => {
                return Err(NotListed::Incomparable(actor.name.clone()));
            }
            Preference::Ranking(..) | Preference::Weights(..) => Places::of(&[]),
        });
    }
    let count = places.iter().fold(1u128, |all, places| all.saturating_mul(places.count().unwrap_or(u128::MAX)));
    if count > MOST_ORDERS {
        return Err(NotListed::TooMany(count));
    }
    Ok(places.iter().filter_map(|places| places.orders(MOST_ORDERS)).collect())
}

/// Of the orders of each actor those that make up this number.
fn numbered(orders: &[Vec<Vec<usize>>], mut number: usize) -> Vec<Vec<usize>> {
    let next = |orders: &Vec<Vec<usize>>| {
        let order = orders[number % orders.len()].clone();
        number /= orders.len();
        order
    };
    orders.iter().map(next).collect()
}

/// All compatible orders, for each actor its statements from the most important on; nothing where they are not listed.
pub fn orders(model: &Model) -> impl Iterator<Item = Arc<[Vec<usize>]>> {
    let orders = orders_of_each(model).unwrap_or_default();
    let count = if orders.is_empty() { 0 } else { orders.iter().map(Vec::len).product() };
    (0..count).map(move |number| numbered(&orders, number).into())
}

/// The model in which the statements of each actor stand in this order, the most important first.
pub fn in_order(model: &Model, orders: &[Vec<usize>]) -> Model {
    let mut model = model.clone();
    for (preference, order) in model.preferences.iter_mut().zip(orders) {
        if let Preference::Statements(wishes) = preference {
            *wishes = order.iter().map(|&line| wishes[line].clone()).collect();
        }
    }
    model
}

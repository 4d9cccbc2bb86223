//! An order over states as statements, the most important first: for each state they are the digits of its rank.
//!
//! Statements are their own digits. The place in a ranking is written in binary digits, each of them true in the lists that have it. A
//! sum of weights is added digit by digit, as a circuit would do it; a weight below nothing counts where its statement is false.

use super::NotSymbolic;
use super::rules::Diagrams;
use crate::graph::LimitReached;
use crate::model::{Model, Preference, RankedStates, Ranking, Statement};
use biodivine_lib_bdd::Bdd;

impl Diagrams<'_> {
    /// The digits of an actor's rank, the highest first.
    pub(super) fn wants(&self, model: &Model, actor: usize, feasible: &Bdd) -> Result<Vec<Bdd>, NotSymbolic> {
        Ok(match &model.preferences[actor] {
            Preference::Unknown(_) => Vec::new(),
            Preference::Statements(wishes) => {
                wishes.iter().map(|wish| self.holding(&wish.statement.tree)).collect::<Result<_, _>>()?
            }
            Preference::Weights(weights, _) => self.sum(weights)?,
            Preference::Ranking(ranking) => self.places(ranking, &model.actors[actor].key, feasible)?,
        })
    }

    /// The digits of the sum of the weights of what is true.
    fn sum(&self, weights: &[(Statement, i128)]) -> Result<Vec<Bdd>, LimitReached> {
        let work = self.work;
        let mut digits: Vec<Bdd> = Vec::new();
        for (statement, weight) in weights {
            let holding = self.holding(&statement.tree)?;
            let counts = if *weight < 0 { holding.into_not() } else { holding };
            let (mut weight, mut carry, mut at) = (weight.unsigned_abs(), self.variables.never(), 0);
            while weight > 0 || !carry.is_false() {
                if at == digits.len() {
                    digits.push(self.variables.never());
                }
                let adds = if weight & 1 == 1 { counts.clone() } else { self.variables.never() };
                let alike = work.iff(&digits[at], &adds)?;
                let both = work.and(&digits[at], &adds)?;
                digits[at] = work.iff(&alike, &carry)?;
                carry = work.or(&both, &work.and_not(&carry, &alike)?)?;
                (weight, at) = (weight >> 1, at + 1);
            }
        }
        digits.reverse();
        Ok(digits)
    }

    /// The digits of the place in a ranking, counted from the worst; every state must have one place.
    fn places(&self, ranking: &Ranking, actor: &str, feasible: &Bdd) -> Result<Vec<Bdd>, NotSymbolic> {
        let work = self.work;
        let unsound = || NotSymbolic::Ranking(actor.to_string());
        let mut digits = vec![
            self.variables.never();
            (usize::BITS - ranking.lists.len().saturating_sub(1).leading_zeros()) as usize
        ];
        let mut left = feasible.clone();
        for (place, list) in ranking.lists.iter().rev().enumerate() {
            for ranked in list {
                let meant = work.and(&self.meant(&ranked.states)?, feasible)?;
                if meant.is_false() || !work.and_not(&meant, &left)?.is_false() {
                    return Err(unsound());
                }
                left = work.and_not(&left, &meant)?;
                for (_, digit) in digits.iter_mut().rev().enumerate().filter(|(at, _)| place >> at & 1 == 1) {
                    *digit = work.or(digit, &meant)?;
                }
            }
        }
        if left.is_false() { Ok(digits) } else { Err(unsound()) }
    }

    fn meant(&self, ranked: &RankedStates) -> Result<Bdd, NotSymbolic> {
        match ranked {
            RankedStates::Where(tree) => Ok(self.holding(tree)?),
            RankedStates::Taken(setting) => {
                let options = 0..self.variables.options();
                let literal = |at: usize| {
                    let taken = self.variables.taken(at);
                    if setting >> at & 1 == 1 { taken } else { taken.into_not() }
                };
                Ok(options.map(literal).try_fold(self.variables.always(), |all, next| self.work.and(&all, &next))?)
            }
            RankedStates::Name(_) => Err(NotSymbolic::Unsaid(
                "a ranking names states by number, and numbers show only when states are listed",
            )),
        }
    }
}

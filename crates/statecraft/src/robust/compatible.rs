//! The orders of an actor that are compatible with what is known, counted and numbered.

use crate::graph::LimitReached;
use crate::model::{Model, Places, Preference, factorial, permuted};

/// What is taken to be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Lines marked unsure, and actors marked unknown.
    Marked,
    /// Every line may stand one place higher or lower than it is written; and actors marked unknown.
    EveryLine,
}

/// The compatible orders of one actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compatible {
    /// One: its preference as written.
    One,
    /// So many orders of its lines.
    Lines(Places, u128),
    /// So many lists of lines where each stands one place higher or lower than written: pairs of neighbours are exchanged.
    Neighbours(usize, u128),
    /// Any strict order of so many states; how many these are, if the number can be written.
    Anything(usize, Option<u128>),
}

impl Compatible {
    /// The compatible orders of each actor of a model with so many states.
    ///
    /// # Errors
    /// More orders of an actor's lines than can be numbered: then none can be drawn evenly.
    pub fn of(model: &Model, states: usize, doubt: Doubt) -> Result<Vec<Compatible>, LimitReached> {
        let of = |preference: &Preference| match (preference, doubt) {
            (Preference::Unknown(_), _) => Ok(Compatible::Anything(states, factorial(states))),
            (Preference::Statements(lines), Doubt::EveryLine) if lines.len() > 1 => {
                let all = fibonacci(lines.len()).ok_or(LimitReached::Orders(lines.len()))?;
                Ok(Compatible::Neighbours(lines.len(), all))
            }
            (Preference::Statements(lines), Doubt::Marked) if lines.iter().any(|line| line.unsure) => {
                let (places, unsure) = (Places::of(lines), lines.iter().filter(|line| line.unsure).count());
                let all = places.count().ok_or(LimitReached::Orders(unsure))?;
                Ok(Compatible::Lines(places, all))
            }
            _ => Ok(Compatible::One),
        };
        model.preferences.iter().map(of).collect()
    }

    /// How many there are, if the number can be written.
    pub fn count(&self) -> Option<u128> {
        match self {
            Compatible::One => Some(1),
            Compatible::Lines(_, all) | Compatible::Neighbours(_, all) => Some(*all),
            Compatible::Anything(_, all) => *all,
        }
    }

    /// One of them by number, from 0: lines, or states, the most important or best first; nothing where there is only one.
    pub fn order(&self, number: u128) -> Vec<usize> {
        match self {
            Compatible::One => Vec::new(),
            Compatible::Lines(places, _) => places.order(number),
            Compatible::Neighbours(lines, _) => neighbours(*lines, number),
            Compatible::Anything(states, _) => permuted((0..*states).collect(), number),
        }
    }
}

/// In how many ways disjoint pairs of neighbours can be exchanged.
fn fibonacci(lines: usize) -> Option<u128> {
    (1..lines)
        .try_fold((1u128, 1u128), |(before, last), _| Some((last, before.checked_add(last)?)))
        .map(|(_, last)| last)
}

/// Lines with disjoint pairs of neighbours exchanged, by number.
fn neighbours(lines: usize, mut number: u128) -> Vec<usize> {
    let mut found: Vec<usize> = (0..lines).collect();
    let mut at = 0;
    while at + 1 < lines {
        // The line stays, in as many ways as the rest has; or it changes places with the next.
        let staying = fibonacci(lines - at - 1).unwrap_or(u128::MAX);
        if number < staying {
            at += 1;
        } else {
            number -= staying;
            found.swap(at, at + 1);
            at += 2;
        }
    }
    found
}

//! How an actor ranks states.

use super::findings::Notes;
use super::{StateId, StateSet, StateSpace, States};
use crate::model::{OptionId, Preference, Statement};

/// A rank for each state, from 0; higher is preferred, equal is tied.
pub(super) fn ranks(states: &StateSpace, preference: &Preference, notes: &mut Notes) -> Vec<u32> {
    match (preference, states) {
        (Preference::Ranking(lists), _) => notes.ranking(states, lists),
        (Preference::Statements(statements), StateSpace::Settings(states)) => by_statements(states, statements, notes),
        (Preference::Weights(weights), StateSpace::Settings(states)) => by_weights(states, weights),
        (_, StateSpace::Named(names)) => vec![0; names.len()],
    }
}

/// Lexicographic, by refinement: each statement splits the classes of states that all earlier ones left tied
/// (Hipel, Kilgour, Fang & Peng 1997, without their powers of two). `O(states × statements)`.
fn by_statements(states: &States, statements: &[Statement], notes: &mut Notes) -> Vec<u32> {
    let mut class = vec![0u32; states.len()];
    let mut classes = 1;
    for (place, statement) in statements.iter().enumerate() {
        let holding = states.holding(&statement.tree);
        let before = classes;
        classes = split(&mut class, classes, &holding);
        notes.merged_states(states, statement);
        if classes == before {
            notes.decides_nothing(statement, &holding, &statements[..place]);
        }
    }
    class
}

/// Splits each class into those outside and, above them, those inside the set; classes keep their order.
fn split(class: &mut [u32], classes: u32, holding: &StateSet) -> u32 {
    let mut seen = vec![[false; 2]; classes as usize];
    for (at, &class) in class.iter().enumerate() {
        seen[class as usize][usize::from(holding.contains(StateId::new(at)))] = true;
    }
    let mut next = 0;
    let renamed: Vec<[u32; 2]> = seen
        .into_iter()
        .map(|sides| {
            sides.map(|side| {
                next += u32::from(side);
                next.saturating_sub(1)
            })
        })
        .collect();
    for (at, class) in class.iter_mut().enumerate() {
        *class = renamed[*class as usize][usize::from(holding.contains(StateId::new(at)))];
    }
    next
}

/// By the exact sum of the weights of what is taken.
fn by_weights(states: &States, weights: &[(OptionId, i128)]) -> Vec<u32> {
    let worth = |state: StateId| -> i128 {
        let taken = states.taken(state);
        weights.iter().filter(|(option, _)| taken >> option.index() & 1 == 1).map(|(_, weight)| weight).sum()
    };
    let worths: Vec<i128> = (0..states.len()).map(|at| worth(StateId::new(at))).collect();
    let mut levels = worths.clone();
    levels.sort_unstable();
    levels.dedup();
    worths.iter().map(|worth| levels.partition_point(|level| level < worth) as u32).collect()
}

//! How an actor ranks states.

use super::findings::Notes;
use super::{StateId, StateSet, StateSpace, States, parallel, ranking};
use crate::expr::Expr;
use crate::model::{Model, OptionId, Preference, Statement, Wish};
use std::sync::atomic::{AtomicBool, Ordering};

/// A rank for each state, from 0; higher is preferred, equal is tied.
pub(super) fn ranks(model: &Model, states: &StateSpace, preference: &Preference, notes: &mut Notes) -> Vec<u32> {
    match (preference, states) {
        (Preference::Ranking(ranking), StateSpace::Settings(settings)) if !ranking.within.is_empty() => {
            within(settings, &ranking.within, ranking::ranks(model, states, ranking, notes), notes)
        }
        (Preference::Ranking(ranking), _) => ranking::ranks(model, states, ranking, notes),
        (Preference::Statements(wishes), StateSpace::Settings(states)) => by_statements(states, wishes, notes),
        (Preference::Weights(weights, _), StateSpace::Settings(states)) => by_weights(states, weights, notes),
        (Preference::Unknown(_), _) | (_, StateSpace::Named(_)) => vec![0; states.len()],
    }
}

/// So many words of states are looked at together: 64 states each.
pub(super) const WORDS: usize = 8;
/// So many states are one part of the work.
const PART: usize = 64 * WORDS * 16;

/// Up to so many statements are ranked by one look into a table.
pub(super) const IN_TABLE: usize = 20;

/// Lexicographic (Hipel, Kilgour, Fang & Peng 1997, without their powers of two). `O(states × statements)`.
fn by_statements(states: &States, wishes: &[Wish], notes: &mut Notes) -> Vec<u32> {
    let holding = |wish: &Wish| states.holding(&wish.statement.tree);
    let (ranks, decides) = if wishes.len() > IN_TABLE || states.len() << 4 >> wishes.len() == 0 {
        by_refinement(&wishes.iter().map(holding).collect::<Vec<_>>(), states.len())
    } else if states.merged().is_empty() {
        let trees: Vec<&Expr<OptionId>> = wishes.iter().map(|wish| &wish.statement.tree).collect();
        by_table(trees.len(), states.len(), &|at| {
            let taken = |option: &OptionId| states.words_taking(*option, at);
            trees.iter().map(|tree| tree.eval(&taken)).collect()
        })
    } else {
        let holding: Vec<StateSet> = wishes.iter().map(holding).collect();
        by_table(holding.len(), states.len(), &|at| holding.iter().map(|holding| holding.words_from(at)).collect())
    };
    for (place, wish) in wishes.iter().enumerate() {
        notes.merged_states(states, &wish.statement);
        notes.degree_rises(wish, &wishes[..place]);
        if !decides[place] {
            notes.decides_nothing(wish, &holding(wish), &wishes[..place]);
        }
    }
    ranks
}

/// Statements that decide between states of one rank; ranks begin anew at 0.
fn within(states: &States, wishes: &[Wish], mut ranks: Vec<u32>, notes: &mut Notes) -> Vec<u32> {
    let lowest = ranks.iter().copied().min().unwrap_or_default();
    ranks.iter_mut().for_each(|rank| *rank -= lowest);
    let mut classes = ranks.iter().max().map_or(0, |most| most + 1);
    for (place, wish) in wishes.iter().enumerate() {
        let (before, holding) = (classes, states.holding(&wish.statement.tree));
        classes = split(&mut ranks, classes, &holding);
        notes.merged_states(states, &wish.statement);
        if classes == before {
            notes.decides_nothing(wish, &holding, &wishes[..place]);
        }
    }
    ranks
}

/// Each statement splits the classes of states that all earlier ones left tied. Also tells which statements split any.
fn by_refinement(holding: &[StateSet], states: usize) -> (Vec<u32>, Vec<bool>) {
    let (mut class, mut classes) = (vec![0u32; states], 1);
    let mut decides = Vec::new();
    for holding in holding {
        let before = classes;
        classes = split(&mut class, classes, holding);
        decides.push(classes > before);
    }
    (class, decides)
}

/// The truth of all statements is one number, the first statement its highest bit; numbers that occur are ranked by a table.
/// A statement splits a class where two such neighbours first differ in it.
fn by_table(bits: usize, states: usize, truth: &Truths) -> (Vec<u32>, Vec<bool>) {
    let mut ranks = vec![0u32; states];
    let occurs: Vec<AtomicBool> = (0..1 << bits).map(|_| AtomicBool::new(false)).collect();
    parallel::map_with(
        ranks.chunks_mut(PART).collect(),
        || (),
        |(), at, ranks: &mut [u32]| {
            truths(at * (PART / 64), truth, ranks);
            let first =
                ranks.iter().map(|&truth| &occurs[truth as usize]).filter(|occurs| !occurs.load(Ordering::Relaxed));
            first.for_each(|occurs| occurs.store(true, Ordering::Relaxed));
        },
    );
    let (mut table, mut decides) = (vec![0; 1 << bits], vec![false; bits]);
    let (mut next, mut before) = (0, None::<usize>);
    for truth in (0..occurs.len()).filter(|&truth| occurs[truth].load(Ordering::Relaxed)) {
        table[truth] = next;
        next += 1;
        if let Some(before) = before.replace(truth) {
            let differing = usize::BITS - 1 - (truth ^ before).leading_zeros();
            decides[bits - 1 - differing as usize] = true;
        }
    }
    let rank = |(): &mut (), _, ranks: &mut [u32]| ranks.iter_mut().for_each(|rank| *rank = table[*rank as usize]);
    parallel::map_with(ranks.chunks_mut(PART).collect(), || (), rank);
    (ranks, decides)
}

/// The truth of each statement in the states of so many words, from a word on.
type Truths<'t> = dyn Fn(usize) -> Vec<[u64; WORDS]> + Sync + 't;

/// For each state, from a word on, the truth of all statements, one bit each, eight statements of eight states at a time.
fn truths(first: usize, truth: &Truths, found: &mut [u32]) {
    for (at, block) in found.chunks_mut(64 * WORDS).enumerate() {
        let holding = truth(first + at * WORDS);
        for (word, block) in block.chunks_mut(64).enumerate() {
            for group in holding.chunks(8) {
                for (eight, truths) in block.chunks_mut(8).enumerate() {
                    let rows = group.iter().fold(0u64, |rows, words| rows << 8 | (words[word] >> (8 * eight) & 0xFF));
                    let columns = transposed(rows).to_le_bytes();
                    truths
                        .iter_mut()
                        .zip(columns)
                        .for_each(|(truth, column)| *truth = *truth << group.len() | u32::from(column));
                }
            }
        }
    }
}

/// Eight rows of eight bits become eight columns (Warren, Hacker's Delight, 7-3).
fn transposed(mut rows: u64) -> u64 {
    for (shift, mask) in [(7, 0x00AA_00AA_00AA_00AA), (14, 0x0000_CCCC_0000_CCCC), (28, 0x0000_0000_F0F0_F0F0)] {
        let swapped = (rows ^ rows >> shift) & mask;
        rows ^= swapped ^ swapped << shift;
    }
    rows
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

/// By the exact sum of the weights of what is true.
fn by_weights(states: &States, weights: &[(Statement, i128)], notes: &mut Notes) -> Vec<u32> {
    let mut worths = vec![0i128; states.len()];
    for (statement, weight) in weights {
        notes.merged_states(states, statement);
        let holding = states.holding(&statement.tree);
        let true_in = worths.iter_mut().enumerate().filter(|(at, _)| holding.contains(StateId::new(*at)));
        true_in.for_each(|(_, worth)| *worth += weight);
    }
    let mut levels = worths.clone();
    levels.sort_unstable();
    levels.dedup();
    worths.iter().map(|worth| levels.partition_point(|level| level < worth) as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A multiplicative generator is random enough here.
    fn random_set(seed: u64, states: usize) -> StateSet {
        StateSet::of(states, |state| {
            (state.index() as u64 + 7).wrapping_mul(seed | 1).wrapping_mul(seed) >> 40 & 3 == 1
        })
    }

    #[test]
    fn the_table_and_the_refinement_agree() {
        for statements in 0..=14 {
            let states = 1 << 14 | 37;
            let mut holding: Vec<StateSet> =
                (1..=statements).map(|at| random_set(0x9E37_79B9_7F4A_7C15u64.wrapping_mul(at), states)).collect();
            if statements > 3 {
                holding[2] = holding[0].clone(); // decides nothing
            }
            let table = by_table(holding.len(), states, &|at| holding.iter().map(|set| set.words_from(at)).collect());
            assert_eq!(table, by_refinement(&holding, states), "{statements} statements");
        }
    }
}

//! A set of states as few disjoint cubes: some options taken, some not, the others free.
//!
//! A decision tree: as long as a part of the settings has states inside the set and states outside, it is divided by one
//! option, the one that parts inside from outside best (least Gini impurity: Breiman et al. 1984); where no option does so
//! by itself, as in `a iff b`, by the one that matters most often. A part with states inside only becomes a cube. What two
//! halves have in common is joined again. Settings that the rules forbid are in nobody's way, and no cube is wider than its
//! states: what is taken in all of them counts as taken. Cubes that differ in the level of one choice alone are one, without the levels
//! that neither has.
//!
//! Parts are truth tables, one bit for each setting, 64 settings at a time (`table`), or lists of settings where a table would
//! be mostly empty (`list`). Each level of the tree costs `O(options × settings / 64)` in tables.

mod list;
mod table;

use crate::graph::{StateId, StateSet, States};
use crate::model::{Model, OptionSet, first_options};
use list::List;
use std::collections::BTreeMap;
use table::Table;

/// Settings of options.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cube {
    /// The options taken in all of its states, one bit each.
    pub(crate) taken: OptionSet,
    /// The options taken in none.
    pub(crate) not_taken: OptionSet,
    /// How many states it stands for.
    pub(crate) states: usize,
}

/// Tables of so many options are always used.
const SMALL: u32 = 6;
/// Tables of so many options are used when they have at most 64 bits for each state; larger ones when they have at most 8.
const MIDDLING: u32 = 22;

/// The set as disjoint cubes, those with the most states first; nothing if some part of it takes more than `most`.
///
/// A merged state counts where its last member stands; its other members are in nobody's way if it is in the set, and in no
/// cube if it is not.
pub(crate) fn cover(states: &States, model: &Model, set: &StateSet, most: usize) -> Option<Vec<Cube>> {
    let all_options = first_options(model.options().len());
    if set.is_empty() {
        return Some(Vec::new());
    }
    let mut cubes = if states.merged().is_empty() {
        let known = Known::of((0..states.len()).map(|at| states.taken(StateId::new(at))), all_options);
        match known {
            _ if set.is_full() => vec![known.cube(states.len())],
            _ if known.suits_table(states.len()) => Table::of(states, set, known).cover(most)?,
            _ => List::of(states, set).cover(all_options, most)?,
        }
    } else {
        List::of(states, set).cover(all_options, most)?
    };
    let mut before = usize::MAX;
    while cubes.len() < before {
        before = cubes.len();
        cubes = model.choices().fold(cubes, |cubes, choice| joined(cubes, choice.options()));
    }
    cubes.sort_unstable_by_key(|cube| (std::cmp::Reverse(cube.states), cube.taken, cube.not_taken));
    Some(cubes)
}

/// What settings have in common.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// The options taken in all.
    taken: OptionSet,
    /// The options taken in none.
    not_taken: OptionSet,
    /// The others.
    open: OptionSet,
}

impl Known {
    fn of(codes: impl Iterator<Item = OptionSet>, all_options: OptionSet) -> Known {
        let (every, any) = codes.fold((OptionSet::MAX, 0), |(every, any), code| (every & code, any | code));
        Known { taken: every & any, not_taken: all_options & !any, open: any & !every }
    }

    /// Whether a table of the open options is not much larger than a list of so many settings.
    fn suits_table(&self, settings: usize) -> bool {
        let open = self.open.count_ones();
        let bits = if open <= MIDDLING { 64 } else { 8 };
        open <= SMALL || 1u64.checked_shl(open).is_some_and(|size| size <= (settings as u64).saturating_mul(bits))
    }

    fn cube(&self, states: usize) -> Cube {
        Cube { taken: self.taken, not_taken: self.not_taken, states }
    }
}

/// How well an option parts inside from outside: the counts with the option taken, out of all.
#[derive(Clone, Copy)]
struct Split {
    inside: (u64, u64),
    outside: (u64, u64),
}

impl Split {
    /// Whether all settings are on one side.
    fn is_fixed(self) -> bool {
        let taken = self.inside.0 + self.outside.0;
        taken == 0 || taken == self.inside.1 + self.outside.1
    }

    /// Whether both sides are mixed as the whole is: then the option by itself tells nothing.
    fn tells_nothing(self) -> bool {
        u128::from(self.inside.0) * u128::from(self.outside.1) == u128::from(self.outside.0) * u128::from(self.inside.1)
    }

    /// How mixed the two sides are.
    fn impurity(self) -> f64 {
        let mixed = |inside: u64, outside: u64| match inside + outside {
            0 => 0.0,
            all => inside as f64 * outside as f64 / all as f64,
        };
        mixed(self.inside.0, self.outside.0) + mixed(self.inside.1 - self.inside.0, self.outside.1 - self.outside.0)
    }
}

/// The best of several splits; `None` if none tells anything.
fn best(splits: &[Split]) -> Option<usize> {
    let telling = splits.iter().enumerate().filter(|(_, split)| !split.tells_nothing());
    let least = telling.map(|(at, split)| (at, split.impurity()));
    least.reduce(|best, next| if next.1 < best.1 { next } else { best }).map(|(at, _)| at)
}

/// The cubes of two halves, without and with an option: those that differ in nothing else are joined.
fn join(without: Vec<Cube>, with: Vec<Cube>, option: OptionSet) -> Vec<Cube> {
    let rest = |cube: &Cube| (cube.taken & !option, cube.not_taken & !option);
    let mut all = without;
    all.extend(with);
    all.sort_unstable_by_key(|cube| (rest(cube), cube.taken));
    let mut joined: Vec<Cube> = Vec::with_capacity(all.len());
    for cube in all {
        match joined.last_mut().filter(|last| rest(last) == rest(&cube)) {
            Some(last) => {
                (last.taken, last.not_taken) = rest(&cube);
                last.states += cube.states;
            }
            None => joined.push(cube),
        }
    }
    joined
}

/// The same where cubes that differ only in the levels of a choice, given as bits, are one.
fn joined(cubes: Vec<Cube>, choice: OptionSet) -> Vec<Cube> {
    let mut groups: BTreeMap<(OptionSet, OptionSet), (OptionSet, usize)> = BTreeMap::new();
    for Cube { taken, not_taken, states } in cubes {
        let levels = if taken & choice == 0 { choice & !not_taken } else { taken & choice };
        let group = groups.entry((taken & !choice, not_taken & !choice)).or_default();
        *group = (group.0 | levels, group.1 + states);
    }
    let cube = |((taken, not_taken), (levels, states)): ((OptionSet, OptionSet), (OptionSet, usize))| {
        let only = if levels.is_power_of_two() { levels } else { 0 };
        Cube { taken: taken | only, not_taken: not_taken | choice & !levels, states }
    };
    groups.into_iter().map(cube).collect()
}

//! Parts as lists of settings, where most settings are no states.

use crate::graph::{StateId, StateSet, States};
use crate::model::{OptionSet, positions};
use crate::patterns::cover::{Cube, Known, Split, Table, best, join};

/// Settings inside and outside of the set, ascending.
pub(crate) struct List {
    pub(crate) inside: Vec<OptionSet>,
    pub(crate) outside: Vec<OptionSet>,
}

impl List {
    pub(crate) fn of(states: &States, set: &StateSet) -> List {
        let mut list = List { inside: Vec::new(), outside: Vec::new() };
        for state in (0..states.len()).map(StateId::new) {
            if set.contains(state) {
                list.inside.extend(states.members(state).iter().last())
            } else {
                list.outside.extend(states.members(state).iter())
            }
        }
        list.inside.sort_unstable();
        list.outside.sort_unstable();
        list
    }

    fn all(&self) -> impl Iterator<Item = OptionSet> + '_ {
        self.inside.iter().chain(&self.outside).copied()
    }

    /// Its inside as cubes.
    pub(crate) fn cover(self, all_options: OptionSet, most: usize) -> Option<Vec<Cube>> {
        if self.inside.is_empty() {
            return Some(Vec::new());
        }
        if self.outside.is_empty() {
            return Some(vec![Known::of(self.all(), all_options).cube(self.inside.len())]);
        }
        let known = Known::of(self.all(), all_options);
        if known.suits_table(self.inside.len() + self.outside.len()) {
            return Table::of_settings(&self.inside, &self.outside, known).cover(most);
        }
        let option = self.choose(known.open);
        let (without, with) = self.split(option);
        let cubes = join(without.cover(all_options, most)?, with.cover(all_options, most)?, option);
        (cubes.len() <= most).then_some(cubes)
    }

    /// The option to divide by, as a bit.
    fn choose(&self, open: OptionSet) -> OptionSet {
        let options: Vec<OptionSet> = positions(open).map(|at| 1 << at).collect();
        let taken =
            |codes: &[OptionSet], option: OptionSet| codes.iter().filter(|&code| code & option != 0).count() as u64;
        let split = |&option: &OptionSet| Split {
            inside: (taken(&self.inside, option), self.inside.len() as u64),
            outside: (taken(&self.outside, option), self.outside.len() as u64),
        };
        let splits: Vec<Split> = options.iter().map(split).collect();
        let matters = |option: &OptionSet| {
            let flipped = self.inside.iter().filter(|&code| self.outside.binary_search(&(code ^ option)).is_ok());
            (flipped.count(), std::cmp::Reverse(*option))
        };
        let most_often = || options.iter().copied().max_by_key(matters);
        best(&splits).map(|at| options[at]).or_else(most_often).unwrap_or(0)
    }

    /// The settings without and with an option.
    fn split(self, option: OptionSet) -> (List, List) {
        let part = |codes: Vec<OptionSet>| codes.into_iter().partition(|code| code & option == 0);
        let ((inside, with_inside), (outside, with_outside)) = (part(self.inside), part(self.outside));
        (List { inside, outside }, List { inside: with_inside, outside: with_outside })
    }
}

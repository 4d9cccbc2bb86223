//! Parts as truth tables.

use crate::graph::{StateId, StateSet, States, parallel};
use crate::model::{OptionSet, first_options, positions};
use crate::patterns::cover::{Cube, Known, Split, best, join};

/// Settings inside and outside of the set, one bit for each setting of the open options; neither where there is no state.
pub(crate) struct Table {
    inside: Vec<u64>,
    outside: Vec<u64>,
    /// The open options, as bits; the first changes fastest.
    open: Vec<OptionSet>,
    taken: OptionSet,
    not_taken: OptionSet,
}

/// The six fastest options over 64 settings.
const LOW: [u64; 6] = [
    0xAAAA_AAAA_AAAA_AAAA,
    0xCCCC_CCCC_CCCC_CCCC,
    0xF0F0_F0F0_F0F0_F0F0,
    0xFF00_FF00_FF00_FF00,
    0xFFFF_0000_FFFF_0000,
    0xFFFF_FFFF_0000_0000,
];
/// With so many words, the two halves are worth two threads.
const WORTH_THREADS: usize = 1 << 10;

impl Table {
    /// An empty table.
    fn with(known: Known) -> Table {
        let open: Vec<OptionSet> = positions(known.open).map(|at| 1 << at).collect();
        let words = (1usize << open.len()).div_ceil(64);
        let (taken, not_taken) = (known.taken, known.not_taken);
        Table { inside: vec![0; words], outside: vec![0; words], open, taken, not_taken }
    }

    /// Of all states, none of them merged.
    pub(crate) fn of(states: &States, set: &StateSet, known: Known) -> Table {
        let mut table = Table::with(known);
        if states.len() == 1 << table.open.len() && known.open.trailing_ones() as usize == table.open.len() {
            // Then a state's setting is its position.
            table.inside.copy_from_slice(set.words());
            table.outside.copy_from_slice(StateSet::full(states.len()).difference(set).words());
            return table;
        }
        let runs = Runs::of(known.open);
        for state in (0..states.len()).map(StateId::new) {
            table.put(runs.pack(states.taken(state)), set.contains(state));
        }
        table
    }

    /// Of some settings inside and outside.
    pub(crate) fn of_settings(inside: &[OptionSet], outside: &[OptionSet], known: Known) -> Table {
        let mut table = Table::with(known);
        let runs = Runs::of(known.open);
        inside.iter().for_each(|&code| table.put(runs.pack(code), true));
        outside.iter().for_each(|&code| table.put(runs.pack(code), false));
        table
    }

    fn put(&mut self, at: OptionSet, inside: bool) {
        let half = if inside { &mut self.inside } else { &mut self.outside };
        half[at as usize / 64] |= 1 << (at % 64);
    }

    /// Its inside as cubes.
    pub(crate) fn cover(self, most: usize) -> Option<Vec<Cube>> {
        if self.inside.iter().all(|&word| word == 0) {
            return Some(Vec::new());
        }
        if self.outside.iter().all(|&word| word == 0) {
            return Some(vec![self.cube()]);
        }
        let place = self.choose();
        let option = self.open[place];
        let (without, with) = (self.half(place, false), self.half(place, true));
        let large = self.inside.len() >= WORTH_THREADS;
        drop(self);
        let (without, with) = if large {
            parallel::join(|| without.cover(most), || with.cover(most))
        } else {
            (without.cover(most), with.cover(most))
        };
        let cubes = join(without?, with?, option);
        (cubes.len() <= most).then_some(cubes)
    }

    /// All states inside, as one cube.
    fn cube(&self) -> Cube {
        let mut cube = Cube { taken: self.taken, not_taken: self.not_taken, states: count(&self.inside) as usize };
        for (place, &option) in self.open.iter().enumerate() {
            match taking(&self.inside, place) {
                0 => cube.not_taken |= option,
                all if all == cube.states as u64 => cube.taken |= option,
                _ => {}
            }
        }
        cube
    }

    /// The place of the option to divide by: one that is fixed, for that costs nothing; else the one that tells most.
    fn choose(&self) -> usize {
        let (inside, outside) = (count(&self.inside), count(&self.outside));
        let split = |place: usize| Split {
            inside: (taking(&self.inside, place), inside),
            outside: (taking(&self.outside, place), outside),
        };
        let splits: Vec<Split> = (0..self.open.len()).map(split).collect();
        let matters = |place: &usize| (self.matters(*place), std::cmp::Reverse(*place));
        let most_often = || (0..self.open.len()).max_by_key(matters);
        let fixed = splits.iter().rposition(|split| split.is_fixed());
        fixed.or_else(|| best(&splits)).or_else(most_often).unwrap_or(0)
    }

    /// How many pairs of settings that differ in one option only have one inside and one outside.
    fn matters(&self, place: usize) -> u64 {
        let words = self.inside.len();
        let pairs = |at: usize, other: usize| {
            (self.inside[at] & self.outside[other] | self.outside[at] & self.inside[other]).count_ones().into()
        };
        match LOW.get(place) {
            Some(low) => {
                let shift = 1 << place;
                let pair = |(&inside, &outside): (&u64, &u64)| {
                    ((inside & outside >> shift | outside & inside >> shift) & !low).count_ones() as u64
                };
                self.inside.iter().zip(&self.outside).map(pair).sum()
            }
            None => {
                let step = 1 << (place - LOW.len());
                (0..words).filter(|at| at & step == 0).map(|at: usize| -> u64 { pairs(at, at + step) }).sum()
            }
        }
    }

    /// The part with an option taken, or without it.
    fn half(&self, place: usize, taken: bool) -> Table {
        let mut open = self.open.clone();
        let option = open.remove(place);
        Table {
            inside: half(&self.inside, place, taken),
            outside: half(&self.outside, place, taken),
            open,
            taken: if taken { self.taken | option } else { self.taken },
            not_taken: if taken { self.not_taken } else { self.not_taken | option },
        }
    }
}

fn count(words: &[u64]) -> u64 {
    words.iter().map(|word| u64::from(word.count_ones())).sum()
}

/// How many settings take the option at a place.
fn taking(words: &[u64], place: usize) -> u64 {
    match LOW.get(place) {
        Some(low) => words.iter().map(|word| u64::from((word & low).count_ones())).sum(),
        None => {
            let block = 1 << (place - LOW.len());
            words.chunks(block).skip(1).step_by(2).map(count).sum()
        }
    }
}

/// The bits where the option at a place is taken, or where it is not, without gaps.
fn half(words: &[u64], place: usize, taken: bool) -> Vec<u64> {
    if place >= LOW.len() {
        let blocks = words.chunks(1 << (place - LOW.len()));
        return blocks.skip(usize::from(taken)).step_by(2).flatten().copied().collect();
    }
    let shift = if taken { 1 << place } else { 0 };
    let packed = |&word: &u64| {
        let bits = word >> shift & !LOW[place];
        (place..LOW.len() - 1).fold(bits, |bits, at| (bits | bits >> (1 << at)) & !LOW[at + 1])
    };
    words.chunks(2).map(|pair| pair.iter().rev().map(packed).fold(0, |both, half| both << 32 | half)).collect()
}

/// Packs some bits of a word next to each other, run by run.
struct Runs(Vec<(u32, OptionSet)>);

impl Runs {
    fn of(mut mask: OptionSet) -> Runs {
        let (mut runs, mut packed) = (Vec::new(), 0);
        while mask != 0 {
            let start = mask.trailing_zeros();
            let length = (mask >> start).trailing_ones();
            let run = first_options(length as usize);
            runs.push((start - packed, run << packed));
            mask &= !(run << start);
            packed += length;
        }
        Runs(runs)
    }

    fn pack(&self, code: OptionSet) -> OptionSet {
        self.0.iter().fold(0, |packed, (shift, mask)| packed | code >> shift & mask)
    }
}

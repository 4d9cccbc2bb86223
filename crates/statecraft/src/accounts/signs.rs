//! **Signs that separate**: which combinations of option settings tell one set of settings from others.
//!
//! A combination separates *exactly* when it holds in all settings of the one set and in none of the others'. Such a one uses only
//! settings that all of the first set share, and leaving out more can only weaken it, so the smallest ones are found size by
//! size: those of one option, then the pairs and the triples that contain no smaller one. Where none exists, every
//! combination of up to three options is weighed by its *share*: the part of the first set in which it holds, less the largest
//! part of another set in which it does, every setting counting alike. An exact one has share 1.
//!
//! Cost: for the exact ones what they are; for the others one pass over a bit for each setting for each choice of up to three
//! options, once for each set.

use crate::model::{MAX_OPTIONS, OptionSet, positions};
use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::HashMap;

/// A combination has at most so many options.
pub const MOST: usize = 3;

/// A combination of option settings; what it does not mention may be either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SettingPattern {
    /// The options taken, one bit each.
    pub taken: OptionSet,
    /// The options not taken.
    pub not_taken: OptionSet,
}

/// In how many of how many settings a combination holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Share {
    /// In so many.
    pub holds: usize,
    /// Of so many.
    pub of: usize,
}

/// The combinations that tell one set of settings from others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Separators {
    /// Whether they hold in all of the one set and in none of the others; else they separate most.
    pub exact: bool,
    /// The combinations, those of fewest options first; none if nothing separates at all.
    pub seen: Vec<SettingPattern>,
}

impl SettingPattern {
    /// One option.
    pub fn one(option: usize, taken: bool) -> SettingPattern {
        let bit = 1 << option;
        if taken { SettingPattern { taken: bit, not_taken: 0 } } else { SettingPattern { taken: 0, not_taken: bit } }
    }

    /// Both at once.
    pub fn and(self, other: SettingPattern) -> SettingPattern {
        SettingPattern { taken: self.taken | other.taken, not_taken: self.not_taken | other.not_taken }
    }

    /// Whether it holds in a setting.
    pub fn holds(self, setting: OptionSet) -> bool {
        setting & self.taken == self.taken && setting & self.not_taken == 0
    }

    /// The options it mentions, one bit each.
    pub fn options(self) -> OptionSet {
        self.taken | self.not_taken
    }

    /// How many options it mentions.
    pub fn len(self) -> usize {
        self.options().count_ones() as usize
    }

    /// Whether it mentions none, and so always holds.
    pub fn is_empty(self) -> bool {
        self.options() == 0
    }

    /// Whether everything that the other asks for is asked for here.
    pub fn includes(self, other: SettingPattern) -> bool {
        self.taken & other.taken == other.taken && self.not_taken & other.not_taken == other.not_taken
    }

    /// In how many of these settings it holds.
    pub fn share(self, settings: &[OptionSet]) -> Share {
        Share { holds: settings.iter().filter(|&&setting| self.holds(setting)).count(), of: settings.len() }
    }
}

impl Share {
    /// Whether it holds in all, and there are some.
    pub fn is_all(self) -> bool {
        self.holds == self.of && self.of > 0
    }

    /// This share less another as a fraction; none of nothing is nothing.
    fn less(self, other: Share) -> (i128, i128) {
        let (of, other_of) = (self.of.max(1) as i128, other.of.max(1) as i128);
        (self.holds as i128 * other_of - other.holds as i128 * of, of * other_of)
    }
}

/// What tells the settings `mine` from all of `others`, by these options only: every smallest exact combination, or, if there is
/// none, those of the fewest options that separate most. Nothing if `mine` is empty.
pub fn separators(mine: &[OptionSet], others: &[&[OptionSet]], options: OptionSet) -> Separators {
    let sets: Vec<&[OptionSet]> = std::iter::once(mine).chain(others.iter().copied()).collect();
    let against: Vec<usize> = (1..sets.len()).collect();
    Sets::new(sets, options).separators(0, &against)
}

/// Several sets of settings, of which each can be told from others; what is counted is counted once.
pub struct Sets<'s> {
    sets: Vec<&'s [OptionSet]>,
    options: OptionSet,
    counts: Vec<OnceCell<Vec<usize>>>,
}

impl<'s> Sets<'s> {
    /// These sets, told apart by these options only. What is the same in all settings of all sets tells nothing, so it need not be
    /// tried: mostly all but a few levels of each choice.
    pub fn new(sets: Vec<&'s [OptionSet]>, options: OptionSet) -> Sets<'s> {
        let all = sets.iter().flat_map(|set| set.iter());
        let (every, any) = all.fold((OptionSet::MAX, 0), |(every, any), code| (every & code, any | code));
        let options = options & any & !every;
        Sets { counts: sets.iter().map(|_| OnceCell::new()).collect(), sets, options }
    }

    /// What tells one of them from others, by their positions.
    pub fn separators(&self, mine: usize, others: &[usize]) -> Separators {
        if self.sets[mine].is_empty() {
            return Separators::default();
        }
        let against: Vec<&[OptionSet]> = others.iter().map(|&other| self.sets[other]).collect();
        match exact(self.sets[mine], &against, self.options) {
            seen if seen.is_empty() => Separators { exact: false, seen: self.best(mine, others) },
            seen => Separators { exact: true, seen },
        }
    }

    /// The combinations of the fewest options that separate most, if any separates at all.
    fn best(&self, mine: usize, others: &[usize]) -> Vec<SettingPattern> {
        let share = |set: usize, at: usize| Share { holds: self.counted(set)[at], of: self.sets[set].len() };
        let (mut most, mut found) = ((0, 1), Vec::<SettingPattern>::new());
        for (at, seen) in combinations(self.options).into_iter().enumerate() {
            let less = others.iter().map(|&other| share(mine, at).less(share(other, at)));
            let Some(least) = less.min_by(compare) else { continue };
            match compare(&least, &most) {
                Ordering::Greater => (most, found) = (least, vec![seen]),
                // Of equal ones those of the fewest options, which come first.
                Ordering::Equal if found.first().is_some_and(|known| known.len() == seen.len()) => found.push(seen),
                _ => {}
            }
        }
        found
    }

    /// In how many settings of a set each combination holds.
    fn counted(&self, set: usize) -> &[usize] {
        self.counts[set].get_or_init(|| count(self.sets[set], self.options))
    }
}

/// The smallest combinations of what `mine` share that hold in no other setting.
fn exact(mine: &[OptionSet], others: &[&[OptionSet]], options: OptionSet) -> Vec<SettingPattern> {
    let (every, any) = mine.iter().fold((OptionSet::MAX, 0), |(every, any), code| (every & code, any | code));
    let fixed = options & (every | !any);
    let shared: Vec<SettingPattern> =
        positions(fixed).map(|option| SettingPattern::one(option, every >> option & 1 == 1)).collect();
    // A setting of the others is shut out when an option is mentioned in which it differs from what is shared.
    let mut differ: Vec<OptionSet> =
        others.iter().flat_map(|set| set.iter()).map(|code| (code ^ every) & fixed).collect();
    differ.sort_unstable_by_key(|differ| (differ.count_ones(), *differ)); // those hard to shut out first
    differ.dedup();
    match differ.first() {
        None => return vec![SettingPattern::default()],
        Some(0) => return Vec::new(),
        _ => {}
    }
    let shuts_out = |seen: SettingPattern| differ.iter().all(|differ| differ & seen.options() != 0);
    let mut found: Vec<SettingPattern> = Vec::new();
    let mut last = vec![(SettingPattern::default(), 0)];
    for _ in 0..MOST {
        let mut open = Vec::new();
        for (seen, next) in last {
            for (at, &one) in shared.iter().enumerate().skip(next) {
                let more = seen.and(one);
                if found.iter().any(|known| more.includes(*known)) {
                    continue;
                }
                if shuts_out(more) { found.push(more) } else { open.push((more, at + 1)) }
            }
        }
        last = open;
    }
    found
}

/// Every choice of so many options, in order.
fn choices(options: OptionSet, size: usize) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new()];
    for _ in 0..size {
        let later = |chosen: &Vec<usize>| {
            let after = chosen.last().map_or(0, |last| last + 1);
            let next = positions(options).filter(move |at| *at >= after);
            let chosen = chosen.clone();
            next.map(move |at| [chosen.as_slice(), &[at]].concat()).collect::<Vec<_>>()
        };
        found = found.iter().flat_map(later).collect();
    }
    found
}

/// All combinations of one to three options, the fewest first; of the same options, which are taken counts up.
fn combinations(options: OptionSet) -> Vec<SettingPattern> {
    let mut found = Vec::new();
    for size in 1..=MOST {
        for chosen in choices(options, size) {
            found.extend((0..1u32 << size).map(|which| {
                let one = |(place, &option): (usize, &usize)| SettingPattern::one(option, which >> place & 1 == 1);
                chosen.iter().enumerate().map(one).fold(SettingPattern::default(), SettingPattern::and)
            }));
        }
    }
    found
}

/// In how many settings each of the combinations holds, in their order.
fn count(settings: &[OptionSet], options: OptionSet) -> Vec<usize> {
    let column = |option: usize| -> Vec<u64> {
        let word =
            |chunk: &[OptionSet]| chunk.iter().rev().fold(0, |word, code| word << 1 | (code >> option & 1) as u64);
        settings.chunks(64).map(word).collect()
    };
    let columns: Vec<Vec<u64>> =
        (0..MAX_OPTIONS).map(|at| if options >> at & 1 == 1 { column(at) } else { Vec::new() }).collect();
    let taken = |chosen: &[usize], both: &[u64]| -> usize {
        let last = chosen.last().map_or(both, |last| columns[*last].as_slice());
        both.iter().zip(last).map(|(both, last)| (both & last).count_ones() as usize).sum()
    };
    let mut all: HashMap<Vec<usize>, usize> = HashMap::from([(Vec::new(), settings.len())]);
    let mut found = Vec::new();
    let mut both: (Vec<usize>, Vec<u64>) = (Vec::new(), vec![u64::MAX; settings.len().div_ceil(64)]);
    for size in 1..=MOST {
        for chosen in choices(options, size) {
            let before = &chosen[..size - 1];
            if both.0 != before {
                both.1.fill(u64::MAX);
                for option in before {
                    both.1.iter_mut().zip(&columns[*option]).for_each(|(word, column)| *word &= column);
                }
                both.0 = before.to_vec();
            }
            all.insert(chosen.clone(), taken(&chosen, &both.1));
            found.extend((0..1u32 << size).map(|which| exactly(&chosen, which, &all)));
        }
    }
    found
}

/// In how many settings, of some options, just those in `which` are taken, from how often some of them are taken at least.
fn exactly(chosen: &[usize], which: u32, at_least: &HashMap<Vec<usize>, usize>) -> usize {
    let supersets = (0..1u32 << chosen.len()).filter(|more| more & which == which);
    let signed = supersets.map(|more| {
        let options: Vec<usize> =
            chosen.iter().enumerate().filter(|(place, _)| more >> place & 1 == 1).map(|(_, option)| *option).collect();
        let count = at_least.get(&options).copied().unwrap_or(0) as i64;
        if (more ^ which).count_ones().is_multiple_of(2) { count } else { -count }
    });
    signed.sum::<i64>() as usize
}

/// Fractions with positive denominators.
fn compare(a: &(i128, i128), b: &(i128, i128)) -> Ordering {
    (a.0 * b.1).cmp(&(b.0 * a.1))
}

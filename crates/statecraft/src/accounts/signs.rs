//! **Signs that separate**: which combinations of option settings tell one set of settings from others.
//!
//! A combination separates *exactly* when it holds in all settings of the one set and in none of the others'. Such a one uses only
//! settings that all of the first set share, and leaving out more can only weaken it, so the smallest ones are found size by
//! size: those of one option, then the pairs and the triples that contain no smaller one. Where none exists, every
//! combination of up to three options is weighed by its *share*: the part of the first set in which it holds, less the largest
//! part of another set in which it does, every setting counting alike. An exact one has share 1.
//!
//! Cost: `O(k³)` passes over a bit for each setting, for k options that differ at all.

use std::cmp::Ordering;

/// A combination has at most so many options.
pub const MOST: usize = 3;

/// A combination of option settings; what it does not mention may be either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Seen {
    /// The options taken, one bit each.
    pub taken: u64,
    /// The options not taken.
    pub not_taken: u64,
}

/// In how many of how many settings a combination holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
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
    pub seen: Vec<Seen>,
}

impl Seen {
    /// One option.
    pub fn one(option: usize, taken: bool) -> Seen {
        match taken {
            true => Seen { taken: 1 << option, not_taken: 0 },
            false => Seen { taken: 0, not_taken: 1 << option },
        }
    }

    /// Both at once.
    pub fn and(self, other: Seen) -> Seen {
        Seen { taken: self.taken | other.taken, not_taken: self.not_taken | other.not_taken }
    }

    /// Whether it holds in a setting.
    pub fn holds(self, setting: u64) -> bool {
        setting & self.taken == self.taken && setting & self.not_taken == 0
    }

    /// The options it mentions, one bit each.
    pub fn options(self) -> u64 {
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
    pub fn includes(self, other: Seen) -> bool {
        self.taken & other.taken == other.taken && self.not_taken & other.not_taken == other.not_taken
    }

    /// In how many of these settings it holds.
    pub fn share(self, settings: &[u64]) -> Share {
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
pub fn separators(mine: &[u64], others: &[&[u64]], options: u64) -> Separators {
    if mine.is_empty() {
        return Separators::default();
    }
    match exact(mine, others, options) {
        seen if seen.is_empty() => Separators { exact: false, seen: best(mine, others, options) },
        seen => Separators { exact: true, seen },
    }
}

fn positions(bits: u64) -> impl Iterator<Item = usize> + Clone {
    (0..64).filter(move |at| bits >> at & 1 == 1)
}

/// The smallest combinations of what `mine` share that hold in no other setting.
fn exact(mine: &[u64], others: &[&[u64]], options: u64) -> Vec<Seen> {
    let (every, any) = mine.iter().fold((u64::MAX, 0), |(every, any), code| (every & code, any | code));
    let fixed = options & (every | !any);
    let shared: Vec<Seen> = positions(fixed).map(|option| Seen::one(option, every >> option & 1 == 1)).collect();
    // A setting of the others is shut out when an option is mentioned in which it differs from what is shared.
    let mut differ: Vec<u64> = others.iter().flat_map(|set| set.iter()).map(|code| (code ^ every) & fixed).collect();
    differ.sort_unstable_by_key(|differ| (differ.count_ones(), *differ)); // those hard to shut out first
    differ.dedup();
    match differ.first() {
        None => return vec![Seen::default()],
        Some(0) => return Vec::new(),
        _ => {}
    }
    let shuts_out = |seen: Seen| differ.iter().all(|differ| differ & seen.options() != 0);
    let mut found: Vec<Seen> = Vec::new();
    let mut last = vec![(Seen::default(), 0)];
    for _ in 0..MOST {
        let mut open = Vec::new();
        for (seen, next) in last {
            for (at, &one) in shared.iter().enumerate().skip(next) {
                let more = seen.and(one);
                if found.iter().any(|known| more.includes(*known)) {
                    continue;
                }
                match shuts_out(more) {
                    true => found.push(more),
                    false => open.push((more, at + 1)),
                }
            }
        }
        last = open;
    }
    found
}

/// The combinations of the fewest options that separate most, if any separates at all.
fn best(mine: &[u64], others: &[&[u64]], options: u64) -> Vec<Seen> {
    let all = || mine.iter().chain(others.iter().flat_map(|set| set.iter()));
    let (every, any) = all().fold((u64::MAX, 0), |(every, any), code| (every & code, any | code));
    let open: Vec<usize> = positions(options & any & !every).collect();
    let mut weighed = Weighed { sets: Vec::new(), most: (0, 1), found: Vec::new() };
    weighed.sets = std::iter::once(mine).chain(others.iter().copied()).map(|set| Columns::of(set, &open)).collect();
    for size in 1..=MOST {
        let everything = weighed.sets.iter().map(Columns::all).collect();
        weighed.extend(&open, size, 0, Seen::default(), everything);
    }
    weighed.found
}

/// A set of settings, a bit for each setting in the column of each option.
struct Columns {
    taken: Vec<Vec<u64>>,
    settings: usize,
}

impl Columns {
    fn of(settings: &[u64], options: &[usize]) -> Columns {
        let word =
            |chunk: &[u64], option: usize| chunk.iter().rev().fold(0, |word, code| word << 1 | (code >> option & 1));
        let column = |&option: &usize| settings.chunks(64).map(|chunk| word(chunk, option)).collect();
        Columns { taken: options.iter().map(column).collect(), settings: settings.len() }
    }

    fn all(&self) -> Vec<u64> {
        let mut words = vec![u64::MAX; self.settings.div_ceil(64)];
        if let Some(last) = words.last_mut().filter(|_| !self.settings.is_multiple_of(64)) {
            *last = (1 << (self.settings % 64)) - 1;
        }
        words
    }

    /// Those of some settings in which one more option is as said.
    fn within(&self, words: &[u64], column: usize, taken: bool) -> Vec<u64> {
        let flip = if taken { 0 } else { u64::MAX };
        words.iter().zip(&self.taken[column]).map(|(word, column)| word & (column ^ flip)).collect()
    }

    fn share(&self, words: &[u64]) -> Share {
        Share { holds: words.iter().map(|word| word.count_ones() as usize).sum(), of: self.settings }
    }
}

/// The best combinations so far.
struct Weighed {
    sets: Vec<Columns>,
    most: (i128, i128),
    found: Vec<Seen>,
}

impl Weighed {
    /// Weighs all combinations of `size` more options from `first` on.
    fn extend(&mut self, open: &[usize], size: usize, first: usize, seen: Seen, words: Vec<Vec<u64>>) {
        if size == 0 {
            return self.weigh(seen, &words);
        }
        for column in first..open.len() {
            for taken in [true, false] {
                let within = self.sets.iter().zip(&words).map(|(set, words)| set.within(words, column, taken));
                let within = within.collect();
                self.extend(open, size - 1, column + 1, seen.and(Seen::one(open[column], taken)), within);
            }
        }
    }

    fn weigh(&mut self, seen: Seen, words: &[Vec<u64>]) {
        let shares: Vec<Share> = self.sets.iter().zip(words).map(|(set, words)| set.share(words)).collect();
        let Some((mine, others)) = shares.split_first() else { return };
        let Some(least) = others.iter().map(|other| mine.less(*other)).min_by(compare) else { return };
        match compare(&least, &self.most) {
            Ordering::Greater => (self.most, self.found) = (least, vec![seen]),
            // Of equal ones those of the fewest options, which come first.
            Ordering::Equal if self.found.first().is_some_and(|known| known.len() == seen.len()) => {
                self.found.push(seen)
            }
            _ => {}
        }
    }
}

/// Fractions with positive denominators.
fn compare(a: &(i128, i128), b: &(i128, i128)) -> Ordering {
    (a.0 * b.1).cmp(&(b.0 * a.1))
}

//! A set of states, one bit each.

use super::StateId;

/// A set of states of one graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateSet {
    words: Vec<u64>,
    states: usize,
}

impl StateSet {
    /// No state of a graph with so many states.
    pub fn empty(states: usize) -> StateSet {
        StateSet { words: vec![0; states.div_ceil(64)], states }
    }

    /// All states of a graph with so many states.
    pub fn full(states: usize) -> StateSet {
        StateSet::from_words(vec![u64::MAX; states.div_ceil(64)], states)
    }

    /// The states for which `holds` is true.
    pub fn of(states: usize, holds: impl Fn(StateId) -> bool) -> StateSet {
        let bit = |at: usize| u64::from(holds(StateId::new(at))) << (at % 64);
        let word = |first: usize| (first..states.min(first + 64)).map(bit).fold(0, |word, bit| word | bit);
        StateSet { words: (0..states).step_by(64).map(word).collect(), states }
    }

    /// The states with these flags.
    pub(crate) fn of_flags(flags: &[bool]) -> StateSet {
        // Eight bytes, each 0 or 1, become one: the product has them side by side at its top (Warren, Hacker's Delight, 7).
        let byte =
            |eight: &[bool; 8]| u64::from_le_bytes(eight.map(u8::from)).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        let word = |flags: &[bool; 64]| flags.as_chunks().0.iter().rev().fold(0, |word, eight| word << 8 | byte(eight));
        let (full, rest) = flags.as_chunks();
        let last = rest.iter().rev().fold(0, |word, &flag| word << 1 | u64::from(flag));
        let words = full.iter().map(word).chain((!rest.is_empty()).then_some(last));
        StateSet { words: words.collect(), states: flags.len() }
    }

    /// One bit per state, the first state lowest in the first word.
    pub(super) fn from_words(mut words: Vec<u64>, states: usize) -> StateSet {
        if let Some(last) = words.last_mut()
            && !states.is_multiple_of(64)
        {
            *last &= (1 << (states % 64)) - 1;
        }
        StateSet { words, states }
    }

    pub(super) fn word(&self, at: usize) -> u64 {
        self.words[at]
    }

    /// Some words from one on; behind the last there is no state.
    pub(super) fn words_from<const N: usize>(&self, at: usize) -> [u64; N] {
        let words = self.words.get(at..).unwrap_or_default();
        match words.first_chunk() {
            Some(words) => *words,
            None => std::array::from_fn(|at| words.get(at).copied().unwrap_or_default()),
        }
    }

    /// How many states there are, in the set or not.
    pub fn states(&self) -> usize {
        self.states
    }

    /// Whether the state is in the set.
    pub fn contains(&self, state: StateId) -> bool {
        self.words[state.index() / 64] >> (state.index() % 64) & 1 == 1
    }

    /// Puts a state in.
    pub fn insert(&mut self, state: StateId) {
        self.words[state.index() / 64] |= 1 << (state.index() % 64);
    }

    /// Takes a state out.
    pub fn remove(&mut self, state: StateId) {
        self.words[state.index() / 64] &= !(1 << (state.index() % 64));
    }

    /// How many states are in the set.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether no state is.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// Whether every state is.
    pub fn is_full(&self) -> bool {
        self.len() == self.states
    }

    /// Whether every state of this set is in the other.
    pub fn is_subset(&self, other: &StateSet) -> bool {
        self.words.iter().zip(&other.words).all(|(mine, theirs)| mine & !theirs == 0)
    }

    /// The states in both.
    pub fn intersection(&self, other: &StateSet) -> StateSet {
        let words = self.words.iter().zip(&other.words).map(|(mine, theirs)| mine & theirs).collect();
        StateSet { words, states: self.states }
    }

    /// The states in either.
    pub fn union(&self, other: &StateSet) -> StateSet {
        let words = self.words.iter().zip(&other.words).map(|(mine, theirs)| mine | theirs).collect();
        StateSet { words, states: self.states }
    }

    /// The states that are not in the other.
    pub fn difference(&self, other: &StateSet) -> StateSet {
        let words = self.words.iter().zip(&other.words).map(|(mine, theirs)| mine & !theirs).collect();
        StateSet { words, states: self.states }
    }

    /// One bit for each state, 64 in a word, the first state lowest in the first word.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The states in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = StateId> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            let bits = std::iter::successors(Some(word), |rest| Some(rest & rest.wrapping_sub(1)));
            bits.take_while(|&rest| rest != 0).map(move |rest| StateId::new(at * 64 + rest.trailing_zeros() as usize))
        })
    }
}

//! Parts of speech by an averaged perceptron, from left to right (Collins 2002).
//!
//! A tag is the universal part of speech and the Penn tag, `VERB VBD`: the second tells a participle from a finite verb.

use super::linear::{Key, Linear, text_hash};

/// A word as the models see it.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// Hash of the form in lower case, with digits as 0.
    pub(crate) form: u32,
    affixes: Vec<u32>,
    shape: u32,
}

impl Word {
    /// Reads a token as written.
    pub(crate) fn new(token: &str) -> Self {
        let plain: String = token.chars().flat_map(plain).collect();
        let letters: Vec<char> = plain.chars().collect();
        let end = |n: usize| letters[letters.len().saturating_sub(n)..].iter().collect::<String>();
        let start = |n: usize| letters[..letters.len().min(n)].iter().collect::<String>();
        let affixes = [end(1), end(2), end(3), end(4), start(1), start(2), start(3)];
        Self {
            form: text_hash(&plain),
            affixes: affixes.iter().map(|text| text_hash(text)).collect(),
            shape: shape(token),
        }
    }
}

/// A letter in lower case, digits as 0, quotation marks as typewriters have them.
fn plain(letter: char) -> impl Iterator<Item = char> {
    let letter = match letter {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' => '\'',
        '–' | '—' => '-',
        digit if digit.is_ascii_digit() => '0',
        other => other,
    };
    letter.to_lowercase()
}

/// How a word looks: which kinds of letters come one after the other.
fn shape(token: &str) -> u32 {
    let mut kinds = String::new();
    for letter in token.chars() {
        let kind = match letter {
            _ if letter.is_uppercase() => 'A',
            _ if letter.is_lowercase() => 'a',
            _ if letter.is_numeric() => '0',
            _ => '-',
        };
        if !kinds.ends_with(kind) || kinds.len() == 1 {
            kinds.push(kind);
        }
        if kinds.len() > 6 {
            break;
        }
    }
    text_hash(&kinds)
}

/// The features of the word at `at`, given the two tags before it.
pub(crate) fn features(words: &[Word], at: usize, before: u32, before_that: u32, keys: &mut Vec<u32>) {
    keys.clear();
    let form = |offset: isize| at.checked_add_signed(offset).and_then(|at| words.get(at)).map_or(1, |word| word.form);
    let shape = |offset: isize| at.checked_add_signed(offset).and_then(|at| words.get(at)).map_or(1, |word| word.shape);
    let affix = |offset: isize, n: usize| {
        at.checked_add_signed(offset).and_then(|at| words.get(at)).map_or(1, |word| word.affixes[n])
    };
    let first = u32::from(at == 0);
    let mut add = |template: u32, parts: &[u32]| {
        keys.push(parts.iter().fold(Key::new(template), |key, &part| key.with(part)).hash());
    };
    add(0, &[form(0)]);
    add(1, &[form(-1)]);
    add(2, &[form(-2)]);
    add(3, &[form(1)]);
    add(4, &[form(2)]);
    for n in 0..7 {
        add(10 + n, &[affix(0, n as usize)]);
    }
    add(20, &[affix(-1, 2)]);
    add(21, &[affix(1, 2)]);
    add(22, &[shape(0), first]);
    add(23, &[shape(0), shape(1)]);
    add(24, &[shape(0), shape(-1)]);
    add(25, &[before]);
    add(26, &[before, before_that]);
    add(27, &[before, form(0)]);
    add(28, &[form(-1), form(0)]);
    add(29, &[form(0), form(1)]);
    add(30, &[before, form(1)]);
    add(31, &[before, affix(0, 2)]);
    add(32, &[shape(0), affix(0, 2)]);
    add(33, &[before, before_that, form(0)]);
    add(34, &[affix(0, 2), affix(1, 2)]);
}

/// The best class of each word.
pub(crate) fn tag(model: &Linear, words: &[Word]) -> Vec<u8> {
    let (mut tags, mut keys, mut scores) = (Vec::with_capacity(words.len()), Vec::new(), Vec::new());
    let (mut before, mut before_that) = (1000, 1000);
    for at in 0..words.len() {
        features(words, at, before, before_that, &mut keys);
        model.score(&keys, &mut scores);
        let best = best(&scores);
        tags.push(u8::try_from(best).unwrap_or(0));
        before_that = before;
        before = u32::try_from(best).unwrap_or(0);
    }
    tags
}

/// The place of the highest score, the first of equals.
pub(crate) fn best<T: PartialOrd + Copy>(scores: &[T]) -> usize {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    best
}

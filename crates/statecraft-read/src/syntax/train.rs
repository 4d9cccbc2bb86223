//! Training the tagger and the parser on a treebank in CoNLL-U, and measuring them.
//!
//! Both are averaged perceptrons. The parser is trained with a dynamic oracle (Goldberg and Nivre 2013): after the first rounds it
//! follows its own moves, so that it learns what is best after a mistake. It sees tags that the tagger gave to text it was not
//! trained on.

use super::Models;
use super::linear::Linear;
use super::parser::{self, Move, Sentence, State};
use super::tagger::{self, Word};
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::path::Path;

/// How the trained models do on text that they have not seen, in percent of words.
#[derive(Debug, Clone, Copy)]
pub struct Accuracy {
    /// Universal part of speech right.
    pub upos: f64,
    /// Head right, given the tagger's tags.
    pub uas: f64,
    /// Head and relation right, given the tagger's tags.
    pub las: f64,
    /// How many words were read.
    pub words: usize,
}

/// How long to train, and what to leave out.
#[derive(Debug, Clone, Copy)]
pub struct Rounds {
    /// Rounds over the treebank for the tagger.
    pub tagger: usize,
    /// Rounds for the parser.
    pub parser: usize,
}

#[derive(Debug, Clone)]
struct Tree {
    forms: Vec<String>,
    tags: Vec<String>,
    heads: Vec<usize>,
    relations: Vec<String>,
}

/// Sentences of a CoNLL-U file; the root is the number of words.
fn read(path: &Path) -> std::io::Result<Vec<Tree>> {
    let text = std::fs::read_to_string(path)?;
    let block = |block: &str| {
        let rows: Vec<Vec<&str>> = block.lines().map(|line| line.split('\t').collect()).collect();
        let words: Vec<&Vec<&str>> =
            rows.iter().filter(|row| row.len() > 7 && row[0].bytes().all(|b| b.is_ascii_digit())).collect();
        let head = |row: &Vec<&str>| row[6].parse::<usize>().unwrap_or(0).checked_sub(1).unwrap_or(words.len());
        Tree {
            forms: words.iter().map(|row| row[1].to_owned()).collect(),
            tags: words.iter().map(|row| format!("{} {}", row[3], row[4])).collect(),
            heads: words.iter().map(|row| head(row)).collect(),
            relations: words.iter().map(|row| row[7].to_owned()).collect(),
        }
    };
    Ok(text.split("\n\n").map(block).filter(|tree| !tree.forms.is_empty()).collect())
}

/// Weights in training: for each feature its classes with weight and weight times the step at which it was added.
#[derive(Debug, Default)]
struct Trainer {
    weights: HashMap<u32, Vec<(u8, i32, i64)>>,
    steps: i64,
    classes: usize,
}

impl Trainer {
    fn score(&self, keys: &[u32], scores: &mut Vec<i32>) {
        scores.clear();
        scores.resize(self.classes, 0);
        for key in keys {
            for &(class, weight, _) in self.weights.get(key).into_iter().flatten() {
                scores[usize::from(class)] += weight;
            }
        }
    }

    fn add(&mut self, keys: &[u32], class: usize, amount: i32) {
        let class = u8::try_from(class).unwrap_or(u8::MAX);
        for &key in keys {
            let row = self.weights.entry(key).or_default();
            let at = row.iter().position(|one| one.0 == class).unwrap_or_else(|| {
                row.push((class, 0, 0));
                row.len() - 1
            });
            row[at].1 += amount;
            row[at].2 += i64::from(amount) * self.steps;
        }
    }

    fn learn(&mut self, keys: &[u32], right: usize, guess: usize) {
        self.steps += 1;
        if right != guess {
            self.add(keys, right, 1);
            self.add(keys, guess, -1);
        }
    }

    /// The averaged weights in the stored form, in no more than `most` bytes: the smallest are left out until they fit.
    fn store(&self, classes: &[String], scale: f64, most: usize) -> Vec<u8> {
        let mut rows: BTreeMap<u32, Vec<(u8, i8)>> = BTreeMap::new();
        for (&key, row) in &self.weights {
            for &(class, weight, total) in row {
                let mean = f64::from(weight) - total as f64 / self.steps.max(1) as f64;
                rows.entry(key).or_default().push((class, (mean * scale).round().clamp(-127.0, 127.0) as i8));
            }
        }
        for row in rows.values_mut() {
            row.sort_unstable();
        }
        let size = |least: u8| {
            let kept = rows.values().map(|row| row.iter().filter(|weight| weight.1.unsigned_abs() >= least).count());
            kept.filter(|&kept| kept > 0).map(|kept| 5 + 2 * kept).sum::<usize>()
        };
        let least = (2..126).find(|&least| size(least) <= most).unwrap_or(126);
        stored(classes, &rows, least)
    }
}

fn stored(classes: &[String], rows: &BTreeMap<u32, Vec<(u8, i8)>>, least: u8) -> Vec<u8> {
    let mut out = b"SCR1".to_vec();
    out.push(classes.len() as u8);
    for class in classes {
        out.push(class.len() as u8);
        out.extend(class.bytes());
    }
    let (mut count, mut records) = (0_u32, Vec::new());
    for (key, row) in rows {
        let kept: Vec<u8> = row
            .iter()
            .filter(|one| one.1.unsigned_abs() >= least)
            .flat_map(|one| [one.0, one.1.to_le_bytes()[0]])
            .collect();
        if !kept.is_empty() {
            count += 1;
            records.extend(key.to_le_bytes());
            records.push((kept.len() / 2) as u8);
            records.extend(kept);
        }
    }
    out.extend(count.to_le_bytes());
    out.extend(records);
    out
}

/// The names in use, sorted.
fn names<'a>(all: impl Iterator<Item = &'a String>) -> Vec<String> {
    all.collect::<std::collections::BTreeSet<_>>().into_iter().cloned().collect()
}

fn place(names: &[String], name: &String) -> usize {
    names.binary_search(name).unwrap_or(0)
}

/// Another order each round, the same each time.
fn shuffled(count: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for at in (1..count).rev() {
        order.swap(at, random.next() as usize % (at + 1));
    }
    order
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 16
    }
}

fn words(tree: &Tree) -> Vec<Word> {
    tree.forms.iter().map(|form| Word::new(form)).collect()
}

fn train_tagger(trees: &[&Tree], tags: &[String], rounds: usize) -> Trainer {
    let mut trainer = Trainer { classes: tags.len(), ..Trainer::default() };
    let read: Vec<Vec<Word>> = trees.iter().map(|tree| words(tree)).collect();
    let (mut keys, mut scores) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        for at in shuffled(trees.len(), 7 + round as u64) {
            let (mut before, mut before_that) = (1000, 1000);
            for word in 0..read[at].len() {
                tagger::features(&read[at], word, before, before_that, &mut keys);
                trainer.score(&keys, &mut scores);
                let guess = tagger::best(&scores);
                trainer.learn(&keys, place(tags, &trees[at].tags[word]), guess);
                (before_that, before) = (before, guess as u32);
            }
        }
    }
    trainer
}

/// A model in the form in which it will be used.
fn frozen(bytes: Vec<u8>) -> Linear {
    Linear::read(Box::leak(bytes.into_boxed_slice())).0
}

/// Tags as the tagger gives them to text it has not seen: each part is tagged by a tagger trained on the others.
fn jackknifed(trees: &[Tree], tags: &[String], rounds: usize) -> Vec<Vec<u8>> {
    const PARTS: usize = 4;
    let mut given = vec![Vec::new(); trees.len()];
    for part in 0..PARTS {
        let others: Vec<&Tree> =
            trees.iter().enumerate().filter(|(at, _)| at % PARTS != part).map(|(_, tree)| tree).collect();
        let model = frozen(train_tagger(&others, tags, rounds).store(tags, TAGGER_SCALE, usize::MAX));
        for at in (part..trees.len()).step_by(PARTS) {
            given[at] = tagger::tag(&model, &words(&trees[at]));
        }
    }
    given
}

/// How many arcs of the tree can no longer be made once this is done.
fn cost(state: &State, heads: &[usize], step: Move) -> usize {
    let buffer = |word: usize| word >= state.next;
    let top = state.stack.last().copied();
    let below = state.stack.len().checked_sub(2).map(|at| state.stack[at]);
    let waiting = |of: usize| (state.next..heads.len()).filter(|&word| heads[word] == of).count();
    match step {
        Move::Shift => {
            let stacked = &state.stack[..state.stack.len().saturating_sub(1)];
            let next = state.next;
            state.stack.iter().filter(|&&word| heads[word] == next).count()
                + usize::from(stacked.contains(&heads[next]))
        }
        Move::Left(_) => top.map_or(0, |top| {
            let head = heads[top];
            waiting(top) + usize::from(Some(head) == below || (buffer(head) && head != state.next))
        }),
        Move::Right(_) => top.map_or(0, |top| waiting(top) + usize::from(buffer(heads[top]))),
    }
}

/// Is the move among the best: does it lose fewest arcs, and name the relation if it makes a right arc?
fn right(state: &State, tree: (&[usize], &[u8]), step: Move, costs: [Option<usize>; 3], least: usize) -> bool {
    let (heads, relations) = tree;
    let top = state.stack.last().copied();
    let below = state.stack.len().checked_sub(2).map(|at| state.stack[at]);
    let fits = |head: Option<usize>, relation: u8| {
        top.is_some_and(|top| head != Some(heads[top]) || relations[top] == relation)
    };
    match step {
        Move::Shift => costs[0] == Some(least),
        Move::Left(relation) => costs[1] == Some(least) && fits(Some(state.next), relation),
        Move::Right(relation) => costs[2] == Some(least) && fits(below, relation),
    }
}

struct Gold<'a> {
    forms: Vec<u32>,
    tags: &'a [u8],
    heads: &'a [usize],
    relations: Vec<u8>,
}

fn train_parser(trees: &[Gold<'_>], relations: usize, rounds: usize) -> Trainer {
    let mut trainer = Trainer { classes: 1 + 2 * relations, ..Trainer::default() };
    let (mut keys, mut scores) = (Vec::new(), Vec::new());
    let mut random = Random(88_172_645_463_325_252);
    for round in 0..rounds {
        for at in shuffled(trees.len(), 99 + round as u64) {
            let gold = &trees[at];
            let mut state = State::new(gold.forms.len());
            while !state.done() {
                let sentence = Sentence { forms: &gold.forms, tags: gold.tags };
                parser::features(sentence, &state, &mut keys);
                trainer.score(&keys, &mut scores);
                let Some(guess) = parser::choose(&state, &scores) else { break };
                let of = |step: Move| state.allows(step).then(|| cost(&state, gold.heads, step));
                let costs = [of(Move::Shift), of(Move::Left(0)), of(Move::Right(0))];
                let least = costs.iter().flatten().min().copied().unwrap_or(0);
                let is_right = |step| right(&state, (gold.heads, &gold.relations), step, costs, least);
                let best = (0..scores.len())
                    .filter(|&class| state.allows(Move::of(class)) && is_right(Move::of(class)))
                    .max_by_key(|&class| (scores[class], std::cmp::Reverse(class)));
                let Some(best) = best else { break };
                let guess_right = is_right(guess);
                trainer.learn(&keys, best, if guess_right { best } else { guess.class() });
                let explore = round > 0 && random.next() % 10 < 9;
                state.apply(if guess_right || explore { guess } else { Move::of(best) });
            }
        }
    }
    trainer
}

// A weight of 1 is this much of a byte; what is beyond the byte is cut off.
const TAGGER_SCALE: f64 = 8.0;
const PARSER_SCALE: f64 = 5.0;
const TAGGER_BYTES: usize = 1_600_000;
const PARSER_BYTES: usize = 6_300_000;

/// Trains on `train.conllu` of a folder. Returns the weights in their stored form.
///
/// # Errors
/// A file cannot be read.
pub fn train(folder: &Path, rounds: Rounds) -> std::io::Result<Vec<u8>> {
    let trees = read(&folder.join("train.conllu"))?;
    let tags = names(trees.iter().flat_map(|tree| &tree.tags));
    let relations = names(trees.iter().flat_map(|tree| &tree.relations));
    let all: Vec<&Tree> = trees.iter().collect();
    let mut out = train_tagger(&all, &tags, rounds.tagger).store(&tags, TAGGER_SCALE, TAGGER_BYTES);
    let given = jackknifed(&trees, &tags, rounds.tagger.min(4));
    let golds: Vec<Gold<'_>> = trees
        .iter()
        .zip(&given)
        .map(|(tree, tags)| Gold {
            forms: words(tree).iter().map(|word| word.form).collect(),
            tags,
            heads: &tree.heads,
            relations: tree.relations.iter().map(|name| place(&relations, name) as u8).collect(),
        })
        .collect();
    let trainer = train_parser(&golds, relations.len(), rounds.parser);
    let sides = relations.iter().flat_map(|name| [format!("left {name}"), format!("right {name}")]);
    let classes: Vec<String> = std::iter::once("shift".to_owned()).chain(sides).collect();
    out.extend(trainer.store(&classes, PARSER_SCALE, PARSER_BYTES));
    Ok(out)
}

/// Measures stored weights on a CoNLL-U file. Relations are compared with their subtypes left out.
///
/// # Errors
/// The file cannot be read.
pub fn measure(weights: Vec<u8>, file: &Path) -> std::io::Result<Accuracy> {
    let models = Models::read(Box::leak(weights.into_boxed_slice()));
    let (mut words, mut upos, mut uas, mut las) = (0, 0, 0, 0);
    let plain = |relation: &str| relation.split(':').next().unwrap_or_default().to_owned();
    for tree in read(file)? {
        let forms: Vec<&str> = tree.forms.iter().map(String::as_str).collect();
        for (at, node) in models.analyse(&forms).into_iter().enumerate() {
            words += 1;
            upos += usize::from(tree.tags[at].split(' ').next() == Some(node.upos.as_str()));
            let head = node.head.unwrap_or(forms.len()) == tree.heads[at];
            uas += usize::from(head);
            las += usize::from(head && plain(&node.relation) == plain(&tree.relations[at]));
        }
    }
    let percent = |count: usize| 100.0 * count as f64 / words.max(1) as f64;
    Ok(Accuracy { upos: percent(upos), uas: percent(uas), las: percent(las), words })
}

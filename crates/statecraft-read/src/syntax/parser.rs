//! Dependencies by greedy transitions: the arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta 2011) with an averaged
//! perceptron.
//!
//! The words are read one after the other. What is not attached yet lies on a stack. *Shift* puts the next word on it. *Left*
//! hangs the top of the stack on the next word, *right* on the word below it. The root is one more word behind the last.

use super::linear::{Key, Linear};

/// What the parser can do; `Left` and `Right` with the number of the relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Move {
    Shift,
    Left(u8),
    Right(u8),
}

impl Move {
    /// The class of the move in the model: 0 is shift, then left and right in turn.
    pub(crate) fn class(self) -> usize {
        match self {
            Self::Shift => 0,
            Self::Left(relation) => 1 + 2 * usize::from(relation),
            Self::Right(relation) => 2 + 2 * usize::from(relation),
        }
    }

    /// The move of a class.
    pub(crate) fn of(class: usize) -> Self {
        let relation = u8::try_from(class.saturating_sub(1) / 2).unwrap_or(u8::MAX);
        match class {
            0 => Self::Shift,
            _ if class % 2 == 1 => Self::Left(relation),
            _ => Self::Right(relation),
        }
    }
}

const NONE: usize = usize::MAX;

/// Where the parser stands. Words are numbered from 0; the root has the number of words.
#[derive(Debug, Clone)]
pub(crate) struct State {
    pub(crate) stack: Vec<usize>,
    pub(crate) next: usize,
    pub(crate) heads: Vec<usize>,
    pub(crate) relations: Vec<u8>,
    left: Vec<[usize; 2]>,
    right: Vec<[usize; 2]>,
    counts: Vec<[u32; 2]>,
}

impl State {
    /// The start, for `count` words.
    pub(crate) fn new(count: usize) -> Self {
        Self {
            stack: Vec::new(),
            next: 0,
            heads: vec![NONE; count],
            relations: vec![0; count],
            left: vec![[NONE; 2]; count + 1],
            right: vec![[NONE; 2]; count + 1],
            counts: vec![[0; 2]; count + 1],
        }
    }

    /// Is everything attached?
    pub(crate) fn done(&self) -> bool {
        self.next == self.heads.len() && self.stack.is_empty()
    }

    /// May this be done here? The root takes one word only, the last on the stack.
    pub(crate) fn allows(&self, step: Move) -> bool {
        match step {
            Move::Shift => self.next < self.heads.len(),
            Move::Left(_) if self.next == self.heads.len() => self.stack.len() == 1,
            Move::Left(_) => !self.stack.is_empty(),
            Move::Right(_) => self.stack.len() > 1,
        }
    }

    /// Does it.
    pub(crate) fn apply(&mut self, step: Move) {
        match step {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Left(relation) => {
                if let Some(word) = self.stack.pop() {
                    self.attach(self.next, word, relation);
                    self.left[self.next] = [word, self.left[self.next][0]];
                    self.counts[self.next][0] += 1;
                }
            }
            Move::Right(relation) => {
                if let (Some(word), Some(&head)) = (self.stack.pop(), self.stack.last()) {
                    self.attach(head, word, relation);
                    self.right[head] = [word, self.right[head][0]];
                    self.counts[head][1] += 1;
                }
            }
        }
    }

    fn attach(&mut self, head: usize, word: usize, relation: u8) {
        self.heads[word] = head;
        self.relations[word] = relation;
    }

    fn under_top(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |at| self.stack[at])
    }
}

/// What the features of one sentence are made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sentence<'a> {
    /// Hashes of the forms.
    pub(crate) forms: &'a [u32],
    /// Tags.
    pub(crate) tags: &'a [u8],
}

struct Seen {
    w: u32,
    t: u32,
    l: u32,
}

fn seen(sentence: Sentence<'_>, state: &State, word: usize) -> Seen {
    if word == NONE {
        return Seen { w: 2, t: 900, l: 900 };
    }
    if word == sentence.forms.len() {
        return Seen { w: 3, t: 901, l: 901 };
    }
    let l = if state.heads[word] == NONE { 902 } else { u32::from(state.relations[word]) };
    Seen { w: sentence.forms[word], t: u32::from(sentence.tags[word]), l }
}

/// The features of a state (after Zhang and Nivre 2011).
pub(crate) fn features(sentence: Sentence<'_>, state: &State, keys: &mut Vec<u32>) {
    keys.clear();
    let mut out = Features { keys, template: 0 };
    let word = |at: usize| if at == NONE || at > sentence.forms.len() { NONE } else { at };
    let (s0, s1, s2) = (state.under_top(0), state.under_top(1), state.under_top(2));
    let (b0, b1, b2) = (word(state.next), word(state.next + 1), word(state.next + 2));
    let child = |side: &[[usize; 2]], of: usize, n: usize| if of == NONE { NONE } else { side[of][n] };
    let at = |word: usize| seen(sentence, state, word);
    let (t0, t1, t2, n0, n1, n2) = (at(s0), at(s1), at(s2), at(b0), at(b1), at(b2));
    for one in [&t0, &t1, &n0, &n1] {
        out.add(&[one.w]);
        out.add(&[one.t]);
        out.add(&[one.w, one.t]);
    }
    out.add(&[t2.t]);
    out.add(&[t2.w]);
    out.add(&[n2.t]);
    out.add(&[n2.w]);
    for (one, two) in [(&t0, &n0), (&t1, &t0), (&t1, &n0), (&n0, &n1)] {
        out.add(&[one.t, two.t]);
        out.add(&[one.w, two.t]);
        out.add(&[one.t, two.w]);
        out.add(&[one.w, two.w]);
    }
    out.add(&[t0.w, t0.t, n0.t]);
    out.add(&[t1.w, t1.t, t0.t]);
    triples(&mut out, [&t0, &t1, &t2], [&n0, &n1, &n2]);
    let (s0l, s0r, s0l2, s0r2) =
        (child(&state.left, s0, 0), child(&state.right, s0, 0), child(&state.left, s0, 1), child(&state.right, s0, 1));
    let (s1l, s1r, s1r2) = (child(&state.left, s1, 0), child(&state.right, s1, 0), child(&state.right, s1, 1));
    let (b0l, b0l2) = (child(&state.left, b0, 0), child(&state.left, b0, 1));
    for (of, one) in
        [(&t0, s0l), (&t0, s0r), (&t0, s0l2), (&t0, s0r2), (&t1, s1l), (&t1, s1r), (&t1, s1r2), (&n0, b0l), (&n0, b0l2)]
    {
        let one = at(one);
        out.add(&[one.w]);
        out.add(&[of.t, one.t]);
        out.add(&[of.t, one.l]);
        out.add(&[of.w, one.l]);
        out.add(&[t0.t, n0.t, one.t]);
        out.add(&[t1.t, t0.t, one.t]);
    }
    out.add(&[t0.t, at(s0l).l, at(s0l2).l]);
    out.add(&[t0.t, at(s0r).l, at(s0r2).l]);
    out.add(&[t1.t, t0.t, at(s1r).l, at(s0l).l]);
    out.add(&[n0.t, at(b0l).l, at(b0l2).l]);
    shape(&mut out, state, [s0, s1, b0], [&t0, &t1, &n0]);
}

struct Features<'a> {
    keys: &'a mut Vec<u32>,
    template: u32,
}

impl Features<'_> {
    fn add(&mut self, parts: &[u32]) {
        let key = parts.iter().fold(Key::new(100 + self.template), |key, &part| key.with(part));
        self.keys.push(key.hash());
        self.template += 1;
    }
}

fn triples(out: &mut Features<'_>, [s0, s1, s2]: [&Seen; 3], [b0, b1, b2]: [&Seen; 3]) {
    out.add(&[s0.t, b0.t, b1.t]);
    out.add(&[s1.t, s0.t, b0.t]);
    out.add(&[s2.t, s1.t, s0.t]);
    out.add(&[b0.t, b1.t, b2.t]);
    out.add(&[s0.w, b0.t, b1.t]);
    out.add(&[s1.t, s0.w, b0.t]);
    out.add(&[s1.w, s0.t, b0.t]);
    out.add(&[s1.t, s0.t, b0.w]);
    out.add(&[s1.t, s0.t, b0.t, b1.t]);
    out.add(&[s2.t, s1.t, s0.t, b0.t]);
}

/// Distances and how many dependents there are already.
fn shape(out: &mut Features<'_>, state: &State, [s0, s1, b0]: [usize; 3], [seen0, seen1, seen_b]: [&Seen; 3]) {
    let distance = |from: usize, to: usize| {
        if from == NONE || to == NONE { 9 } else { u32::try_from(to.abs_diff(from).min(8)).unwrap_or(8) }
    };
    let count = |word: usize, side: usize| if word == NONE { 9 } else { state.counts[word][side].min(4) };
    out.add(&[distance(s0, b0), seen0.t, seen_b.t]);
    out.add(&[distance(s1, s0), seen1.t, seen0.t]);
    out.add(&[distance(s0, b0), seen0.w]);
    out.add(&[distance(s0, b0), seen_b.w]);
    out.add(&[seen0.w, count(s0, 1)]);
    out.add(&[seen0.t, count(s0, 1), count(s0, 0)]);
    out.add(&[seen1.t, count(s1, 1)]);
    out.add(&[seen_b.t, count(b0, 0)]);
    out.add(&[seen1.w, count(s1, 1)]);
}

/// The heads and relations of a sentence; a head that is the number of words is the root.
pub(crate) fn parse(model: &Linear, sentence: Sentence<'_>) -> State {
    let mut state = State::new(sentence.forms.len());
    let (mut keys, mut scores) = (Vec::new(), Vec::new());
    while !state.done() {
        features(sentence, &state, &mut keys);
        model.score(&keys, &mut scores);
        let step = choose(&state, &scores).unwrap_or(fallback(&state));
        state.apply(step);
    }
    state
}

/// The best move that is allowed.
pub(crate) fn choose<T: PartialOrd + Copy>(state: &State, scores: &[T]) -> Option<Move> {
    let mut best: Option<(Move, T)> = None;
    for (class, &score) in scores.iter().enumerate() {
        let step = Move::of(class);
        if state.allows(step) && best.is_none_or(|(_, most)| score > most) {
            best = Some((step, score));
        }
    }
    best.map(|(step, _)| step)
}

/// What can always be done: for a model without classes.
fn fallback(state: &State) -> Move {
    [Move::Shift, Move::Right(0)].into_iter().find(|&step| state.allows(step)).unwrap_or(Move::Left(0))
}

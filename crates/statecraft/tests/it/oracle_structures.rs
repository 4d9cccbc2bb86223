//! The definitions for other structures of preference, as they are printed: slow and obvious, nothing shared with the library.

use crate::oracle::{ends_of_legal_sequences, others};
use crate::spec::Plain;

/// Actor, state: is the state stable for the actor?
pub(crate) type Stable = Vec<Vec<bool>>;

/// Nash, GMR, SMR, SEQ.
pub(crate) type Four = [Stable; 4];

fn each(plain: &Plain, stable: impl Fn(usize, usize) -> bool) -> Stable {
    (0..plain.actors).map(|i| (0..plain.states).map(|s| stable(i, s)).collect()).collect()
}

/// `R_{N−i}(s1)` for all states.
fn replies(plain: &Plain, i: usize) -> Vec<Vec<usize>> {
    let ends = |s1| ends_of_legal_sequences(plain.states, &others(plain, i), s1, |j, t| plain.moves[j][t].clone());
    (0..plain.states).map(ends).collect()
}

/// The same by steps of which each satisfies `step(j, from, to)`.
fn replies_by(plain: &Plain, i: usize, step: &dyn Fn(usize, usize, usize) -> bool) -> Vec<Vec<usize>> {
    let steps = |j: usize, t: usize| plain.moves[j][t].iter().copied().filter(|&u| step(j, t, u)).collect();
    (0..plain.states).map(|s1| ends_of_legal_sequences(plain.states, &others(plain, i), s1, steps)).collect()
}

/// Attitudes of Inohara, Hipel & Walker 2007: `e[i][j]` is `'+'`, `'0'` or `'-'`.
pub(crate) struct Attitudes<'p> {
    pub plain: &'p Plain,
    pub e: Vec<Vec<char>>,
    /// `≽` as printed, or `≻`.
    pub weak: bool,
}

impl Attitudes<'_> {
    /// `s RP_ij t`: `s ≽_j t` if `e_ij = +`, always if 0, `t ≽_j s` if −.
    fn rp(&self, i: usize, j: usize, s: usize, t: usize) -> bool {
        let p = &self.plain.rank[j];
        match (self.e[i][j], self.weak) {
            ('+', true) => p[s] >= p[t],
            ('+', false) => p[s] > p[t],
            ('-', true) => p[t] >= p[s],
            ('-', false) => p[t] > p[s],
            _ => true,
        }
    }

    /// `s TRP_i t`: ∀ `j`: `s RP_ij t`.
    fn trp(&self, i: usize, s: usize, t: usize) -> bool {
        (0..self.plain.actors).all(|j| self.rp(i, j, s, t))
    }

    /// `TRR_i(s) ∖ {s} = {t ∈ R_i(s) : t TRP_i s}`.
    fn trr(&self, i: usize, s: usize) -> Vec<usize> {
        self.plain.moves[i][s].iter().copied().filter(|&t| self.trp(i, t, s)).collect()
    }

    /// `TRR_i(s)` keeps `s` apart, and so does this: to be led back to `s` is to have gained nothing.
    fn reply(&self, i: usize, t: usize, s: usize) -> bool {
        t != s && self.trp(i, t, s)
    }

    /// RNash: `TRR_i(s) = {s}`. RGMR: ∀ `s1 ∈ TRR_i(s)∖{s}` ∃ `s2 ∈ R_{N−i}(s1)`: not `s2 TRP_i s`. RSMR: and not
    /// `s3 TRP_i s` for all `s3 ∈ R_i(s2)`. RSEQ: `s2 ∈ TRR_{N−i}(s1)`.
    pub(crate) fn verdicts(&self) -> Four {
        let plain = self.plain;
        let free: Vec<_> = (0..plain.actors).map(|i| replies(plain, i)).collect();
        let relational = |i| replies_by(plain, i, &|j, t, u| self.trp(j, u, t));
        let relational: Vec<_> = (0..plain.actors).map(relational).collect();
        [
            each(plain, |i, s| self.trr(i, s).is_empty()),
            each(plain, |i, s| self.trr(i, s).iter().all(|&s1| free[i][s1].iter().any(|&s2| !self.reply(i, s2, s)))),
            each(plain, |i, s| {
                let holds =
                    |s2: usize| !self.reply(i, s2, s) && plain.moves[i][s2].iter().all(|&s3| !self.reply(i, s3, s));
                self.trr(i, s).iter().all(|&s1| free[i][s1].iter().any(|&s2| holds(s2)))
            }),
            each(plain, |i, s| {
                self.trr(i, s).iter().all(|&s1| relational[i][s1].iter().any(|&s2| !self.reply(i, s2, s)))
            }),
        ]
    }
}

/// Strength of preference (Hamouda, Kilgour & Hipel 2004, 2006; Xu, Hipel & Kilgour 2009): `degree(i, s, t)` is by how much actor
/// `i` prefers `s` to `t`, 0 if it does not.
pub(crate) struct Strength<'p> {
    pub plain: &'p Plain,
    pub degree: &'p dyn Fn(usize, usize, usize) -> u8,
}

impl Strength<'_> {
    /// `R_i^{+,++}(s)`.
    fn improvements(&self, i: usize, s: usize) -> Vec<usize> {
        self.plain.moves[i][s].iter().copied().filter(|&t| (self.degree)(i, t, s) > 0).collect()
    }

    /// In general: `s2` deters when `s ≽ s2`.
    pub(crate) fn general(&self) -> Four {
        self.with(&|i, s, t| (self.degree)(i, t, s) == 0)
    }

    /// At level `k ≥ 1`: `s2` deters when `s` is preferred to it by degree `k` at least; StrongSMR: and to every `s3 ∈ R_i(s2)`.
    pub(crate) fn level(&self, k: u8) -> Four {
        self.with(&|i, s, t| (self.degree)(i, s, t) >= k)
    }

    fn with(&self, bad_enough: &dyn Fn(usize, usize, usize) -> bool) -> Four {
        let plain = self.plain;
        let free: Vec<_> = (0..plain.actors).map(|i| replies(plain, i)).collect();
        let credible = |i| replies_by(plain, i, &|j, t, u| (self.degree)(j, u, t) > 0);
        let credible: Vec<_> = (0..plain.actors).map(credible).collect();
        let answered = |i: usize, s: usize, replies: &[Vec<Vec<usize>>], escape: bool| {
            let holds = |s2: usize| {
                bad_enough(i, s, s2) && (!escape || plain.moves[i][s2].iter().all(|&s3| bad_enough(i, s, s3)))
            };
            self.improvements(i, s).iter().all(|&s1| replies[i][s1].iter().any(|&s2| holds(s2)))
        };
        [
            each(plain, |i, s| self.improvements(i, s).is_empty()),
            each(plain, |i, s| answered(i, s, &free, false)),
            each(plain, |i, s| answered(i, s, &free, true)),
            each(plain, |i, s| answered(i, s, &credible, false)),
        ]
    }
}

/// How two states compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pair {
    /// `≻`
    Better,
    /// `≺`
    Worse,
    /// `~`
    Tied,
    /// `U`
    Unknown,
}

/// Unknown preference (Li, Hipel, Kilgour & Fang 2004): actor, state, state.
pub(crate) struct Unknown<'p> {
    pub plain: &'p Plain,
    pub pair: Vec<Vec<Vec<Pair>>>,
}

impl Unknown<'_> {
    /// The table of the four extensions, line by line.
    pub(crate) fn verdicts(&self, extension: char) -> Four {
        let (plus, or_u) = (&[Pair::Better][..], &[Pair::Better, Pair::Unknown][..]);
        let (tempts, deters, escapes) = match extension {
            'a' => (or_u, &[Pair::Worse, Pair::Tied][..], or_u),
            'b' => (plus, &[Pair::Worse, Pair::Tied][..], or_u),
            'c' => (or_u, &[Pair::Worse, Pair::Tied, Pair::Unknown][..], plus),
            _ => (plus, &[Pair::Worse, Pair::Tied, Pair::Unknown][..], plus),
        };
        let plain = self.plain;
        // How `t` compares with `s`.
        let is = |i: usize, t: usize, s: usize, kinds: &[Pair]| kinds.contains(&self.pair[i][t][s]);
        let tempting = |i: usize, s: usize| -> Vec<usize> {
            plain.moves[i][s].iter().copied().filter(|&t| is(i, t, s, tempts)).collect()
        };
        let free: Vec<_> = (0..plain.actors).map(|i| replies(plain, i)).collect();
        let credible = |i| replies_by(plain, i, &|j, t, u| is(j, u, t, or_u));
        let credible: Vec<_> = (0..plain.actors).map(credible).collect();
        [
            each(plain, |i, s| tempting(i, s).is_empty()),
            each(plain, |i, s| tempting(i, s).iter().all(|&s1| free[i][s1].iter().any(|&s2| is(i, s2, s, deters)))),
            each(plain, |i, s| {
                let holds =
                    |s2: usize| is(i, s2, s, deters) && !plain.moves[i][s2].iter().any(|&s3| is(i, s3, s, escapes));
                tempting(i, s).iter().all(|&s1| free[i][s1].iter().any(|&s2| holds(s2)))
            }),
            each(plain, |i, s| tempting(i, s).iter().all(|&s1| credible[i][s1].iter().any(|&s2| is(i, s2, s, deters)))),
        ]
    }
}

/// The orders of statements that are compatible, as permutations: sure ones keep their order; an unsure one stands below the sure
/// statement before the nearest sure one above it, and above the sure statement after the nearest below it.
pub(crate) fn compatible_orders(unsure: &[bool]) -> Vec<Vec<usize>> {
    let sure: Vec<usize> = (0..unsure.len()).filter(|&line| !unsure[line]).collect();
    let fits = |order: &Vec<usize>| {
        let place = |line: usize| order.iter().position(|&other| other == line).expect("every line has a place");
        let in_order = sure.windows(2).all(|pair| place(pair[0]) < place(pair[1]));
        let near = |line: usize| {
            let above: Vec<usize> = sure.iter().copied().filter(|&other| other < line).collect();
            let below: Vec<usize> = sure.iter().copied().filter(|&other| other > line).collect();
            let not_too_high = above.len() < 2 || place(above[above.len() - 2]) < place(line);
            let not_too_low = below.len() < 2 || place(line) < place(below[1]);
            not_too_high && not_too_low
        };
        in_order && (0..unsure.len()).filter(|&line| unsure[line]).all(near)
    };
    let mut orders = vec![vec![]];
    for line in 0..unsure.len() {
        let with = |order: &Vec<usize>| -> Vec<Vec<usize>> {
            (0..=order.len()).map(|at| [&order[..at], &[line], &order[at..]].concat()).collect()
        };
        orders = orders.iter().flat_map(with).collect();
    }
    orders.retain(fits);
    orders
}

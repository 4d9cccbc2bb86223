//! The definitions beyond the five usual ones, as they are printed: slow and obvious, nothing shared with the library.

use std::collections::BTreeSet;

use crate::oracle::{improvements, joint_improvements, joint_moves, others};
use crate::spec::Plain;

/// Actor, state: is the state stable for the actor?
pub(crate) type Stable = Vec<Vec<bool>>;

fn each(plain: &Plain, stable: impl Fn(usize, usize) -> bool) -> Stable {
    (0..plain.actors).map(|i| (0..plain.states).map(|s| stable(i, s)).collect()).collect()
}

/// Simultaneous stability. `settings` has each state's option vector as a number with one bit for each option;
/// options belong to one actor each, so adding vectors is adding numbers.
pub(crate) fn sim(plain: &Plain, settings: &[usize]) -> Stable {
    each(plain, |i, s| sim_stable(plain, settings, i, s))
}

/// `∀ s1 ∈ R_i^+(s) ∃ (c_j) ∈ Π C_j : s1 + Σ c_j is feasible and s ≽_i s1 + Σ c_j`, `C_j = {0} ∪ {t − s : t ∈ R_j^+(s)}`.
fn sim_stable(plain: &Plain, settings: &[usize], i: usize, s: usize) -> bool {
    let vector = |state: usize| settings[state] as i64;
    let choices = |j: usize| -> Vec<i64> {
        std::iter::once(0).chain(improvements(plain, j, s).into_iter().map(|t| vector(t) - vector(s))).collect()
    };
    let sums = others(plain, i).into_iter().map(choices).fold(vec![0], |sums, choices| {
        sums.iter().flat_map(|sum| choices.iter().map(move |choice| sum + choice)).collect()
    });
    improvements(plain, i, s).into_iter().all(|s1| {
        sums.iter().any(|sum| {
            let joint = settings.iter().position(|&setting| setting as i64 == vector(s1) + sum);
            joint.is_some_and(|joint| plain.rank[i][joint] <= plain.rank[i][s])
        })
    })
}

/// Generalised metarationality for every horizon from 1 to `most`, by the recursion on states:
///
/// ```text
/// V_h(q)  the others' turn:  p(q) > p(s0)  and (h = 0 or ∀ r ∈ R_{N−i}(q): W_{h−1}(r))
/// W_h(q)  the actor's turn:  p(q) > p(s0)  or (h > 0 and ∃ r ∈ R_i(q): V_{h−1}(r))
/// s0 is stable iff no q ∈ R_i(s0) has V_{h−1}(q)
/// ```
///
/// If `credible`, every move is an improvement for whoever makes it, over the state that it leaves.
pub(crate) fn mr(plain: &Plain, most: usize, credible: bool) -> Vec<Stable> {
    let mut found = vec![vec![vec![false; plain.states]; plain.actors]; most];
    for i in 0..plain.actors {
        let own = |q: usize| if credible { improvements(plain, i, q) } else { plain.moves[i][q].clone() };
        let joint = if credible { joint_improvements } else { joint_moves };
        let mine: Vec<Vec<usize>> = (0..plain.states).map(own).collect();
        let theirs: Vec<Vec<usize>> = (0..plain.states).map(|q| joint(plain, &others(plain, i), q)).collect();
        for s0 in 0..plain.states {
            let better = |q: usize| plain.rank[i][q] > plain.rank[i][s0];
            let mut v: Vec<bool> = (0..plain.states).map(better).collect();
            let mut w = v.clone();
            for found in &mut found {
                found[i][s0] = !mine[s0].iter().any(|&q| v[q]);
                let next_v = (0..plain.states).map(|q| better(q) && theirs[q].iter().all(|&r| w[r])).collect();
                let next_w = (0..plain.states).map(|q| better(q) || mine[q].iter().any(|&r| v[r])).collect();
                (v, w) = (next_v, next_w);
            }
        }
    }
    found
}

/// For each of two actors and each state the outcomes `G_h(i, s)` that can come about.
pub(crate) type Expected = [Vec<BTreeSet<usize>>; 2];

/// What is expected with no move left.
pub(crate) fn nothing_left(plain: &Plain) -> Expected {
    let stay: Vec<BTreeSet<usize>> = (0..plain.states).map(|s| BTreeSet::from([s])).collect();
    [stay.clone(), stay]
}

/// What is expected with one move more: whatever each move may lead to, the mover takes one of the best, or stays if none is
/// better. Nothing if there are too many cases to go through one by one.
pub(crate) fn one_more(plain: &Plain, expected: &Expected) -> Option<Expected> {
    let of = |i: usize| (0..plain.states).map(|s| outcomes(plain, i, s, &expected[1 - i])).collect::<Option<Vec<_>>>();
    Some([of(0)?, of(1)?])
}

fn outcomes(plain: &Plain, i: usize, s: usize, following: &[BTreeSet<usize>]) -> Option<BTreeSet<usize>> {
    let moves = &plain.moves[i][s];
    let cases: usize = moves.iter().try_fold(1usize, |cases, &t| cases.checked_mul(following[t].len()))?;
    if cases > 3_000 {
        return None;
    }
    let mut found = BTreeSet::new();
    for mut case in 0..cases {
        let mut ends: Vec<usize> = vec![];
        for &t in moves {
            ends.extend(following[t].iter().nth(case % following[t].len()));
            case /= following[t].len();
        }
        match ends.iter().map(|&end| plain.rank[i][end]).max() {
            Some(best) if best > plain.rank[i][s] => {
                found.extend(ends.into_iter().filter(|&end| plain.rank[i][end] == best));
            }
            _ => drop(found.insert(s)),
        }
    }
    Some(found)
}

/// Limited-move stability with these expectations: `G_h(i, s) = {s}`.
pub(crate) fn stays(expected: &Expected) -> Stable {
    expected.iter().map(|of| of.iter().enumerate().map(|(s, ends)| *ends == BTreeSet::from([s])).collect()).collect()
}

/// `G_h(i, s)` word for word, where no two states are tied for anybody (Kilgour 1985).
pub(crate) fn g(plain: &Plain, h: usize, i: usize, s: usize) -> usize {
    let value = |end: usize| plain.rank[i][end];
    if h == 0 || plain.moves[i][s].is_empty() {
        return s;
    }
    let ends = plain.moves[i][s].iter().map(|&t| g(plain, h - 1, 1 - i, t));
    let best = ends.max_by_key(|&end| value(end)).expect("there is a move");
    if value(s) >= value(best) { s } else { best }
}

/// Non-myopic stability: stable for every horizon from the first repetition of what is expected on.
pub(crate) fn non_myopic(plain: &Plain) -> Option<Stable> {
    let mut seen = vec![nothing_left(plain)];
    loop {
        let next = one_more(plain, &seen[seen.len() - 1])?;
        if let Some(first) = seen.iter().position(|known| *known == next) {
            let all: Vec<Stable> = seen[first..].iter().map(stays).collect();
            return Some(each(plain, |i, s| all.iter().all(|stable| stable[i][s])));
        }
        seen.push(next);
    }
}

/// `b` indirectly dominates `a`: the chains from `a` of moves whose makers prefer `b` to where they move from, one after another.
fn indirectly_dominates(plain: &Plain, b: usize, a: usize) -> bool {
    let (mut seen, mut next) = (BTreeSet::new(), vec![a]);
    while let Some(here) = next.pop() {
        for i in (0..plain.actors).filter(|&i| plain.rank[i][b] > plain.rank[i][here]) {
            for &to in &plain.moves[i][here] {
                if to == b {
                    return true;
                }
                if seen.insert(to) {
                    next.push(to);
                }
            }
        }
    }
    false
}

/// The largest consistent set (Chwe 1994): what is left when states that fail are struck out, one by one, and for each actor the
/// states whose every move it deters.
pub(crate) fn largest_consistent(plain: &Plain) -> (Vec<bool>, Stable) {
    let states = 0..plain.states;
    let dominates: Vec<Vec<bool>> =
        states.clone().map(|e| states.clone().map(|d| indirectly_dominates(plain, e, d)).collect()).collect();
    let mut set = vec![true; plain.states];
    let stays = |set: &[bool], i: usize, s: usize| {
        plain.moves[i][s].iter().all(|&d| {
            states.clone().any(|e| set[e] && (e == d || dominates[e][d]) && plain.rank[i][e] <= plain.rank[i][s])
        })
    };
    while let Some(out) = states.clone().find(|&s| set[s] && !(0..plain.actors).all(|i| stays(&set, i, s))) {
        set[out] = false;
    }
    let stable = each(plain, |i, s| stays(&set, i, s));
    (set, stable)
}

//! The definitions as they are printed, one function each, slow and obvious.
//!
//! Everything here is judged over total preorders: `t ≻_i s` when actor i ranks t higher, `s ≽_i t` when it does not.
//! Nothing is shared with the library, whose fast algorithms are tested against these functions.

use crate::spec::Plain;

/// The concepts in the order of [`verdicts`].
pub(crate) const NASH: usize = 0;
pub(crate) const GMR: usize = 1;
pub(crate) const SMR: usize = 2;
pub(crate) const SEQ: usize = 3;
pub(crate) const SYM_SEQ: usize = 4;
pub(crate) const NAMES: [&str; 5] = ["Nash", "GMR", "SMR", "SEQ", "SymSEQ"];

/// Concept, actor, state: is the state stable for the actor?
pub(crate) type Verdicts = [Vec<Vec<bool>>; 5];

/// Every verdict of the model.
pub(crate) fn verdicts(plain: &Plain) -> Verdicts {
    let mut verdicts: Verdicts = std::array::from_fn(|_| vec![]);
    for i in 0..plain.actors {
        let moves: Vec<Vec<usize>> = (0..plain.states).map(|t| joint_moves(plain, &others(plain, i), t)).collect();
        let improvements: Vec<Vec<usize>> =
            (0..plain.states).map(|t| joint_improvements(plain, &others(plain, i), t)).collect();
        let each_state = |stable: &dyn Fn(usize) -> bool| (0..plain.states).map(stable).collect();
        verdicts[NASH].push(each_state(&|s| nash(plain, i, s)));
        verdicts[GMR].push(each_state(&|s| gmr(plain, i, s, &moves)));
        verdicts[SMR].push(each_state(&|s| smr(plain, i, s, &moves)));
        verdicts[SEQ].push(each_state(&|s| seq(plain, i, s, &improvements)));
        verdicts[SYM_SEQ].push(each_state(&|s| sym_seq(plain, i, s, &improvements)));
    }
    verdicts
}

/// A state is an equilibrium under a concept when it is stable under it for every actor.
pub(crate) fn equilibria(verdicts: &[Vec<bool>], states: usize) -> Vec<bool> {
    (0..states).map(|s| verdicts.iter().all(|actor| actor[s])).collect()
}

/// `t ≻_i s`.
fn prefers(plain: &Plain, i: usize, t: usize, s: usize) -> bool {
    plain.rank[i][t] > plain.rank[i][s]
}

/// `s ≽_i t`: with a total preorder, exactly when not `t ≻_i s`. An equally good state is included, and so is s itself.
fn at_least(plain: &Plain, i: usize, s: usize, t: usize) -> bool {
    !prefers(plain, i, t, s)
}

/// `N − i`.
pub(crate) fn others(plain: &Plain, i: usize) -> Vec<usize> {
    (0..plain.actors).filter(|&j| j != i).collect()
}

/// `R_i(s)`, the unilateral moves: `{t : (s,t) ∈ A_i}` (Fang, Hipel & Kilgour 1993).
fn moves(plain: &Plain, i: usize, s: usize) -> Vec<usize> {
    plain.moves[i][s].clone()
}

/// `R_i^+(s) = {t ∈ R_i(s) : t ≻_i s}`, the unilateral improvements (Fang, Hipel & Kilgour 1993).
pub(crate) fn improvements(plain: &Plain, i: usize, s: usize) -> Vec<usize> {
    moves(plain, i, s).into_iter().filter(|&t| prefers(plain, i, t, s)).collect()
}

/// `R_H(s)`: where legal sequences of moves of H end (Fang, Hipel & Kilgour 1993).
pub(crate) fn joint_moves(plain: &Plain, group: &[usize], s: usize) -> Vec<usize> {
    ends_of_legal_sequences(plain.states, group, s, |j, t| moves(plain, j, t))
}

/// `R_H^+(s)`: where legal sequences end in which each step is an improvement for the actor who takes it, over the
/// state that it leaves (Fang, Hipel & Kilgour 1993).
pub(crate) fn joint_improvements(plain: &Plain, group: &[usize], s: usize) -> Vec<usize> {
    ends_of_legal_sequences(plain.states, group, s, |j, t| improvements(plain, j, t))
}

/// The inductive definition with last movers (Fang, Hipel & Kilgour 1993). `Ω_H(s,t)` is the set of last movers of
/// legal sequences from s to t; in a legal sequence no actor moves twice in a row, but it may move again later.
///
/// 1. `j ∈ H, t ∈ R_j(s)` ⇒ `t ∈ R_H(s)`, `j ∈ Ω_H(s,t)`.
/// 2. `t ∈ R_H(s), j ∈ H, u ∈ R_j(t), Ω_H(s,t) ≠ {j}` ⇒ `u ∈ R_H(s)`, `j ∈ Ω_H(s,u)`.
///
/// Stop when nothing is added.
pub(crate) fn ends_of_legal_sequences(
    states: usize,
    group: &[usize],
    s: usize,
    step: impl Fn(usize, usize) -> Vec<usize>,
) -> Vec<usize> {
    let mut last_movers: Vec<Vec<usize>> = vec![vec![]; states];
    for &j in group {
        for t in step(j, s) {
            add(&mut last_movers[t], j);
        }
    }
    loop {
        let mut added = false;
        for t in 0..states {
            for &j in group {
                if !last_movers[t].is_empty() && last_movers[t] != [j] {
                    for u in step(j, t) {
                        added |= add(&mut last_movers[u], j);
                    }
                }
            }
        }
        if !added {
            return (0..states).filter(|&t| !last_movers[t].is_empty()).collect();
        }
    }
}

/// Puts `j` into the set; was it new?
fn add(set: &mut Vec<usize>, j: usize) -> bool {
    let new = !set.contains(&j);
    if new {
        set.push(j);
    }
    new
}

/// Nash stability (Nash 1950): `R_i^+(s) = ∅`.
fn nash(plain: &Plain, i: usize, s: usize) -> bool {
    improvements(plain, i, s).is_empty()
}

/// General metarationality (Howard 1971): ∀ `s1 ∈ R_i^+(s)` ∃ `s2 ∈ R_{N−i}(s1)` : `s ≽_i s2`.
fn gmr(plain: &Plain, i: usize, s: usize, others_moves: &[Vec<usize>]) -> bool {
    improvements(plain, i, s).into_iter().all(|s1| others_moves[s1].iter().any(|&s2| at_least(plain, i, s, s2)))
}

/// Symmetric metarationality (Howard 1971): ∀ `s1 ∈ R_i^+(s)` ∃ `s2 ∈ R_{N−i}(s1)` : `s ≽_i s2` and
/// `s ≽_i s3` ∀ `s3 ∈ R_i(s2)`.
fn smr(plain: &Plain, i: usize, s: usize, others_moves: &[Vec<usize>]) -> bool {
    let holds =
        |s2: usize| at_least(plain, i, s, s2) && moves(plain, i, s2).into_iter().all(|s3| at_least(plain, i, s, s3));
    improvements(plain, i, s).into_iter().all(|s1| others_moves[s1].iter().any(|&s2| holds(s2)))
}

/// Sequential stability (Fraser & Hipel 1979): ∀ `s1 ∈ R_i^+(s)` ∃ `s2 ∈ R^+_{N−i}(s1)` : `s ≽_i s2`.
fn seq(plain: &Plain, i: usize, s: usize, others_improvements: &[Vec<usize>]) -> bool {
    improvements(plain, i, s).into_iter().all(|s1| others_improvements[s1].iter().any(|&s2| at_least(plain, i, s, s2)))
}

/// Symmetric sequential stability (Rêgo & Vieira 2015 for two actors, 2017 for n): ∀ `s1 ∈ R_i^+(s)`
/// ∃ `s2 ∈ R^+_{N−i}(s1)` : `s ≽_i s2` and `s ≽_i s3` ∀ `s3 ∈ R_i(s2)`.
fn sym_seq(plain: &Plain, i: usize, s: usize, others_improvements: &[Vec<usize>]) -> bool {
    let holds =
        |s2: usize| at_least(plain, i, s, s2) && moves(plain, i, s2).into_iter().all(|s3| at_least(plain, i, s, s3));
    improvements(plain, i, s).into_iter().all(|s1| others_improvements[s1].iter().any(|&s2| holds(s2)))
}

/// The oracle itself, on conflicts small enough to be worked out by hand.
mod by_hand {
    use super::*;

    fn graph(arcs: &[(usize, usize, usize)], rank: &[&[i64]]) -> Plain {
        let states = rank[0].len();
        let mut moves = vec![vec![vec![]; states]; rank.len()];
        arcs.iter().for_each(|&(actor, from, to)| moves[actor][from].push(to));
        let names = (0..states).map(|state| state.to_string()).collect();
        Plain { actors: rank.len(), states, moves, rank: rank.iter().map(|rank| rank.to_vec()).collect(), names }
    }

    /// State `2·c + r`: row cooperates (0) or defects (1) as `r` says, column as `c` says.
    fn two_by_two(row: &[i64], column: &[i64]) -> Plain {
        let rows = [(0, 0, 1), (0, 1, 0), (0, 2, 3), (0, 3, 2)];
        let columns = [(1, 0, 2), (1, 2, 0), (1, 1, 3), (1, 3, 1)];
        graph(&[rows, columns].concat(), &[row, column])
    }

    fn equilibria_of(plain: &Plain) -> [Vec<usize>; 5] {
        verdicts(plain).map(|verdicts| {
            let stable = equilibria(&verdicts, plain.states);
            (0..plain.states).filter(|&s| stable[s]).collect()
        })
    }

    /// Each can undo what the other does: a reply back to where one was deters, but one can escape by going again.
    #[test]
    fn there_and_back() {
        let plain = graph(&[(0, 0, 1), (1, 1, 0)], &[&[0, 1], &[1, 0]]);
        let [nash, gmr, smr, seq, sym_seq] = verdicts(&plain);
        assert_eq!(nash, [[false, true], [true, false]]);
        assert_eq!(gmr, [[true, true], [true, true]]);
        assert_eq!(smr, nash);
        assert_eq!(seq, gmr);
        assert_eq!(sym_seq, nash);
    }

    /// The same when the second does not care: it can still go back, but it has no reason to.
    #[test]
    fn there_and_back_without_a_reason() {
        let plain = graph(&[(0, 0, 1), (1, 1, 0)], &[&[0, 1], &[0, 0]]);
        let [nash, gmr, smr, seq, sym_seq] = verdicts(&plain);
        assert_eq!(nash, [[false, true], [true, true]]);
        assert_eq!(gmr, [[true, true], [true, true]]);
        assert_eq!([&smr, &seq, &sym_seq], [&nash, &nash, &nash]);
    }

    /// Prisoner's dilemma: mutual cooperation holds for all who look further than one move.
    #[test]
    fn prisoners_dilemma() {
        let found = equilibria_of(&two_by_two(&[3, 4, 1, 2], &[3, 1, 4, 2]));
        assert_eq!(found, [vec![3], vec![0, 3], vec![0, 3], vec![0, 3], vec![0, 3]]);
    }

    /// Chicken: mutual caution is kept only by a threat that its author would not carry out.
    #[test]
    fn chicken() {
        let found = equilibria_of(&two_by_two(&[3, 4, 2, 1], &[3, 2, 4, 1]));
        assert_eq!(found, [vec![1, 2], vec![0, 1, 2], vec![0, 1, 2], vec![1, 2], vec![1, 2]]);
    }

    /// 0 → 1 by the first actor; 1 → 2 and 3 → 4 by the second, 2 → 3 by the third.
    #[test]
    fn an_actor_may_move_again_after_another() {
        let arcs = [(0, 0, 1), (1, 1, 2), (2, 2, 3), (1, 3, 4)];
        let plain = graph(&arcs, &[&[1, 2, 2, 2, 0], &[0, 0, 1, 0, 1], &[0; 5]]);
        assert_eq!(joint_moves(&plain, &[1, 2], 1), [2, 3, 4]);
        assert_eq!(joint_improvements(&plain, &[1, 2], 1), [2], "the third actor gains nothing by 2 → 3");
    }

    #[test]
    fn an_actor_may_not_move_twice_in_a_row() {
        let arcs = [(1, 1, 2), (1, 2, 3)];
        let plain = graph(&arcs, &[&[0; 4], &[0; 4], &[0; 4]]);
        assert_eq!(joint_moves(&plain, &[1, 2], 1), [2]);
        let two_ways = graph(&[&arcs[..], &[(2, 1, 2)]].concat(), &[&[0; 4], &[0; 4], &[0; 4]]);
        assert_eq!(joint_moves(&two_ways, &[1, 2], 1), [2, 3], "the third actor moves first, then the second");
    }
}

//! Are the random models able to tell the definitions from the ways in which they have been misread?
//!
//! Each misreading below was made by some program or paper. If no random model told it from the definition, a library
//! that made the same mistake would pass the comparison. A misreading must therefore change many verdicts.

use crate::oracle::{self, ends_of_legal_sequences, improvements, joint_improvements, joint_moves, others};
use crate::spec::{Plain, Spec};

const MODELS: u64 = 1_500;

/// Who may answer an improvement, and how.
type Replies = fn(&Plain, &[usize], usize) -> Vec<usize>;
/// Does reply `s2` deter actor `i` from leaving `s`?
type Deters = fn(&Plain, usize, usize, usize) -> bool;

#[test]
fn opponents_who_move_only_once_change_verdicts() {
    assert_tells(oracle::GMR, each_moves_once, not_better);
}

#[test]
fn opponents_who_move_twice_running_change_verdicts() {
    assert_tells(oracle::GMR, anyone_moves_any_time, not_better);
}

#[test]
fn judging_improvements_against_the_start_changes_verdicts() {
    assert_tells(oracle::SEQ, improvements_over_the_start, not_better);
}

#[test]
fn replies_by_one_move_only_change_verdicts() {
    assert_tells(oracle::GMR, one_move, not_better);
}

#[test]
fn a_return_to_the_state_itself_that_does_not_deter_changes_verdicts() {
    assert_tells(oracle::GMR, joint_moves, |plain, i, s, s2| s2 != s && not_better(plain, i, s, s2));
}

#[test]
fn ties_that_do_not_deter_change_verdicts() {
    assert_tells(oracle::GMR, joint_moves, |plain, i, s, s2| plain.rank[i][s2] < plain.rank[i][s]);
    assert_tells(oracle::SEQ, joint_improvements, |plain, i, s, s2| plain.rank[i][s2] < plain.rank[i][s]);
}

#[test]
fn escapes_judged_over_the_reply_change_verdicts() {
    assert_tells(oracle::SMR, joint_moves, |plain, i, s, s2| {
        not_better(plain, i, s, s2) && improvements(plain, i, s2).is_empty()
    });
}

#[test]
fn escapes_to_a_tie_change_verdicts() {
    assert_tells(oracle::SMR, joint_moves, |plain, i, s, s2| {
        let escapes = plain.moves[i][s2].iter().any(|&s3| plain.rank[i][s3] >= plain.rank[i][s]);
        not_better(plain, i, s, s2) && !escapes
    });
}

/// The replies and the deterrence of the definition itself change nothing: the comparison below is sound.
#[test]
fn the_right_reading_changes_nothing() {
    assert_eq!(differences(oracle::GMR, joint_moves, not_better), 0);
    assert_eq!(differences(oracle::SEQ, joint_improvements, not_better), 0);
}

fn assert_tells(concept: usize, replies: Replies, deters: Deters) {
    let differences = differences(concept, replies, deters);
    assert!(differences >= 20, "only {differences} verdicts of {MODELS} models differ");
}

/// How many verdicts differ when every improvement needs a reply that deters, with these replies and this deterrence.
fn differences(concept: usize, replies: Replies, deters: Deters) -> usize {
    let of = |k: u64| {
        let plain = Spec::random(k).plain();
        let right = &oracle::verdicts(&plain)[concept];
        let each =
            |i: usize| (0..plain.states).filter(|&s| right[i][s] != stable(&plain, i, s, replies, deters)).count();
        (0..plain.actors).map(each).sum::<usize>()
    };
    (0..MODELS).map(of).sum()
}

fn stable(plain: &Plain, i: usize, s: usize, replies: Replies, deters: Deters) -> bool {
    let deterred = |s1: usize| replies(plain, &others(plain, i), s1).into_iter().any(|s2| deters(plain, i, s, s2));
    improvements(plain, i, s).into_iter().all(deterred)
}

fn not_better(plain: &Plain, i: usize, s: usize, s2: usize) -> bool {
    plain.rank[i][s2] <= plain.rank[i][s]
}

fn one_move(plain: &Plain, group: &[usize], s: usize) -> Vec<usize> {
    group.iter().flat_map(|&j| plain.moves[j][s].clone()).collect()
}

fn each_moves_once(plain: &Plain, group: &[usize], s: usize) -> Vec<usize> {
    let mut ends = vec![];
    for (place, &j) in group.iter().enumerate() {
        let rest = [&group[..place], &group[place + 1..]].concat();
        for &t in &plain.moves[j][s] {
            ends.push(t);
            ends.extend(each_moves_once(plain, &rest, t));
        }
    }
    ends.sort_unstable();
    ends.dedup();
    ends
}

fn anyone_moves_any_time(plain: &Plain, group: &[usize], s: usize) -> Vec<usize> {
    closure(one_move(plain, group, s), |t| one_move(plain, group, t))
}

fn improvements_over_the_start(plain: &Plain, group: &[usize], s: usize) -> Vec<usize> {
    ends_of_legal_sequences(plain.states, group, s, |j, t| {
        let better = |u: &&usize| plain.rank[j][**u] > plain.rank[j][s];
        plain.moves[j][t].iter().filter(better).copied().collect()
    })
}

fn closure(first: Vec<usize>, step: impl Fn(usize) -> Vec<usize>) -> Vec<usize> {
    let mut ends = vec![];
    let mut open = first;
    while let Some(t) = open.pop() {
        if !ends.contains(&t) {
            ends.push(t);
            open.extend(step(t));
        }
    }
    ends
}

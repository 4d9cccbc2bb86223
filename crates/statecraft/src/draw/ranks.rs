//! The rank of each box: the longest way to it, once no arrows go round in circles.

use super::{Look, Picture};
use std::collections::{BTreeSet, VecDeque};

/// The rank of each box, from 0, so that no two boxes of one rank are joined. Circles are broken where they come back
/// to the boxes nearest the beginning; such an arrow points to a lower rank.
pub(super) fn ranks(picture: &Picture) -> Vec<usize> {
    let arrows = || picture.sound_arrows().map(|(_, arrow)| arrow).filter(|arrow| arrow.from != arrow.to);
    let mut joined = vec![Vec::new(); picture.boxes.len()];
    for arrow in arrows() {
        joined[arrow.from].push(arrow.to);
        joined[arrow.to].push(arrow.from);
    }
    let mut place = vec![0; picture.boxes.len()];
    let order = order(picture);
    order.iter().enumerate().for_each(|(at, &node)| place[node] = at);
    let mut ranks = vec![0; picture.boxes.len()];
    for &node in &order {
        let before = joined[node].iter().filter(|&&other| place[other] < place[node]);
        ranks[node] = before.map(|&other| ranks[other] + 1).max().unwrap_or(0);
    }
    ranks
}

/// All boxes, those that point before those pointed to; where circles leave none to be next, the nearest to the beginning.
fn order(picture: &Picture) -> Vec<usize> {
    let mut after = vec![Vec::new(); picture.boxes.len()];
    let mut waits_for = vec![0usize; picture.boxes.len()];
    for (_, arrow) in picture.sound_arrows().filter(|(_, arrow)| arrow.from != arrow.to) {
        after[arrow.from].push(arrow.to);
        waits_for[arrow.to] += 1;
    }
    let far = distances(picture, &after, &waits_for);
    let mut waiting: BTreeSet<(usize, usize)> = far.iter().enumerate().map(|(node, &far)| (far, node)).collect();
    let mut ready: BTreeSet<(usize, usize)> =
        waiting.iter().copied().filter(|&(_, node)| waits_for[node] == 0).collect();
    let mut order = Vec::new();
    while let Some(next) = ready.pop_first().or_else(|| waiting.first().copied()) {
        waiting.remove(&next);
        order.push(next.1);
        for &node in &after[next.1] {
            waits_for[node] -= 1;
            if waits_for[node] == 0 && waiting.contains(&(far[node], node)) {
                ready.insert((far[node], node));
            }
        }
    }
    order
}

/// How many arrows away from the beginning each box is: from where the picture says that it begins, or nothing points to;
/// boxes that cannot be reached from there begin anew.
fn distances(picture: &Picture, after: &[Vec<usize>], pointed_to: &[usize]) -> Vec<usize> {
    let begins = |&node: &usize| pointed_to[node] == 0 || picture.boxes[node].look == Look::Start;
    let mut far = vec![usize::MAX; picture.boxes.len()];
    let mut queue: VecDeque<usize> = (0..far.len()).filter(begins).collect();
    queue.iter().for_each(|&node| far[node] = 0);
    let mut left = 0..far.len();
    while let Some(node) = queue.pop_front().or_else(|| left.find(|&node| far[node] == usize::MAX)) {
        if far[node] == usize::MAX {
            far[node] = 0;
        }
        for &next in &after[node] {
            if far[next] == usize::MAX {
                far[next] = far[node] + 1;
                queue.push_back(next);
            }
        }
    }
    far
}

//! Plans as pictures: a box for each move, and an arrow only where one waits for another.

use crate::answers::paths::goals::Goal;
use crate::answers::paths::plans::{Conceded, PathPlan, PlanStep};
use crate::draw::{Arrow, Look, Node, Picture};
use crate::phrase::english::{capital, count};
use crate::phrase::names::Words;
use crate::sentences::explain::changed;
use crate::sentences::plans::in_short;

/// Whether plans say more than the states on the way: where there are plans for several ways to one of these goals.
pub(super) fn are_worth_it<'g>(mut goals: impl Iterator<Item = &'g Goal>) -> bool {
    goals.any(|goal| goal.ways != Some(1) && !goal.plans.told.is_empty())
}

/// How many boxes the plans of a goal take besides the goal's own; nothing if it has none.
pub(super) fn boxes(goal: &Goal) -> Option<usize> {
    let plans = &goal.plans.told;
    let moves: usize = plans.iter().map(|plan| plan.steps.len()).sum();
    let heads = if plans.len() > 1 { plans.len() } else { 0 };
    (moves > 0).then_some(moves + heads)
}

/// Draws the plans of a goal between two boxes; where there are several, each begins with a box that says so.
pub(super) fn draw(picture: &mut Picture, words: Words, goal: &Goal, [start, end]: [usize; 2]) {
    let plans = &goal.plans.told;
    for (at, plan) in plans.iter().enumerate() {
        let from = if plans.len() > 1 {
            let title = format!("Plan {} of {} to state {}", at + 1, plans.len(), goal.state);
            let lines = vec![count(plan.ways as usize, "way", "ways")];
            picture.boxes.push(Node { title, lines, look: Look::Faint });
            let head = picture.boxes.len() - 1;
            picture.arrows.push(plain(start, head));
            head
        } else {
            start
        };
        moves(picture, words, plan, [from, end]);
    }
}

fn moves(picture: &mut Picture, words: Words, plan: &PathPlan, [start, end]: [usize; 2]) {
    let first = picture.boxes.len();
    picture.boxes.extend(plan.steps.iter().map(|step| move_box(words, step)));
    for (at, step) in plan.steps.iter().enumerate() {
        if step.waits_for.is_empty() {
            picture.arrows.push(plain(start, first + at));
        }
        for wait in &step.waits_for {
            let label = in_short(wait).to_string();
            picture.arrows.push(Arrow { from: first + wait.step, to: first + at, label, look: Look::Plain });
        }
        let awaited = plan.steps.iter().any(|other| other.waits_for.iter().any(|wait| wait.step == at));
        if !awaited {
            picture.arrows.push(plain(first + at, end));
        }
    }
}

fn plain(from: usize, to: usize) -> Arrow {
    Arrow { from, to, label: String::new(), look: Look::Plain }
}

fn move_box(words: Words, step: &PlanStep) -> Node {
    let (look, cost) = match step.concession {
        Conceded::Never => (Look::Plain, None),
        Conceded::Sometimes => (Look::Bad, Some("in some orders a concession")),
        Conceded::Always => (Look::Bad, Some("a concession")),
    };
    let does = changed(words, &step.by, words.is_plural(&step.by), (&step.takes_up, &step.drops));
    let lines = [Some(does), cost.map(String::from)].into_iter().flatten().collect();
    Node { title: capital(words.actor(&step.by)), lines, look }
}

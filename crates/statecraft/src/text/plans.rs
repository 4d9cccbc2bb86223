//! Plans to be read: what can be done in any order, and what must wait.

use crate::answers::paths::goals::Goal;
use crate::answers::paths::plans::{PathPlan, PathPlans};
use crate::phrase::english::{count, number};
use crate::phrase::names::Words;
use crate::sentences::plans::{deed, group_opens, groups, waits};
use crate::text::words::wrapped;

/// So many plans for one goal are told, unless all are asked for.
const MOST: usize = 4;

/// The plan if it leaves no choice: one way, whose moves are those of the plan in the same order.
pub(super) fn only_order(goal: &Goal) -> Option<&PathPlan> {
    match goal.plans.told.as_slice() {
        [only] if only.ways == 1 && only.steps.len() == goal.way.len() => Some(only),
        _ => None,
    }
}

/// What a move of the only order must wait for, below the move.
pub(super) fn waits_below(words: Words, plan: &PathPlan, at: usize, margin: &str, width: usize) -> String {
    let sentences = plan.steps.get(at).map(|step| waits(words, plan, step)).unwrap_or_default();
    sentences.iter().map(|sentence| wrapped(margin, sentence, width)).collect()
}

/// The plans for a goal with several ways; why there are none, if there are none.
pub(super) fn plans(words: Words, goal: &Goal, all: bool, width: usize) -> String {
    let PathPlans { told, why_none, .. } = &goal.plans;
    if let (Some(why), true) = (why_none, goal.ways != Some(1)) {
        return wrapped("  ", &format!("Which moves can change places is not told: {}.", why.words), width);
    }
    match told.as_slice() {
        [] => String::new(),
        [one] => plan(words, one, width),
        several => {
            let mut text = wrapped("  ", &together(&goal.plans), width);
            let most = if all { several.len() } else { MOST };
            for (at, one) in several.iter().take(most).enumerate() {
                let ways = if one.ways == 1 {
                    String::new()
                } else {
                    format!(", {}", count(one.ways as usize, "way", "ways"))
                };
                text += &format!("  Plan {}{ways}\n{}", at + 1, plan(words, one, width));
            }
            match several.len().saturating_sub(most) {
                0 => text,
                more => {
                    text + &wrapped(
                        "  ",
                        &format!("… and {} more {}", number(more), if more == 1 { "plan" } else { "plans" }),
                        width,
                    )
                }
            }
        }
    }
}

/// That several plans are needed.
fn together(plans: &PathPlans) -> String {
    let many = number(plans.told.len());
    let fewer = if plans.fewest { "no fewer do" } else { "perhaps fewer would do" };
    let once = plans.told.iter().all(|plan| plan.ways == 1);
    let shared = if once { "" } else { ", and a way may be in several" };
    format!("It takes {many} plans to have all of these ways and no others; {fewer}{shared}.")
}

fn plan(words: Words, plan: &PathPlan, width: usize) -> String {
    let groups = groups(plan);
    let one_by_one = groups.iter().all(|group| group.len() == 1);
    let mut text = String::new();
    if one_by_one {
        text += &wrapped("  ", "In this order only:", width);
    }
    for (at, group) in groups.iter().enumerate() {
        if !one_by_one {
            text += &wrapped("  ", &(group_opens(plan, group, at == 0, groups.len() == 1) + ":"), width);
        }
        for step in group.iter().filter_map(|&step| plan.steps.get(step)) {
            text += &wrapped("    ", &deed(words, step), width);
            text += &waits(words, plan, step).iter().map(|line| wrapped("      ", line, width)).collect::<String>();
        }
    }
    text
}

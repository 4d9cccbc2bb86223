//! Parts of sentences about paths.

use crate::answers::paths::goals::{Goal, Goals, Losses, Reached};
use crate::model::Actor;
use crate::phrase::english::{count, list, number, or_list};
use crate::stability::Concept;

/// `1 move`.
pub(crate) fn moves(many: u32) -> String {
    count(many as usize, "move", "moves")
}

/// `Iran, Israel or Taliban`.
pub(crate) fn either(actors: &[&Actor]) -> String {
    or_list(&actors.iter().map(|actor| actor.in_text.as_str()).collect::<Vec<_>>())
}

pub(crate) fn names(actors: &[&Actor]) -> String {
    list(&actors.iter().map(|actor| actor.in_text.as_str()).collect::<Vec<_>>())
}

/// `states 671 and 681 can be reached by improvements alone, in 3 moves`: how goals can be reached, those of which the same can be
/// said together.
pub(crate) fn in_short(goals: &[Goal]) -> Vec<String> {
    let mut alike: Vec<(&Goal, Vec<String>)> = Vec::new();
    for goal in goals {
        let state = goal.state.to_string();
        match alike.iter_mut().find(|(known, _)| reached_alike(known, goal)) {
            Some((_, states)) => states.push(state),
            None => alike.push((goal, vec![state])),
        }
    }
    let told = |(goal, states): (&Goal, Vec<String>)| match states.as_slice() {
        [one] => format!("state {one} {}", how(goal, "needs")),
        many => format!("states {} {}", list(many), how(goal, "need")),
    };
    alike.into_iter().map(told).collect()
}

/// Whether the same can be said of how two goals are reached.
fn reached_alike(one: &Goal, other: &Goal) -> bool {
    let who = |goal: &Goal| goal.who_concedes.iter().map(|actor| actor.key.clone()).collect::<Vec<_>>();
    one.reached == other.reached
        && match one.reached {
            Reached::Here | Reached::NotAtAll => true,
            Reached::ByImprovements => one.moves == other.moves,
            Reached::ByConcessions if one.concessions == Some(1) => {
                other.concessions == Some(1) && one.losses == other.losses && who(one) == who(other)
            }
            Reached::ByConcessions => one.concessions == other.concessions,
        }
}

/// How a goal is reached, with this form of the verb.
fn how(goal: &Goal, needs: &str) -> String {
    match goal.reached {
        Reached::Here => "is where they begin".to_string(),
        Reached::ByImprovements => {
            format!("can be reached by improvements alone, in {}", moves(goal.moves.unwrap_or(0)))
        }
        Reached::ByConcessions => format!("{needs} {}", concession(goal)),
        Reached::NotAtAll => "cannot be reached".to_string(),
    }
}

/// `Iran to accept a loss`.
fn concession(goal: &Goal) -> String {
    let what = match goal.losses {
        Losses { ties: false, .. } => "accept a loss",
        Losses { losses: false, .. } => "move for no gain",
        _ => "move for no gain or at a loss",
    };
    match goal.concessions {
        Some(1) => format!("{} to {what}", either(&goal.who_concedes)),
        many => format!("{} concessions", number(many.unwrap_or(0) as usize)),
    }
}

/// `hold under every concept (Nash, GMR)`.
pub(crate) fn under(concepts: &[Concept], all: &[Concept], keys: &[&str]) -> String {
    let names: Vec<String> = concepts.iter().map(|concept| concept.name(keys)).collect();
    if concepts.len() > 1 && concepts.len() == all.len() {
        format!("under every concept ({})", names.join(", "))
    } else {
        format!("under {}", list(&names))
    }
}

/// How many of some states can be reached in which way, and which is the nearest.
pub(crate) fn counts(goals: &Goals) -> Vec<String> {
    let nearest = |reached| {
        let near = goals.told.iter().find(|goal| goal.reached == reached);
        near.map(|goal| format!(" (the nearest is state {}, in {})", goal.state, moves(goal.moves.unwrap_or(0))))
    };
    let parts = [
        (goals.by_improvements, "can be reached by improvements alone", nearest(Reached::ByImprovements)),
        (
            goals.by_concessions,
            if goals.by_concessions == 1 { "needs a concession" } else { "need concessions" },
            nearest(Reached::ByConcessions),
        ),
        (goals.unreached, "cannot be reached", None),
    ];
    let parts = parts.into_iter().filter(|(many, ..)| *many > 0);
    let told = |(many, what, near): (usize, &str, Option<String>)| {
        let near = near.unwrap_or_default();
        if many < goals.states || many == 1 {
            format!("{} {what}{near}", number(many))
        } else if goals.unreached == many {
            "none can be reached".to_string()
        } else {
            format!("all {what}{near}")
        }
    };
    parts.map(told).collect()
}

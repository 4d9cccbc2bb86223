//! Parts of sentences about paths.

use super::{Goal, Goals, Reached};
use crate::model::Actor;
use crate::report::words::{count, list, number};
use crate::report::{Move, Rank};
use crate::stability::Concept;

/// `1 move`.
pub(super) fn moves(many: u32) -> String {
    count(many as usize, "move", "moves")
}

/// `Iran, Israel or Taliban`.
pub(super) fn either(actors: &[&Actor]) -> String {
    let names: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).collect();
    list(&names).replacen(" and ", " or ", usize::from(names.len() > 1))
}

pub(super) fn names(actors: &[&Actor]) -> String {
    list(&actors.iter().map(|actor| actor.name.as_str()).collect::<Vec<_>>())
}

/// `state 671 can be reached by improvements alone, in 3 moves`.
pub(super) fn in_short(goal: &Goal) -> String {
    let state = format!("state {}", goal.state);
    match goal.reached {
        Reached::Here => format!("{state} is where they begin"),
        Reached::ByImprovements => {
            format!("{state} can be reached by improvements alone, in {}", moves(goal.moves.unwrap_or(0)))
        }
        Reached::ByConcessions => format!("{state} needs {}", concession(goal)),
        Reached::NotAtAll => format!("{state} cannot be reached"),
    }
}

/// `Iran to accept a loss`.
fn concession(goal: &Goal) -> String {
    let what = match goal.losses {
        [false, _] => "accept a loss",
        [_, false] => "move for no gain",
        _ => "move for no gain or at a loss",
    };
    match goal.concessions {
        Some(1) => format!("{} to {what}", either(&goal.who_concedes)),
        many => format!("{} concessions", number(many.unwrap_or(0) as usize)),
    }
}

/// The concessions on the path to a goal that is told.
pub(super) fn conceding<'g, 'c>(goal: &'g Goal<'c>) -> impl Iterator<Item = &'g Move<'c>> {
    goal.way.iter().filter(|step| step.for_the_mover.is != Rank::Better)
}

/// `hold under every concept (Nash, GMR)`.
pub(super) fn under(concepts: &[Concept], all: &[Concept], keys: &[&str]) -> String {
    let names: Vec<String> = concepts.iter().map(|concept| concept.name(keys)).collect();
    match concepts.len() > 1 && concepts.len() == all.len() {
        true => format!("under every concept ({})", names.join(", ")),
        false => format!("under {}", list(&names)),
    }
}

/// How many of some states can be reached in which way, and which is the nearest.
pub(super) fn counts(goals: &Goals) -> Vec<String> {
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
        match many == goals.states && many > 1 {
            true if goals.unreached == many => "none can be reached".to_string(),
            true => format!("all {what}{near}"),
            false => format!("{} {what}{near}", number(many)),
        }
    };
    parts.map(told).collect()
}

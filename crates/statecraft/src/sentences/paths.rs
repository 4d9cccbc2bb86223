//! Parts of sentences about paths.

use crate::answers::naming::Names;
use crate::answers::paths::goals::{Goal, Goals, Price, Reached};
use crate::model::Model;
use crate::phrase::english::{count, list, number, or_list};
use crate::phrase::names::Words;
use crate::sentences::concepts::{name, names as concept_names};

/// `1 move`.
pub(crate) fn moves(many: u32) -> String {
    count(many as usize, "move", "moves")
}

/// The names of these actors: `Iran, Israel and Taliban`.
pub(crate) fn names(words: Words, actors: &[String]) -> String {
    list(&actors.iter().map(|key| words.actor(key)).collect::<Vec<_>>())
}

/// `“War” (state 671) and “Peace” (state 681) can be reached by improvements alone, in 3 moves`: how goals can be reached, those of which the same can be
/// said together.
pub(crate) fn in_short(words: Words, names: &Names, goals: &[Goal]) -> Vec<String> {
    let mut alike: Vec<(&Goal, Vec<String>)> = Vec::new();
    for goal in goals {
        let state = names.of_name(&goal.state);
        match alike.iter_mut().find(|(known, _)| reached_alike(known, goal)) {
            Some((_, states)) => states.push(state),
            None => alike.push((goal, vec![state])),
        }
    }
    let told = |(goal, states): (&Goal, Vec<String>)| match states.as_slice() {
        [one] => format!("{one} {}", how(words, goal, "needs")),
        many => format!("{} {}", list(many), how(words, goal, "need")),
    };
    alike.into_iter().map(told).collect()
}

/// Whether the same can be said of how two goals are reached.
fn reached_alike(one: &Goal, other: &Goal) -> bool {
    one.reached == other.reached
        && match one.reached {
            Reached::Here | Reached::NotAtAll => true,
            Reached::ByImprovements => one.moves == other.moves,
            Reached::ByConcessions if one.concessions == Some(1) => {
                other.concessions == Some(1) && one.price == other.price && one.who_concedes == other.who_concedes
            }
            Reached::ByConcessions => one.concessions == other.concessions,
        }
}

/// How a goal is reached, with this form of the verb.
fn how(words: Words, goal: &Goal, needs: &str) -> String {
    match goal.reached {
        Reached::Here => "is where they begin".to_string(),
        Reached::ByImprovements => {
            format!("can be reached by improvements alone, in {}", moves(goal.moves.unwrap_or(0)))
        }
        Reached::ByConcessions => format!("{needs} {}", concession(words, goal)),
        Reached::NotAtAll => "cannot be reached".to_string(),
    }
}

/// `Iran to accept a loss`.
fn concession(words: Words, goal: &Goal) -> String {
    let what = match goal.price {
        Some(Price::NoGain) => "move for no gain",
        Some(Price::NoGainOrLoss) => "move for no gain or at a loss",
        _ => "accept a loss",
    };
    match goal.concessions {
        Some(1) => {
            let who: Vec<&str> = goal.who_concedes.iter().map(|key| words.actor(key)).collect();
            format!("{} to {what}", or_list(&who))
        }
        many => format!("{} concessions", number(many.unwrap_or(0) as usize)),
    }
}

/// `hold under every concept (Nash, GMR)`.
pub(crate) fn under(model: &Model, concepts: &[String], all: &[String]) -> String {
    if concepts.len() > 1 && concepts.len() == all.len() {
        let names: Vec<String> = concepts.iter().map(|key| name(model, key)).collect();
        return format!("under every concept ({})", names.join(", "));
    }
    format!("under {}", concept_names(model, concepts))
}

/// How many of some states can be reached in which way, and which is the nearest.
pub(crate) fn counts(names: &Names, goals: &Goals) -> Vec<String> {
    let nearest = |reached| {
        let near = goals.told.iter().find(|goal| goal.reached == reached);
        near.map(|goal| {
            format!(" (the nearest is {}, in {})", names.beside(&goal.state), moves(goal.moves.unwrap_or(0)))
        })
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

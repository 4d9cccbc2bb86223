//! What the ordinary verdicts leave out, in sentences.

use super::english::list;
use crate::model::{Attitude, Model, Preference};

/// What is said of preferences and does not count in the ordinary verdicts, in sentences.
pub(crate) fn not_counted(model: &Model) -> Vec<String> {
    let mut notes = Vec::new();
    let of = |wanted: &dyn Fn(&Preference) -> bool| -> Vec<&str> {
        let actors = model.actors.iter().zip(&model.preferences).filter(|(_, preference)| wanted(preference));
        actors.map(|(actor, _)| actor.name.as_str()).collect()
    };
    let unknown = of(&|preference| matches!(preference, Preference::Unknown(_)));
    if !unknown.is_empty() {
        let (want, it) = if unknown.len() == 1 { ("wants", "it") } else { ("want", "them") };
        notes.push(format!(
            "Nothing is known of what {} {want}: here all states count as the same to {it} (--unknown all reads it otherwise).",
            list(&unknown)
        ));
    }
    let wishes = |preference: &Preference, said: &dyn Fn(&crate::model::Wish) -> bool| match preference {
        Preference::Statements(wishes) => wishes.iter().any(said),
        _ => false,
    };
    let unsure = of(&|preference| wishes(preference, &|wish| wish.unsure));
    if !unsure.is_empty() {
        let names = list(&unsure);
        notes.push(format!(
            "Not all is known of what matters more to {names}: here each line counts where it stands (--unknown all)."
        ));
    }
    let degrees = of(&|preference| match preference {
        Preference::Ranking(ranking) => ranking.degrees.iter().any(|degree| *degree > 1),
        other => wishes(other, &|wish| wish.degree > 1),
    });
    if !degrees.is_empty() {
        notes.push(format!("How strongly states differ for {} does not count here (--strength).", list(&degrees)));
    }
    let unsaid = |from: usize, to: usize| model.attitudes[from][to] == Attitude::unsaid(from == to);
    let actors = 0..model.attitudes.len();
    if !actors.clone().all(|from| actors.clone().all(|to| unsaid(from, to))) {
        notes.push("Attitudes toward each other do not count here (--attitudes weak).".into());
    }
    notes
}

//! What the ordinary verdicts leave out, in sentences.

use super::english::list;
use crate::model::{Attitude, Model, Preference};
use serde::{Deserialize, Serialize};

/// Something said of preferences that does not count in the ordinary verdicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotCounted {
    /// What would count it.
    pub read_by: ReadBy,
    /// The same as a sentence.
    pub words: String,
}

/// Which reading of preferences counts something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ReadBy {
    /// Preferences of which not all is known.
    Unknown,
    /// Degrees of preference.
    Strength,
    /// Attitudes toward each other.
    Attitudes,
}

/// What is said of preferences and does not count in the ordinary verdicts.
pub(crate) fn not_counted(model: &Model) -> Vec<NotCounted> {
    let mut notes = Vec::new();
    let mut note = |read_by: ReadBy, words: String| notes.push(NotCounted { read_by, words });
    let of = |wanted: &dyn Fn(&Preference) -> bool| -> Vec<&str> {
        let actors = model.actors.iter().zip(&model.preferences).filter(|(_, preference)| wanted(preference));
        actors.map(|(actor, _)| actor.name.as_str()).collect()
    };
    let unknown = of(&|preference| matches!(preference, Preference::Unknown(_)));
    if !unknown.is_empty() {
        let (want, it) = if unknown.len() == 1 { ("wants", "it") } else { ("want", "them") };
        let words =
            format!("Nothing is known of what {} {want}: here all states count as the same to {it}.", list(&unknown));
        note(ReadBy::Unknown, words);
    }
    let wishes = |preference: &Preference, said: &dyn Fn(&crate::model::Wish) -> bool| match preference {
        Preference::Statements(wishes) => wishes.iter().any(said),
        _ => false,
    };
    let unsure = of(&|preference| wishes(preference, &|wish| wish.unsure));
    if !unsure.is_empty() {
        let names = list(&unsure);
        let words = format!("Not all is known of what matters more to {names}: here each line counts where it stands.");
        note(ReadBy::Unknown, words);
    }
    let torn = of(&|preference| matches!(preference, Preference::Ranking(of) if !of.incomparable.is_empty()));
    if !torn.is_empty() {
        let words = format!("Some states are not compared by {}: here they count as they are ranked.", list(&torn));
        note(ReadBy::Unknown, words);
    }
    let degrees = of(&|preference| match preference {
        Preference::Ranking(ranking) => ranking.degrees.iter().any(|degree| *degree > 1),
        other => wishes(other, &|wish| wish.degree > 1),
    });
    if !degrees.is_empty() {
        note(ReadBy::Strength, format!("How strongly states differ for {} does not count here.", list(&degrees)));
    }
    let unsaid = |from: usize, to: usize| model.attitudes[from][to] == Attitude::unsaid(from == to);
    let actors = 0..model.attitudes.len();
    if !actors.clone().all(|from| actors.clone().all(|to| unsaid(from, to))) {
        note(ReadBy::Attitudes, "Attitudes toward each other do not count here.".into());
    }
    notes
}

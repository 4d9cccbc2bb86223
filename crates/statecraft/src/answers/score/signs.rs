//! Which of the signs that were to be watched for came.

use crate::accounts::SettingPattern;
use crate::answers::came::{Came, Kind, Moments, SignSeen, When};
use crate::answers::seal::{SealedSetting, SealedSign};
use crate::hindsight::{History, Stand};
use crate::model::Model;

/// Each sign, with whether it came.
pub(super) fn seen(model: &Model, signs: &[SealedSign], history: &History, start: Stand) -> Vec<SignSeen> {
    let moments = Moments::of(history, start);
    let one = |sign: &SealedSign| {
        let (came, date) = moments.judge(pattern(model, &sign.seen), when(model, sign));
        let says = match came {
            Came::Yes => Some(sign.yes.clone()),
            Came::No => sign.no.clone(),
            Came::Unclear | Came::NotTested => None,
        };
        let (id, kind, words) = (sign.id.clone(), sign.kind, sign.words.clone());
        SignSeen { id, kind, words, came, date: date.map(String::from), says }
    };
    signs.iter().map(one).collect()
}

fn pattern(model: &Model, setting: &SealedSetting) -> SettingPattern {
    SettingPattern { taken: model.option_bits(&setting.taken), not_taken: model.option_bits(&setting.not_taken) }
}

fn when(model: &Model, sign: &SealedSign) -> When {
    match (sign.kind, &sign.after, &sign.not_after) {
        (Kind::Stays, ..) => When::Stays,
        (_, Some(after), _) => When::RightAfter(pattern(model, after)),
        (Kind::FirstStep, ..) => When::FirstStep,
        (.., Some(before)) => When::NotAfter(pattern(model, before)),
        (.., None) => When::Ever,
    }
}

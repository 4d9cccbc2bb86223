//! Which of the signs that were to be watched for came.

use crate::answers::seal::{SealedSetting, SealedSign};
use crate::answers::watch::{Kind, Sides};
use crate::hindsight::{History, Stand};
use crate::model::Model;
use serde::{Deserialize, Serialize};

/// A sign that was to be watched for, and whether it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignSeen {
    /// Its name, made of what is seen.
    pub id: String,
    /// What kind it is.
    pub kind: Kind,
    /// The question that was asked.
    pub words: String,
    /// The answer.
    pub came: Came,
    /// The day on which it came.
    pub date: Option<String>,
    /// What that says of the accounts; none where it says nothing.
    pub says: Option<Sides>,
}

/// Whether a sign came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Came {
    /// It did.
    Yes,
    /// It did not.
    No,
    /// The sources do not decide it.
    Unclear,
    /// What had to come before it, or the order in which things came, never put it to the test.
    NotTested,
}

/// How options stood from one day on, and what was otherwise before.
struct Moment<'h> {
    date: &'h str,
    before: Stand,
    stand: Stand,
}

impl Moment<'_> {
    fn changed(&self) -> u64 {
        let both = self.before.clear() & self.stand.clear();
        both & (self.before.taken ^ self.stand.taken)
    }
}

/// Each sign, with whether it came.
pub(super) fn seen(model: &Model, signs: &[SealedSign], history: &History, start: Stand) -> Vec<SignSeen> {
    let stands = history.stands(start);
    let before = std::iter::once(start).chain(stands.iter().copied());
    let moments: Vec<Moment> = history
        .days
        .iter()
        .zip(&stands)
        .zip(before)
        .map(|((day, stand), before)| Moment { date: &day.date, before, stand: *stand })
        .collect();
    let one = |sign: &SealedSign| {
        let (came, date) = judge(model, sign, &moments);
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

/// Whether a setting is so, or whether that is unclear.
fn holds(model: &Model, setting: &SealedSetting, stand: Stand) -> Option<bool> {
    let (taken, not_taken) = (model.option_bits(&setting.taken), model.option_bits(&setting.not_taken));
    if taken & stand.not_taken != 0 || not_taken & stand.taken != 0 {
        return Some(false);
    }
    ((taken | not_taken) & !stand.clear() == 0).then_some(true)
}

fn judge<'h>(model: &Model, sign: &SealedSign, moments: &[Moment<'h>]) -> (Came, Option<&'h str>) {
    let is = |setting: &SealedSetting, moment: &Moment| holds(model, setting, moment.stand);
    let first = |setting: &SealedSetting| moments.iter().find(|moment| is(setting, moment) == Some(true));
    let unclear = |setting: &SealedSetting| moments.iter().any(|moment| is(setting, moment).is_none());
    let changes = |setting: &SealedSetting| model.option_bits(&setting.taken) | model.option_bits(&setting.not_taken);
    let mut moved = moments.iter().filter(|moment| moment.changed() != 0);
    match (sign.kind, &sign.after, &sign.not_after) {
        (Kind::Stays, ..) => match moments.last().map(|last| (is(&sign.seen, last), last.date)) {
            Some((Some(true), date)) => (Came::Yes, Some(date)),
            Some((Some(false), _)) | None => (Came::No, None),
            Some((None, _)) => (Came::Unclear, None),
        },
        (_, Some(after), _) => {
            let asked = moved.next().filter(|it| it.changed() == changes(after) && is(after, it) == Some(true));
            match (asked, moved.next()) {
                (Some(_), Some(next)) if is(&sign.seen, next) == Some(true) => (Came::Yes, Some(next.date)),
                (Some(_), Some(_)) => (Came::No, None),
                _ => (Came::NotTested, None),
            }
        }
        (Kind::FirstStep, ..) => match moved.next() {
            Some(it) if it.changed() & !changes(&sign.seen) != 0 && is(&sign.seen, it) == Some(true) => {
                (Came::Unclear, None) // with other changes on the same day
            }
            Some(it) if is(&sign.seen, it) == Some(true) => (Came::Yes, Some(it.date)),
            Some(_) => (Came::No, None),
            None => (Came::NotTested, None),
        },
        (.., before) => {
            let came = first(&sign.seen);
            let earlier = before.as_ref().and_then(first);
            match (came, earlier) {
                (Some(came), Some(earlier)) if earlier.date < came.date => (Came::No, None),
                (Some(came), Some(earlier)) if earlier.date == came.date => (Came::Unclear, None),
                (Some(came), _) => (Came::Yes, Some(came.date)),
                (None, _) if unclear(&sign.seen) => (Came::Unclear, None),
                (None, _) => (Came::No, None),
            }
        }
    }
}

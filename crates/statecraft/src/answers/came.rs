//! Whether something that was to be watched for came, by what happened after the day that the case describes.

use crate::accounts::SettingPattern;
use crate::hindsight::{History, Stand};
use crate::model::OptionSet;
use serde::{Deserialize, Serialize};

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

/// What kind of thing there is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What an actor answers to a first move.
    Response,
    /// A sign, at whatever time.
    Sign,
    /// A sign only as the first change of all.
    FirstStep,
    /// A change that no account expects.
    Surprise,
    /// That something has not changed which all accounts expect to change.
    Stays,
    /// A change that all accounts expect.
    Expected,
}

impl Kind {
    /// Its name, as in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Response => "response",
            Kind::Sign => "sign",
            Kind::FirstStep => "first_step",
            Kind::Surprise => "surprise",
            Kind::Stays => "stays",
            Kind::Expected => "expected",
        }
    }
}

/// The accounts by what something says of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sides {
    /// It speaks for these.
    #[serde(rename = "for")]
    pub by: Vec<String>,
    /// It fits these, and speaks neither for nor against them.
    pub fits: Vec<String>,
    /// It speaks against these.
    pub against: Vec<String>,
}

impl Sides {
    /// Whether it says different things of different accounts.
    pub(super) fn tells(&self) -> bool {
        [&self.by, &self.fits, &self.against].into_iter().filter(|accounts| !accounts.is_empty()).count() > 1
    }
}

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

/// When something would have to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// In the end.
    Stays,
    /// In the first change of all.
    FirstStep,
    /// In the second change, if the first was this.
    RightAfter(SettingPattern),
    /// Once, whatever came before.
    Ever,
    /// Once, before or without this.
    NotAfter(SettingPattern),
}

/// How options stood from one day on, and what was otherwise before.
struct Moment<'h> {
    date: &'h str,
    before: Stand,
    stand: Stand,
}

/// What happened, moment by moment.
pub(super) struct Moments<'h>(Vec<Moment<'h>>);

impl Moment<'_> {
    fn changed(&self) -> OptionSet {
        let both = self.before.clear() & self.stand.clear();
        both & (self.before.taken ^ self.stand.taken)
    }

    /// Whether a setting is so, or whether that is unclear.
    fn is(&self, seen: SettingPattern) -> Option<bool> {
        if seen.taken & self.stand.not_taken != 0 || seen.not_taken & self.stand.taken != 0 {
            return Some(false);
        }
        (mentions(seen) & !self.stand.clear() == 0).then_some(true)
    }
}

fn mentions(seen: SettingPattern) -> OptionSet {
    seen.taken | seen.not_taken
}

impl<'h> Moments<'h> {
    pub(super) fn of(history: &'h History, start: Stand) -> Moments<'h> {
        let stands = history.stands(start);
        let before = std::iter::once(start).chain(stands.iter().copied());
        let moments = history.days.iter().zip(&stands).zip(before);
        Moments(moments.map(|((day, stand), before)| Moment { date: &day.date, before, stand: *stand }).collect())
    }

    /// Whether something came, and on which day.
    pub(super) fn judge(&self, seen: SettingPattern, when: When) -> (Came, Option<&'h str>) {
        match when {
            When::Stays => match self.0.last().map(|last| (last.is(seen), last.date)) {
                Some((Some(true), date)) => (Came::Yes, Some(date)),
                Some((Some(false), _)) | None => (Came::No, None),
                Some((None, _)) => (Came::Unclear, None),
            },
            When::FirstStep => self.first_step(seen),
            When::RightAfter(after) => self.right_after(seen, after),
            When::Ever => self.ever(seen, None),
            When::NotAfter(before) => self.ever(seen, Some(before)),
        }
    }

    fn changes(&self) -> impl Iterator<Item = &Moment<'h>> {
        self.0.iter().filter(|moment| moment.changed() != 0)
    }

    fn first(&self, seen: SettingPattern) -> Option<&Moment<'h>> {
        self.0.iter().find(|moment| moment.is(seen) == Some(true))
    }

    fn first_step(&self, seen: SettingPattern) -> (Came, Option<&'h str>) {
        match self.changes().next() {
            Some(it) if it.is(seen) != Some(true) => (Came::No, None),
            Some(it) if it.changed() & !mentions(seen) != 0 => (Came::Unclear, None), // with other changes on the same day
            Some(it) => (Came::Yes, Some(it.date)),
            None => (Came::NotTested, None),
        }
    }

    fn right_after(&self, seen: SettingPattern, after: SettingPattern) -> (Came, Option<&'h str>) {
        let mut moved = self.changes();
        let asked = moved.next().filter(|it| it.changed() == mentions(after) && it.is(after) == Some(true));
        match (asked, moved.next()) {
            (Some(_), Some(next)) if next.is(seen) == Some(true) => (Came::Yes, Some(next.date)),
            (Some(_), Some(_)) => (Came::No, None),
            _ => (Came::NotTested, None),
        }
    }

    fn ever(&self, seen: SettingPattern, not_after: Option<SettingPattern>) -> (Came, Option<&'h str>) {
        let earlier = not_after.and_then(|before| self.first(before));
        match (self.first(seen), earlier) {
            (Some(came), Some(earlier)) if earlier.date < came.date => (Came::No, None),
            (Some(came), Some(earlier)) if earlier.date == came.date => (Came::Unclear, None),
            (Some(came), _) => (Came::Yes, Some(came.date)),
            (None, _) if self.0.iter().any(|moment| moment.is(seen).is_none()) => (Came::Unclear, None),
            (None, _) => (Came::No, None),
        }
    }
}

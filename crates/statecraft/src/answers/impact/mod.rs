//! What rests on what, as data.

pub(crate) mod needs;

pub use needs::{Need, Needs, Sentence};

use crate::answers::header::Header;
use crate::case::{Case, Grade, Graded, LineId};
use crate::graph::StateId;
use crate::impact::{AccountEffect, ConceptEffect, Dropped, Effect, ImpactBase, Policy};
use crate::model::OptionSet;
use crate::phrase::english::{count, list};
use crate::phrase::line::{LineInWords, in_words};
use crate::stability::{Concept, Found};
use crate::study::{LaidOut, StateName, Study};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What hangs on each claim, source, speaker and assumption of a case, or on some of them: `statecraft-impact`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Impact {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// `falls` or `assumed`: what becomes of a line that has lost all its claims and is no assumption.
    pub policy: String,
    /// The concepts that were computed.
    pub concepts: Vec<String>,
    /// How many outcomes there are today, over all accounts and concepts.
    pub outcomes: usize,
    /// What is dropped and what changes, the most telling first.
    pub dropped: Vec<Drop>,
    /// How many things were not dropped for that reason.
    pub not_done: usize,
}

/// One thing dropped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Drop {
    /// `claim`, `source`, `speaker`, `below` or `line`.
    pub kind: String,
    /// Its name; of a line, where it stands in the file; `below` a grade, that grade.
    pub name: String,
    /// What it says: a quote, a title, the line.
    pub says: String,
    /// `below` a grade, the claims that stay although they, or their sources, are not graded; else none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ungraded: Vec<String>,
    /// The lines that fall; under the policy `assumed`, those that become assumptions.
    pub falls: Vec<LineInWords>,
    /// The lines that cite it and stand on something else.
    pub stands: Vec<LineInWords>,
    /// How many outcomes are lost, over all accounts and concepts.
    pub lost: usize,
    /// How many are gained.
    pub gained: usize,
    /// How many verdicts change, over all accounts, concepts and actors.
    pub verdicts: usize,
    /// What changes in each account; nothing if no line falls.
    pub accounts: Vec<AccountChange>,
}

/// What changes in one account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountChange {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// Why nothing can be said, if nothing can.
    pub undecided: Option<String>,
    /// Under each concept where something changes.
    pub concepts: Vec<ConceptChange>,
}

/// What changes under one concept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConceptChange {
    /// The concept.
    pub concept: String,
    /// The outcomes that hold no longer, by the numbers or names of today's states.
    pub lost: Vec<StateName>,
    /// How many of them are no state any more.
    pub gone: usize,
    /// The outcomes that hold now.
    pub gained: Vec<StateName>,
    /// The options taken in outcomes that were no states before.
    pub gained_new: Vec<Vec<String>>,
    /// How many verdicts change.
    pub verdicts: usize,
}

impl Impact {
    /// Drops these one by one; everything that can be dropped if none is named. What there was no time for is left out, and
    /// the header says so.
    pub fn of(ground: &ImpactBase, study: &Study, dropped: &[Dropped], concepts: &[Concept], policy: Policy) -> Impact {
        let case = ground.case();
        let everything = everything(case);
        let dropped = if dropped.is_empty() { &everything } else { dropped };
        let changing = |dropped: &Dropped| match (policy, dropped) {
            (Policy::Falls, _) | (_, Dropped::Line(_)) => ground.falling(dropped),
            (Policy::Assumed, _) => BTreeSet::new(),
        };
        let fallen: Vec<BTreeSet<LineId>> = dropped.iter().map(changing).collect();
        let (effects, stopped) = ground.effects(&fallen);
        let not_done = dropped.len() - effects.len();
        let actors: Vec<&str> = case.actors.iter().map(|actor| actor.key.value.as_str()).collect();
        let mut drops: Vec<Drop> = dropped
            .iter()
            .zip(effects)
            .map(|(dropped, effect)| Page { ground, laid_out: &study.accounts, actors: &actors }.drop(dropped, &effect))
            .collect();
        drops.sort_by_key(|drop| Reverse((drop.lost + drop.gained, drop.verdicts, drop.falls.len())));
        let found = (0..case.accounts.len()).filter_map(|at| ground.account(at));
        let holding = |found: &Found| concepts.iter().map(|&concept| found.equilibria(concept).len()).sum::<usize>();
        let mut header = Header::new("statecraft-impact", 1, study);
        stopped.into_iter().for_each(|limit| header.stop(limit));
        Impact {
            header,
            policy: if policy == Policy::Falls { "falls" } else { "assumed" }.to_string(),
            concepts: concepts.iter().map(|concept| concept.key(&actors)).collect(),
            outcomes: found.map(|(_, found)| holding(found)).sum(),
            dropped: drops,
            not_done,
        }
    }
}

/// Every claim, every source and speaker that is cited, and every line that is the analyst's assumption alone.
fn everything(case: &Case) -> Vec<Dropped> {
    let claims = case.claims.iter().map(|claim| Dropped::Claim(claim.key.value.clone()));
    let sources = case.sources.iter().map(|source| Dropped::Source(source.key.value.clone()));
    let speakers: BTreeSet<&str> = case.claims.iter().filter_map(|claim| claim.speaker.as_deref()).collect();
    let is_first = |name: &&str| case.names_of_speaker(name).iter().find(|one| speakers.contains(*one)) == Some(name);
    let speakers = speakers.iter().copied().filter(is_first).map(|speaker| Dropped::Speaker(speaker.to_string()));
    let assumed =
        case.lines().into_iter().filter(|line| line.support.claims.is_empty() && line.support.assumption.is_some());
    claims.chain(sources).chain(speakers).chain(assumed.map(|line| Dropped::Line(line.id))).collect()
}

/// Puts effects in words.
struct Page<'p, 'c> {
    ground: &'p ImpactBase<'c>,
    laid_out: &'p [LaidOut],
    actors: &'p [&'p str],
}

impl Page<'_, '_> {
    fn drop(&self, dropped: &Dropped, effect: &Effect) -> Drop {
        let case = self.ground.case();
        let (falling, bereft) = (self.ground.falling(dropped), self.ground.citing(dropped));
        let (kind, name, says) = named(case, dropped);
        let changes: Vec<&ConceptEffect> =
            effect.accounts.iter().flat_map(|account| account.concepts.iter().flatten()).collect();
        Drop {
            kind: kind.to_string(),
            name,
            says,
            ungraded: ungraded(case, dropped),
            lost: changes.iter().map(|change| change.lost.len()).sum(),
            gained: changes.iter().map(|change| change.gained.known.len() + change.gained.new.len()).sum(),
            verdicts: effect.verdicts(),
            accounts: effect.accounts.iter().map(|account| self.account(account)).collect(),
            stands: in_words(case, &bereft.difference(&falling).cloned().collect()),
            falls: in_words(case, &falling),
        }
    }

    fn account(&self, effect: &AccountEffect) -> AccountChange {
        let (concepts, undecided) = match &effect.concepts {
            Ok(concepts) => (concepts.as_slice(), None),
            Err(reason) => ([].as_slice(), Some(reason.clone())),
        };
        let changed = |change: &&ConceptEffect| {
            !change.lost.is_empty() || change.gained != Default::default() || change.verdicts.iter().any(|&n| n > 0)
        };
        AccountChange {
            id: self.ground.case().accounts[effect.account].id().map(String::from),
            undecided,
            concepts: concepts.iter().filter(changed).map(|change| self.concept(effect.account, change)).collect(),
        }
    }

    fn concept(&self, account: usize, change: &ConceptEffect) -> ConceptChange {
        let graph = &self.laid_out[account].graph;
        let names = |states: &[StateId]| states.iter().map(|&state| StateName::of(graph, state)).collect();
        let options = self.laid_out[account].model.options();
        let taken = |setting: &OptionSet| {
            options
                .iter()
                .enumerate()
                .filter(|(at, _)| setting >> at & 1 == 1)
                .map(|(_, option)| option.key.clone())
                .collect()
        };
        ConceptChange {
            concept: change.concept.key(self.actors),
            lost: names(&change.lost),
            gone: change.gone,
            gained: names(&change.gained.known),
            gained_new: change.gained.new.iter().map(taken).collect(),
            verdicts: change.verdicts.iter().sum(),
        }
    }
}

/// What is dropped, its name and what it says.
fn named(case: &Case, dropped: &Dropped) -> (&'static str, String, String) {
    match dropped {
        Dropped::Claim(key) => {
            let quote = case.claim(key).map(|claim| claim.anchor.quote.clone()).unwrap_or_default();
            ("claim", key.clone(), format!("“{quote}”"))
        }
        Dropped::Source(key) => {
            ("source", key.clone(), case.source(key).map(|source| source.title.clone()).unwrap_or_default())
        }
        Dropped::Speaker(name) => {
            let names = case.names_of_speaker(name);
            let spoken: Vec<&str> = case.claims.iter().filter_map(|claim| claim.speaker.as_deref()).collect();
            let claims = spoken.iter().filter(|speaker| names.contains(*speaker)).count();
            let others: Vec<&str> = names.into_iter().filter(|one| one != name && spoken.contains(one)).collect();
            let also = if others.is_empty() { String::new() } else { format!(", also as {}", list(&others)) };
            ("speaker", name.clone(), count(claims, "claim", "claims") + &also)
        }
        Dropped::Below(grade) => {
            let worse = with_grade(case, *grade, Graded::Worse);
            let says = match worse.len() {
                0 => "no claim".to_string(),
                claims => format!("{}, {}", count(claims, "claim", "claims"), list(&worse)),
            };
            ("below", grade.to_string(), says)
        }
        Dropped::Line(id) => {
            let line = in_words(case, &BTreeSet::from([id.clone()])).pop();
            let (line, says) = line.map(|line| (line.line, line.says)).unwrap_or_default();
            ("line", line.to_string(), says)
        }
    }
}

/// The claims that compare so with a grade.
fn with_grade(case: &Case, than: Grade, how: Graded) -> Vec<&str> {
    let claims = case.claims.iter().filter(|claim| case.graded(claim, than) == how);
    claims.map(|claim| claim.key.value.as_str()).collect()
}

/// The claims that stay for want of a grade.
fn ungraded(case: &Case, dropped: &Dropped) -> Vec<String> {
    let Dropped::Below(grade) = dropped else { return Vec::new() };
    with_grade(case, *grade, Graded::Unknown).into_iter().map(String::from).collect()
}

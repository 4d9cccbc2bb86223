//! Sources, claims and what else turns no judgement: what differs between two cases.

use crate::case::{Account, Case, Claim, Evidence, Source};
use crate::diff::How;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// A source.
    Source,
    /// A claim.
    Claim,
    /// An item of evidence.
    Evidence,
    /// What is said of an account as a whole.
    Account,
    /// What is said of the case as a whole.
    Case,
}

/// Something that differs and turns no judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Record {
    /// What it is.
    pub kind: RecordKind,
    /// Its name in the file; of the case as a whole its title.
    pub name: String,
    /// What became of it.
    pub how: How,
    /// The title of a source, the words of a claim, what an item of evidence says.
    pub says: String,
    /// The keys in which it differs, if both cases have it.
    pub keys: Vec<String>,
}

/// The keys of an item with what they say.
type Keys = Vec<(&'static str, String)>;

fn said(of: &impl std::fmt::Debug) -> String {
    format!("{of:?}")
}

fn names<'n>(all: impl Iterator<Item = &'n String>) -> String {
    all.cloned().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")
}

/// All that differ: sources, claims, evidence, accounts, the case.
pub(super) fn records(old: &Case, new: &Case) -> Vec<Record> {
    let mut found = Vec::new();
    let lists: [&[Source]; 2] = [&old.sources, &new.sources];
    found.extend(list(RecordKind::Source, lists, |it| &it.key.value, |it| it.title.clone(), source));
    let quote = |it: &Claim| it.anchor.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    found.extend(list(RecordKind::Claim, [&old.claims, &new.claims], |it| &it.key.value, quote, claim));
    let lists: [&[Evidence]; 2] = [&old.evidence, &new.evidence];
    found.extend(list(RecordKind::Evidence, lists, |it| &it.key.value, |it| it.says.clone(), evidence));
    for account in &old.accounts {
        let Some(other) = new.accounts.iter().find(|other| other.id() == account.id()) else { continue };
        let keys = differing(&grounds(account), &grounds(other));
        let (name, says) = (other.id().unwrap_or_default().to_string(), other.title.clone().unwrap_or_default());
        found.extend((!keys.is_empty()).then_some(Record {
            kind: RecordKind::Account,
            name,
            how: How::Changed,
            says,
            keys,
        }));
    }
    let keys = differing(&whole(old), &whole(new));
    found.extend((!keys.is_empty()).then(|| Record {
        kind: RecordKind::Case,
        name: new.title.clone(),
        how: How::Changed,
        says: String::new(),
        keys,
    }));
    found
}

fn list<T>(
    kind: RecordKind,
    [old, new]: [&[T]; 2],
    name: impl Fn(&T) -> &String,
    says: impl Fn(&T) -> String,
    keys: impl Fn(&T) -> Keys,
) -> Vec<Record> {
    let find = |all: &'_ [T], key: &String| all.iter().position(|it| name(it) == key);
    let record = |of: &T, how, keys| Record { kind, name: name(of).clone(), how, says: says(of), keys };
    let mut found = Vec::new();
    for it in old {
        match find(new, name(it)) {
            None => found.push(record(it, How::Removed, Vec::new())),
            Some(at) => {
                let differ = differing(&keys(it), &keys(&new[at]));
                found.extend((!differ.is_empty()).then(|| record(&new[at], How::Changed, differ)));
            }
        }
    }
    let more = new.iter().filter(|it| find(old, name(it)).is_none());
    found.extend(more.map(|it| record(it, How::Added, Vec::new())));
    found
}

fn differing(old: &Keys, new: &Keys) -> Vec<String> {
    old.iter().zip(new).filter(|(old, new)| old != new).map(|((key, _), _)| (*key).to_string()).collect()
}

fn source(of: &Source) -> Keys {
    vec![
        ("title", of.title.clone()),
        ("publisher", said(&of.publisher)),
        ("author", said(&of.author)),
        ("date", said(&of.date)),
        ("url", said(&of.url)),
        ("sha256", said(&of.sha256.as_ref().map(|it| &it.value))),
        ("text", said(&of.text.as_ref().map(|it| &it.value))),
        ("origin", said(&of.origin.as_ref().map(|it| &it.value))),
        ("reliability", said(&of.reliability)),
        ("basis", said(&of.basis)),
        ("descriptor", said(&of.descriptor)),
        ("accessed", said(&of.accessed)),
        ("archived", said(&of.archived)),
    ]
}

fn claim(of: &Claim) -> Keys {
    vec![
        ("quote", of.anchor.quote.split_whitespace().collect::<Vec<_>>().join(" ")),
        ("source", of.source.value.clone()),
        ("speaker", said(&of.speaker)),
        ("says", said(&of.says)),
        ("directness", said(&of.directness)),
        ("date", said(&of.date)),
        ("origin", said(&of.origin.as_ref().map(|it| &it.value))),
        ("credibility", said(&of.credibility.as_ref().map(|it| &it.value))),
        ("confirms", names(of.confirms.iter().map(|it| &it.value))),
        ("holder", said(&of.holder.as_ref().map(|it| &it.value))),
        ("factive", said(&of.factive)),
        ("drafted_by", said(&of.drafted_by)),
        ("accepted_by", said(&of.accepted_by)),
    ]
}

fn evidence(of: &Evidence) -> Keys {
    let likelihood = of.likelihood.iter().map(|(account, range)| (&account.value, range)).collect::<Vec<_>>();
    vec![
        ("says", of.says.clone()),
        ("claims", names(of.claims.iter().map(|it| &it.value))),
        ("absence", said(&of.absence)),
        ("assumption", said(&of.assumption)),
        ("likelihood", said(&likelihood)),
    ]
}

fn grounds(of: &Account) -> Keys {
    vec![
        ("sources", names(of.sources.iter().map(|it| &it.value))),
        ("favours", names(of.favours.iter().map(|it| &it.value))),
        ("against", names(of.against.iter().map(|it| &it.value))),
        ("prior", said(&of.prior)),
        ("refines", names(of.refines.iter().map(|it| &it.value))),
        ("excludes", names(of.excludes.iter().map(|it| &it.value))),
        ("same_as", names(of.same_as.iter().map(|it| &it.value))),
    ]
}

fn whole(of: &Case) -> Keys {
    let perceptions: Vec<(&String, &String)> =
        of.perceptions.iter().map(|it| (&it.actor.value, &it.account.value)).collect();
    vec![
        ("title", of.title.clone()),
        ("question", said(&of.question)),
        ("as_of", said(&of.as_of)),
        ("horizon", said(&of.horizon.as_ref().map(|day| &day.value))),
        ("scale", said(&of.scale)),
        ("perceptions", said(&perceptions)),
    ]
}

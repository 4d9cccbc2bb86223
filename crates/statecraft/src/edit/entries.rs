//! Adding sources, claims and options.

use super::blocks::{Page, header};
use super::named::{declared, is_free, known};
use super::splice::{Change, Work};
use super::strings::quoted;
use super::syntax::string;
use super::wishes::support;
use super::{EditError, Kind, step};
use serde::{Deserialize, Serialize};

/// A source that is to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct NewSource {
    /// Its name in the file.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it appeared: a date such as `2024-05-16`, or words.
    pub date: Option<String>,
    /// Where it can be found.
    pub url: Option<String>,
    /// The fingerprint of the text that was quoted.
    pub sha256: Option<String>,
    /// Where the text is shipped, relative to the case folder.
    pub text: Option<String>,
    /// What it goes back to, if not itself.
    pub origin: Option<String>,
}

/// A claim that is to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct NewClaim {
    /// Its name in the file.
    pub key: String,
    /// The source that says it.
    pub source: String,
    /// The words as they stand there.
    pub quote: String,
    /// Who says it, if not the source itself.
    pub speaker: Option<String>,
    /// A paraphrase.
    pub says: Option<String>,
    /// How directly it comes: said, reported, believed or unnamed.
    pub directness: Option<String>,
    /// When it was said.
    pub date: Option<String>,
    /// What it goes back to.
    pub origin: Option<String>,
    /// Words before the quote.
    pub before: Option<String>,
    /// Words after it.
    pub after: Option<String>,
    /// Who or what drafted it, while nobody has accepted it.
    pub drafted_by: Option<String>,
    /// Who accepted it.
    pub accepted_by: Option<String>,
}

/// An option that is to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct NewOption {
    /// Its name with its actor, `actor.option`.
    pub name: String,
    /// What is done when it is taken.
    pub label: String,
    /// The one direction in which it can be changed: take or drop.
    pub one_way: Option<String>,
    /// What it rests on.
    pub claims: Vec<String>,
    /// The analyst's own judgement, with its reason.
    pub assumption: Option<String>,
}

/// A pair for each key that has a value.
fn pairs(given: &[(&str, Option<&str>)]) -> Vec<String> {
    let written = |key: &str, value: &str| match key {
        "date" if value.parse::<toml::value::Datetime>().is_ok() => format!("date = {value}"),
        _ => format!("{key} = {}", quoted(value)),
    };
    given.iter().filter_map(|(key, value)| value.map(|value| written(key, value))).collect()
}

pub(super) fn add_source(work: &mut Work, new: &NewSource) -> Result<(), EditError> {
    let pairs = pairs(&[
        ("title", Some(&new.title)),
        ("publisher", new.publisher.as_deref()),
        ("author", new.author.as_deref()),
        ("date", new.date.as_deref()),
        ("url", new.url.as_deref()),
        ("text", new.text.as_deref()),
        ("sha256", new.sha256.as_deref()),
        ("origin", new.origin.as_deref()),
    ]);
    step(work, |page| {
        is_free(page, Kind::Source, &new.key, &new.key)?;
        Ok(entry(page, &["sources", &new.key], &["sources"], &pairs, true))
    })
}

pub(super) fn add_claim(work: &mut Work, new: &NewClaim) -> Result<(), EditError> {
    let pairs = pairs(&[
        ("source", Some(&new.source)),
        ("speaker", new.speaker.as_deref()),
        ("quote", Some(&new.quote)),
        ("says", new.says.as_deref()),
        ("directness", new.directness.as_deref()),
        ("date", new.date.as_deref()),
        ("origin", new.origin.as_deref()),
        ("before", new.before.as_deref()),
        ("after", new.after.as_deref()),
        ("drafted_by", new.drafted_by.as_deref()),
        ("accepted_by", new.accepted_by.as_deref()),
    ]);
    step(work, |page| {
        is_free(page, Kind::Claim, &new.key, &new.key)?;
        known(Kind::Source.word(), &new.source, &declared(page.tree, Kind::Source))?;
        let from_source = |name: &&String| {
            let value = page.tree.value(&["claims", name, "source"]);
            value.and_then(|value| string(page.text, value)).is_some_and(|written| written.text == new.source)
        };
        let claims = declared(page.tree, Kind::Claim);
        let beside = claims.iter().rfind(from_source);
        let behind = beside.map_or(vec!["claims"], |beside| vec!["claims", beside]);
        Ok(entry(page, &["claims", &new.key], &behind, &pairs, true))
    })
}

pub(super) fn add_option(work: &mut Work, new: &NewOption) -> Result<(), EditError> {
    let mut pairs = pairs(&[("label", Some(&new.label)), ("one_way", new.one_way.as_deref())]);
    pairs.extend(support(&new.claims, new.assumption.as_deref()));
    let (actor, key) = new.name.split_once('.').ok_or_else(|| EditError::BadName(new.name.clone()))?;
    step(work, |page| {
        known(Kind::Actor.word(), actor, &declared(page.tree, Kind::Actor))?;
        is_free(page, Kind::Option, &new.name, key)?;
        let path = Kind::Option.path(&new.name);
        Ok(entry(page, &path, &path[..3], &pairs, false))
    })
}

/// Writes an entry as its neighbours are written: as a section behind those of a path, or as a table in braces.
fn entry(page: &Page, path: &[&str], behind: &[&str], pairs: &[String], sections: bool) -> Vec<Change> {
    let (parent, depth) = (&path[..path.len() - 1], path.len());
    let is_neighbour = |found: &[String]| found.len() >= depth && super::syntax::begins(found, parent);
    let as_section =
        page.tree.sections.iter().any(|section| section.path.len() == depth && is_neighbour(&section.path));
    let otherwise = page
        .tree
        .pairs()
        .iter()
        .any(|found| is_neighbour(&found.path) && found.path.len() - found.pair.keys.len() < depth);
    if as_section || sections && !otherwise {
        return vec![page.new_section(&format!("[{}]", header(path)), pairs, behind, true)];
    }
    page.put(path, &format!("{{ {} }}", pairs.join(", ")))
}

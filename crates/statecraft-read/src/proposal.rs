//! From reports to a model that a person can begin with: actors, what each can do, and who is said to want what.
//!
//! - *Actors* are those who do, plan, refuse or are asked something. Forms that may mean one actor are put together, with their sentences.
//! - *Options* are deeds: what an actor is said to do now, to plan, to refuse, to be asked for. Deeds with the same verb and a word in common
//!   are one option. What happened in the past is proposed where the lexicon knows the verb, and for actors of whom nothing else is told.
//! - *Wishes* are those that somebody is said to have about an option. Nothing is concluded from what somebody does.
//!
//! A proposal is small, since a person has to go through it: [`ACTORS`] actors with [`OPTIONS`] options each. What is left out is counted.

use crate::deeds::{Deed, Event, Status};
use crate::draft::Drafted;
use crate::names;
use crate::times::times;
use std::collections::{BTreeMap, BTreeSet};

/// The most actors of a proposal.
pub const ACTORS: usize = 6;
/// The most options of an actor.
pub const OPTIONS: usize = 3;

/// Where a deed stands: the number of the document, and the number in its list.
pub type At = (usize, usize);

/// A model in outline.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proposal {
    /// Who acts, those with the most to do first.
    pub actors: Vec<Actor>,
    /// Who is said to want or not to want what, in the order of the texts.
    pub wishes: Vec<Wish>,
    /// How many candidates for options were left out.
    pub left_out: usize,
}

/// Somebody who acts.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// A key for the case file.
    pub key: String,
    /// The name.
    pub name: String,
    /// Every form of the name that was put under it, with its first sentence.
    pub forms: Vec<(String, String)>,
    /// What it can do.
    pub options: Vec<Choice>,
}

/// Something that an actor can do.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// A key for the case file.
    pub key: String,
    /// What is done.
    pub label: String,
    /// The deeds that say so.
    pub deeds: Vec<At>,
    /// The deeds that say that it is so today.
    pub today: Vec<At>,
}

/// Somebody is said to want or not to want something.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// Who: a number in the list of actors.
    pub whose: usize,
    /// The actor and its option.
    pub option: (usize, usize),
    /// Is it wanted?
    pub wanted: bool,
    /// The deed that says so.
    pub at: At,
}

/// The model that the drafts of some reports propose.
#[must_use]
pub fn propose(drafts: &[Drafted]) -> Proposal {
    let places = drafts.iter().enumerate().flat_map(|(doc, draft)| (0..draft.deeds.len()).map(move |deed| (doc, deed)));
    let places: Vec<At> = places.collect();
    let deed = |at: At| &drafts[at.0].deeds[at.1];
    let people = People::of(drafts, &places);
    let mut by_actor: BTreeMap<usize, Vec<At>> = BTreeMap::new();
    for &at in &places {
        if let Some(actor) = people.number(&deed(at).actor).filter(|_| is_option(deed(at))) {
            by_actor.entry(actor).or_default().push(at);
        }
    }
    let weight = |places: &[At]| places.iter().map(|&at| weight(deed(at))).sum::<usize>();
    let mut order: Vec<usize> = by_actor.keys().copied().collect();
    order.sort_by_key(|actor| std::cmp::Reverse(weight(&by_actor[actor])));
    let mut out = Proposal::default();
    let mut taken = BTreeSet::new();
    for (rank, group) in order.iter().enumerate() {
        let mut choices = choices(&by_actor[group], &deed);
        let kept = if rank < ACTORS { choices.len().min(OPTIONS) } else { 0 };
        out.left_out += choices.len() - kept;
        choices.truncate(kept);
        if kept > 0 {
            out.actors.push(people.actor(*group, choices, &mut taken));
        }
    }
    let of_group: Vec<usize> = order.iter().take(ACTORS).copied().filter(|group| !by_actor[group].is_empty()).collect();
    out.wishes = wishes(&out.actors, &of_group, &people, &deed);
    out
}

/// The names of a set of reports, with those that may mean the same together.
struct People {
    names: Vec<(String, String)>,
    group: Vec<usize>,
}

impl People {
    fn of(drafts: &[Drafted], places: &[At]) -> Self {
        let mut sentences: BTreeMap<String, String> = BTreeMap::new();
        for &(doc, deed) in places {
            let deed = &drafts[doc].deeds[deed];
            let whose = deed.wish.as_ref().map(|wish| names::core(&wish.whose));
            for name in std::iter::once(names::core(&deed.actor)).chain(whose) {
                sentences.entry(name).or_insert_with(|| drafts[doc].sentence(deed.sentence));
            }
        }
        let names: Vec<(String, String)> = sentences.into_iter().collect();
        let forms: Vec<&str> = names.iter().map(|name| name.0.as_str()).collect();
        let group = names::parties(&forms);
        Self { names, group }
    }

    fn number(&self, name: &str) -> Option<usize> {
        let name = names::core(name);
        self.names.binary_search_by(|known| known.0.cmp(&name)).ok().map(|at| self.group[at])
    }

    fn actor(&self, group: usize, options: Vec<Choice>, taken: &mut BTreeSet<String>) -> Actor {
        let forms = self.names.iter().zip(&self.group).filter(|(_, number)| **number == group);
        let forms: Vec<(String, String)> = forms.map(|(name, _)| name.clone()).collect();
        let state = forms.iter().find_map(|form| names::party_state(&form.0)).map(str::to_owned);
        let shortest = forms.iter().map(|form| form.0.clone()).min_by_key(String::len).unwrap_or_default();
        let name = capital(&state.unwrap_or(shortest));
        let key = free(&slug(&name, 2), taken);
        Actor { key, name, forms, options }
    }
}

/// Is the deed something that its actor could do or leave? Words are not: to accuse, to ask; nor is "put it".
fn is_option(deed: &Deed) -> bool {
    const EMPTY: &[&str] =
        &["it", "this", "that", "them", "him", "her", "so", "there", "for", "to", "on", "with", "of", "at"];
    let mut rest = deed.label.split_whitespace().skip(1).peekable();
    let alone = rest.peek().is_none();
    let told = if alone { deed.event.is_some() } else { !rest.all(|word| EMPTY.contains(&word)) };
    let words = matches!(deed.event, Some(Event::Accuse | Event::Request));
    told && !words && !(deed.negated && deed.status == Status::Possible)
}

/// The label without the time at its end: "visit Tehran last January" is "visit Tehran".
fn timeless(label: &str) -> String {
    let last = times(label, None).pop().filter(|time| label.ends_with(&time.words));
    let Some(before) = last.and_then(|time| label.strip_suffix(&time.words)).map(str::trim_end) else {
        return label.to_owned();
    };
    let small = [
        " on", " in", " by", " since", " until", " at", " before", " after", " of", " from", " during", " early",
        " late",
    ];
    let plain = small.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    if plain.split_whitespace().count() > 1 { plain.to_owned() } else { label.to_owned() }
}

const fn weight(deed: &Deed) -> usize {
    match deed.status {
        Status::Planned | Status::Demanded | Status::Refused => 5,
        Status::Now => 4,
        Status::Possible => 3,
        Status::Past if deed.event.is_some() => 2,
        Status::Past => 1,
    }
}

/// The options of an actor, those told of most first; the past only where nothing else is told.
fn choices<'a>(places: &[At], deed: &impl Fn(At) -> &'a Deed) -> Vec<Choice> {
    let past = |at: &At| deed(*at).status == Status::Past && deed(*at).event.is_none();
    let some = places.iter().any(|at| !past(at));
    let places = places.iter().copied().filter(|at| !some || !past(at));
    let mut groups: Vec<Vec<At>> = Vec::new();
    for at in places {
        match groups.iter_mut().find(|group| alike(deed(group[0]), deed(at))) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.iter().map(|&at| weight(deed(at))).sum::<usize>()));
    let mut taken = BTreeSet::new();
    let choice = |group: Vec<At>| {
        let label = capital(&timeless(&deed(group[0]).label));
        let today = group.iter().copied().filter(|&at| deed(at).status == Status::Now && !deed(at).negated).collect();
        Choice { key: free(&slug(&label, 3), &mut taken), label, today, deeds: group }
    };
    groups.into_iter().map(choice).collect()
}

/// Do two deeds of an actor tell of one option: the same verb, and a word of some length in common or nothing but the verb?
#[must_use]
pub fn alike(one: &Deed, other: &Deed) -> bool {
    let (a, b) = (content_words(&one.label), content_words(&other.label));
    one.verb == other.verb && (a.is_empty() && b.is_empty() || a.intersection(&b).next().is_some())
}

/// The words behind the verb that carry meaning, in lower case.
pub(crate) fn content_words(label: &str) -> BTreeSet<String> {
    let words = label.split(|c: char| !c.is_alphanumeric()).skip(1).filter(|word| word.chars().count() > 3);
    words.map(|word| word.to_lowercase().trim_end_matches('s').to_owned()).collect()
}

fn wishes<'a>(actors: &[Actor], groups: &[usize], people: &People, deed: &impl Fn(At) -> &'a Deed) -> Vec<Wish> {
    let mut out: Vec<Wish> = Vec::new();
    for (actor, of) in actors.iter().enumerate() {
        for (option, choice) in of.options.iter().enumerate() {
            for &at in &choice.deeds {
                let Some(said) = &deed(at).wish else { continue };
                let whose = people.number(&said.whose).and_then(|group| groups.iter().position(|one| *one == group));
                let wanted = said.wanted != deed(at).negated;
                let known =
                    |wish: &Wish| wish.at.0 == at.0 && Some(wish.whose) == whose && wish.option == (actor, option);
                if let Some(whose) = whose.filter(|_| !out.iter().any(known)) {
                    out.push(Wish { whose, option: (actor, option), wanted, at });
                }
            }
        }
    }
    out.sort_by_key(|wish| wish.at);
    out
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Letters and digits of some words, joined by `_`: a key that needs no quotation marks and is no word of the statement language.
fn slug(text: &str, most: usize) -> String {
    const SMALL: &[&str] =
        &["the", "of", "a", "an", "and", "or", "not", "if", "iff", "unless", "to", "its", "their", "in", "all"];
    let low = text.to_lowercase();
    let words =
        low.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty() && !SMALL.contains(word));
    let key: String = words.take(most).collect::<Vec<_>>().join("_").chars().take(30).collect();
    if key.is_empty() { "unnamed".to_owned() } else { key }
}

fn free(key: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..usize::MAX).map(|number| format!("{key}_{number}"));
    let found = std::iter::once(key.to_owned()).chain(numbered).find(|key| !taken.contains(key)).unwrap_or_default();
    taken.insert(found.clone());
    found
}

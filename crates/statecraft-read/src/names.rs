//! Who is named, and which names may mean the same: proposals with their sentences, never merged silently.
//!
//! Names are the speakers and holders of claims, and runs of capitalised words that act or are acted on. Two forms are proposed as one when
//! - one is the end of the other without titles ("Al-Nasser", "Abdul Hadi Al-Nasser"),
//! - their last words are spelt nearly alike and are no ordinary words: two letters apart at most, of at least six, with the same first letter,
//! - both mean the government of one state: its name, its adjective with "government", "regime" and the like, its capital.

use crate::claims::{Claim, Span, is_pronoun};
use crate::document::Document;
use serde::Serialize;
use std::collections::BTreeMap;

/// Somebody who is named.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Actor {
    /// The longest form of the name.
    pub name: String,
    /// All forms.
    pub forms: Vec<Form>,
    /// Is it proposed that different forms mean one actor?
    pub proposed: bool,
    /// Is it somebody who is not named ("sources", "officials")?
    pub unnamed: bool,
}

/// A form of a name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Form {
    /// As written.
    pub name: String,
    /// Where.
    pub spans: Vec<Span>,
    /// Why it is proposed to mean the same as the others.
    pub why: Option<String>,
    /// The sentence of its first place, as written.
    pub sentence: String,
}

/// Name, adjective and capital of states whose capital often stands for the government.
const STATES: &[(&str, &str, &str)] = &[
    ("Afghanistan", "Afghan", "Kabul"),
    ("Argentina", "Argentine", "Buenos Aires"),
    ("Armenia", "Armenian", "Yerevan"),
    ("Australia", "Australian", "Canberra"),
    ("Azerbaijan", "Azerbaijani", "Baku"),
    ("Belarus", "Belarusian", "Minsk"),
    ("Brazil", "Brazilian", "Brasilia"),
    ("Canada", "Canadian", "Ottawa"),
    ("China", "Chinese", "Beijing"),
    ("Colombia", "Colombian", "Bogota"),
    ("Cuba", "Cuban", "Havana"),
    ("Egypt", "Egyptian", "Cairo"),
    ("Ethiopia", "Ethiopian", "Addis Ababa"),
    ("France", "French", "Paris"),
    ("Georgia", "Georgian", "Tbilisi"),
    ("Germany", "German", "Berlin"),
    ("Greece", "Greek", "Athens"),
    ("India", "Indian", "New Delhi"),
    ("Indonesia", "Indonesian", "Jakarta"),
    ("Iran", "Iranian", "Tehran"),
    ("Iraq", "Iraqi", "Baghdad"),
    ("Ireland", "Irish", "Dublin"),
    ("Israel", "Israeli", "Jerusalem"),
    ("Italy", "Italian", "Rome"),
    ("Japan", "Japanese", "Tokyo"),
    ("Jordan", "Jordanian", "Amman"),
    ("Kazakhstan", "Kazakh", "Astana"),
    ("Kenya", "Kenyan", "Nairobi"),
    ("Lebanon", "Lebanese", "Beirut"),
    ("Libya", "Libyan", "Tripoli"),
    ("Mexico", "Mexican", "Mexico City"),
    ("Morocco", "Moroccan", "Rabat"),
    ("Myanmar", "Burmese", "Naypyidaw"),
    ("Nigeria", "Nigerian", "Abuja"),
    ("North Korea", "North Korean", "Pyongyang"),
    ("Pakistan", "Pakistani", "Islamabad"),
    ("Philippines", "Philippine", "Manila"),
    ("Poland", "Polish", "Warsaw"),
    ("Qatar", "Qatari", "Doha"),
    ("Russia", "Russian", "Moscow"),
    ("Saudi Arabia", "Saudi", "Riyadh"),
    ("Serbia", "Serbian", "Belgrade"),
    ("South Africa", "South African", "Pretoria"),
    ("South Korea", "South Korean", "Seoul"),
    ("Spain", "Spanish", "Madrid"),
    ("Sudan", "Sudanese", "Khartoum"),
    ("Syria", "Syrian", "Damascus"),
    ("Taiwan", "Taiwanese", "Taipei"),
    ("Turkey", "Turkish", "Ankara"),
    ("Ukraine", "Ukrainian", "Kyiv"),
    ("United Kingdom", "British", "London"),
    ("United States", "American", "Washington"),
    ("Venezuela", "Venezuelan", "Caracas"),
    ("Vietnam", "Vietnamese", "Hanoi"),
    ("Yemen", "Yemeni", "Sanaa"),
];

const GOVERNMENT: &[&str] =
    &["government", "regime", "administration", "authorities", "leadership", "republic", "state", "kingdom"];

const UNNAMED: &[&str] = &[
    "source",
    "sources",
    "official",
    "officials",
    "diplomat",
    "diplomats",
    "analyst",
    "analysts",
    "people",
    "observers",
    "experts",
    "expert",
    "reports",
    "residents",
    "witnesses",
    "critics",
    "officer",
    "officers",
    "person",
    "persons",
    "spokesman",
    "spokeswoman",
    "spokesperson",
];

/// The actors of a text: speakers and holders, with forms that may mean the same put together.
#[must_use]
pub fn actors(document: &Document, claims: &[Claim]) -> Vec<Actor> {
    let mut forms: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for claim in claims {
        let name = claim.speaker.as_deref().filter(|name| !is_pronoun(name)).map(core);
        if let (Some(name), Some(span)) = (name.filter(|name| !name.is_empty()), claim.speaker_spans.first()) {
            forms.entry(name).or_default().push(*span);
        }
    }
    let names: Vec<&String> = forms.keys().collect();
    let mut group: Vec<usize> = (0..names.len()).collect();
    let mut why: Vec<Option<String>> = vec![None; names.len()];
    for one in 0..names.len() {
        for other in 0..one {
            if let Some(reason) = same(names[one], names[other]) {
                let (from, to) = (group[one], group[other]);
                group.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
                why[one] = Some(reason);
            }
        }
    }
    let mut out = Vec::new();
    for head in 0..names.len() {
        let members: Vec<usize> = (0..names.len()).filter(|&at| group[at] == head).collect();
        let Some(longest) = members.iter().max_by_key(|&&at| names[at].len()) else { continue };
        let form = |&at: &usize| Form {
            name: names[at].clone(),
            spans: forms[names[at]].clone(),
            why: why[at].clone(),
            sentence: sentence_of(document, claims, forms[names[at]][0]),
        };
        let name = names[*longest].clone();
        let named = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        let people = name.split_whitespace().any(|word| UNNAMED.contains(&word.to_lowercase().as_str()));
        let unnamed = people && !name.split_whitespace().skip(1).any(named);
        out.push(Actor { forms: members.iter().map(form).collect(), proposed: members.len() > 1, unnamed, name });
    }
    out.sort_by_key(|actor| actor.forms.iter().filter_map(|form| form.spans.first()).map(|span| span[0]).min());
    out
}

/// The name without an article, and of "the researcher, NAME" the name.
#[must_use]
pub fn core(speaker: &str) -> String {
    let named = |part: &&str| {
        part.split_whitespace().count() >= 2
            && part.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase))
    };
    let last = speaker.rsplit(", ").next().filter(named).unwrap_or(speaker);
    let plain = ["the ", "The ", "a ", "A ", "an ", "An "]
        .iter()
        .find_map(|article| last.strip_prefix(article))
        .unwrap_or(last);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// Puts forms together that may mean the same: for each form the number of its group, which is that of the group's first form.
pub(crate) fn groups(forms: &[&str]) -> Vec<usize> {
    grouped(forms, |one, other| same(one, other).is_some())
}

/// The same of parties: with whoever acts for a party, such as "US President Biden" for the United States, "Taliban delegation" for the Taliban,
/// and "ministry" for the one ministry that is named ("lakes ministry").
pub(crate) fn parties(forms: &[&str]) -> Vec<usize> {
    let bearers = |short: &str| forms.iter().filter(|long| long.ends_with(&format!(" {short}"))).count();
    let plain = |short: &str| !short.contains(' ') && short.starts_with(char::is_lowercase);
    let acts = |one: &str, other: &str| {
        let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
        let one_of_a_kind = plain(short) && long.ends_with(&format!(" {short}")) && bearers(short) == 1;
        let state = party_state(one).is_some() && party_state(one) == party_state(other);
        one_of_a_kind || state || (without_body(one) == without_body(other)) || same(one, other).is_some()
    };
    grouped(forms, acts)
}

/// Words for those who act for somebody who is named before them.
const BODIES: &[&str] = &[
    "delegation",
    "delegates",
    "representatives",
    "negotiators",
    "leaders",
    "leadership",
    "movement",
    "militants",
    "insurgents",
    "rebels",
    "fighters",
    "forces",
    "troops",
    "soldiers",
    "officials",
    "envoys",
    "group",
];

/// Offices of a state.
const OFFICES: &[&str] = &[
    "president",
    "premier",
    "minister",
    "chancellor",
    "army",
    "military",
    "navy",
    "forces",
    "troops",
    "soldiers",
    "cabinet",
    "parliament",
    "delegation",
    "officials",
    "envoy",
    "negotiators",
];

/// The form without a last word that only says who acts: of "Taliban delegation" "Taliban".
fn without_body(form: &str) -> &str {
    match form.rsplit_once(' ') {
        Some((name, body)) if BODIES.contains(&body.to_lowercase().as_str()) => name,
        _ => form,
    }
}

/// The state that a party acts for: as [`state`], and with an office of it that is not a former one.
pub(crate) fn party_state(form: &str) -> Option<&'static str> {
    let low: Vec<String> = form.split_whitespace().map(str::to_lowercase).collect();
    let office = low.iter().any(|word| OFFICES.contains(&word.as_str()) || GOVERNMENT.contains(&word.as_str()));
    let former =
        low.iter().any(|word| matches!(word.as_str(), "former" | "ex-president" | "opposition" | "exiled" | "shadow"));
    let words = format!(" {form} ");
    let named = |name: &str| {
        words.contains(&format!(" {name} "))
            || words.contains(&format!(" {name}'s "))
            || words.contains(&format!(" {name}’s "))
    };
    let of_state = |&&(name, adjective, _): &&(&str, &str, &str)| {
        named(name) || named(adjective) || (name == "United States" && (named("US") || named("U.S.")))
    };
    state(form)
        .filter(|_| !former)
        .or_else(|| STATES.iter().filter(|_| office && !former).find(of_state).map(|state| state.0))
}

fn grouped(forms: &[&str], same: impl Fn(&str, &str) -> bool) -> Vec<usize> {
    let mut group: Vec<usize> = (0..forms.len()).collect();
    for one in 0..forms.len() {
        for other in 0..one {
            if group[one] != group[other] && (forms[one] == forms[other] || same(forms[one], forms[other])) {
                let (from, to) = (group[one].max(group[other]), group[one].min(group[other]));
                group.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
            }
        }
    }
    group
}

/// Why two forms may mean the same.
pub(crate) fn same(one: &str, other: &str) -> Option<String> {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    if let (Some(state), Some(again)) = (state(one), state(other)) {
        return (state == again).then(|| format!("both mean the government of {state}"));
    }
    if long.ends_with(&format!(" {short}")) && capital(last_word(short)) {
        return Some(format!("\"{short}\" is the end of \"{long}\""));
    }
    let (a, b) = (last_word(one), last_word(other));
    let near = a != b && strsim::damerau_levenshtein(a, b) <= 2 && a.chars().count().min(b.chars().count()) >= 6;
    let first = a.chars().next() == b.chars().next();
    (near && first && capital(a) && capital(b)).then(|| format!("\"{a}\" and \"{b}\" are spelt nearly alike"))
}

/// The state whose government a form means, if it means one.
pub(crate) fn state(form: &str) -> Option<&'static str> {
    let words: Vec<&str> = form.split_whitespace().collect();
    let governs = words.iter().any(|word| GOVERNMENT.contains(&word.to_lowercase().as_str()));
    let found = STATES.iter().find(|(name, adjective, capital)| {
        let alone = form == *name
            || form == *capital
            || (*name == "United States" && matches!(form, "US" | "U.S." | "Washington"));
        alone || (governs && (form.contains(name) || form.contains(adjective) || form.contains(capital)))
    });
    found.map(|state| state.0)
}

fn sentence_of(document: &Document, claims: &[Claim], span: Span) -> String {
    let claim = claims.iter().find(|claim| claim.speaker_spans.first() == Some(&span));
    let sentence = claim.and_then(|claim| document.text.get(claim.sentence[0]..claim.sentence[1]));
    sentence.unwrap_or_default().to_owned()
}

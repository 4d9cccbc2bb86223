//! Two reports side by side: what both tell, where they part, and what only one tells.
//!
//! Deeds are paired where one actor does what is [`alike`], or an event of one type to the same other. A pair differs in its *sign* (done here, not
//! done or refused there), in a *value* (numbers of its words), in its *date* (days that do not meet), or in its *explanation* (what stands behind
//! "because", "due to" and the like), else it is the same. Who says it in both is one origin and counts once. What only one report tells
//! the other does not deny: silence is not denial.

use crate::deeds::{Deed, Status};
use crate::draft::Drafted;
use crate::names;
use crate::proposal::{alike, content_words};
use crate::ties::canonical;
use crate::times::{Date, first_in};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How two tellings of one deed stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// One tells what is done, the other that it is not.
    Sign,
    /// Other numbers.
    Value,
    /// Other days.
    Date,
    /// Another reason.
    Explanation,
    /// The same, as far as the rules see.
    Same,
}

/// A deed as a report tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// Who acts.
    pub actor: String,
    /// What is done.
    pub what: String,
    /// Who says so; none if the report itself does.
    pub by: Option<String>,
    /// The sentence.
    pub sentence: String,
}

/// A deed that both reports tell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// How the tellings differ.
    pub relation: Relation,
    /// Is it one person's word in both, so that it counts once?
    pub one_origin: bool,
    /// As the first report tells it.
    pub first: Telling,
    /// As the second does.
    pub second: Telling,
}

/// Two reports side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The titles, or where the reports came from.
    pub reports: [String; 2],
    /// What both tell, differences first.
    pub pairs: Vec<Pair>,
    /// What only the first tells.
    pub only_first: Vec<Telling>,
    /// What only the second tells.
    pub only_second: Vec<Telling>,
}

/// Compares two drafts. The dates are the reports', where they are known.
#[must_use]
pub fn compare(drafts: &[Drafted; 2], dates: [Option<Date>; 2]) -> Comparison {
    let canon = canonical(drafts);
    let [one, two] = drafts;
    let mut left: BTreeSet<usize> = (0..two.deeds.len()).collect();
    let (mut pairs, mut only_first) = (Vec::new(), Vec::new());
    for deed in &one.deeds {
        let found = left.iter().copied().find(|&other| is_one(&canon, deed, &two.deeds[other]));
        let first = telling(&canon, one, deed);
        let Some(at) = found else {
            only_first.push(first);
            continue;
        };
        left.remove(&at);
        let other = &two.deeds[at];
        let second = telling(&canon, two, other);
        let one_origin = matches!((&deed.by, &other.by), (Some(a), Some(b)) if a == b || names::same(a, b).is_some());
        let relation = relation((deed, &first, dates[0]), (other, &second, dates[1]));
        pairs.push(Pair { relation, one_origin, first, second });
    }
    pairs.sort_by_key(|pair| pair.relation);
    let only_second = left.iter().map(|&at| telling(&canon, two, &two.deeds[at])).collect();
    let name = |draft: &Drafted| draft.title.clone().unwrap_or_else(|| draft.path.clone());
    Comparison { reports: [name(one), name(two)], pairs, only_first, only_second }
}

fn telling(canon: &BTreeMap<String, String>, draft: &Drafted, deed: &Deed) -> Telling {
    let not = if deed.negated { "not " } else { "" };
    Telling {
        actor: canon.get(&deed.actor).unwrap_or(&deed.actor).clone(),
        what: format!("{not}{}", deed.label),
        by: deed.by.clone(),
        sentence: draft.sentence(deed.sentence),
    }
}

fn is_one(canon: &BTreeMap<String, String>, one: &Deed, other: &Deed) -> bool {
    let whom = |deed: &Deed| deed.whom.as_ref().and_then(|whom| canon.get(whom));
    let event = one.event.is_some() && one.event == other.event && whom(one).is_some() && whom(one) == whom(other);
    canon.get(&one.actor) == canon.get(&other.actor) && (alike(one, other) || event)
}

type Side<'a> = (&'a Deed, &'a Telling, Option<Date>);

fn relation(one: Side, other: Side) -> Relation {
    let done = |side: &Side| side.0.negated == (side.0.status == Status::Refused);
    let numbers = |side: &Side| -> BTreeSet<String> {
        let words = side.0.label.split(|c: char| !(c.is_alphanumeric() || c == ',' || c == '.'));
        let number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        words.filter(number).map(|word| word.replace(',', "").trim_end_matches('.').to_owned()).collect()
    };
    let days = |side: &Side| first_in(&side.1.sentence, side.2).and_then(|time| time.days);
    let reasons = (reason(&one.1.sentence), reason(&other.1.sentence));
    let (a, b) = (numbers(&one), numbers(&other));
    if done(&one) != done(&other) {
        Relation::Sign
    } else if !a.is_empty() && !b.is_empty() && a.is_disjoint(&b) {
        Relation::Value
    } else if matches!((days(&one), days(&other)), (Some(a), Some(b)) if a.1 < b.0 || b.1 < a.0) {
        Relation::Date
    } else if matches!(reasons, (Some(a), Some(b)) if content_words(a).is_disjoint(&content_words(b))) {
        Relation::Explanation
    } else {
        Relation::Same
    }
}

/// What stands behind a word of reason.
fn reason(sentence: &str) -> Option<&str> {
    const WORDS: &[&str] = &[" because ", " due to ", " in order to ", " owing to ", " out of "];
    WORDS
        .iter()
        .filter_map(|word| sentence.find(word).map(|at| &sentence[at + word.len() - 1..]))
        .min_by_key(|rest| std::cmp::Reverse(rest.len()))
}

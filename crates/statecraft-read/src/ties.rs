//! How actors stand to each other, as reports have it: a signed network with the words behind every tie.
//!
//! A [`Tie`] gathers the deeds of one actor towards another whose event the lexicon knows. It is supportive or hostile where all its deeds are,
//! else mixed. What is negated or refused counts the other way: not to attack is no attack, and to refuse talks is hostile.
//!
//! A triangle is *balanced* where the product of its signs is positive (Cartwright & Harary 1956): the friend of a friend is a friend, the enemy
//! of an enemy too. That is a description of what was said, and no law. In a triangle with one hostile tie among two supportive ones, whoever has
//! both supportive ties stands between the others: [`Odd`] names it and asks.

use crate::deeds::{Event, Sign, Status};
use crate::draft::Drafted;
use crate::names;
use crate::times::{Date, first_in};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A signed network of the actors of some reports.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ties {
    /// Who is tied to somebody.
    pub actors: Vec<String>,
    /// One for each pair with a direction, in the order of the actors.
    pub ties: Vec<Tie>,
    /// The triangles whose three ties have a sign, in either direction.
    pub triangles: Vec<Triangle>,
    /// What does not fit, and the question to ask.
    pub odd: Vec<Odd>,
}

/// What one does towards another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tie {
    /// Who acts.
    pub from: String,
    /// Towards whom.
    pub to: String,
    /// How.
    pub sign: Sign,
    /// The deeds, in the order of the reports.
    pub events: Vec<Told>,
}

/// One deed of a tie.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// Its type.
    pub event: Event,
    /// Its sign, turned round where it is negated or refused.
    pub sign: Sign,
    /// How real it is.
    pub status: Status,
    /// When, as the sentence has it, with its dates where the report has one.
    pub time: Option<crate::times::Time>,
    /// Who says so; none if the report itself does.
    pub by: Option<String>,
    /// The report.
    pub report: String,
    /// The sentence.
    pub sentence: String,
}

/// Three actors, each tied to the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Triangle {
    /// Who.
    pub actors: [String; 3],
    /// Is the product of the three signs positive?
    pub balanced: bool,
}

/// Somebody who is said to stand well with two that stand badly with each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Odd {
    /// Who stands between.
    pub actor: String,
    /// The two.
    pub between: [String; 2],
    /// What to ask, and who says so.
    pub question: String,
}

/// The ties of some reports. `dates` are the reports' dates, where they are known.
#[must_use]
pub fn ties(drafts: &[Drafted], dates: &[Option<Date>]) -> Ties {
    let canon = canonical(drafts);
    let mut found: BTreeMap<(String, String), Vec<Told>> = BTreeMap::new();
    for (doc, draft) in drafts.iter().enumerate() {
        for deed in &draft.deeds {
            let (Some(event), Some(whom)) = (deed.event, &deed.whom) else { continue };
            let (Some(from), Some(to)) = (canon.get(&deed.actor), canon.get(whom)) else { continue };
            let against = deed.negated != (deed.status == Status::Refused);
            let Some(sign) = turned(event.sign(), against).filter(|_| from != to) else { continue };
            let sentence = draft.sentence(deed.sentence);
            let told = Told {
                event,
                sign,
                status: deed.status,
                time: first_in(&sentence, dates.get(doc).copied().flatten()),
                by: deed.by.clone(),
                report: draft.title.clone().unwrap_or_else(|| draft.path.clone()),
                sentence,
            };
            found.entry((from.clone(), to.clone())).or_default().push(told);
        }
    }
    let tie = |((from, to), events): ((String, String), Vec<Told>)| {
        let first = events.first().map_or(Sign::Mixed, |told| told.sign);
        let sign = if events.iter().all(|told| told.sign == first) { first } else { Sign::Mixed };
        Tie { from, to, sign, events }
    };
    let ties: Vec<Tie> = found.into_iter().map(tie).collect();
    let actors: BTreeSet<String> = ties.iter().flat_map(|tie| [tie.from.clone(), tie.to.clone()]).collect();
    let actors: Vec<String> = actors.into_iter().collect();
    let (triangles, odd) = balance(&actors, &ties);
    Ties { actors, ties, triangles, odd }
}

/// The sign of a deed that is not done. Not to attack says nothing; not to agree is hostile.
fn turned(sign: Sign, against: bool) -> Option<Sign> {
    match sign {
        Sign::Supportive if against => Some(Sign::Hostile),
        Sign::Hostile if against => None,
        sign => Some(sign),
    }
}

/// For each name as written the one that stands for it: the state, or the shortest form.
pub(crate) fn canonical(drafts: &[Drafted]) -> BTreeMap<String, String> {
    let deeds = drafts.iter().flat_map(|draft| &draft.deeds);
    let names: BTreeSet<&String> = deeds.flat_map(|deed| std::iter::once(&deed.actor).chain(&deed.whom)).collect();
    let names: Vec<(&String, String)> = names.into_iter().map(|name| (name, names::core(name))).collect();
    let forms: Vec<&str> = names.iter().map(|name| name.1.as_str()).collect();
    let group = names::groups(&forms);
    let shown = |number: usize| {
        let members = || forms.iter().zip(&group).filter(|member| *member.1 == number).map(|member| *member.0);
        let state = members().find_map(names::state);
        state.or_else(|| members().min_by_key(|form| form.len())).unwrap_or_default().to_owned()
    };
    names.iter().zip(&group).map(|((name, _), number)| ((*name).clone(), shown(*number))).collect()
}

/// The triangles, and who stands between two enemies in one.
fn balance(actors: &[String], ties: &[Tie]) -> (Vec<Triangle>, Vec<Odd>) {
    let both = |one: &str, other: &str| -> Vec<&Tie> {
        let is = |tie: &&Tie| (tie.from == one && tie.to == other) || (tie.from == other && tie.to == one);
        ties.iter().filter(is).collect()
    };
    let sign = |one: &str, other: &str| {
        let mut signs = both(one, other).into_iter().map(|tie| tie.sign);
        let first = signs.next()?;
        (first != Sign::Mixed && signs.all(|sign| sign == first)).then_some(first)
    };
    let (mut triangles, mut odd) = (Vec::new(), Vec::new());
    for (a, one) in actors.iter().enumerate() {
        for (b, two) in actors.iter().enumerate().skip(a + 1) {
            for three in actors.iter().skip(b + 1) {
                let (Some(x), Some(y), Some(z)) = (sign(one, two), sign(one, three), sign(two, three)) else {
                    continue;
                };
                let hostile = [x, y, z].iter().filter(|sign| **sign == Sign::Hostile).count();
                triangles.push(Triangle {
                    actors: [one.clone(), two.clone(), three.clone()],
                    balanced: hostile.is_multiple_of(2),
                });
                let corners = [(z, one, two, three), (y, two, one, three), (x, three, one, two)];
                for (_, middle, left, right) in
                    corners.into_iter().filter(|corner| hostile == 1 && corner.0 == Sign::Hostile)
                {
                    let says = [both(left, right), both(middle, left), both(middle, right)].concat();
                    let says: BTreeSet<&str> = says
                        .into_iter()
                        .flat_map(|tie| &tie.events)
                        .map(|told| told.by.as_deref().unwrap_or(&told.report))
                        .collect();
                    let says = says.into_iter().collect::<Vec<_>>().join(", ");
                    odd.push(Odd {
                        actor: middle.clone(),
                        between: [left.clone(), right.clone()],
                        question: format!(
                            "{middle} is said to stand well with {left} and with {right}, who are said to stand against each other. How does it do that? ({says})"
                        ),
                    });
                }
            }
        }
    }
    (triangles, odd)
}

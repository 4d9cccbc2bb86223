//! What an outcome needs, as data.

use crate::case::{Case, LineId, LineRef, Support};
use crate::graph::{LimitReached, StateId};
use crate::impact::{Effect, ImpactBase};
use crate::phrase::line::{LineInWords, line_in_words};
use crate::stability::Concept;
use crate::study::LaidOut;
use crate::study::StateName;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What an outcome needs.
#[derive(Debug, serde::Serialize)]
pub struct Needs<'c> {
    /// `statecraft-needs`.
    pub format: &'static str,
    /// The version of the format.
    pub version: u32,
    /// The title of the case.
    pub case: &'c str,
    /// The account.
    pub account: Option<&'c str>,
    /// The outcome.
    pub state: StateName,
    /// The concepts under which it holds.
    pub holds: Vec<String>,
    #[serde(skip)]
    pub(crate) called: Vec<String>,
    /// The lines without which it no longer holds under some of them, those that take most away first.
    pub lines: Vec<Need<'c>>,
    /// How many lines the account has.
    pub of: usize,
    /// Why some of them were not tried.
    #[serde(serialize_with = "crate::answers::header::in_words")]
    pub stopped: Option<LimitReached>,
    /// How many were not tried for that reason.
    pub not_done: usize,
}

/// A line that an outcome needs.
#[derive(Debug, serde::Serialize)]
pub struct Need<'c> {
    /// The line.
    #[serde(flatten)]
    pub line: LineInWords,
    /// The concepts under which the outcome no longer holds without it.
    pub falls: Vec<String>,
    #[serde(skip)]
    pub(crate) called: Vec<String>,
    /// The sentences that the line cites.
    pub claims: Vec<Sentence<'c>>,
    /// The analyst's assumption.
    pub assumption: Option<&'c str>,
}

/// A sentence that a line cites.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Sentence<'c> {
    /// The name of the claim.
    pub claim: &'c str,
    /// The words.
    pub quote: &'c str,
    /// Who says them, if not the source itself.
    pub speaker: Option<&'c str>,
    /// The source.
    pub source: &'c str,
    /// Its title.
    pub title: &'c str,
}

impl<'c> Needs<'c> {
    /// The lines in force in an account, each taken away by itself. Those that there was no time for are left out, and
    /// [`Needs::stopped`] says so.
    pub fn of(ground: &ImpactBase<'c>, laid_out: &'c LaidOut, account: usize, state: StateId) -> Needs<'c> {
        let case = ground.case();
        let in_force = |line: &LineRef| line.id.is_in(&case.accounts[account]);
        let lines: Vec<LineRef<'c>> = case.lines().into_iter().filter(in_force).collect();
        let fallen: Vec<BTreeSet<LineId>> = lines.iter().map(|line| BTreeSet::from([line.id.clone()])).collect();
        let actors = laid_out.model.actor_keys();
        let found = ground.account(account).map(|(_, found)| found);
        let holds: Vec<Concept> = found
            .into_iter()
            .flat_map(|found| found.concepts().filter(move |&at| found.equilibria(at).contains(state)))
            .collect();
        let keys = |concepts: &[Concept]| concepts.iter().map(|concept| concept.key(&actors)).collect::<Vec<_>>();
        let called = |concepts: &[Concept]| concepts.iter().map(|concept| concept.name(&actors)).collect::<Vec<_>>();
        let (effects, stopped) = ground.effects(&fallen);
        let not_done = lines.len() - effects.len();
        let mut needed = Vec::new();
        for (line, effect) in lines.iter().zip(effects) {
            let falls = falling_under(&effect, account, state);
            if !falls.is_empty() {
                let (claims, assumption) = (sentences(case, line.support), line.support.assumption.as_deref());
                needed.push(Need {
                    line: line_in_words(case, line),
                    falls: keys(&falls),
                    called: called(&falls),
                    claims,
                    assumption,
                });
            }
        }
        needed.sort_by_key(|need| (Reverse(need.falls.len()), need.line.line));
        Needs {
            format: "statecraft-needs",
            version: 1,
            case: &case.title,
            account: laid_out.account.id(),
            state: StateName::of(&laid_out.graph, state),
            holds: keys(&holds),
            called: called(&holds),
            lines: needed,
            of: lines.len(),
            stopped,
            not_done,
        }
    }
}

fn falling_under(effect: &Effect, account: usize, state: StateId) -> Vec<Concept> {
    let of_account = effect.accounts.iter().filter(|of| of.account == account);
    let changes = of_account.flat_map(|of| of.concepts.iter().flatten());
    changes.filter(|change| change.lost.contains(&state)).map(|change| change.concept).collect()
}

pub(crate) fn sentences<'c>(case: &'c Case, support: &'c Support) -> Vec<Sentence<'c>> {
    let claims = support.claims.iter().filter_map(|key| case.claim(&key.value));
    claims
        .map(|claim| Sentence {
            claim: &claim.key.value,
            quote: &claim.anchor.quote,
            speaker: claim.speaker.as_deref(),
            source: &claim.source.value,
            title: case.source(&claim.source.value).map_or(claim.source.value.as_str(), |source| &source.title),
        })
        .collect()
}

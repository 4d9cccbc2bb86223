//! What an outcome needs, as data.

use crate::answers::header::Header;
use crate::case::{Case, LineId, LineRef, Support};
use crate::graph::StateId;
use crate::impact::{Effect, ImpactBase};
use crate::phrase::line::{LineInWords, line_in_words};
use crate::stability::Concept;
use crate::study::{StateName, Study};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What an outcome needs: `statecraft-needs`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Needs {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The account.
    pub account: Option<String>,
    /// The outcome.
    pub state: StateName,
    /// The concepts under which it holds.
    pub holds: Vec<String>,
    /// The lines without which it no longer holds under some of them, those that take most away first.
    pub lines: Vec<Need>,
    /// How many lines the account has.
    pub of: usize,
    /// How many were not tried, if a limit stopped the work.
    pub not_done: usize,
}

/// A line that an outcome needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Need {
    /// The line.
    #[serde(flatten)]
    pub line: LineInWords,
    /// The concepts under which the outcome no longer holds without it.
    pub falls: Vec<String>,
    /// The sentences that the line cites.
    pub claims: Vec<Sentence>,
    /// The analyst's assumption.
    pub assumption: Option<String>,
}

/// A sentence that a line cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sentence {
    /// The name of the claim.
    pub claim: String,
    /// The words.
    pub quote: String,
    /// Who says them, if not the source itself.
    pub speaker: Option<String>,
    /// The source.
    pub source: String,
    /// Its title.
    pub title: String,
}

impl Needs {
    /// The lines in force in an account, each taken away by itself. Those that there was no time for are left out, and
    /// the header says so.
    pub fn of(ground: &ImpactBase, study: &Study, account: usize, state: StateId) -> Needs {
        let laid_out = &study.accounts[account];
        let case = ground.case();
        let in_force = |line: &LineRef| line.id.is_in(&case.accounts[account]);
        let lines: Vec<LineRef> = case.lines().into_iter().filter(in_force).collect();
        let fallen: Vec<BTreeSet<LineId>> = lines.iter().map(|line| BTreeSet::from([line.id.clone()])).collect();
        let actors = laid_out.model.actor_keys();
        let found = ground.account(account).map(|(_, found)| found);
        let holds: Vec<Concept> = found
            .into_iter()
            .flat_map(|found| found.concepts().filter(move |&at| found.equilibria(at).contains(state)))
            .collect();
        let keys = |concepts: &[Concept]| concepts.iter().map(|concept| concept.key(&actors)).collect::<Vec<_>>();
        let (effects, stopped) = ground.effects(&fallen);
        let not_done = lines.len() - effects.len();
        let mut needed = Vec::new();
        for (line, effect) in lines.iter().zip(effects) {
            let falls = falling_under(&effect, account, state);
            if !falls.is_empty() {
                let (claims, assumption) = (sentences(case, line.support), line.support.assumption.clone());
                needed.push(Need { line: line_in_words(case, line), falls: keys(&falls), claims, assumption });
            }
        }
        needed.sort_by_key(|need| (Reverse(need.falls.len()), need.line.line));
        let mut header = Header::new("statecraft-needs", 1, study);
        stopped.into_iter().for_each(|limit| header.stop(limit));
        Needs {
            header,
            account: laid_out.account.id().map(String::from),
            state: StateName::of(&laid_out.graph, state),
            holds: keys(&holds),
            lines: needed,
            of: lines.len(),
            not_done,
        }
    }
}

fn falling_under(effect: &Effect, account: usize, state: StateId) -> Vec<Concept> {
    let of_account = effect.accounts.iter().filter(|of| of.account == account);
    let changes = of_account.flat_map(|of| of.concepts.iter().flatten());
    changes.filter(|change| change.lost.contains(&state)).map(|change| change.concept).collect()
}

pub(crate) fn sentences(case: &Case, support: &Support) -> Vec<Sentence> {
    let claims = support.claims.iter().filter_map(|key| case.claim(&key.value));
    claims
        .map(|claim| Sentence {
            claim: claim.key.value.clone(),
            quote: claim.anchor.quote.clone(),
            speaker: claim.speaker.clone(),
            source: claim.source.value.clone(),
            title: case.source(&claim.source.value).map_or(&claim.source.value, |source| &source.title).clone(),
        })
        .collect()
}

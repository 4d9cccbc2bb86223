//! What holds when preferences are not known exactly, as data.

use crate::answers::header::Header;
use crate::case::Case;
use crate::evidence::fingerprint;
use crate::graph::{LimitReached, Limits, StateId, Watch};
use crate::model::Preference;
use crate::robust::{self, Compatible, Counts, Doubt, Plan, interval};
use crate::stability::{self, Concept};
use crate::study::{LaidOut, StateName, Study};
use std::collections::{BTreeMap, BTreeSet};

/// Under how many compatible orders each outcome holds; or a part of that, to be merged with the others:
/// `statecraft-robust`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Robustness {
    /// What every answer opens with. That one was stopped counts no more once the others have what it did not come to.
    #[serde(flatten)]
    pub header: Header,
    /// The fingerprint (SHA-256) of its file, so that parts of another case, or of another version of this one, are not mixed in.
    pub sha256: String,
    /// The accounts.
    pub accounts: Vec<AccountRobustness>,
}

/// The same in one account.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountRobustness {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// `marked`: lines marked unsure, actors marked unknown; `every-line`: every line one place higher or lower.
    pub doubt: String,
    /// For each actor with more than one, how many orders are compatible; none if the number is too large to be written.
    pub compatible: BTreeMap<String, Option<String>>,
    /// What these actors are called.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// The actors marked unknown, who may have any strict order.
    pub unknown: Vec<String>,
    /// What the actors are called who do not compare all states of their rankings: here these states count as they are ranked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub as_ranked: Vec<String>,
    /// Whether every combination of orders is looked at; else they are drawn.
    pub all: bool,
    /// How many are looked at in all parts together.
    pub orders: u64,
    /// The seed of the draws.
    pub seed: u64,
    /// Which of them are counted here: from, and up to but not with.
    pub parts: Vec<(u64, u64)>,
    /// For each concept the outcomes of the preferences as written.
    pub written: BTreeMap<String, Vec<StateName>>,
    /// For each concept and state how many orders let it hold; states that never hold are left out.
    pub counts: BTreeMap<String, Counts>,
}

/// How one outcome fares under one concept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The share of the orders counted under which it holds, from 0 to 1.
    pub share: f64,
    /// Where the share of all orders lies with 95 %: from, to. Both are the share itself where every order is looked at.
    pub interval: (f64, f64),
    /// Whether it holds with the preferences as they are written.
    pub written: bool,
}

/// Why parts cannot be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// They are of different cases, or of different versions of one.
    #[error(
        "the parts were counted from different case files, or from one before and after it was edited; count them again, all from the same file"
    )]
    Files,
    /// They are of different accounts.
    #[error("the parts are of different accounts; count them again, all of the same accounts")]
    Accounts,
    /// They are of different runs.
    #[error(
        "the parts differ in how many orders they draw, in the seed or in which lines are unsure; count them again, all alike"
    )]
    Runs,
    /// They are of another case than the one named, or of another version of it.
    #[error(
        "the parts were counted from another case file than this one, or before it was edited; name the case that they are of, or count them again"
    )]
    OtherCase,
    /// They are of other accounts than those named.
    #[error("the parts are of other accounts than those asked for")]
    OtherAccounts,
    /// Something is counted twice.
    #[error("two parts count the same orders; leave one of them out, perhaps a file is named twice")]
    Overlap,
    /// There is none.
    #[error("there is no part to merge")]
    Nothing,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    /// What is taken to be unknown.
    pub doubt: Doubt,
    /// So many orders are drawn, unless there are no more of them.
    pub most: u64,
    /// The seed.
    pub seed: u64,
    /// Which part of the work: this one, from 0, of so many.
    pub shard: (u64, u64),
}

impl Robustness {
    /// Counts under which orders each outcome of each account holds.
    ///
    /// Where the time is over before that, what was counted until then.
    ///
    /// # Errors
    /// Another limit.
    pub fn of(opened: &Study, draws: Draws, limits: &Limits) -> Result<Robustness, LimitReached> {
        let (mut header, mut accounts) = (Header::new("statecraft-robust", 1, opened), Vec::new());
        for laid_out in &opened.accounts {
            let (account, limit) = AccountRobustness::of(laid_out, draws, limits)?;
            accounts.push(account);
            limit.into_iter().for_each(|limit| header.stop(limit));
        }
        Ok(Robustness { header, sha256: fingerprint(&opened.case.file.text), accounts })
    }

    /// Whether more than one order is compatible, in some account.
    pub fn has_doubt(&self) -> bool {
        self.accounts.iter().any(|account| !account.compatible.is_empty())
    }

    /// Whether this was counted from this very file, and in accounts of this case.
    ///
    /// # Errors
    /// What differs.
    pub fn is_of(&self, case: &Case) -> Result<(), MergeError> {
        if self.sha256 != fingerprint(&case.file.text) {
            return Err(MergeError::OtherCase);
        }
        let is_there = |account: &AccountRobustness| case.accounts.iter().any(|own| own.id() == account.id.as_deref());
        if self.accounts.iter().all(is_there) { Ok(()) } else { Err(MergeError::OtherAccounts) }
    }

    /// How many orders of how many were counted, over all accounts.
    pub fn counted(&self) -> (u64, u64) {
        self.accounts.iter().fold((0, 0), |(counted, all), of| (counted + of.counted(), all.saturating_add(of.orders)))
    }

    /// Puts parts together.
    ///
    /// # Errors
    /// Parts that do not fit together.
    pub fn merge(parts: impl IntoIterator<Item = Robustness>) -> Result<Robustness, MergeError> {
        let mut parts = parts.into_iter();
        let mut whole = parts.next().ok_or(MergeError::Nothing)?;
        for part in parts {
            let (one, other) = (&part.header, &whole.header);
            if (&one.format, one.version, &one.case, &part.sha256)
                != (&other.format, other.version, &other.case, &whole.sha256)
            {
                return Err(MergeError::Files);
            }
            let ids = |of: &Robustness| of.accounts.iter().map(|account| account.id.clone()).collect::<Vec<_>>();
            if ids(&part) != ids(&whole) {
                return Err(MergeError::Accounts);
            }
            whole.header.stopped = whole.header.stopped.or(part.header.stopped);
            whole.header.limit = whole.header.limit.or(part.header.limit);
            for (whole, part) in whole.accounts.iter_mut().zip(&part.accounts) {
                whole.add(part)?;
            }
        }
        if whole.accounts.iter().all(|account| account.counted() == account.orders) {
            (whole.header.stopped, whole.header.limit) = (None, None); // other parts have counted what one did not come to
        }
        Ok(whole)
    }
}

/// So many states take no time, and what is written is computed even when the time is over.
const FEW: usize = 1 << 14;

/// What holds with the preferences as they are written, for each usual concept.
fn written(laid_out: &LaidOut, limits: &Limits) -> Result<BTreeMap<String, Vec<StateName>>, LimitReached> {
    let (graph, actors) = (&laid_out.graph, laid_out.model.actor_keys());
    let watch = if graph.len() <= FEW { Watch::default() } else { limits.watch.part() };
    let limits = Limits { watch, ..limits.clone() };
    let Ok(found) = stability::analyze_within(graph, &Concept::USUAL, &limits) else {
        return Ok(BTreeMap::new()); // the usual concepts apply to every graph
    };
    let holding = |concept| found.equilibria(concept).iter().map(|state| StateName::of(graph, state)).collect();
    let written = || Concept::USUAL.iter().map(|concept| (concept.key(&actors), holding(*concept))).collect();
    found.stopped().map_or_else(|| Ok(written()), Err)
}

impl AccountRobustness {
    fn of(
        laid_out: &LaidOut,
        draws: Draws,
        limits: &Limits,
    ) -> Result<(AccountRobustness, Option<LimitReached>), LimitReached> {
        let LaidOut { account, model, graph, .. } = laid_out;
        let compatible = Compatible::of(model, graph.len(), draws.doubt)?;
        let plan = robust::plan(&compatible, draws.most, draws.seed);
        let (this, of) = draws.shard;
        let cut = |at: u64| (u128::from(plan.len()) * u128::from(at) / u128::from(of.max(1))) as u64;
        let part = cut(this)..cut(this + 1);
        // First: parts of a run that was stopped must agree in it with the others.
        let written = written(laid_out, limits)?;
        let counted = robust::count(model, graph, draws.doubt, plan, part, limits)?;
        let actors = model.actor_keys();
        let key = |concept: &Concept| concept.key(&actors);
        let names = |counts: Vec<u64>| {
            let named = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
            Counts(named.map(|(state, count)| (graph.state_name(StateId::new(state)), count)).collect())
        };
        let several = |(actor, one): (&&str, &Compatible)| {
            (one.count() != Some(1)).then(|| ((*actor).to_string(), one.count().map(|count| count.to_string())))
        };
        let compatible: BTreeMap<_, _> = actors.iter().zip(&compatible).filter_map(several).collect();
        let named = model.actors.iter().filter(|actor| compatible.contains_key(&actor.key));
        let unknown = actors.iter().zip(&model.preferences).filter(|(_, of)| matches!(of, Preference::Unknown(_)));
        let torn = |of: &Preference| matches!(of, Preference::Ranking(of) if !of.incomparable.is_empty());
        let as_ranked = model.actors.iter().zip(&model.preferences).filter(|(_, of)| torn(of));
        let found = AccountRobustness {
            id: account.id().map(String::from),
            doubt: if draws.doubt == Doubt::Marked { "marked" } else { "every-line" }.into(),
            names: named.map(|actor| (actor.key.clone(), actor.name.clone())).collect(),
            compatible,
            unknown: unknown.map(|(actor, _)| (*actor).to_string()).collect(),
            as_ranked: as_ranked.map(|(actor, _)| actor.name.clone()).collect(),
            all: matches!(plan, Plan::All(_)),
            orders: plan.len(),
            seed: draws.seed,
            parts: joined(counted.parts).unwrap_or_default(),
            written,
            counts: Concept::USUAL.iter().map(key).zip(counted.counts.into_iter().map(names)).collect(),
        };
        Ok((found, counted.stopped))
    }

    /// How many orders were counted.
    pub fn counted(&self) -> u64 {
        self.parts.iter().map(|(from, to)| to - from).sum()
    }

    fn add(&mut self, other: &AccountRobustness) -> Result<(), MergeError> {
        let run =
            |of: &AccountRobustness| AccountRobustness { parts: Vec::new(), counts: BTreeMap::new(), ..of.clone() };
        if run(self) != run(other) || !self.counts.keys().eq(other.counts.keys()) {
            return Err(MergeError::Runs);
        }
        for (counts, more) in self.counts.values_mut().zip(other.counts.values()) {
            counts.add(more);
        }
        self.parts = joined([self.parts.as_slice(), &other.parts].concat()).ok_or(MergeError::Overlap)?;
        Ok(())
    }

    /// How a state fares under a concept, by its name and its key.
    pub fn share(&self, concept: &str, state: &str) -> Share {
        let (hits, counted) = (self.hits(concept, state), self.counted());
        let share = hits as f64 / counted.max(1) as f64;
        let same = |name: &StateName| name.to_string() == state;
        Share {
            share,
            interval: if self.all { (share, share) } else { interval(hits, counted) },
            written: self.written.get(concept).is_some_and(|states| states.iter().any(same)),
        }
    }

    /// The states that hold under some order and one of these concepts: those that hold most often first, summed over the concepts.
    pub fn ranked(&self, concepts: &[String]) -> Vec<&str> {
        let counts = concepts.iter().filter_map(|concept| self.counts.get(concept));
        let states: BTreeSet<&String> = counts.flat_map(|counts| counts.0.keys()).collect();
        let total = |state: &str| concepts.iter().map(|concept| self.hits(concept, state)).sum::<u64>();
        let mut ranked: Vec<&str> = states.into_iter().map(String::as_str).collect();
        ranked.sort_by(|a, b| total(b).cmp(&total(a)).then(a.len().cmp(&b.len())).then(a.cmp(b)));
        ranked
    }

    fn hits(&self, concept: &str, state: &str) -> u64 {
        self.counts.get(concept).and_then(|counts| counts.0.get(state)).copied().unwrap_or(0)
    }

    /// Which orders were not counted: from, and up to but not with.
    pub fn missing(&self) -> Vec<(u64, u64)> {
        let ends = std::iter::once(0).chain(self.parts.iter().map(|(_, to)| *to));
        let starts = self.parts.iter().map(|(from, _)| *from).chain(std::iter::once(self.orders));
        ends.zip(starts).filter(|(from, to)| from < to).collect()
    }
}

/// Parts in order, those that adjoin each other made one and empty ones left out; none if two overlap.
fn joined(mut parts: Vec<(u64, u64)>) -> Option<Vec<(u64, u64)>> {
    parts.retain(|(from, to)| from < to);
    parts.sort_unstable();
    let mut joined: Vec<(u64, u64)> = Vec::new();
    for (from, to) in parts {
        match joined.last_mut() {
            Some(last) if from < last.1 => return None,
            Some(last) if from == last.1 => last.1 = to,
            _ => joined.push((from, to)),
        }
    }
    Some(joined)
}

//! What holds when preferences are not known exactly, as data.

use super::{LaidOut, Opened};
use crate::graph::{LimitReached, Limits, StateId};
use crate::robust::{self, Compatible, Counts, Doubt, Plan};
use crate::stability::{self, Concept};
use std::collections::BTreeMap;

/// Under how many compatible orders each outcome holds; or a part of that, to be merged with the others.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Robustness {
    /// `statecraft-robust`.
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// The title of the case.
    pub case: String,
    /// The accounts.
    pub accounts: Vec<AccountRobustness>,
}

/// The same in one account.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AccountRobustness {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// `marked`: lines marked unsure, actors marked unknown; `every-line`: every line one place higher or lower.
    pub doubt: String,
    /// For each actor with more than one, how many orders are compatible; none if the number is too large to be written.
    pub compatible: BTreeMap<String, Option<String>>,
    /// Whether every combination of orders is looked at; else they are drawn.
    pub all: bool,
    /// How many are looked at in all parts together.
    pub orders: u64,
    /// The seed of the draws.
    pub seed: u64,
    /// Which of them are counted here: from, and up to but not with.
    pub parts: Vec<(u64, u64)>,
    /// For each concept the outcomes of the preferences as written.
    pub written: BTreeMap<String, Vec<String>>,
    /// For each concept and state how many orders let it hold; states that never hold are left out.
    pub counts: BTreeMap<String, Counts>,
}

/// Why parts cannot be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// They are of different runs.
    #[error("the parts are not of the same case, orders and seed")]
    Different,
    /// Something is counted twice.
    #[error("two parts count the same orders")]
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
    /// # Errors
    /// A limit.
    pub fn of(opened: &Opened, draws: Draws, limits: &Limits) -> Result<Robustness, LimitReached> {
        let accounts = opened.accounts.iter().map(|laid_out| AccountRobustness::of(laid_out, draws, limits));
        Ok(Robustness {
            format: "statecraft-robust".into(),
            version: 1,
            case: opened.case.title.clone(),
            accounts: accounts.collect::<Result<_, _>>()?,
        })
    }

    /// Whether more than one order is compatible, in some account.
    pub fn has_doubt(&self) -> bool {
        self.accounts.iter().any(|account| !account.compatible.is_empty())
    }

    /// Puts parts together.
    ///
    /// # Errors
    /// Parts that do not fit together.
    pub fn merge(parts: impl IntoIterator<Item = Robustness>) -> Result<Robustness, MergeError> {
        let mut parts = parts.into_iter();
        let mut whole = parts.next().ok_or(MergeError::Nothing)?;
        for part in parts {
            if (&part.format, part.version, &part.case) != (&whole.format, whole.version, &whole.case)
                || part.accounts.len() != whole.accounts.len()
            {
                return Err(MergeError::Different);
            }
            for (whole, part) in whole.accounts.iter_mut().zip(&part.accounts) {
                whole.add(part)?;
            }
        }
        Ok(whole)
    }
}

impl AccountRobustness {
    fn of(laid_out: &LaidOut, draws: Draws, limits: &Limits) -> Result<AccountRobustness, LimitReached> {
        let LaidOut { account, model, graph } = laid_out;
        let compatible = Compatible::of(model, graph.len(), draws.doubt)?;
        let plan = robust::plan(&compatible, draws.most, draws.seed);
        let (this, of) = draws.shard;
        let cut = |at: u64| (u128::from(plan.len()) * u128::from(at) / u128::from(of.max(1))) as u64;
        let part = cut(this)..cut(this + 1);
        let counts = robust::count(model, graph, draws.doubt, plan, part.clone(), limits)?;
        let actors = model.actor_keys();
        let key = |concept: &Concept| concept.key(&actors);
        let names = |counts: Vec<u64>| {
            let named = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
            Counts(named.map(|(state, count)| (graph.state_name(StateId::new(state)), count)).collect())
        };
        let written = match stability::analyze_within(graph, &Concept::USUAL, limits) {
            Ok(found) => {
                let holding = |concept| found.equilibria(concept).iter().map(|state| graph.state_name(state)).collect();
                Concept::USUAL.iter().map(|concept| (key(concept), holding(*concept))).collect()
            }
            Err(_) => BTreeMap::new(), // the usual concepts apply to every graph
        };
        let several = |(actor, one): (&&str, &Compatible)| {
            (*one != Compatible::One).then(|| ((*actor).to_string(), one.count().map(|count| count.to_string())))
        };
        Ok(AccountRobustness {
            id: account.id().map(String::from),
            doubt: if draws.doubt == Doubt::Marked { "marked" } else { "every-line" }.into(),
            compatible: actors.iter().zip(&compatible).filter_map(several).collect(),
            all: matches!(plan, Plan::All(_)),
            orders: plan.len(),
            seed: draws.seed,
            parts: vec![(part.start, part.end)],
            written,
            counts: Concept::USUAL.iter().map(key).zip(counts.into_iter().map(names)).collect(),
        })
    }

    /// How many orders were counted.
    pub fn counted(&self) -> u64 {
        self.parts.iter().map(|(from, to)| to - from).sum()
    }

    fn add(&mut self, other: &AccountRobustness) -> Result<(), MergeError> {
        let run =
            |of: &AccountRobustness| AccountRobustness { parts: Vec::new(), counts: BTreeMap::new(), ..of.clone() };
        if run(self) != run(other) || !self.counts.keys().eq(other.counts.keys()) {
            return Err(MergeError::Different);
        }
        for (counts, more) in self.counts.values_mut().zip(other.counts.values()) {
            counts.add(more);
        }
        self.parts.extend(&other.parts);
        self.parts.sort_unstable();
        let mut joined: Vec<(u64, u64)> = Vec::new();
        for &(from, to) in &self.parts {
            match joined.last_mut() {
                Some(last) if from < last.1 => return Err(MergeError::Overlap),
                Some(last) if from == last.1 => last.1 = to,
                _ => joined.push((from, to)),
            }
        }
        self.parts = joined;
        Ok(())
    }
}

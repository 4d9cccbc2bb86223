//! A case swept: samples of what is not known of preferences, in many readings of the case, on many machines.
//!
//! A *cell* is one reading: some of the case's variants, with some options kept as they are today and some rules left out. A *plan* lists
//! the cells and says how many orders are drawn in each. A *part* is one shard of a plan: its share of the orders of every cell. It
//! depends on the plan and its number alone, and holds whole numbers only; so parts may be counted anywhere, in any order, again and
//! again, and together they are what one run would have counted ([`Sweep`]).

use super::header::Header;
use super::robust::{AccountRobustness, Draws, MergeError, Robustness};
use crate::case::LineId;
use crate::evidence::fingerprint;
use crate::graph::Limits;
use crate::impact;
use crate::robust::Doubt;
use crate::study::{LaidOut, Refused, Study};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// So many cells a plan has at most.
pub const MOST_CELLS: usize = 4096;

/// What a plan is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskSweep {
    /// These variants; all that the case names if none is.
    pub variants: Vec<String>,
    /// These options, each kept as it is today.
    pub options: Vec<String>,
    /// These rules, each left out: by their lines.
    pub rules: Vec<LineId>,
    /// Every combination of the above; else the case as it stands, and each by itself.
    pub combinations: bool,
    /// So many orders are drawn in each cell, unless there are no more of them.
    pub samples: u64,
    /// The seed of the draws.
    pub seed: u64,
    /// Every line may stand one place higher or lower, whatever is marked.
    pub every_line: bool,
    /// How many shards there are.
    pub shards: u64,
}

/// A sweep as it is planned: `statecraft-sweep-plan`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SweepPlan {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The fingerprint (SHA-256) of the case file.
    pub sha256: String,
    /// So many orders are drawn in each cell, unless there are no more of them.
    pub samples: u64,
    /// The seed of the draws.
    pub seed: u64,
    /// Every line may stand one place higher or lower, whatever is marked.
    pub every_line: bool,
    /// How many shards there are.
    pub shards: u64,
    /// The readings of the case.
    pub cells: Vec<Cell>,
}

/// One reading of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cell {
    /// Its name: what is otherwise, joined by ` + `.
    pub name: String,
    /// Its variants, in the order in which they are read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<String>,
    /// The options that stay as they are today, and the rules that are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<LineId>,
}

/// One shard of a plan, counted: `statecraft-sweep-part`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SweepPart {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The fingerprint of the plan.
    pub plan: String,
    /// Which shard, from 1.
    pub shard: u64,
    /// For each cell what was counted.
    pub cells: Vec<Robustness>,
    /// The fingerprint of the cells, to know a file that was cut off or changed.
    pub sum: String,
}

/// A whole sweep: `statecraft-sweep`. It does not depend on how many shards it was counted in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sweep {
    /// What every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The fingerprint (SHA-256) of the case file.
    pub sha256: String,
    /// The readings, with what holds in each.
    pub cells: Vec<SweptCell>,
}

/// One reading, and what holds in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SweptCell {
    /// The reading.
    #[serde(flatten)]
    pub cell: Cell,
    /// Under how many orders each outcome holds, account by account.
    pub accounts: Vec<SweptAccount>,
}

/// What holds in an account of one reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SweptAccount {
    /// The counts.
    #[serde(flatten)]
    pub counted: AccountRobustness,
    /// Each state that ever holds: its scenario, and the options taken in it.
    pub states: BTreeMap<String, SweptState>,
}

/// A state that holds under some order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SweptState {
    /// The title of its scenario.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// The options taken.
    pub taken: Vec<String>,
}

/// Why parts do not make a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SweepError {
    /// A part of another plan.
    #[error("shard {0} is of another plan")]
    OtherPlan(u64),
    /// A part that was cut off or changed.
    #[error("shard {0} is damaged; count it again")]
    Damaged(u64),
    /// Parts are not there.
    #[error("{} of the shards {} not there: {}", .0.len(), if .0.len() == 1 { "is" } else { "are" }, numbers(.0))]
    Missing(Vec<u64>),
    /// A part that does not fit.
    #[error(transparent)]
    Merge(#[from] MergeError),
}

/// The first few numbers.
fn numbers(of: &[u64]) -> String {
    let shown: Vec<String> = of.iter().take(20).map(ToString::to_string).collect();
    shown.join(", ") + if of.len() > 20 { ", …" } else { "" }
}

impl SweepPlan {
    /// The plan of a case.
    ///
    /// # Errors
    /// A name that the case does not have, too many cells, no sample or no shard.
    pub fn of(study: &Study, asked: &AskSweep) -> Result<SweepPlan, Refused> {
        if asked.samples == 0 || asked.shards == 0 {
            return Err(Refused::question("sweep", "a sweep has one sample and one shard at least"));
        }
        let cells =
            if asked.combinations { combined(&factors(study, asked)?)? } else { one_by_one(factors(study, asked)?) };
        Ok(SweepPlan {
            header: Header::new("statecraft-sweep-plan", 1, study),
            sha256: fingerprint(&study.case.file.text),
            samples: asked.samples,
            seed: asked.seed,
            every_line: asked.every_line,
            shards: asked.shards,
            cells,
        })
    }

    /// What tells this plan from others.
    pub fn fingerprint(&self) -> String {
        fingerprint(&serde_json::to_string(self).unwrap_or_default()) // plain data always becomes JSON
    }

    /// Counts one shard, from 1. Nothing is given unless all of it was counted.
    ///
    /// # Errors
    /// Another case, no such shard, a cell that cannot be laid out, or a limit.
    pub fn count(&self, study: &Study, shard: u64, limits: &Limits) -> Result<SweepPart, Refused> {
        self.is_of(study)?;
        if !(1..=self.shards).contains(&shard) {
            let message = format!("there is no shard {shard}; they are numbered from 1 to {}", self.shards);
            return Err(Refused::question("shard", message));
        }
        let doubt = if self.every_line { Doubt::EveryLine } else { Doubt::Marked };
        let draws = Draws { doubt, most: self.samples, seed: self.seed, shard: (shard - 1, self.shards) };
        let count = |cell: &Cell| {
            let counted = Robustness::of(&cell.study(study, limits)?, draws, limits)?;
            counted.header.limit.map_or(Ok(counted), |limit| Err(Refused::Limit(limit)))
        };
        let cells: Vec<Robustness> = self.cells.iter().map(count).collect::<Result<_, _>>()?;
        let header = Header::new("statecraft-sweep-part", 1, study);
        Ok(SweepPart { header, plan: self.fingerprint(), shard, sum: sum(&cells), cells })
    }

    /// The shards that are not among these parts, or are damaged there.
    pub fn missing<'p>(&self, parts: impl IntoIterator<Item = &'p SweepPart>) -> Vec<u64> {
        let plan = self.fingerprint();
        let there: Vec<u64> =
            parts.into_iter().filter(|part| part.is_sound() && part.plan == plan).map(|part| part.shard).collect();
        (1..=self.shards).filter(|shard| !there.contains(shard)).collect()
    }

    /// Puts all parts together; one that is there twice counts once.
    ///
    /// # Errors
    /// Another case; a part that is of another plan, damaged or missing.
    pub fn merge(&self, study: &Study, parts: &[SweepPart], limits: &Limits) -> Result<Sweep, NotMerged> {
        self.is_of(study)?;
        let plan = self.fingerprint();
        let mut by_shard: BTreeMap<u64, &SweepPart> = BTreeMap::new();
        for part in parts {
            if part.plan != plan {
                return Err(SweepError::OtherPlan(part.shard).into());
            }
            if !part.is_sound() {
                return Err(SweepError::Damaged(part.shard).into());
            }
            by_shard.insert(part.shard, part);
        }
        let missing: Vec<u64> = (1..=self.shards).filter(|shard| !by_shard.contains_key(shard)).collect();
        if !missing.is_empty() {
            return Err(SweepError::Missing(missing).into());
        }
        let mut cells = Vec::new();
        for (at, cell) in self.cells.iter().enumerate() {
            let parts = by_shard.values().filter_map(|part| part.cells.get(at).cloned());
            let whole = Robustness::merge(parts).map_err(SweepError::Merge)?;
            cells.push(cell.swept(&cell.study(study, limits)?, whole));
        }
        Ok(Sweep { header: Header::new("statecraft-sweep", 1, study), sha256: self.sha256.clone(), cells })
    }

    fn is_of(&self, study: &Study) -> Result<(), Refused> {
        let same = self.sha256 == fingerprint(&study.case.file.text);
        let message = "the plan was made for another case file, or before this one was edited; plan again";
        if same { Ok(()) } else { Err(Refused::question("plan", message)) }
    }
}

/// Why there is no whole sweep.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotMerged {
    /// The parts do not make one.
    #[error(transparent)]
    Parts(#[from] SweepError),
    /// The case.
    #[error(transparent)]
    Case(#[from] Refused),
}

impl SweepPart {
    /// Whether it is as it was written.
    pub fn is_sound(&self) -> bool {
        self.sum == sum(&self.cells)
    }
}

fn sum(cells: &[Robustness]) -> String {
    fingerprint(&serde_json::to_string(cells).unwrap_or_default()) // plain data always becomes JSON
}

impl Cell {
    /// The case in this reading.
    ///
    /// # Errors
    /// An edit of a variant that does not fit, errors, or a limit.
    fn study(&self, study: &Study, limits: &Limits) -> Result<Study, Refused> {
        let varied = self.variants.iter().try_fold(study.clone(), |study, name| study.variant(name, limits))?;
        let read = if self.without.is_empty() {
            varied
        } else {
            let fallen = self.without.iter().cloned().collect();
            Study::of(impact::without(&varied.case, &fallen), Vec::new(), limits)
        };
        let errors: Vec<_> = read.problems.iter().filter(|problem| problem.is_error()).cloned().collect();
        if !errors.is_empty() {
            return Err(Refused::Case(errors));
        }
        let asked: Vec<String> =
            study.accounts.iter().filter_map(|laid_out| laid_out.account.id().map(String::from)).collect();
        read.stopped.map_or(read.only(&asked), |limit| Err(Refused::Limit(limit)))
    }

    fn swept(&self, study: &Study, counted: Robustness) -> SweptCell {
        let account = |counted: AccountRobustness| {
            let states =
                study.account(counted.id.as_deref()).map(|laid_out| states(laid_out, &counted)).unwrap_or_default();
            SweptAccount { counted, states }
        };
        SweptCell { cell: self.clone(), accounts: counted.accounts.into_iter().map(account).collect() }
    }
}

/// The states that ever hold.
fn states(laid_out: &LaidOut, counted: &AccountRobustness) -> BTreeMap<String, SweptState> {
    let names = counted.counts.values().flat_map(|counts| counts.0.keys());
    let one = |name: &String| {
        let state = laid_out.graph.states.named(name)?;
        let taken = laid_out.taken(state).into_iter().map(String::from).collect();
        let scenario = laid_out.scenario_of(state).map(|scenario| scenario.title.clone());
        Some((name.clone(), SweptState { scenario, taken }))
    };
    names.filter_map(one).collect()
}

/// What can be otherwise, each by itself.
fn factors(study: &Study, asked: &AskSweep) -> Result<Vec<Cell>, Refused> {
    let case = &study.case;
    let known: Vec<String> = case.variants.iter().map(|variant| variant.key.value.clone()).collect();
    let variants = if asked.variants.is_empty() { &known } else { &asked.variants };
    let mut found = Vec::new();
    for name in variants {
        if !known.contains(name) {
            return Err(Refused::question(
                "variant",
                format!("the case has no variant `{}`", crate::diag::shown(name)),
            ));
        }
        found.push(Cell { name: name.clone(), variants: vec![name.clone()], without: Vec::new() });
    }
    let option = |key: &String| {
        let id =
            key.split_once('.').map(|(actor, option)| LineId::Option { actor: actor.into(), option: option.into() });
        let known = id.filter(|id| case.line(id).is_some());
        known
            .ok_or_else(|| Refused::question("option", format!("the case has no option `{}`", crate::diag::shown(key))))
    };
    for key in &asked.options {
        found.push(Cell { name: format!("{key} as today"), variants: Vec::new(), without: vec![option(key)?] });
    }
    for rule in &asked.rules {
        let LineId::Rule { account, place } = rule else {
            return Err(Refused::question("rule", "only rules can be left out"));
        };
        let of = account.as_ref().map(|account| format!(" of {account}")).unwrap_or_default();
        let name = format!("without rule {place}{of}");
        if case.line(rule).is_none() {
            return Err(Refused::question("rule", format!("the case has no rule {place}{of}")));
        }
        found.push(Cell { name, variants: Vec::new(), without: vec![rule.clone()] });
    }
    Ok(found)
}

const AS_IT_STANDS: &str = "as it stands";

fn one_by_one(factors: Vec<Cell>) -> Vec<Cell> {
    let stands = Cell { name: AS_IT_STANDS.into(), ..Cell::default() };
    std::iter::once(stands).chain(factors).collect()
}

/// Every combination, the case as it stands first.
fn combined(factors: &[Cell]) -> Result<Vec<Cell>, Refused> {
    let many = 1usize.checked_shl(factors.len() as u32).filter(|many| *many <= MOST_CELLS);
    let Some(many) = many else {
        let message =
            format!("{} things that can be otherwise make more than {MOST_CELLS} combinations", factors.len());
        return Err(Refused::question("sweep", message));
    };
    let cell = |chosen: usize| {
        let chosen: Vec<&Cell> =
            factors.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, of)| of).collect();
        let names: Vec<&str> = chosen.iter().map(|of| of.name.as_str()).collect();
        Cell {
            name: if names.is_empty() { AS_IT_STANDS.into() } else { names.join(" + ") },
            variants: chosen.iter().flat_map(|of| of.variants.clone()).collect(),
            without: chosen.iter().flat_map(|of| of.without.clone()).collect(),
        }
    };
    Ok((0..many).map(cell).collect())
}

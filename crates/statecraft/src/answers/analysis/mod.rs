//! What holds, as data.

pub(crate) mod structures;
pub(crate) mod verdicts;

pub use structures::{Reading, Readings, Structures, StructuresAsked};
pub use verdicts::{StateNames, Verdicts};

use crate::answers::check::Grounds;
use crate::answers::header::Header;
use crate::answers::states::StateTable;
use crate::believable;
use crate::graph::{Graph, Limits, Phase};
use crate::phrase::not_counted::{NotCounted, not_counted};
use crate::proofs::{Checked, MOST_STEPS};
use crate::stability::{self, Concept, Found, Refused};
use crate::study::{LaidOut, StateName, Study};

/// What holds in a case, account by account.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Analysis {
    /// `statecraft-analysis`, and what every answer opens with.
    #[serde(flatten)]
    pub header: Header,
    /// The concepts asked for.
    pub concepts: Vec<String>,
    /// The accounts.
    pub accounts: Vec<AccountAnalysis>,
    /// What follows under other structures of preference, where that was asked.
    #[serde(flatten)]
    pub structures: Structures,
}

/// What holds in one account.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountAnalysis {
    /// Its name; none if the case has no accounts.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// How many states there are.
    pub states: usize,
    /// Today's state.
    pub status_quo: Option<StateName>,
    /// What its lines rest on.
    pub grounds: Grounds,
    /// What is said of preferences and does not count here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_counted: Vec<NotCounted>,
    /// The options and, for each state, which are taken.
    #[serde(flatten)]
    pub table: StateTable,
    /// How many of the verdicts were checked by independent code.
    pub checked: Checked,
    /// Of the outcomes under SEQ those that one may believe; none if SEQ was not asked for, or they are too many to look at each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub believable: Option<StateNames>,
    /// What holds.
    #[serde(flatten)]
    pub verdicts: Verdicts,
}

/// So many steps are spent on finding out which outcomes one may believe.
const STEPS_OF_BELIEF: usize = 1 << 20;

impl Analysis {
    /// Computes what holds in each account under these concepts. What was not done within the limits, accounts and concepts,
    /// is listed, and the header says why.
    ///
    /// # Errors
    /// The first concept that does not apply to the case, or that has too much to do.
    pub fn of(study: &Study, concepts: &[Concept], limits: &Limits) -> Result<Analysis, Refused> {
        Analysis::with_steps(study, concepts, MOST_STEPS, limits)
    }

    /// The same without having verdicts checked by independent code, which takes most of the time in small cases.
    ///
    /// # Errors
    /// As [`Analysis::of`].
    pub fn unchecked(study: &Study, concepts: &[Concept], limits: &Limits) -> Result<Analysis, Refused> {
        Analysis::with_steps(study, concepts, 0, limits)
    }

    fn with_steps(study: &Study, concepts: &[Concept], steps: u64, limits: &Limits) -> Result<Analysis, Refused> {
        let keys = study.accounts.first().map(|first| first.model.actor_keys()).unwrap_or_default();
        let mut analysis = Analysis {
            header: Header::new("statecraft-analysis", 1, study),
            concepts: concepts.iter().map(|concept| concept.key(&keys)).collect(),
            accounts: Vec::new(),
            structures: Structures::default(),
        };
        let mut taken: u64 = study.accounts.iter().map(|laid_out| laid_out.graph.bytes).sum();
        for laid_out in &study.accounts {
            let found = stability::analyze_within(&laid_out.graph, concepts, &limits.less(taken))?;
            taken += found.bytes();
            found.stopped().into_iter().for_each(|limit| analysis.header.stop(limit));
            let checked = Checked::of(laid_out, &found, steps / study.accounts.len() as u64, &limits.watch);
            let believable = believable(&laid_out.graph, &found, limits);
            analysis
                .accounts
                .push(AccountAnalysis { believable, ..AccountAnalysis::new(study, laid_out, &found, checked) });
        }
        limits.watch.check().err().into_iter().for_each(|limit| analysis.header.stop(limit));
        limits.watch.begin(Phase::Report, 0);
        Ok(analysis)
    }

    /// Adds the equilibria as patterns, what they share, and which are nearest to today.
    pub fn summarise(&mut self, study: &Study) {
        for account in &mut self.accounts {
            if let Some(laid_out) = study.account(account.id.as_deref()) {
                account.verdicts.summarise(laid_out);
            }
        }
    }

    /// Whether independent code found a verdict wrong: a defect of the program.
    pub fn is_defective(&self) -> bool {
        self.checked().any(|checked| !checked.failed.is_empty())
    }

    /// What was checked of all of it together.
    pub fn checked_together(&self) -> Checked {
        self.checked().fold(Checked::default(), |all, one| all.and(Some(one.clone())))
    }

    /// What was checked, account by account, then by structure of preference.
    pub fn checked(&self) -> impl Iterator<Item = &Checked> {
        self.accounts
            .iter()
            .map(|account| &account.checked)
            .chain(self.structures.all().map(|readings| &readings.checked))
    }

    /// The accounts beside what the study knows of them; those that the study does not have are left out.
    pub(crate) fn in_study<'a>(&'a self, study: &'a Study) -> Vec<InStudy<'a>> {
        let beside = |account: &'a AccountAnalysis| {
            let laid_out = study.account(account.id.as_deref())?;
            Some(InStudy { account, laid_out, found: account.verdicts.found(laid_out) })
        };
        self.accounts.iter().filter_map(beside).collect()
    }
}

impl AccountAnalysis {
    fn new(study: &Study, laid_out: &LaidOut, found: &Found, checked: Checked) -> AccountAnalysis {
        let LaidOut { account, graph, .. } = laid_out;
        AccountAnalysis {
            id: account.id().map(String::from),
            title: account.title.clone(),
            states: graph.len(),
            status_quo: graph.status_quo.map(|state| StateName::of(graph, state)),
            grounds: Grounds::in_account(&study.case, account),
            not_counted: not_counted(&laid_out.model),
            table: StateTable::all(laid_out),
            checked,
            believable: None,
            verdicts: Verdicts::new(laid_out, found),
        }
    }
}

/// The believable outcomes, if they can be found with little work.
fn believable(graph: &Graph, found: &Found, limits: &Limits) -> Option<StateNames> {
    found.concepts().find(|concept| *concept == Concept::Seq)?;
    let candidates = found.equilibria(Concept::Seq);
    let set = believable::believable_within(graph, &candidates, STEPS_OF_BELIEF, &limits.watch).ok()??;
    Some(StateNames::of(graph, set))
}

/// An account of an analysis beside what a study knows of it: where texts, rows and proofs look things up.
pub(crate) struct InStudy<'a> {
    pub(crate) account: &'a AccountAnalysis,
    pub(crate) laid_out: &'a LaidOut,
    pub(crate) found: Found,
}

impl InStudy<'_> {
    /// How many verdicts there are, for each concept, actor and state one.
    pub(crate) fn verdicts_count(&self) -> usize {
        self.found.concepts().count() * self.laid_out.model.actors.len() * self.laid_out.graph.len()
    }
}

//! What holds, as data.

pub(crate) mod structures;
pub(crate) mod verdicts;

pub use structures::{Readings, Structures, StructuresAsked};
pub use verdicts::{StateNames, Verdicts};

use crate::answers::check::Grounds;
use crate::answers::states::StateTable;
use crate::case::Case;
use crate::graph::{LimitReached, Limits, Phase};
use crate::phrase::not_counted::not_counted;
use crate::proofs::Checked;
use crate::proofs::MOST_STEPS;
use crate::stability::{self, Concept, Found, Refused};
use crate::study::StateName;
use crate::study::{LaidOut, Study};
use serde::ser::{Serialize, Serializer};

/// What holds in a case, account by account.
#[derive(Debug, serde::Serialize)]
pub struct Analysis<'c> {
    /// `statecraft-analysis`.
    pub format: &'static str,
    /// The version of the format; it grows when a field changes its meaning or goes away.
    pub version: u32,
    /// The title of the case.
    pub case: &'c str,
    /// What it is meant to answer.
    pub question: Option<&'c str>,
    /// Why something was not done, if something was not.
    #[serde(serialize_with = "in_words")]
    pub stopped: Option<LimitReached>,
    /// The names of the accounts that were not laid out for that reason.
    pub accounts_not_done: Vec<&'c str>,
    /// The accounts.
    pub accounts: Vec<AccountAnalysis<'c>>,
    /// What follows under other structures of preference, where that was asked.
    #[serde(flatten)]
    pub structures: Structures<'c>,
    /// The concepts asked for.
    #[serde(skip)]
    pub(crate) concepts: Vec<Concept>,
}

pub(crate) fn in_words<S: Serializer>(limit: &Option<LimitReached>, serializer: S) -> Result<S::Ok, S::Error> {
    limit.map(|limit| limit.to_string()).serialize(serializer)
}

/// What holds in one account.
#[derive(Debug, serde::Serialize)]
pub struct AccountAnalysis<'c> {
    /// Its name; none if the case has no accounts.
    pub id: Option<&'c str>,
    /// Its title.
    pub title: Option<&'c str>,
    /// How many states there are.
    pub states: usize,
    /// Today's state.
    pub status_quo: Option<StateName>,
    /// What its lines rest on.
    pub grounds: Grounds,
    /// What is said of preferences and does not count here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_counted: Vec<String>,
    /// The options and, for each state, which are taken.
    #[serde(flatten)]
    pub table: StateTable<'c>,
    /// How many of the verdicts were checked by independent code.
    pub checked: Checked,
    /// What holds.
    #[serde(flatten)]
    pub verdicts: Verdicts<'c>,
}

impl<'c> Analysis<'c> {
    /// Computes what holds in each account under these concepts.
    ///
    /// # Errors
    /// The first concept that does not apply to the case, or that has too much to do.
    pub fn of(case: &'c Case, accounts: &'c [LaidOut], concepts: &[Concept]) -> Result<Analysis<'c>, Refused> {
        Analysis::of_accounts(case, accounts, concepts, &Limits::default())
    }

    /// The same within limits: what was not done, accounts and concepts, is listed, and [`Analysis::stopped`] says why.
    ///
    /// # Errors
    /// The first concept that does not apply to the case, or that has too much to do.
    pub fn within(opened: &'c Study, concepts: &[Concept], limits: &Limits) -> Result<Analysis<'c>, Refused> {
        let mut analysis = Analysis::of_accounts(&opened.case, &opened.accounts, concepts, limits)?;
        analysis.stopped = opened.stopped.or(analysis.stopped);
        analysis.accounts_not_done = opened.not_done.iter().map(String::as_str).collect();
        Ok(analysis)
    }

    /// Whether independent code found a verdict wrong: a defect of the program.
    pub fn is_defective(&self) -> bool {
        self.checked().any(|checked| !checked.failed.is_empty())
    }

    /// What was checked, account by account, then by structure of preference.
    pub fn checked(&self) -> impl Iterator<Item = &Checked> {
        self.accounts
            .iter()
            .map(|account| &account.checked)
            .chain(self.structures.all().map(|readings| &readings.checked))
    }

    fn of_accounts(
        case: &'c Case,
        accounts: &'c [LaidOut],
        concepts: &[Concept],
        limits: &Limits,
    ) -> Result<Analysis<'c>, Refused> {
        let mut taken: u64 = accounts.iter().map(|laid_out| laid_out.graph.bytes).sum();
        let mut analysis = Analysis {
            format: "statecraft-analysis",
            version: 1,
            case: &case.title,
            question: case.question.as_deref(),
            stopped: None,
            accounts_not_done: Vec::new(),
            accounts: Vec::new(),
            structures: Structures::default(),
            concepts: concepts.to_vec(),
        };
        for laid_out in accounts {
            let found = stability::analyze_within(&laid_out.graph, concepts, &limits.less(taken))?;
            taken += found.bytes();
            analysis.stopped = analysis.stopped.or(found.stopped());
            let checked = Checked::of(laid_out, &found, MOST_STEPS / accounts.len() as u64);
            analysis.accounts.push(AccountAnalysis::of(case, laid_out, found, checked));
        }
        limits.watch.begin(Phase::Report, 0);
        Ok(analysis)
    }
}

impl<'c> AccountAnalysis<'c> {
    /// How many verdicts there are, for each concept, actor and state one.
    pub(crate) fn verdicts_count(&self) -> usize {
        self.verdicts.found.concepts().count() * self.verdicts.laid_out.model.actors.len() * self.states
    }

    fn of(case: &'c Case, laid_out: &'c LaidOut, found: Found, checked: Checked) -> AccountAnalysis<'c> {
        let LaidOut { account, graph, .. } = laid_out;
        AccountAnalysis {
            id: account.id(),
            title: account.title.as_deref(),
            states: graph.len(),
            status_quo: graph.status_quo.map(|state| StateName::of(graph, state)),
            grounds: Grounds::in_account(case, account),
            not_counted: not_counted(&laid_out.model),
            table: StateTable::all(laid_out),
            checked,
            verdicts: Verdicts { laid_out, found },
        }
    }
}

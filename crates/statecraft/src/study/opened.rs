//! A case, walked through the house as far as it goes.

use super::Refused;
use super::names::StateName;
use super::outcomes::Outcomes;
use super::scenarios::Scenarios;
use crate::case::{Account, Case};
use crate::diag::{Diagnostic, Span, in_order, nearest};
use crate::graph::{ExploreError, Graph, LimitReached, Limits, StateId, StateSet, StateSpace};
use crate::model::{Model, OptionSet, Preference, Scenario};
use crate::phrase::english::list;
use crate::phrase::names::label;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A case with the graphs of its accounts, and everything that is wrong with it; a clone shares them.
#[derive(Clone, Debug)]
pub struct Study {
    /// The case.
    pub case: Arc<Case>,
    /// The accounts that could be laid out.
    pub accounts: Vec<LaidOut>,
    /// All problems, in reading order.
    pub problems: Vec<Diagnostic>,
    /// The first limit that an account came up against, if one did.
    pub stopped: Option<LimitReached>,
    /// The accounts that were not laid out for that reason.
    pub not_done: Vec<String>,
    /// The outcomes by which states are named, found when a state is.
    pub(crate) outcomes: Outcomes,
}

/// One account of a case, laid out; a clone shares its parts.
#[derive(Clone, Debug)]
pub struct LaidOut {
    /// The account.
    pub account: Arc<Account>,
    /// Its model.
    pub model: Arc<Model>,
    /// Its graph.
    pub graph: Arc<Graph>,
    /// The states of the scenarios.
    pub(super) scenarios: Arc<Scenarios>,
}

impl LaidOut {
    /// An account with its model and the graph of the model.
    pub(super) fn new(account: &Account, model: Model, graph: Arc<Graph>) -> LaidOut {
        let scenarios = Arc::new(Scenarios::new(&model, &graph));
        LaidOut { account: Arc::new(account.clone()), model: Arc::new(model), graph, scenarios }
    }

    /// The scenario that a state is called by: the narrowest in this account.
    pub fn scenario_of(&self, state: StateId) -> Option<&Scenario> {
        self.scenarios.narrowest(state).map(|at| &self.model.scenarios[at])
    }

    /// The title that the case gives a state: that of its scenario, or in a bare graph its own.
    pub fn title_of(&self, state: StateId) -> Option<&str> {
        self.scenario_of(state).map(|scenario| scenario.title.as_str()).or_else(|| label(&self.model, state))
    }

    /// What a state is called in a sentence: `“A three-way cut” (state 32)`, or `state 32` if the case gives it no title.
    pub fn called(&self, state: StateId) -> String {
        let name = self.graph.state_name(state);
        self.title_of(state).map_or(format!("state {name}"), |title| format!("“{title}” (state {name})"))
    }

    /// The scenarios in the order of the file, each with its states.
    pub fn scenarios(&self) -> impl Iterator<Item = (&Scenario, &StateSet)> {
        self.model.scenarios.iter().zip(self.scenarios.sets())
    }

    /// The states of the scenario of this name.
    pub fn scenario(&self, key: &str) -> Option<&StateSet> {
        self.scenarios().find(|(scenario, _)| scenario.key == key).map(|(_, states)| states)
    }

    /// The state that readers call so.
    pub fn state(&self, name: &StateName) -> Option<StateId> {
        self.graph.states.named(&name.to_string())
    }

    /// The options taken where things stand, one bit each; none if that is not known, or in a bare graph.
    pub(crate) fn today(&self) -> Option<OptionSet> {
        match &self.graph.states {
            StateSpace::Settings(states) => self.graph.status_quo.map(|today| states.code(today)),
            StateSpace::Named(_) => None,
        }
    }

    /// The names of the options taken in a state; of a merged state those taken in every member.
    pub fn taken(&self, state: StateId) -> Vec<&str> {
        let StateSpace::Settings(states) = &self.graph.states else { return Vec::new() };
        self.model.option_keys(states.taken(state))
    }

    /// The names of the options that are taken in some members of a merged state and not in others.
    pub fn open(&self, state: StateId) -> Vec<&str> {
        let StateSpace::Settings(states) = &self.graph.states else { return Vec::new() };
        self.model.option_keys(states.open(state))
    }
}

impl Study {
    /// Opens a case and lays out its accounts.
    ///
    /// # Errors
    /// The file cannot be read. Everything else is among the problems.
    #[cfg(feature = "files")]
    pub fn open(path: impl AsRef<std::path::Path>, limits: &Limits) -> Result<Study, crate::case::OpenError> {
        let (case, problems) = Case::read(path)?;
        Ok(Study::of(case, problems, limits))
    }

    /// The same of the text of a case file; the texts of sources are not looked at.
    pub fn from_text(text: &str, limits: &Limits) -> Study {
        let (case, problems) = Case::read_text(text);
        Study::of(case, problems, limits)
    }

    /// Lays out the accounts of a case that was read with these problems.
    pub fn of(case: Case, problems: Vec<Diagnostic>, limits: &Limits) -> Study {
        Study::laid_out_by(case, problems, limits, &lay_out)
    }

    /// A case of which nothing is laid out, for questions that need no list of states.
    pub fn not_laid_out(case: Case, problems: Vec<Diagnostic>) -> Study {
        let outcomes = Outcomes::default();
        Study { case: Arc::new(case), accounts: Vec::new(), problems, stopped: None, not_done: Vec::new(), outcomes }
    }

    /// The same, where each account is laid out in this way.
    pub(super) fn laid_out_by(case: Case, problems: Vec<Diagnostic>, limits: &Limits, lay_out: &LayOut) -> Study {
        let outcomes = Outcomes::within(limits);
        let mut study = Study { outcomes, ..Study::not_laid_out(case, problems) };
        let case = study.case.clone();
        let broken = study.problems.iter().any(|problem| problem.code == "toml");
        let accounts = if broken || !case.has_actors() { &[] } else { case.accounts.as_slice() };
        for account in accounts {
            let taken = study.accounts.iter().map(|laid_out| laid_out.graph.bytes).sum();
            match lay_out(&case, account, &limits.less(taken)) {
                Ok(laid_out) => study.accounts.push(laid_out),
                Err(ExploreError::Invalid(problems)) => study.problems.extend(problems),
                Err(ExploreError::Limit(limit)) => {
                    study.stopped.get_or_insert(limit);
                    study.not_done.extend(account.id().map(String::from));
                }
            }
        }
        study.problems.extend(warnings(&study.accounts));
        if !study.has_errors() {
            study.problems.extend(case.doubts());
        }
        study.problems = in_order(study.problems);
        study
    }

    /// An account that was laid out, by its name; the only one of a case without accounts has none.
    pub fn account(&self, id: Option<&str>) -> Option<&LaidOut> {
        self.accounts.iter().find(|laid_out| laid_out.account.id() == id)
    }

    /// The same study with some of its accounts, which it shares with this one; with all if none is named.
    ///
    /// # Errors
    /// An account that the case does not have.
    pub fn only(&self, accounts: &[String]) -> Result<Study, Refused> {
        accounts.iter().try_for_each(|id| known_account(&self.case, id))?;
        let mut study = self.clone();
        if !accounts.is_empty() {
            let wanted = |id: Option<&str>| id.is_some_and(|id| accounts.iter().any(|only| only == id));
            study.accounts.retain(|laid_out| wanted(laid_out.account.id()));
            study.not_done.retain(|id| wanted(Some(id)));
            study.outcomes = Outcomes::within(&study.outcomes.limits);
        }
        Ok(study)
    }

    /// Whether the case cannot be used.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Diagnostic::is_error)
    }
}

/// Whether a case has an account of this name.
///
/// # Errors
/// It has none; the words name the nearest, or those that there are.
pub fn known_account(case: &Case, id: &str) -> Result<(), Refused> {
    if case.account(id).is_some() {
        return Ok(());
    }
    let known: Vec<&str> = case.accounts.iter().filter_map(Account::id).collect();
    let message = match nearest(id, known.iter().copied()) {
        _ if known.is_empty() => "the case has no accounts".to_string(),
        Some(near) => format!("there is no account `{id}`; did you mean `{near}`?"),
        None => format!("there is no account `{id}`; there are: {}", known.join(", ")),
    };
    Err(Refused::question("account", message))
}

/// What the states of the accounts show. What holds in some only of the accounts that have the line says in which.
fn warnings(accounts: &[LaidOut]) -> Vec<Diagnostic> {
    let rankings =
        |preference: &Preference| if let Preference::Ranking(of) = preference { Some(of.span) } else { None };
    let statements = |laid_out: &LaidOut| {
        let model = &laid_out.model;
        let rankings = model.preferences.iter().filter_map(rankings);
        model.statements().map(|statement| statement.span).chain(rankings).collect()
    };
    let lines: Vec<BTreeSet<Span>> = accounts.iter().map(statements).collect();
    let mut found: BTreeMap<(Span, &str), (&Diagnostic, Vec<&LaidOut>)> = BTreeMap::new();
    for laid_out in accounts {
        for warning in &laid_out.graph.warnings {
            let known = found.entry((warning.span, &warning.message)).or_insert((warning, Vec::new()));
            known.1.push(laid_out);
        }
    }
    let with_names = |(warning, holds): (&Diagnostic, Vec<&LaidOut>)| {
        let having = lines.iter().filter(|lines| lines.contains(&warning.span)).count();
        let concerned = if having == 0 { accounts.len() } else { having }; // options are in all
        let names: Vec<&str> = holds.iter().filter_map(|laid_out| laid_out.account.id()).collect();
        let mut warning = warning.clone();
        if names.len() < concerned && !names.is_empty() {
            let which = if names.len() == 1 { "account" } else { "accounts" };
            warning.message = format!("in the {which} {}, {}", list(&names), warning.message);
            if !["merged-state", "unbound-ranking"].contains(&warning.code) {
                warning.help = Some(format!("leave it if that is meant; if not, look at the rules of the {which}"));
            }
        }
        warning
    };
    found.into_values().map(with_names).collect()
}

/// How an account is laid out.
pub(super) type LayOut<'a> = dyn Fn(&Case, &Account, &Limits) -> Result<LaidOut, ExploreError> + 'a;

/// From the beginning.
pub(super) fn lay_out(case: &Case, account: &Account, limits: &Limits) -> Result<LaidOut, ExploreError> {
    let model = Model::from_case(case, account).map_err(ExploreError::Invalid)?;
    let graph = Graph::explore(&model, limits)?;
    Ok(LaidOut::new(account, model, Arc::new(graph)))
}

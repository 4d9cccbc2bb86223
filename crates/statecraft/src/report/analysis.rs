//! What holds, as data.

use super::{Grounds, LaidOut, StateTable};
use crate::case::Case;
use crate::graph::{Graph, StateId, StateSet, StateSpace};
use crate::stability::{self, Concept, Found, Refused};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io::Write;

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
    /// The accounts.
    pub accounts: Vec<AccountAnalysis<'c>>,
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
    pub status_quo: Option<StateName<'c>>,
    /// What its lines rest on.
    pub grounds: Grounds,
    /// The options and, for each state, which are taken.
    #[serde(flatten)]
    pub table: StateTable<'c>,
    /// For each concept and actor the stable states.
    pub stable: Ordered<String, Ordered<&'c str, Vec<StateName<'c>>>>,
    /// For each concept the states that are stable for all actors.
    pub equilibria: Ordered<String, Vec<StateName<'c>>>,
    #[serde(skip)]
    pub(super) laid_out: &'c LaidOut,
    #[serde(skip)]
    pub(super) found: Found,
}

/// What readers call a state: a number from 1, or a name in a bare graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum StateName<'c> {
    /// The number, from 1.
    Number(usize),
    /// The name.
    Name(&'c str),
}

impl<'c> StateName<'c> {
    /// The name of a state of this graph.
    pub fn of(graph: &'c Graph, state: StateId) -> StateName<'c> {
        match &graph.states {
            StateSpace::Settings(_) => StateName::Number(state.index() + 1),
            StateSpace::Named(names) => StateName::Name(&names[state.index()]),
        }
    }
}

/// Pairs that serialise as a map and keep their order.
#[derive(Clone, Debug)]
pub struct Ordered<K, V>(pub Vec<(K, V)>);

impl<K: Serialize, V: Serialize> Serialize for Ordered<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        self.0.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
        map.end()
    }
}

impl<'c> Analysis<'c> {
    /// Computes what holds in each account under these concepts.
    ///
    /// # Errors
    /// The first concept that does not apply to the case, or that took too long.
    pub fn of(case: &'c Case, accounts: &'c [LaidOut], concepts: &[Concept]) -> Result<Analysis<'c>, Refused> {
        let accounts = accounts.iter().map(|laid_out| AccountAnalysis::of(case, laid_out, concepts));
        Ok(Analysis {
            format: "statecraft-analysis",
            version: 1,
            case: &case.title,
            question: case.question.as_deref(),
            accounts: accounts.collect::<Result<_, _>>()?,
        })
    }

    /// One row for each account and state: what is taken; for each concept and actor whether it is stable (1 or 0), and
    /// whether it is for all.
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn write_csv(&self, out: impl Write) -> Result<(), csv::Error> {
        let mut out = csv::Writer::from_writer(out);
        let Some(first) = self.accounts.first() else { return Ok(()) };
        let actors = first.laid_out.model.actor_keys();
        let mut header = vec!["account".to_string(), "state".to_string(), "taken".to_string()];
        for concept in first.found.concepts() {
            let key = concept.key(&actors);
            header.extend(actors.iter().map(|actor| format!("{key}.{actor}")));
            header.push(format!("{key}.all"));
        }
        out.write_record(&header)?;
        self.accounts.iter().try_for_each(|account| account.write_rows(&mut out))?;
        out.flush()?;
        Ok(())
    }
}

impl<'c> AccountAnalysis<'c> {
    fn of(case: &'c Case, laid_out: &'c LaidOut, concepts: &[Concept]) -> Result<AccountAnalysis<'c>, Refused> {
        let LaidOut { account, model, graph } = laid_out;
        let found = stability::analyze(graph, concepts)?;
        let keys = model.actor_keys();
        let names = |states: StateSet| states.iter().map(|state| StateName::of(graph, state)).collect::<Vec<_>>();
        let of_actors = |concept| {
            let actors = keys.iter().copied().zip(model.actor_ids());
            Ordered(actors.map(|(key, actor)| (key, names(found.stable(concept, actor)))).collect())
        };
        Ok(AccountAnalysis {
            id: account.id(),
            title: account.title.as_deref(),
            states: graph.len(),
            status_quo: graph.status_quo.map(|state| StateName::of(graph, state)),
            grounds: Grounds::in_account(case, account),
            table: StateTable::all(laid_out),
            stable: Ordered(found.concepts().map(|concept| (concept.key(&keys), of_actors(concept))).collect()),
            equilibria: Ordered(
                found.concepts().map(|concept| (concept.key(&keys), names(found.equilibria(concept)))).collect(),
            ),
            laid_out,
            found,
        })
    }

    fn write_rows(&self, out: &mut csv::Writer<impl Write>) -> Result<(), csv::Error> {
        let LaidOut { model, graph, .. } = self.laid_out;
        let mut columns: Vec<StateSet> = Vec::new();
        for concept in self.found.concepts() {
            columns.extend(model.actor_ids().map(|actor| self.found.stable(concept, actor)));
            columns.push(self.found.equilibria(concept));
        }
        for state in graph.state_ids() {
            let mut row =
                vec![self.id.unwrap_or("").to_string(), graph.state_name(state), self.table.taken(state).join(" ")];
            row.extend(columns.iter().map(|column| u8::from(column.contains(state)).to_string()));
            out.write_record(&row)?;
        }
        Ok(())
    }
}

//! Lists of states.

use super::words::{count, label, number, wrapped};
use super::{LaidOut, StateName};
use crate::graph::{StateId, StateSet, StateSpace};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io::Write;

/// States of a case, account by account.
#[derive(Debug, serde::Serialize)]
pub struct StateList<'c> {
    /// `statecraft-states`.
    pub format: &'static str,
    /// The version of the format.
    pub version: u32,
    /// The title of the case.
    pub case: &'c str,
    /// The accounts.
    pub accounts: Vec<AccountStates<'c>>,
}

/// States of one account.
#[derive(Debug, serde::Serialize)]
pub struct AccountStates<'c> {
    /// Its name; none if the case has no accounts.
    pub id: Option<&'c str>,
    /// How many states it has, listed or not.
    pub states: usize,
    /// Those that are listed.
    #[serde(flatten)]
    pub table: StateTable<'c>,
}

impl<'c> StateList<'c> {
    /// These states of a case.
    pub fn of(case: &'c str, tables: Vec<StateTable<'c>>) -> StateList<'c> {
        let account = |table: StateTable<'c>| AccountStates {
            id: table.laid_out.account.id(),
            states: table.laid_out.graph.len(),
            table,
        };
        StateList { format: "statecraft-states", version: 1, case, accounts: tables.into_iter().map(account).collect() }
    }

    /// One line for each state, the first `most` of each account.
    pub fn text(&self, most: usize, width: usize) -> String {
        let texts: Vec<String> = self.accounts.iter().map(|account| account.table.text(most, width)).collect();
        texts.join("\n")
    }

    /// One row for each state, one column for each option: 1 taken, 0 not, ? either (in a merged state).
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn write_csv(&self, out: impl Write) -> Result<(), csv::Error> {
        let mut out = csv::Writer::from_writer(out);
        if let Some(first) = self.accounts.first() {
            let options = first.table.laid_out.model.options().iter().map(|option| option.key.as_str());
            out.write_record(["account", "state"].into_iter().chain(options))?;
        }
        self.accounts.iter().try_for_each(|account| account.table.write_rows(&mut out))?;
        out.flush()?;
        Ok(())
    }
}

/// The options of an account and, for some or all of its states, which are taken.
///
/// Serialises as `options`, a list of names, and `state`, which options are taken in each state.
#[derive(Clone, Debug)]
pub struct StateTable<'c> {
    laid_out: &'c LaidOut,
    states: StateSet,
}

impl<'c> StateTable<'c> {
    /// All states.
    pub fn all(laid_out: &'c LaidOut) -> StateTable<'c> {
        StateTable::only(laid_out, StateSet::full(laid_out.graph.len()))
    }

    /// These states.
    pub fn only(laid_out: &'c LaidOut, states: StateSet) -> StateTable<'c> {
        StateTable { laid_out, states }
    }

    /// How many states are listed.
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// The names of the options taken in a state; of a merged state those taken in every member.
    pub fn taken(&self, state: StateId) -> Vec<&'c str> {
        let StateSpace::Settings(states) = &self.laid_out.graph.states else { return Vec::new() };
        let taken = states.taken(state);
        let options = self.laid_out.model.options().iter().enumerate();
        options.filter(|(at, _)| taken >> at & 1 == 1).map(|(_, option)| option.key.as_str()).collect()
    }

    /// The options that are taken in some members of a merged state and not in others.
    fn open(&self, state: StateId) -> Vec<String> {
        let StateSpace::Settings(states) = &self.laid_out.graph.states else { return Vec::new() };
        let open = states.open(state);
        let options = self.laid_out.model.options().iter().enumerate();
        options.filter(|(at, _)| open >> at & 1 == 1).map(|(_, option)| format!("{}?", option.key)).collect()
    }

    /// One line for each state, the first `most` of them.
    fn text(&self, most: usize, width: usize) -> String {
        let LaidOut { account, model, graph } = self.laid_out;
        let of = account.id().map(|id| format!(" in the account {id}")).unwrap_or_default();
        let total = match self.len() == graph.len() {
            true => count(graph.len(), "state", "states"),
            false => format!("{} of {}", number(self.len()), count(graph.len(), "state", "states")),
        };
        let mut text = format!("{total}{of}\n");
        let margin = self.states.iter().last().map_or(1, |last| graph.state_name(last).len());
        for state in self.states.iter().take(most) {
            let today = if graph.status_quo == Some(state) { "(today) " } else { "" };
            let mut taken: Vec<String> = self.taken(state).into_iter().map(String::from).collect();
            taken.extend(self.open(state));
            let what = match label(model, state) {
                Some(label) => label.to_string(),
                None if taken.is_empty() && model.options().is_empty() => String::new(),
                None if taken.is_empty() => "nothing is taken".to_string(),
                None => taken.join(", "),
            };
            text += &wrapped(&format!("  {:>margin$}  ", graph.state_name(state)), &format!("{today}{what}"), width);
        }
        if self.len() > most {
            text +=
                &format!("  … and {} more; --all shows them, --where 'EXPR' picks some\n", number(self.len() - most));
        }
        text
    }

    fn write_rows(&self, out: &mut csv::Writer<impl Write>) -> Result<(), csv::Error> {
        let LaidOut { account, model, graph } = self.laid_out;
        for state in self.states.iter() {
            let mut row = vec![account.id().unwrap_or("").to_string(), graph.state_name(state)];
            if let StateSpace::Settings(states) = &graph.states {
                let (taken, open) = (states.taken(state), states.open(state));
                row.extend((0..model.options().len()).map(|at| match (taken >> at & 1, open >> at & 1) {
                    (1, _) => "1".to_string(),
                    (_, 1) => "?".to_string(),
                    _ => "0".to_string(),
                }));
            }
            out.write_record(&row)?;
        }
        Ok(())
    }
}

impl Serialize for StateTable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let options: Vec<&str> = self.laid_out.model.options().iter().map(|option| option.key.as_str()).collect();
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("options", &options)?;
        map.serialize_entry("state", &TakenByState(self))?;
        map.end()
    }
}

/// Serialises state by state, so that a long list needs no memory.
struct TakenByState<'t, 'c>(&'t StateTable<'c>);

impl Serialize for TakenByState<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let table = self.0;
        serializer.collect_map(
            table.states.iter().map(|state| (StateName::of(&table.laid_out.graph, state), table.taken(state))),
        )
    }
}

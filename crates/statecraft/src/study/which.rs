//! Which state is meant.

use super::{LaidOut, Refused, StateName, Study};
use crate::diag::{nearest, shown};
use crate::expr;
use crate::graph::{StateId, StateSet, StateSpace};
use crate::model::{ActorId, OptionSet};
use crate::phrase::english::list;
use serde::{Deserialize, Serialize};

/// Which state is meant, in each account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// Where things stand today.
    #[default]
    Today,
    /// The state that readers call so; a number must mean the same state in all accounts.
    Named(StateName),
    /// The only state where this statement is true.
    Where(String),
    /// The state in which these options are taken, and no others.
    Taken(Vec<String>),
    /// The only state of the scenario of this name.
    Scenario(String),
}

impl Study {
    /// The state that is meant in each account, in the order of the accounts.
    ///
    /// # Errors
    /// There is no such state, or more than one, or it is not the same in all accounts.
    pub fn which(&self, which: &Which) -> Result<Vec<StateId>, Refused> {
        let states = self.accounts.iter().map(|laid_out| laid_out.which(which)).collect::<Result<Vec<_>, _>>()?;
        match which {
            Which::Named(name) if !self.are_one(&states) => Err(Refused::question(
                "state",
                format!(
                    "state {name} is not the same state in all accounts, as some have rules of their own; choose one account"
                ),
            )),
            _ => Ok(states),
        }
    }

    /// Whether these states, one of each account in order, are one and the same setting: rules of its own give an account its
    /// own numbers.
    pub fn are_one(&self, states: &[StateId]) -> bool {
        let members = |(laid_out, &state): (&LaidOut, &StateId)| match &laid_out.graph.states {
            StateSpace::Settings(states) => states.members(state).to_vec(),
            StateSpace::Named(_) => Vec::new(),
        };
        let members: Vec<Vec<OptionSet>> = self.accounts.iter().zip(states).map(members).collect();
        members.windows(2).all(|two| two[0] == two[1])
    }
}

impl LaidOut {
    /// The states where a statement is true.
    ///
    /// # Errors
    /// The statement cannot be read, speaks of what the case does not have, or the case is a bare graph.
    pub fn states_where(&self, statement: &str) -> Result<StateSet, Refused> {
        if let StateSpace::Named(_) = self.graph.states {
            return Err(Refused::question(
                "state",
                "the case is a bare graph: its states have no options to ask about",
            ));
        }
        let read = expr::parse(statement, 0).and_then(|read| self.model.resolve(&read));
        match read {
            Ok(statement) => Ok(self.graph.holding(&statement)),
            Err(problem) => Err(Refused::Statement { statement: statement.to_string(), problem: Box::new(problem) }),
        }
    }

    /// The state that is meant in this account.
    ///
    /// # Errors
    /// There is no such state, or more than one.
    pub fn which(&self, which: &Which) -> Result<StateId, Refused> {
        let of = self.account.id().map(|id| format!(" in the account {id}")).unwrap_or_default();
        let refuse = |message: String| Err(Refused::question("state", message));
        match which {
            Which::Today => match self.graph.status_quo {
                Some(today) => Ok(today),
                None => refuse(format!("the case does not say where things stand{of}; name a state")),
            },
            Which::Named(name) => match self.state(name) {
                Some(state) => Ok(state),
                None => refuse(self.no_state(&shown(&name.to_string()), &of)),
            },
            Which::Where(statement) => {
                let states = self.states_where(statement)?;
                match (states.iter().next(), states.len()) {
                    (Some(only), 1) => Ok(only),
                    (None, _) => refuse(format!("no state{of} fits '{}'", shown(statement))),
                    (Some(_), many) => refuse(format!("{many} states{of} fit '{}'; name one", shown(statement))),
                }
            }
            Which::Scenario(key) => {
                let states = self.states_of(key)?;
                match (states.iter().next(), states.len()) {
                    (Some(only), 1) => Ok(only),
                    (None, _) => refuse(format!("the scenario `{key}` has no state{of}")),
                    (Some(_), many) => refuse(format!(
                        "the scenario `{key}` has {many} states{of}: {}; name one",
                        self.some_of(states)
                    )),
                }
            }
            Which::Taken(options) => match self.setting(options)? {
                Some(state) => Ok(state),
                None => refuse(format!("the rules allow no state{of} in which just these options are taken")),
            },
        }
    }

    /// The states of a scenario.
    ///
    /// # Errors
    /// The case has no scenario of this name.
    pub fn states_of(&self, scenario: &str) -> Result<&StateSet, Refused> {
        self.scenario(scenario).ok_or_else(|| Refused::question("scenario", self.no_scenario(scenario)))
    }

    /// The actor of this name in the file.
    ///
    /// # Errors
    /// There is none.
    pub fn actor(&self, key: &str) -> Result<ActorId, Refused> {
        if let Some(actor) = self.model.actor(key) {
            return Ok(actor);
        }
        let keys = self.model.actor_keys();
        let hint = match nearest(key, keys.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are: {}", keys.join(", ")),
        };
        Err(Refused::question("actor", format!("there is no actor `{}`; {hint}", shown(key))))
    }

    /// The state in which just these options are taken, if the rules allow it.
    fn setting(&self, options: &[String]) -> Result<Option<StateId>, Refused> {
        let StateSpace::Settings(states) = &self.graph.states else { return Ok(None) };
        let mut code = 0;
        for option in options {
            // A level may stand in quotation marks of either kind.
            let key = expr::parse_name(option).map_or(option.clone(), |name| name.to_string());
            let Some(at) = self.model.options().iter().position(|known| known.key == key) else {
                let known = self.model.options().iter().map(|known| known.key.as_str());
                let near = nearest(option, known).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                return Err(Refused::question("option", format!("there is no option `{}`{near}", shown(option))));
            };
            code |= 1 << at;
        }
        Ok(states.find(code))
    }

    /// The first few states of a set, by their names.
    fn some_of(&self, states: &StateSet) -> String {
        const MOST: usize = 8;
        let mut names: Vec<String> = states.iter().take(MOST).map(|state| self.graph.state_name(state)).collect();
        if states.len() > MOST {
            names.push(format!("{} more", states.len() - MOST));
        }
        list(&names)
    }

    fn no_scenario(&self, key: &str) -> String {
        let keys = || self.scenarios().map(|(scenario, _)| scenario.key.as_str());
        let key = shown(key);
        match nearest(&key, keys()) {
            Some(near) => format!("there is no scenario `{key}`; did you mean `{near}`?"),
            None => format!("there is no scenario `{key}`"),
        }
    }

    fn no_state(&self, name: &str, of: &str) -> String {
        let keys: Vec<&str> = self.scenarios().map(|(scenario, _)| scenario.key.as_str()).collect();
        let there_are = |keys: &[&str]| format!("there are: {}", some(keys));
        match &self.graph.states {
            StateSpace::Settings(_) if let Some(near) = nearest(name, keys.iter().copied()) => {
                format!("there is no state {name}{of}; did you mean the scenario `{near}`?")
            }
            StateSpace::Settings(states) => {
                let numbers = format!("there is no state {name}{of}: states go by number, from 1 to {}", states.len());
                if keys.is_empty() { numbers } else { format!("{numbers}, or by scenario; {}", there_are(&keys)) }
            }
            StateSpace::Named(names) => {
                let names: Vec<&str> = names.iter().map(String::as_str).chain(keys).collect();
                match nearest(name, names.iter().copied()) {
                    Some(near) => format!("there is no state `{name}`; did you mean `{near}`?"),
                    None => format!("there is no state `{name}`; {}", there_are(&names)),
                }
            }
        }
    }
}

/// Some of many names.
fn some(names: &[&str]) -> String {
    const MOST: usize = 12;
    let listed = names.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
    if names.len() > MOST { format!("{listed} and {} more", names.len() - MOST) } else { listed }
}

//! The question how one gets from one state to others, as data.

use super::paths::{PathsAsked, PathsError, PathsReport, PathsWanted};
use super::question::concepts;
use crate::graph::{Limits, StateId, StateSet};
use crate::study::{Ask, LaidOut, Refused, Study, Which};
use serde::{Deserialize, Serialize};

/// How one gets from one state to others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskPaths {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
    /// Where the paths begin.
    pub from: Which,
    /// Where they lead: to this state; to the outcomes if nothing is said.
    pub to: Option<Which>,
    /// To the states where this statement is true, if no one state is named.
    pub to_where: Option<String>,
    /// The concepts under which outcomes hold; the usual five if none is named.
    pub concepts: Vec<String>,
    /// Whether no path goes on past a state that holds under all of these.
    pub stop_at_equilibria: bool,
    /// So many states of a kind are told one by one, the nearest first.
    pub most: usize,
}

impl Default for AskPaths {
    fn default() -> AskPaths {
        AskPaths {
            accounts: Vec::new(),
            from: Which::Today,
            to: None,
            to_where: None,
            concepts: Vec::new(),
            stop_at_equilibria: false,
            most: 4,
        }
    }
}

impl Ask for AskPaths {
    type Answer = PathsReport;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<PathsReport, Refused> {
        let study = study.only(&self.accounts)?;
        let concepts = concepts(&study, &self.concepts)?;
        let from = study.which(&self.from)?;
        let to = self.to(&study)?;
        let wanted: Vec<_> = from.into_iter().zip(to).map(|(from, to)| PathsWanted { from, to }).collect();
        let asked = PathsAsked { concepts, stop: self.stop_at_equilibria, most: self.most };
        Ok(PathsReport::of(&study, &wanted, &asked, limits)?)
    }
}

impl AskPaths {
    /// Where the paths lead in each account, and what these states are called.
    fn to(&self, study: &Study) -> Result<Vec<Option<(StateSet, String)>>, Refused> {
        if let Some(Which::Scenario(key)) = &self.to {
            let of = |laid_out: &LaidOut| Ok(Some((laid_out.states_of(key)?.clone(), key.clone())));
            return study.accounts.iter().map(of).collect();
        }
        if let Some(which) = &self.to {
            let one = |(laid_out, &state): (&LaidOut, &StateId)| {
                Some((StateSet::of(laid_out.graph.len(), |other| other == state), called(which)))
            };
            return Ok(study.accounts.iter().zip(&study.which(which)?).map(one).collect());
        }
        let to_where = |laid_out: &LaidOut| {
            let statement = self.to_where.as_ref();
            statement.map(|statement| Ok((laid_out.states_where(statement)?, statement.clone()))).transpose()
        };
        study.accounts.iter().map(to_where).collect()
    }
}

/// What the state asked for is called.
fn called(which: &Which) -> String {
    match which {
        Which::Today => "today".to_string(),
        Which::Named(name) => name.to_string(),
        Which::Where(statement) => statement.clone(),
        Which::Taken(options) => options.join(" and "),
        Which::Scenario(key) => key.clone(),
    }
}

impl From<PathsError> for Refused {
    fn from(error: PathsError) -> Refused {
        match error {
            PathsError::Refused(refused) => refused.into(),
            PathsError::Limit(limit) => Refused::Limit(limit),
        }
    }
}

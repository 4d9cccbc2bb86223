//! The question who would leave an outcome together, as data.

use super::coalitions::CoalitionReport;
use crate::coalitions::{self, Coalition, Improvement, Joint, Players, Sanctions, UnknownActor};
use crate::graph::Limits;
use crate::stability::Concept;
use crate::study::{Ask, Refused, Study, Which};
use serde::{Deserialize, Serialize};

/// Who would leave an outcome together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct AskCoalitions {
    /// In these accounts; in all if none is named.
    pub accounts: Vec<String>,
    /// How far everybody looks ahead: one of the usual five concepts.
    pub concept: String,
    /// When a coalition is better off.
    pub improvement: Improvement,
    /// How a coalition moves.
    pub moves: Joint,
    /// Whose improvements deter, under SEQ and SymSEQ.
    pub seq: Sanctions,
    /// Only these coalitions, each by its members; all if none is named.
    pub coalitions: Vec<Vec<String>>,
    /// Blocks that each act as one, in place of coalitions.
    pub structure: Option<Vec<Vec<String>>>,
    /// About this state, whether it holds or not; about the outcomes if none is named.
    pub state: Option<Which>,
}

impl Default for AskCoalitions {
    fn default() -> AskCoalitions {
        AskCoalitions {
            accounts: Vec::new(),
            concept: "seq".into(),
            improvement: Improvement::default(),
            moves: Joint::default(),
            seq: Sanctions::default(),
            coalitions: Vec::new(),
            structure: None,
            state: None,
        }
    }
}

impl Ask for AskCoalitions {
    type Answer = CoalitionReport;

    fn answer(&self, study: &Study, limits: &Limits) -> Result<CoalitionReport, Refused> {
        let study = study.only(&self.accounts)?;
        let keys = study.accounts.first().map(|laid_out| laid_out.model.actor_keys()).unwrap_or_default();
        let question = coalitions::Question {
            concept: Concept::parse(&self.concept, &keys)?,
            improvement: self.improvement,
            joint: self.moves,
            sanctions: self.seq,
            players: self.players(&keys)?,
        };
        let about = self.state.as_ref().map(|which| study.which(which)).transpose()?;
        Ok(CoalitionReport::of(&study, &question, about.as_deref(), limits)?)
    }
}

impl AskCoalitions {
    fn players(&self, keys: &[&str]) -> Result<Players, UnknownActor> {
        let named = |all: &[Vec<String>]| {
            let all = all.iter().map(|names| Coalition::named(names.iter().map(String::as_str), keys));
            all.collect::<Result<Vec<Coalition>, _>>()
        };
        match &self.structure {
            Some(blocks) => Ok(Players::Blocks(named(blocks)?)),
            None if self.coalitions.is_empty() => Ok(Players::All),
            None => Ok(Players::These(named(&self.coalitions)?)),
        }
    }
}

impl From<UnknownActor> for Refused {
    fn from(unknown: UnknownActor) -> Refused {
        Refused::question("actor", unknown)
    }
}

impl From<coalitions::Refused> for Refused {
    fn from(refused: coalitions::Refused) -> Refused {
        use coalitions::Refused::{BarredMoves, Concept, Limit, MergedStates, NeedsOptions, TooMany};
        match refused {
            Limit(limit) => Refused::Limit(limit),
            Concept => Refused::question("concept", refused),
            NeedsOptions | MergedStates | BarredMoves => Refused::question("jump", refused),
            TooMany(_) => Refused::question("too-many", refused),
            _ => Refused::question("coalition", refused),
        }
    }
}

//! What is asked of coalitions, and how it is read.

use super::Coalition;
use crate::graph::{Graph, LimitReached, Moves, StateSpace};
use crate::stability::Concept;
use crate::witness::{self, Reading, Replies, Structure};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// One of the five usual concepts.
    pub concept: Concept,
    /// When a coalition is better off.
    pub improvement: Improvement,
    /// How a coalition moves.
    pub joint: Joint,
    /// Who improves in a reply; under SEQ and SymSEQ only.
    pub sanctions: Sanctions,
    /// Who is asked.
    pub players: Players,
}

/// When a coalition is better off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Improvement {
    /// When every member is.
    #[default]
    Strict,
    /// When some member is, and none is worse off.
    Pareto,
}

/// How a coalition moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Joint {
    /// By a legal sequence of its members' moves: none moves twice running.
    #[default]
    Sequence,
    /// At one moment, each member changing its options; what lies between need not be feasible.
    Jump,
}

/// Whose improvements deter under SEQ and SymSEQ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Sanctions {
    /// Each step is an improvement of the one who takes it: reading (a).
    #[default]
    Individual,
    /// Each step is an improvement of a coalition of those outside, none twice running: reading (b), of Inohara and Hipel (2008).
    Joint,
}

/// Who is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Players {
    /// Every coalition.
    #[default]
    All,
    /// These.
    These(Vec<Coalition>),
    /// The blocks of a structure: each is asked, and replies, as one. Who is in none is a block by itself.
    Blocks(Vec<Coalition>),
}

/// Why coalitions could not be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// Coalition stability is defined for some concepts.
    #[error("coalitions are asked under nash, gmr, smr, seq or symseq; the other concepts are not defined for them")]
    Concept,
    /// A jump changes options.
    #[error("a jump changes options at one moment: it is not defined for a bare graph")]
    NeedsOptions,
    /// A jump changes options, and merged states have no one setting.
    #[error("a jump changes options at one moment: it is not defined where `same` rules merge states")]
    MergedStates,
    /// A jump changes options, and some cannot be changed.
    #[error("a jump changes options at one moment: it is not defined where `cannot` rules forbid moves")]
    BarredMoves,
    /// Blocks overlap.
    #[error("an actor is in one block of a structure; write each name once")]
    Overlap,
    /// Too many coalitions.
    #[error("{0} actors have more coalitions than are asked at once ({most})", most = (1 << MOST_PARTIES) - 1)]
    TooMany(usize),
    /// There is more to do than allowed.
    #[error(transparent)]
    Limit(#[from] LimitReached),
}

/// All coalitions of so many actors or blocks are asked at once.
pub const MOST_PARTIES: usize = 16;

impl Question {
    /// A concept under the first of all readings, asked of every coalition.
    pub fn of(concept: Concept) -> Question {
        Question {
            concept,
            improvement: Improvement::default(),
            joint: Joint::default(),
            sanctions: Sanctions::default(),
            players: Players::default(),
        }
    }

    /// Whether the question has an answer on this graph.
    pub(super) fn check(&self, graph: &Graph, barred: bool) -> Result<(), Refused> {
        let jump = self.joint == Joint::Jump;
        match (&self.players, &graph.states) {
            _ if !Concept::USUAL.contains(&self.concept) => Err(Refused::Concept),
            _ if graph.ranks.len() > Coalition::MOST_ACTORS => Err(Refused::TooMany(graph.ranks.len())),
            (Players::Blocks(blocks), _) if overlap(blocks) => Err(Refused::Overlap),
            (_, StateSpace::Named(_)) if jump => Err(Refused::NeedsOptions),
            _ if jump && barred => Err(Refused::BarredMoves),
            _ if jump && matches!(graph.moves, Moves::Arcs(_)) => Err(Refused::MergedStates),
            _ => Ok(()),
        }
    }

    /// Which replies count.
    pub(super) fn replies(&self) -> Replies {
        match (self.concept, self.sanctions) {
            (Concept::Seq | Concept::SymSeq, Sanctions::Individual) => Replies::Improvements,
            (Concept::Seq | Concept::SymSeq, Sanctions::Joint) => Replies::Joint,
            _ => Replies::Any,
        }
    }

    /// The same as a witness says it.
    pub(super) fn in_witness(&self) -> (witness::Question, Reading) {
        let moves = match self.concept {
            Concept::Nash => 1,
            Concept::Gmr | Concept::Seq => 2,
            _ => 3,
        };
        let blocks = match &self.players {
            Players::Blocks(blocks) => blocks.iter().map(|block| block.members().collect()).collect(),
            _ => Vec::new(),
        };
        let reading = Reading {
            pareto: self.improvement == Improvement::Pareto,
            jump: self.joint == Joint::Jump,
            blocks: blocks.into(),
            structure: Structure::Order,
        };
        (witness::Question::Foresight { moves, replies: self.replies() }, reading)
    }
}

fn overlap(blocks: &[Coalition]) -> bool {
    let mut seen = Coalition::default();
    blocks.iter().any(|&block| {
        let overlap = !block.is_apart(seen);
        seen = seen.union(block);
        overlap
    })
}

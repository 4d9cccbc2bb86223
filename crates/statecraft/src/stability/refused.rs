//! Why a concept was not computed.

use super::Concept;
use crate::graph::LimitReached;

/// A concept that was not computed, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {reason}", .concept.name(&[]))]
#[non_exhaustive]
pub struct Refused {
    /// The concept.
    pub concept: Concept,
    /// Why not.
    pub reason: Reason,
}

/// Why a concept was not computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// It adds up changes of options.
    #[error("adds up what the actors change at one moment: it is defined for options, and the case is a bare graph")]
    NeedsOptions,
    /// It adds up changes of options, and merged states have no one setting.
    #[error("adds up what the actors change at one moment: it is not defined where `same` rules merge states")]
    MergedStates,
    /// It adds up changes of options, and some cannot be made.
    #[error("adds up what the actors change at one moment: it is not defined where `cannot` rules forbid moves")]
    BarredMoves,
    /// It is settled for two actors only.
    #[error("is defined for two actors, and the case has {}", match .0 {
        1 => "only one".to_string(),
        more => format!("{more}: for more there is no settled definition"),
    })]
    TwoActors(usize),
    /// There is no such leader.
    #[error("needs a leader who is an actor of the case")]
    NoSuchLeader,
    /// A limit of all work was reached, or it was asked to stop.
    #[error("was stopped: {0}")]
    Limit(LimitReached),
    /// Each state is compared with each outcome, and there are too many.
    #[error(
        "looks at every pair of a state and an outcome: the case has {pairs} such pairs, and {most} can be looked at, \
         those of 65,536 states; use fewer options"
    )]
    Pairs {
        /// How many there are.
        pairs: u64,
        /// How many may be looked at.
        most: u64,
    },
    /// Whether a state is stable hangs on all others at once, so that no few moves show it.
    #[error(
        "can be computed but not shown move by move: whether a state belongs to the largest consistent set hangs on all \
         others at once"
    )]
    NoWitness,
    /// There is more to do than allowed.
    #[error("stopped after {0} steps: there are too many moves to combine; use fewer options")]
    Work(u64),
    /// Indifference leaves too much open.
    #[error(
        "stopped: where actors are indifferent, more than {0} outcomes may come about; rank states more finely, or look less far"
    )]
    Outcomes(usize),
    /// No period was found.
    #[error("is undecided: what both sides foresee had not begun to repeat when they looked {0} moves ahead")]
    NoPeriod(usize),
}

impl Reason {
    /// Whether a limit stopped the work, rather than that the concept does not apply to the case.
    pub fn is_limit(self) -> bool {
        matches!(
            self,
            Reason::Limit(_) | Reason::Pairs { .. } | Reason::Work(_) | Reason::Outcomes(_) | Reason::NoPeriod(_)
        )
    }
}

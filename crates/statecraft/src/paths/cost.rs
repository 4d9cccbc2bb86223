//! What a path costs, and which paths are asked for.

use crate::model::ActorId;

/// What a path costs: first its concessions count, then its moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cost {
    /// How many of its moves leave their movers no better off.
    pub concessions: u32,
    /// How many moves it has.
    pub moves: u32,
}

impl Cost {
    pub(super) const NONE: Cost = Cost { concessions: u32::MAX, moves: u32::MAX };
    pub(super) const NOTHING: Cost = Cost { concessions: 0, moves: 0 };
}

/// Which moves a path may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AllowedMoves {
    /// All, at the same cost.
    Any,
    /// All, where it counts whether they are concessions.
    Weighed,
    /// Improvements.
    Improvements,
}

impl AllowedMoves {
    /// What a path costs when it goes on by a move that is, or is not, an improvement.
    pub(super) fn after(self, cost: Cost, improves: bool) -> Option<Cost> {
        let concessions = match (self, improves) {
            (AllowedMoves::Improvements, false) => return None,
            (AllowedMoves::Weighed, false) => cost.concessions + 1,
            _ => cost.concessions,
        };
        Some(Cost { concessions, moves: cost.moves + 1 })
    }
}

/// Which paths are searched for.
#[derive(Clone, Copy)]
pub(super) struct PathQuery {
    /// Their moves.
    pub(super) moves: AllowedMoves,
    /// Whose moves they do without.
    pub(super) without: Option<ActorId>,
    /// Whether they end where they should.
    pub(super) stop: bool,
    /// Whether somebody may move twice running.
    pub(super) twice: bool,
}

impl PathQuery {
    /// Those with such moves.
    pub(super) fn with(moves: AllowedMoves) -> PathQuery {
        PathQuery { moves, without: None, stop: true, twice: false }
    }
}

//! Sets of actors.

use crate::model::ActorId;

/// A set of actors, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Coalition(u64);

impl Coalition {
    /// There may be so many actors.
    pub const MOST_ACTORS: usize = 64;

    /// These actors.
    pub fn of(members: impl IntoIterator<Item = ActorId>) -> Coalition {
        Coalition(members.into_iter().fold(0, |all, actor| all | 1 << actor.index()))
    }

    /// The first so many actors.
    pub(super) fn first(actors: usize) -> Coalition {
        Coalition(1u64.checked_shl(actors as u32).map_or(u64::MAX, |all| all - 1))
    }

    /// The members, ascending.
    pub fn members(self) -> impl Iterator<Item = ActorId> {
        (0..Coalition::MOST_ACTORS).filter(move |at| self.0 >> at & 1 == 1).map(ActorId::new)
    }

    /// How many members there are.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether an actor is a member.
    pub fn contains(self, actor: ActorId) -> bool {
        self.0 >> actor.index() & 1 == 1
    }

    /// Whether every member is in the other.
    pub fn is_subset(self, other: Coalition) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether nobody is in both.
    pub fn is_apart(self, other: Coalition) -> bool {
        self.0 & other.0 == 0
    }

    /// Those who are in either.
    pub fn union(self, other: Coalition) -> Coalition {
        Coalition(self.0 | other.0)
    }

    /// All unions of one or more of these, the smallest first.
    pub(super) fn unions(of: &[Coalition]) -> Vec<Coalition> {
        let union = |chosen: u64| {
            let chosen = of.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1);
            chosen.fold(Coalition::default(), |all, (_, &one)| all.union(one))
        };
        let mut found: Vec<Coalition> = (1..1u64 << of.len()).map(union).collect();
        found.sort_by_key(|coalition| (coalition.len(), coalition.0.reverse_bits() ^ u64::MAX));
        found
    }
}

/// Those of some coalitions that have no other of them inside.
pub fn smallest(coalitions: &[Coalition]) -> Vec<Coalition> {
    let inside = |one: Coalition| coalitions.iter().any(|&other| other != one && other.is_subset(one));
    coalitions.iter().copied().filter(|&one| !inside(one)).collect()
}

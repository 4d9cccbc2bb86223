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
    pub fn members(self) -> impl Iterator<Item = ActorId> + Clone {
        let rests = std::iter::successors(Some(self.0), |rest| Some(rest & rest.wrapping_sub(1)));
        rests.take_while(|rest| *rest != 0).map(|rest| ActorId::new(rest.trailing_zeros() as usize))
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

    /// With one more.
    pub(super) fn with(self, actor: usize) -> Coalition {
        Coalition(self.0 | 1 << actor)
    }

    /// Its number among the coalitions of the first so many actors, if it is one of these.
    pub(super) fn number(self) -> usize {
        self.0 as usize
    }

    /// All coalitions that have all of these members and others of `most` alone.
    pub(super) fn up_to(self, most: Coalition) -> impl Iterator<Item = Coalition> {
        let open = most.0 & !self.0;
        let next = move |more: &u64| Some(more.wrapping_sub(open) & open).filter(|more| *more != 0);
        std::iter::successors(Some(0), next).map(move |more| Coalition(self.0 | more))
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

/// With more actors than this, coalitions are compared one by one.
const IN_BITS: usize = 16;

/// Those of some coalitions that have no other of them inside.
pub fn smallest(coalitions: &[Coalition]) -> Vec<Coalition> {
    let actors = coalitions.iter().fold(Coalition::default(), |all, one| all.union(*one)).0.checked_ilog2();
    let actors = actors.map_or(0, |last| last as usize + 1);
    if actors > IN_BITS || coalitions.len() < actors * 4 {
        let inside = |one: Coalition| coalitions.iter().any(|&other| other != one && other.is_subset(one));
        return coalitions.iter().copied().filter(|&one| !inside(one)).collect();
    }
    let mut over = vec![0u64; (1usize << actors).div_ceil(64)]; // a bit for each coalition: whether it is one of them or has one inside
    coalitions.iter().for_each(|one| over[one.number() / 64] |= 1 << (one.number() % 64));
    for actor in 0..actors {
        (0..over.len()).for_each(|at| over[at] |= with(&over, at, actor));
    }
    let has = |words: &[u64], one: Coalition| words[one.number() / 64] >> (one.number() % 64) & 1 == 1;
    let strictly = |at: usize| (0..actors).fold(0, |all, actor| all | with(&over, at, actor));
    let strictly: Vec<u64> = (0..over.len()).map(strictly).collect();
    coalitions.iter().copied().filter(|&one| !has(&strictly, one)).collect()
}

/// Of 64 coalitions those that are one of `of` with this actor added.
fn with(of: &[u64], at: usize, actor: usize) -> u64 {
    const WITHOUT: [u64; 6] = [
        0x5555_5555_5555_5555,
        0x3333_3333_3333_3333,
        0x0F0F_0F0F_0F0F_0F0F,
        0x00FF_00FF_00FF_00FF,
        0x0000_FFFF_0000_FFFF,
        0x0000_0000_FFFF_FFFF,
    ];
    match actor.checked_sub(6) {
        None => (of[at] & WITHOUT[actor]) << (1 << actor),
        Some(bit) if at >> bit & 1 == 1 => of[at ^ 1 << bit],
        Some(_) => 0,
    }
}

//! Ranks as narrow as they can be: 16 bits where those suffice, else 32.

/// A packed rank.
pub(super) trait PackedRank: Copy + Ord + Into<i64> + Send + Sync {
    /// Below every rank.
    const LEAST: Self;
    /// Above every rank: a hole, or nothing reached.
    const NONE: Self;
    /// Packs a rank.
    fn pack(rank: u32) -> Self;
    /// What stands at the same distance from the other end: of two values the lower becomes the higher.
    fn mirrored(self) -> Self;
}

impl PackedRank for i16 {
    const LEAST: i16 = i16::MIN;
    const NONE: i16 = i16::MAX;
    fn pack(rank: u32) -> i16 {
        (i64::from(rank) + i64::from(i16::MIN)) as i16
    }
    fn mirrored(self) -> i16 {
        !self
    }
}

impl PackedRank for i32 {
    const LEAST: i32 = i32::MIN;
    const NONE: i32 = i32::MAX;
    fn pack(rank: u32) -> i32 {
        (i64::from(rank) + i64::from(i32::MIN)) as i32
    }
    fn mirrored(self) -> i32 {
        !self
    }
}

/// Whether all ranks fit the narrow form.
pub(super) fn are_narrow(ranks: &[Vec<u32>]) -> bool {
    ranks.iter().flatten().all(|&rank| rank < u32::from(u16::MAX))
}

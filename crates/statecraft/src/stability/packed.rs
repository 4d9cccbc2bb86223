//! Ranks as narrow as they can be: 16 bits where those suffice, else 32.

use std::ops::{BitOr, BitXor};

/// A packed rank.
pub(super) trait PackedRank:
    Copy + Ord + Into<i64> + Send + Sync + BitXor<Output = Self> + BitOr<Output = Self>
{
    /// A rank with a place, as a number: lower for a better rank, highest for a hole, and of equal ranks for the first place.
    type Key: Copy + PartialOrd + Send;
    /// No bit.
    const NOTHING: Self;
    /// Below every rank.
    const LEAST: Self;
    /// Above every rank: a hole, or nothing reached.
    const NONE: Self;
    /// Packs a rank.
    fn pack(rank: u32) -> Self;
    /// What stands at the same distance from the other end: of two values the lower becomes the higher.
    fn mirrored(self) -> Self;
    /// The key of a rank at a place below 128.
    fn key(self, place: usize) -> Self::Key;
    /// What tells the ranks of two keys apart, and the place.
    fn of_key(key: Self::Key) -> (u64, u8);
}

impl PackedRank for i16 {
    type Key = f32;
    const NOTHING: i16 = 0;
    const LEAST: i16 = i16::MIN;
    const NONE: i16 = i16::MAX;
    fn pack(rank: u32) -> i16 {
        (i64::from(rank) + i64::from(i16::MIN)) as i16
    }
    fn mirrored(self) -> i16 {
        !self
    }
    // The whole numbers from 2^23 to 2^24 as floats: the low bits are the number. The less of two floats is one instruction on any
    // machine, which is not so of whole numbers.
    fn key(self, place: usize) -> f32 {
        f32::from_bits(150 << 23 | (rank_key(self) << 7) as u32 | place as u32)
    }
    fn of_key(key: f32) -> (u64, u8) {
        (u64::from(key.to_bits() >> 7), (key.to_bits() & 127) as u8)
    }
}

impl PackedRank for i32 {
    type Key = u64;
    const NOTHING: i32 = 0;
    const LEAST: i32 = i32::MIN;
    const NONE: i32 = i32::MAX;
    fn pack(rank: u32) -> i32 {
        (i64::from(rank) + i64::from(i32::MIN)) as i32
    }
    fn mirrored(self) -> i32 {
        !self
    }
    fn key(self, place: usize) -> u64 {
        rank_key(self) << 7 | place as u64
    }
    fn of_key(key: u64) -> (u64, u8) {
        (key >> 7, (key & 127) as u8)
    }
}

/// How many ranks are above a rank; more for a hole than for any.
fn rank_key<T: PackedRank>(rank: T) -> u64 {
    let (rank, hole, worst) = (rank.into(), T::NONE.into(), T::LEAST.into());
    (if rank == hole { hole - worst } else { hole - 1 - rank }) as u64
}

/// Whether all ranks fit the narrow form.
pub(super) fn are_narrow(ranks: &[Vec<u32>]) -> bool {
    ranks.iter().flatten().all(|&rank| rank < u32::from(u16::MAX))
}

//! How much a search for reasons may do, and how much it did.

use crate::graph::Limits;
use crate::stability::Reason;

/// How many steps were taken and how much memory was, how much may be, and whether the work is to stop.
#[derive(Clone, Debug)]
pub(super) struct Steps {
    pub(super) taken: u64,
    pub(super) most: u64,
    /// About how much memory what was found takes.
    pub(super) bytes: u64,
    pub(super) limits: Limits,
}

impl Steps {
    pub(super) fn of(most: u64) -> Steps {
        Steps { taken: 0, most, bytes: 0, limits: Limits::default() }
    }

    /// The same for another part of the work, which has what memory is left.
    pub(super) fn anew(&self) -> Steps {
        Steps { taken: 0, most: self.most, bytes: 0, limits: self.limits.less(self.bytes) }
    }

    /// Whether no more may be done. What is found after that is worth nothing.
    pub(super) fn are_over(&self) -> bool {
        self.taken > self.most || self.bytes > self.limits.bytes || self.limits.watch.stopped().is_some()
    }

    /// Whether more may be done.
    pub(super) fn within(&self) -> Result<(), Reason> {
        self.limits.watch.check().and_then(|()| self.limits.allow(self.bytes)).map_err(Reason::Limit)?;
        if self.taken > self.most { Err(Reason::Work(self.most)) } else { Ok(()) }
    }

    pub(super) fn spend(&mut self, steps: u64) -> Result<(), Reason> {
        self.taken += steps;
        self.within()
    }

    /// So many things of this size were kept.
    pub(super) fn keep<T>(&mut self, things: usize) {
        self.bytes += (things * size_of::<T>()) as u64;
    }
}

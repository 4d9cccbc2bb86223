//! How much a checker may do.

use super::Fault;

/// Whether the work is to stop; asked often.
pub type Stop<'m> = &'m (dyn Fn() -> bool + Sync);

/// The steps taken so far, and what ends them.
pub(super) struct Budget<'m> {
    pub(super) steps: u64,
    most: u64,
    stop: Stop<'m>,
}

impl<'m> Budget<'m> {
    pub(super) fn of(most: u64, stop: Stop<'m>) -> Budget<'m> {
        Budget { steps: 0, most, stop }
    }

    /// Counts steps, until there are too many or the work is to stop.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Fault> {
        self.steps = self.steps.saturating_add(steps as u64);
        if self.steps > self.most {
            Err(Fault::TooMuch)
        } else if (self.stop)() {
            Err(Fault::Stopped)
        } else {
            Ok(())
        }
    }
}

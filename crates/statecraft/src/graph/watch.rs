//! Work under way, seen from outside: how far it is, and a way to stop it.
//!
//! The library has no clock and knows no signals. Whoever starts long work keeps a clone of its [`Watch`] and calls
//! [`Watch::stop`] from another thread; the work looks at it often and ends with [`LimitReached::Stopped`](super::LimitReached::Stopped).

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering::Relaxed};

/// A handle on work under way; clones are handles on the same work.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// 0 while the work may go on.
    stop: Arc<AtomicU8>,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    phase: AtomicU8,
    done: AtomicUsize,
    of: AtomicUsize,
}

/// Who ended the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// The user.
    Interrupted,
    /// The clock.
    Time,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Reading, or nothing yet.
    Start,
    /// Listing the states that the rules allow; `done` counts settings that were looked at, 64 at a time.
    States,
    /// Ranking the states, actor by actor.
    Ranks,
    /// Laying out the moves.
    Moves,
    /// Deciding what is stable, concept by concept, actor by actor.
    Verdicts,
    /// Looking at one order of preference after another.
    Orders,
    /// Asking coalitions, one after another.
    Coalitions,
    /// Putting it into words.
    Report,
}

const PHASES: [Phase; 8] = [
    Phase::Start,
    Phase::States,
    Phase::Ranks,
    Phase::Moves,
    Phase::Verdicts,
    Phase::Orders,
    Phase::Coalitions,
    Phase::Report,
];

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub phase: Phase,
    /// How many of its parts are done.
    pub done: usize,
    /// How many parts it has; 0 when nobody knows.
    pub of: usize,
}

impl Watch {
    /// Asks the work to stop; the first reason given stands.
    pub fn stop(&self, why: Stop) {
        let code = match why {
            Stop::Interrupted => 1,
            Stop::Time => 2,
        };
        let _ = self.stop.compare_exchange(0, code, Relaxed, Relaxed); // it was stopped already
    }

    /// Why it was asked to stop, if it was.
    pub fn stopped(&self) -> Option<Stop> {
        match self.stop.load(Relaxed) {
            0 => None,
            1 => Some(Stop::Interrupted),
            _ => Some(Stop::Time),
        }
    }

    /// How far the work is.
    pub fn progress(&self) -> Progress {
        let phase = PHASES.get(usize::from(self.shared.phase.load(Relaxed)));
        Progress {
            phase: phase.copied().unwrap_or(Phase::Start),
            done: self.shared.done.load(Relaxed),
            of: self.shared.of.load(Relaxed),
        }
    }

    /// For one part of the work: it is stopped with the whole, and how far it is changes nothing in how far the whole is.
    pub fn part(&self) -> Watch {
        Watch { stop: self.stop.clone(), shared: Arc::default() }
    }

    /// A new phase with so many parts.
    pub fn begin(&self, phase: Phase, of: usize) {
        self.shared.done.store(0, Relaxed);
        self.shared.of.store(of, Relaxed);
        self.shared.phase.store(PHASES.iter().position(|known| *known == phase).unwrap_or(0) as u8, Relaxed);
    }

    /// One more part is done.
    pub fn step(&self) {
        self.shared.done.fetch_add(1, Relaxed);
    }
}

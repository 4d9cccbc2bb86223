//! Work with the interpreter released, which ends at Ctrl-C or when its time is over.

use pyo3::prelude::*;
use statecraft::graph::{Limits, Stop};
use statecraft_cli::free_memory;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How often signals are looked for.
const TICK: Duration = Duration::from_millis(50);

/// How much work may be spent on one question.
#[derive(Clone, Copy)]
pub(crate) struct Spend {
    pub(crate) states: Option<usize>,
    pub(crate) memory: Option<u64>,
    pub(crate) time: Option<Duration>,
}

impl Spend {
    /// From what Python says; seconds below zero and not-a-numbers are refused.
    pub(crate) fn new(states: Option<usize>, memory: Option<u64>, seconds: Option<f64>) -> PyResult<Spend> {
        let time = seconds.map(Duration::try_from_secs_f64).transpose();
        let time =
            time.map_err(|_| pyo3::exceptions::PyValueError::new_err("time_limit: a number of seconds from 0 up"))?;
        Ok(Spend { states, memory, time })
    }

    fn limits(self) -> Limits {
        let usual = Limits::default();
        let states = self.states.unwrap_or(usual.states);
        Limits { states, bytes: self.memory.unwrap_or_else(free_memory), ..usual }
    }
}

/// Does the work on a thread of its own, while this one looks for signals and at the time.
///
/// # Errors
/// Ctrl-C, or whatever else a handler of a signal raised; then the work was stopped.
pub(crate) fn watched<T: Send>(py: Python<'_>, spend: Spend, work: impl FnOnce(&Limits) -> T + Send) -> PyResult<T> {
    let limits = spend.limits();
    let deadline = spend.time.and_then(|allowed| Instant::now().checked_add(allowed));
    if spend.time.is_some_and(|allowed| allowed.is_zero()) {
        limits.watch.stop(Stop::Time);
    }
    let (limits, mut raised) = (&limits, None);
    let done = py.detach(|| {
        thread::scope(|scope| {
            let (end, ended) = mpsc::channel::<()>();
            let worker = scope.spawn(move || {
                let _end = end; // its drop is the sign
                work(limits)
            });
            while ended.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                if raised.is_none()
                    && let Err(error) = Python::attach(|py| py.check_signals())
                {
                    limits.watch.stop(Stop::Interrupted);
                    raised = Some(error);
                }
                if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                    limits.watch.stop(Stop::Time);
                }
            }
            worker.join()
        })
    });
    match (raised, done) {
        (Some(error), _) => Err(error),
        (None, Ok(done)) => Ok(done),
        (None, Err(panic)) => std::panic::resume_unwind(panic),
    }
}

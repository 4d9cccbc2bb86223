//! Answers that may take long: each is computed once, on a thread of its own. A page waits for it a moment, then says how far it is;
//! whoever looks can cancel it and begin it again.

use statecraft::graph::{Progress, Stop, Watch};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

/// So long a page waits for an answer before it says how far it is.
pub(crate) const MOMENT: Duration = Duration::from_millis(400);

/// What is known of an answer.
#[derive(Debug)]
pub(crate) enum Seen<'j, T> {
    /// It is there.
    There(&'j T),
    /// There is none, and why.
    Failed(&'j str),
    /// It is being computed.
    Working(Progress),
    /// Somebody cancelled it.
    Cancelled,
    /// Nobody has asked for it.
    NotBegun,
}

impl<'j, T> Seen<'j, T> {
    /// The same without the answer.
    pub(crate) fn stage(self) -> Seen<'j, ()> {
        match self {
            Seen::There(_) => Seen::There(&()),
            Seen::Failed(why) => Seen::Failed(why),
            Seen::Working(progress) => Seen::Working(progress),
            Seen::Cancelled => Seen::Cancelled,
            Seen::NotBegun => Seen::NotBegun,
        }
    }
}

/// An answer that may take long.
#[derive(Debug)]
pub(crate) struct Job<T>(Arc<Shared<T>>);

#[derive(Debug)]
struct Shared<T> {
    answer: OnceLock<Result<T, String>>,
    stage: Mutex<Stage>,
    /// Told whenever the stage changes.
    changed: Condvar,
}

#[derive(Debug)]
enum Stage {
    NotBegun,
    Working(Watch),
    Cancelled,
    Done,
}

impl<T> Default for Job<T> {
    fn default() -> Job<T> {
        Job(Arc::new(Shared {
            answer: OnceLock::new(),
            stage: Mutex::new(Stage::NotBegun),
            changed: Condvar::default(),
        }))
    }
}

impl<T> Shared<T> {
    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps what the work came to, unless it was cancelled meanwhile.
    fn end(&self, watch: &Watch, answer: Result<T, String>) {
        let mut stage = self.stage();
        *stage = if watch.stopped() == Some(Stop::Interrupted) {
            Stage::Cancelled
        } else {
            let _ = self.answer.set(answer); // only one thread works on it
            Stage::Done
        };
        self.changed.notify_all();
    }
}

impl<T: Send + Sync + 'static> Job<T> {
    /// Begins the work, unless it is under way or done.
    pub(crate) fn begin(&self, work: impl FnOnce(&Watch) -> Result<T, String> + Send + 'static) {
        let mut stage = self.0.stage();
        if matches!(*stage, Stage::Working(_) | Stage::Done) {
            return;
        }
        let watch = Watch::default();
        *stage = Stage::Working(watch.clone());
        let shared = self.0.clone();
        let begun = thread::Builder::new().spawn(move || {
            let answer = work(&watch);
            shared.end(&watch, answer);
        });
        if let Err(why) = begun {
            let _ = self.0.answer.set(Err(why.to_string())); // nobody works on it
            *stage = Stage::Done;
        }
    }

    /// What is known of the answer; waits a while for it if it is being computed.
    pub(crate) fn look(&self, wait: Duration) -> Seen<'_, T> {
        let working = |stage: &mut Stage| matches!(stage, Stage::Working(_));
        let waited = self.0.changed.wait_timeout_while(self.0.stage(), wait, working);
        let (stage, _) = waited.unwrap_or_else(PoisonError::into_inner);
        match (&*stage, self.0.answer.get()) {
            (_, Some(Ok(answer))) => Seen::There(answer),
            (_, Some(Err(why))) => Seen::Failed(why),
            (Stage::Working(watch), None) => Seen::Working(watch.progress()),
            (Stage::Cancelled, None) => Seen::Cancelled,
            (Stage::NotBegun | Stage::Done, None) => Seen::NotBegun,
        }
    }

    /// The answer, however long it takes; begins the work anew if it was cancelled.
    pub(crate) fn whole(&self, work: impl FnOnce(&Watch) -> Result<T, String> + Send + 'static) -> Result<&T, &str> {
        self.begin(work);
        let stage = self.0.changed.wait_while(self.0.stage(), |stage| matches!(stage, Stage::Working(_)));
        drop(stage);
        self.0.answer.get().map_or(Err("it was cancelled"), |answer| answer.as_ref().map_err(String::as_str))
    }
}

impl<T> Job<T> {
    /// Asks the work to end; what it came to until then is lost.
    pub(crate) fn cancel(&self) {
        if let Stage::Working(watch) = &*self.0.stage() {
            watch.stop(Stop::Interrupted);
        }
    }
}

/// Nobody will read it.
impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.cancel();
    }
}

#[cfg(test)]
mod tests {
    use super::{Job, MOMENT, Seen};
    use statecraft::graph::{Phase, Watch};
    use std::sync::mpsc::channel;
    use std::time::Duration;

    /// Work that goes on until it is stopped.
    fn endless(watch: &Watch) -> Result<u8, String> {
        watch.begin(Phase::Orders, 4);
        watch.step();
        while watch.stopped().is_none() {
            std::thread::yield_now();
        }
        Err("stopped".into())
    }

    #[test]
    fn it_is_computed_once_and_kept() {
        let job = Job::default();
        assert!(matches!(job.look(Duration::ZERO), Seen::NotBegun));
        assert_eq!(job.whole(|_| Ok(7)), Ok(&7));
        assert_eq!(job.whole(|_| Ok(8)), Ok(&7));
        assert!(matches!(job.look(Duration::ZERO), Seen::There(7)));
    }

    #[test]
    fn it_says_how_far_it_is_and_can_be_cancelled_and_begun_again() {
        let job = Job::default();
        let (tell, told) = channel();
        job.begin(move |watch| {
            let _ = tell.send(());
            endless(watch)
        });
        assert!(told.recv().is_ok() && matches!(job.look(Duration::ZERO), Seen::Working(_)));
        job.cancel();
        assert!(matches!(job.look(MOMENT * 20), Seen::Cancelled));
        assert_eq!(job.whole(|_| Ok(3)), Ok(&3));
    }

    #[test]
    fn what_nobody_will_read_is_stopped() {
        let (tell, told) = channel();
        let job = Job::default();
        job.begin(move |watch| {
            let ended = endless(watch);
            let _ = tell.send(());
            ended
        });
        drop(job);
        assert!(told.recv().is_ok());
    }

    #[test]
    fn why_there_is_no_answer_is_kept_too() {
        assert_eq!(Job::<u8>::default().whole(|_| Err("no".into())), Err("no"));
    }
}

//! Long work: how far it is, and what ends it: Ctrl-C, the time allowed, the memory of the machine.

use crate::out_file;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use statecraft::graph::{LimitReached, Limits, Phase, Progress, Stop, Watch};
use statecraft::study::Study;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How much work may be spent on a case.
#[derive(Clone, clap::Args)]
pub(crate) struct LimitArgs {
    /// Stop when the case has more states than this
    #[arg(long, value_name = "N", default_value_t = Limits::default().states)]
    limit_states: usize,
    /// Refuse what needs more memory than this, such as 500M or 8G [default: three quarters of what is free]
    #[arg(long, value_name = "BYTES", value_parser = memory)]
    limit_memory: Option<u64>,
    /// Stop after so many seconds, with what is done by then
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    time_limit: Option<Duration>,
}

impl LimitArgs {
    /// The limits of work that nobody watches yet.
    pub(crate) fn limits(&self) -> Limits {
        let bytes = self.limit_memory.unwrap_or_else(free_memory);
        Limits { states: self.limit_states, bytes, ..Limits::default() }
    }

    /// How long one piece of work may take, if that was said.
    pub(crate) fn time(&self) -> Option<Duration> {
        self.time_limit
    }
}

/// A number of bytes; `K`, `M`, `G` and `T` stand for powers of 1024.
fn memory(text: &str) -> Result<u64, &'static str> {
    let digits = text.trim_end_matches(|last: char| !last.is_ascii_digit());
    let unit = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => 0,
        "K" | "KB" | "KIB" => 10,
        "M" | "MB" | "MIB" => 20,
        "G" | "GB" | "GIB" => 30,
        "T" | "TB" | "TIB" => 40,
        _ => return Err("write a whole number, with K, M, G or T behind it if you like, such as 8G"),
    };
    let number: u64 = digits.parse().map_err(|_| "write a whole number, such as 500M or 8G")?;
    number.checked_mul(1 << unit).ok_or("that is more than there can be")
}

fn seconds(text: &str) -> Result<Duration, &'static str> {
    let seconds = text.parse::<f64>().map_err(|_| "write a number of seconds, such as 30")?;
    Duration::try_from_secs_f64(seconds).map_err(|_| "write a number of seconds from 0 up")
}

/// Three quarters of the memory that is free; without a limit where the machine does not tell.
pub fn free_memory() -> u64 {
    let free = [machine_memory(), group_memory(), process_memory()].into_iter().flatten().min();
    free.map_or(u64::MAX, |free| free / 4 * 3)
}

/// What the machine has free.
fn machine_memory() -> Option<u64> {
    let kib: u64 = field(&fs::read_to_string("/proc/meminfo").ok()?, "MemAvailable:")?.parse().ok()?;
    Some(kib.saturating_mul(1024))
}

/// What the control groups leave that the process is in: its own, and all above it.
fn group_memory() -> Option<u64> {
    let number = |path: PathBuf| fs::read_to_string(path).ok()?.trim().parse::<u64>().ok();
    let left = |folder: &Path, [most, now]: [&str; 2]| {
        Some(number(folder.join(most))?.saturating_sub(number(folder.join(now)).unwrap_or(0)))
    };
    let groups = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let own = groups.lines().filter_map(|line| {
        let (root, files) = match line.split(':').nth(1)? {
            "" => ("/sys/fs/cgroup", ["memory.max", "memory.current"]),
            "memory" => ("/sys/fs/cgroup/memory", ["memory.limit_in_bytes", "memory.usage_in_bytes"]),
            _ => return None,
        };
        let below = line.splitn(3, ':').nth(2)?.trim_start_matches('/');
        let upward = Path::new(below).ancestors().map(|group| Path::new(root).join(group));
        upward.filter_map(|folder| left(&folder, files)).min()
    });
    own.min()
}

/// The space that the memory allocator sets aside for each thread, used or not: a heap of 64 MiB, and the thread's stack.
const SPACE_OF_A_THREAD: u64 = 68 << 20;

/// What `ulimit -v` leaves of the process's own space, less what threads that are yet to begin set aside: the workers, and those
/// that wait for the time and for signals. Where that would leave nothing, an eighth.
fn process_memory() -> Option<u64> {
    let most: u64 = field(&fs::read_to_string("/proc/self/limits").ok()?, "Max address space")?.parse().ok()?;
    let kib: u64 = field(&fs::read_to_string("/proc/self/status").ok()?, "VmSize:")?.parse().ok()?;
    let left = most.saturating_sub(kib.saturating_mul(1024));
    let threads = thread::available_parallelism().map_or(1, |workers| workers.get() as u64) + 2;
    Some(left.saturating_sub(threads * SPACE_OF_A_THREAD).max(left / 8))
}

/// The first word of what follows in the line that begins so.
fn field<'t>(text: &'t str, begin: &str) -> Option<&'t str> {
    text.lines().find_map(|line| line.strip_prefix(begin))?.split_whitespace().next()
}

/// Watches over the work until it is dropped.
pub(crate) struct Control {
    pub(crate) limits: Limits,
    /// Whether Ctrl-C ends the program at once, as nothing would be lost.
    at_once: Arc<AtomicBool>,
    ticker: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Control {
    pub(crate) fn new(args: &LimitArgs) -> anyhow::Result<Control> {
        let watch = Watch::default();
        let limits = Limits { watch: watch.clone(), ..args.limits() };
        let at_once = Arc::new(AtomicBool::new(false));
        let (interrupted, leave) = (watch.clone(), at_once.clone());
        ctrlc::set_handler(move || {
            if leave.load(Ordering::Relaxed) || interrupted.stopped().is_some() {
                out_file::abandon_all();
                std::process::exit(130);
            }
            interrupted.stop(Stop::Interrupted);
        })?;
        if args.time_limit.is_some_and(|allowed| allowed.is_zero()) {
            watch.stop(Stop::Time);
        }
        let (end, ended) = mpsc::channel();
        let deadline = args.time_limit.and_then(|allowed| Instant::now().checked_add(allowed));
        let ticker = thread::spawn(move || tick(&watch, deadline, &ended));
        Ok(Control { limits, at_once, ticker: Some((end, ticker)) })
    }

    /// Why the last work was stopped, if that is why it failed.
    pub(crate) fn finished(&self, work: anyhow::Result<()>) -> anyhow::Result<Option<LimitReached>> {
        match self.limits.watch.check() {
            Err(limit) if work.is_err() => Ok(Some(limit)),
            _ => work.map(|()| None),
        }
    }

    /// Nothing is left to compute but the names of states, for which the limits hold as well; the rest is output.
    pub(crate) fn named(&mut self, study: &Study) {
        study.find_names();
        self.computed();
    }

    /// The computing is over, the rest is output: no progress is shown any more, and Ctrl-C ends the program.
    pub(crate) fn computed(&mut self) {
        self.at_once.store(true, Ordering::Relaxed);
        self.quiet();
    }

    /// Takes the progress off the screen.
    pub(crate) fn quiet(&mut self) {
        if let Some((end, ticker)) = self.ticker.take() {
            drop(end);
            let _ = ticker.join(); // it has nothing to say
        }
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        self.quiet();
    }
}

/// The first second goes without a word.
const PATIENCE: Duration = Duration::from_secs(1);
pub(crate) const TICK: Duration = Duration::from_millis(100);

/// Shows how far the work is, if standard error is a terminal, and stops it when its time is over.
fn tick(watch: &Watch, deadline: Option<Instant>, ended: &mpsc::Receiver<()>) {
    let start = Instant::now();
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    bar.set_style(ProgressStyle::default_spinner());
    loop {
        let left = deadline.map_or(TICK, |deadline| deadline.saturating_duration_since(Instant::now()).min(TICK));
        let wait = if watch.stopped().is_some() { TICK } else { left };
        if ended.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
            break;
        }
        if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            watch.stop(Stop::Time);
        }
        if start.elapsed() >= PATIENCE {
            bar.set_message(format!("{} ({} s)", in_words(watch), start.elapsed().as_secs()));
            bar.tick();
        }
    }
    bar.finish_and_clear();
}

fn in_words(watch: &Watch) -> String {
    let Progress { phase, done, of } = watch.progress();
    match (watch.stopped(), phase) {
        (Some(_), _) => "stopping".to_string(),
        (_, Phase::Start) => "reading".to_string(),
        (_, Phase::States) => format!("listing states: {done} × 64 settings"),
        (_, Phase::Ranks) => format!("ranking states: actor {} of {of}", (done + 1).min(of)),
        (_, Phase::Moves) => "laying out moves".to_string(),
        (_, Phase::Verdicts) => format!("deciding what is stable: {done} of {of} (concepts × actors)"),
        (_, Phase::Orders) => format!("orders of preference: {done} of {of}"),
        (_, Phase::Coalitions) => format!("asking coalitions: {done} of {of}"),
        (_, Phase::Report) => "summing up".to_string(),
    }
}

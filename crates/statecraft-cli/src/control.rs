//! Long work: how far it is, and what ends it: Ctrl-C, the time allowed, the memory of the machine.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use statecraft::graph::{Limits, Phase, Progress, Stop, Watch};
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How much work may be spent on a case.
#[derive(clap::Args)]
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

/// A number of bytes; `K`, `M`, `G` and `T` stand for powers of 1024.
fn memory(text: &str) -> Result<u64, &'static str> {
    let digits = text.trim_end_matches(|last: char| !last.is_ascii_digit());
    let unit = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" => 0,
        "K" | "KIB" => 10,
        "M" | "MIB" => 20,
        "G" | "GIB" => 30,
        "T" | "TIB" => 40,
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
fn free_memory() -> u64 {
    let figure = |line: &str| line.split_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok());
    let info = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let free = info.lines().find(|line| line.starts_with("MemAvailable:")).and_then(figure);
    let machine = free.map_or(u64::MAX, |kib| kib.saturating_mul(1024));
    let group = fs::read_to_string("/sys/fs/cgroup/memory.max").ok().and_then(|text| text.trim().parse().ok());
    match machine.min(group.unwrap_or(u64::MAX)) {
        u64::MAX => u64::MAX,
        free => free / 4 * 3,
    }
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
        let limits = Limits {
            states: args.limit_states,
            bytes: args.limit_memory.unwrap_or_else(free_memory),
            watch: watch.clone(),
            ..Limits::default()
        };
        let at_once = Arc::new(AtomicBool::new(false));
        let (interrupted, leave) = (watch.clone(), at_once.clone());
        ctrlc::set_handler(move || {
            if leave.load(Ordering::Relaxed) || interrupted.stopped().is_some() {
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
const TICK: Duration = Duration::from_millis(100);

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

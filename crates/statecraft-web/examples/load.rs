//! Many readers and writers on one case, for half a minute: `cargo run --release -p statecraft-web --example load -- CASE`.
//!
//! 200 readers ask for pages and 20 writers save drafts over loopback, in a copy of the case. Then 10,000 more pages are read. Says how
//! many requests were answered, how many failed, whether every saved edit is in the file, and what memory the program took before
//! and after.
#![allow(clippy::print_stdout)] // an example talks

use statecraft::graph::Limits;
use statecraft_web::{App, Server};
use std::error::Error;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const READERS: usize = 200;
const WRITERS: usize = 20;
const MOST_TIME: Duration = Duration::from_secs(30);
const PAGES: [&str; 8] = [
    "/",
    "/board?line=us.withdraw",
    "/why",
    "/outcomes",
    "/situation",
    "/preferences?who=iran",
    "/assets/style.css",
    "/version",
];

#[derive(Default)]
struct Counts {
    read: AtomicUsize,
    saved: AtomicUsize,
    refused: AtomicUsize,
    failed: AtomicUsize,
}

/// Where the server is, and the cookie that lets in.
#[derive(Clone)]
struct Door {
    address: String,
    cookie: String,
}

impl Door {
    /// Sends one request over a connection of its own; the status, the head and the body of the answer.
    fn ask(&self, method: &str, path: &str, body: &str) -> io::Result<(u16, String, String)> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let Door { address, cookie } = self;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Ok((status, head.to_string(), body.to_string()))
    }
}

/// The memory that this process holds, in MiB.
fn memory() -> f64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = text.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}

fn read(door: &Door, counts: &Counts, end: Instant, at: usize) {
    for page in PAGES.iter().cycle().skip(at % PAGES.len()) {
        if Instant::now() >= end {
            return;
        }
        match door.ask("GET", page, "") {
            Ok((200, ..)) => counts.read.fetch_add(1, Ordering::Relaxed),
            _ => counts.failed.fetch_add(1, Ordering::Relaxed),
        };
    }
}

fn write(door: &Door, counts: &Counts, end: Instant) {
    while Instant::now() < end {
        let version = door.ask("GET", "/version", "").map(|(_, _, body)| body.trim().to_string()).unwrap_or_default();
        match door.ask("POST", "/save", &format!("who=iran&draft=leverage:1%3E2&version={version}")) {
            Ok((303, ..)) => counts.saved.fetch_add(1, Ordering::Relaxed),
            Ok((409, ..)) => counts.refused.fetch_add(1, Ordering::Relaxed),
            _ => counts.failed.fetch_add(1, Ordering::Relaxed),
        };
        thread::sleep(Duration::from_millis(500)); // a person would take longer
    }
}

fn copy(case: &Path) -> io::Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("statecraft-load-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    fs::copy(case.join("case.toml"), folder.join("case.toml"))?;
    Ok(folder)
}

fn run(door: &Door, file: &Path, before: &str) -> Result<(), Box<dyn Error>> {
    let counts = Counts::default();
    let end = Instant::now() + MOST_TIME;
    thread::scope(|scope| {
        for at in 0..READERS {
            let counts = &counts;
            scope.spawn(move || read(door, counts, end, at));
        }
        for _ in 0..WRITERS {
            scope.spawn(|| write(door, &counts, end));
        }
    });
    let of = |count: &AtomicUsize| count.load(Ordering::Relaxed);
    let (saved, refused) = (of(&counts.saved), of(&counts.refused));
    println!(
        "{} pages read, {saved} edits saved, {refused} told that the file had changed, {} failed",
        of(&counts.read),
        of(&counts.failed)
    );
    // Each saved edit changes places of the same two lines: an even number of them leaves the file as it was.
    println!("no edit lost: {}", (fs::read_to_string(file)? == before) == saved.is_multiple_of(2));
    let first = memory();
    for at in 0..10_000 {
        door.ask("GET", PAGES[at % PAGES.len()], "")?;
    }
    println!("memory: {first:.0} MiB, after 10,000 more pages {:.0} MiB", memory());
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let case = std::env::args().nth(1).unwrap_or_else(|| "cases/iran-taliban-2021-first".to_string());
    let folder = copy(Path::new(&case))?;
    let file = folder.join("case.toml");
    let before = fs::read_to_string(&file)?;
    let app = Arc::new(App::open(&folder, None, Limits::default())?);
    let server = Server::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
    let url = server.url();
    let (address, path) = url.trim_start_matches("http://").split_once('/').unwrap_or_default();
    let stop = Arc::new(AtomicBool::new(false));
    let over = stop.clone();
    let serving = thread::spawn(move || server.run(app, move || over.load(Ordering::Relaxed)));
    let stranger = Door { address: address.to_string(), cookie: String::new() };
    let (_, head, _) = stranger.ask("GET", &format!("/{path}"), "")?;
    let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap_or_default();
    let door = Door { cookie: cookie.split(';').next().unwrap_or_default().to_string(), ..stranger };
    let result = run(&door, &file, &before);
    stop.store(true, Ordering::Relaxed);
    let served = serving.join().map_err(|_| "the server broke")?;
    fs::remove_dir_all(&folder)?;
    served?;
    result
}

//! docs/gallery.md: the pictures that the program draws of cases of the catalogue, and, where a browser is there, its pages.

use anyhow::{Context, ensure};
use std::fmt::Write;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Makes the gallery.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The program that draws [default: the one in target/release, which is built first]
    #[arg(long)]
    program: Option<PathBuf>,
    /// A browser for the pages; without one those that are there stay as they are
    #[arg(long, default_value = "/usr/bin/chromium")]
    browser: PathBuf,
}

/// All screenshots together are no larger.
const MOST_BYTES: u64 = 1_500_000;

/// A picture: the name of its file, what it shows, and how it is asked for.
struct Drawn(&'static str, &'static str, &'static [&'static str]);

const DRAWN: [Drawn; 6] = [
    Drawn(
        "compare",
        "Where the explanations part: from today, by each explanation, to what holds there.",
        &["compare", "cases/iran-taliban-2021", "--format", "svg"],
    ),
    Drawn(
        "paths",
        "How today could lead there: moves as a partial order.",
        &["paths", "cases/iran-taliban-2021", "--account", "spoiler", "--concept", "nash", "--format", "svg"],
    ),
    Drawn(
        "why",
        "Why a deadlock holds: the move that tempts, and the answers that deter.",
        &["explain", "cases/tutorial-harbour-strike", "--account", "pay", "--format", "svg"],
    ),
    Drawn(
        "linkage",
        "What holds only because issues are linked: the paper, and in which issue it would be played.",
        &["linkage", "cases/iran-taliban-2021", "--account", "leverage", "--format", "svg"],
    ),
    Drawn(
        "robust",
        "How sure: under how many orders of wishes each outcome holds, with intervals of 95 %.",
        &["robust", "cases/tutorial-harbour-strike", "--every-line", "--samples", "100", "--format", "svg"],
    ),
    Drawn(
        "score",
        "What was predicted, and what happened: option by option, explanation by explanation.",
        &["score", "cases/iran-taliban-2021", "--format", "svg"],
    ),
];

/// A page: the name of its file, its address, the size of the window, and what it shows.
struct Page(&'static str, &'static str, [u32; 2], &'static str);

const DESK: [u32; 2] = [1180, 860];
const PHONE: [u32; 2] = [500, 900];

const PAGES: [Page; 10] = [
    Page("brief", "/", DESK, "The brief: the question, what holds, and why."),
    Page("outcomes", "/outcomes", DESK, "Outcomes: a dot for each, by scenario and explanation."),
    Page("board", "/board", DESK, "The board: flip a switch, and see who would move."),
    Page("why", "/why", DESK, "Why: move, answer, escape, each with its sentences."),
    Page("paths", "/paths", DESK, "Paths: what must come before what."),
    Page("preferences", "/preferences?who=iran", DESK, "Preferences: drag a wish, and see which outcomes fall."),
    Page("explanations", "/explanations", DESK, "Explanations: where they part, and what to watch for."),
    Page("how-sure", "/how-sure", DESK, "How sure: what hangs on each sentence."),
    Page("track-record", "/track-record", DESK, "Track record: what was predicted, and what happened."),
    Page("board-narrow", "/board", PHONE, "The board in a narrow window."),
];

pub(crate) fn run(root: &Path, args: &Args) -> anyhow::Result<()> {
    let folder = root.join("docs/gallery");
    fs::create_dir_all(&folder)?;
    let program = match &args.program {
        Some(program) => program.clone(),
        None => built(root)?,
    };
    for Drawn(name, _, asked) in &DRAWN {
        let done = Command::new(&program).args(*asked).current_dir(root).output()?;
        ensure!(done.status.success(), "{}: {}", asked.join(" "), String::from_utf8_lossy(&done.stderr));
        fs::write(folder.join(format!("{name}.svg")), one(&String::from_utf8(done.stdout)?)?)?;
    }
    if args.browser.exists() {
        shoot(root, &program, &args.browser, &folder)?;
    }
    fs::write(root.join("docs/gallery.md"), told(&folder))?;
    Ok(())
}

/// Where there are several pictures in one answer, the first.
fn one(svg: &str) -> anyhow::Result<&str> {
    let end = svg.find("</svg>").context("no picture came")? + "</svg>".len();
    Ok(&svg[..end])
}

fn built(root: &Path) -> anyhow::Result<PathBuf> {
    let done = Command::new("cargo").args(["build", "--release", "-p", "statecraft-cli"]).current_dir(root).status()?;
    ensure!(done.success(), "the program was not built");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Ok(target.join("release").join(format!("statecraft{}", std::env::consts::EXE_SUFFIX)))
}

/// Opens each page in a browser of its own, and keeps what it shows.
fn shoot(root: &Path, program: &Path, browser: &Path, folder: &Path) -> anyhow::Result<()> {
    let serve = ["serve", "cases/iran-taliban-2021", "--no-open", "--port", "0"];
    let mut server = Command::new(program).args(serve).current_dir(root).stdout(Stdio::piped()).spawn()?;
    let shot = shoot_all(&mut server, browser, folder);
    server.kill()?;
    server.wait()?;
    shot
}

fn shoot_all(server: &mut std::process::Child, browser: &Path, folder: &Path) -> anyhow::Result<()> {
    let mut out = BufReader::new(server.stdout.take().context("the program says nothing")?.take(1 << 16));
    let mut first = String::new();
    out.read_line(&mut first)?;
    let (base, token) = first.trim().split_once("/?").context("the program gave no address")?;
    let mut all = 0;
    for Page(name, address, [width, height], _) in &PAGES {
        let file = folder.join(format!("{name}.png"));
        let join = if address.contains('?') { '&' } else { '?' };
        let done = Command::new(browser)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--disable-background-networking",
            ])
            .args(["--virtual-time-budget=6000", &format!("--window-size={width},{height}")])
            .arg(format!("--screenshot={}", file.display()))
            .arg(format!("{base}{address}{join}{token}"))
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .status()?;
        ensure!(done.success() && file.exists(), "{address} was not shown");
        all += fs::metadata(&file)?.len();
    }
    ensure!(all <= MOST_BYTES, "the screenshots have {all} bytes, more than {MOST_BYTES}");
    Ok(())
}

/// The page, with what is in the folder.
fn told(folder: &Path) -> String {
    let mut page = String::from(
        "# Gallery\n\nWhat the program draws, and the pages of `statecraft serve`, of cases of the catalogue. \
         Made by `cargo run -p xtask -- gallery`.\n\n## Pictures\n",
    );
    for Drawn(name, says, asked) in &DRAWN {
        let command = asked.join(" ");
        let _ = write!(page, "\n{says}\n`statecraft {command}`\n\n![{says}](gallery/{name}.svg)\n");
    }
    page += "\n## Pages\n";
    for Page(name, _, _, says) in PAGES.iter().filter(|page| folder.join(format!("{}.png", page.0)).exists()) {
        let _ = write!(page, "\n{says}\n\n![{says}](gallery/{name}.png)\n");
    }
    page
}

#[cfg(test)]
mod tests {
    use super::one;

    #[test]
    fn the_first_of_several_pictures() {
        assert_eq!(one("<svg>1</svg>\n<svg>2</svg>\n").ok(), Some("<svg>1</svg>"));
        assert!(one("no picture").is_err());
    }
}

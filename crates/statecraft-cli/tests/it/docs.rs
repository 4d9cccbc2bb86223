//! What the pages show is what the program does.
//!
//! Every line of an ```` ```sh ```` block runs, in order and as in a shell: `cargo run --release -- ARGS` as the program with these
//! arguments, simple commands beside it as they stand. If the next block of the page is ```` ```text ````, it shows the whole
//! output as a terminal of 80 columns would, or, if it begins with a line `…`, its end from the paragraph on that begins with the next
//! line (or, if none does, its last paragraph). A ```` ```json ```` block is
//! the same data as the output, set for reading. `UPDATE_DOCS=1 cargo test -p statecraft-cli docs` rewrites the `text` blocks.
//!
//! The commands run in a copy of `cases` and `docs`, and `/tmp` is a folder of the test, so nothing else is touched.
#![cfg(unix)]

use crate::run::{PROGRAM, copy, root, scratch};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a command line of a page may begin with, besides the program.
const HELPERS: [&str; 6] = ["cat", "cp", "sed", "head", "mkdir", "ls"];
/// What is for the reader to run, not for a test.
const FOR_READERS: [&str; 8] = [
    "git clone ",
    "cd ",
    "cargo build",
    "cargo test",
    "cargo doc",
    "cargo bench",
    "cargo run -p xtask",
    "pip install ",
];
const PROGRAM_LINE: &str = "cargo run --release -- ";

/// Pages that explain a format or words and need no command.
const WITHOUT_COMMANDS: [&str; 8] = [
    "docs/agents.md",
    "docs/gallery.md",
    "docs/glossary.md",
    "docs/limits.md",
    "docs/performance.md",
    "docs/python.md",
    "docs/reference/case-file.md",
    "docs/reference/edit.md",
];

#[test]
fn pages_show_what_the_program_does() {
    let pages = pages();
    for expected in ["README.md", "docs/guide.md", "docs/concepts.md", "docs/reference/json.md"] {
        assert!(pages.iter().any(|page| page == expected), "{expected}");
    }
    let wrong: Vec<String> = pages.iter().flat_map(|page| check(page)).collect();
    assert!(wrong.is_empty(), "UPDATE_DOCS=1 rewrites outputs that are stale\n{}", wrong.join("\n"));
}

/// The README and everything under `docs`.
fn pages() -> Vec<String> {
    let (mut found, mut folders) = (vec!["README.md".to_string()], vec!["docs".to_string()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let name = format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy());
            match root().join(&name).is_dir() {
                true => folders.push(name),
                false if name.ends_with(".md") => found.push(name),
                false => {}
            }
        }
    }
    found.sort();
    found
}

/// Who types the guide's lines gets its case; `…` stands for the rest of a line.
#[test]
fn the_guide_quotes_its_case() {
    let guide = fs::read_to_string(root().join("docs/guide.md")).unwrap();
    let case = fs::read_to_string(root().join("cases/tutorial-harbour-strike/case.toml")).unwrap();
    let bare = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let case: Vec<String> = case.lines().map(bare).collect();
    let blocks = guide.split("```toml\n").skip(1).filter_map(block).flat_map(|(body, _)| body.lines());
    let lines: Vec<String> = blocks.map(bare).filter(|line| !line.is_empty()).collect();
    assert!(lines.len() > 40);
    for line in lines {
        let (start, rest) = line.split_once('…').map_or((line.as_str(), ""), |(start, _)| (start, "…"));
        assert!(case.iter().any(|known| known.starts_with(start) && (rest == "…" || *known == line)), "{line}");
    }
}

#[test]
fn a_page_that_is_wrong_is_noticed() {
    let shell = Shell::new("a-wrong-page");
    let command = "cargo run --release -- analyze cases/prisoners-dilemma --concept nash --format csv";
    let page = |shown: &str| format!("```sh\n{command}\n```\n\n```text\n{shown}```\n");
    let right = "account,state,taken,nash.first,nash.second,nash.all\n,1,,1,1,1\n,2,first.silent,0,1,0\n\
                 ,3,second.silent,1,0,0\n,4,first.silent second.silent,0,0,0\n";
    assert_eq!(Page::of(&page(right), &shell), Page { fresh: page(right), commands: 1, ..Page::default() });
    assert_eq!(Page::of("No command.", &shell), Page { fresh: "No command.".into(), ..Page::default() });
    let stale = Page::of(&page("…\nof yesterday\n"), &shell);
    assert_eq!((stale.fresh, stale.stale.len(), stale.wrong.len()), (page(&format!("…\n{right}")), 1, 0));
    for (wrong, why) in [
        ("```sh\ncargo run --release -- check cases/prisoners-dilemma\n", "not closed"),
        ("```sh\ncargo run --release -- chekc cases/prisoners-dilemma\n```\n", "unrecognized subcommand"),
        ("```sh\nrm -r cases\n```\n", "not a line that a page may have"),
        ("```sh\ncat no-such-file | cat\nfalse\n```\n", "not a line that a page may have: false"),
        (" ```sh\n", "begins a line"),
    ] {
        let found = Page::of(wrong, &shell).wrong;
        assert!(found.len() == 1 && found[0].contains(why), "{wrong}: {found:?}");
    }
}

/// Compares a page with what its commands do, or rewrites it; gives what is wrong with it.
fn check(name: &str) -> Vec<String> {
    let path = root().join(name);
    let text = fs::read_to_string(&path).unwrap();
    let Page { fresh, stale, mut wrong, commands } = Page::of(&text, &Shell::new(&name.replace('/', "-")));
    if commands == 0 && !WITHOUT_COMMANDS.contains(&name) {
        wrong.push("the page has no command".into());
    }
    match std::env::var_os("UPDATE_DOCS") {
        Some(_) if fresh != text && wrong.is_empty() => fs::write(&path, fresh).unwrap(),
        _ => wrong.extend(stale),
    }
    wrong.into_iter().map(|problem| format!("{name}: {problem}")).collect()
}

/// A page compared with what its commands do.
#[derive(Debug, Default, PartialEq, Eq)]
struct Page {
    /// As it should be.
    fresh: String,
    /// Outputs that are not as shown.
    stale: Vec<String>,
    /// What only a writer can mend.
    wrong: Vec<String>,
    /// How often the program was run.
    commands: usize,
}

impl Page {
    fn of(text: &str, shell: &Shell) -> Page {
        let (mut page, mut output) = (Page::default(), None);
        let mut rest = text;
        while let Some((line, after)) = rest.split_once('\n') {
            rest = after;
            page.fresh += &format!("{line}\n");
            let Some(kind) = line.strip_prefix("```") else {
                if line.trim_start().starts_with("```") {
                    page.wrong.push(format!("a block begins a line: {line}"));
                }
                continue;
            };
            let Some((body, after)) = block(rest) else {
                page.wrong.push(format!("a block is not closed: {line}"));
                break;
            };
            rest = after;
            let (shown, next) = page.block(kind, body, output.take(), shell);
            output = next;
            page.fresh += &format!("{shown}```\n");
        }
        page.fresh += rest;
        page
    }

    /// What a block should show, and what the next one may show.
    fn block(&mut self, kind: &str, body: &str, before: Option<String>, shell: &Shell) -> (String, Option<String>) {
        match (kind, before) {
            ("sh", _) => {
                self.commands += body.matches(PROGRAM_LINE).count();
                let output = shell.run(body).map_err(|problem| self.wrong.push(problem)).ok();
                return (body.to_string(), output);
            }
            ("text", Some(output)) => {
                let output = match body.strip_prefix("…\n") {
                    Some(shown) => end(&output, shown.lines().next().unwrap_or_default()),
                    None => output,
                };
                if output != body {
                    self.stale.push(format!("shown:\n{body}\nis:\n{output}"));
                }
                return (output, None);
            }
            ("json", Some(output)) if !same_data(body, &output) => {
                self.wrong.push(format!("not the data of:\n{output}"));
            }
            _ => {}
        }
        (body.to_string(), None)
    }
}

/// What stands before the end of a block, and what after it.
fn block(rest: &str) -> Option<(&str, &str)> {
    let end = if rest.starts_with("```\n") { 0 } else { rest.find("\n```\n")? + 1 };
    Some((&rest[..end], &rest[end + 4..]))
}

/// The end of an output from the paragraph on that begins with this line; if there is none, its last paragraph.
fn end(output: &str, first: &str) -> String {
    let from = output.rfind(&format!("\n\n{first}\n")).filter(|_| !first.is_empty());
    let from = from.or_else(|| output.trim_end().rfind("\n\n")).map_or(0, |at| at + 2);
    format!("…\n{}", &output[from..])
}

fn same_data(shown: &str, output: &str) -> bool {
    let data = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    data(shown).is_some_and(|shown| Some(shown) == data(output))
}

/// Where the commands of a page run.
struct Shell {
    root: PathBuf,
    tmp: PathBuf,
}

impl Shell {
    fn new(name: &str) -> Shell {
        let folder = scratch(&format!("docs-{name}"));
        let shell = Shell { root: folder.join("root"), tmp: folder.join("tmp") };
        ["cases", "docs"].iter().for_each(|part| copy(&root().join(part), &shell.root.join(part)));
        fs::create_dir(&shell.tmp).unwrap();
        shell
    }

    /// Runs the lines of a block and gives all that they print.
    fn run(&self, block: &str) -> Result<String, String> {
        let joined = block.replace("\\\n", " ");
        let lines: Vec<&str> =
            joined.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).collect();
        let mut output = String::new();
        for line in lines.into_iter().filter(|line| !FOR_READERS.iter().any(|start| line.starts_with(start))) {
            let first = line.split(' ').next().unwrap_or("");
            if !line.starts_with(PROGRAM_LINE) && !HELPERS.contains(&first) {
                return Err(format!("not a line that a page may have: {line}"));
            }
            output += &self.line(line)?;
        }
        Ok(output)
    }

    fn line(&self, line: &str) -> Result<String, String> {
        let command =
            line.replace(PROGRAM_LINE, "\"$STATECRAFT\" ").replace("/tmp/", &format!("{}/", slashed(&self.tmp)));
        let output = Command::new("sh")
            .args(["-c", &format!("exec 2>&1; {command}")])
            .env("STATECRAFT", PROGRAM)
            .current_dir(&self.root)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&output.stdout).replace(&slashed(&self.tmp), "/tmp");
        match output.status.code() {
            Some(0 | 1) => Ok(text), // 1: the case has errors, which a page may want to show
            code => Err(format!("{line}\nended with {code:?}:\n{text}")),
        }
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

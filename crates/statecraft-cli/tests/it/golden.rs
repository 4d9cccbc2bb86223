//! Golden transcripts: every command on every case of the catalogue, as a terminal of 80 columns shows it and as JSON, in
//! `golden/CASE/COMMAND.txt` and `.json`. Any change of behaviour is a difference that a person can read.
//!
//! `cargo run -p xtask -- golden` remakes them. In JSON a list of plain values stands on one line, and what is longer than a
//! person would read is cut, with a fingerprint of the whole.
#![cfg(unix)]

use crate::run::{PROGRAM, root};
use crate::schemas::Schema;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Every command that reads a case, with what makes its answer short to compute and worth reading.
const COMMANDS: [(&str, &[&str]); 18] = [
    ("show", &[]),
    ("check", &[]),
    ("states", &[]),
    ("analyze", &[]),
    ("explain", &[]),
    ("brief", &[]),
    ("scenarios", &[]),
    ("paths", &[]),
    ("coalitions", &[]),
    ("compare", &[]),
    ("watch", &[]),
    ("perceptions", &[]),
    ("ledger", &[]),
    ("impact", &[]),
    ("change", &[]),
    ("robust", &["--every-line", "--samples", "40"]),
    ("seal", &["--date", "2026-01-01"]),
    ("score", &[]),
];
/// Commands without a JSON answer.
const TEXT_ONLY: [&str; 1] = ["show"];
/// Lists and maps of the JSON that are longer are cut.
const MOST: usize = 40;

#[test]
fn commands_say_what_they_said() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let (mut wrong, mut expected) = (Vec::new(), BTreeSet::new());
    let schema = Schema::of("answer");
    for case in cases() {
        for (command, more) in COMMANDS {
            let json = (!TEXT_ONLY.contains(&command)).then_some("json");
            for format in [Some("txt"), json].into_iter().flatten() {
                let file = folder().join(&case).join(format!("{command}.{format}"));
                let said = transcript(&case, command, more, format, &schema);
                if update {
                    fs::create_dir_all(file.parent().unwrap()).unwrap();
                    fs::write(&file, &said).unwrap();
                }
                match fs::read_to_string(&file) {
                    Ok(known) if known == said => {}
                    Ok(known) => wrong.push(difference(&file, &known, &said)),
                    Err(_) => wrong.push(format!("{} is missing", file.display())),
                }
                expected.insert(file);
            }
        }
    }
    let more = files(&folder()).into_iter().filter(|file| !expected.contains(file));
    wrong.extend(more.map(|file| format!("{} is of no case or command", file.display())));
    assert!(wrong.is_empty(), "`cargo run -p xtask -- golden` remakes them\n{}", wrong.join("\n"));
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn cases() -> Vec<String> {
    let entries = fs::read_dir(root().join("cases")).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.path().join("case.toml").is_file());
    let mut cases: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    cases.sort();
    assert!(cases.len() > 10);
    cases
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let entries = entries.map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The command line, what it writes, what it complains of, and how it ends.
fn transcript(case: &str, command: &str, more: &[&str], format: &str, schema: &Schema) -> String {
    let mut args = vec![command.to_string(), format!("cases/{case}")];
    args.extend(more.iter().map(|arg| (*arg).to_string()));
    if format == "json" {
        args.extend(["--format".to_string(), "json".to_string()]);
    }
    let ran = Command::new(PROGRAM)
        .args(&args)
        .current_dir(root())
        .env("COLUMNS", "80")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8(ran.stdout).unwrap(), String::from_utf8(ran.stderr).unwrap());
    let out = match serde_json::from_str::<Value>(&out) {
        Ok(value) if format == "json" => {
            assert_eq!(schema.refuses(&value), None, "{args:?}");
            readable(&value, 0) + "\n"
        }
        _ => out,
    };
    let mut said = format!("$ statecraft {}\n{out}", args.join(" "));
    if !err.is_empty() {
        said += &format!("--- complains\n{err}");
    }
    said + &ran.status.code().filter(|code| *code != 0).map(|code| format!("--- exit {code}\n")).unwrap_or_default()
}

/// JSON set for reading: lists of plain values on one line, long lists and maps cut.
fn readable(value: &Value, margin: usize) -> String {
    let plain = |value: &Value| !value.is_array() && !value.is_object();
    let (inner, outer) = (" ".repeat(margin + 2), " ".repeat(margin));
    let cut = |of: usize| {
        let whole = serde_json::to_string(value).unwrap();
        format!("… {} more; all {} bytes have the fingerprint {:08x}", of - MOST, whole.len(), fingerprint(&whole))
    };
    let set = |parts: Vec<String>, open: char, close: char| match parts.is_empty() {
        true => format!("{open}{close}"),
        false => format!("{open}\n{inner}{}\n{outer}{close}", parts.join(&format!(",\n{inner}"))),
    };
    match value {
        Value::Array(items) if items.iter().all(plain) => {
            let mut parts: Vec<String> = items.iter().take(MOST).map(Value::to_string).collect();
            parts.extend((items.len() > MOST).then(|| cut(items.len())));
            format!("[{}]", parts.join(", "))
        }
        Value::Array(items) => {
            let mut parts: Vec<String> = items.iter().take(MOST).map(|item| readable(item, margin + 2)).collect();
            parts.extend((items.len() > MOST).then(|| cut(items.len())));
            set(parts, '[', ']')
        }
        Value::Object(map) => {
            let part = |(key, value): (&String, &Value)| format!("{key:?}: {}", readable(value, margin + 2));
            let mut parts: Vec<String> = map.iter().take(MOST).map(part).collect();
            parts.extend((map.len() > MOST).then(|| cut(map.len())));
            set(parts, '{', '}')
        }
        plain => plain.to_string(),
    }
}

/// FNV-1a, to notice a change.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The first line that differs.
fn difference(file: &Path, known: &str, said: &str) -> String {
    let at = known.lines().zip(said.lines()).position(|(known, said)| known != said);
    let at = at.unwrap_or_else(|| known.lines().count().min(said.lines().count()));
    let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_string();
    format!("{}:{}\n  was {}\n  is  {}", file.display(), at + 1, line(known), line(said))
}

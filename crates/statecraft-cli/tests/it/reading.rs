//! What is read and what is not, and what of it reaches the terminal.

use crate::run::{PROGRAM, Ran, scratch, statecraft};
use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A small case; `DIRT` stands in every text that readers see, `TEXT` is the text that it quotes.
const CASE: &str = r#"
title = "Title DIRT"
question = "Question DIRT"
[sources.s]
title = "Source DIRT"
publisher = "Publisher DIRT"
text = "TEXT"
[claims.c]
source = "s"
quote = "walked out"
speaker = "Speaker DIRT"
says = "Says DIRT"
[actors.a]
name = "One DIRT"
options.x = { label = "Strike DIRT", claims = ["c"] }
[actors.b]
name = "Other DIRT"
options.y = { label = "Pay DIRT", assumption = "Assumed DIRT" }
[status_quo]
taken = ["a.x"]
assumption = "Today DIRT"
[preferences]
a = [{ wants = 'b.y', claims = ["c"] }, { wants = 'not a.x', assumption = "Assumed DIRT" }]
b = [{ wants = 'not a.x', assumption = "Assumed DIRT" }, { wants = 'not b.y', assumption = "Assumed DIRT" }]
[accounts.one]
title = "Account one DIRT"
[accounts.two]
title = "Account two DIRT"
[[accounts.two.rules]]
never = 'a.x and b.y'
reason = "Reason DIRT"
"#;

fn case(name: &str, text: &str, dirt: &str) -> PathBuf {
    let folder = scratch(name);
    fs::write(folder.join("case.toml"), CASE.replace("TEXT", text).replace("DIRT", dirt)).unwrap();
    fs::write(folder.join("t.txt"), "The dockers walked out.").unwrap();
    folder
}

fn check(path: &Path) -> Ran {
    statecraft(&["check", path.to_str().unwrap()])
}

#[test]
fn only_files_are_read() {
    for path in ["/dev/zero", "/dev/urandom"] {
        let ran = check(Path::new(path));
        assert_eq!(ran.code, Some(2), "{path}");
        assert!(ran.err.contains("this is not a file"), "{path}: {}", ran.err);
    }
    let folder = scratch("pipes");
    let pipe = folder.join("case.toml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(check(&pipe).code, Some(2));
    fs::remove_file(&pipe).unwrap();
    symlink("/dev/zero", &pipe).unwrap();
    assert_eq!(check(&folder).code, Some(2));
    let shipped = case("ships-a-pipe", "pipe", "");
    assert!(Command::new("mkfifo").arg(shipped.join("pipe")).status().unwrap().success());
    assert_eq!(check(&shipped).code, Some(1));
}

#[test]
fn what_is_handed_over_as_a_pipe_is_read() {
    let text = CASE.replace("text = \"TEXT\"", "").replace("DIRT", "");
    let run = |text: &[u8]| {
        let program =
            Command::new(PROGRAM).args(["check", "/dev/stdin"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut program = program.unwrap();
        let _ = program.stdin.take().unwrap().write_all(text); // it stops to read what is too long
        program.wait_with_output().unwrap().status.code()
    };
    assert_eq!(run(text.as_bytes()), Some(0));
    assert_eq!(run(&vec![b'#'; (16 << 20) + 1]), Some(2));
}

#[test]
fn a_text_lies_inside_the_folder() {
    assert_eq!(check(&case("inside", "t.txt", "")).code, Some(0));
    let itself = check(&case("itself", "case.toml", ""));
    assert_eq!(itself.code, Some(1));
    assert!(itself.out.contains("the case file cannot be its own source"), "{}", itself.out);
    let folder = case("linked", "link.txt", "");
    symlink("t.txt", folder.join("link.txt")).unwrap();
    assert_eq!(check(&folder).code, Some(0));
    fs::remove_file(folder.join("link.txt")).unwrap();
    symlink("case.toml", folder.join("link.txt")).unwrap();
    assert_eq!(check(&folder).code, Some(1));
    fs::remove_file(folder.join("link.txt")).unwrap();
    let outside = scratch("outside").join("t.txt");
    fs::write(&outside, "The dockers walked out.").unwrap();
    symlink(&outside, folder.join("link.txt")).unwrap();
    let ran = check(&folder);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("leads out of the case folder"), "{}", ran.out);
    // The folder itself may be a link.
    let there = scratch("links").join("case");
    symlink(case("linked-folder", "t.txt", ""), &there).unwrap();
    assert_eq!(check(&there).code, Some(0));
}

/// Whether nothing in it does anything to a terminal.
fn is_harmless(text: &str) -> bool {
    let acts = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !text.contains(acts)
}

#[test]
fn no_text_does_anything_to_a_terminal() {
    let dirt = r"\u001b]0;OWNED\u0007\u001b[31mRED\u001b[2J\u202eRTL\u2066\u009b31m\u0000\r\u007f";
    let folder = case("dirt", "t.txt", dirt);
    let path = folder.to_str().unwrap();
    let all: [&[&str]; 20] = [
        &["check", "--all"],
        &["check", "--quotes"],
        &["check", "--format", "json"],
        &["show"],
        &["states"],
        &["states", "--format", "json"],
        &["states", "--format", "csv"],
        &["analyze"],
        &["analyze", "--format", "json"],
        &["analyze", "--format", "csv"],
        &["explain", "--account", "one"],
        &["explain", "--account", "one", "--format", "svg"],
        &["explain", "--account", "one", "--format", "dot"],
        &["paths", "--account", "one", "--format", "svg"],
        &["compare"],
        &["compare", "--format", "svg"],
        &["ledger"],
        &["impact"],
        &["change", "--account", "one", "--state", "1"],
        &["coalitions"],
    ];
    for command in all {
        let ran = statecraft(&[command, &[path]].concat());
        assert!(is_harmless(&ran.out) && is_harmless(&ran.err), "{command:?}: {:?} {:?}", ran.out, ran.err);
        assert!(ran.code == Some(0) || command[0] == "change", "{command:?}: {}", ran.err);
    }
    let ran = statecraft(&["show", path]);
    assert!(ran.out.contains("Strike") && ran.out.contains('\u{fffd}'), "{}", ran.out);
    let ran = statecraft(&["check", "there/\u{1b}[31m/is none"]);
    assert!(is_harmless(&ran.err) && ran.code == Some(2), "{:?}", ran.err);
}

#[test]
fn errors_come_first_and_warnings_of_one_kind_are_one() {
    let folder = scratch("hidden");
    let options =
        |from: usize| (from..from + 30).map(|n| format!("s{n} = {{ label = \"Level {n}\" }}\n")).collect::<String>();
    let text = format!("title = \"T\"\n[actors.a]\nname = \"A\"\n[actors.a.options]\n{}", options(0));
    let text = text + &format!("[actors.b]\nname = \"B\"\n[actors.b.options]\n{}", options(30));
    let prefs = |last: &str| format!("[preferences]\na = ['a.s0']\nb = ['{last}']\n");
    fs::write(folder.join("case.toml"), text.clone() + &prefs("b.s99")).unwrap();
    let ran = check(&folder);
    assert!(ran.out.starts_with("error: "), "{}", ran.out);
    fs::write(folder.join("case.toml"), text + &prefs("b.s30")).unwrap();
    let few = check(&folder);
    assert_eq!(few.out.matches("rests on neither").count(), 1, "{}", few.out);
    assert!(few.out.contains("more like it, in lines") && few.out.contains("--all shows every problem"), "{}", few.out);
    let all = statecraft(&["check", folder.to_str().unwrap(), "--all"]);
    assert!(all.out.matches("rests on neither").count() > 60 && !all.out.contains("--all"), "{}", all.out);
}

/// A draft from a report opens, runs, and has its words from the report; a report without deeds leaves nothing behind.
#[test]
fn a_draft_of_a_case_opens_and_runs() {
    let folder = scratch("draft-of-a-case");
    let report = folder.join("report.txt");
    let text = "Ferry talks stall\n\nThe council plans to sign a contract that pays for the nights. The company refuses to renew its boats. \
                “We want the night boats back,” Maren Holt said. The company runs the evening crossing.\n";
    fs::write(&report, text).unwrap();
    let (case, report) = (folder.join("case"), report.display().to_string());
    let path = case.display().to_string();
    let made = statecraft(&["new", "--from", &report, "-o", &path]);
    assert_eq!(made.code, Some(0), "{made:?}");
    assert!((1..=5).all(|number| made.out.contains(&format!("  {number}. "))), "{}", made.out);
    let checked = statecraft(&["check", &path]);
    assert_eq!(checked.code, Some(0), "{checked:?}");
    assert_eq!(statecraft(&["analyze", &path]).code, Some(0));
    let toml = fs::read_to_string(case.join("case.toml")).unwrap();
    assert!(toml.contains("wants = 'not company.renew_boats'"), "{toml}");
    assert!(toml.contains("drafted_by"), "{toml}");
    let empty = folder.join("empty.txt");
    fs::write(&empty, "Nothing happens here.\n").unwrap();
    let none = folder.join("none");
    let refused = statecraft(&["new", "--from", &empty.display().to_string(), "-o", &none.display().to_string()]);
    assert!(refused.code != Some(0) && !none.exists(), "{refused:?}");
}

//! What ends a run early, what is said then, and files that are there whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread;
use std::time::{Duration, Instant};

/// A folder of its own for a test, removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("statecraft-limits-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    fn files(&self) -> Vec<String> {
        let names = fs::read_dir(&self.0).expect("it is there").flatten();
        let mut names: Vec<String> = names.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// A case with two actors that have so many options each.
    fn case(&self, options: usize, rules: &str) -> PathBuf {
        let own: String = (0..options).map(|at| format!("options.o{at} = {{ label = \"Do {at}\" }}\n")).collect();
        let wants = |me: &str, other: &str| {
            let wants: Vec<String> =
                (0..options).map(|at| format!("'not {other}.o{at} iff {me}.o{}'", (at * 3 + 1) % options)).collect();
            format!("{me} = {{ wants = [{}] }}\n", wants.join(", "))
        };
        let text = format!(
            "title = \"Large\"\n[actors.a]\nname = \"A\"\n{own}[actors.b]\nname = \"B\"\n{own}{rules}[status_quo]\ntaken = []\n\
             [preferences]\n{}{}",
            wants("a", "b"),
            wants("b", "a")
        );
        let path = self.0.join("case.toml");
        fs::write(&path, text).expect("the folder is writable");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn command(case: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_statecraft"));
    command.arg("analyze").arg(case).args(args);
    command
}

/// The exit code, what was said on standard output, and on standard error.
fn run(case: &Path, args: &[&str]) -> (i32, String, String) {
    said(&command(case, args).output().expect("the program runs"))
}

fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

#[test]
fn forty_free_options_are_refused_at_once() {
    let folder = Folder::new("forty");
    for rules in ["", "[[rules]]\nnever = 'a.o0 and b.o0'\n"] {
        let start = Instant::now();
        let (code, out, err) = run(&folder.case(20, rules), &["--engine", "explicit"]);
        assert_eq!((code, out.as_str()), (3, ""));
        assert!(err.contains("274,877,906,944 states") || err.contains("1,099,511,627,776 states"), "{err}");
        assert!(err.contains("16,777,216 are allowed"), "{err}");
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}

/// A case of 40 options, eight choices among them, each wish about two of its neighbours.
fn levels(folder: &Folder) -> PathBuf {
    let mut text = String::from("title = 'Levels'\n");
    for actor in 0..8 {
        text += &format!(
            "[actors.a{actor}]\nname = 'A{actor}'\nchoices.c = {{ label = 'C', levels = ['x', 'y', 'z'] }}\n\
             options.o = {{ label = 'Do' }}\noptions.p = {{ label = 'Do more' }}\n"
        );
    }
    text += "[status_quo]\ntaken = [";
    text += &(0..8).map(|actor| format!("\"a{actor}.c = 'x'\", ")).collect::<String>();
    text += "]\n[scenarios.calm]\ntitle = 'Calm'\nwhere = 'not a0.o'\n[preferences]\n";
    for actor in 0..8 {
        let next = (actor + 1) % 8;
        text += &format!(
            "a{actor} = [\"a{next}.o if a{actor}.p\", \"a{actor}.c >= 'y' iff a{next}.p\", 'not a{actor}.o']\n"
        );
    }
    let path = folder.0.join("levels.toml");
    fs::write(&path, text).expect("the folder is writable");
    path
}

#[test]
fn more_states_than_can_be_listed_are_answered_by_sets() {
    let folder = Folder::new("sets");
    let case = levels(&folder);
    let (code, out, err) = run(&case, &[]);
    assert!(code == 0 && out.contains("429,981,696 states, as sets: they were not listed."), "{code} {out}{err}");
    assert!(out.contains("Independent code worked out") && out.contains("“Calm”"), "{out}");
    let (code, out, _) = run(&case, &["--format", "json", "--concept", "nash,seq"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, &json["format"]), (0, &"statecraft-outcome-sets".into()));
    assert_eq!(json["accounts"][0]["states"], "429981696");
    assert_eq!(json["accounts"][0]["sets"].as_object().map(|sets| sets.len()), Some(2));
    let (code, out, err) = run(&case, &["--engine", "explicit"]);
    assert!(code == 3 && out.is_empty() && err.contains("states"), "{code} {out}{err}");
    let (code, out, err) = run(&case, &["--out", folder.0.join("all.csv").to_str().expect("a plain path")]);
    assert!(code == 3 && out.is_empty() && err.contains("states"), "{code} {out}{err}");
    refused(&case, &["--engine", "symbolic", "--format", "csv"], "--format csv needs a list of the states");
    refused(&case, &["--engine", "symbolic", "--concept", "sim"], "only Nash, GMR, SMR, SEQ and SymSEQ");
}

/// Both engines say the same of a small case.
#[test]
fn sets_of_a_small_case_are_those_of_the_list() {
    let folder = Folder::new("both");
    let case = folder.case(4, "[[rules]]\nnever = 'a.o0 and b.o0'\n");
    let json = |engine: &str| -> serde_json::Value {
        let (code, out, err) = run(&case, &["--engine", engine, "--format", "json"]);
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).expect("JSON")
    };
    let (sets, list) = (json("symbolic"), json("explicit"));
    for concept in ["nash", "gmr", "smr", "seq", "symseq"] {
        let (sets, list) = (&sets["accounts"][0]["sets"][concept], &list["accounts"][0]);
        let count = |states: &serde_json::Value| states.as_array().expect("a list").len().to_string();
        assert_eq!(sets["outcomes"], count(&list["equilibria"][concept]).as_str());
        for actor in ["a", "b"] {
            assert_eq!(sets["kept"][actor], count(&list["stable"][concept][actor]).as_str(), "{concept} {actor}");
        }
    }
}

#[test]
fn too_many_states_and_too_much_memory_are_refused() {
    let folder = Folder::new("refused");
    let case =
        folder.case(4, "[[rules]]\nnever = 'a.o0 and b.o0 and a.o1 or a.o2 and b.o1 and a.o3 and b.o2 and b.o3'\n");
    let (code, _, err) = run(&case, &["--limit-states", "100"]);
    assert!(code == 3 && err.contains("more than 100 states") && err.contains("--limit-states"), "{err}");
    let (code, out, err) = run(&case, &["--limit-memory", "1K"]);
    assert!(code == 3 && out.is_empty() && err.contains("1.0 KiB may be used"), "{err}");
    // The graph fits, the verdicts do not.
    let (code, out, err) = run(&case, &["--limit-memory", "7K"]);
    assert!(
        code == 3 && out.contains("Not done: Nash, GMR, SMR, SEQ and SymSEQ.") && err.contains("KiB"),
        "{out}{err}"
    );
    assert_eq!(run(&case, &["--limit-memory", "lots"]).0, 2);
    assert_eq!(run(&case, &["--time-limit", "-1"]).0, 2);
    assert_eq!(run(&case, &["--limit-memory", "8G", "--time-limit", "60"]).0, 0);
}

#[test]
fn the_time_limit_ends_the_run() {
    let folder = Folder::new("time");
    let case = folder.case(11, "");
    let file = folder.0.join("all.csv");
    let start = Instant::now();
    let (code, _, err) = run(&case, &["--time-limit", "0.3", "--out", file.to_str().expect("a plain path")]);
    assert!(code == 3 && err.contains("the time allowed is over"), "{code} {err}");
    assert!(start.elapsed() < Duration::from_secs(20));
    assert_eq!(folder.files(), ["case.toml"]);
    assert_eq!(run(&folder.case(2, ""), &["--time-limit", "0"]).0, 3);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_says_what_is_done() {
    let folder = Folder::new("interrupt");
    let file = folder.0.join("all.jsonl");
    let mut command = command(&folder.case(11, ""), &["--out", file.to_str().expect("a plain path")]);
    let child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn();
    let child = child.expect("the program runs");
    thread::sleep(Duration::from_millis(500));
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.expect("kill runs").success());
    let (code, _, err) = said(&child.wait_with_output().expect("it ends"));
    assert!(code == 3 && err.contains("stopped: interrupted") && err.contains("was not written"), "{code} {err}");
    assert_eq!(folder.files(), ["case.toml"]);
}

#[test]
fn rows_go_to_a_file() {
    let folder = Folder::new("out");
    let case = folder.case(2, "[[rules]]\nnever = 'a.o0 and b.o0'\n");
    let path = |name: &str| folder.0.join(name).to_str().expect("a plain path").to_string();
    let (code, out, _) = run(&case, &["--out", &path("all.csv")]);
    assert!(code == 0 && out.contains("Outcomes"), "{out}");
    let (_, csv, _) = run(&case, &["--format", "csv"]);
    assert_eq!(fs::read_to_string(path("all.csv")).expect("it was written"), csv);
    assert_eq!(csv.lines().count(), 13);
    assert_eq!(run(&case, &["--out", &path("all.jsonl"), "--concept", "nash"]).0, 0);
    let rows = fs::read_to_string(path("all.jsonl")).expect("it was written");
    assert_eq!(rows.lines().count(), 12);
    let first = rows.lines().next().expect("a row");
    assert!(first.starts_with(r#"{"account":null,"state":1,"taken":[],"stable":{"nash":["#), "{first}");
    assert_eq!(folder.files(), ["all.csv", "all.jsonl", "case.toml"]);
}

/// A small case with a text, and the program's answer to `args` in its folder.
fn small(folder: &Folder) -> PathBuf {
    let case = folder.case(2, "[sources.s]\ntitle = \"S\"\ntext = \"s.txt\"\n");
    fs::write(folder.0.join("s.txt"), "A text.\n").expect("the folder is writable");
    case
}

fn refused(case: &Path, args: &[&str], words: &str) {
    let (code, out, err) = run(case, args);
    assert!(code == 2 && out.is_empty() && err.contains(words), "{args:?}: {code} {out}{err}");
}

#[test]
fn a_file_that_is_there_is_written_over_only_when_asked() {
    let folder = Folder::new("over");
    let case = small(&folder);
    let there = folder.0.join("there.csv");
    let path = there.to_str().expect("a plain path");
    for flag in ["--out", "--certify"] {
        fs::write(&there, "mine").expect("the folder is writable");
        refused(&case, &[flag, path], "it is there already; name another file, or write over it with --force");
        assert_eq!(fs::read_to_string(&there).expect("it is there"), "mine");
        assert_eq!(run(&case, &[flag, path, "--force"]).0, 0);
        assert_ne!(fs::read_to_string(&there).expect("it is there"), "mine");
    }
    refused(&case, &["--out", path, "--certify", path, "--force"], "name the same file");
    fs::write(&there, "mine").expect("the folder is writable");
    let (code, _, err) = run(&folder.case(11, ""), &["--time-limit", "0.2", "--out", path, "--force"]);
    assert!(code == 3 && err.contains("was not written"), "{err}");
    assert_eq!(fs::read_to_string(&there).expect("it is there"), "mine");
    assert_eq!(folder.files(), ["case.toml", "s.txt", "there.csv"]);
}

#[test]
fn a_file_of_the_case_is_never_written_over() {
    let folder = Folder::new("own");
    let case = small(&folder);
    let before = fs::read_to_string(&case).expect("it is there");
    let name = |name: &str| folder.0.join(name).to_str().expect("a plain path").to_string();
    fs::hard_link(&case, name("again.toml")).expect("a second name");
    let others = ["case.toml", "s.txt", "again.toml", "../"].map(name);
    for path in &others[..3] {
        refused(&case, &["--certify", path, "--force"], "a file of the case itself");
    }
    refused(&case, &["--certify", &others[3], "--force"], "it is a folder");
    assert_eq!(fs::read_to_string(&case).expect("it is there"), before);
    let mut robust = Command::new(env!("CARGO_BIN_EXE_statecraft"));
    let ran = robust.arg("robust").arg(&case).args(["--out", &others[0], "--force"]).output().expect("it runs");
    assert!(said(&ran).0 == 2 && said(&ran).2.contains("a file of the case itself"), "{ran:?}");
    assert_eq!(fs::read_to_string(&case).expect("it is there"), before);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_rights_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new("links");
    let case = small(&folder);
    let name = |name: &str| folder.0.join(name).to_str().expect("a plain path").to_string();
    symlink("case.toml", name("link.csv")).expect("a link");
    refused(&case, &["--out", &name("link.csv"), "--force"], "a file of the case itself");
    symlink("nowhere.csv", name("dangling.csv")).expect("a link");
    refused(&case, &["--out", &name("dangling.csv"), "--force"], "a link that leads to no file");
    fs::write(name("target.csv"), "mine").expect("the folder is writable");
    fs::set_permissions(name("target.csv"), fs::Permissions::from_mode(0o600)).expect("it is ours");
    symlink("target.csv", name("good.csv")).expect("a link");
    assert_eq!(run(&case, &["--out", &name("good.csv"), "--force"]).0, 0);
    assert!(fs::symlink_metadata(name("good.csv")).expect("it is there").is_symlink());
    assert!(fs::read_to_string(name("target.csv")).expect("it is there").starts_with("account,state"));
    assert_eq!(fs::metadata(name("target.csv")).expect("it is there").permissions().mode() & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_written_to() {
    use std::os::unix::fs::FileTypeExt;
    let folder = Folder::new("pipes");
    let case = small(&folder);
    let pipe = folder.0.join("pipe.csv");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let path = pipe.to_str().expect("a plain path");
    let reader = thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).expect("it can be read")
    });
    assert_eq!(run(&case, &["--out", path]).0, 0);
    assert_eq!(reader.join().expect("it ends").lines().count(), 17);
    assert!(fs::metadata(&pipe).expect("it is there").file_type().is_fifo());
    // Nobody reads it: the time allowed ends the wait.
    assert_eq!(run(&case, &["--out", path, "--time-limit", "0.3"]).0, 3);
    assert_eq!(run(&case, &["--certify", "/dev/null"]).0, 0);
    assert!(!fs::metadata("/dev/null").expect("it is there").is_file());
    let (code, out, _) = run(&case, &["--certify", "/dev/stdout"]);
    assert!(code == 0 && out.starts_with(r#"{"format":"statecraft-certificate""#), "{out}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_space_of_the_process_is_known() {
    let folder = Folder::new("space");
    let case = folder.case(12, "");
    let program = env!("CARGO_BIN_EXE_statecraft");
    let script = format!("ulimit -v 400000; exec '{program}' analyze '{}'", case.display());
    let (code, _, err) = said(&Command::new("sh").args(["-c", &script]).output().expect("sh runs"));
    assert!(code == 3 && err.contains("of memory, and"), "{code} {err}");
}

/// What is in the file, the tests of the library look at.
#[test]
fn parquet_is_written_where_it_was_built_in() {
    let folder = Folder::new("parquet");
    let path = folder.0.join("all.parquet");
    let (code, _, err) = run(&folder.case(2, ""), &["--out", path.to_str().expect("a plain path")]);
    match cfg!(feature = "parquet") {
        true => assert!(code == 0 && fs::read(path).expect("it was written").ends_with(b"PAR1"), "{err}"),
        false => assert!(code == 2 && err.contains("--features parquet") && folder.files() == ["case.toml"], "{err}"),
    }
}

#[test]
fn files_that_cannot_be_written_are_refused_first() {
    let folder = Folder::new("cannot");
    let case = folder.case(2, "");
    for (name, why) in [("all.txt", ".csv, .jsonl or .parquet"), ("none/all.csv", "cannot write")] {
        let (code, out, err) = run(&case, &["--out", folder.0.join(name).to_str().expect("a plain path")]);
        assert!(code == 2 && out.is_empty() && err.contains(why), "{code} {err}");
    }
    let (code, _, err) = run(&folder.case(2, "[[rules]]\nnever = 'a.o9'\n"), &["--out", "never.csv"]);
    assert!(code == 1 && !Path::new("never.csv").exists(), "{err}");
    assert_eq!(folder.files(), ["case.toml"]);
}

//! `read`: drafts of many reports, and what readers decide of them.

use crate::run::{PROGRAM, scratch, statecraft};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const ONE: &str =
    "Ferry talks\n\nThe council said on Monday that the boats would stay. Maren Holt warned that the crews had left.\n";
const TWO: &str = "Ferry talks, again\n\nOdo Finch denied that the boats had been sold.\n";

/// Runs `read` with answers on standard input.
fn answered(args: &[&str], answers: &str) -> String {
    let mut program =
        Command::new(PROGRAM).arg("read").args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    program.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    String::from_utf8(program.wait_with_output().unwrap().stdout).unwrap()
}

fn reports(name: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    fs::create_dir_all(folder.join("reports")).unwrap();
    fs::write(folder.join("reports/1.txt"), ONE).unwrap();
    fs::write(folder.join("reports/2.txt"), TWO).unwrap();
    folder
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

#[test]
fn a_file_of_drafts_is_gone_on_with() {
    let folder = reports("drafts-go-on");
    let (texts, drafts) = (path(&folder, "reports"), path(&folder, "drafts.jsonl"));
    assert_eq!(statecraft(&["read", &texts, "--drafts", &drafts]).code, Some(0));
    let whole = fs::read_to_string(&drafts).unwrap();
    assert_eq!(whole.lines().count(), 2);
    // Stopped in the middle of the second line.
    fs::write(&drafts, &whole[..whole.len() - 40]).unwrap();
    let again = statecraft(&["read", &texts, "--drafts", &drafts]);
    assert!(again.out.starts_with("1 report drafted; 1 had been before"), "{}", again.out);
    assert_eq!(fs::read_to_string(&drafts).unwrap(), whole);
    // All at once is the same list.
    let json: serde_json::Value = serde_json::from_str(&statecraft(&["read", &texts, "--format", "json"]).out).unwrap();
    let lines: Vec<serde_json::Value> = whole.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(json["documents"], serde_json::Value::from(lines));
    fs::write(&drafts, "something else\n").unwrap();
    assert_eq!(statecraft(&["read", &texts, "--drafts", &drafts]).code, Some(2));
    assert_eq!(fs::read_to_string(&drafts).unwrap(), "something else\n", "what is no file of drafts is left alone");
}

#[test]
fn decisions_are_undone_kept_and_finished() {
    let folder = reports("decisions");
    let (texts, case) = (path(&folder, "reports"), path(&folder, "case"));
    assert_eq!(statecraft(&["new", &case]).code, Some(0));
    let before = fs::read_to_string(folder.join("case/case.toml")).unwrap();
    let journal = || fs::read_to_string(folder.join("case/reading.jsonl")).unwrap();
    let said = answered(&[&texts, "--into", &case, "--date", "2024-05-15"], "y\nu\nn\nq\n");
    assert!(said.contains("1 decided"), "{said}");
    assert_eq!(fs::read_to_string(folder.join("case/case.toml")).unwrap(), before, "the acceptance was taken back");
    assert_eq!(journal().lines().count(), 1);
    // Undo goes back over the end of a report.
    let said = answered(&[&texts, "--into", &case, "--date", "2024-05-15"], "y\nu\ny\ny\n");
    assert!(said.contains("2 of 2 reports gone through"), "{said}");
    assert_eq!(journal().matches("finished").count(), 2, "{}", journal());
    let said = answered(&[&texts, "--into", &case, "--date", "2024-05-15"], "");
    assert!(!said.contains("->"), "nothing is asked twice: {said}");
    let toml = fs::read_to_string(folder.join("case/case.toml")).unwrap();
    assert!(toml.contains("speaker = \"Odo Finch\"") && toml.contains("date = 2024-05-15"), "{toml}");
    assert_eq!(statecraft(&["check", &case]).code, Some(0));
}

#[test]
fn what_was_written_unseen_is_asked_about() {
    let folder = reports("unseen");
    let (texts, case) = (path(&folder, "reports"), path(&folder, "case"));
    assert_eq!(statecraft(&["new", &case]).code, Some(0));
    assert_eq!(statecraft(&["read", &texts, "--into", &case, "--accept", "one"]).code, Some(0));
    let toml = || fs::read_to_string(folder.join("case/case.toml")).unwrap();
    let unseen = toml().matches(", not reviewed").count();
    assert!(unseen > 1, "{}", toml());
    answered(&[&texts, "--into", &case], "n\nq\n");
    assert_eq!(toml().matches(", not reviewed").count(), unseen - 1, "the refused one is out");
    answered(&[&texts, "--into", &case], "w\nthe cook\nq\n");
    assert_eq!(toml().matches(", not reviewed").count(), unseen - 2);
    assert!(toml().contains("speaker = \"the cook\""), "{}", toml());
    let journal = fs::read_to_string(folder.join("case/reading.jsonl")).unwrap();
    assert!(journal.contains("\"confirmed\":true"), "{journal}");
    assert_eq!(statecraft(&["check", &case]).code, Some(0));
}

/// The drafts of a drafted case lie beside it, and the pages say where drafts that are named are not.
#[test]
fn a_drafted_case_keeps_its_drafts() {
    let folder = scratch("kept-drafts");
    let case = path(&folder, "case");
    let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/tutorial-harbour-strike/sources");
    assert_eq!(statecraft(&["new", "--from", texts.to_str().unwrap(), "-o", &case]).code, Some(0));
    assert_eq!(fs::read_to_string(folder.join("case/drafts.jsonl")).unwrap().lines().count(), 2);
    let ran = statecraft(&["serve", &case, "--no-open", "--drafts", &path(&folder, "nothing")]);
    assert!(ran.code == Some(2) && ran.err.contains("is not there; make it with"), "{}", ran.err);
}

#[test]
fn readers_are_held_against_each_other() {
    let folder = reports("readers");
    let texts = path(&folder, "reports");
    for (name, answers) in [("a", "y\ny\ny\n"), ("b", "y\nn\nw\nthe owners\n")] {
        assert_eq!(statecraft(&["new", &path(&folder, name)]).code, Some(0));
        answered(&[&texts, "--into", &path(&folder, name)], answers);
    }
    let (a, b) = (path(&folder, "a"), path(&folder, "b"));
    let ran = statecraft(&["read", "--decisions", &a, &b]);
    assert!(ran.out.contains("alike on 2 of 3"), "{}", ran.out);
    assert!(ran.out.contains("the crews had left") && ran.out.contains("said by the owners"), "{}", ran.out);
    let json: serde_json::Value =
        serde_json::from_str(&statecraft(&["read", "--decisions", &a, &b, "--format", "json"]).out).unwrap();
    assert_eq!(json["agreement"]["pairs"][0]["alike"], 2);
    assert_eq!(json["disputed"].as_array().map(Vec::len), Some(2));
    assert_eq!(statecraft(&["read", "--decisions", &a, &path(&folder, "none")]).code, Some(2));
}

/// A file that is no good PDF is told of, and the others are read; the program that reads PDF is this one, run once more.
#[cfg(feature = "pdf")]
#[test]
fn a_damaged_pdf_takes_nothing_down() {
    let folder = reports("damaged-pdf");
    fs::write(folder.join("reports/0.pdf"), "%PDF-1.4\nnothing of the kind").unwrap();
    let ran = statecraft(&["read", &path(&folder, "reports")]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.contains("No text could be taken out of this PDF file."), "{}", ran.out);
    assert!(ran.out.contains("Odo Finch"), "{}", ran.out);
}

#[cfg(not(feature = "pdf"))]
#[test]
fn a_pdf_is_named_where_it_cannot_be_read() {
    let folder = reports("pdf-not-built");
    fs::write(folder.join("reports/0.pdf"), "%PDF-1.4\n").unwrap();
    let ran = statecraft(&["read", &path(&folder, "reports")]);
    assert!(ran.code == Some(0) && ran.out.contains("feature `pdf`"), "{ran:?}");
}

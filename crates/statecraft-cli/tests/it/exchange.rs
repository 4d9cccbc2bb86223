//! `import` and `export` as commands: where they write, what they say, and how they end. The formats have their tests in
//! `crates/statecraft-exchange`.

use crate::run::{Ran, scratch, statecraft};
use std::fs;
use std::path::Path;

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_file_becomes_a_folder_that_opens() {
    let folder = scratch("import").join("lock");
    let import = ["import", "docs/exchange/lock.gmcr", "-o", path(&folder)];
    let ran = statecraft(&import);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("not carried: `legendPosition`"), "{}", ran.err);
    assert!(ran.out.contains("statecraft check"), "{}", ran.out);
    assert_eq!(statecraft(&["check", path(&folder)]).code, Some(0));
    // Not written over unasked.
    fs::write(folder.join("case.toml"), "mine").unwrap();
    let again = statecraft(&import);
    assert_eq!((again.code, again.out.as_str()), (Some(2), ""));
    assert!(again.err.contains("--force"), "{}", again.err);
    assert_eq!(fs::read_to_string(folder.join("case.toml")).unwrap(), "mine");
    assert_eq!(statecraft(&[&import[..], &["--force"]].concat()).code, Some(0));
    assert_eq!(statecraft(&["check", path(&folder)]).code, Some(0));
}

#[test]
fn without_a_place_the_case_is_printed() {
    let Ran { code, out, err } = statecraft(&["import", "docs/exchange/market.nfg"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("title = \"Entry into a market\""), "{out}");
}

#[test]
fn a_broken_file_is_shown_with_line_and_help() {
    let folder = scratch("import-broken");
    let file = folder.join("game.nfg");
    fs::write(&file, "NFG 1 R \"A \u{1b}[31mgame\" { \"Ann\" \"Ben\" }\n{ 2 2 }\n1 2 3 4 five 6 7 8\n").unwrap();
    let Ran { code, out, err } = statecraft(&["import", path(&file), "-o", path(&folder.join("case"))]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    for part in ["`five` is no number", "game.nfg:3:9", "= help: write a whole number", "1 error"] {
        assert!(err.contains(part), "{part}\n{err}");
    }
    assert!(!folder.join("case").exists());
    // What is read of it does nothing to a terminal.
    fs::write(&file, "NFG 1 R \"A \u{1b}[31mgame\" { \"Ann\" \"Ben\" }\n{ 2 2 }\n1 2 3 4 5 6 7 8\n").unwrap();
    let printed = statecraft(&["import", path(&file)]);
    assert!(!printed.out.contains('\u{1b}') && printed.code == Some(0), "{}", printed.out);
}

#[test]
fn what_is_no_file_is_said() {
    let Ran { code, err, .. } = statecraft(&["import", "docs/exchange/nothing.nfg"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("there is no such file"), "{err}");
}

#[test]
fn a_case_goes_out_and_comes_back() {
    let folder = scratch("export");
    let case = "cases/cuban-missile-crisis-1962";
    for format in ["gmcr", "csv", "xlsx"] {
        let (file, back) = (folder.join(format!("out.{format}")), folder.join(format));
        let ran = statecraft(&["export", case, "--to", format, "-o", path(&file)]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
        assert!(ran.err.contains("not carried: "), "{}", ran.err);
        assert_eq!(statecraft(&["import", path(&file), "-o", path(&back)]).code, Some(0));
        let states = |case: &str| {
            statecraft(&["states", case, "--format", "csv"]).out.lines().skip(1).map(String::from).collect::<Vec<_>>()
        };
        assert_eq!(states(case), states(path(&back)), "{format}");
    }
}

#[test]
fn what_cannot_be_written_is_refused_with_one_thing_to_try() {
    let refused = |args: &[&str]| {
        let ran = statecraft(&[&["export"], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?} {}", ran.err);
        ran.err
    };
    assert!(refused(&["cases/elmira", "--to", "xlsx"]).contains("name a file with -o"));
    let iran = "cases/iran-taliban-2021";
    assert!(refused(&[iran, "--to", "graphml"]).contains("choose one with --account"));
    assert_eq!(statecraft(&["export", iran, "--to", "graphml", "--account", "leverage"]).code, Some(0));
    let own = "cases/elmira/case.toml";
    assert!(refused(&["cases/elmira", "--to", "json", "-o", own, "--force"]).contains("a file of the case itself"));
}

//! Certificates on the command line: written whole or not at all, and checked.

use crate::run::{scratch, statecraft};
use std::fs;

#[test]
fn a_certificate_is_written_and_holds_until_it_is_changed() {
    let folder = scratch("certificates");
    let path = folder.join("proof.json");
    let file = path.to_str().unwrap();
    let case = "cases/cuban-missile-crisis-1962";
    let ran = statecraft(&["analyze", case, "--certify", file]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.contains("Checked by independent code: all 120 verdicts"), "{}", ran.out);
    let ran = statecraft(&["verify", case, file]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(
        ran.out.ends_with("120 witnesses: all hold.\nEvery state has a verdict for every actor and concept.\n"),
        "{}",
        ran.out
    );

    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("{\"stays\":[]}", "{\"leaves\":[[0,null]]}", 1)).unwrap();
    let ran = statecraft(&["verify", case, file]);
    assert_eq!(ran.code, Some(4));
    assert!(ran.out.contains("1 of 120 witnesses do not hold."), "{}", ran.out);
    let ran = statecraft(&["verify", case, file, "--format", "json"]);
    assert_eq!(ran.code, Some(4));
    assert!(ran.out.starts_with("{\"format\":\"statecraft-verification\",\"version\":1,"), "{}", ran.out);

    let ran = statecraft(&["verify", "cases/prisoners-dilemma", file]);
    assert_eq!(ran.code, Some(4));
    assert!(ran.out.contains("The certificate is wrong: it speaks of `us."), "{}", ran.out);
}

/// Preferences that are more than an order, or less, are proved as well.
#[test]
fn a_certificate_proves_other_structures_of_preference() {
    let folder = scratch("certificates-of-structures");
    let path = folder.join("proof.json");
    let (case, file) = ("cases/lake-gisborne-unknown-preference", path.to_str().unwrap());
    let ran =
        statecraft(&["analyze", case, "--unknown", "all", "--strength", "--attitudes", "weak", "--certify", file]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let checked = ran.out.matches("Checked by independent code: ").count();
    assert_eq!(checked, 12, "three accounts, each read in four ways: {}", ran.out);
    let ran = statecraft(&["verify", case, file]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let also = "So it has with preferences read as: attitudes weak, level 0, level 2, unknown a, unknown b";
    assert!(ran.out.contains("witnesses: all hold.") && ran.out.contains(also), "{}", ran.out);

    let text = fs::read_to_string(&path).unwrap();
    let changed = text.replace(r#"{"unknown":"a"}"#, r#"{"unknown":"d"}"#);
    assert_ne!(text, changed);
    fs::write(&path, changed).unwrap();
    let ran = statecraft(&["verify", case, file]);
    assert_eq!(ran.code, Some(4));
    assert!(ran.out.contains(" (unknown d), state "), "{}", ran.out);
}

#[test]
fn what_is_no_certificate_is_refused() {
    let folder = scratch("no-certificates");
    let path = folder.join("proof.json");
    for (text, why) in [
        ("{}", "is no certificate"),
        ("not JSON", "is no certificate"),
        (r#"{"format":"statecraft-states","version":1,"case":"","accounts":[]}"#, "has the format statecraft-states 1"),
        (
            r#"{"format":"statecraft-certificate","version":2,"case":"","accounts":[]}"#,
            "has the format statecraft-certificate 2",
        ),
    ] {
        fs::write(&path, text).unwrap();
        let ran = statecraft(&["verify", "cases/prisoners-dilemma", path.to_str().unwrap()]);
        assert!(ran.code == Some(2) && ran.err.contains(why) && ran.out.is_empty(), "{text}: {ran:?}");
    }
    fs::write(&path, r#"{"format":"statecraft-certificate","version":1,"case":"","accounts":[],"case":""}"#).unwrap();
    let ran = statecraft(&["verify", "cases/prisoners-dilemma", path.to_str().unwrap()]);
    assert!(ran.code == Some(2) && ran.err.matches("the key `case` stands twice").count() == 1, "{ran:?}");
    let ran = statecraft(&["verify", "cases/prisoners-dilemma", "no-such-file"]);
    assert!(ran.code == Some(2) && ran.err.contains("cannot read no-such-file"), "{ran:?}");
}

/// What never ends is not waited for.
#[cfg(unix)]
#[test]
fn a_pipe_is_no_certificate() {
    let path = scratch("certificate-pipe").join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success());
    for file in [path.to_str().unwrap(), "/dev/zero"] {
        let ran = statecraft(&["verify", "cases/prisoners-dilemma", file]);
        assert!(ran.code == Some(2) && ran.err.contains("may never end"), "{ran:?}");
    }
}

/// What cannot be written whole leaves nothing behind, and what was there before as it was.
#[test]
fn a_certificate_is_there_whole_or_not_at_all() {
    let folder = scratch("half-certificates");
    let path = folder.join("proof.json");
    fs::write(&path, "as before").unwrap();
    let file = path.to_str().unwrap();
    for args in [["--concept", "nm"], ["--time-limit", "0"]] {
        let ran = statecraft(&[&["analyze", "cases/elmira", "--certify", file, "--force"][..], &args].concat());
        assert!(matches!(ran.code, Some(2 | 3)), "{ran:?}");
        assert!(ran.err.contains("was not written"), "{ran:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "as before");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }
}

/// A limit is no fault of the certificate, and a case with errors none either.
#[test]
fn a_limit_and_a_case_with_errors_have_codes_of_their_own() {
    let folder = scratch("verify-codes");
    let path = folder.join("proof.json");
    let (case, file) = ("cases/prisoners-dilemma", path.to_str().unwrap());
    assert_eq!(statecraft(&["analyze", case, "--certify", file]).code, Some(0));
    for limit in [["--time-limit", "0"], ["--limit-states", "3"]] {
        let ran = statecraft(&[&["verify", case, file][..], &limit].concat());
        assert!(ran.code == Some(3) && !ran.out.contains("wrong") && !ran.err.contains("wrong"), "{ran:?}");
    }
    let text = fs::read_to_string("../../cases/prisoners-dilemma/case.toml").unwrap();
    let broken = folder.join("case.toml");
    for error in ["[[rules]]\nnever = 'first.silent or not first.silent'\n", "[[rules]]\nnever = 'nobody.silent'\n"] {
        fs::write(&broken, format!("{text}\n{error}assumption = 'x'\n")).unwrap();
        let ran = statecraft(&["verify", broken.to_str().unwrap(), file]);
        assert!(ran.code == Some(1) && ran.out.is_empty() && ran.err.contains("error"), "{ran:?}");
    }
}

/// Four actors with four options each, under five concepts: 1,310,720 verdicts.
#[test]
fn a_certificate_that_is_too_large_says_what_to_leave_out() {
    let folder = scratch("large-certificates");
    let (path, proof) = (folder.join("case.toml"), folder.join("proof.json"));
    let mut text = String::from("title = 'large'\n");
    for actor in 0..4 {
        text += &format!("[actors.a{actor}]\nname = 'A{actor}'\n[actors.a{actor}.options]\n");
        (0..4).for_each(|option| text += &format!("o{option} = {{ label = 'o' }}\n"));
    }
    text += "[preferences]\na0 = ['a1.o0']\na1 = ['a2.o0']\na2 = ['a3.o0']\na3 = ['a0.o0']\n";
    fs::write(&path, text).unwrap();
    let ran = statecraft(&["analyze", path.to_str().unwrap(), "--certify", proof.to_str().unwrap()]);
    assert_eq!(ran.code, Some(2));
    let said = "1,310,720 verdicts are too many for one certificate, which holds 1,048,576 at most; \
                take fewer concepts than 5 (--concept)";
    assert!(ran.err.contains(said) && !proof.exists(), "{ran:?}");
}

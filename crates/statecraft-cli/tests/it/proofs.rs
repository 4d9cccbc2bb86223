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
    let ran = statecraft(&["verify", "cases/prisoners-dilemma", "no-such-file"]);
    assert!(ran.code == Some(2) && ran.err.contains("cannot read no-such-file"), "{ran:?}");
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

//! `seal` and `score`: what is written, what is refused, and how it ends.

use crate::run::{copy, root, scratch, statecraft};
use std::fs;

/// The harbour case in a folder of its own, and a seal of it.
fn harbour(name: &str) -> (String, String) {
    let folder = scratch(name).join("harbour");
    copy(&root().join("cases/tutorial-harbour-strike"), &folder);
    let seal = folder.with_file_name("seal.json");
    (folder.to_string_lossy().into_owned(), seal.to_string_lossy().into_owned())
}

#[test]
fn a_seal_is_written_once_and_noticed_when_it_no_longer_holds() {
    let (case, seal) = harbour("seals");
    let args = ["seal", &case, "--date", "2024-05-18", "-o", &seal];
    let ran = statecraft(&args);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let written = fs::read_to_string(&seal).unwrap();
    let again = statecraft(&args);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("it is there already"), "{}", again.err);
    assert_eq!(fs::read_to_string(&seal).unwrap(), written);

    let verify = ["seal", "--verify", &seal, &case];
    let holds = statecraft(&verify);
    assert_eq!(holds.code, Some(0));
    assert!(holds.out.contains("still the one that was sealed on 2024-05-18"), "{}", holds.out);

    let file = format!("{case}/case.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("# A remark.\n{text}")).unwrap();
    let remark = statecraft(&verify);
    assert_eq!(remark.code, Some(0));
    assert!(remark.out.contains("changes no prediction"), "{}", remark.out);

    // Some wish decides an outcome; without it the outcome is named.
    let wishes = text.lines().filter(|line| line.trim_start().starts_with("{ wants ="));
    let named = wishes.map(|wish| {
        fs::write(&file, text.replacen(wish, "", 1)).unwrap();
        statecraft(&verify)
    });
    let other = named.into_iter().find(|ran| ran.out.contains("the outcomes under Nash")).expect("a wish that decides");
    assert_eq!(other.code, Some(4), "{}", other.out);
    assert!(other.out.contains("no longer:") || other.out.contains("new:"), "{}", other.out);
}

#[test]
fn what_happened_is_read_from_a_file_and_what_is_wrong_with_it_is_shown() {
    let (case, _) = harbour("later");
    let none = statecraft(&["score", &case]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.contains("does not say what happened later"), "{}", none.err);

    let file = format!("{case}/later.toml");
    fs::write(&file, "[[later]]\ndate = 2024-06-01\ntaken = [\"nobody.pays\"]\nassumption = \"seen\"\n").unwrap();
    let wrong = statecraft(&["score", &case]);
    assert_eq!(wrong.code, Some(1));
    assert!(
        wrong.err.contains("there is no option `nobody.pays`") && wrong.err.contains("later.toml:3"),
        "{}",
        wrong.err
    );

    let shown = fs::read_to_string(root().join("cases/tutorial-harbour-strike/case.toml")).unwrap();
    let (_, rest) = shown.split_once(".options]\n").unwrap();
    let option = rest.split([' ', '=']).next().unwrap();
    let (before, _) = shown.split_once(".options]\n").unwrap();
    let actor = before.rsplit("[actors.").next().unwrap();
    fs::write(&file, format!("[[later]]\ndate = 2024-06-01\ntaken = [\"{actor}.{option}\"]\nassumption = \"seen\"\n"))
        .unwrap();
    let scored = statecraft(&["score", &case, "--concept", "nash"]);
    assert_eq!((scored.code, scored.err.as_str()), (Some(0), ""));
    assert!(scored.out.contains("Nothing was sealed"), "{}", scored.out);
    let shows = statecraft(&["show", &case]);
    assert!(shows.out.contains("What happened later\n  2024-06-01"), "{}", shows.out);
}

#[test]
fn a_track_record_needs_cases_and_puts_failures_first() {
    let nothing = statecraft(&["score", "--all", &root().join("docs").to_string_lossy()]);
    assert_eq!(nothing.code, Some(2));
    let cases = root().join("cases");
    let record = statecraft(&["score", "--all", &cases.to_string_lossy()]);
    assert_eq!(record.code, Some(0));
    let place = |words: &str| record.out.find(words).unwrap_or_else(|| panic!("{words}: {}", record.out));
    assert!(place("What failed") < place("What cannot be told") && place("What cannot be told") < place("What held"));
    assert!(record.out.contains("None of them was sealed"), "{}", record.out);
}

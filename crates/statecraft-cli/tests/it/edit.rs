//! `edit`: what it shows, writes and refuses.

use crate::run::{Ran, copy, root, scratch, statecraft};
use std::fs;

#[test]
fn an_edit_is_shown_or_written() {
    let folder = scratch("edit-writes");
    copy(&root().join("cases/tutorial-harbour-strike"), &folder);
    let (case, file) = (folder.to_str().unwrap(), folder.join("case.toml"));
    let before = fs::read_to_string(&file).unwrap();
    let args = ["edit", case, "move", "union", "1", "2", "--account", "pay"];
    let shown = statecraft(&[&args[..], &["--dry-run"]].concat());
    assert_eq!((shown.code, fs::read_to_string(&file).unwrap() == before), (Some(0), true), "{}", shown.err);
    let changed: Vec<&str> = shown.out.lines().skip(2).filter(|line| line.starts_with(['+', '-'])).collect();
    assert_eq!(changed.len(), 2, "{}", shown.out);
    let written = statecraft(&args);
    assert_eq!((written.code, written.out.as_str()), (Some(0), ""));
    assert!(written.err.ends_with("case.toml: 1 line changed\n"), "{}", written.err);
    assert_eq!(statecraft(&["edit", case, "move", "union", "2", "1", "--account", "pay"]).code, Some(0));
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
}

#[test]
fn an_edit_that_cannot_be_made_changes_nothing() {
    let folder = scratch("edit-refuses");
    copy(&root().join("cases/tutorial-harbour-strike"), &folder);
    let (case, file) = (folder.to_str().unwrap(), folder.join("case.toml"));
    let before = fs::read_to_string(&file).unwrap();
    let quote = ["add-claim", "x", "--source", "courier", "--quote", "nobody said this"];
    let tries: [(&[&str], &str); 7] = [
        (&quote, "the quote of `x` is not in `courier`"),
        (&["add", "union", "union.strik", "--account", "pay"], "did you mean `union.strike`?"),
        (&["drop", "union", "1"], "they stand in the accounts `pay`, `jobs`; name one with --account"),
        (&["rename", "option", "union.strke", "walkout"], "did you mean `union.strike`?"),
        (&["remove", "claim", "either"], "--cited takes it out of the lists"),
        (&["remove", "rule", "first"], "a rule goes by its number"),
        (&["negate", "town", "9"], "has 4 lines, from 1 to 4"),
    ];
    for (what, words) in tries {
        let Ran { code, out, err } = statecraft(&[&["edit", case][..], what].concat());
        assert_eq!((code, out.as_str()), (Some(2), ""), "{what:?}: {err}");
        assert!(err.contains(words), "{what:?}: {err}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
}

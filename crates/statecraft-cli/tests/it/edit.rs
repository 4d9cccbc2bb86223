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

/// Every key of a case file that names or grades something, with a comment at each end.
const KEYS: &str = r#"# first
title   = "t"
as_of   = 2024-05-01
horizon = 2024-06-01

[sources.paper]
title       = "A paper"
reliability = "B"
basis       = "right so far"

[actors.iran]
name = "Iran"
[actors.iran.options]
host = { label = "Host talks", indicator = "Talks are announced", claims = ["one"] }
[actors.iran.choices]
enrich = { label = "Enrich", levels = ["stop", "low", "high"], one_way = "up", assumption = "so" }

[actors.us]
name = "United States"
options.lift = { label = "Lift", claims = ["two"] }

[preferences]
iran = [
  { wants = 'us.lift', claims = ["two"], leap = "it follows" },
  { wants = "iran.enrich >= 'low' and not iran.host", assumption = "so" },
]
us = { wants = "iran.enrich = 'stop'", assumption = "so" }

[accounts.wide]
title   = "Wide"
excludes = ["other"]
[accounts.narrow]
title   = "Narrow"
refines = ["wide"]
[accounts.narrow.preferences]
us = { wants = 'not us.lift', assumption = "so" }
[accounts.other]
title   = "Other"
same_as = "twin"
[accounts.other.preferences]
us = { wants = 'us.lift', assumption = "so" }
[accounts.twin]
title = "Twin"
[accounts.twin.preferences]
us = { wants = ['us.lift'], assumption = "so" }

[claims.one]
source      = "paper"
quote       = "one thing"
credibility = 2
[claims.two]
source   = "paper"
quote    = "another thing"
holder   = "iran"
confirms = ["one"]
# last
"#;

#[test]
fn renames_reach_every_key_that_names_something() {
    let folder = scratch("edit-keys");
    let (case, file) = (folder.to_str().unwrap(), folder.join("case.toml"));
    fs::write(&file, KEYS).unwrap();
    assert_eq!(
        statecraft(&["check", case]).code,
        Some(0),
        "{}{}",
        statecraft(&["check", case]).out,
        statecraft(&["check", case]).err
    );
    for (kind, name, new, lines) in [
        (
            "actor",
            "iran",
            "tehran",
            &["[actors.tehran.choices]", "holder   = \"tehran\"", "tehran.enrich >= 'low' and not tehran.host"][..],
        ),
        (
            "option",
            "tehran.enrich",
            "spin",
            &[
                "spin = { label = \"Enrich\", levels = [\"stop\", \"low\", \"high\"], one_way = \"up\"",
                "tehran.spin = 'stop'",
            ],
        ),
        (
            "option",
            "tehran.host",
            "talks",
            &["talks = { label = \"Host talks\", indicator = \"Talks are announced\"", "not tehran.talks"],
        ),
        ("account", "wide", "broad", &["refines = [\"broad\"]"]),
        ("account", "other", "third", &["excludes = [\"third\"]"]),
        ("account", "twin", "double", &["same_as = \"double\""]),
        ("claim", "one", "first", &["confirms = [\"first\"]", "claims = [\"first\"]", "[claims.first]"]),
        ("source", "paper", "daily", &["source      = \"daily\"", "[sources.daily]"]),
    ] {
        let before = fs::read_to_string(&file).unwrap();
        let ran = statecraft(&["edit", case, "rename", kind, name, new]);
        assert_eq!(ran.code, Some(0), "{kind} {name}: {}", ran.err);
        let after = fs::read_to_string(&file).unwrap();
        lines.iter().for_each(|line| assert!(after.contains(line), "{kind} {name}: {line}\n{after}"));
        assert_eq!(statecraft(&["check", case]).code, Some(0), "{kind} {name}");
        // And back again, to the byte.
        let back = match new {
            _ if kind == "option" => format!("tehran.{new}"),
            _ => new.to_string(),
        };
        let old = name.rsplit('.').next().unwrap();
        assert_eq!(statecraft(&["edit", case, "rename", kind, &back, old]).code, Some(0), "{kind} {name}");
        assert_eq!(fs::read_to_string(&file).unwrap(), before, "{kind} {name}");
        assert_eq!(statecraft(&["edit", case, "rename", kind, name, new]).code, Some(0));
    }
}

#[test]
fn the_rest_of_the_keys_survives_what_is_added_and_removed() {
    let folder = scratch("edit-survive");
    let (case, file) = (folder.to_str().unwrap(), folder.join("case.toml"));
    fs::write(&file, KEYS).unwrap();
    let edits: [&[&str]; 7] = [
        &["add-source", "late", "--title", "A late paper"],
        &["add-claim", "three", "--source", "late", "--quote", "a third thing"],
        &["add-option", "us.talk", "--label", "Talk", "--claim", "three"],
        &["add", "us", "us.talk", "--account", "narrow", "--claim", "three"],
        &["move", "iran", "1", "2"],
        &["today", "iran.enrich = 'low'"],
        &["remove", "claim", "one", "--cited"],
    ];
    for edit in edits {
        let before = fs::read_to_string(&file).unwrap();
        let ran = statecraft(&[&["edit", case][..], edit].concat());
        if edit[0] == "remove" {
            // Nothing cites it or says the same as it any more; the rest stays.
            let after = fs::read_to_string(&file).unwrap();
            assert!(
                ran.code == Some(0) && !after.contains("claims.one") && !after.contains("\"one\""),
                "{}\n{after}",
                ran.err
            );
            assert!(
                after.contains("indicator = \"Talks are announced\"") && after.contains("holder   = \"iran\""),
                "{after}"
            );
            assert_ne!(before, after);
            continue;
        }
        assert_eq!(ran.code, Some(0), "{edit:?}: {}", ran.err);
        let after = fs::read_to_string(&file).unwrap();
        for key in [
            "horizon = ",
            "reliability = \"B\"",
            "basis ",
            "indicator = \"Talks",
            "levels = [\"stop\", \"low\", \"high\"]",
            "one_way = \"up\"",
            "leap = ",
            "credibility = 2",
            "holder   = \"iran\"",
            "confirms = [\"one\"]",
            "# first\n",
            "# last\n",
        ] {
            assert!(after.contains(key), "{edit:?}: {key}\n{after}");
        }
        assert_eq!(statecraft(&["check", case]).code, Some(0), "{edit:?}");
    }
}

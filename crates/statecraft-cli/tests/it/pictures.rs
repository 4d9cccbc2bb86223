//! The pictures of `docs/pictures` are what the program draws. `cargo run -p xtask -- pictures` makes them anew.

use crate::run::{root, statecraft};
use std::fs;

/// Each picture with the command that draws it.
const PICTURES: [(&str, &[&str]); 2] = [
    ("where-they-lead", &["compare", "cases/iran-taliban-2021", "--format", "svg"]),
    (
        "why-it-holds",
        &["explain", "cases/tutorial-harbour-strike", "--account", "pay", "--state", "4", "--format", "svg"],
    ),
];

#[test]
fn pictures_are_what_the_program_draws() {
    let folder = root().join("docs/pictures");
    for (name, command) in PICTURES {
        let (ran, file) = (statecraft(command), folder.join(format!("{name}.svg")));
        assert_eq!(ran.code, Some(0), "{name}: {}", ran.err);
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&file, &ran.out).unwrap();
        }
        let there = fs::read_to_string(&file).unwrap_or_default();
        assert!(there == ran.out, "`cargo run -p xtask -- pictures` draws {name} anew");
    }
    assert_eq!(fs::read_dir(folder).unwrap().count(), PICTURES.len());
}

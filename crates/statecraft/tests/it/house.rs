//! The house rules: who imports whom, and what a file may hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const LONGEST_FUNCTION: usize = 60;

type Arrows = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A file of the library: its path below `src`, and its text.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// The folder that it is in; none for `lib.rs`.
    fn room(&self) -> Option<&str> {
        self.path.split_once('/').map(|(room, _)| room)
    }

    /// The lines that are code, with their numbers: not blank, and not only a comment.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(at, line)| (at + 1, line));
        lines.filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with("//"))
    }

    /// The same without the unit tests at its end, which may look wherever they need.
    pub(crate) fn shipped_code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code().take_while(|(_, line)| *line != "#[cfg(test)]")
    }
}

pub(crate) fn sources() -> Vec<Source> {
    let folder = root().join("crates/statecraft/src");
    let mut found = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&folder).expect("below src").to_string_lossy().replace('\\', "/");
                found.push(Source { text: fs::read_to_string(&path).expect("a text"), path: name });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 20, "only {} files", found.len());
    found
}

/// The table of DESIGN.md: the first block after the heading that speaks of the house, a line `room -> room, room` for each.
fn allowed() -> Arrows {
    let design = read("DESIGN.md");
    let mut lines = design.lines().skip_while(|line| !(line.starts_with('#') && line.contains("The house")));
    let block =
        lines.by_ref().skip_while(|line| !line.starts_with("```")).skip(1).take_while(|line| !line.starts_with("```"));
    let arrow = |line: &str| {
        let (room, to) = line.split_once("->").unwrap_or_else(|| panic!("not an arrow: {line}"));
        let to = to.split(',').map(|room| room.trim().to_string()).filter(|room| !room.is_empty()).collect();
        (room.trim().to_string(), to)
    };
    block.map(arrow).collect()
}

/// Where each room looks: `use crate::room`, `crate::room::…` anywhere in code, and `use crate::{room, room}`.
fn looked_at(source: &Source) -> BTreeSet<String> {
    let code: String = source.shipped_code().map(|(_, line)| line.to_string() + "\n").collect();
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => found.extend(list.split('}').next().unwrap_or("").split(',').map(|part| word(part.trim()))),
            None => found.extend([word(rest)]),
        }
    }
    found.remove("");
    found
}

#[test]
fn rooms_import_only_what_design_allows() {
    let allowed = allowed();
    let mut real = Arrows::new();
    for source in sources() {
        let Some(room) = source.room() else { continue };
        let looks = looked_at(&source).into_iter().filter(|other| other != room);
        real.entry(room.to_string()).or_default().extend(looks);
    }
    assert_eq!(real.keys().collect::<Vec<_>>().len(), allowed.len(), "rooms: {real:?}");
    for (room, to) in &real {
        let may = allowed.get(room).unwrap_or_else(|| panic!("DESIGN.md does not have the room {room}"));
        let more: Vec<&String> = to.difference(may).collect();
        let less: Vec<&String> = may.difference(to).collect();
        assert!(more.is_empty(), "{room} imports {more:?}; DESIGN.md does not allow it");
        assert!(less.is_empty(), "{room} does not import {less:?}; DESIGN.md says that it may");
    }
}

#[test]
fn imports_look_upstream_only() {
    let allowed = allowed();
    let mut known = BTreeSet::new();
    while let Some(next) = allowed.iter().find(|(room, to)| !known.contains(*room) && to.is_subset(&known)) {
        known.insert(next.0.clone());
    }
    assert_eq!(
        known.len(),
        allowed.len(),
        "these rooms import each other: {:?}",
        allowed.keys().filter(|room| !known.contains(*room)).collect::<Vec<_>>()
    );
}

#[test]
fn every_room_opens_with_its_theory() {
    for source in sources().iter().filter(|source| source.path.ends_with("mod.rs")) {
        let Some(room) = source.room() else { continue };
        let own = source.path == format!("{room}/mod.rs");
        let opening = if own { format!("//! **{room}**") } else { "//! ".to_string() };
        assert!(source.text.starts_with(&opening), "{} does not open with {opening}", source.path);
    }
    for source in sources() {
        assert!(source.text.starts_with("//! "), "{} does not say what it is", source.path);
    }
}

/// A package is handed out without the rest of the repository: what its code embeds lies in its folder.
#[test]
fn crates_embed_only_what_they_bring() {
    let mut embedded = 0;
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path().join("src")).collect();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Some(own) = path.ancestors().find(|above| above.join("Cargo.toml").is_file()) else { continue };
            let text = fs::read_to_string(&path).unwrap_or_default();
            for name in ["include_str!(\"", "include_bytes!(\""].iter().flat_map(|start| text.split(start).skip(1)) {
                let name = name.split('"').next().unwrap();
                let up = |at: &Path| at.parent().unwrap().to_path_buf();
                let step = |at: PathBuf, part| if part == ".." { up(&at) } else { at.join(part) };
                let place = name.split('/').fold(folder.clone(), step);
                assert!(place.starts_with(own) && place.is_file(), "{} embeds {name}", path.display());
                embedded += 1;
            }
        }
    }
    assert!(embedded > 5, "{embedded}");
}

/// The compiler looks whether each public item has a doc; this looks whether it is asked to.
#[test]
fn public_items_must_have_docs() {
    let manifest = read("Cargo.toml");
    let level = manifest.lines().find_map(|line| line.strip_prefix("missing_docs = "));
    assert!(level.is_some_and(|level| level.contains("warn") || level.contains("deny")), "{level:?}");
    for package in ["crates/statecraft/Cargo.toml", "crates/statecraft-cli/Cargo.toml"] {
        assert!(read(package).contains("[lints]\nworkspace = true"), "{package} does not take the lints");
    }
    for source in sources() {
        assert!(!source.text.contains("allow(missing_docs"), "{}", source.path);
    }
}

#[test]
fn functions_are_short() {
    let seen: usize = sources().iter().map(|source| functions(source).len()).sum();
    assert!(seen > 200, "only {seen} functions seen");
    for source in sources() {
        for (at, name, length) in functions(&source) {
            assert!(length <= LONGEST_FUNCTION, "{}:{at}: {name} has {length} lines", source.path);
        }
    }
}

/// The functions of a file: where, name, and how many lines from its head to the bracket that closes it.
fn functions(source: &Source) -> Vec<(usize, String, usize)> {
    let lines: Vec<&str> = source.text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let margin = line.len() - line.trim_start().len();
        let head = line
            .trim_start()
            .trim_start_matches("pub(super) ")
            .trim_start_matches("pub(crate) ")
            .trim_start_matches("pub ");
        let Some(name) = head.strip_prefix("fn ").and_then(|rest| rest.split(['(', '<']).next()) else { continue };
        let closing = format!("{}}}", " ".repeat(margin));
        let end = lines[at..].iter().position(|line| *line == closing).filter(|_| !line.ends_with('}'));
        found.push((at + 1, name.to_string(), end.map_or(1, |end| end + 1)));
    }
    found
}

#[test]
fn no_panics_and_nothing_left_to_do() {
    const NEVER: [&str; 9] = [
        ".unwrap()",
        ".expect(",
        "panic!(",
        "todo!(",
        "unimplemented!(",
        "unreachable!(",
        "unsafe ",
        "dbg!(",
        "println!(",
    ];
    for source in sources() {
        for (at, line) in source.code() {
            let found = NEVER.iter().find(|word| line.contains(**word));
            assert!(found.is_none(), "{}:{at}: {}", source.path, line.trim());
        }
        for (at, line) in source.text.lines().enumerate() {
            let found = ["TODO", "FIXME", "XXX"].iter().find(|word| line.contains(**word));
            assert!(found.is_none(), "{}:{}: {}", source.path, at + 1, line.trim());
        }
    }
}

#[test]
fn conditions_are_written_as_conditions() {
    for source in sources() {
        for (at, line) in source.code() {
            let is_match = line.trim_start().starts_with("true =>"); // `(true, false) =>` may read best
            assert!(!is_match, "{}:{at}: `if … else` reads better: {}", source.path, line.trim());
            let is_filter = line.contains("filter(|_|");
            assert!(!is_filter, "{}:{at}: `cond.then_some(…)` reads better: {}", source.path, line.trim());
        }
    }
}

#[test]
fn every_test_file_is_listed() {
    let main = read("crates/statecraft/tests/it/main.rs");
    for entry in fs::read_dir(root().join("crates/statecraft/tests/it")).expect("a folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        if let Some(name) = name.strip_suffix(".rs").filter(|name| *name != "main") {
            assert!(main.contains(&format!("mod {name};")), "main.rs does not list {name}");
        }
    }
    // Another binary would be one that this test does not see.
    let others = fs::read_dir(root().join("crates/statecraft/tests")).expect("a folder");
    let others = others.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    assert_eq!(others.filter(|name| name.ends_with(".rs")).collect::<Vec<_>>(), Vec::<String>::new());
}

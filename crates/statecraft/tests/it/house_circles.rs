//! The house rule against circles inside a room: of the files of a room none may need another that needs it in turn.
//!
//! A file *needs* another when its code names something that is defined there: by `use super::x`, `super::super::x`,
//! `crate::room::x`, in a `use` or in the middle of a line, or a module's file one of its own children. What a module only hands
//! on (`pub use x::Thing`) is defined where it comes from. One thing is allowed in both directions: a module's own file stands
//! for all of its folder, so the files below may use what it defines, and it may use them.

use crate::house::{Source, sources};
use std::collections::{BTreeMap, BTreeSet};

/// A module: the names on the way from the crate to it.
type Module = Vec<String>;

/// A file as a module: what it takes in and what its code names.
struct File {
    path: String,
    /// What each name that a `use` brings in stands for, as it is written.
    brought_in: BTreeMap<String, Vec<String>>,
    /// All paths that occur, as they are written.
    named: Vec<Vec<String>>,
}

type Files = BTreeMap<Module, File>;

fn module(path: &str) -> Module {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod").trim_end_matches("lib");
    path.split('/').filter(|name| !name.is_empty()).map(String::from).collect()
}

fn file(source: &Source) -> File {
    let mut file = File { path: source.path.clone(), brought_in: BTreeMap::new(), named: Vec::new() };
    let code: String = source.shipped_code().map(|(_, line)| line.to_string() + "\n").collect();
    let mut rest = code.as_str();
    while let Some(at) = rest.find("use ") {
        let (before, from) = rest.split_at(at);
        file.named.extend(paths(before));
        let begins = before.trim_end_matches(' ').ends_with('\n') || before.ends_with("pub ") || before.ends_with(") ");
        let end = from.find(';').unwrap_or(from.len());
        if begins || before.is_empty() {
            expand(&from[4..end], &[], &mut |name, path| {
                file.named.push(path.clone());
                file.brought_in.insert(name, path);
            });
            rest = &from[end..];
        } else {
            rest = &from[4..];
        }
    }
    file.named.extend(paths(rest));
    file
}

/// The names of a `use`, and what they stand for.
fn expand(tree: &str, above: &[String], found: &mut impl FnMut(String, Vec<String>)) {
    let tree = tree.trim();
    if let Some((head, list)) = tree.split_once('{') {
        let above = [above, &segments(head)].concat();
        let (mut depth, mut from) = (0, 0);
        let list = list.trim_end().trim_end_matches('}').to_string() + ",";
        for (at, letter) in list.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    expand(&list[from..at], &above, found);
                    from = at + 1;
                }
                _ => {}
            }
        }
    } else if !tree.is_empty() {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
        let mut path = [above, &segments(path)].concat();
        if !above.is_empty() && path.last().is_some_and(|name| name == "self") {
            path.pop();
        }
        let name = if name.is_empty() { path.last().cloned().unwrap_or_default() } else { name.trim().to_string() };
        found(name, path);
    }
}

fn segments(path: &str) -> Vec<String> {
    path.split("::").map(|segment| segment.trim().to_string()).filter(|segment| !segment.is_empty()).collect()
}

/// The paths of two or more names in code that is no `use`.
fn paths(code: &str) -> Vec<Vec<String>> {
    let is_part = |c: char| !(c.is_alphanumeric() || c == '_' || c == ':');
    let words = code.split(is_part).filter(|word| word.contains("::"));
    words.map(segments).filter(|path| path.len() > 1).collect()
}

/// The module where a path leads that is written in some module, if it is one of the crate.
fn resolve(files: &Files, from: &Module, path: &[String], steps: usize) -> Option<Module> {
    let mut at = from.clone();
    let mut rest = path;
    match path.first()?.as_str() {
        "crate" => (at, rest) = (Vec::new(), &path[1..]),
        "self" => rest = &path[1..],
        "super" => {
            while rest.first().is_some_and(|name| name == "super") {
                at.pop();
                rest = &rest[1..];
            }
        }
        child if files.contains_key(&[from.as_slice(), &[child.to_string()]].concat()) => {}
        _ => return None,
    }
    while let Some(name) = rest.first() {
        let below = [at.as_slice(), std::slice::from_ref(name)].concat();
        if files.contains_key(&below) {
            (at, rest) = (below, &rest[1..]);
            continue;
        }
        let handed_on = files.get(&at)?.brought_in.get(name).filter(|_| steps > 0);
        return match handed_on {
            Some(whence) => {
                resolve(files, &at, &[whence.as_slice(), &rest[1..]].concat(), steps - 1).or(Some(Vec::new()))
            }
            None => Some(at),
        };
    }
    Some(at)
}

/// Which files of its room each file needs.
fn needs(sources: &[Source]) -> BTreeMap<String, BTreeSet<String>> {
    let files: Files = sources.iter().map(|source| (module(&source.path), file(source))).collect();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, file) in &files {
        let needed = file.named.iter().filter_map(|path| resolve(&files, module, path, 8));
        let needed = needed.filter(|other| other.first() == module.first() && !module.starts_with(other));
        let needed = needed.filter_map(|other| files.get(&other)).map(|other| other.path.clone());
        found.entry(file.path.clone()).or_default().extend(needed);
    }
    found
}

/// The files that are on a circle, or between two.
fn on_circles(mut needs: BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    loop {
        let needed: BTreeSet<String> = needs.values().flatten().cloned().collect();
        let left: BTreeSet<String> = needs
            .iter()
            .filter(|(file, to)| !to.is_empty() && needed.contains(*file))
            .map(|(file, _)| file.clone())
            .collect();
        if left.len() == needs.len() {
            return left.into_iter().collect();
        }
        needs.retain(|file, _| left.contains(file));
        needs.values_mut().for_each(|to| to.retain(|file| left.contains(file)));
    }
}

#[test]
fn no_circles_inside_a_room() {
    let needs = needs(&sources());
    let arrows: usize = needs.values().map(BTreeSet::len).sum();
    assert!(arrows > 200, "only {arrows} arrows seen");
    let circles = on_circles(needs.clone());
    let between: Vec<String> = circles
        .iter()
        .map(|file| {
            let to: Vec<&String> = needs[file].iter().filter(|to| circles.contains(to)).collect();
            format!("{file} -> {to:?}")
        })
        .collect();
    assert!(circles.is_empty(), "circles:\n{}", between.join("\n"));
}

#[test]
fn a_circle_is_seen_however_it_is_written() {
    let source = |path: &str, text: &str| Source { path: path.to_string(), text: text.to_string() };
    let circles = |files: &[(&str, &str)]| {
        let sources: Vec<Source> = files.iter().map(|(path, text)| source(path, text)).collect();
        on_circles(needs(&sources))
    };
    let face = (
        "room/mod.rs",
        "mod one;\nmod two;\npub use one::{One, Other as Another};\npub use two::Two;\npub struct Own;\n",
    );
    let of = |one, two| circles(&[face, ("room/one.rs", one), ("room/two.rs", two)]);
    let both = ["room/one.rs", "room/two.rs"];
    // Siblings, by name, in a list, in the middle of a line, from the crate, and through what the module hands on.
    assert_eq!(of("use super::two::Two;\n", "use super::one::One;\n"), both);
    assert_eq!(of("use super::{Own, two};\n", "use super::{one::{self, One}, Own};\n"), both);
    assert_eq!(of("fn f() -> super::two::Two {}\n", "pub(super) use crate::room::one::One;\n"), both);
    assert_eq!(of("use super::Two;\n", "use super::{\n    Another,\n    Own,\n};\n"), both);
    assert_eq!(of("use crate::room::Two;\n", "fn f() { let x = crate::room::One; }\n"), both);
    // One direction, and what the module itself defines, are no circle; nor is what tests need.
    assert_eq!(of("use super::{Own, Two};\n", "use super::Own;\n"), [""; 0]);
    assert_eq!(
        of("use super::Two;\n", "fn f() {}\n#[cfg(test)]\nmod tests {\n    use super::super::one::One;\n}\n"),
        [""; 0]
    );
    // Over the files of two folders.
    let folders = [
        ("room/mod.rs", "mod one;\nmod two;\n"),
        ("room/one/mod.rs", "mod below;\nfn f() { below::g() }\n"),
        ("room/one/below.rs", "use crate::room::two::Two;\n"),
        ("room/two.rs", "use super::one;\nfn f() { one::f() }\n"),
    ];
    assert_eq!(circles(&folders), ["room/one/below.rs", "room/one/mod.rs", "room/two.rs"]);
}

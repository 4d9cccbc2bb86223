//! The pages of `docs/commands` say what `--help` says. `cargo run -p xtask -- commands` makes them anew.

use crate::docs::pages;
use crate::run::root;
use clap::Command;
use std::collections::BTreeMap;
use std::fs;

/// How wide help is set on a page.
const WIDTH: usize = 96;
const MARK: &str = "<!-- made by `cargo run -p xtask -- commands`; changes here are lost -->\n";

#[test]
fn command_pages_are_fresh() {
    let (made, folder) = (made(), root().join("docs/commands"));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(&folder).unwrap();
        made.iter().for_each(|(name, text)| fs::write(folder.join(name), text).unwrap());
    }
    let there = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap());
    let there: BTreeMap<String, String> = there
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path()).unwrap()))
        .collect();
    let wrong: Vec<&String> =
        made.keys().chain(there.keys()).filter(|name| made.get(*name) != there.get(*name)).collect();
    assert!(wrong.is_empty(), "`cargo run -p xtask -- commands` makes {wrong:?} anew");
}

/// Every page by its name: one for each command, and the list of them.
fn made() -> BTreeMap<String, String> {
    let mut program = statecraft_cli::command().term_width(WIDTH);
    program.build();
    let examples = examples();
    let mut found = BTreeMap::new();
    let mut list = format!(
        "{MARK}# The commands\n\nEvery command, by what one wants to do. All say the same with `statecraft help COMMAND`.\n"
    );
    for (group, names) in statecraft_cli::GROUPS {
        list += &format!("\n## {group}\n\n| command | what it does |\n|---|---|\n");
        for name in names {
            let command = program.find_subcommand(name).unwrap();
            list += &format!("| [`{name}`]({name}.md) | {} |\n", cell(&about(command)));
            found.insert(format!("{name}.md"), page(group, command, examples.get(*name).map(Vec::as_slice)));
        }
    }
    let codes = program.get_after_help().map(ToString::to_string).unwrap_or_default();
    list += &format!("\n## How a command ends\n\n```text\n{codes}\n```\n");
    found.insert("README.md".into(), list);
    found
}

fn page(group: &str, command: &Command, examples: Option<&[(String, String)]>) -> String {
    let mut page = format!("{MARK}# statecraft {}\n\n{}.\n\n", command.get_name(), about(command));
    page += &help(command);
    for part in command.get_subcommands().filter(|part| part.get_name() != "help" && !part.is_hide_set()) {
        page += &format!("\n## statecraft {} {}\n\n{}", command.get_name(), part.get_name(), help(part));
    }
    if let Some(examples) = examples {
        page += "\n## Examples, with what they print\n\n";
        page += &examples.iter().map(|(line, at)| format!("- `{line}` in [{at}](../../{at})\n")).collect::<String>();
    }
    page + &format!("\nOthers under “{group}” are in [the list of commands](README.md).\n")
}

fn help(command: &Command) -> String {
    let text = command.clone().render_long_help().to_string();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    format!("```text\n{}\n```\n", lines.join("\n").trim())
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// For each command the first lines of the other pages that run it, one for each page, three at most.
fn examples() -> BTreeMap<String, Vec<(String, String)>> {
    let mut found: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for page in pages().into_iter().filter(|page| !page.starts_with("docs/commands/")) {
        let text = fs::read_to_string(root().join(&page)).unwrap();
        for line in text.lines().filter_map(|line| line.strip_prefix("cargo run --release -- ")) {
            let known = found.entry(line.split(' ').next().unwrap_or_default().to_string()).or_default();
            if known.len() < 3 && !line.ends_with('\\') && known.iter().all(|(_, at)| *at != page) {
                known.push((format!("statecraft {line}"), page.clone()));
            }
        }
    }
    found
}

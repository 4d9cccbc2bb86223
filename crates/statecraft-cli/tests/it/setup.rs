//! What sets the program up: completions, the manual, and what `--version` tells.

use crate::run::{scratch, statecraft};
use std::fs;

fn commands() -> impl Iterator<Item = &'static str> {
    statecraft_cli::GROUPS.iter().flat_map(|(_, names)| names.iter().copied())
}

#[test]
fn every_shell_can_complete_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = statecraft(&["completions", shell]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{shell}");
        assert!(commands().all(|name| ran.out.contains(name)), "{shell}");
    }
    assert_eq!(statecraft(&["completions", "sh"]).code, Some(2));
}

#[test]
fn every_command_has_a_page_in_the_manual() {
    let folder = scratch("manual");
    let ran = statecraft(&["man", "--all", folder.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
    for name in commands() {
        let page = fs::read_to_string(folder.join(format!("statecraft-{name}.1"))).unwrap();
        assert!(page.contains(".SH NAME"), "{name}");
        assert!(statecraft(&["man", name]).out.contains(".SH SYNOPSIS"), "{name}");
    }
    assert!(statecraft(&["man"]).out.contains(".SH SUBCOMMANDS"));
    let ran = statecraft(&["man", "analyse"]);
    assert!(ran.code == Some(2) && ran.err.contains("there is no command `analyse`"), "{}", ran.err);
}

#[test]
fn the_version_tells_what_was_built() {
    let ran = statecraft(&["--version"]);
    let begins: Vec<&str> = ran.out.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(begins, ["statecraft", "revision:", "features:", "built:"], "{}", ran.out);
    assert_eq!(statecraft(&["-V"]).out, format!("statecraft {}\n", env!("CARGO_PKG_VERSION")));
}

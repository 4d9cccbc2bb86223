//! What stands in a terminal: lines that keep to its width, and commands that can be pasted.

use crate::commands::changed;
use crate::run::{scratch, statecraft};

const STRIKE: &str = "cases/tutorial-harbour-strike";

/// Names of any length: no line is wider than the page, and nothing is lost.
#[test]
fn tables_keep_to_the_width() {
    let named = |test: &str, name: &str| changed(test, "name    = \"Harbour company\"", &format!("name = \"{name}\""));
    let cases = [named("wide", "Long name ".repeat(30).trim()), named("endless", &"x".repeat(70_000))];
    for command in ["analyze", "compare", "coalitions", "ledger", "impact", "show"] {
        for case in &cases {
            let ran = statecraft(&[command, case, "--account", "pay", "--account", "jobs"]);
            assert_eq!(ran.code, Some(0), "{command}: {}", ran.err);
            let plain = |line: &&str| !line.contains("statecraft ");
            let widest = ran.out.lines().filter(plain).map(|line| line.chars().count()).max();
            assert!(widest <= Some(80), "{command}: {widest:?}\n{}", ran.out);
        }
    }
}

/// What is printed as a command can be pasted: the case as it was given, in quotation marks where a shell needs them.
#[test]
fn hints_can_be_pasted() {
    let folder = scratch("hints").join("my case");
    let given = folder.to_str().unwrap();
    let typed = format!("'{given}'");
    assert!(statecraft(&["new", given]).out.contains(&format!("statecraft check {typed}\n")));
    for args in [["analyze", given].as_slice(), &["states", given], &["impact", given, "--claim", "nonsense-it-is"]] {
        let ran = statecraft(args);
        let said = ran.out + &ran.err;
        assert!(!said.contains("CASE"), "{said}");
        assert!(said.matches("statecraft ").count() == said.matches(&typed).count(), "{said}");
    }
    let ran = statecraft(&["paths", STRIKE, "--to", "company.raise and not union.strike"]);
    assert!(ran.err.contains("--to-where 'company.raise and not union.strike'"), "{}", ran.err);
    let ran = statecraft(&["paths", STRIKE, "--to-where", "company.raise and"]);
    assert!(
        ran.err.contains("error: --to-where: the statement breaks off") || ran.err.contains("--to-where: the"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains(":1:"), "{}", ran.err);
    let [with, without] = ["company.raise unless union.strike", "company.raise if not union.strike"]
        .map(|statement| statecraft(&["states", STRIKE, "--where", statement]).out);
    assert_eq!(with, without);
}

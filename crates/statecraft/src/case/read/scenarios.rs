//! `[scenarios.NAME]`: sets of states that have a name.

use super::fields::{Entry, Reader, Shape};
use crate::case::{Scenario, Within};
use crate::diag::Diagnostic;

const SCENARIO: Shape = Shape {
    what: "a scenario",
    written: "[scenarios.NAME] above its keys",
    keys: &["title", "where", "states", "exclusive"],
};

/// The `scenarios` of a case.
pub(super) fn scenarios(reader: &mut Reader, root: &Entry) -> Vec<Scenario> {
    let mut found = Vec::new();
    for (key, entry) in reader.named(root, "scenarios", SCENARIO) {
        let title = reader.title(&entry);
        let exclusive = reader.boolean(&entry, "exclusive").unwrap_or(false);
        let within = match (entry.get("where"), entry.get("states")) {
            (Some(value), None) => reader.statement(value, "`where`").map(Within::Where),
            (None, Some(_)) => Some(Within::States(reader.strings(&entry, "states"))),
            (Some(_), Some(_)) => {
                let problem = Diagnostic::error("bad-scenario", entry.key("states"), "a scenario is given in one way");
                reader.tell(
                    problem
                        .also(entry.key("where"), "this is one way")
                        .help("write where = '…', or in a bare graph states = [\"…\"]"),
                );
                None
            }
            (None, None) => {
                if !entry.misspells(&["where", "states"]) {
                    let problem =
                        Diagnostic::error("bad-scenario", key.span, "the scenario does not say which states it has");
                    reader.tell(problem.help("add where = '…', a statement that is true in its states"));
                }
                None
            }
        };
        match within {
            Some(within) => found.push(Scenario { key, title, within, exclusive }),
            None => reader.lost(),
        }
    }
    found
}

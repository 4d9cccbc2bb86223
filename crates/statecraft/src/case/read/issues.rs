//! `[issues.NAME]`: the parts of the conflict.

use super::fields::{Entry, Reader, Shape};
use crate::case::Issue;
use crate::diag::Diagnostic;

const ISSUE: Shape = Shape { what: "an issue", written: "[issues.NAME] above its keys", keys: &["title", "options"] };

/// The `issues` of a case.
pub(super) fn issues(reader: &mut Reader, root: &Entry) -> Vec<Issue> {
    let mut found = Vec::new();
    for (key, entry) in reader.named(root, "issues", ISSUE) {
        let title = reader.title(&entry);
        let names = reader.strings(&entry, "options");
        match entry.get("options").map(|value| value.get_ref().as_array()) {
            None if entry.misspells(&["options"]) => reader.lost(),
            None => {
                let problem = Diagnostic::error("missing", entry.at, "an issue needs `options`");
                reader.lose(problem.label("no `options` here").help("add options = [\"actor.option\", …]"));
            }
            Some(Some(none)) if none.is_empty() => {
                let problem = Diagnostic::error("bad-value", entry.key("options"), "an issue has options");
                reader.lose(problem.help("list them, such as [\"actor.option\"], or remove the issue"));
            }
            Some(_) => {}
        }
        let options = names.iter().filter_map(|name| reader.option_name(name)).collect();
        found.push(Issue { key, title, options });
    }
    found
}

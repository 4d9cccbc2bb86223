//! `[[story]]`: the case told step by step, each step with something to look at.

use super::fields::{Entry, Reader, Shape, span};
use crate::case::{SHOWN, StoryStep};
use crate::diag::{Diagnostic, Span, shown};

const STEP: Shape = Shape {
    what: "a step of the story",
    written: "[[story]] above each step",
    keys: &["title", "text", "show", "taken", "account", "actor", "claims"],
};

/// The `story` of a case.
pub(super) fn story(reader: &mut Reader, root: &Entry) -> Vec<StoryStep> {
    let Some(value) = root.get("story") else { return Vec::new() };
    let items = reader.array(value, "`story`", "write [[story]] above each step");
    let mut found = Vec::new();
    for item in items.into_iter().flatten() {
        let Some(entry) = reader.table(item, span(item), STEP) else { continue };
        let at = entry.table.keys().next().map_or(span(item), |key| Span::from(key.span()));
        let entry = Entry { at, ..entry };
        let title = reader.title(&entry);
        let text = reader.required_string(&entry, "text").map(|text| text.value).unwrap_or_default();
        let show = show(reader, &entry);
        let taken = entry.get("taken").map(|_| {
            let names = reader.strings(&entry, "taken");
            names.iter().filter_map(|name| reader.option_name(name)).collect()
        });
        let account = reader.string(&entry, "account");
        let actor = reader.string(&entry, "actor");
        let claims = reader.strings(&entry, "claims");
        found.push(StoryStep { title, text, show, taken, account, actor, claims, span: at });
    }
    found
}

/// What a step shows, if that is something that can be shown.
fn show(reader: &mut Reader, entry: &Entry) -> Option<String> {
    let written = reader.string(entry, "show")?;
    if SHOWN.contains(&written.value.as_str()) {
        return Some(written.value);
    }
    let message = format!("a step cannot show `{}`", shown(&written.value));
    reader.tell(
        Diagnostic::error("bad-value", written.span, message).help(format!("write one of: {}", SHOWN.join(", "))),
    );
    None
}

//! `[variants.NAME]`: what another honest reader could write.

use super::fields::{Entry, Reader, Shape, span};
use crate::case::Variant;
use crate::diag::{Diagnostic, Spanned};
use toml::de::DeValue;

const VARIANT: Shape =
    Shape { what: "a variant", written: "[variants.NAME] above its keys", keys: &["title", "edits"] };

const AN_EDIT: &str =
    "write edits = [{ move = { wish = { actor = \"…\", place = 2 }, to = 1 } }]; docs/reference/edit.md has all edits";

/// The `variants` of a case.
pub(super) fn variants(reader: &mut Reader, root: &Entry) -> Vec<Variant> {
    let mut found = Vec::new();
    for (key, entry) in reader.named(root, "variants", VARIANT) {
        let title = reader.title(&entry);
        let Some(value) = entry.get("edits") else {
            reader.missing(&entry, "edits");
            continue;
        };
        let items = reader.array(value, "`edits`", AN_EDIT).into_iter().flatten();
        let mut edits = Vec::new();
        for item in items {
            let at = span(item);
            match item.get_ref() {
                DeValue::Table(_) if reader.text[at.start..at.end].starts_with('{') => {
                    edits.push(Spanned::new(reader.text[at.start..at.end].to_string(), at));
                }
                _ => reader.lose(Diagnostic::error("bad-edit", at, "an edit stands in braces").help(AN_EDIT)),
            }
        }
        found.push(Variant { key, title, edits });
    }
    found
}

//! `[variants.NAME]`: what another honest reader could write.

use super::fields::{Entry, Reader, Shape, span};
use crate::case::Variant;
use crate::diag::{Diagnostic, Spanned};
use toml::Value;
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
            match (item.get_ref(), plain(item.get_ref())) {
                (DeValue::Table(_), Some(edit)) => edits.push(Spanned::new(edit, span(item))),
                _ => reader.lose(Diagnostic::error("bad-edit", span(item), "an edit is a table").help(AN_EDIT)),
            }
        }
        found.push(Variant { key, title, edits });
    }
    found
}

/// A value without its places.
fn plain(value: &DeValue) -> Option<Value> {
    Some(match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => Value::Integer(number.as_str().parse().ok()?),
        DeValue::Float(number) => Value::Float(number.as_str().parse().ok()?),
        DeValue::Boolean(truth) => Value::Boolean(*truth),
        DeValue::Datetime(date) => Value::Datetime(*date),
        DeValue::Array(items) => Value::Array(items.iter().map(|item| plain(item.get_ref())).collect::<Option<_>>()?),
        DeValue::Table(table) => {
            let pair = |(key, value): (&toml::Spanned<_>, &toml::Spanned<DeValue>)| {
                let key: &std::borrow::Cow<str> = key.get_ref();
                Some((key.to_string(), plain(value.get_ref())?))
            };
            Value::Table(table.iter().map(pair).collect::<Option<_>>()?)
        }
    })
}

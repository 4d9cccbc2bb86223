//! `[[rules]]`: what cannot be.

use super::fields::{Entry, Reader, Shape, span};
use crate::case::{Rule, RuleKind};
use crate::diag::{Diagnostic, Span};

const RULE: Shape = Shape {
    what: "a rule",
    keys: &[
        "never",
        "when",
        "needs",
        "at_most_one",
        "at_least_one",
        "exactly_one",
        "same",
        "actor",
        "from",
        "to",
        "cannot",
        "reason",
        "claims",
        "assumption",
    ],
};

/// The first key of each kind of rule, and all that belong to it.
const KINDS: [(&str, &[&str]); 7] = [
    ("never", &["never"]),
    ("when", &["when", "needs"]),
    ("at_most_one", &["at_most_one"]),
    ("at_least_one", &["at_least_one"]),
    ("exactly_one", &["exactly_one"]),
    ("same", &["same"]),
    ("cannot", &["actor", "from", "to", "cannot"]),
];

/// The `rules` of a case or an account.
pub(super) fn rules(reader: &mut Reader, parent: &Entry) -> Vec<Rule> {
    let Some(value) = parent.get("rules") else { return Vec::new() };
    let items = reader.array(value, "`rules`", "write [[rules]] above each rule");
    let mut found = Vec::new();
    for item in items.into_iter().flatten() {
        let Some(entry) = reader.table(item, span(item), RULE) else { continue };
        let at = entry.table.keys().next().map_or(span(item), |key| Span::from(key.span()));
        let entry = Entry { at, ..entry };
        let reason = reader.text(&entry, "reason");
        let mut support = reader.support(&entry);
        support.assumption = support.assumption.or(reason.clone());
        if let Some(kind) = kind(reader, &entry) {
            found.push(Rule { kind, reason, support, span: at });
        }
    }
    found
}

fn kind(reader: &mut Reader, entry: &Entry) -> Option<RuleKind> {
    let present: Vec<_> = KINDS.iter().filter(|(_, keys)| keys.iter().any(|key| entry.get(key).is_some())).collect();
    let [(kind, keys)] = present.as_slice() else {
        let message = if present.is_empty() { "this rule says nothing" } else { "one rule has one kind" };
        reader.problems.push(Diagnostic::error("bad-rule", entry.at, message).help(
            "write one of: never; when and needs; at_most_one; at_least_one; exactly_one; same; actor, from, to and cannot",
        ));
        return None;
    };
    let absent: Vec<_> = keys.iter().filter(|key| entry.get(key).is_none()).collect();
    if let Some(first) = absent.first() {
        let message = format!("a rule with `{}` also needs `{first}`", keys.iter().find(|key| !absent.contains(key))?);
        let value = if **first == "cannot" { "true" } else { "'…'" };
        reader.problems.push(Diagnostic::error("missing", entry.at, message).help(format!("add {first} = {value}")));
        return None;
    }
    let mut one = |key: &str| reader.statement(entry.get(key)?, &format!("`{key}`"));
    Some(match *kind {
        "never" => RuleKind::Never(one("never")?),
        "when" => {
            let (when, needs) = (one("when"), one("needs"));
            RuleKind::Needs(when?, needs?)
        }
        "same" => RuleKind::Same(one("same")?),
        "cannot" => {
            let (from, to) = (one("from"), one("to"));
            let actor = reader.string(entry, "actor");
            if reader.boolean(entry, "cannot") == Some(false) {
                let message = "`cannot` is true or left out together with its rule";
                reader.problems.push(Diagnostic::error("bad-value", entry.at, message).help("write cannot = true"));
            }
            RuleKind::Cannot(actor?, from?, to?)
        }
        list => {
            let statements = reader.statements(entry.get(list)?, &format!("`{list}`"));
            match list {
                "at_most_one" => RuleKind::AtMostOne(statements),
                "at_least_one" => RuleKind::AtLeastOne(statements),
                _ => RuleKind::ExactlyOne(statements),
            }
        }
    })
}

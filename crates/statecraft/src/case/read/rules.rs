//! `[[rules]]`: what cannot be.

use super::fields::{Entry, Reader, Shape, one_line, span};
use crate::case::{Rule, RuleKind};
use crate::diag::{Diagnostic, Span};

const RULE: Shape = Shape {
    what: "a rule",
    written: "[[rules]] above each rule",
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
        "leap",
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
        let reason = reader.words(&entry, "reason").map(|reason| one_line(&reason.value));
        let mut support = reader.support(&entry);
        support.assumption = support.assumption.or(reason.clone());
        match kind(reader, &entry) {
            Some(kind) => found.push(Rule { kind, reason, support, span: at }),
            None => reader.lost(),
        }
    }
    found
}

const ONE_OF: &str =
    "write one of: never; when and needs; at_most_one; at_least_one; exactly_one; same; actor, from, to and cannot";

/// A rule that says nothing, or two things.
fn not_one_kind(reader: &mut Reader, entry: &Entry, keys: Vec<&str>) {
    let mut present = keys.into_iter().filter(|key| entry.get(key).is_some());
    let all: Vec<&str> = KINDS.iter().flat_map(|(_, keys)| keys.iter().copied()).collect();
    match (present.next(), present.next_back()) {
        (Some(first), Some(last)) => reader.tell(
            Diagnostic::error("bad-rule", entry.key(last), "one rule says one thing")
                .label("this says another")
                .also(entry.key(first), "this says one thing")
                .help("write two rules, each below its own [[rules]]"),
        ),
        _ if entry.misspells(&all) => {}
        _ => reader.tell(Diagnostic::error("bad-rule", entry.at, "this rule says nothing").help(ONE_OF)),
    }
}

/// A rule of which a part is missing.
fn half(reader: &mut Reader, entry: &Entry, keys: &[&str]) {
    let (there, absent): (Vec<&str>, Vec<&str>) = keys.iter().copied().partition(|key| entry.get(key).is_some());
    let value = |key: &str| match key {
        "cannot" => "cannot = true".to_string(),
        "actor" => "actor = \"…\"".to_string(),
        key => format!("{key} = '…'"),
    };
    if let Some(first) = there.first()
        && !entry.misspells(&absent)
    {
        let names: Vec<String> = absent.iter().map(|key| format!("`{key}`")).collect();
        let help = absent.iter().map(|key| value(key)).collect::<Vec<_>>().join(", ");
        let message = format!("a rule with `{first}` also needs {}", names.join(" and "));
        reader.tell(Diagnostic::error("bad-rule", entry.key(first), message).help(format!("add {help}")));
    }
}

fn kind(reader: &mut Reader, entry: &Entry) -> Option<RuleKind> {
    let present: Vec<_> = KINDS.iter().filter(|(_, keys)| keys.iter().any(|key| entry.get(key).is_some())).collect();
    let [(kind, keys)] = present.as_slice() else {
        not_one_kind(reader, entry, present.iter().flat_map(|(_, keys)| keys.iter().copied()).collect());
        return None;
    };
    if keys.iter().any(|key| entry.get(key).is_none()) {
        half(reader, entry, keys);
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
                let message = "a rule says which moves cannot be made, not which can";
                let help = "write cannot = true, or remove the rule: what no rule bars can be done";
                reader.lose(Diagnostic::error("bad-value", span(entry.get("cannot")?), message).help(help));
            }
            RuleKind::Cannot(actor?, from?, to?)
        }
        list => {
            let value = entry.get(list)?;
            let statements = reader.statements(value, &format!("`{list}`"));
            if value.get_ref().as_array().is_some_and(|items| items.is_empty()) {
                let help = "list the statements, such as ['actor.option', 'actor.option'], or remove the rule";
                reader.lose(Diagnostic::error("bad-rule", span(value), format!("`{list}` lists nothing")).help(help));
            }
            match list {
                "at_most_one" => RuleKind::AtMostOne(statements),
                "at_least_one" => RuleKind::AtLeastOne(statements),
                _ => RuleKind::ExactlyOne(statements),
            }
        }
    })
}

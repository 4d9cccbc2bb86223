//! `[actors.NAME]` with their options; `[states.NAME]` and `[[moves]]` of a bare graph.

use super::choices;
use super::fields::{AN_ACTOR, AN_OPTION, Entry, Reader, Shape, one_line, span};
use crate::case::{Actor, ActorOption, NamedMove, NamedState, OneWay, Presence, Statement};
use crate::diag::{Diagnostic, Spanned, shown};

const ACTOR: Shape = Shape {
    what: AN_ACTOR,
    written: "[actors.NAME] above its keys",
    keys: &[
        "name",
        "in_text",
        "mark",
        "plural",
        "begins",
        "ends",
        "moot",
        "claims",
        "assumption",
        "leap",
        "options",
        "choices",
    ],
};
const OPTION: Shape = Shape {
    what: AN_OPTION,
    written: "NAME = { label = \"…\", claims = [\"…\"] } below [actors.ACTOR.options]",
    keys: &["label", "drop", "indicator", "one_way", "after", "then", "claims", "assumption", "leap"],
};
const STATE: Shape = Shape {
    what: "a state",
    written: "[states.NAME] above its keys",
    keys: &["label", "claims", "assumption", "leap"],
};
const MOVE: Shape = Shape {
    what: "a move",
    written: "[[moves]] above each move",
    keys: &["actor", "from", "to", "claims", "assumption", "leap"],
};

pub(super) fn actors(reader: &mut Reader, root: &Entry) -> Vec<Actor> {
    let mut found = Vec::new();
    for (key, entry) in reader.named(root, "actors", ACTOR) {
        let name = reader.for_readers(&entry, "name", &key);
        // Without a name of its own it has the same one wherever it stands in a sentence.
        let name = if name == key.value { capital(&name) } else { name };
        let in_text = reader.name(&entry, "in_text").unwrap_or_else(|| name.clone());
        let mark = reader.name(&entry, "mark").unwrap_or_else(|| capital(&name));
        let plural = reader.boolean(&entry, "plural").unwrap_or(false);
        let mut options = options(reader, &entry);
        let choices = choices::choices(reader, &entry, &mut options);
        let presence = presence(reader, &entry, &key);
        found.push(Actor { key, name, in_text, mark, plural, options, choices, presence });
    }
    found
}

/// Since when and until when an actor acts.
fn presence(reader: &mut Reader, entry: &Entry, actor: &Spanned<String>) -> Option<Presence> {
    let (begins, ends) = (statement(reader, entry, "begins"), statement(reader, entry, "ends"));
    let support = reader.support(entry);
    let names = reader.strings(entry, "moot");
    let moot: Vec<_> = names.iter().filter_map(|name| reader.option_name(name)).collect();
    let has = |key: &str| entry.get(key).is_some();
    if has("moot") && !has("ends") && !entry.misspells(&["ends"]) {
        let problem = Diagnostic::error(
            "bad-presence",
            entry.key("moot"),
            "`moot` says what is pointless once an actor has ended",
        );
        reader.tell(problem.help("add ends = '…', a statement that is true where the actor acts no more"));
    }
    match begins.as_ref().or(ends.as_ref()) {
        Some(first) => Some(Presence { span: first.span, begins, ends, moot, support }),
        None => {
            if !support.is_none() && !["begins", "ends", "moot"].into_iter().any(has) {
                let message = format!("nothing is said of `{}` that could rest on this", shown(&actor.value));
                let problem = Diagnostic::error("bad-presence", actor.span, message);
                reader.tell(problem.help("`claims`, `assumption` and `leap` of an actor are about `begins` and `ends`: add one of these, or put them on an option"));
            }
            None
        }
    }
}

/// The statement under a key, if there is one.
fn statement(reader: &mut Reader, entry: &Entry, key: &str) -> Option<Statement> {
    let value = entry.get(key)?;
    let found = reader.statement(value, &format!("`{key}`"));
    if found.is_none() {
        reader.lost();
    }
    found
}

fn capital(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map_or(String::new(), |first| first.to_uppercase().chain(rest).collect())
}

fn options(reader: &mut Reader, actor: &Entry) -> Vec<ActorOption> {
    let mut found = Vec::new();
    for (key, entry) in reader.named(actor, "options", OPTION) {
        found.push(ActorOption {
            label: reader.for_readers(&entry, "label", &key),
            drop: reader.name(&entry, "drop"),
            indicator: reader.words(&entry, "indicator").map(|found| one_line(&found.value)),
            one_way: one_way(reader, &entry),
            after: statement(reader, &entry, "after"),
            then: statement(reader, &entry, "then"),
            support: reader.support(&entry),
            key,
        });
    }
    found
}

fn one_way(reader: &mut Reader, entry: &Entry) -> Option<OneWay> {
    let help = "\"take\": may be taken up, never dropped; \"drop\": may be dropped, never taken up";
    let written = reader.string_or(entry.get("one_way")?, "`one_way` is \"take\" or \"drop\"", help)?;
    match written.value.as_str() {
        "take" => Some(OneWay::Take),
        "drop" => Some(OneWay::Drop),
        other => {
            let message = format!("`one_way` is \"take\" or \"drop\", not \"{}\"", shown(other));
            reader.lose(Diagnostic::error("bad-value", written.span, message).help(help));
            None
        }
    }
}

pub(super) fn states(reader: &mut Reader, root: &Entry) -> Vec<NamedState> {
    let mut found = Vec::new();
    for (key, entry) in reader.named(root, "states", STATE) {
        found.push(NamedState { label: reader.name(&entry, "label"), support: reader.support(&entry), key });
    }
    found
}

pub(super) fn moves(reader: &mut Reader, root: &Entry) -> Vec<NamedMove> {
    let Some(value) = root.get("moves") else { return Vec::new() };
    let items = reader.array(value, "`moves`", "write [[moves]] above each move");
    let mut found = Vec::new();
    for item in items.into_iter().flatten() {
        let Some(entry) = reader.table(item, span(item), MOVE) else { continue };
        let actor = reader.required_string(&entry, "actor");
        let (from, to) = (end(reader, &entry, "from"), end(reader, &entry, "to"));
        let support = reader.support(&entry);
        match (actor, from, to) {
            (Some(actor), Some(from), Some(to)) => found.push(NamedMove { actor, from, to, support }),
            _ => reader.lost(),
        }
    }
    found
}

/// Where a move begins or ends.
fn end(reader: &mut Reader, entry: &Entry, key: &str) -> Option<Spanned<String>> {
    match entry.get(key) {
        Some(value) => reader.state_name(value, &format!("`{key}`")),
        None => {
            reader.missing(entry, key);
            None
        }
    }
}

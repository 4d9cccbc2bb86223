//! `[actors.NAME.choices]`: options with levels.

use super::fields::{A_CHOICE, Entry, Reader, Shape, one_line, span};
use crate::case::{ActorOption, Along, Choice, Reading};
use crate::diag::{Diagnostic, Spanned, shown};
use crate::expr::Level;

const CHOICE: Shape = Shape {
    what: A_CHOICE,
    written: "NAME = { label = \"…\", levels = [\"…\", \"…\"], claims = [\"…\"] } below [actors.ACTOR.choices]",
    keys: &["label", "levels", "one_way", "claims", "assumption", "leap"],
};

/// The choices of an actor; their levels become options behind the others.
pub(super) fn choices(reader: &mut Reader, actor: &Entry, options: &mut Vec<ActorOption>) -> Vec<Choice> {
    let mut found = Vec::new();
    for (key, entry) in reader.named(actor, "choices", CHOICE) {
        if let Some(option) = options.iter().find(|option| option.key.value == key.value) {
            let message = format!("`{}` is the name of an option and of a choice", shown(&key.value));
            let problem = Diagnostic::error("bad-name", key.span, message).also(option.key.span, "the option");
            reader.tell(problem.help("give one of them another name"));
        }
        let label = reader.for_readers(&entry, "label", &key);
        let (levels, one_way) = (levels(reader, &entry), one_way(reader, &entry));
        let support = reader.support(&entry);
        let first = options.len();
        options.extend(levels.iter().map(|level| ActorOption {
            indicator: None,
            key: Spanned::new(format!("{} {}", key.value, Level::is(&level.value)), level.span),
            label: format!("{label}: {}", level.value),
            drop: None,
            one_way: None,
            after: None,
            then: None,
            support: support.clone(),
        }));
        found.push(Choice { key, label, levels, one_way, support, options: first..options.len() });
    }
    found
}

/// The levels, the lowest first: at least two, each with a name of its own.
fn levels(reader: &mut Reader, entry: &Entry) -> Vec<Spanned<String>> {
    const HELP: &str = "list them from the lowest to the highest: levels = [\"none\", \"some\", \"all\"]";
    let Some(value) = entry.get("levels") else {
        let at = entry.at;
        if !entry.misspells(&["levels"]) {
            reader
                .tell(Diagnostic::error("missing", at, "a choice needs `levels`").label("no `levels` here").help(HELP));
        }
        reader.reading = Reading::Parts;
        return Vec::new();
    };
    let mut found: Vec<Spanned<String>> = Vec::new();
    for level in reader.strings(entry, "levels") {
        let level = Spanned::new(one_line(&level.value), level.span);
        let before = found.iter().find(|before| before.value == level.value);
        if let Some(before) = before {
            let message = format!("the level `{}` stands here twice", shown(&level.value));
            let problem = Diagnostic::error("bad-level", level.span, message).also(before.span, "the first");
            reader.lose(problem.help("give each level a name of its own"));
        } else if Level::can_be(&level.value) {
            found.push(level);
        } else {
            let message = format!("`{}` cannot be the name of a level", shown(&level.value));
            let help = "write a few words without both kinds of quotation marks, since statements quote them";
            reader.lose(Diagnostic::error("bad-level", level.span, message).label("not a name").help(help));
        }
    }
    match value.get_ref().as_array().map(|items| items.len()) {
        Some(0 | 1) => {
            reader.lose(Diagnostic::error("bad-level", span(value), "a choice has at least two levels").help(HELP))
        }
        // A level that could not be read may only seem unknown where it is named.
        items if items != Some(found.len()) => reader.reading = Reading::Parts,
        _ => {}
    }
    found
}

fn one_way(reader: &mut Reader, entry: &Entry) -> Option<Along> {
    let help = "\"up\": only to later levels; \"down\": only to earlier levels";
    let written = reader.string_or(entry.get("one_way")?, "`one_way` of a choice is \"up\" or \"down\"", help)?;
    match written.value.as_str() {
        "up" => Some(Along::Up),
        "down" => Some(Along::Down),
        other => {
            let message = format!("`one_way` of a choice is \"up\" or \"down\", not \"{}\"", shown(other));
            reader.lose(Diagnostic::error("bad-value", written.span, message).help(help));
            None
        }
    }
}

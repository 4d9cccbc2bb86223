//! What the strings and keys of a case file mean: which are statements, which name an actor, an option, a claim.

use super::Kind;
use super::syntax::{Key, Pair, Placed, Tree, Value};
use crate::diag::Span;

/// Keys of a change of a list whose texts are statements.
const CHANGED: [&str; 6] = ["wants", "without", "move", "in_place_of", "before", "after"];

/// What a string is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Statement,
    /// `actor.option`
    OptionName,
    /// The name of one of a kind.
    Name(Kind),
    /// States of a ranking: a statement, or the name of a scenario or of a state of a bare graph.
    Ranked,
    /// What a claim goes back to: perhaps a source.
    Origin,
    /// Somebody who says something; never renamed.
    Other,
}

/// Something that has a role, where it stands.
pub(super) struct Word {
    pub(super) role: Role,
    pub(super) at: At,
    /// The names that lead to it, `#` for an element of a list.
    pub(super) path: Vec<String>,
}

/// Where it stands.
pub(super) enum At {
    Key(Key),
    Value(Span),
}

/// Everything in the file that has a role.
pub(super) fn words(tree: &Tree) -> Vec<Word> {
    let mut found = Vec::new();
    for section in &tree.sections {
        let mut path = Vec::new();
        let mut parts = section.keys.iter();
        for step in &section.path {
            if step.starts_with('#') {
                path.push("#".to_string());
            } else if let Some(key) = parts.next() {
                key_word(&mut path, key, &mut found);
            }
        }
        for pair in &section.pairs {
            pair_words(&path, pair, &mut found);
        }
    }
    found
}

fn key_word(path: &mut Vec<String>, key: &Key, found: &mut Vec<Word>) {
    path.push(key.name.clone());
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    found.push(Word { role: of_key(&names), at: At::Key(key.clone()), path: path.clone() });
}

fn pair_words(path: &[String], pair: &Pair, found: &mut Vec<Word>) {
    let mut path = path.to_vec();
    for key in &pair.keys {
        key_word(&mut path, key, found);
    }
    value_words(&path, &pair.value, found);
}

fn value_words(path: &[String], value: &Value, found: &mut Vec<Word>) {
    match value {
        Value::Scalar(_) => {
            let names: Vec<&str> = path.iter().map(String::as_str).collect();
            found.push(Word { role: of_value(&names), at: At::Value(value.span()), path: path.to_vec() });
        }
        Value::List(list) => {
            let inside: Vec<String> = path.iter().cloned().chain(["#".to_string()]).collect();
            list.items.iter().for_each(|item| value_words(&inside, item, found));
        }
        Value::Table(table) => table.items.iter().for_each(|pair| pair_words(path, pair, found)),
    }
}

/// What a key is that stands at the end of this path.
fn of_key(path: &[&str]) -> Role {
    match path {
        ["actors", _] | ["perceptions", _] => Role::Name(Kind::Actor),
        ["actors", _, "options" | "choices", _] => Role::Name(Kind::Option),
        ["sources", _] => Role::Name(Kind::Source),
        ["claims", _] => Role::Name(Kind::Claim),
        ["states", _] => Role::Name(Kind::State),
        ["evidence", _] => Role::Name(Kind::Evidence),
        ["scenarios", _] => Role::Name(Kind::Scenario),
        ["accounts", _] | ["evidence", _, "likelihood", _] => Role::Name(Kind::Account),
        ["accounts", _, inside @ ..] => of_shared_key(inside),
        _ => of_shared_key(path),
    }
}

fn of_shared_key(path: &[&str]) -> Role {
    match path {
        ["preferences" | "attitudes", _] | ["attitudes", _, _] => Role::Name(Kind::Actor),
        ["preferences", _, "weights", name] if name.contains('.') => Role::Statement,
        ["preferences", _, "weights", _] => Role::Name(Kind::Actor),
        ["preferences", _, "weights", _, _] => Role::Name(Kind::Option),
        _ => Role::Other,
    }
}

/// What a value is that stands under this path.
fn of_value(path: &[&str]) -> Role {
    match path {
        ["perceptions", _] | ["story", "#", "account"] => Role::Name(Kind::Account),
        ["scenarios" | "forecasts", _, "where"] | ["actors", _, "begins" | "ends"] => Role::Statement,
        ["actors", _, "options", _, "after" | "then"] => Role::Statement,
        ["actors", _, "moot", "#"] => Role::OptionName,
        ["actors", _, "claims", "#"] => Role::Name(Kind::Claim),
        ["story", "#", "actor"] => Role::Name(Kind::Actor),
        ["story", "#", "claims", "#"] => Role::Name(Kind::Claim),
        ["story", "#", "taken", "#"] => Role::OptionName,
        ["scenarios", _, "states", "#"] => Role::Name(Kind::State),
        ["claims", _, "source"] | ["accounts", _, "sources", "#"] => Role::Name(Kind::Source),
        ["issues", _, "options", "#"] => Role::OptionName,
        ["claims" | "sources", _, "origin"] => Role::Origin,
        ["claims", _, "holder"] => Role::Name(Kind::Actor),
        ["claims", _, "confirms"] | ["claims", _, "confirms", "#"] => Role::Name(Kind::Claim),
        ["accounts", _, "for" | "against", "#"] | ["evidence" | "states", _, "claims", "#"] => Role::Name(Kind::Claim),
        ["actors", _, "options" | "choices", _, "claims", "#"] | ["moves", "#", "claims", "#"] => {
            Role::Name(Kind::Claim)
        }
        ["accounts", _, "refines" | "excludes" | "same_as"] => Role::Name(Kind::Account),
        ["accounts", _, "refines" | "excludes" | "same_as", "#"] => Role::Name(Kind::Account),
        ["variants", _, "edits", "#", inside @ ..] => of_edit_value(inside),
        ["moves", "#", "actor"] => Role::Name(Kind::Actor),
        ["moves", "#", "from" | "to"] => Role::Name(Kind::State),
        ["accounts", _, inside @ ..] => of_shared_value(inside),
        _ => of_shared_value(path),
    }
}

/// What a value is inside an edit of a variant.
fn of_edit_value(path: &[&str]) -> Role {
    match path {
        [.., "actor"] => Role::Name(Kind::Actor),
        [.., "account"] | ["give", "to"] | ["take", "from"] => Role::Name(Kind::Account),
        [.., "wants" | "never" | "when" | "needs"] => Role::Statement,
        [.., "at_most_one" | "at_least_one" | "exactly_one", "#"] => Role::Statement,
        ["add_rule", "rule", .., "from" | "to"] => Role::Statement,
        ["today", .., "taken", "#"] => Role::OptionName,
        [.., "claims", "#"] => Role::Name(Kind::Claim),
        _ => Role::Other,
    }
}

fn of_shared_value(path: &[&str]) -> Role {
    match path {
        ["preferences", _, "#"] => Role::Statement,
        ["preferences", _, "wants"] | ["preferences", _, "#", "wants"] => Role::Statement,
        ["preferences", _, "wants", "#"] | ["preferences", _, "#", "wants", "#"] => Role::Statement,
        ["preferences", _, "within", "#"] => Role::Statement,
        ["preferences", _, "wants", "#", "wants"] | ["preferences", _, "wants", "#", "wants", "#"] => Role::Statement,
        ["preferences", _, "changes", "#", "wants", "#"] => Role::Statement,
        ["preferences", _, "changes", "#", key] if CHANGED.contains(key) => Role::Statement,
        ["preferences", _, "wants" | "changes", "#", "claims", "#"] => Role::Name(Kind::Claim),
        ["preferences", _, "like"] => Role::Name(Kind::Account),
        ["preferences", _, "claims", "#"] | ["preferences", _, "#", "claims", "#"] => Role::Name(Kind::Claim),
        ["preferences", _, "ranking", "#"] | ["preferences", _, "ranking", "#", "#"] => Role::Ranked,
        ["preferences", _, "incomparable", "#", "#"] => Role::Ranked,
        ["preferences", _, "incomparable", "#", "#", "taken", "#"] => Role::OptionName,
        ["preferences", _, "ranking", "#", "taken", "#"] => Role::OptionName,
        ["preferences", _, "ranking", "#", "#", "taken", "#"] => Role::OptionName,
        ["rules", "#", "never" | "when" | "needs" | "same" | "from" | "to"] => Role::Statement,
        ["rules", "#", "at_most_one" | "at_least_one" | "exactly_one", "#"] => Role::Statement,
        ["rules", "#", "actor"] => Role::Name(Kind::Actor),
        ["rules", "#", "claims", "#"] | ["attitudes", _, _, "claims", "#"] => Role::Name(Kind::Claim),
        ["later", "#", "taken" | "dropped" | "unclear", "#"] => Role::OptionName,
        ["codings", _, "taken" | "dropped" | "unclear", "#"] => Role::OptionName,
        ["later", "#", "claims", "#"] => Role::Name(Kind::Claim),
        ["status_quo", "taken", "#"] => Role::OptionName,
        ["status_quo", "state"] => Role::Name(Kind::State),
        ["status_quo", "claims", "#"] => Role::Name(Kind::Claim),
        _ => Role::Other,
    }
}

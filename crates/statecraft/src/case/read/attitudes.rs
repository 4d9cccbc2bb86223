//! `[attitudes]`: who wants what for whom.

use super::fields::{Entry, Reader, Shape, Value};
use crate::case::{Attitude, Attitudes, Support, Toward};
use crate::diag::{Diagnostic, Span, Spanned, shown};
use toml::de::DeValue;

const TOWARD: Shape = Shape {
    what: "an attitude",
    written: "OTHER = { sign = \"+\", claims = [\"…\"] }",
    keys: &["sign", "claims", "assumption", "leap"],
};
const SIGNS: &str = "\"+\": wants what the other wants; \"0\": does not care; \"-\": wants the opposite";

/// The `attitudes` of a case or an account.
pub(super) fn attitudes(reader: &mut Reader, parent: &Entry) -> Vec<Attitudes> {
    let Some(value) = parent.get("attitudes") else { return Vec::new() };
    let mut found = Vec::new();
    for (actor, value) in under_actors(reader, value, "in `attitudes` each actor's attitudes stand under its name") {
        let expected = "an actor's attitudes stand under the actors that they are toward";
        let toward = under_actors(reader, value, expected).into_iter().filter_map(|(other, value)| {
            let (attitude, support) = toward(reader, value, other.span)?;
            Some(Toward { actor: other, attitude, support })
        });
        found.push(Attitudes { actor, toward: toward.collect() });
    }
    found
}

/// What a table has under the names of actors.
fn under_actors<'t>(
    reader: &mut Reader,
    value: &'t Value<'t>,
    expected: &str,
) -> Vec<(Spanned<String>, &'t Value<'t>)> {
    let DeValue::Table(table) = value.get_ref() else {
        let help = "write [attitudes], and below it ACTOR = { OTHER = \"+\", ANOTHER = \"-\" }";
        reader.wrong_type(value, expected, value.get_ref(), help);
        return Vec::new();
    };
    table.iter().map(|(key, value)| (Spanned::new(key.get_ref().to_string(), key.span()), value)).collect()
}

/// The sign alone, or with its support.
fn toward(reader: &mut Reader, value: &Value, at: Span) -> Option<(Attitude, Support)> {
    if !matches!(value.get_ref(), DeValue::Table(_)) {
        return Some((sign(reader, value)?, Support::default()));
    }
    let entry = reader.table(value, at, TOWARD)?;
    let support = reader.support(&entry);
    match entry.get("sign") {
        Some(value) => Some((sign(reader, value)?, support)),
        None => {
            reader.missing(&entry, "sign");
            reader.lost();
            None
        }
    }
}

fn sign(reader: &mut Reader, value: &Value) -> Option<Attitude> {
    let written = reader.string_or(value, "an attitude is \"+\", \"0\" or \"-\"", SIGNS)?;
    let found = [Attitude::Positive, Attitude::Neutral, Attitude::Negative];
    let found = found.into_iter().find(|attitude| attitude.sign() == written.value);
    if found.is_none() {
        let message = format!("an attitude is \"+\", \"0\" or \"-\", not \"{}\"", shown(&written.value));
        reader.lose(Diagnostic::error("bad-value", written.span, message).help(SIGNS));
    }
    found
}
